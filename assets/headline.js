// The sentence and its three numbers, made from the View; the chips of what is chosen; the word when nothing is left.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const HEADLINE_TARGETS = ["t-rd", "t-hnte", "t-patent"];
  const roots = new Map();

  function render(id, tree) {
    const node = document.getElementById(id);
    if (!node) return;
    if (!roots.has(node)) roots.set(node, window.ReactDOM.createRoot(node));
    window.ReactDOM.flushSync(() => roots.get(node).render(tree));
  }

  const isFiltered = (view) => atlas.view.FILTERS.some((key) => view[key].length);

  function number({ key, label, before, value, unit, note, good }) {
    return h("div", { className: "figure", key },
      h("div", { className: "figure-label" }, label),
      h("div", { className: "figure-value" }, before && h("small", null, before), value, unit && h("small", null, ` ${unit}`)),
      h("div", { className: "figure-note" }, note, good && h("b", { className: "good" }, ` ${good}`)));
  }

  // 24000 → 24 000, with a narrow space as the look has it.
  const digits = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");

  // A value with its comparator and unit, in the order the language has: 38 家左右, about 38.
  const quantity = (comparator, value, unit) => atlas.text(`comparator.${comparator || "none"}`, { v: `${digits(value)}${unit === "%" ? "" : " "}${unit}`.trim() });

  function targetFigure(item) {
    const { target } = item, { text, name } = atlas, unit = name(target.unit), actual = target.actual;
    const goal = text("target.goal", { goal: quantity(target.comparator, target.value, unit) });
    if (!actual) return number({ key: item.id, label: name(item.name), value: text("nodata"), note: goal });
    const short = target.status === "met" ? null : text("target.short", { gap: +(target.value - actual.value).toFixed(2), unit });
    return number({
      key: item.id, label: text("target.label", { name: text(`target.${item.id}.short`), year: actual.year }),
      before: actual.comparator && text(`comparator.${actual.comparator}`, { v: "" }), value: digits(actual.value), unit,
      note: [goal, short].filter(Boolean).join(" · "), good: target.status === "met" ? text("target.met") : null,
    });
  }

  function overview() {
    const targets = atlas.data.items.filter((item) => item.kind === "target"), { text } = atlas;
    const of = (status) => targets.filter((item) => item.target.status === status).length;
    const known = targets.length - of("met") - of("near");
    return [
      h("div", { className: "sentence", key: "s" }, h("strong", null, text("headline.targets", { total: targets.length, met: of("met") })),
        h("span", null, text("headline.targets.rest", { near: of("near"), none: known }))),
      ...HEADLINE_TARGETS.map((id) => atlas.index.items.get(id)).filter(Boolean).map(targetFigure),
    ];
  }

  function filtered(view, result) {
    const shown = atlas.prepared.filter((one, i) => result.visible[i]);
    return counted(subject(view), shown);
  }

  // What is in focus: the city, zone, entry or passage, and how much of it stands on the map.
  function focused(view) {
    const focus = atlas.focus.of(view), item = atlas.panel.subject(view);
    if (!focus && view.lens === "plan" && view.passage && !view.selected) return [h("div", { className: "sentence", key: "s" }, h("strong", null, atlas.plan.title(view.passage)), h("span", null, atlas.text("plan.nowhere")))];
    if (!focus) return null;
    const title = item ? [atlas.name(item.name), item.formula && atlas.name(item.formula)].filter(Boolean).join(atlas.text("list.colon")) : atlas.plan.title(view.passage);
    return counted(title, atlas.prepared.filter((one) => focus.ids.has(one.item.id)));
  }

  // A title, how many things it is about, and three numbers of them.
  function counted(title, shown) {
    const { text } = atlas, placed = shown.filter((one) => one.precision !== "none").length;
    const cities = new Set(shown.map((one) => one.city).filter(Boolean)), kinds = new Set(shown.map((one) => one.kind));
    const stated = shown.filter((one) => one.item.claim === "stated").length;
    return [
      h("div", { className: "sentence", key: "s" }, h("strong", null, title),
        h("span", null, text("headline.filtered", { total: shown.length, placed, rest: shown.length - placed }))),
      number({ key: "total", label: text("headline.items"), value: shown.length, unit: text("unit.items"), note: text("headline.stated", { count: stated }) }),
      number({ key: "cities", label: text("headline.cities"), value: cities.size, unit: text("unit.cities"),
        note: [...cities].map((id) => atlas.name(atlas.index.cities.get(id).short)).join(text("list.space")) || text("headline.nocity") }),
      number({ key: "kinds", label: text("headline.kinds"), value: kinds.size, unit: text("unit.kinds"),
        note: [...kinds].slice(0, 3).map((kind) => text(`kind.${kind}.short`)).join(text("list.space")) }),
    ];
  }

  function subject(view) {
    const { index, name, text } = atlas;
    const chosen = [...view.industry.map((id) => name(index.industries.get(id).name)), ...view.city.map((id) => name(index.cities.get(id).short)), ...view.claim.map((id) => text(`claim.${id}`))];
    if (!chosen.length) return text("headline.layers");
    return chosen.slice(0, 4).join(" · ") + (chosen.length > 4 ? " …" : "");
  }

  function chips(view) {
    if (atlas.indicators.isOn(view)) return null;
    const { index, name, text } = atlas;
    const one = (field, id, label) => h("button", { key: field + id, type: "button", className: "active-chip", "data-toggle": `${field}:${id}` },
      label, h("span", { className: "cross", "aria-hidden": true }, "×"), h("span", { className: "unseen" }, text("filters.remove")));
    const list = [
      ...view.city.map((id) => one("city", id, name(index.cities.get(id).short))), ...view.industry.map((id) => one("industry", id, name(index.industries.get(id).name))),
      ...view.claim.map((id) => one("claim", id, text(`claim.${id}`))),
      view.kind.length ? h("button", { key: "kind", type: "button", className: "active-chip", "data-clear": "kind" }, text("filters.layers.some"), h("span", { className: "cross", "aria-hidden": true }, "×")) : null,
    ].filter(Boolean);
    if (!list.length) return null;
    return [...list, h("button", { key: "all", type: "button", className: "active-chip clear-all", "data-act": "clear-filters" }, text("filters.clear"))];
  }

  // An empty result says which choices leave nothing together and offers to take each of them back.
  function empty(view, result) {
    if (result.total || atlas.indicators.isOn(view)) return null;
    const { text } = atlas;
    const ways = [["industry", "filters.industries"], ["city", "filters.cities"], ["kind", "filters.layers"], ["claim", "filters.claims"]].filter(([key]) => view[key].length);
    const gain = (key) => atlas.filters.apply(atlas.prepared, { ...view, [key]: [] }).total;
    return h("div", { className: "empty-card", "data-covers": "" }, h("strong", null, text("empty.title")), h("p", null, text("empty.why", { what: subject(view) })),
      h("div", { className: "empty-ways" },
        ...ways.map(([key, label]) => h("button", { key, type: "button", className: "button", "data-clear": key }, text("empty.without", { what: text(label), count: gain(key) }))),
        h("button", { key: "all", type: "button", className: "button primary", "data-act": "clear-filters" }, text("filters.clear"))));
  }

  // In the indicator lens the sentence is the reading of the map.
  function read(view) {
    const told = atlas.indicators.reading(view);
    return told && [h("div", { className: "sentence reading", key: "s" }, h("strong", null, told.title), h("span", null, told.note))];
  }

  function follow(view) {
    const result = atlas.filtered(), card = (atlas.indicators.isOn(view) && read(view)) || focused(view) || (isFiltered(view) ? filtered(view, result) : overview());
    render("headline", h(window.React.Fragment, null, card));
    render("sheet-headline", h("div", { className: "headline" }, card));
    render("chips", h(window.React.Fragment, null, chips(view)));
    render("empty", empty(view, result));
  }

  atlas.onFollow(follow);
  atlas.headline = { render, subject, digits, quantity, isFiltered };
})();
