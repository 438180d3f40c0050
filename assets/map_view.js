// The map: its first figure, the View painted on it, the scale bar, and the word that it is painted (`data-view` on
// #map). Areas are drawn by ground.js, marks and names by overlay.js, which never waits for WebGL.
(function () {
  const atlas = window.atlas;
  const SECOND_PICTURE_MS = 400;
  const RELAYOUT_ZOOM = 0.3;  // so much nearer or farther, marks and names are placed anew
  const stage = () => document.getElementById("map");
  const graph = () => document.querySelector("#map .js-plotly-plot");
  let map = null, result = null, laidOutAt = 0, isDrawn = false;

  const hasWebgl = () => Boolean(document.createElement("canvas").getContext("webgl2"));

  // The graph for the first draw, when data and page stand: right in colour and camera, so nothing is drawn twice.
  async function mount(given) {
    await atlas.start();
    if (!hasWebgl()) { atlas.fallback.show(); return window.dash_clientside.no_update; }
    const made = structuredClone(given), { figure } = made.props, [lon, lat, zoom] = atlas.camera.of(atlas.now());
    atlas.ground.dress(figure);
    Object.assign(figure.layout.map, { center: { lon, lat }, zoom });
    Object.assign(figure.layout, size());
    waitForMap();
    return made;
  }

  const size = () => ({ width: stage().clientWidth, height: stage().clientHeight });

  function waitForMap() {
    const found = graph()?._fullLayout?.map?._subplot?.map;
    if (found?.style) attach(found);
    else requestAnimationFrame(waitForMap);
  }

  function attach(found) {
    map = found;
    // dcc.Graph would answer each move with a round of its own updates.
    graph().removeAllListeners("plotly_relayout");
    graph().removeAllListeners("plotly_relayouting");
    map.dragRotate.disable();
    map.touchZoomRotate.disableRotation();
    map.touchPitch?.disable();
    map.getCanvas().setAttribute("aria-label", atlas.text("map.label"));
    atlas.camera.attach(map);
    atlas.overlay.attach(map, atlas.prepared);
    map.on("move", () => { if (Math.abs(map.getZoom() - laidOutAt) > RELAYOUT_ZOOM) relayout(); else { atlas.overlay.move(); scale(); } });
    map.on("moveend", relayout);
    map.on("click", (event) => atlas.panel.open(atlas.ground.at(event.point)));
    map.on("mousemove", (event) => { map.getCanvas().style.cursor = atlas.ground.at(event.point) ? "pointer" : ""; });
    result = atlas.filtered();
    relayout();
    if (map.isStyleLoaded()) begin();
    else map.once("styledata", begin);
  }

  function begin() {
    const view = atlas.now();
    atlas.ground.attach(map);
    atlas.ground.paint(view, result);
    painted(view, true);
    atlas.present.draw();  // where the map looks is known only now
    map.once("idle", () => { isDrawn = true; setTimeout(atlas.ground.complete, SECOND_PICTURE_MS); });
    new ResizeObserver(() => requestAnimationFrame(resized)).observe(stage());
  }

  function resized() {
    const view = atlas.now(), { width, height } = size(), { clientWidth, clientHeight } = map.getContainer();
    atlas.ruler.forget();
    if (clientWidth !== width || clientHeight !== height) {
      // dcc binds its listeners after the graph is drawn, later than attach() takes them off; its answer to this event is
      // to draw the figure anew at the size it was mounted with.
      graph().removeAllListeners("plotly_relayout");
      window.Plotly.relayout(graph(), { width, height });
    }
    if (!view.camera) atlas.camera.look(atlas.camera.of(view));
    relayout();
  }

  function relayout() {
    if (!map || !result) return;
    laidOutAt = map.getZoom();
    atlas.overlay.draw(atlas.now(), result);
    scale();
  }

  function scale() {
    const { metres, pixels } = atlas.geometry.scaleBar(map.getCenter().lat, map.getZoom(), Math.min(150 * atlas.ruler.rem(), stage().clientWidth * 0.2));
    stage().querySelector(".scale-bar").style.width = `${pixels.toFixed(0)}px`;
    stage().querySelector(".scale-text").textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  function paint(view, before) {
    if (view.theme !== before.theme) atlas.ruler.forget();
    result = atlas.filtered();
    if (!map) return;
    if (view.theme !== before.theme) atlas.ground.recolour();
    const redrawn = atlas.ground.paint(view, result);
    atlas.overlay.draw(view, result);
    painted(view, redrawn || view.theme !== before.theme);
  }

  // The same View again with another focus, which is not part of it.
  function repaint() {
    if (!map || !result) return;
    atlas.ground.paint(atlas.now(), result);
    atlas.overlay.draw(atlas.now(), result);
  }

  // Say what is drawn once it is: with the map's next frame if it has one to draw, else with the browser's. The first
  // picture is drawn when nothing is missing from it; a flight that follows a change carries its picture along.
  function painted(view, redrawn) {
    const query = atlas.view.format(view), say = () => { if (atlas.now() === view) stage().setAttribute("data-view", query); };
    if (!isDrawn) map.once("idle", say);
    else if (redrawn) map.once("render", () => afterFrame(say));
    else requestAnimationFrame(() => afterFrame(say));
  }

  // After the frame that is being made has been shown.
  function afterFrame(say) {
    const channel = new MessageChannel();
    channel.port1.onmessage = say;
    channel.port2.postMessage(0);
  }

  atlas.onPaint(paint);
  atlas.map = { relayout, repaint, native: () => map };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { map_view: { graph: mount } });
})();
