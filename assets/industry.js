// The panel of the industry lens: nothing chosen – every major with its spread over the cities; chosen – its chain from
// laboratories to clusters, stage by stage and city by city, what is missing, and what the plan says about it.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const PLATFORMS = ["service_platform", "finance", "intl_park", "park", "zone"];

  const visible = () => atlas.prepared.filter((one, i) => atlas.filtered().visible[i]);
  const parents = () => new Map(atlas.data.industries.map((row) => [row.id, row.parent]));

  // Whether something of these industries is what the View asks for, on either level.
  function asks(view, ids) {
    const wanted = new Set(view.industry), all = atlas.filters.withParents(ids, parents());
    return [...all].some((id) => wanted.has(id));
  }

  // ---- nothing chosen ------------------------------------------------------------------------------------------------

  function bar(counts, most) {
    return h("span", { className: "bar", "aria-hidden": true }, atlas.data.cities.map((city) => counts.get(city.id) && h("span", { key: city.id, "data-city": city.code, style: { width: `${(counts.get(city.id) / most) * 100}%` } })),
      counts.get("") && h("span", { key: "none", className: "nowhere", style: { width: `${(counts.get("") / most) * 100}%` } }));
  }

  function spread(id, shown) {
    const counts = new Map();
    for (const one of shown) if (one.industries.has(id)) counts.set(one.city, (counts.get(one.city) || 0) + 1);
    return counts;
  }

  function overview() {
    const { data, text, name } = atlas, shown = visible(), majors = data.industries.filter((row) => !row.parent);
    const rows = majors.map((row) => ({ row, counts: spread(row.id, shown) })).map((one) => ({ ...one, total: [...one.counts.values()].reduce((a, b) => a + b, 0) }));
    const most = Math.max(1, ...rows.map((one) => one.total));
    return [
      head(text("industry.title"), text("industry.lead", { count: majors.length })), matrixLink(),
      h("ul", { className: "industry-list", key: "list" }, rows.map(({ row, counts, total }) => h("li", { key: row.id }, h("button", { type: "button", className: "row", "data-toggle": `industry:${row.id}` },
        h("span", { className: "row-name" }, name(row.name)), bar(counts, most), h("b", null, total))))),
      h("ul", { className: "city-key", key: "key" }, data.cities.map((city) => h("li", { key: city.id }, h("span", { className: "swatch", "data-city": city.code }), name(city.short))), h("li", { key: "none" }, h("span", { className: "swatch nowhere" }), text("industry.nocity"))),
      derived(),
    ];
  }

  const head = (title, lead) => h("header", { className: "panel-head", key: "head" },
    h("div", { className: "panel-kind" }, h("span", null, atlas.text("tab.industry")), h("button", { type: "button", className: "close", "data-act": "close" }, h("span", { "aria-hidden": true }, "×"), h("span", { className: "unseen" }, atlas.text("panel.close")))),
    h("h2", { tabIndex: -1, id: "panel-title" }, title), h("p", { className: "lead" }, lead));

  const matrixLink = () => h("div", { className: "panel-actions", key: "matrix" }, h("button", { type: "button", className: "button", "data-set": "list:matrix" }, h("span", { className: "icon icon-table", "aria-hidden": true }), atlas.text("industry.matrix")));
  const derived = () => h("p", { className: "lead", key: "claim" }, atlas.panel.claimMark("derived"), " ", atlas.text("industry.claim"));

  // ---- one or more chosen --------------------------------------------------------------------------------------------

  // The cities whose annex positions the industry: Map city → the profile's words for it.
  function positioned(view) {
    const found = new Map();
    for (const [city, lines] of Object.entries(atlas.data.profiles)) {
      const own = lines.filter((line) => atlas.index.industries.has(line.ref) && asks(view, [line.ref]));
      if (own.length) found.set(city, own);
    }
    return found;
  }

  const cityNames = (cities) => cities.map((city) => atlas.name(city.short)).join(atlas.text("list.separator"));

  function reading(view, stages, places) {
    const { data, text } = atlas, shown = visible().map((one) => one.item), cities = new Set(shown.map((item) => item.city).filter(Boolean));
    const gaps = atlas.chain.gaps(stages, data.cities, places), missing = gaps.stages.map((kind) => text(`kind.${kind}.short`)).join(text("list.separator"));
    const words = [
      text("industry.reading", { positioned: places.size, count: shown.length, cities: cities.size }),
      gaps.stages.length ? text("chain.gaps", { stages: missing }) : text("chain.whole"),
      gaps.baseNoLab.length && text("chain.base-no-lab", { cities: cityNames(gaps.baseNoLab) }),
      gaps.labNoBase.length && text("chain.lab-no-base", { cities: cityNames(gaps.labNoBase) }),
      gaps.positionOnly.length && text("chain.position-only", { cities: cityNames(gaps.positionOnly) }),
    ];
    return words.filter(Boolean).join(view.lang === "zh" ? "" : " ");
  }

  const where = (item) => [item.city ? atlas.name(atlas.index.cities.get(item.city).short) : atlas.text("industry.nocity"), atlas.refs(item, 1)].filter(Boolean).join(" · ");

  // One stage: its items, or the word that it is missing.
  function stage({ kind, items, placed }) {
    const { text, name, panel } = atlas, isGap = !placed.length;
    return h("li", { key: kind, className: isGap ? "stage gap" : "stage" }, h("span", { className: "stage-sign", "aria-hidden": true }, isGap ? h("span", { className: "disc hollow" }, text(`kind.${kind}.mark`)) : panel.disc(kind)),
      h("div", { className: "stage-body" }, h("h4", null, text(`kind.${kind}`), isGap && h("b", { className: "missing" }, text("chain.gap"))),
        items.length ? h("ul", null, items.map((item) => h("li", { key: item.id }, h("button", { type: "button", className: "stage-item", "data-select": item.id }, h("span", { className: "row-name" }, name(item.name)), h("span", { className: "row-reason" }, where(item)))))) : h("p", { className: "second" }, text("chain.none"))));
  }

  function chain(stages) {
    return h("section", { className: "panel-list", key: "chain" }, h("h3", null, atlas.text("chain.title"), " ", atlas.panel.claimMark("derived")), h("ol", { className: "chain" }, stages.map(stage)), legend(stages));
  }

  function legend(stages) {
    const { text } = atlas, drawn = stages.filter((one) => one.placed.length).length;
    if (drawn < 2) return null;
    return h("ul", { className: "chain-key" }, h("li", null, h("span", { className: "key-line", "aria-hidden": true }), text("chain.line")), h("li", null, h("span", { className: "key-line gap", "aria-hidden": true }), text("chain.line.gap")));
  }

  // Stages by city: a disc with its count, or an empty sign – the missing link has a place and a name.
  function byCity(stages) {
    const { text, name, data, panel } = atlas, rows = atlas.chain.byCity(stages, data.cities);
    const cell = (city, kind, count) => h("td", { key: kind, className: count ? "has" : "lacks" }, count ? [panel.disc(kind, "d"), h("span", { key: "n", className: "count" }, count)] : h("span", { className: "lacking" }, h("span", { "aria-hidden": true }, "–"), h("span", { className: "unseen" }, text("chain.gap"))));
    return h("section", { className: "panel-list", key: "cities" }, h("h3", null, text("chain.cities")), h("div", { className: "scroll-x", tabIndex: 0, role: "group", "aria-label": text("chain.cities") }, h("table", { className: "chain-table" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, h("span", { className: "unseen" }, text("kind.city"))), atlas.chain.STAGES.map((kind) => h("th", { key: kind, scope: "col" }, text(`kind.${kind}.short`))))),
      h("tbody", null, rows.map(({ city, counts }) => h("tr", { key: city.id }, h("th", { scope: "row" }, h("span", { className: "swatch", "data-city": city.code }), name(city.short)), atlas.chain.STAGES.map((kind) => cell(city, kind, counts.get(kind)))))))));
  }

  // ---- what the plan says --------------------------------------------------------------------------------------------

  function annex(places) {
    const { text, name, index } = atlas;
    if (!places.size) return null;
    return h("section", { className: "panel-list", key: "annex" }, h("h3", null, text("industry.annex"), " ", atlas.panel.claimMark("stated")), h("ul", null, [...places].map(([city, lines]) => h("li", { key: city }, h("button", { type: "button", className: "row", "data-select": city },
      h("span", { className: "swatch", "data-city": index.cities.get(city).code }), h("span", { className: "row-name" }, lines.map((line) => name(line.label)).join(text("list.separator"))),
      h("span", { className: "row-reason" }, `${name(index.cities.get(city).short)} · ${text(`aspect.${lines[0].aspect}`)}`))))));
  }

  // Programmes, platforms and actions that name the industry, and the targets that these or what they belong to serve.
  function planned(view) {
    const { index, data } = atlas, items = data.items.filter((item) => item.kind !== "city" && !index.kinds.has(item.kind) && asks(view, item.industries));
    const above = new Set();
    for (let one of items) for (; one && !above.has(one.id); one = index.items.get(one.parent)) above.add(one.id);
    const targets = data.relations.filter((tie) => tie.what === "serves_target" && above.has(tie.from)).map((tie) => index.items.get(tie.to)).filter(Boolean);
    return { items, targets: [...new Set(targets)] };
  }

  function goal({ target }) {
    const { text, name, headline } = atlas;
    return `${headline.quantity(target.comparator, target.value, name(target.unit))} · ${text(`status.${target.status}`)}`;
  }

  function chosen(view) {
    const { data, text, name, index, panel } = atlas, shown = visible().map((one) => one.item), stages = atlas.chain.stages(shown), places = positioned(view), plan = planned(view);
    const title = view.industry.map((id) => name(index.industries.get(id).name)).join(text("list.separator"));
    const rest = [...PLATFORMS, ...data.kinds.filter((kind) => !PLATFORMS.includes(kind) && !atlas.chain.STAGES.includes(kind))];
    return [head(title, reading(view, stages, places)), chain(stages), byCity(stages), matrixLink(), annex(places),
      ...rest.map((kind) => panel.list(text(`kind.${kind}`), shown.filter((item) => item.kind === kind), where)),
      panel.list(text("industry.plan"), plan.items, (item) => atlas.refs(item, 1)), panel.list(text("industry.targets"), plan.targets, goal, text("industry.targets.how")), derived()];
  }

  const body = (view) => (view.industry.length ? chosen(view) : overview());

  // ---- on the map ----------------------------------------------------------------------------------------------------

  let noted = { view: null, notes: null };

  function notes(view) {
    const places = positioned(view), holding = new Set(visible().map((one) => one.city));
    return new Map(atlas.data.cities.map(({ id }) => [id, [atlas.text(places.has(id) ? "industry.city.stated" : "industry.city.silent"), holding.has(id) ? "" : atlas.text("industry.city.empty")].filter(Boolean).join(atlas.text("list.comma"))]));
  }

  // The second line of a city's name in the industry lens.
  function cityNote(id, view) {
    if (view.lens !== "industry" || !view.industry.length || view.selected) return "";
    if (noted.view !== view) noted = { view, notes: notes(view) };
    return noted.notes.get(id) || "";
  }

  // What the plan names for a missing stage without saying where.
  function unplaced(kind) {
    const item = visible().map((one) => one.item).find((one) => one.kind === kind && !one.place);
    return item ? atlas.text("chain.unplaced", { refs: atlas.refs(item, 1) }) : "";
  }

  atlas.industry = { body, cityNote, unplaced };
})();
