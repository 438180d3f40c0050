// The map itself: colours of the theme, camera, veil over cities not chosen, zones shown, scale bar, and the word that
// it is painted (`data-view` on #map). Sites and names are drawn by atlas.overlay.js, which never waits for WebGL.
(function () {
  const atlas = window.atlas;
  const OURS = { originalEvent: new Event("atlas") };  // tells plotly to keep a camera we set
  const ZONE_LAYERS = { "zone-fill": null, "zone-solid": "district", "zone-dashed": "circle", "zone-dotted": "unknown" };
  const DRAWN = [[113.5, 27], [126, 36.5]];            // beyond it no land is drawn
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const stage = () => document.getElementById("map");
  const graph = () => document.querySelector("#map .js-plotly-plot");
  let map = null, prepared = [], result = null, laidOutAt = null, sent = {}, aim = null, arriving = 0;

  // ---- colours -----------------------------------------------------------------------------------------------------

  const colour = (property) => getComputedStyle(document.documentElement).getPropertyValue(property).trim();

  // `--water` → its colour; `match:id:city-nanjing=--city-nj,…` → an expression on the feature's id.
  function paintValue(recipe) {
    if (!recipe.startsWith("match:")) return colour(recipe);
    const [, property, pairs] = recipe.split(":");
    return ["match", ["get", property], ...pairs.split(",").flatMap((pair) => { const [id, name] = pair.split("="); return [id, colour(name)]; }), "rgba(0,0,0,0)"];
  }

  const tints = () => ["nj", "zj", "cz", "wx", "sz"].map((code, i) => [i / 4, colour(`--tint-${code}`)]);

  const rootFont = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

  // Widths are given for the desk; a wall, whose root font is doubled, doubles them.
  function widen(layer) {
    const by = rootFont() / 16, width = layer.paint["line-width"];
    if (by === 1 || width === undefined) return;
    layer.paint["line-width"] = Array.isArray(width) ? width.map((part, i) => (i > 3 && i % 2 === 0 ? part * by : part)) : width * by;
  }

  // The first figure: the given one in the theme's colours, looking at what the View says.
  function figure(given) {
    atlas.start();
    if (!webgl()) { atlas.fallback.show(); return window.dash_clientside.no_update; }
    const made = structuredClone(given), [lon, lat, zoom] = camera(atlas.now());
    for (const layer of made.layout.map.style.layers)
      for (const [property, recipe] of Object.entries(layer.metadata || {})) layer.paint[property] = paintValue(recipe);
    made.layout.map.style.layers.forEach(widen);
    made.data[0].colorscale = tints();
    Object.assign(made.layout.map, { center: { lon, lat }, zoom });
    waitForMap();
    return made;
  }

  function recolour() {
    for (const layer of map.getStyle().layers)
      for (const [property, recipe] of Object.entries(layer.metadata || {})) map.setPaintProperty(layer.id, property, paintValue(recipe));
    window.Plotly.restyle(graph(), { colorscale: [tints()] }, [0]);
    hatching();
  }

  const webgl = () => Boolean(document.createElement("canvas").getContext("webgl2"));

  // ---- camera ------------------------------------------------------------------------------------------------------

  // Room kept free of cards, panel and sheet, in px.
  function padding() {
    const frame = stage().getBoundingClientRect(), edge = Math.min(frame.width, frame.height) * 0.03 + 6;
    const free = { left: edge, right: edge, top: edge, bottom: edge };
    for (const part of document.querySelectorAll("[data-pads]")) {
      const r = part.getBoundingClientRect();
      if (part.hidden || r.width === 0 || r.height === 0 || r.right <= frame.left || r.left >= frame.right || r.bottom <= frame.top || r.top >= frame.bottom) continue;
      const wide = r.width > frame.width * 0.75;
      const side = { sheet: "bottom", panel: wide ? "bottom" : "right" }[part.dataset.pads] || part.dataset.pads;
      if (side === "bottom") free.bottom = Math.max(free.bottom, frame.bottom - r.top + edge / 2);
      if (side === "right") free.right = Math.max(free.right, frame.right - r.left + edge);
      if (side === "top") free.top = Math.max(free.top, r.bottom - frame.top + edge / 2);
    }
    return free;
  }

  // What a View without a camera is about: on a phone the city of what is selected, else the cities chosen, else all.
  function box(view) {
    const selected = stage().clientWidth < 700 && view.selected && atlas.ready ? atlas.panel.subject(view) : null;
    if (selected?.city) return atlas.index.cities.get(selected.city).bbox;
    const cities = (atlas.data?.cities || []).filter((city) => !view.city.length || view.city.includes(city.id));
    return cities.length ? atlas.geometry.union(cities.map((city) => city.bbox)) : JSON.parse(stage().dataset.bbox);
  }

  // Where a View looks: its own camera, or the whole of the cities it shows.
  function camera(view) {
    if (view.camera) return view.camera;
    const frame = stage().getBoundingClientRect();
    return atlas.geometry.fit(box(view), frame.width, frame.height, padding());
  }

  function isAt([lon, lat, zoom]) {
    const { lng, lat: now } = map.getCenter();
    return Math.abs(lng - lon) < 2e-4 && Math.abs(now - lat) < 2e-4 && Math.abs(map.getZoom() - zoom) < 0.01;
  }

  function look([lon, lat, zoom], duration) {
    aim = [lon, lat, zoom];
    if (isAt(aim)) return;
    const still = calm.matches || !duration;
    map[still ? "jumpTo" : "easeTo"]({ center: [lon, lat], zoom, ...(still ? {} : { duration }) }, OURS);
  }

  // A flight that starts while another ends is stopped by plotly's own bookkeeping: arrive all the same.
  function arrive() {
    clearTimeout(arriving);
    arriving = setTimeout(() => { if (aim && !map.isMoving() && !isAt(aim)) look(aim, 0); }, 80);
  }

  // Look somewhere and keep it in the View.
  function lookAt([lon, lat, zoom]) {
    const to = atlas.view.cameraAt(lon, lat, Math.min(zoom, 15));
    if (to) atlas.change({ camera: to }, { replace: true });
  }

  // A place in the middle of the free part of the stage, near enough to tell it from its neighbours.
  function lookAtItem(item) {
    const frame = stage().getBoundingClientRect();
    const around = item.bbox || (item.lon === undefined ? atlas.index.cities.get(item.city)?.bbox
      : ((d) => [item.lon - d, item.lat - d * 0.8, item.lon + d, item.lat + d * 0.8])(item.precision === "street" ? 0.05 : 0.16));
    if (around) lookAt(atlas.geometry.fit(around, frame.width, frame.height, padding(), 12.5));
  }

  const byHand = (event) => event.originalEvent && event.originalEvent !== OURS.originalEvent;

  // Wheel zooms carry no event at their end, so what counts is that no flight of ours is under way.
  function moved(event) {
    if (aim || event.originalEvent === OURS.originalEvent) return arrive();
    if (isAt(camera(atlas.now()))) return;
    const { lng, lat } = map.getCenter();
    const at = atlas.view.cameraAt(lng, lat, map.getZoom());
    if (at) atlas.change({ camera: at }, { replace: true });
  }

  function resized() {
    const view = atlas.now();
    if (!view.camera) look(camera(view), 0);
    relayout();
  }

  // ---- the View on the map -----------------------------------------------------------------------------------------

  const filterOnce = (id, filter) => {
    const key = JSON.stringify(filter);
    if (sent[id] === key || !map.getLayer(id)) return;
    sent[id] = key;
    map.setFilter(id, filter);
  };

  function paintAreas(view) {
    const off = view.city.length && !atlas.indicators.isOn(view) ? atlas.data.cities.filter((city) => !view.city.includes(city.id)).map((city) => city.id) : ["-"];
    filterOnce("veil", ["in", ["get", "id"], ["literal", off]]);
    const on = atlas.indicators.isOn(view), isShown = (one, i) => one.kind === "zone" && (on ? view.level === "zone" : result.visible[i]);
    const shown = prepared.filter(isShown).map((one) => one.item.id);
    for (const [id, outline] of Object.entries(ZONE_LAYERS)) {
      const among = ["in", ["get", "id"], ["literal", shown.length ? shown : ["-"]]];
      filterOnce(id, outline ? ["all", ["==", ["get", "outline"], outline], among] : among);
    }
    paintIndicator(view);
    filterOnce("chosen-zone", ["==", ["get", "id"], view.selected || "-"]);
    filterOnce("chosen-city", ["==", ["get", "id"], view.selected || "-"]);
  }

  // Shades for rates, hatching for what has no data; nothing of either outside the indicator lens.
  function paintIndicator(view) {
    const on = atlas.indicators.isOn(view), { shades = [], hatched = [] } = on ? atlas.indicators.picture(view, colour) : {};
    for (const [id, prefix] of [["shade", "city-"], ["shade-zones", "z-"]]) {
      const own = shades.filter(([place]) => place.startsWith(prefix));
      paintOnce(id, own.length ? ["match", ["get", "id"], ...own.flat(), "rgba(0,0,0,0)"] : "rgba(0,0,0,0)");
    }
    filterOnce("hatch", ["in", ["get", "id"], ["literal", hatched.length ? hatched : ["-"]]]);
    filterOnce("hatch-zones", ["in", ["get", "id"], ["literal", hatched.length ? hatched : ["-"]]]);
  }

  function paintOnce(id, fill) {
    const key = JSON.stringify(fill);
    if (sent[`${id}:paint`] === key) return;
    sent[`${id}:paint`] = key;
    map.setPaintProperty(id, "fill-color", fill);
  }

  // Diagonal lines in the theme's colour: 无数据 is a pattern, never a shade.
  function hatching() {
    const size = 8 * Math.max(1, Math.round(devicePixelRatio)), pen = Object.assign(document.createElement("canvas"), { width: size, height: size }).getContext("2d");
    Object.assign(pen, { strokeStyle: colour("--hatch"), lineWidth: size / 7 });
    for (const from of [-size, 0, size]) { pen.beginPath(); pen.moveTo(from - 1, size + 1); pen.lineTo(from + size + 1, -1); pen.stroke(); }
    const image = pen.getImageData(0, 0, size, size);
    if (map.hasImage("hatch")) map.updateImage("hatch", image);
    else map.addImage("hatch", image, { pixelRatio: size / 8 });
  }

  function relayout() {
    if (!map || !result) return;
    laidOutAt = map.getZoom();
    atlas.overlay.draw(atlas.now(), result);
    scale();
  }

  function scale() {
    const { metres, pixels } = atlas.geometry.scaleBar(map.getCenter().lat, map.getZoom(), Math.min(9.4 * rootFont(), stage().clientWidth * 0.2));
    const bar = stage().querySelector(".scale-bar");
    bar.style.width = `${pixels.toFixed(0)}px`;
    stage().querySelector(".scale-text").textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  function paint(view, before) {
    result = atlas.filtered();
    if (!map) return;
    if (view.theme !== before.theme) recolour();
    paintAreas(view);
    atlas.overlay.draw(view, result);
    painted(view);
  }

  // Say what is drawn once it is: with the map's next frame if it has one to draw, else with the browser's.
  function painted(view) {
    const query = atlas.view.format(view), say = () => stage().setAttribute("data-view", query);
    if (map.isMoving() || !map.loaded()) map.once("idle", say);
    else requestAnimationFrame(() => requestAnimationFrame(() => { if (atlas.now() === view) say(); }));
  }

  function follow(view, before) {
    if (!map) return;
    if (!view.camera || String(view.camera) !== String(before.camera)) look(camera(view), 420);
  }

  // ---- from the first draw on --------------------------------------------------------------------------------------

  function waitForMap() {
    const found = graph()?._fullLayout?.map?._subplot?.map;
    if (!found || !atlas.ready) return void requestAnimationFrame(waitForMap);
    attach(found);
  }

  function attach(found) {
    map = found;
    map.setMaxBounds(DRAWN);
    map.dragRotate.disable();
    map.touchZoomRotate.disableRotation();
    map.touchPitch?.disable();
    map.getCanvas().setAttribute("aria-label", atlas.text("map.label"));
    hatching();
    atlas.overlay.attach(map);
    prepared = atlas.prepared;
    atlas.overlay.load(prepared);
    map.on("move", () => { if (Math.abs(map.getZoom() - laidOutAt) > 0.3) relayout(); else { atlas.overlay.move(); scale(); } });
    map.on("movestart", (event) => { if (byHand(event)) aim = null; });
    map.on("wheel", () => { aim = null; });
    map.on("moveend", (event) => { relayout(); moved(event); });
    map.on("click", pickArea);
    map.on("mousemove", (event) => { map.getCanvas().style.cursor = areaAt(event.point) ? "pointer" : ""; });
    new ResizeObserver(() => requestAnimationFrame(resized)).observe(stage());
    const view = atlas.now();
    result = atlas.filtered();
    look(camera(view), 0);
    relayout();
    const ready = () => {
      paintAreas(view);
      recolourOnce(view);
      stage().classList.add("drawn");
      painted(atlas.now());
    };
    map.isStyleLoaded() ? ready() : map.once("idle", ready);
  }

  // The View may have turned to another theme while the first picture was drawn.
  function recolourOnce() {
    if (map.getPaintProperty("sea", "background-color") !== colour("--water")) recolour();
  }

  function areaAt(point) {
    const layers = ["zone-fill", "plotly-trace-layer-cities-fill"].filter((id) => map.getLayer(id));
    const [hit] = map.queryRenderedFeatures(point, { layers });
    if (!hit) return null;
    return hit.layer.id === "zone-fill" ? hit.properties.id : cityAt(point);
  }

  function cityAt(point) {
    const [hit] = map.queryRenderedFeatures(point, { layers: ["region"] });
    return hit ? hit.properties.id : null;
  }

  function pickArea(event) {
    const id = areaAt(event.point);
    atlas.change({ selected: id || "" });
  }

  function zoom(by) {
    const { lng, lat } = map.getCenter();
    lookAt([lng, lat, map.getZoom() + by]);
  }

  const whole = () => atlas.change({ camera: null });

  atlas.onPaint(paint);
  atlas.onFollow(follow);
  atlas.map = { lookAt, lookAtItem, zoom, whole, relayout, camera, native: () => map };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { map_view: { figure } });
})();
