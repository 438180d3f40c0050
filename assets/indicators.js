// The indicator lens: which values a View shows, how they are drawn on the map, and the rail of years and indicators.
// All values of a release are loaded once, when the lens is first opened; after that nothing here asks the server.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const STEPS = { 1: [3], 2: [2, 4], 3: [1, 3, 5], 4: [1, 2, 4, 5], 5: [1, 2, 3, 4, 5] };
  const PLAY_MS = 1600;
  let book = null, loading = null, playing = 0;

  const isOn = (view) => view.lens === "indicator";

  function load() {
    loading ||= fetch(document.documentElement.dataset.indicators).then((answer) => answer.json()).then((found) => {
      book = { ...found, byId: new Map(found.indicators.map((row) => [row.id, row])) };
    }).catch((fault) => { loading = null; throw fault; });
    return loading;
  }

  const colour = (name) => atlas.ruler.colour(name);

  // ---- what a View means -------------------------------------------------------------------------------------------

  const levelsOf = (level) => (level === "city" ? ["city"] : ["zone", "park", "district"]);
  const subjects = (level) => Object.entries(book.subjects).filter(([, one]) => levelsOf(level).includes(one.level)).map(([id]) => id);

  function rowsOf(id, basis, level) {
    const wanted = new Set(levelsOf(level));
    return (book.observations[id] || []).filter((row) => row[3] === basis && row[2] === "" && wanted.has(book.subjects[row[0]]?.level));
  }

  // Years with the number of places that have a value, ascending.
  function yearsOf(id, basis, level) {
    const counts = new Map();
    for (const row of rowsOf(id, basis, level)) counts.set(row[1], (counts.get(row[1]) || 0) + 1);
    return [...counts].sort((a, b) => a[0] - b[0]);
  }

  const bestYear = (years) => years.reduce((best, one) => (one[1] >= best[1] ? one : best), [0, 0])[0];
  const richest = (level) => book.indicators.map((row) => [row.id, Math.max(0, ...row.bases.flatMap((basis) => yearsOf(row.id, basis, level).map(([, n]) => n)))])
    .reduce((best, one) => (one[1] > best[1] ? one : best), ["", 0])[0];

  // The indicator, basis and year that a View shows; what it leaves open is filled with what says most.
  function subject(view) {
    const [given, basis] = view.indicator.split(".");
    const id = book.byId.has(given) ? given : richest(view.level), row = book.byId.get(id);
    const on = row.bases.includes(basis || "") ? basis || "" : row.bases[0] ?? "";
    const years = yearsOf(id, on, view.level), year = years.some(([y]) => String(y) === view.year) ? +view.year : bestYear(years);
    const perArea = view.per === "km2" && Boolean(row.perArea);
    return { row, id, basis: on, years, year, perArea, isRate: row.measure === "rate" || perArea };
  }

  function number(value, digits) {
    const [whole, rest] = value.toFixed(Math.max(0, digits)).split(".");
    return atlas.headline.digits(whole) + (rest && +rest ? `.${rest.replace(/0+$/, "")}` : "");
  }

  const SIGNS = { "=": "", ">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "≈" };

  // Every place of the level with its value, or without: {id, value, text, bound} and the ids that have none.
  function values(view) {
    const now = subject(view), shown = [], have = new Set();
    for (const [place, year, , , bound, raw] of rowsOf(now.id, now.basis, view.level)) {
      if (year !== now.year) continue;
      const km2 = book.areas[place]?.km2;
      if (now.perArea && !km2) continue;
      const value = now.perArea ? raw / km2 : raw;
      have.add(place);
      shown.push({ id: place, value, bound, text: SIGNS[bound] + number(value, now.perArea ? (value < 1 ? 3 : 1) : now.row.decimals) });
    }
    return { ...now, shown, missing: subjects(view.level).filter((id) => !have.has(id)) };
  }

  const classesOf = (now, level) => book.classes[now.perArea ? `${now.id}/km2` : now.id]?.[now.basis]?.[level];

  const classOf = (value, breaks) => { for (let i = 1; i < breaks.length; i++) if (value <= breaks[i]) return i - 1; return breaks.length - 2; };

  // One colour a class, light to dark on a light map and the other way round on a dark one.
  function colours(count, theme, colour) {
    const steps = STEPS[Math.min(Math.max(count, 1), 5)];
    return steps.map((step) => colour(`--q${theme === "dark" ? 6 - step : step}`));
  }

  // Areas to shade, areas without data, and signs to draw over the map.
  function picture(view) {
    if (!book) return { shades: [], hatched: [], signs: [] };
    const now = values(view), hatched = now.missing.filter((id) => id.startsWith("city-") || id.startsWith("z-"));
    const signs = now.shown.map((one) => ({ ...one, ...book.subjects[one.id], drawn: "text" }));
    if (!now.isRate) return { ...now, shades: [], hatched, signs: signs.map((one) => ({ ...one, drawn: now.row.measure === "rank" || now.row.measure === "score" ? "tag" : "circle", share: Math.sqrt(one.value / largest(now, view)) })) };
    const shades = now.shown.flatMap((one) => {
      const classes = classesOf(now, book.subjects[one.id].level);
      if (!classes) return [];
      const count = classes.breaks.length - 1, hues = colours(count, view.theme, colour);
      return [[one.id, hues[Math.min(classOf(one.value, classes.breaks), hues.length - 1)]]];
    });
    return { ...now, shades, hatched, signs };
  }

  function circlesOf(now, level) {
    const scale = book.circles[now.id] || {};
    return level === "city" ? scale.city : scale.symbols || scale.zone;
  }

  const largest = (now, view) => circlesOf(now, view.level)?.max || Math.max(1, ...now.shown.map((one) => one.value));

  // ---- the rail ----------------------------------------------------------------------------------------------------

  const press = (patch) => () => { stop(); atlas.change(patch); };

  function yearButtons(view, now) {
    const step = (by) => { const at = now.years.findIndex(([y]) => y === now.year), next = now.years[(at + by + now.years.length) % now.years.length]; if (next) atlas.change({ year: String(next[0]) }); };
    return h("section", { className: "block", key: "years" }, h("div", { className: "head" }, h("h2", null, atlas.text("indicators.year")),
      h("span", { className: "year-steps" },
        h("button", { type: "button", className: "step", disabled: now.years.length < 2, onClick: () => { stop(); step(-1); } }, "‹", h("span", { className: "unseen" }, atlas.text("indicators.earlier"))),
        h("button", { type: "button", className: "step", disabled: now.years.length < 2, "aria-pressed": Boolean(playing), onClick: () => (playing ? stop() : play(step)) }, playing ? "❚❚" : "▶", h("span", { className: "unseen" }, atlas.text(playing ? "indicators.pause" : "indicators.play"))),
        h("button", { type: "button", className: "step", disabled: now.years.length < 2, onClick: () => { stop(); step(1); } }, "›", h("span", { className: "unseen" }, atlas.text("indicators.later"))))),
      h("div", { className: "years" }, now.years.map(([year, count]) => h("button", { key: year, type: "button", className: "year", "aria-pressed": year === now.year, onClick: press({ year: String(year) }) },
        h("b", null, year), h("small", null, atlas.text(`indicators.count.${view.level}`, { count }))))));
  }

  function choices(view, now) {
    const bases = now.row.bases.length > 1;
    const name = (rows, id) => atlas.name(rows.find((one) => one.id === id)?.name) || atlas.text("indicators.basis.plain");
    return h("section", { className: "block", key: "choices" },
      h("div", { className: "segmented", role: "group", "aria-label": atlas.text("indicators.level") }, ["city", "zone"].map((level) => h("button", { key: level, type: "button", "aria-pressed": view.level === level, onClick: press({ level, year: "" }) }, atlas.text(`indicators.level.${level}`)))),
      now.row.perArea && h("div", { className: "segmented", role: "group", "aria-label": atlas.text("indicators.per") }, ["", "km2"].map((per) => h("button", { key: per, type: "button", "aria-pressed": (now.perArea ? "km2" : "") === per, onClick: press({ per }) }, atlas.text(per ? "indicators.per.km2" : "indicators.per.none")))),
      bases && h("div", { className: "bases", role: "group", "aria-label": atlas.text("indicators.basis") }, now.row.bases.map((basis) => h("button", { key: basis, type: "button", className: "chip fine", "aria-pressed": basis === now.basis, onClick: press({ indicator: basis ? `${now.id}.${basis}` : now.id, year: "" }) }, name(book.bases, basis)))));
  }

  // How many of the places have a value in the year that would be shown.
  function coverage(row, level) {
    const most = Math.max(0, ...row.bases.flatMap((basis) => yearsOf(row.id, basis, level).map(([, n]) => n))), of = level === "city" ? 5 : 12;
    return h("span", { className: "coverage", role: "img", "aria-label": atlas.text("indicators.coverage", { count: most, of }) }, Array.from({ length: 5 }, (_, i) => h("i", { key: i, className: i < Math.round((most / of) * 5) || (most && i === 0) ? "on" : "" })));
  }

  function indicatorList(view, now) {
    const rows = book.indicators.filter((row) => row.levels.some((level) => levelsOf(view.level).includes(level)));
    return book.dimensions.map((dimension) => [dimension, rows.filter((row) => row.dimension === dimension.id)]).filter(([, held]) => held.length).map(([dimension, held]) =>
      h("section", { className: "block", key: dimension.id }, h("div", { className: "head" }, h("h2", null, atlas.name(dimension.name))),
        h("ul", { className: "indicator-list" }, held.map((row) => h("li", { key: row.id }, h("button", { type: "button", className: "indicator", "data-indicator": row.id, "aria-pressed": row.id === now.id, onClick: press({ indicator: row.id, year: "" }) },
          h("span", null, atlas.name(row.short || row.name), " ", h("small", null, atlas.name(row.unit))), coverage(row, view.level)))))));
  }

  function legend(view, now) {
    const unit = atlas.name(now.row.unit) + (now.perArea ? "/km²" : "");
    const none = h("div", { className: "legend-row", key: "none" }, h("span", { className: "swatch-wide hatch" }), atlas.text("indicators.none"));
    const method = (words) => h("p", { className: "hint", key: "method" }, words);
    return h("section", { className: "block", key: "legend" }, h("div", { className: "head" }, h("h2", null, atlas.text("indicators.legend")), h("span", { className: "hint" }, unit)),
      now.isRate ? rateLegend(view, now) : circleLegend(view, now), none, method(now.isRate ? methodWords(view, now) : atlas.text(now.row.measure === "rank" || now.row.measure === "score" ? "indicators.method.tag" : "indicators.method.circle")));
  }

  function rateLegend(view, now) {
    const classes = classesOf(now, view.level === "city" ? "city" : "zone");
    if (!classes) return null;
    const hues = colours(classes.breaks.length - 1, view.theme, colour), digits = now.perArea ? 3 : now.row.decimals;
    return hues.map((hue, i) => [hue, classes.breaks[i], classes.breaks[i + 1]]).map(([hue, from, to], i) => h("div", { className: "legend-row", key: i }, h("span", { className: "swatch-wide", style: { background: hue } }),
      from === to || classes.method === "each-value" ? number(to, digits) : `${number(from, digits)} – ${number(to, digits)}`));
  }

  const methodWords = (view, now) => { const classes = classesOf(now, view.level === "city" ? "city" : "zone"); return classes ? atlas.name(book.classMethods.find((one) => one.id === classes.method)?.name) : ""; };

  function circleLegend(view, now) {
    const scale = circlesOf(now, view.level);
    if (!scale || now.row.measure === "rank" || now.row.measure === "score") return null;
    const most = atlas.overlay.largestRadius(view.level), size = (value) => Math.sqrt(value / scale.max) * most;
    const big = size(scale.legend[0]);
    return h("div", { className: "circle-legend", key: "circles", style: { height: `${2 * big + 4}px` } },
      h("svg", { width: 2 * big + 4, height: 2 * big + 4, "aria-hidden": true }, scale.legend.map((value) => h("circle", { key: value, cx: big + 2, cy: 2 * big + 2 - size(value), r: size(value), className: "legend-circle" }))),
      h("ul", null, scale.legend.map((value) => h("li", { key: value }, number(value, 0)))));
  }

  function play(step) {
    playing = setInterval(() => step(1), matchMedia("(prefers-reduced-motion: reduce)").matches ? PLAY_MS * 2 : PLAY_MS);
    rail(atlas.now());
  }

  function stop() {
    clearInterval(playing);
    if (playing) { playing = 0; rail(atlas.now()); }
  }

  function rail(view) {
    const now = subject(view);
    atlas.headline.render("indicator-rail", h(window.React.Fragment, null,
      h("button", { key: "charts", type: "button", className: "button primary charts-button", "data-act": "charts" }, atlas.text("indicators.charts")), yearButtons(view, now), choices(view, now), legend(view, now), indicatorList(view, now)));
  }

  // The reading of the map: the sentence above it.
  function reading(view) {
    if (!book) return null;
    const now = subject(view), told = book.readings[now.id]?.[now.basis]?.[now.year]?.[view.level];
    return { title: told ? atlas.name(told) : atlas.name(now.row.name), note: now.row.definition ? atlas.name(now.row.definition) : "" };
  }

  // ---- in step with the View ---------------------------------------------------------------------------------------

  function paint(view) {
    document.documentElement.dataset.lens = view.lens;
    const area = document.getElementById("area-indicators");
    if (area.dataset.of !== view.selected) { area.dataset.of = view.selected; area.classList.add("stale"); }
    if (!isOn(view)) stop();
    if (isOn(view) && !book) load().then(() => atlas.repaint(), () => { /* asked again with the next View */ });
  }

  // What the server draws – charts, comparison, coverage, an area's figures – follows the View through one store.
  function fresh() {
    const area = document.getElementById("area-indicators");
    new MutationObserver(() => area.classList.remove("stale")).observe(area, { childList: true, subtree: true });
  }

  const PAGES = new Set(["compare", "coverage", "matrix"]);
  let told = "", watching = false;

  // On stage no panel of the server's is shown, so nothing is asked of it.
  function tell(view) {
    if (view.room !== "browse") return;
    const selected = view.selected && atlas.index.items.get(view.selected), isArea = selected && ["city", "zone", "park"].includes(selected.kind);
    if (!isOn(view) && view.lens !== "target" && !PAGES.has(view.list) && !isArea) return;
    const query = atlas.view.format({ ...view, camera: null });
    if (query === told) return;
    told = query;
    if (!watching) { watching = true; fresh(); }
    window.dash_clientside.set_props("view-store", { data: query });
  }

  // The frames of the two panels, each put into its slot when its lens is first on.
  function frames(query, stored, indicator, target) {
    const { no_update } = window.dash_clientside, lens = atlas.now().lens;
    return [lens === "indicator" && !indicator ? stored.indicator : no_update, lens === "target" && !target ? stored.target : no_update];
  }

  function follow(view) {
    tell(view);
    if (!isOn(view) || !book) return;
    const [given] = view.indicator.split(".");
    if (given && !book.byId.has(given)) {
      atlas.notice.say(atlas.text("notice.dropped", { parts: "indicator" }));
      return void atlas.change({ indicator: "" }, { replace: true });
    }
    rail(view);
  }

  atlas.onPaint(paint);
  atlas.onFollow(follow);
  window.dash_clientside = Object.assign({}, window.dash_clientside, { indicators: { frames } });
  atlas.indicators = { SIGNS, isOn, load, book: () => book, subject, values, picture, reading, classOf, colours, bestYear, number, use: (found) => { book = found; } };
})();
