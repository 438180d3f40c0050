// Web Mercator in CSS pixels, as MapLibre draws it (512 px for the world at zoom 0), and boxes on the screen.
(function () {
  const WORLD = 512, EARTH_M = 40075016.686;

  function project(lon, lat, zoom) {
    const scale = WORLD * 2 ** zoom, rad = (lat * Math.PI) / 180;
    return [((lon + 180) / 360) * scale, ((1 - Math.log(Math.tan(rad) + 1 / Math.cos(rad)) / Math.PI) / 2) * scale];
  }

  function unproject(x, y, zoom) {
    const scale = WORLD * 2 ** zoom, n = Math.PI * (1 - (2 * y) / scale);
    return [(x / scale) * 360 - 180, (Math.atan(Math.sinh(n)) * 180) / Math.PI];
  }

  // The camera [lon, lat, zoom] that shows `bbox` [west, south, east, north] in the frame less its padding.
  function fit([west, south, east, north], width, height, padding, maxZoom = 13) {
    const [x0, y1] = project(west, south, 0), [x1, y0] = project(east, north, 0);
    const room = [Math.max(width - padding.left - padding.right, 40), Math.max(height - padding.top - padding.bottom, 40)];
    const zoom = Math.min(Math.log2(room[0] / Math.max(x1 - x0, 1e-9)), Math.log2(room[1] / Math.max(y1 - y0, 1e-9)), maxZoom);
    const scale = 2 ** zoom;
    const x = ((x0 + x1) / 2) * scale + (padding.right - padding.left) / 2;
    const y = ((y0 + y1) / 2) * scale + (padding.bottom - padding.top) / 2;
    const [lon, lat] = unproject(x, y, zoom);
    return [lon, lat, zoom];
  }

  const metresPerPixel = (lat, zoom) => (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (WORLD * 2 ** zoom);

  // The longest round length (1, 2 or 5 × 10ⁿ metres) that is at most `most` pixels: {metres, pixels}.
  function scaleBar(lat, zoom, most) {
    const unit = metresPerPixel(lat, zoom), limit = unit * most;
    const ten = 10 ** Math.floor(Math.log10(limit));
    const metres = [5, 2, 1].map((n) => n * ten).find((n) => n <= limit);
    return { metres, pixels: metres / unit };
  }

  const union = (boxes) => boxes.reduce((a, b) =>
    [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);

  window.atlas.geometry = { project, unproject, fit, scaleBar, metresPerPixel, union };
})();
