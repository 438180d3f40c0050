// Where a near picture lies: the five cities small, with the frame of the map on them. Drawn only when the map is near.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const NEARER = 0.75, WIDTH = 240, HEIGHT = 150;
  let outlines = null, asked = null;

  function load() {
    asked ||= fetch(document.querySelector("link[href*='ground.geojson']").href).then((answer) => answer.json()).then((ground) => {
      outlines = ground.features.filter((feature) => feature.properties.layer === "cities");
      atlas.present.draw();
    }).catch(() => { asked = null; });
  }

  // All five cities in the little frame: a projection by zoom 0 pixels, scaled.
  function frame() {
    const box = atlas.geometry.union(atlas.data.cities.map((city) => city.bbox)), [x0, y1] = atlas.geometry.project(box[0], box[1], 0), [x1, y0] = atlas.geometry.project(box[2], box[3], 0);
    const scale = Math.min(WIDTH / (x1 - x0), HEIGHT / (y1 - y0)) * 0.94, left = (WIDTH - (x1 - x0) * scale) / 2, top = (HEIGHT - (y1 - y0) * scale) / 2;
    return ([lon, lat]) => { const [x, y] = atlas.geometry.project(lon, lat, 0); return [(x - x0) * scale + left, (y - y0) * scale + top]; };
  }

  const path = (feature, to) => (feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates).map((rings) => `M${rings[0].map((at) => to(at).map((v) => v.toFixed(1)).join(" ")).join("L")}Z`).join("");

  function draw(view) {
    const map = atlas.map.native();
    if (!map) return null;
    const whole = atlas.camera.of({ ...view, camera: null, selected: "", city: [] })[2], [lon, lat, zoom] = atlas.camera.of(view);
    if (zoom < whole + NEARER) return null;
    if (!outlines) { load(); return null; }
    const to = frame(), stage = document.getElementById("map"), [cx, cy] = atlas.geometry.project(lon, lat, zoom);
    const [a, b] = [[-1, -1], [1, 1]].map(([sx, sy]) => to(atlas.geometry.unproject(cx + (sx * stage.clientWidth) / 2, cy + (sy * stage.clientHeight) / 2, zoom)));
    return h("svg", { key: "locator", className: "locator", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": atlas.text("present.locator") },
      outlines.map((feature) => h("path", { key: feature.properties.id, d: path(feature, to), "data-city": atlas.index.cities.get(feature.properties.id)?.code, className: "locator-city" })),
      h("rect", { className: "locator-frame", x: a[0], y: a[1], width: b[0] - a[0], height: b[1] - a[1] }));
  }

  atlas.locator = { draw };
})();
