// The areas under the marks: colours of the theme, cities veiled, zones shown, what is chosen, shades and hatching of
// the indicator lens. All of it is feature state, which repaints in a frame and sends nothing back to a worker.
(function () {
  const atlas = window.atlas;
  const SOURCE = "ground";
  const unless = (state, value) => ["case", ["boolean", ["feature-state", state], false], 0, value];
  // What the first picture does without, and each with a shader of its own: laid out and compiled after it.
  const BY_STATE = [["zone-fill", "fill-opacity", unless("off", 0.09)], ...["zone-solid", "zone-dashed", "zone-dotted"].map((id) => [id, "line-opacity", unless("off", 1)])];
  const LATER = ["veil", "shade", "shade-zones", "hatch", "hatch-zones", "chosen-city", "chosen-zone"];
  let map = null, states = new Map(), isWhole = false;

  const colour = (name) => atlas.ruler.colour(name);

  const tints = () => ["nj", "zj", "cz", "wx", "sz"].map((code, i) => [i / 4, colour(`--tint-${code}`)]);

  // Widths are given for the desk; a wall, whose root font is doubled, doubles them.
  function widen(layer) {
    const by = atlas.ruler.rem(), width = layer.paint["line-width"];
    if (by === 1 || width === undefined) return;
    layer.paint["line-width"] = Array.isArray(width) ? width.map((part, i) => (i > 3 && i % 2 === 0 ? part * by : part)) : width * by;
  }

  // The figure as Python made it, in the theme's colours and the frame's widths.
  function dress(figure) {
    const { layers } = figure.layout.map.style;
    for (const layer of layers) for (const [property, recipe] of Object.entries(layer.metadata || {})) layer.paint[property] = colour(recipe);
    layers.forEach(widen);
    figure.data[0].colorscale = tints();
  }

  function recolour() {
    for (const layer of map.getStyle().layers)
      for (const [property, recipe] of Object.entries(layer.metadata || {})) map.setPaintProperty(layer.id, property, colour(recipe));
    window.Plotly.restyle(document.querySelector("#map .js-plotly-plot"), { colorscale: [tints()] }, [0]);
    if (isWhole) hatching();
  }

  // Set what differs from what is set; says whether anything does.
  function state(id, wanted) {
    const now = states.get(id) || {}, changed = Object.entries(wanted).filter(([key, value]) => (now[key] ?? false) !== value);
    if (!changed.length) return false;
    states.set(id, { ...now, ...wanted });
    map.setFeatureState({ source: SOURCE, id }, Object.fromEntries(changed));
    return true;
  }

  // The areas of a View; returns whether the map has anything new to draw.
  function paint(view, result) {
    const on = atlas.indicators.isOn(view), picture = on ? atlas.indicators.picture(view) : { shades: [], hatched: [] };
    const shades = new Map(picture.shades), hatched = new Set(picture.hatched);
    const focus = atlas.focus.of(view), chosen = (id) => id === (view.selected || atlas.story.highlight(view)) || Boolean(focus?.areas.has(id));
    let any = false;
    atlas.prepared.forEach(({ item }, i) => {
      if (item.kind !== "zone") return;
      const off = on ? view.level !== "zone" : !result.visible[i] || (focus?.only && !focus.ids.has(item.id)) || false;
      any = state(item.id, { off, chosen: chosen(item.id), shade: shades.get(item.id) || false, hatched: hatched.has(item.id) }) || any;
    });
    for (const { id } of atlas.data.cities) {
      const off = !on && ((view.city.length > 0 && !view.city.includes(id)) || (focus?.only && !focus.areas.has(id)) || false);
      any = state(id, { off, chosen: chosen(id), shade: shades.get(id) || false, hatched: hatched.has(id) }) || any;
    }
    if (any) complete();
    return any;
  }

  // Lay out the layers of the second picture: at once when the View needs them, else when the first is painted.
  function complete() {
    if (isWhole) return;
    isWhole = true;
    hatching();
    for (const id of LATER) map.setLayoutProperty(id, "visibility", "visible");
    for (const change of BY_STATE) map.setPaintProperty(...change);
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

  function attach(maplibre) {
    map = maplibre;
    states = new Map();
    // The View may have turned to another theme while the first picture was drawn.
    if (map.getPaintProperty("sea", "background-color") !== colour("--water")) recolour();
  }

  // The zone or city at a point of the screen, if it is shown.
  function at(point) {
    // The veil covers each city, drawn or not; plotly's own trace does not say which city a feature is.
    const hits = map.queryRenderedFeatures(point, { layers: ["zone-fill", "veil"] });
    return hits.find((hit) => hit.layer.id === "veil" || !states.get(hit.properties.id)?.off)?.properties.id || "";
  }

  atlas.ground = { attach, dress, recolour, paint, complete, at };
})();
