// The matrix "industry × city": where the plan's annex positions an industry, and how many items stand there. A strip
// under the map of the industry lens, in full a page of the list. Cells are buttons, and each of them is a View.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const CHAIN = ["lab", "innovation_centre", "service_platform", "incubator", "park", "industrial_base", "cluster"];
  const STEPS = 5;
  // Where the strip has room and the map keeps enough. A wall has letters twice the size.
  const ROOMY = "(min-width: 1200px) and (max-width: 2799px) and (min-height: 700px) and (orientation: landscape), (min-width: 2800px) and (min-height: 1400px) and (orientation: landscape)";

  // ---- what stands in a cell ---------------------------------------------------------------------------------------

  // The majors that the annex positions in each city, itself or by a term below them: Map city → Set.
  function positioned(profiles, industries) {
    const parents = new Map(industries.map((row) => [row.id, row.parent || row.id]));
    const names = (line) => (line.aspect === "landmark" || line.aspect.startsWith("industry_")) && parents.has(line.ref);
    return new Map(Object.entries(profiles).map(([city, lines]) => [city, new Set(lines.filter(names).map((line) => parents.get(line.ref)))]));
  }

  const rank = (kind) => (CHAIN.includes(kind) ? CHAIN.indexOf(kind) : CHAIN.length);

  // Rows are the cities as given and one for what the plan gives no city; columns are the majors. An item counts once
  // in each of its majors. `most` is the largest count of all cells.
  function cells(prepared, visible, profiles, cities, industries) {
    const majors = industries.filter((row) => !row.parent), isMajor = new Set(majors.map((row) => row.id));
    const named = positioned(profiles, industries), held = new Map();
    prepared.forEach((one, i) => {
      if (!visible[i]) return;
      for (const id of one.industries) {
        if (!isMajor.has(id)) continue;
        const key = `${one.city} ${id}`, kinds = held.get(key) || held.set(key, new Map()).get(key);
        kinds.set(one.kind, (kinds.get(one.kind) || 0) + 1);
      }
    });
    const cell = (city, industry) => {
      const kinds = [...(held.get(`${city} ${industry.id}`) || [])].sort((a, b) => rank(a[0]) - rank(b[0]));
      return { industry, kinds, count: kinds.reduce((sum, [, count]) => sum + count, 0), named: Boolean(named.get(city)?.has(industry.id)) };
    };
    const rows = [...cities, null].map((city) => ({ city, cells: majors.map((industry) => cell(city ? city.id : "", industry)) }));
    return { majors, rows, most: Math.max(0, ...rows.flatMap((row) => row.cells.map((one) => one.count))) };
  }

  // The shade of a count, 0 to 5: one a number while there are no more than five, else in equal parts of the largest.
  const step = (count, most) => (most <= STEPS ? count : Math.ceil((count * STEPS) / most));

  // Where an arrow, Home or End leads from [row, column]: the next place that can be pressed, null if there is none.
  function next(key, [row, column], [rows, columns], isButton) {
    const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Home: [0, 1], End: [0, -1] }[key] || [0, 0];
    if (!down && !right) return null;
    let [r, c] = [row + down, key === "Home" ? 0 : key === "End" ? columns - 1 : column + right];
    for (; r >= 0 && c >= 0 && r < rows && c < columns; r += down, c += right) if (isButton(r, c)) return [r, c];
    return null;
  }

  // ---- in words ----------------------------------------------------------------------------------------------------

  const cityName = (city) => (city ? atlas.name(city.short) : atlas.text("matrix.nowhere"));
  const kindsInWords = (kinds) => kinds.map(([kind, count]) => `${atlas.text(`kind.${kind}.short`)} ${count}`).join(atlas.text("list.separator"));

  function spoken(city, { industry, named, count, kinds }) {
    const { text, name } = atlas;
    const what = [
      named && text("matrix.cell.named"), count ? text("matrix.cell.count", { count, kinds: kindsInWords(kinds) }) : text("matrix.cell.zero"),
      !city && text("matrix.cell.nowhere"),
    ];
    return text("matrix.cell", { city: cityName(city), industry: name(industry.name), what: what.filter(Boolean).join(text("list.comma")) });
  }

  // ---- on the screen -----------------------------------------------------------------------------------------------

  const dot = () => h("span", { className: "matrix-dot", "aria-hidden": true });
  const kindDiscs = (kinds) => h("span", { className: "matrix-kinds" }, kinds.map(([kind, count]) => h("span", { key: kind, className: "matrix-kind" }, atlas.panel.disc(kind), count)));
  const patch = (industry, city) => `lens:industry,list:,selected:,industry:${industry},city:${city}`;
  // Where the annex only positions a city there is nothing to filter to: its profile says what is meant.
  const position = (industry, city) => `lens:industry,list:,city:,industry:${industry},selected:${city}`;
  const is = (chosen, id) => chosen.length === 1 && chosen[0] === id;

  // What a View makes of the grid: which columns are framed, which cell is pressed, what an empty cell means.
  function state(view) {
    const { industries } = atlas.index, isNarrowed = view.kind.length || view.claim.length;
    return {
      none: atlas.text(isNarrowed ? "matrix.legend.filtered" : "matrix.legend.none"),
      framed: new Set(view.industry.map((id) => industries.get(id).parent || id)), cities: new Set(view.city),
      isPressed: (industry, city) => is(view.industry, industry) && (city ? is(view.city, city) : !view.city.length),
    };
  }

  function columnHead(industry, column, { framed, isPressed }) {
    const full = atlas.name(industry.name), short = atlas.name(industry.short) || full;
    return h("th", { key: industry.id, scope: "col", className: framed.has(industry.id) ? "on" : undefined },
      h("button", { type: "button", "data-at": `0,${column}`, "data-set": patch(industry.id, ""), "aria-pressed": isPressed(industry.id, ""), "aria-label": atlas.text("matrix.industry", { industry: full }) }, short));
  }

  function rowHead(city, row, { cities }) {
    if (!city) return h("th", { scope: "row" }, h("span", { className: "matrix-city" }, cityName(city)));
    return h("th", { scope: "row", className: cities.has(city.id) ? "on" : undefined },
      h("button", { type: "button", className: "matrix-city", "data-at": `${row},0`, "data-select": city.id, "aria-label": atlas.text("matrix.city", { city: cityName(city) }) },
        h("span", { className: "swatch", "data-city": city.code, "aria-hidden": true }), cityName(city)));
  }

  function cellNode(city, one, at, { framed, isPressed, none }, most, isFull) {
    const { industry, named, count, kinds } = one, className = framed.has(industry.id) ? "on" : undefined;
    if (!named && !count) return h("td", { key: industry.id, className }, h("span", { className: "matrix-none", "aria-hidden": true }, "–"), h("span", { className: "unseen" }, none));
    // Without a city there is nothing but the industry to choose, and its column head is what is pressed then.
    const pressed = city ? isPressed(industry.id, city.id) : undefined;
    return h("td", { key: industry.id, className },
      h("button", { type: "button", className: "matrix-cell", "data-at": at, "data-step": step(count, most), "data-set": count ? patch(industry.id, city ? city.id : "") : position(industry.id, city.id), "aria-pressed": pressed, "aria-label": spoken(city, one) },
        h("span", { className: "matrix-total" }, named && dot(), count ? h("b", null, count) : null), isFull && kinds.length ? kindDiscs(kinds) : null));
  }

  function grid({ majors, rows }, now, most, isFull) {
    return h("table", { className: "matrix-grid", onKeyDown: keys, onFocus: keep }, h("caption", { className: "unseen" }, atlas.text("matrix.caption")),
      h("thead", null, h("tr", null, h("td", { className: "matrix-corner" }), majors.map((industry, i) => columnHead(industry, i + 1, now)))),
      h("tbody", null, rows.map(({ city, cells: line }, r) => h("tr", { key: city ? city.id : "none" }, rowHead(city, r + 1, now), line.map((one, c) => cellNode(city, one, `${r + 1},${c + 1}`, now, most, isFull))))));
  }

  function heading({ none }) {
    const { text, panel } = atlas;
    return h("div", { className: "matrix-head" }, h("h2", null, text("matrix.title")),
      h("ul", { className: "matrix-legend" },
        h("li", null, dot(), text("matrix.legend.named")), h("li", null, h("b", { "aria-hidden": true }, "2"), text("matrix.legend.count")),
        h("li", null, h("span", { "aria-hidden": true }, "–"), none)),
      h("p", { className: "matrix-claims" }, h("span", null, text("matrix.claim.named"), " ", panel.claimMark("stated")), h("span", null, text("matrix.claim.count"), " ", panel.claimMark("derived"))));
  }

  // ---- hand and keyboard: one stop for Tab, the arrows go from button to button -----------------------------------------

  let here = "1,1";

  function keep(event) {
    const at = event.target.closest("[data-at]")?.dataset.at;
    if (!at || at === here) return;
    here = at;
    stops(event.currentTarget);
  }

  function keys(event) {
    const from = event.target.closest("[data-at]"), table = event.currentTarget;
    if (!from || event.ctrlKey || event.altKey || event.metaKey) return;
    const button = (row, column) => table.querySelector(`[data-at="${row},${column}"]`);
    const to = next(event.key, from.dataset.at.split(",").map(Number), [table.rows.length, table.rows[0].cells.length], button);
    if (/^(Arrow|Home|End)/.test(event.key)) event.preventDefault();
    if (to) button(...to).focus();
  }

  function stops(table) {
    const all = [...table.querySelectorAll("[data-at]")], stop = all.find((node) => node.dataset.at === here) || all[0];
    for (const node of all) node.tabIndex = node === stop ? 0 : -1;
  }

  // ---- in step with the View ---------------------------------------------------------------------------------------

  let media = null, counted = { key: null }, most = 0;

  function hasRoom() {
    if (!media) { media = matchMedia(ROOMY); media.addEventListener("change", () => atlas.ready && atlas.repaint()); }
    return media.matches;
  }

  // City and industry are what the grid offers, so only the other filters decide what it counts.
  function count(view) {
    const { data, prepared } = atlas, key = `${view.kind}|${view.claim}`;
    const found = (filtered) => cells(prepared, atlas.filters.apply(prepared, filtered).visible, data.profiles, data.cities, data.industries);
    most ||= found(atlas.view.DEFAULT).most;  // a shade means the same number under every filter
    if (counted.key !== key) counted = { key, grid: found({ ...view, city: [], industry: [] }) };
    return counted.grid;
  }

  function draw(id, view, isFull) {
    const now = state(view);
    atlas.headline.render(id, h(window.React.Fragment, null, heading(now), h("div", { className: "matrix-scroll" }, grid(count(view), now, most, isFull))));
    stops(document.getElementById(id).querySelector("table"));
  }

  const isStrip = (view) => view.room === "browse" && view.lens === "industry" && !view.list && hasRoom();

  function paint(view) {
    document.documentElement.dataset.strip = isStrip(view) ? "on" : "off";
    document.getElementById("matrix-page").hidden = view.list !== "matrix";
  }

  function follow(view, before) {
    if (isStrip(view)) {
      draw("matrix", view, false);
      // The page is gone that held the pressed cell: the same one in the strip takes the focus.
      if (before.list === "matrix" && document.activeElement === document.body) document.querySelector(`#matrix [data-at="${here}"]`)?.focus();
    }
    if (view.list === "matrix") draw("matrix-body", view, true);
  }

  atlas.onPaint(paint);
  atlas.onFollow(follow);
  atlas.matrix = { cells, step, next, positioned, isStrip };
})();
