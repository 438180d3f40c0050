// Names on the map: which labels a View asks for, by importance, and the text of those that find room.
(function () {
  const atlas = window.atlas;
  const NEAR_COUNTY = 7.2;  // from this zoom counties are named
  const FEW = 14;           // so few marks have room for a second line
  const RANKS = { city: 1, zone: 2, water: 3, county: 7, neighbour: 8 };
  const rem = () => atlas.ruler.rem(), length = (property) => atlas.ruler.length(property);
  let map = null, layers = null, view = null, result = null, drawn = [], hovered = "", texts = [], words = new Map(), zones = null, free = null;

  function attach(maplibre, into) {
    map = maplibre;
    layers = into;
    // Cards and panel may have grown or gone: names keep clear of where they stand now.
    atlas.onFollow(() => { free = null; place(map.getZoom()); });
  }

  // One label as the placement reads it; `spots` come from a function of its size. `note` is a smaller last line.
  function wish(id, kind, rows, look, at, spots, { note = "", ...extra } = {}) {
    const small = length("--map-note"), widths = rows.map((row) => atlas.ruler.width(row, look.size, look.weight, look.spacing));
    const w = Math.max(...widths, note ? atlas.ruler.width(note, small, 400) : 0), h = look.size * 1.22 * rows.length + (note ? small * 1.3 : 0);
    return { id, kind, rows, note, look, ...at, w, h, pad: 2, spots: spots(w, h), ...extra };
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

  function markLabels(look) {
    const most = view.lang === "zh" ? 14 : 24;
    if (atlas.indicators.isOn(view)) return view.level === "city" ? [] : valueLabels(look);
    const isNoted = view.lens === "industry" && view.industry.length > 0 && drawn.length <= FEW;
    return drawn.filter((mark) => mark.precision !== "far" && mark.precision !== "cell" && (!mark.dim || mark.id === hovered)).flatMap((mark) => {
      const chosen = mark.chosen, many = mark.items.length > 1;
      if (many && mark.precision === "city" && !chosen && mark.id !== hovered) return [];
      const item = (chosen && mark.items.find((one) => one.id === (view.selected || atlas.story.highlight(view)))) || mark.items[0];
      const name = atlas.name(item.name), rows = atlas.labels.lines(many && !chosen ? atlas.text("map.and", { name }) : name, most);
      const note = isNoted ? [atlas.name(atlas.index.cities.get(item.city)?.short), atlas.text(`precision.${mark.precision}`)].filter(Boolean).join(" · ") : "";
      const rank = chosen || mark.id === hovered ? 0 : atlas.focus.of(view) ? 1.5 : mark.precision === "street" ? 4 : many ? 6 : 5;
      const one = wish(`m:${mark.id}`, "site", rows, look, { lon: mark.lon, lat: mark.lat, ax: mark.x, ay: mark.y },
        (w, h) => atlas.labels.around(mark.x + mark.dx, mark.y + mark.dy, mark.r + 3 * rem(), w, h), { rank, owner: mark.id, chosen, note, select: mark.id });
      return [one];
    });
  }

  function valueLabels(look) {
    return drawn.map((mark) => wish(`v:${mark.id}`, "site", [atlas.signs.fitsInside(mark) ? atlas.name(mark.value.name) : `${atlas.name(mark.value.name)} ${mark.value.text}`], look, { lon: mark.lon, lat: mark.lat, ax: mark.x, ay: mark.y },
      (w, h) => atlas.labels.around(mark.x + mark.dx, mark.y + mark.dy, mark.r + 3 * rem(), w, h), { rank: 2, owner: mark.id, chosen: mark.chosen, select: mark.id }));
  }

  function zoneLabels(look) {
    if (atlas.indicators.isOn(view)) return [];
    const focus = atlas.focus.of(view);
    zones ||= atlas.prepared.map((one, i) => [one.item, i]).filter(([item]) => item.kind === "zone");
    return zones.flatMap(([zone, i]) => {
      if (!result.visible[i] || !zone.bbox || (focus && !focus.ids.has(zone.id))) return [];
      const a = map.project([zone.bbox[0], zone.bbox[3]]), b = map.project([zone.bbox[2], zone.bbox[1]]);
      const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2;
      const at = map.project([zone.lon, zone.lat]), large = b.x - a.x > 240;
      const spots = (w, h) => large ? nudges(at.x, at.y, w, h) : [[x, a.y - h / 2 - 3], [x, b.y + h / 2 + 3], [b.x + w / 2 + 5, y], [a.x - w / 2 - 5, y], [x, y],
        [b.x + w / 2, a.y], [a.x - w / 2, a.y], [b.x + w / 2, b.y], [a.x - w / 2, b.y]];
      return [wish(`z:${zone.id}`, "zone", atlas.labels.lines(atlas.name(zone.name).split(" (")[0], view.lang === "zh" ? 12 : 20), look,
        { lon: zone.lon, lat: zone.lat, ...xy(zone) }, spots, { rank: 2, pad: 5, chosen: zone.id === view.selected || Boolean(focus && !focus.only && focus.areas.has(zone.id)), select: zone.id })];
    });
  }

  const xy = ({ lon, lat }) => { const { x, y } = map.project([lon, lat]); return { ax: x, ay: y }; };

  // A city's name may move aside, never so far that it stands nearer to another city than to its own.
  function asides(at, w, h, anchors) {
    const far = (x, y, one) => Math.hypot(x - one.ax, y - one.ay);
    return nudges(at.ax, at.ay, w, h).filter(([x, y]) => anchors.every((other) => far(x, y, other) >= far(x, y, at)));
  }

  function groundLabels(look, zoom, far) {
    const anchors = atlas.data.labels.filter((one) => one.kind === "city").map(xy);
    return atlas.data.labels.flatMap((one) => {
      const on = atlas.indicators.isOn(view), sign = on && view.level === "city" && one.kind === "city" ? drawn.find((mark) => mark.id === one.id) : null;
      if (one.kind === "county" && (atlas.overlay.atDesk(zoom) < NEAR_COUNTY || on)) return [];
      if (one.kind === "water" && one.rank > 1 && zoom < 6.9 + one.rank * 0.4) return [];
      if (one.kind === "county" && atlas.focus.of(view)) return [];
      const at = xy(one), ring = far && !on && one.kind === "city" && drawn.find((mark) => mark.id === one.id);
      const name = one.kind === "city" && view.lang === "en" ? atlas.index.cities.get(one.id)?.short.en || one.name.en : atlas.name(one.name);
      const spots = (w, h) => (sign ? [[sign.x, sign.y - (sign.value.drawn === "circle" ? sign.r : 11 * rem()) - h / 2 - 3], [sign.x, sign.y + sign.r + h / 2 + 3]] : ring ? atlas.labels.around(ring.x + ring.dx, ring.y + ring.dy, ring.r + 4, w, h) : one.kind === "city" ? asides(at, w, h, anchors)
        : one.kind === "county" ? [[at.ax, at.ay], [at.ax, at.ay + h], [at.ax, at.ay - h]] : [[at.ax, at.ay]]);
      const size = one.kind === "water" && one.rank === 1 && !one.angle ? { ...look.water, size: look.city.size * 0.9 } : look[one.kind];
      const made = wish(`g:${one.id}`, one.kind, [name], size, { lon: one.lon, lat: one.lat, ...at }, spots,
        { rank: RANKS[one.kind] + one.rank / 10, angle: view.lang === "zh" || one.kind === "water" ? one.angle || 0 : 0, select: one.kind === "city" ? one.id : undefined, owner: ring ? ring.id : sign ? sign.id : undefined, note: one.kind === "city" ? atlas.industry.cityNote(one.id, view) : "" });
      if (on && one.kind === "city" && !sign && view.level === "city") made.rows = [name, atlas.text("nodata")];
      if (one.kind === "city") made.off = (view.city.length > 0 && !view.city.includes(one.id)) || (atlas.focus.of(view)?.only && !atlas.focus.of(view).areas.has(one.id)) || false;
      if (made.angle) { const tall = Math.abs(Math.sin((made.angle * Math.PI) / 180)) * made.w; made.h = Math.max(made.h, tall); }
      return [made];
    });
  }

  // The empty signs of missing stages, named.
  const missingLabels = (look) => atlas.links.signs().map(({ kind, x, y, r }) => wish(`gap:${kind}`, "gap", [atlas.text("chain.missing", { kind: atlas.text(`kind.${kind}.short`) })], look, { ...lonLat(x, y), ax: x, ay: y },
    (w, h) => atlas.labels.around(x, y, r + 2 * rem(), w, h), { rank: 0.5, owner: `gap:${kind}`, note: atlas.industry.unplaced(kind) }));
  const lonLat = (x, y) => { const { lng, lat } = map.unproject([x, y]); return { lon: lng, lat }; };

  // What must stay readable over the map: cards, panel, furniture, buttons.
  function covered(frame) {
    return [...document.querySelectorAll("[data-covers]")].filter((part) => part.checkVisibility()).map((part) => {
      const r = part.getBoundingClientRect();
      return { x0: r.left - frame.left - 4, x1: r.right - frame.left + 4, y0: r.top - frame.top - 4, y1: r.bottom - frame.top + 4 };
    });
  }

  function draw(nextView, nextResult, marks, underHand) {
    [view, result, drawn, hovered] = [nextView, nextResult, marks, underHand];
    place(map.getZoom());
  }

  function place(zoom) {
    const frame = map.getContainer().getBoundingClientRect(), look = looks(), far = atlas.overlay.isFar(zoom);
    const solid = drawn.filter((mark) => !mark.dim), box = (mark) => ({ owner: mark.id, x0: mark.x + mark.dx - mark.r - 3, x1: mark.x + mark.dx + mark.r + 3, y0: mark.y + mark.dy - mark.r - 3, y1: mark.y + mark.dy + mark.r + 3 }), taken = solid.map(box);
    // What has stepped back gives way to names where nothing else is free.
    const ways = [...atlas.links.ways(), ...drawn.filter((mark) => mark.dim).map(box)];
    taken.push(...atlas.links.signs().map(({ kind, x, y, r }) => ({ owner: `gap:${kind}`, x0: x - r, x1: x + r, y0: y - r, y1: y + r })));
    const wanted = [...markLabels(look.site), ...missingLabels(look.site), ...(far ? [] : zoneLabels(look.zone)), ...groundLabels(look, zoom, far)].sort((a, b) => a.rank - b.rank);
    const placed = atlas.labels.place(wanted, [...taken, ...(free ||= covered(frame))], frame.width, frame.height, ways);
    texts = wanted.filter((label) => placed.has(label.id));
    const kept = new Set(texts.map((label) => label.id));
    for (const label of texts) write(label, placed.get(label.id));
    for (const [id, node] of words) if (!kept.has(id)) { node.remove(); words.delete(id); }
  }

  function write(label, [x, y]) {
    [label.dx, label.dy] = [x - label.ax, y - label.ay];
    const layer = label.kind === "site" || label.kind === "gap" ? layers.names : layers.areas;
    const sign = [label.rows.join("\n"), label.note, label.kind, label.chosen, label.off, label.look.size].join("|");
    let node = words.get(label.id);
    if (!node) { node = atlas.signs.make("text", {}, layer); words.set(label.id, node); }
    if (node.sign !== sign) {
      node.sign = sign;
      node.setAttribute("class", `label label-${label.kind}${label.chosen ? " chosen" : ""}${label.off ? " off" : ""}`);
      node.style.fontSize = `${label.look.size}px`;
      if (label.select) node.dataset.mark = label.select; else delete node.dataset.mark;
      node.replaceChildren(...lines(label));
    }
    label.node = node;
    node.setAttribute("transform", turn(x, y, label.angle));
  }

  // The lines of a label around its middle; the note is set smaller below them.
  function lines({ rows, note, look }) {
    const small = length("--map-note"), top = -(look.size * 1.22 * rows.length + (note ? small * 1.3 : 0)) / 2;
    const line = (words, y, attributes = {}) => { const span = atlas.signs.make("tspan", { x: 0, y: y.toFixed(1), ...attributes }); span.textContent = words; return span; };
    const spans = rows.map((row, i) => line(row, top + look.size * (1.22 * i + 0.97)));
    return note ? [...spans, line(note, top + look.size * 1.22 * rows.length + small, { class: "label-note" })] : spans;
  }

  // The camera moved: the same names at new places of the screen.
  function move() {
    for (const label of texts) {
      const { x, y } = map.project([label.lon, label.lat]);
      label.node.setAttribute("transform", turn(x + label.dx, y + label.dy, label.angle));
    }
  }

  const turn = (x, y, angle) => `translate(${x.toFixed(1)} ${y.toFixed(1)})${angle ? ` rotate(${angle})` : ""}`;

  atlas.names = { attach, draw, move };
})();
