// The panel of the industry lens: nothing chosen – every major with its spread over the cities; chosen – what the plan
// names for it, from laboratories to clusters, and what has no place.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const CHAIN = ["lab", "innovation_centre", "service_platform", "incubator", "park", "industrial_base", "cluster"];

  const visible = () => atlas.prepared.filter((one, i) => atlas.filtered().visible[i]);

  function bar(counts, most) {
    return h("span", { className: "bar", "aria-hidden": true }, atlas.data.cities.map((city) => counts.get(city.id) && h("span", { key: city.id, "data-city": city.code, style: { width: `${(counts.get(city.id) / most) * 100}%` } })),
      counts.get("") && h("span", { key: "none", className: "nowhere", style: { width: `${(counts.get("") / most) * 100}%` } }));
  }

  function spread(id, shown) {
    const counts = new Map();
    for (const one of shown) if (one.industries.has(id)) counts.set(one.city, (counts.get(one.city) || 0) + 1);
    return counts;
  }

  function overview(view) {
    const { data, text, name } = atlas, shown = visible(), majors = data.industries.filter((row) => !row.parent);
    const rows = majors.map((row) => ({ row, counts: spread(row.id, shown) })).map((one) => ({ ...one, total: [...one.counts.values()].reduce((a, b) => a + b, 0) }));
    const most = Math.max(1, ...rows.map((one) => one.total));
    return [
      head(text("industry.title"), text("industry.lead", { count: majors.length })),
      h("ul", { className: "industry-list", key: "list" }, rows.map(({ row, counts, total }) => h("li", { key: row.id }, h("button", { type: "button", className: "row", "data-toggle": `industry:${row.id}` },
        h("span", { className: "row-name" }, name(row.name)), bar(counts, most), h("b", null, total))))),
      h("ul", { className: "city-key", key: "key" }, data.cities.map((city) => h("li", { key: city.id }, h("span", { className: "swatch", "data-city": city.code }), name(city.short))), h("li", { key: "none" }, h("span", { className: "swatch nowhere" }), text("industry.nocity"))),
      h("p", { className: "lead", key: "claim" }, atlas.panel.claimMark("derived"), " ", text("industry.claim")),
    ];
  }

  const head = (title, lead) => h("header", { className: "panel-head", key: "head" },
    h("div", { className: "panel-kind" }, h("span", null, atlas.text("tab.industry")), h("button", { type: "button", className: "close", "data-act": "close" }, h("span", { "aria-hidden": true }, "×"), h("span", { className: "unseen" }, atlas.text("panel.close")))),
    h("h2", { tabIndex: -1, id: "panel-title" }, title), h("p", { className: "lead" }, lead));

  function chosen(view) {
    const { data, text, name, index, panel } = atlas, shown = visible().map((one) => one.item);
    const title = view.industry.map((id) => name(index.industries.get(id).name)).join(text("list.separator"));
    const cities = new Set(shown.map((item) => item.city).filter(Boolean)), missing = data.cities.filter((city) => !cities.has(city.id));
    const lead = text("industry.reading", { count: shown.length, cities: cities.size, gaps: missing.length ? text("industry.gaps", { cities: missing.map((city) => name(city.short)).join(text("list.separator")) }) : "" });
    const where = (item) => [item.city ? name(index.cities.get(item.city).short) : text("industry.nocity"), atlas.refs(item, 1)].filter(Boolean).join(" · ");
    const kinds = [...CHAIN, "zone", ...data.kinds.filter((kind) => !CHAIN.includes(kind))];
    return [head(title, lead), ...kinds.map((kind) => panel.list(text(`kind.${kind}`), shown.filter((item) => item.kind === kind), where)), planned(view),
      h("p", { className: "lead", key: "claim" }, panel.claimMark("derived"), " ", text("industry.claim"))];
  }

  // Programmes and targets of the plan that speak of the industry; they have no place.
  function planned(view) {
    const wanted = new Set(view.industry), { text, panel } = atlas, parents = new Map(atlas.data.industries.map((row) => [row.id, row.parent]));
    const items = atlas.data.items.filter((item) => item.kind !== "city" && !atlas.index.kinds.has(item.kind) && [...atlas.filters.withParents(item.industries, parents)].some((id) => wanted.has(id)));
    return panel.list(text("industry.plan"), items, (item) => atlas.refs(item, 1));
  }

  const body = (view) => (view.industry.length ? chosen(view) : overview(view));

  atlas.industry = { body };
})();
