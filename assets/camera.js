// Where the map looks: what a View is about, the room that cards and panel leave, flights, and moves by hand.
(function () {
  const atlas = window.atlas;
  const OURS = { originalEvent: new Event("atlas") };  // tells plotly to keep a camera we set
  const FLIGHT_MS = 420;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const stage = () => document.getElementById("map");
  let map = null, aim = null, arriving = 0;

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

  // What a View without a camera is about: the city whose profile is open, on a phone and in the hall the city of what is selected, else the cities chosen, else all.
  function box(view) {
    const selected = view.selected && atlas.ready ? atlas.panel.subject(view) : null;
    if (selected?.city && (selected.kind === "city" || stage().clientWidth < 700 || atlas.kiosk.isOn(view))) return atlas.index.cities.get(selected.city).bbox;
    const cities = (atlas.data?.cities || []).filter((city) => !view.city.length || view.city.includes(city.id));
    return cities.length ? atlas.geometry.union(cities.map((city) => city.bbox)) : JSON.parse(stage().dataset.bbox);
  }

  // Where a View looks: its own camera, or the whole of what it is about.
  function of(view) {
    if (view.camera) return view.camera;
    const frame = stage().getBoundingClientRect();
    return atlas.geometry.fit(box(view), frame.width, frame.height, padding());
  }

  function isAt([lon, lat, zoom]) {
    const { lng, lat: now } = map.getCenter();
    return Math.abs(lng - lon) < 2e-4 && Math.abs(now - lat) < 2e-4 && Math.abs(map.getZoom() - zoom) < 0.01;
  }

  function look([lon, lat, zoom], duration = 0) {
    aim = [lon, lat, zoom];
    if (isAt(aim)) return;
    const still = calm.matches || !duration;
    map[still ? "jumpTo" : "easeTo"]({ center: [lon, lat], zoom, ...(still ? {} : { duration }) }, OURS);
  }

  // A flight that starts while another ends is stopped by plotly's own bookkeeping: arrive all the same.
  function arrive() {
    clearTimeout(arriving);
    arriving = setTimeout(() => { if (aim && !map.isMoving() && !isAt(aim)) look(aim); }, 80);
  }

  // Look somewhere and keep it in the View.
  function lookAt([lon, lat, zoom]) {
    const to = atlas.view.cameraAt(lon, lat, Math.min(zoom, 15));
    if (to) atlas.change({ camera: to }, { replace: true });
  }

  // A place in the middle of the free part of the stage, near enough to tell it from its neighbours.
  function lookAtItem(item) {
    const frame = stage().getBoundingClientRect(), reach = item.precision === "street" ? 0.05 : 0.16;
    const around = item.bbox || (item.lon === undefined ? atlas.index.cities.get(item.city)?.bbox
      : [item.lon - reach, item.lat - reach * 0.8, item.lon + reach, item.lat + reach * 0.8]);
    if (around) lookAt(atlas.geometry.fit(around, frame.width, frame.height, padding(), 12.5));
  }

  const byHand = (event) => event.originalEvent && event.originalEvent !== OURS.originalEvent;

  // Wheel zooms carry no event at their end, so what counts is that no flight of ours is under way.
  function moved(event) {
    if (aim || event.originalEvent === OURS.originalEvent) return arrive();
    if (isAt(of(atlas.now()))) return;
    const { lng, lat } = map.getCenter();
    const at = atlas.view.cameraAt(lng, lat, map.getZoom());
    if (at) atlas.change({ camera: at }, { replace: true });
  }

  function attach(maplibre) {
    map = maplibre;
    map.on("movestart", (event) => { if (byHand(event)) aim = null; });
    map.on("wheel", () => { aim = null; });
    map.on("moveend", moved);
    atlas.onFollow(follow);  // after the cards have taken their new size
  }

  function zoom(by) {
    const { lng, lat } = map.getCenter();
    lookAt([lng, lat, map.getZoom() + by]);
  }

  function follow(view, before) {
    if (map && (!view.camera || String(view.camera) !== String(before.camera))) look(of(view), FLIGHT_MS);
  }

  atlas.camera = { attach, of, look, lookAt, lookAtItem, zoom, whole: () => atlas.change({ camera: null }) };
})();
