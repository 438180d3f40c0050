// The panel of what is selected: a site, a zone, a city, a target, a body or action, or everything at one place.
// Facts stand as label, value and claim mark; the claim is always there, grey, with its word.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const RELATED_MOST = 8;
  const PARKS = ["park", "intl_park", "incubator", "industrial_base", "cluster"], PLATFORMS = ["lab", "innovation_centre", "service_platform", "finance"];

  // ---- pieces ------------------------------------------------------------------------------------------------------

  const disc = (kind, key) => h("span", { key, className: "disc", "data-kind": kind, "aria-hidden": true }, atlas.text(`kind.${kind}.mark`));

  function claimMark(claim) {
    if (!claim) return null;
    return h("span", { className: "claim-mark" }, h("span", { className: `claim claim-${claim}`, "aria-hidden": true }), atlas.text(`claim.${claim}`));
  }

  // One fact. `second` is the smaller line below: an address, a meaning, a source.
  function fact(label, value, claim, second) {
    if (!value || (Array.isArray(value) && !value.length)) return null;
    return h("div", { className: "fact", key: label }, h("dt", null, atlas.text(label)),
      h("dd", null, h("div", null, value), second && h("div", { className: "second" }, second)), h("dd", { className: "fact-claim" }, claimMark(claim)));
  }

  const link = (item, reason) => h("li", { key: item.id }, h("button", { type: "button", className: "row", "data-select": item.id },
    disc(item.kind), h("span", { className: "row-name" }, atlas.name(item.name)), reason && h("span", { className: "row-reason" }, reason)));

  const list = (title, items, reason = () => null, note) => (items.length ? h("section", { className: "panel-list", key: title },
    h("h3", null, title, " ", h("small", null, note ?? atlas.text("count.items", { count: items.length }))), h("ul", null, items.map((item) => link(item, reason(item))))) : null);

  // A publisher may stand as 江苏省 / Jiangsu Province.
  const inLanguage = (words) => { const both = words.split(" / "); return both.length === 2 ? both[atlas.now().lang === "zh" ? 0 : 1] : words; };

  function source(id) {
    const one = atlas.data.sources[id];
    if (!one) return null;
    const title = atlas.name(one.title), publisher = inLanguage(one.publisher || "");
    const words = publisher && !title.includes(publisher) ? `${title} · ${publisher}` : title;
    return one.url && atlas.now().room !== "kiosk" ? h("a", { key: id, href: one.url, target: "_blank", rel: "noopener noreferrer" }, words) : words;
  }

  // Each clause leads to the item's sentence in it.
  function clauseFact(item) {
    const rows = item.clauses.map((ref) => [ref, atlas.index.clauses.get(ref)]).filter(([, clause]) => clause);
    if (!rows.length) return null;
    return fact("panel.clause", rows.map(([ref, clause]) => h("button", { key: ref, type: "button", className: "tag", "data-act": "in-plan", "data-item": item.id, "data-clause": ref }, atlas.name(clause.ref))),
      "stated", rows.map(([, clause]) => atlas.name(clause.title)).join(atlas.text("list.separator")));
  }

  const industries = (item) => (item.industries || []).map((id) => h("button", { key: id, type: "button", className: "tag", "data-set": `industry:${id},lens:industry,selected:` }, atlas.name(atlas.index.industries.get(id).name)));

  function place(item) {
    const city = atlas.index.cities.get(item.city);
    const district = item.district && atlas.name(item.district);
    return [city && atlas.name(city.name), district].filter(Boolean).join(" · ");
  }

  // ---- related items -----------------------------------------------------------------------------------------------

  // What the plan or a source ties to an item, then what shares its point, zone, industry or clause, with the reason.
  function related(item) {
    const found = new Map(), { text, index } = atlas;
    const put = (other, reason) => { if (other && other.id !== item.id && !found.has(other.id)) found.set(other.id, [other, reason]); };
    for (const tie of atlas.data.relations.filter((one) => one.what !== "concerns")) {
      if (tie.from === item.id) put(index.items.get(tie.to), text(`relation.${tie.what}`));
      if (tie.to === item.id) put(index.items.get(tie.from), text(`relation.${tie.what}`));
    }
    const sites = atlas.prepared.map((one) => one.item);
    const own = new Set(item.industries || []);
    const same = (test, reason) => { for (const other of sites) if (found.size < RELATED_MOST && test(other)) put(other, text(reason)); };
    if (item.place && item.precision === "street") same((other) => other.place === item.place, "related.place");
    if (item.zone && item.kind !== "zone") put(index.items.get(item.zone), text("related.zone"));
    same((other) => item.zone && other.zone === item.zone, "related.zone");
    same((other) => other.city === item.city && (other.industries || []).some((id) => own.has(id)), "related.chain");
    same((other) => (other.industries || []).some((id) => own.has(id)), "related.industry");
    return [...found.values()].slice(0, RELATED_MOST);
  }

  function relatedList(item) {
    const found = related(item);
    const reasons = new Map(found.map(([other, reason]) => [other.id, reason]));
    return list(atlas.text("panel.related"), found.map(([other]) => other), (other) => reasons.get(other.id));
  }

  // ---- one kind of subject each --------------------------------------------------------------------------------------

  function siteFacts(item) {
    const { text, name, index } = atlas, precision = item.precision || "none";
    return [
      fact("panel.place", place(item) || text("panel.place.none"), item.cityClaim, item.address && name(item.address)),
      fact("panel.precision", text(`precision.${precision}`), item.locationClaim, [h("div", { key: "meaning" }, text(`precision.${precision}.meaning`)), item.locationSource && h("div", { key: "source" }, source(item.locationSource))]),
      fact("panel.zone", item.zone && h("button", { className: "tag", type: "button", "data-select": item.zone }, name(index.items.get(item.zone).name))),
      fact("panel.industries", industries(item), "derived"),
      clauseFact(item),
      fact("panel.stage", item.stage && name(item.stage), "stated"),
      fact("panel.source", source(item.source), item.claim),
      fact("panel.aliases", item.aliases && h("span", { lang: "zh-CN" }, item.aliases.join(text("list.separator")))),
      fact("panel.note", item.note && name(item.note)),
    ];
  }

  function zoneFacts(item) {
    const { text, name } = atlas;
    const area = item.area && `${item.area} km²`;
    return [
      fact("panel.nine", text(item.nine ? "panel.nine.yes" : "panel.nine.no"), item.nine ? "external" : "stated", item.nineSource && source(item.nineSource)),
      fact("panel.place", place(item), item.cityClaim || item.locationClaim),
      fact("panel.industries", industries(item), "derived"),
      fact("panel.level", item.level && name(item.level), "external", item.year && text("panel.year", { year: item.year })),
      fact("panel.area", area, "external", item.areaBasis && name(item.areaBasis)),
      fact("panel.outline", text(`outline.${item.outline}`), "derived", text(`outline.${item.outline}.meaning`)),
      clauseFact(item),
      fact("panel.stage", item.stage && name(item.stage), "stated"),
      fact("panel.source", source(item.source), item.claim, item.locationSource && item.locationSource !== item.source && source(item.locationSource)),
      fact("panel.aliases", item.aliases && h("span", { lang: "zh-CN" }, item.aliases.join(text("list.separator")))),
      fact("panel.note", item.note && name(item.note)),
    ];
  }

  function targetFacts(item) {
    const { text, name, headline } = atlas, { target } = item, unit = name(target.unit), { actual } = target;
    const goal = headline.quantity(target.comparator, target.value, unit);
    const value = actual && headline.quantity(actual.comparator, actual.value, unit);
    return [
      fact("panel.target", goal, "stated", text(`scope.${target.scope}`)),
      fact("panel.actual", actual ? value : text("panel.unpublished"), actual && actual.claim, actual && [text("panel.ofyear", { year: actual.year }), " · ", source(actual.source)]),
      fact("panel.status", text(`status.${target.status}`), actual && "derived", target.metYear && text("panel.met", { year: target.metYear })),
      fact("panel.owner", target.owner && name(target.owner), "unconfirmed"),
      clauseFact(item),
      fact("panel.note", item.note && name(item.note)),
    ];
  }

  // A zone as a page: its strategic industry first, what stands in it by what it is for, the other zones.
  function zoneBody(item) {
    const { text } = atlas, own = inside(item), short = (one) => text(`kind.${one.kind}.short`), is = (kinds) => own.filter((one) => kinds.includes(one.kind));
    const rest = own.filter((one) => !PARKS.includes(one.kind) && !PLATFORMS.includes(one.kind)), { nine, beyond } = peers(item);
    return [strategic(item), facts(zoneFacts(item)), list(text("panel.inside.parks"), is(PARKS), short), list(text("panel.inside.platforms"), is(PLATFORMS), short), list(text("panel.inside"), rest, short), relatedList(item),
      list(text("panel.peers.nine"), nine, known), list(text("panel.peers.beyond"), beyond, known)];
  }

  function strategic(item) {
    const { text, name, index } = atlas, industry = index.industries.get(item.strategic);
    return h("div", { className: industry ? "strategic" : "strategic none", key: "strategic" }, h("span", { className: "strategic-title" }, text("panel.strategic.title")),
      industry ? h("button", { type: "button", className: "strategic-name", "data-set": `industry:${item.strategic},lens:industry,selected:` }, name(industry.name)) : h("span", { className: "strategic-name" }, text("panel.strategic.none")),
      claimMark("stated"), h("span", { className: `tier ${item.nine ? "nine" : "beyond"}` }, text(item.nine ? "zone.nine" : "zone.beyond")));
  }

  // The other zones, those of its city first: the nine, and those the plan names besides.
  function peers(zone) {
    const others = neighbours(zone).filter((one) => one.id !== zone.id).sort((a, b) => (b.city === zone.city) - (a.city === zone.city));
    return { nine: others.filter((one) => one.nine), beyond: others.filter((one) => !one.nine) };
  }
  const known = (zone) => [atlas.name(atlas.index.cities.get(zone.city)?.short), zone.strategic && atlas.name(atlas.index.industries.get(zone.strategic).name)].filter(Boolean).join(" · ");

  function planFacts(item) {
    const { name, index } = atlas, parent = item.parent && index.items.get(item.parent);
    return [
      fact("panel.parent", parent && h("button", { className: "tag", type: "button", "data-select": parent.id }, name(parent.name))),
      fact("panel.industries", industries(item), "derived"),
      clauseFact(item),
      fact("panel.stage", item.stage && name(item.stage), "stated"),
      fact("panel.source", source(item.source), item.claim),
      fact("panel.note", item.note && name(item.note)),
    ];
  }

  const children = (item) => atlas.data.items.filter((other) => other.parent === item.id);
  const inside = (zone) => atlas.prepared.map((one) => one.item).filter((item) => item.zone === zone.id && item.id !== zone.id);
  const concerned = (item) => atlas.system.concerned(item, atlas.data).map((id) => atlas.index.items.get(id)).filter(Boolean);
  const concernedList = (item) => list(atlas.text("panel.concerns"), concerned(item), (one) => atlas.text(`kind.${one.kind}.short`));

  function groupBody(place) {
    const items = atlas.prepared.filter((one, i) => one.item.place === place.id && atlas.filtered().visible[i]).map((one) => one.item);
    return [h("p", { className: "lead", key: "why" }, atlas.text(`precision.${place.precision}.meaning`)), list(atlas.text("panel.here"), items, (item) => atlas.text(`kind.${item.kind}.short`))];
  }

  // ---- the frame -----------------------------------------------------------------------------------------------------

  function subject(view = atlas.now()) {
    return view.selected ? atlas.index.items.get(view.selected) || atlas.index.places.get(view.selected) : null;
  }

  const other = (both) => (atlas.now().lang === "zh" ? both.en : both.zh);

  function head(item, kind, title) {
    return h("header", { className: "panel-head", key: "head" },
      h("div", { className: "panel-kind", "data-kind": kind }, kind && kind !== "place" && disc(kind), h("span", null, atlas.text(`kind.${kind}`)),
        h("button", { type: "button", className: "close", "data-act": "close" }, h("span", { "aria-hidden": true }, "×"), h("span", { className: "unseen" }, atlas.text("panel.close")))),
      h("h2", { tabIndex: -1, id: "panel-title" }, title), item.name && other(item.name) !== title && h("p", { className: "other-name", lang: atlas.now().lang === "zh" ? "en" : "zh-CN" }, other(item.name)));
  }

  // What comes before and after a city or zone, in the order of the catalogue, round and round.
  const neighbours = (item) => atlas.data.items.filter((one) => one.kind === item.kind);
  function steps(item) {
    if (item.kind !== "city" && item.kind !== "zone") return null;
    const all = neighbours(item), i = all.findIndex((one) => one.id === item.id), at = (by) => all[(i + by + all.length) % all.length], label = (one) => atlas.name(one.short || one.name).split(" (")[0];
    const step = (one, key, arrow) => h("button", { key, type: "button", className: "pass", "data-select": one.id, "aria-label": atlas.text(`panel.${key}`, { name: label(one) }) }, key === "next" ? [label(one), arrow] : [arrow, label(one)]);
    const arrow = (sign) => h("span", { key: "arrow", className: "step-arrow", "aria-hidden": true }, sign);
    return h("nav", { className: "steps", key: "steps" }, step(at(-1), "previous", arrow("‹")), h("span", { className: "step-place" }, `${i + 1} / ${all.length}`), step(at(1), "next", arrow("›")));
  }

  const action = (act, icon, word, data = {}) => h("button", { key: act, type: "button", className: "button", "data-act": act, ...data }, h("span", { className: `icon icon-${icon}`, "aria-hidden": true }), atlas.text(word));
  const actions = (item) => h("div", { className: "panel-actions", key: "actions" }, (item.lon !== undefined || item.bbox) && action("zoom-here", "pin", "panel.zoom"), item.clauses?.length > 0 && action("in-plan", "plan", "panel.inplan", { "data-item": item.id }), atlas.kiosk.isOn() ? action("take-away", "qr", "kiosk.take-away") : action("share", "link", "share.copy"));

  const facts = (rows) => h("dl", { className: "facts", key: "facts" }, rows);

  function body(item) {
    if (!item.kind) return [head(item, "place", atlas.name(item.name)), actions(item), ...groupBody(item)];
    const parts = {
      city: () => atlas.profiles.body(item),
      zone: () => zoneBody(item),
      target: () => [facts(targetFacts(item)), concernedList(item), relatedList(item)],
    }[item.kind];
    const rest = parts ? parts() : atlas.data.kinds.includes(item.kind) ? [facts(siteFacts(item)), relatedList(item)]
      : [facts(planFacts(item)), list(atlas.text("panel.parts"), children(item)), concernedList(item), relatedList(item)];
    return [steps(item), head(item, item.kind, atlas.name(item.name)), actions(item), ...rest];
  }

  let shown = "", cameFrom = null;

  function paint(view) {
    const open = Boolean(view.selected) || view.lens !== "overview", panel = document.getElementById("panel");
    panel.hidden = !open;
    Object.assign(document.documentElement.dataset, { panel: open ? "open" : "closed", selected: view.selected });
  }

  function follow(view, before) {
    const item = subject(view), panel = document.getElementById("panel");
    const wasInside = Boolean(document.activeElement?.closest?.("#panel, #table"));
    const lens = { industry: atlas.industry, system: atlas.system, plan: atlas.plan }[view.lens], tree = item ? [...body(item), atlas.kiosk.figures(item)] : lens ? lens.body(view) : null;
    atlas.headline.render("panel-body", tree && h("div", { className: "panel-body", key: view.selected || view.lens }, tree));
    if (view.selected !== shown) panel.scrollTop = 0;
    if (view.selected && view.selected !== shown && before !== view && wasInside)
      requestAnimationFrame(() => { cameFrom = document.activeElement; document.getElementById("panel-title")?.focus(); });
    if (!view.selected && shown && cameFrom?.isConnected) { cameFrom.focus(); cameFrom = null; }
    shown = view.selected;
  }

  // On a phone the charts of the indicator lens lie over its rail: opened and closed without leaving the lens.
  function charts(open) {
    document.documentElement.dataset.charts = open ? "open" : "closed";
    requestAnimationFrame(() => atlas.map.relayout());
  }

  function close() {
    const view = atlas.now();
    if (!view.selected && view.lens === "indicator" && matchMedia("(max-width: 699px), (max-aspect-ratio: 4/5)").matches) return charts(false);
    atlas.change(view.selected ? { selected: "" } : { lens: "overview", passage: "" });
  }

  // Select something; the profile of a city brings its own picture, wherever the map looked before.
  const open = (id) => atlas.change(atlas.index.cities.has(id) ? { selected: id, camera: null } : { selected: id });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && atlas.ready && !event.defaultPrevented && (atlas.now().selected || atlas.now().lens !== "overview")) close();
  });

  atlas.onPaint(paint);
  atlas.onFollow(follow);
  atlas.panel = { subject, open, close, charts, list, link, fact, facts, claimMark, disc, source, place };
})();
