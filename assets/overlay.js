// Marks and labels over the map, one SVG inside MapLibre's canvas container, so that drag, wheel and pinch on a mark
// still move the map. `draw` decides what stands where; `move` only carries it along with the camera.
(function () {
  const atlas = window.atlas;
  const SVG = "http://www.w3.org/2000/svg";
  const FAR = 6.85;                       // below this zoom: one ring a city
  const NEAR_COUNTY = 7.2;

  let svg = null, map = null, layers = null, prepared = [], places = null, result = null, view = null;
  let groups = [], groupKey = "", drawn = [], texts = [], nodes = new Map(), words = new Map(), roving = "", hovered = "";
  const pen = document.createElement("canvas").getContext("2d"), widths = new Map();

  const make = (tag, attributes = {}, parent = null) => {
    const node = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (parent) parent.append(node);
    return node;
  };

  function attach(maplibre) {
    map = maplibre;
    svg = make("svg", { class: "overlay", role: "group" });
    map.getCanvasContainer().append(svg);
    layers = {
      areas: make("g", { class: "labels areas", "aria-hidden": "true" }, svg), leaders: make("g", { class: "leaders" }, svg),
      marks: make("g", { class: "marks" }, svg), names: make("g", { class: "labels names", "aria-hidden": "true" }, svg),
    };
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

  function load(preparedItems) {
    prepared = preparedItems;
    places = atlas.marks.byPlace(prepared);
    groupKey = "";
  }

  // ---- what stands where -------------------------------------------------------------------------------------------

  function regroup(zoom) {
    const far = zoom < FAR, key = far ? "far" : places.size > 140 ? `cell-${Math.round(zoom * 2)}` : "places";
    if (key === groupKey) return;
    groupKey = key;
    groups = atlas.marks.group(prepared, atlas.index.places, places, cityPoints(), zoom, far, atlas.geometry.project);
  }

  const cityPoints = () => atlas.data.items.filter((item) => item.kind === "city");

  const LARGEST = { city: 46, zone: 30 };  // px on the desk: the radius of the largest amount
  const largestRadius = (level) => LARGEST[level] * rem();

  // In the indicator lens: one sign a place, a circle by area for amounts, a plain number for rates and ranks.
  function indicatorMarks(radius) {
    const most = largestRadius(view.level);
    return atlas.indicators.picture(view, () => "").signs.map((one) => {
      const { x, y } = map.project([one.lon, one.lat]), isCircle = one.drawn === "circle";
      const r = isCircle ? Math.max(one.share * most, 5 * rem()) : Math.max(radius, width(one.text, length("--map-site"), 700) / 2 + 6 * rem());
      return { id: one.id, lon: one.lon, lat: one.lat, precision: "value", items: [atlas.index.items.get(one.id) || { id: one.id, name: one.name, kind: "place" }], value: one, x, y, r };
    });
  }

  function visibleMarks(radius) {
    if (atlas.indicators.isOn(view)) return indicatorMarks(radius);
    const size = map.getContainer(), w = size.clientWidth, h = size.clientHeight, found = [];
    for (const one of groups) {
      const members = one.members.filter((i) => result.visible[i]);
      if (!members.length) continue;
      const { x, y } = map.project([one.lon, one.lat]);
      if (x < -80 || y < -80 || x > w + 80 || y > h + 80) continue;
      const items = members.map((i) => prepared[i].item);
      found.push({ ...one, items, x, y, r: radius * (one.precision === "far" || items.length > 1 ? 1.08 : 1) });
    }
    return found;
  }

  const isChosen = (mark) => view.selected !== "" && (mark.id === view.selected || mark.items.some((item) => item.id === view.selected));

  function draw(nextView, nextResult) {
    if (!map || !nextView) return;
    [view, result] = [nextView, nextResult];
    const zoom = map.getZoom(), radius = length("--disc");
    regroup(zoom);
    drawn = visibleMarks(radius);
    const still = drawn.length > 220 || (atlas.indicators.isOn(view) && view.level === "city");
    const at = still ? drawn.map(({ x, y }) => [x, y]) : atlas.marks.spread(drawn, 3 * rem());
    drawn.forEach((mark, i) => { mark.dx = at[i][0] - mark.x; mark.dy = at[i][1] - mark.y; });
    drawMarks(radius);
    drawLabels(zoom);
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
    for (const label of texts) {
      const { x, y } = map.project([label.lon, label.lat]);
      label.node.setAttribute("transform", turn(x + label.dx, y + label.dy, label.angle));
    }
  }

  const turn = (x, y, angle) => `translate(${x.toFixed(1)} ${y.toFixed(1)})${angle ? ` rotate(${angle})` : ""}`;

  // ---- marks -------------------------------------------------------------------------------------------------------

  function drawMarks(radius) {
    const order = atlas.data.kinds, kept = new Set();
    for (const mark of drawn) {
      mark.parts = atlas.marks.parts(mark.items.map((item) => item.kind), order);
      const sign = [mark.value?.text, mark.value?.drawn, mark.r, mark.precision, mark.parts.join(), mark.items.length, radius, view.lang, isChosen(mark), mark.items[0].id].join("|");
      let node = nodes.get(mark.id);
      if (!node) { node = make("g", { class: "mark", role: "button", "data-mark": mark.id, tabindex: -1 }, layers.marks); nodes.set(mark.id, node); }
      if (node.sign !== sign) { node.sign = sign; shape(node, mark, radius); }
      node.setAttribute("transform", `translate(${(mark.x + mark.dx).toFixed(1)} ${(mark.y + mark.dy).toFixed(1)})`);
      mark.node = node;
      leader(mark, Math.hypot(mark.dx, mark.dy) > radius * 0.7);
      kept.add(mark.id);
    }
    for (const [id, node] of nodes) if (!kept.has(id)) { node.leader?.remove(); node.remove(); nodes.delete(id); }
    const stop = nodes.get(roving) || drawn[0]?.node;
    for (const node of nodes.values()) node.setAttribute("tabindex", node === stop ? 0 : -1);
  }

  function leader(mark, wanted = true) {
    const { node } = mark;
    if (!wanted) { node.leader?.remove(); node.leader = null; mark.leader = false; return; }
    if (!node.leader) node.leader = make("line", {}, layers.leaders);
    mark.leader = true;
    const line = { x1: mark.x, y1: mark.y, x2: mark.x + mark.dx, y2: mark.y + mark.dy };
    for (const [key, value] of Object.entries(line)) node.leader.setAttribute(key, value.toFixed(1));
  }

  function outline(node, square, r, attributes) {
    return square
      ? make("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r, rx: r * 0.34, ...attributes }, node)
      : make("circle", { r, ...attributes }, node);
  }

  function shape(node, mark, r) {
    node.replaceChildren();
    node.setAttribute("class", `mark${isChosen(mark) ? " chosen" : ""}`);
    node.setAttribute("aria-label", spoken(mark));
    const many = mark.items.length > 1, square = mark.precision === "city", exact = mark.precision === "street" || mark.precision === "site";
    if (mark.value) return valueSign(node, mark);
    outline(node, square, r + 3 * rem(), { class: "mark-halo" });
    if (isChosen(mark)) outline(node, square, r + 6 * rem(), { class: "mark-chosen" });
    if (mark.precision === "far" || (many && !exact)) ring(node, mark, square, r);
    else {
      outline(node, square, r - (exact ? 0 : 1), { class: exact ? "mark-disc" : "mark-open", "data-kind": mark.items[0].kind });
      make("text", { class: exact ? "mark-char on" : "mark-char", "data-kind": mark.items[0].kind }, node).textContent =
        atlas.text(`kind.${mark.items[0].kind}.mark`);
      if (many) badge(node, mark.items.length, r);
    }
  }

  // A number that does not fit its circle stands beside it, with the name; a city's always stands in it.
  const fitsInside = (mark) => mark.value.drawn !== "circle" || view.level === "city" || width(mark.value.text, length("--map-site"), 700) < mark.r * 2 - 2;

  function valueSign(node, mark) {
    const city = atlas.index.cities.get(mark.value.city || mark.id), { drawn: how, text } = mark.value;
    if (how === "circle") make("circle", { r: mark.r, class: "value-circle", "data-city": city?.code || "none" }, node);
    else make("rect", { x: -mark.r, y: -11 * rem(), width: 2 * mark.r, height: 22 * rem(), rx: 5 * rem(), class: `value-tag ${how}` }, node);
    if (isChosen(mark)) make("circle", { r: mark.r + 4 * rem(), class: "mark-ring" }, node);
    if (fitsInside(mark)) make("text", { class: "value-text" }, node).textContent = text;
  }

  function ring(node, mark, square, r) {
    outline(node, square, r, { class: "mark-paper" });
    let from = 0;
    const gap = mark.parts.length > 1 ? 2 : 0;
    for (const [kind, count] of mark.parts) {
      const share = (count / mark.items.length) * 100;
      outline(node, square, r - 1.5 * rem(), { class: "mark-arc", "data-kind": kind, pathLength: 100,
        "stroke-dasharray": `${Math.max(share - gap, 0.5)} ${100 - Math.max(share - gap, 0.5)}`, "stroke-dashoffset": -from });
      from += share;
    }
    make("text", { class: "mark-number" }, node).textContent = mark.items.length;
  }

  function badge(node, count, r) {
    const g = make("g", { transform: `translate(${r * 0.85} ${-r * 0.85})` }, node);
    make("circle", { r: r * 0.58, class: "mark-badge" }, g);
    make("text", { class: "mark-badge-number" }, g).textContent = count;
  }

  const spoken = (mark) => {
    if (mark.value) return `${atlas.name(mark.items[0].name)} ${mark.value.text}`;
    const first = atlas.name(mark.items[0].name), place = atlas.index.places.get(mark.id) || atlas.index.cities.get(mark.id);
    if (mark.items.length === 1) return first;
    return atlas.text("map.group", { place: place ? atlas.name(place.name) : first, count: mark.items.length });
  };

  // ---- labels ------------------------------------------------------------------------------------------------------

  const length = (property) => {
    const value = getComputedStyle(document.documentElement).getPropertyValue(property).trim();
    return parseFloat(value) * (value.endsWith("rem") ? parseFloat(getComputedStyle(document.documentElement).fontSize) : 1);
  };

  // One px of the desk in this frame: 2 on a wall, whose root font is doubled.
  const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

  function width(text, size, weight, spacing = 0) {
    const font = `${weight} 100px ${getComputedStyle(svg).fontFamily}`, key = font + text;
    if (!widths.has(key)) { pen.font = font; widths.set(key, pen.measureText(text).width / 100); }
    return widths.get(key) * size + spacing * size * text.length;
  }

  // One label as the placement reads it; `spots` come from a function of its size.
  function wish(id, kind, rows, look, at, spots, extra = {}) {
    const w = Math.max(...rows.map((row) => width(row, look.size, look.weight, look.spacing))), h = look.size * 1.22 * rows.length;
    return { id, kind, rows, look, ...at, w, h, pad: 2, spots: spots(w, h), ...extra };
  }

  function looks() {
    const note = length("--map-note");
    return {
      city: { size: length("--map-city"), weight: 500, spacing: view.lang === "zh" ? 0.14 : 0.02 },
      zone: { size: length("--map-zone"), weight: 700, spacing: 0 },
      site: { size: length("--map-site"), weight: 500, spacing: 0 },
      county: { size: note, weight: 400, spacing: 0 },
      water: { size: length("--map-zone"), weight: 400, spacing: 0.16 },
      neighbour: { size: length("--map-zone"), weight: 400, spacing: view.lang === "zh" ? 0.28 : 0.06 },
    };
  }

  const nudges = (x, y, w, h) => [[0, 0], [0, h], [0, -h], [w * 0.5, 0], [-w * 0.5, 0], [w * 0.5, h], [-w * 0.5, h], [w * 0.5, -h], [-w * 0.5, -h], [0, h * 2], [0, -h * 2], [w, 0], [-w, 0]]
    .map(([dx, dy]) => [x + dx, y + dy]);

  function markLabels(look, zoom) {
    const most = view.lang === "zh" ? 14 : 24;
    if (atlas.indicators.isOn(view)) return view.level === "city" ? [] : valueLabels(look);
    return drawn.filter((mark) => mark.precision !== "far" && mark.precision !== "cell").flatMap((mark) => {
      const chosen = isChosen(mark), many = mark.items.length > 1;
      if (many && mark.precision === "city" && !chosen && mark.id !== hovered) return [];
      const item = (chosen && mark.items.find((one) => one.id === view.selected)) || mark.items[0];
      const name = atlas.name(item.name), rows = atlas.labels.lines(many && !chosen ? atlas.text("map.and", { name }) : name, most);
      const rank = chosen || mark.id === hovered ? 0 : mark.precision === "street" ? 4 : many ? 6 : 5;
      const one = wish(`m:${mark.id}`, "site", rows, look, { lon: mark.lon, lat: mark.lat, ax: mark.x, ay: mark.y },
        (w, h) => atlas.labels.around(mark.x + mark.dx, mark.y + mark.dy, mark.r + 3 * rem(), w, h), { rank, owner: mark.id, chosen, select: mark.id });
      return [one];
    });
  }

  function valueLabels(look) {
    return drawn.map((mark) => wish(`v:${mark.id}`, "site", [fitsInside(mark) ? atlas.name(mark.value.name) : `${atlas.name(mark.value.name)} ${mark.value.text}`], look, { lon: mark.lon, lat: mark.lat, ax: mark.x, ay: mark.y },
      (w, h) => atlas.labels.around(mark.x + mark.dx, mark.y + mark.dy, mark.r + 3 * rem(), w, h), { rank: 2, owner: mark.id, chosen: isChosen(mark), select: mark.id }));
  }

  function zoneLabels(look) {
    if (atlas.indicators.isOn(view)) return [];
    return atlas.data.items.filter((item) => item.kind === "zone").flatMap((zone) => {
      const i = prepared.findIndex((one) => one.item === zone);
      if (!result.visible[i] || !zone.bbox) return [];
      const a = map.project([zone.bbox[0], zone.bbox[3]]), b = map.project([zone.bbox[2], zone.bbox[1]]);
      const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2;
      const at = map.project([zone.lon, zone.lat]), large = b.x - a.x > 240;
      const spots = (w, h) => large ? nudges(at.x, at.y, w, h) : [[x, a.y - h / 2 - 3], [x, b.y + h / 2 + 3], [b.x + w / 2 + 5, y], [a.x - w / 2 - 5, y], [x, y],
        [b.x + w / 2, a.y], [a.x - w / 2, a.y], [b.x + w / 2, b.y], [a.x - w / 2, b.y]];
      return [wish(`z:${zone.id}`, "zone", atlas.labels.lines(atlas.name(zone.name).split(" (")[0], view.lang === "zh" ? 12 : 20), look,
        { lon: zone.lon, lat: zone.lat, ...xy(zone) }, spots, { rank: 2, pad: 5, chosen: zone.id === view.selected, select: zone.id })];
    });
  }

  const xy = ({ lon, lat }) => { const { x, y } = map.project([lon, lat]); return { ax: x, ay: y }; };

  function groundLabels(look, zoom, far) {
    const rank = { city: 1, water: 3, county: 7, neighbour: 8 };
    return atlas.data.labels.flatMap((one) => {
      const on = atlas.indicators.isOn(view), sign = on && view.level === "city" && one.kind === "city" ? drawn.find((mark) => mark.id === one.id) : null;
      if (one.kind === "county" && (zoom < NEAR_COUNTY || on)) return [];
      if (one.kind === "water" && one.rank > 1 && zoom < 6.9 + one.rank * 0.4) return [];
      if (one.kind === "neighbour" && (one.rank > 1) && zoom > 8.2 && zoom < 7) return [];
      const at = xy(one), ring = far && !on && one.kind === "city" && drawn.find((mark) => mark.id === one.id);
      const name = one.kind === "city" && view.lang === "en" ? atlas.index.cities.get(one.id)?.short.en || one.name.en : atlas.name(one.name);
      const spots = (w, h) => (sign ? [[sign.x, sign.y - (sign.value.drawn === "circle" ? sign.r : 11 * rem()) - h / 2 - 3], [sign.x, sign.y + sign.r + h / 2 + 3]] : ring ? atlas.labels.around(ring.x + ring.dx, ring.y + ring.dy, ring.r + 4, w, h) : one.kind === "city" ? nudges(at.ax, at.ay, w, h)
        : one.kind === "county" ? [[at.ax, at.ay], [at.ax, at.ay + h], [at.ax, at.ay - h]] : [[at.ax, at.ay]]);
      const size = one.kind === "water" && one.rank === 1 && !one.angle ? { ...look.water, size: look.city.size * 0.9 } : look[one.kind];
      const made = wish(`g:${one.id}`, one.kind, [name], size, { lon: one.lon, lat: one.lat, ...at }, spots,
        { rank: rank[one.kind] + one.rank / 10, angle: view.lang === "zh" || one.kind === "water" ? one.angle || 0 : 0, select: one.kind === "city" ? one.id : undefined, owner: ring ? ring.id : sign ? sign.id : undefined });
      if (on && one.kind === "city" && !sign && view.level === "city") made.rows = [name, atlas.text("nodata")];
      if (one.kind === "city") made.off = view.city.length > 0 && !view.city.includes(one.id);
      if (made.angle) { const tall = Math.abs(Math.sin((made.angle * Math.PI) / 180)) * made.w; made.h = Math.max(made.h, tall); }
      return [made];
    });
  }

  // What must stay readable over the map: cards, panel, furniture, buttons.
  function covered(frame) {
    return [...document.querySelectorAll("[data-covers]")].filter((part) => part.offsetParent !== null && !part.hidden).map((part) => {
      const r = part.getBoundingClientRect();
      return { x0: r.left - frame.left - 4, x1: r.right - frame.left + 4, y0: r.top - frame.top - 4, y1: r.bottom - frame.top + 4 };
    });
  }

  function drawLabels(zoom) {
    const frame = map.getContainer().getBoundingClientRect(), look = looks(), far = zoom < FAR;
    const taken = drawn.map((mark) => ({ owner: mark.id, x0: mark.x + mark.dx - mark.r - 3, x1: mark.x + mark.dx + mark.r + 3, y0: mark.y + mark.dy - mark.r - 3, y1: mark.y + mark.dy + mark.r + 3 }));
    const wanted = [...markLabels(look.site, zoom), ...(far ? [] : zoneLabels(look.zone)), ...groundLabels(look, zoom, far)].sort((a, b) => a.rank - b.rank);
    const placed = atlas.labels.place(wanted, [...taken, ...covered(frame)], frame.width, frame.height);
    texts = wanted.filter((label) => placed.has(label.id));
    const kept = new Set(texts.map((label) => label.id));
    for (const label of texts) write(label, placed.get(label.id));
    for (const [id, node] of words) if (!kept.has(id)) { node.remove(); words.delete(id); }
  }

  function write(label, [x, y]) {
    [label.dx, label.dy] = [x - label.ax, y - label.ay];
    const layer = label.kind === "site" ? layers.names : layers.areas;
    const sign = [label.rows.join("\n"), label.kind, label.chosen, label.off, label.look.size].join("|");
    let node = words.get(label.id);
    if (!node) { node = make("text", {}, layer); words.set(label.id, node); }
    if (node.sign !== sign) {
      node.sign = sign;
      node.setAttribute("class", `label label-${label.kind}${label.chosen ? " chosen" : ""}${label.off ? " off" : ""}`);
      node.style.fontSize = `${label.look.size}px`;
      if (label.select) node.dataset.mark = label.select; else delete node.dataset.mark;
      node.replaceChildren(...label.rows.map((row, i) => {
        const span = make("tspan", { x: 0, y: `${((i - (label.rows.length - 1) / 2) * 1.22 + 0.36).toFixed(2)}em` });
        span.textContent = row;
        return span;
      }));
    }
    label.node = node;
    node.setAttribute("transform", turn(x, y, label.angle));
  }

  // ---- hand and keyboard -------------------------------------------------------------------------------------------

  function hover(id) {
    if (id === hovered) return;
    hovered = id;
    if (result && !map.isMoving()) drawLabels(map.getZoom());
  }

  function open(id) {
    const mark = drawn.find((one) => one.id === id);
    if (mark && mark.precision === "cell") return atlas.map.lookAt([mark.lon, mark.lat, map.getZoom() + 1.6]);
    const selected = mark && mark.items.length === 1 ? mark.items[0].id : id;
    roving = id;
    atlas.change({ selected });
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

  atlas.overlay = { attach, load, draw, move, largestRadius, marksNow: () => drawn };
})();
