// What is shown and how many: one pass over the items gives the visible ones and every count on the screen.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);

  // The industries of an item with the majors above them, so that a choice on either level finds it.
  function withParents(ids, parents) {
    const all = new Set();
    for (const id of ids || []) { all.add(id); if (parents.get(id)) all.add(parents.get(id)); }
    return all;
  }

  // Items as the filter reads them. `claims` holds every ground an item's facts stand on.
  function prepare(items, industries) {
    const parents = new Map(industries.map((row) => [row.id, row.parent]));
    return items.map((item) => ({
      item, city: item.city || "", kind: item.kind, precision: item.precision || "none",
      industries: withParents(item.industries, parents),
      claims: new Set([item.claim, item.cityClaim, item.locationClaim].filter(Boolean)),
    }));
  }

  const anyOf = (chosen, held) => { for (const id of chosen) if (held.has(id)) return true; return false; };
  const add = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);

  // Each count answers "how many if I press this": it applies every filter but its own.
  function apply(prepared, view) {
    const city = new Set(view.city), kind = new Set(view.kind);
    const all = { city: !city.size, kind: !kind.size, industry: !view.industry.length, claim: !view.claim.length };
    const counts = { city: new Map(), kind: new Map(), industry: new Map(), claim: new Map(), precision: new Map() };
    const visible = new Uint8Array(prepared.length);
    let total = 0, placed = 0;
    for (let i = 0; i < prepared.length; i++) {
      const one = prepared[i];
      const c = all.city || city.has(one.city), k = all.kind || kind.has(one.kind);
      const n = all.industry || anyOf(view.industry, one.industries), l = all.claim || anyOf(view.claim, one.claims);
      if (k && n && l) add(counts.city, one.city);
      if (c && n && l) add(counts.kind, one.kind);
      if (c && k && l) for (const id of one.industries) add(counts.industry, id);
      if (c && k && n) for (const id of one.claims) add(counts.claim, id);
      if (c && k && n && l) {
        visible[i] = 1;
        total++;
        if (one.precision !== "none") placed++;
        add(counts.precision, one.precision);
      }
    }
    return { visible, counts, total, placed };
  }

  // The next choice of layers when one switch is pressed; "all on" and "all off" have their own short forms.
  function switchLayer(kinds, id, everyKind) {
    const on = new Set(kinds.length ? kinds.filter((kind) => kind !== atlas.view.NOTHING) : everyKind);
    if (!on.delete(id)) on.add(id);
    if (on.size === everyKind.length) return [];
    return on.size ? [...on].sort() : [atlas.view.NOTHING];
  }

  // Choosing a term below a chosen major narrows to it; taking the last such term away widens to the major again.
  function switchIndustry(chosen, id, parent) {
    const next = new Set(chosen);
    if (!next.delete(id)) { next.add(id); if (parent) next.delete(parent); }
    return [...next].sort();
  }

  // ---- the rail on the screen -------------------------------------------------------------------------------------

  let prepared = [], result = null;

  function load(payload) {
    prepared = prepare(payload.items.filter((item) => item.kind === "zone" || payload.kinds.includes(item.kind)), payload.industries);
    atlas.prepared = prepared;
  }

  const everyKind = () => [...document.querySelectorAll("[data-layer]")].map((button) => button.dataset.layer);

  function sync(view) {
    result = apply(prepared, view);
    const kinds = new Set(view.kind.length ? view.kind : everyKind());
    for (const node of document.querySelectorAll("[data-count]")) {
      const [field, id] = node.dataset.count.split(":"), count = result.counts[field].get(id) || 0;
      if (node.textContent !== String(count)) node.textContent = count;
      node.parentElement.classList.toggle("zero", count === 0);
    }
    for (const node of document.querySelectorAll("[data-toggle]")) {
      const [field, id] = node.dataset.toggle.split(":");
      node.setAttribute("aria-pressed", view[field].includes(id));
    }
    for (const node of document.querySelectorAll("[data-layer]")) node.setAttribute("aria-checked", kinds.has(node.dataset.layer));
    for (const node of document.querySelectorAll("[data-clear]")) node.disabled = view[node.dataset.clear].length === 0;
    hints(view);
  }

  // The terms of a major open while the major or one of them is chosen.
  function secondLevel(view) {
    const { industries } = atlas.index, open = new Set(view.industry.map((id) => industries.get(id).parent || id));
    const terms = atlas.data.industries.filter((row) => open.has(row.parent));
    atlas.headline.render("second-level", terms.length ? h("div", { className: "chips second" }, terms.map(({ id, name }) => h("button", {
      key: id, type: "button", className: `chip fine${result.counts.industry.get(id) ? "" : " zero"}`, "data-toggle": `industry:${id}`, "aria-pressed": view.industry.includes(id) },
      h("span", { className: "chip-name" }, atlas.name(name)), h("span", { className: "count" }, result.counts.industry.get(id) || 0)))) : null);
  }

  function hints(view) {
    const say = { layers: atlas.text("filters.layers.hint", { total: result.total, placed: result.placed }) };
    for (const node of document.querySelectorAll("[data-hint]")) node.textContent = say[node.dataset.hint] ?? "";
  }

  atlas.onPaint(sync);
  atlas.onFollow(secondLevel);
  atlas.filtered = () => result;
  atlas.filters = { prepare, apply, switchLayer, switchIndustry, withParents, load, everyKind };
})();
