// The stand-alone map: marks, layers, list and language over the data in this page. It asks nothing of anybody.
(function () {
  const atlas = window.atlas, data = JSON.parse(document.getElementById("atlas-data").textContent);
  const root = document.documentElement, kinds = new Map(data.kinds.map((kind) => [kind.id, kind]));
  const items = new Map(data.items.map((item) => [item.id, item]));
  const on = new Set(data.kinds.filter((kind) => kind.on).map((kind) => kind.id));
  const R = 15, NEAR_COUNTY = 9.25;
  let lang = data.lang, map = null, marks = [], labels = [], layer = null, names = null, opened = "", drawing = false;

  const name = (both) => (both ? both[lang] || both.zh || both.en || "" : "");
  const other = (both) => both[lang === "zh" ? "en" : "zh"] || "";
  const word = (key) => data.words[lang][key];
  const said = () => data.captions[lang];

  // Every text goes in as text, so a name is never markup.
  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (key === "style") for (const [property, to] of Object.entries(value)) node.style.setProperty(property, to);
      else if (value !== false && value !== undefined && value !== null) node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  const disc = (kind) => make("span", { class: "disc", "aria-hidden": true, style: { "--k": kinds.get(kind).colour } }, kinds.get(kind).mark);
  const claim = (id) => (id ? make("span", { class: "claim" }, name(data.claims[id])) : null);

  function source(id) {
    const one = data.sources[id];
    if (!one) return null;
    return one.url ? make("a", { href: one.url, target: "_blank", rel: "noopener noreferrer" }, one[lang]) : one[lang];
  }

  function fact(label, value, ground) {
    return value ? [make("dt", {}, word(label)), make("dd", {}, value, claim(ground))] : [];
  }

  function facts(item) {
    return make("dl", { class: "facts" },
      fact("panel.place", name(item.where) || word("noplace")),
      fact("panel.precision", name(item.precision), item.placeClaim),
      fact("panel.nine", name(item.nine)), fact("panel.area", name(item.area)), fact("panel.outline", name(item.outline)),
      fact("panel.industries", name(item.industries), "derived"),
      fact("panel.clause", name(item.clause), item.clause && "stated"),
      fact("panel.stage", name(item.stage)),
      fact("panel.source", source(item.source), item.claim),
      item.placeSource && item.placeSource !== item.source ? fact("panel.place", source(item.placeSource), item.placeClaim) : [],
      fact("panel.note", name(item.note)));
  }

  const entry = (item) => make("details", { "data-item": item.id, open: item.id === data.selected }, make("summary", {}, disc(item.kind), make("span", {}, name(item.name))),
    make("p", { class: "other", lang: lang === "zh" ? "en" : "zh-CN" }, other(item.name)), facts(item));

  function single(item) {
    return make("div", { class: "popup", "data-item": item.id },
      make("p", { class: "quiet" }, name(kinds.get(item.kind).name)),
      make("h3", {}, name(item.name)), make("p", { class: "other", lang: lang === "zh" ? "en" : "zh-CN" }, other(item.name)), facts(item));
  }

  function group(place, held) {
    return make("div", { class: "popup" }, make("h3", {}, `${name(place.name)} · ${held.length}`),
      make("p", { class: "quiet" }, name(data.meanings[place.precision])), ...held.map(entry));
  }

  // ---- marks --------------------------------------------------------------------------------------------------------

  const heldAt = (place) => data.items.filter((item) => item.place === place.id && on.has(item.kind));

  // Places with something on them now; one item is a disc, several a ring in the colours of their kinds.
  function gather() {
    return data.places.map((place) => ({ place, held: heldAt(place) })).filter((one) => one.held.length)
      .map(({ place, held }) => ({ place, held, lat: place.lat, lon: place.lon, r: R }));
  }

  function ring(held) {
    const counts = new Map();
    for (const item of held) counts.set(item.kind, (counts.get(item.kind) || 0) + 1);
    let from = 0;
    const parts = [...counts].map(([kind, count]) => { const start = from; from += (count / held.length) * 360; return `${kinds.get(kind).colour} ${start}deg ${from}deg`; });
    return `conic-gradient(${parts.join(",")})`;
  }

  function sign(mark) {
    const { held, place } = mark, first = kinds.get(held[0].kind), exact = place.precision === "street" || place.precision === "site";
    const many = held.length > 1 && !exact;
    const face = make("div", { class: `sign ${place.precision}${many ? " many" : ""}`, style: { "--k": first.colour, "--ring": ring(held) } },
      make("span", {}, many ? String(held.length) : first.mark), exact && held.length > 1 ? make("span", { class: "badge" }, String(held.length)) : null);
    const box = make("div", { class: `atlas-mark${held.some((item) => item.id === data.selected) ? " chosen" : ""}`, "data-place": place.id, "data-count": held.length }, face);
    return box;
  }

  function drawMarks() {
    drawing = true;
    layer.clearLayers();
    drawing = false;
    marks = gather();
    for (const mark of marks) Object.assign(mark, map.latLngToContainerPoint([mark.lat, mark.lon]));
    for (const mark of atlas.apart(marks)) {
      const said = mark.held.length > 1 ? `${name(mark.place.name)} · ${mark.held.length}` : name(mark.held[0].name);
      const icon = L.divIcon({ className: "", html: sign(mark), iconSize: [30, 30], iconAnchor: [15 - mark.dx, 15 - mark.dy], popupAnchor: [mark.dx, mark.dy - 14] });
      const made = L.marker([mark.lat, mark.lon], { icon, title: said, alt: said, riseOnHover: true });
      made.bindPopup(() => (mark.held.length > 1 ? group(mark.place, mark.held) : single(mark.held[0])), { maxWidth: 340, minWidth: 240 });
      made.on("popupopen", () => { opened = mark.place.id; });
      made.on("popupclose", () => { if (!drawing) opened = ""; });
      layer.addLayer(made);
      mark.made = made;
      if (Math.hypot(mark.dx, mark.dy) > R) {
        // A mark that had to give way is tied to its point.
        const to = map.containerPointToLatLng([mark.x + mark.dx, mark.y + mark.dy]);
        layer.addLayer(L.polyline([[mark.lat, mark.lon], to], { color: "#4a5a68", weight: 1, interactive: false }));
      }
    }
  }

  // Values stand where their places are, or beside; what has none is said of cities, and of the others in the table.
  function drawValues() {
    const shown = data.values.filter((one) => one.has || !one.beside), ruler = document.getElementById("ruler"), frame = map.getSize();
    const made = shown.map((one) => make("div", { class: `value${one.has ? "" : " missing"}`, "data-value": one.id }, name(one.name), make("b", {}, name(one.text))));
    ruler.replaceChildren(...made);
    const sized = shown.map((one, i) => {
      const { x, y } = map.latLngToContainerPoint(one.at), w = made[i].offsetWidth, h = made[i].offsetHeight;
      return { w, h, spots: [[x, y], ...around(x, y, w, h, 8), ...around(x, y, w, h, 40)] };
    });
    atlas.room(sized, [], frame.x, frame.y).forEach((spot, i) => {
      const at = spot ? map.containerPointToLatLng(spot) : shown[i].at;
      layer.addLayer(L.marker(at, { icon: L.divIcon({ className: "", html: made[i], iconSize: [0, 0] }), interactive: false, keyboard: false }));
    });
  }

  // ---- names --------------------------------------------------------------------------------------------------------

  const around = (x, y, w, h, r) => [[x + r + w / 2 + 3, y], [x - r - w / 2 - 3, y], [x, y + r + h / 2 + 2], [x, y - r - h / 2 - 2]];

  function wishes() {
    const found = [], zoom = map.getZoom(), shown = data.values.length;
    const at = (lat, lon) => map.latLngToContainerPoint([lat, lon]);
    for (const one of data.labels) {
      if (one.kind === "county" && zoom < NEAR_COUNTY) continue;
      if (one.kind === "water" && one.rank > 1 && zoom < 8 + one.rank * 0.4) continue;
      if (one.kind === "city" && shown) continue;
      const { x, y } = at(one.lat, one.lon), rank = { city: 1, water: 4, county: 6, neighbour: 7 }[one.kind];
      const spots = one.kind === "city" ? (w, h) => [[x, y], [x, y + h], [x, y - h], [x + w / 2, y], [x - w / 2, y], [x, y + 2 * h], [x, y - 2 * h], [x + w / 2, y + h], [x - w / 2, y + h]] : () => [[x, y]];
      found.push({ kind: one.kind, words: name(one.name), rank, spots });
    }
    if (on.has("zone") && !shown) for (const item of data.items) {
      if (item.kind !== "zone" || !item.at) continue;
      const { x, y } = at(...item.at);
      found.push({ kind: "zone", words: name(item.name).split(" (")[0], rank: 2, spots: (w, h) => [[x, y], ...around(x, y, w, h, 24), ...around(x, y, w, h, 40)] });
    }
    for (const mark of marks) {
      const x = mark.x + mark.dx, y = mark.y + mark.dy;
      if (mark.held.length === 1) found.push({ kind: "site", words: name(mark.held[0].name), rank: mark.place.precision === "street" ? 3 : 5, spots: (w, h) => around(x, y, w, h, R) });
    }
    return found.sort((a, b) => a.rank - b.rank);
  }

  function drawNames() {
    names.clearLayers();
    for (const mark of marks) Object.assign(mark, map.latLngToContainerPoint([mark.lat, mark.lon]));
    const frame = map.getSize(), ruler = document.getElementById("ruler"), wanted = wishes();
    const made = wanted.map((one) => make("div", { class: `label label-${one.kind}` }, one.words));
    ruler.replaceChildren(...made);
    const sized = wanted.map((one, i) => { const w = made[i].offsetWidth, h = made[i].offsetHeight; return { w, h, spots: one.spots(w, h) }; });
    const box = (node) => { const a = node.getBoundingClientRect(), b = map.getContainer().getBoundingClientRect(); return { x0: a.left - b.left, x1: a.right - b.left, y0: a.top - b.top, y1: a.bottom - b.top }; };
    const taken = marks.map(({ x, y, dx, dy }) => ({ x0: x + dx - R - 2, x1: x + dx + R + 2, y0: y + dy - R - 2, y1: y + dy + R + 2 }));
    for (const node of document.querySelectorAll(".furniture, .leaflet-control-zoom, .value")) taken.push(box(node));
    atlas.room(sized, taken, frame.x, frame.y).forEach((spot, i) => {
      if (!spot) return;
      const icon = L.divIcon({ className: "", html: made[i], iconSize: [0, 0] });
      names.addLayer(L.marker(map.containerPointToLatLng(spot), { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }));
    });
    ruler.replaceChildren();
  }

  // ---- the rail -----------------------------------------------------------------------------------------------------

  function switchLayer(id, isOn) {
    if (isOn) on.add(id); else on.delete(id);
    redraw();
    count();
  }

  const counted = (kind) => data.items.filter((item) => item.kind === kind).length;

  function layers() {
    const rows = data.kinds.filter((kind) => counted(kind.id)).map((kind) => make("label", { class: "layer" },
      make("input", { type: "checkbox", "data-layer": kind.id, checked: on.has(kind.id), onchange: (event) => switchLayer(kind.id, event.target.checked) }),
      disc(kind.id), name(kind.name), make("span", { class: "count" }, String(counted(kind.id)))));
    const all = (isOn) => () => { for (const kind of data.kinds) if (isOn) on.add(kind.id); else on.delete(kind.id); write(); };
    return make("section", {}, make("h2", {}, `${word("layers")} `, make("span", { class: "quiet", id: "shown" })),
      make("div", { class: "both" }, make("button", { type: "button", onclick: all(true) }, word("all")), make("button", { type: "button", onclick: all(false) }, word("none"))), ...rows);
  }

  function count() {
    const node = document.getElementById("shown");
    if (node) node.textContent = `${data.items.filter((item) => on.has(item.kind)).length} / ${data.items.length}`;
  }

  function legend() {
    const { precision, legend: scale } = said();
    const rows = [...precision, ...scale].map((one) => (one.sign === "words" ? make("p", { class: "quiet" }, one.words)
      : make("div", { class: "legend-row" }, make("i", { class: one.sign, style: { "--k": one.colour || "" } }), one.words, one.count === undefined ? null : make("span", { class: "count" }, String(one.count)))));
    return rows.length ? make("section", {}, make("h2", {}, word(precision.length ? "precision" : "legend")), ...rows) : null;
  }

  function unplaced() {
    const lost = data.items.filter((item) => !item.place && item.kind !== "zone" && on.has(item.kind));
    if (!lost.length) return null;
    return make("details", { id: "unplaced" }, make("summary", {}, `${word("unplaced")} · ${lost.length}`), make("ul", { class: "plain" }, lost.map((item) => make("li", {}, entry(item)))));
  }

  function table(one, isOpen) {
    const cell = (tag, words, i) => make(tag, { class: one.numbers.includes(i) ? "number" : false }, words);
    return make("details", { open: isOpen }, make("summary", {}, one.title), make("table", {},
      one.heads.length ? make("thead", {}, make("tr", {}, one.heads.map((words, i) => cell("th", words, i)))) : null,
      make("tbody", {}, one.rows.map((row) => make("tr", {}, row.map((words, i) => cell("td", words, i)))))), one.notes.map((words) => make("p", { class: "quiet" }, words)));
  }

  function rail() {
    const { title, note, filters, sources } = said();
    const button = (code, words) => make("button", { type: "button", lang: code === "zh" ? "zh-CN" : "en", "data-set-lang": code, "aria-pressed": String(lang === code), onclick: () => speak(code) }, words);
    return [
      make("div", { class: "brand" }, make("b", {}, word("title")), make("div", { class: "languages", role: "group", "aria-label": "语言 Language" }, button("zh", "中文"), button("en", "English"))),
      make("h1", {}, title), note ? make("p", { class: "quiet" }, note) : null,
      make("p", {}, make("b", {}, word("filters")), ` ${filters}`),
      data.items.length ? layers() : null, legend(), unplaced(),
      ...data.tables[lang].map((one) => table(one, data.values.length > 0)),
      make("details", {}, make("summary", {}, `${word("sources")} · ${sources.length}`), make("ol", { class: "sources" }, sources.map((words) => make("li", {}, words)))),
    ].filter(Boolean);
  }

  function furniture() {
    const { review, ground, dated } = said(), block = document.getElementById("furniture");
    for (const node of [...block.children]) if (!node.classList.contains("leaflet-control-scale")) node.remove();
    block.append(make("b", {}, review), make("div", {}, ground), make("div", {}, dated));
  }

  function write() {
    const kept = opened;
    map.closePopup();
    opened = kept;
    root.lang = lang === "zh" ? "zh-CN" : "en";
    root.dataset.lang = lang;
    document.title = said().title;
    document.getElementById("rail").replaceChildren(...rail());
    furniture();
    count();
    redraw();
  }

  function speak(code) {
    lang = code;
    write();
    document.querySelector(`[data-set-lang="${code}"]`).focus();
  }

  // ---- the map ------------------------------------------------------------------------------------------------------

  function redraw() {
    const kept = opened;
    if (atlas.zones) { if (on.has("zone")) map.addLayer(atlas.zones); else map.removeLayer(atlas.zones); }
    drawMarks();
    drawValues();
    drawNames();
    const mark = kept && marks.find((one) => one.place.id === kept);
    if (mark) mark.made.openPopup(); else opened = "";
  }

  function start(found, zones, bounds) {
    [map, atlas.zones] = [found, zones];
    const stage = make("div", { class: "stage", style: { "pointer-events": "none" } }, make("div", { id: "furniture", class: "furniture" }), make("div", { id: "ruler", "aria-hidden": true, style: { visibility: "hidden", position: "absolute", overflow: "hidden", height: 0, width: "1000px" } }));
    document.body.prepend(make("aside", { id: "rail", class: "rail" }));
    document.body.append(stage);
    names = L.layerGroup().addTo(map);
    layer = L.layerGroup().addTo(map);
    const scale = L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    document.getElementById("furniture").prepend(scale.getContainer());
    if (atlas.zones) atlas.zones.eachLayer((shape) => {
      const item = items.get(shape.feature.properties.id);
      if (item) shape.bindPopup(() => single(item), { maxWidth: 340, minWidth: 240 });
    });
    map.invalidateSize();
    if (bounds) map.fitBounds(bounds, { padding: [12, 12], animate: false });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
    map.on("zoomend resize", redraw);
    map.on("moveend", drawNames);
    write();
    if (data.selected) { opened = items.get(data.selected).place || ""; redraw(); }
    root.dataset.ready = "yes";
  }

  Object.assign(atlas, { start, now: () => ({ lang, on: [...on], marks: marks.length }) });
})();
