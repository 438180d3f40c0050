// Marks and labels over the map, one SVG inside MapLibre's canvas container, so that drag, wheel and pinch on a mark
// still move the map. `draw` decides what stands where; `move` only carries it along with the camera.
(function () {
  const atlas = window.atlas;
  const FAR = 6.85;      // below this zoom one ring a city; layouts/map_style.json hides the zones there
  const HALL = 1.3;       // in the hall, seen from farther away, everything waits for so much more zoom
  const MANY = 220;      // more marks than this stay where they are

  let svg = null, map = null, layers = null, prepared = [], places = null, result = null, view = null;
  let groups = [], groupKey = "", drawn = [], nodes = new Map(), roving = "", hovered = "";
  function attach(maplibre, items) {
    [map, prepared] = [maplibre, items];
    places = atlas.marks.byPlace(prepared);
    svg = atlas.signs.make("svg", { class: "overlay", role: "group" });
    map.getCanvasContainer().append(svg);
    layers = {
      areas: atlas.signs.make("g", { class: "labels areas", "aria-hidden": "true" }, svg), links: atlas.signs.make("g", { class: "links", "aria-hidden": "true" }, svg),
      leaders: atlas.signs.make("g", { class: "leaders" }, svg),
      marks: atlas.signs.make("g", { class: "marks" }, svg), names: atlas.signs.make("g", { class: "labels names", "aria-hidden": "true" }, svg),
    };
    atlas.links.attach(layers.links);
    atlas.names.attach(map, layers);
    svg.addEventListener("click", press);
    svg.addEventListener("keydown", keys);
    svg.addEventListener("pointerover", (event) => hover(event.target.closest?.("[data-mark]")?.dataset.mark || ""));
    svg.addEventListener("pointerleave", () => hover(""));
    let from = [0, 0];
    svg.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY]; svg.dataset.dragged = ""; });
    svg.addEventListener("pointerup", (event) => {
      svg.dataset.dragged = Math.hypot(event.clientX - from[0], event.clientY - from[1]) > 5 ? "yes" : "";
    });
  }

  // ---- what stands where -------------------------------------------------------------------------------------------

  // The zoom at which a desk would show the same.
  const atDesk = (zoom) => (atlas.kiosk.isOn() ? zoom - HALL - Math.log2(atlas.ruler.rem()) : zoom);
  const isFar = (zoom) => atDesk(zoom) < FAR;

  function regroup(zoom) {
    const far = isFar(zoom), key = far ? "far" : places.size > 140 ? `cell-${Math.round(zoom * 2)}` : "places";
    if (key === groupKey) return;
    groupKey = key;
    groups = atlas.marks.group(prepared, atlas.index.places, places, cityPoints(), zoom, far, atlas.geometry.project);
  }

  const cityPoints = () => atlas.data.items.filter((item) => item.kind === "city");

  const LARGEST = { city: 46, zone: 30 };  // px on the desk: the radius of the largest amount
  const largestRadius = (level) => LARGEST[level] * atlas.ruler.rem();

  // In the indicator lens: one sign a place, a circle by area for amounts, a plain number for rates and ranks.
  function indicatorMarks(radius) {
    const most = largestRadius(view.level);
    return atlas.indicators.picture(view).signs.map((one) => {
      const { x, y } = map.project([one.lon, one.lat]), isCircle = one.drawn === "circle";
      const r = isCircle ? Math.max(one.share * most, 5 * atlas.ruler.rem()) : Math.max(radius, atlas.ruler.width(one.text, atlas.ruler.length("--map-site"), 700) / 2 + 6 * atlas.ruler.rem());
      return { id: one.id, lon: one.lon, lat: one.lat, precision: "value", items: [atlas.index.items.get(one.id) || { id: one.id, name: one.name, kind: "place" }], value: one, x, y, r };
    });
  }

  function visibleMarks(radius) {
    if (atlas.indicators.isOn(view)) return indicatorMarks(radius);
    const focus = atlas.focus.of(view), size = map.getContainer(), w = size.clientWidth, h = size.clientHeight, found = [];
    for (const one of groups) {
      const shown = one.members.filter((i) => result.visible[i]), lit = focus ? shown.filter((i) => focus.ids.has(prepared[i].item.id)) : shown;
      if (!shown.length || (focus?.only && !lit.length)) continue;
      const members = lit.length ? lit : shown;
      const { x, y } = map.project([one.lon, one.lat]);
      if (x < -80 || y < -80 || x > w + 80 || y > h + 80) continue;
      const items = members.map((i) => prepared[i].item);
      found.push({ ...one, items, x, y, dim: !lit.length, r: radius * (one.precision === "far" || items.length > 1 ? 1.08 : 1) });
    }
    return found;
  }

  // What stands out: what is selected, else what a step of a story points at.
  const outstanding = () => view.selected || atlas.story.highlight(view);
  const isChosen = (mark) => { const id = outstanding(); return id !== "" && (mark.id === id || mark.items.some((item) => item.id === id)); };

  function draw(nextView, nextResult) {
    if (!map || !nextView) return;
    [view, result] = [nextView, nextResult];
    const zoom = map.getZoom(), radius = atlas.ruler.length("--disc");
    regroup(zoom);
    drawn = visibleMarks(radius);
    const still = drawn.length > MANY || (atlas.indicators.isOn(view) && view.level === "city");
    const at = still ? drawn.map(({ x, y }) => [x, y]) : atlas.marks.spread(drawn, 3 * atlas.ruler.rem());
    drawn.forEach((mark, i) => { mark.dx = at[i][0] - mark.x; mark.dy = at[i][1] - mark.y; });
    drawMarks(radius);
    atlas.links.draw(view, result, drawn);
    atlas.names.draw(view, result, drawn, hovered);
  }

  // The camera moved: same marks, same labels, new places on the screen.
  function move() {
    if (!map || !view) return;
    for (const mark of drawn) {
      const { x, y } = map.project([mark.lon, mark.lat]);
      [mark.x, mark.y] = [x, y];
      mark.node.setAttribute("transform", `translate(${(x + mark.dx).toFixed(1)} ${(y + mark.dy).toFixed(1)})`);
      if (mark.leader) leader(mark);
    }
    atlas.links.move();
    atlas.names.move();
  }

  // ---- marks -------------------------------------------------------------------------------------------------------

  function drawMarks(radius) {
    const order = atlas.data.kinds, kept = new Set();
    for (const mark of drawn) {
      Object.assign(mark, { chosen: isChosen(mark), level: view.level });
      mark.parts = atlas.marks.parts(mark.items.map((item) => item.kind), order);
      const sign = [mark.value?.text, mark.value?.drawn, mark.r, mark.precision, mark.parts.join(), mark.items.length, radius, view.lang, mark.chosen, mark.dim, mark.items[0].id].join("|");
      let node = nodes.get(mark.id);
      if (!node) { node = atlas.signs.make("g", { class: "mark", role: "button", "data-mark": mark.id, tabindex: -1 }, layers.marks); nodes.set(mark.id, node); }
      if (node.sign !== sign) { node.sign = sign; fill(node, mark, radius); }
      node.setAttribute("transform", `translate(${(mark.x + mark.dx).toFixed(1)} ${(mark.y + mark.dy).toFixed(1)})`);
      mark.node = node;
      leader(mark, Math.hypot(mark.dx, mark.dy) > radius * 0.7);
      kept.add(mark.id);
    }
    for (const [id, node] of nodes) if (!kept.has(id)) { node.leader?.remove(); node.remove(); nodes.delete(id); }
    inOrder();
    const stop = nodes.get(roving) || drawn[0]?.node;
    for (const node of nodes.values()) node.setAttribute("tabindex", node === stop ? 0 : -1);
  }

  // The same order whatever was filtered before: for what lies over what, and for screen readers.
  function inOrder() {
    let next = null;
    for (const { node } of [...drawn].reverse()) {
      if (node.nextSibling !== next) layers.marks.insertBefore(node, next);
      next = node;
    }
  }

  function fill(node, mark, radius) {
    atlas.signs.draw(node, mark, radius);
    node.setAttribute("class", `mark${mark.chosen ? " chosen" : ""}${mark.dim ? " dim" : ""}`);
    node.setAttribute("aria-label", spoken(mark));
  }

  function leader(mark, wanted = true) {
    const { node } = mark;
    if (!wanted) { node.leader?.remove(); node.leader = null; mark.leader = false; return; }
    if (!node.leader) node.leader = atlas.signs.make("line", {}, layers.leaders);
    mark.leader = true;
    const line = { x1: mark.x, y1: mark.y, x2: mark.x + mark.dx, y2: mark.y + mark.dy };
    for (const [key, value] of Object.entries(line)) node.leader.setAttribute(key, value.toFixed(1));
  }

  const spoken = (mark) => {
    if (mark.value) return `${atlas.name(mark.items[0].name)} ${mark.value.text}`;
    const first = atlas.name(mark.items[0].name), place = atlas.index.places.get(mark.id) || atlas.index.cities.get(mark.id);
    if (mark.items.length === 1) return first;
    const isSeat = place && (place.precision !== "street" && place.precision !== "site");
    return atlas.text("map.group", { place: isSeat ? atlas.name(place.name) : first, count: mark.items.length });
  };

  // ---- hand and keyboard -------------------------------------------------------------------------------------------

  function hover(id) {
    if (id === hovered) return;
    hovered = id;
    if (result && !map.isMoving()) atlas.names.draw(view, result, drawn, hovered);
  }

  function open(id) {
    const mark = drawn.find((one) => one.id === id);
    if (mark && mark.precision === "cell") return atlas.camera.lookAt([mark.lon, mark.lat, map.getZoom() + 1.6]);
    const selected = mark && mark.items.length === 1 ? mark.items[0].id : id;
    roving = id;
    atlas.panel.open(selected);
  }

  function press(event) {
    const target = event.target.closest("[data-mark]");
    if (!target) return;
    event.stopPropagation();
    if (svg.dataset.dragged !== "yes") open(target.dataset.mark);
  }

  // One stop for Tab; the arrows go through the marks from west to east.
  function keys(event) {
    const here = event.target.closest?.(".mark");
    if (!here) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); open(here.dataset.mark); return; }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const line = [...drawn].sort((a, b) => a.x - b.x), i = line.findIndex((mark) => mark.node === here);
    const next = line[(i + step + line.length) % line.length];
    roving = next.id;
    here.setAttribute("tabindex", -1);
    next.node.setAttribute("tabindex", 0);
    next.node.focus();
    hover(next.id);
  }

  atlas.overlay = { isFar, atDesk, attach, draw, move, largestRadius };
})();
