// The panel of a city: its layout formula and profile from the plan's annex, and what it holds by kind.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const ASPECTS = ["positioning", "strategy", "zone", "core_area", "platform", "industry_leading", "industry_forward", "industry_key", "landmark", "opening"];

  // A label of the profile: pressed, it opens the item or filters by the industry it names.
  function entry(line, i) {
    const { index, name } = atlas, label = name(line.label);
    if (line.ref && index.items.has(line.ref)) return h("button", { key: i, type: "button", className: "tag", "data-select": line.ref }, label);
    if (line.ref && index.industries.has(line.ref)) return h("button", { key: i, type: "button", className: "tag", "data-set": `lens:industry,industry:${line.ref},selected:` }, label);
    return h("span", { key: i, className: "tag plain" }, label);
  }

  function aspect(lines, id) {
    const own = lines.filter((line) => line.aspect === id);
    return own.length ? atlas.panel.fact(`aspect.${id}`, own.map(entry), own[0].claim || "stated") : null;
  }

  function body(city) {
    const { text, name, panel, data } = atlas, lines = data.profiles[city.id] || [];
    const sites = atlas.prepared.map((one) => one.item).filter((item) => item.city === city.id);
    const zones = sites.filter((item) => item.kind === "zone");
    return [
      h("p", { className: "formula", key: "formula" }, name(city.formula), " ", panel.claimMark("stated")),
      h("p", { className: "second formula-note", key: "note" }, text("profile.formula.note")),
      h("dl", { className: "facts wide", key: "facts" }, ASPECTS.map((id) => aspect(lines, id)),
        panel.fact("panel.clause", text("panel.plan", { refs: atlas.refs(city) }), city.claim)),
      panel.list(text("panel.zones"), zones, (zone) => text(zone.nine ? "zone.nine" : "zone.beyond")),
      ...data.kinds.map((kind) => panel.list(text(`kind.${kind}`), sites.filter((item) => item.kind === kind), (item) => (item.district ? name(item.district) : text(`precision.${item.precision || "none"}`)))),
    ];
  }

  atlas.profiles = { body };
})();
