// The exhibition hall: what stands beside the kiosk's map. Tiles first, then lists, figures and stories as large things to
// touch; facts stand in the same panel as on a desk. Every touch makes a View; the way back is kept here, not in the
// browser's history, which a swipe could follow out of the room.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const root = document.documentElement;
  const NAMED = 9;        // industries that a tile names
  const CARRIERS = ["lab", "innovation_centre", "service_platform", "incubator", "industrial_base", "cluster", "finance", "intl_park", "park"];
  const WAY_BACK = 60;    // Views remembered
  const FIGURES = 8;
  const isOn = (view = atlas.now()) => view.room === "kiosk";
  const home = () => ({ ...atlas.view.DEFAULT, room: "kiosk" });

  let way = [], goingBack = false, seated = false, taking = false, drawn = "";

  // ---- pieces ------------------------------------------------------------------------------------------------------------

  const arrow = () => h("span", { className: "go", "aria-hidden": true }, h("span", { className: "icon icon-next" }));
  const heading = (title, note, ...more) => h("header", { className: "kiosk-head", key: "head" }, h("h2", null, title, note && h("small", null, note)), ...more);
  const swatch = (code) => h("span", { className: "swatch", "data-city": code, "aria-hidden": true });
  const sites = () => atlas.prepared.map((one) => one.item);
  const card = (key, attributes, ...content) => h("button", { key, type: "button", className: "kiosk-card", ...attributes }, ...content);
  const short = (one) => atlas.name(one.short || one.name).split(" (")[0];

  // ---- the tiles ---------------------------------------------------------------------------------------------------------

  function tile(shelf, other, content) {
    return h("button", { key: shelf, type: "button", className: "tile", "data-set": `shelf:${shelf}` },
      h("span", { className: "tile-head" }, h("b", null, atlas.text(`kiosk.${shelf}`)), arrow()), h("span", { className: "tile-note" }, other), h("span", { className: `tile-list ${shelf}` }, content));
  }

  function tiles() {
    const { data, text } = atlas, nine = data.items.filter((item) => item.kind === "zone" && item.nine), majors = data.industries.filter((row) => !row.parent);
    const line = (key, ...words) => h("span", { key }, ...words), rest = majors.length - NAMED;
    // A tile names the zone by its place; what kind of zone stands above.
    const zoneName = (zone) => short(zone).replace(/高新区$| (National|New|High-tech|Hi-tech)\b.*$/, "");
    return [
      heading(text("kiosk.start"), null, h("button", { key: "stories", type: "button", className: "kiosk-chip", "data-set": "shelf:stories" }, text("kiosk.stories"))),
      h("div", { className: "tiles", key: "tiles" },
        tile("cities", text("kiosk.cities.note"), data.cities.map((city) => line(city.id, swatch(city.code), atlas.name(city.short)))),
        tile("zones", text("kiosk.zones.note"), nine.map((zone) => line(zone.id, zoneName(zone)))),
        tile("industries", text("kiosk.industries.note", { count: majors.length }), [...majors.slice(0, NAMED).map((row) => line(row.id, short(row))), rest > 0 && line("rest", text("kiosk.industries.rest", { count: rest }))])),
      carriers(),
    ];
  }

  function carriers() {
    const { text } = atlas, all = atlas.prepared.filter((one) => CARRIERS.includes(one.kind)), placed = all.filter((one) => one.precision !== "none").length;
    const count = (kind) => all.filter((one) => one.kind === kind).length;
    return h("section", { className: "carriers", key: "carriers" },
      heading(text("kiosk.carriers"), text("kiosk.carriers.note", { count: all.length, placed }), h("button", { key: "all", type: "button", className: "kiosk-chip", "data-set": "shelf:items" }, text("kiosk.all"))),
      h("div", { className: "discs" }, CARRIERS.map((kind) => h("button", { key: kind, type: "button", className: "carrier", "data-set": `shelf:items,kind:${kind}`, "aria-label": `${text(`kind.${kind}`)} ${count(kind)}` },
        atlas.panel.disc(kind), h("span", { className: "count" }, count(kind))))));
  }

  // ---- the shelves -------------------------------------------------------------------------------------------------------

  function cities() {
    const { data, text, name } = atlas;
    const held = (city) => sites().filter((item) => item.city === city.id);
    return [heading(text("kiosk.cities"), text("kiosk.cities.note")), h("div", { className: "cards", key: "cards" }, data.cities.map((city) => card(city.id, { "data-select": city.id },
      swatch(city.code), h("span", { className: "card-body" }, h("b", null, name(city.name)), h("span", null, name(city.formula))), h("span", { className: "card-count" }, text("count.items", { count: held(city).length })), arrow())))];
  }

  function zones() {
    const { data, text, name, index } = atlas, all = data.items.filter((item) => item.kind === "zone");
    const one = (zone) => card(zone.id, { "data-select": zone.id }, swatch(index.cities.get(zone.city)?.code), h("span", { className: "card-body" }, h("b", null, short(zone)), h("span", null, zone.strategic ? name(index.industries.get(zone.strategic).name) : name(index.cities.get(zone.city)?.short))), arrow());
    return [heading(text("kiosk.zones"), text("kiosk.zones.note")), h("div", { className: "cards two", key: "nine" }, all.filter((zone) => zone.nine).map(one)),
      heading(text("kiosk.zones.beyond"), null), h("div", { className: "cards two", key: "beyond" }, all.filter((zone) => !zone.nine).map(one))];
  }

  function industries() {
    const { data, text } = atlas, counts = atlas.filters.apply(atlas.prepared, home()).counts.industry;
    const majors = data.industries.filter((row) => !row.parent);
    return [heading(text("kiosk.industries"), text("kiosk.industries.note", { count: majors.length })), h("div", { className: "cards two", key: "cards" }, majors.map((row) => card(row.id, { "data-set": `shelf:,lens:industry,industry:${row.id}` },
      h("span", { className: "card-body" }, h("b", null, short(row))), h("span", { className: "card-count" }, text("count.items", { count: counts.get(row.id) || 0 })), arrow())))];
  }

  function items(view) {
    const { text, name, data } = atlas, result = atlas.filtered(), shown = sites().filter((item, i) => result.visible[i] && item.kind !== "zone");
    const title = view.kind.length === 1 ? text(`kind.${view.kind[0]}`) : text("kiosk.all");
    const parts = [...data.cities.map((city) => [name(city.name), shown.filter((item) => item.city === city.id)]), [text("industry.nocity"), shown.filter((item) => !item.city)]];
    const row = (item) => card(item.id, { "data-select": item.id }, atlas.panel.disc(item.kind), h("span", { className: "card-body" }, h("b", null, name(item.name)), h("span", null, [item.district && name(item.district), text(`precision.${item.precision || "none"}`)].filter(Boolean).join(" · "))), arrow());
    return [heading(title, text("count.items", { count: shown.length })), ...parts.filter(([, own]) => own.length).map(([city, own]) => h("section", { key: city, className: "kiosk-group" }, h("h3", null, city), h("div", { className: "cards" }, own.map(row))))];
  }

  function stories() {
    const { text, name } = atlas, written = atlas.story.all().filter((story) => !story.made && story.id !== atlas.story.OWN);
    return [heading(text("kiosk.stories"), null), h("div", { className: "cards", key: "cards" }, written.map((story) => card(story.id, { "data-act": "kiosk-story", "data-story": story.id },
      h("span", { className: "card-body" }, h("b", null, name(story.title)), h("span", null, name(story.about))), h("span", { className: "card-count" }, text("present.steps", { count: atlas.story.steps(story).length })), arrow())))];
  }

  // ---- a story told ------------------------------------------------------------------------------------------------------

  function telling(view) {
    const { text, name, story } = atlas, found = story.current(view);
    if (!found) return [heading(text("loading"), null)];
    const { step, n, list } = found, button = (act, word, attributes = {}) => h("button", { key: act, type: "button", className: "kiosk-button", "data-act": act, ...attributes }, text(word));
    return [h("p", { key: "chapter", className: "telling-chapter" }, name(step.chapter.title)), h("h2", { key: "title" }, name(step.title)), h("p", { key: "text", className: "telling-text" }, name(step.text)),
      h("div", { className: "telling-steps", key: "steps" }, button("back", "present.back", { disabled: n === 1 }), button("play", story.isPlaying() ? "kiosk.pause" : "present.play", { "aria-pressed": story.isPlaying() }), button("forward", "present.forward", { disabled: n === list.length }), h("span", { key: "place", className: "count" }, `${n} / ${list.length}`))];
  }

  // ---- figures -----------------------------------------------------------------------------------------------------------

  // The indicator lens without the server: the reading, each place with its bar, the years to choose from.
  function ranking(view) {
    const { text, name, indicators } = atlas, told = indicators.reading(view);
    if (!told) return [heading(text("loading"), null)];
    const now = indicators.values(view), most = Math.max(...now.shown.map((one) => one.value), 0), unit = name(now.row.unit) + (now.perArea ? "/km²" : "");
    const place = (id) => { const city = atlas.index.cities.get(id), item = atlas.index.items.get(id); return { city, label: city ? name(city.short) : item ? short(item) : id, id: atlas.index.items.has(id) ? id : "" }; };
    const line = (id, content, value) => { const { city, label, id: item } = place(id); return h("button", { key: id, type: "button", className: "figure-row", "data-city": city?.code, ...(item ? { "data-select": item } : { disabled: true }) }, h("span", { className: "figure-name" }, label), h("span", { className: "figure-bar" }, content), h("b", null, value)); };
    return [heading(told.title, `${name(now.row.name)} · ${unit} · ${now.year}`),
      h("div", { className: "figure-rows", key: "rows" }, [...now.shown].sort((a, b) => b.value - a.value).map((one) => line(one.id, h("i", { style: { width: `${most ? Math.max((one.value / most) * 100, 1) : 0}%` } }), one.text)), now.missing.filter((id) => place(id).id).map((id) => line(id, h("i", { className: "hatch" }), text("nodata")))),
      h("p", { className: "kiosk-note", key: "source" }, told.note),
      h("div", { className: "kiosk-years", key: "years" }, now.years.map(([year]) => h("button", { key: year, type: "button", className: "kiosk-chip", "data-set": `year:${year}`, "aria-pressed": year === now.year }, year)))];
  }

  function targets() {
    const { data, text, name, headline } = atlas, all = data.items.filter((item) => item.kind === "target");
    const goal = ({ target }) => headline.quantity(target.comparator, target.value, name(target.unit));
    return [heading(text("tab.target"), text("headline.targets", { total: all.length, met: all.filter((item) => item.target.status === "met").length })),
      h("div", { className: "cards", key: "cards" }, all.map((item) => card(item.id, { "data-select": item.id }, h("span", { className: "card-body" }, h("b", null, name(item.name)), h("span", null, goal(item))), h("span", { className: `card-count status ${item.target.status}` }, text(`status.${item.target.status}`)), arrow())))];
  }

  // The newest figures of an area, from what the browser holds; the panel of the desk asks the server for its own.
  function figures(item) {
    const book = isOn() && item && atlas.indicators.book();
    if (!book) return null;
    const newest = (rows) => rows.filter((row) => row[0] === item.id && !row[2]).sort((a, b) => b[1] - a[1])[0];
    const found = book.indicators.map((one) => [one, newest(book.observations[one.id] || [])]).filter(([, row]) => row).slice(0, FIGURES);
    if (!found.length) return null;
    const value = (one, row) => `${atlas.indicators.SIGNS[row[4]] ?? ""}${atlas.indicators.number(row[5], one.decimals)} ${atlas.name(one.unit)}`;
    return h("section", { className: "panel-list", key: "figures" }, h("h3", null, atlas.text("kiosk.figures")), h("dl", { className: "facts" }, found.map(([one, row]) => h("div", { className: "fact", key: one.id }, h("dt", null, row[1]),
      h("dd", null, h("div", null, atlas.name(one.short || one.name), " ", h("b", null, value(one, row))), h("div", { className: "second" }, atlas.panel.source(row[6]))), h("dd", { className: "fact-claim" }, atlas.panel.claimMark(row[8]?.claim || "external"))))));
  }

  // ---- over everything ---------------------------------------------------------------------------------------------------

  // The code to take away: the View on the visitor's own phone, or what is known of the thing as text.
  function taken(view) {
    const { text, name } = atlas, hasLink = Boolean(settings().publicUrl), item = atlas.panel.subject(view);
    const query = [atlas.view.format({ ...view, room: "browse", theme: "light", shelf: "" }), hasLink ? "" : "text="].filter(Boolean).join("&");
    return h("div", { className: "over-back", "data-act": "take-away", key: "taken" }, h("section", { className: "over-card", role: "dialog", "aria-modal": "true", "aria-labelledby": "over-title" }, h("h2", { id: "over-title" }, item ? name(item.name) : atlas.headline.isFiltered(view) ? atlas.headline.subject(view) : text("app.title")),
      atlas.watch.isAway() ? h("p", null, text("kiosk.take.later")) : h("img", { src: `/qr.svg?${query}`, alt: text("share.code.alt") }), h("p", null, text(hasLink ? "kiosk.take.link" : "kiosk.take.text")), h("button", { type: "button", className: "kiosk-button", "data-act": "take-away" }, text("panel.close"))));
  }

  function over() {
    if (!atlas.ready || !isOn()) return;
    atlas.headline.render("over", h(window.React.Fragment, null, taking && taken(atlas.now()), atlas.idle.countdown()));
  }

  // ---- in step with the View ---------------------------------------------------------------------------------------------

  const SHELVES = { cities, zones, industries, items, stories };

  // What stands in the column: the panel does where something is selected or an industry or the plan is open.
  function content(view) {
    if (view.story) return ["telling", telling(view)];
    if (view.selected || ["industry", "system", "plan"].includes(view.lens)) return ["panel", null];
    if (view.lens === "indicator") return ["figures", ranking(view)];
    if (view.lens === "target") return ["figures", targets()];
    return SHELVES[view.shelf] ? [view.shelf, SHELVES[view.shelf](view)] : ["tiles", tiles()];
  }

  function draw(view = atlas.now()) {
    if (!atlas.ready || !isOn(view)) return;
    const [what, tree] = content(view), place = [what, view.shelf, view.kind, view.lens, view.story, view.step].join();
    root.dataset.beside = what;
    atlas.headline.render("kiosk", h("div", { className: `kiosk-body at-${what}` }, tree));
    if (place !== drawn) document.getElementById("kiosk").scrollTop = 0;
    drawn = place;
    document.querySelector("#kiosk-bar [data-act='kiosk-back']").disabled = way.length === 0 && !atlas.keypad.isOpen();
  }

  // Remember where a touch came from; what was moved by hand on the way is no step.
  function remember(view, before) {
    if (goingBack || before === view || before.shelf === "attract" || view.shelf === "attract") return;
    const plain = (one) => atlas.view.format({ ...one, camera: null, lang: "zh", theme: "light", step: "" });
    if (plain(view) === plain(home())) way = [];
    else if (plain(view) !== plain(before)) way = [...way.slice(-WAY_BACK), before];
  }

  function back() {
    if (atlas.keypad.isOpen()) return atlas.keypad.close();
    const before = way.pop();
    goingBack = true;
    atlas.story.play(false);
    if (before) atlas.change({ ...before, lang: atlas.now().lang, theme: atlas.now().theme });
    goingBack = false;
    draw();
  }

  // The tiles again, in the language that was chosen.
  function toHome() {
    atlas.keypad.reset();
    take(false);
    atlas.change({ ...home(), lang: atlas.now().lang });
    way = [];
    document.getElementById("kiosk").scrollTop = 0;
    draw();
  }

  function sit(on) {
    seated = on;
    root.dataset.seated = on ? "yes" : "";
    document.querySelector("#kiosk-bar [data-act='seated']").setAttribute("aria-pressed", on);
    requestAnimationFrame(() => atlas.map.relayout());
  }

  function take(on) {
    if (on) atlas.usage.count("qr");
    taking = on;
    over();
  }

  // As nobody had been here: the home View, and what no View holds.
  function reset() {
    [way, taking] = [[], false];
    sit(false);
    atlas.keypad.reset();
    atlas.story.play(false);
    try { localStorage.clear(); sessionStorage.clear(); } catch { /* nothing is kept where nothing can be */ }
    atlas.change(home());
    for (const part of document.querySelectorAll("#kiosk, #panel")) part.scrollTop = 0;
    way = [];
    draw();
    over();
  }

  const show = (item) => atlas.change(item.kind === "industry" ? { ...home(), lang: atlas.now().lang, lens: "industry", industry: [item.id] } : { ...home(), lang: atlas.now().lang, selected: item.id });

  // What the desk fetches when it is first needed is fetched at once: later there may be no server.
  let isEntered = false;
  function enter() {
    isEntered = true;
    root.style.setProperty("--wall", settings().scale);
    Promise.all([atlas.indicators.load(), atlas.story.load()]).then(() => { atlas.repaint(); }, () => { /* asked again when the server is back */ });
  }

  let settled = null;
  const settings = () => (settled ||= { idle: 60, reloadAt: "", scale: 1, usage: false, publicUrl: "", ...JSON.parse(root.dataset.kiosk || "{}") });

  function paint(view, before) {
    if (!isOn(view)) return;
    if (!isEntered) enter();
    remember(view, before);
    if (!view.story && atlas.story.isPlaying()) atlas.story.play(false);
    if (taking && view !== before) take(false);
    draw(view);
  }

  atlas.onPaint(paint);
  const acts = {
    "kiosk-back": () => back(), "kiosk-home": () => toHome(), seated: () => sit(!seated), "take-away": () => take(!taking), "keypad-open": () => atlas.keypad.open(),
    "kiosk-story": (control) => { atlas.story.start(control.dataset.story); atlas.story.play(true); },
  };
  atlas.kiosk = { acts, isOn, home, reset, show, draw, over, figures, settings, enter };
})();
