// How the plan is carried out: the four ones, the bodies as a chart, platforms, projects, action plans, safeguards; and
// what each of them concerns on the map. What the plan ties to a place is a relation; the rest is found by clause.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  // What a target counts, where the plan's own words say so: of all that the plan files with it only these are meant.
  const COUNTED = { "t-skl": ["lab"], "t-parks": ["zone"], "t-cluster": ["cluster"], "t-incub": ["incubator"], "t-intl": ["intl_park"] };
  // The bodies whose part in the work has a short word, and that of the tie to the body above.
  const ROLES = ["body-lead-group", "body-council", "body-secretariat", "body-experts", "body-service-centre"];
  const opened = new Set();

  // ---- what an entry concerns ----------------------------------------------------------------------------------------

  const kept = new WeakMap();

  // What is asked of the data again and again, made once a release.
  function around(data) {
    if (kept.has(data)) return kept.get(data);
    const parent = new Map(data.clauses.map((clause) => [clause.ref.zh, clause.parent]));
    const up = (ref) => (ref ? [ref, ...up(parent.get(ref))] : []);
    const kinds = new Set(["city", "zone", ...data.kinds]);
    const things = data.items.filter((item) => kinds.has(item.kind)), placeable = new Set(things.map((item) => item.id));
    const found = { items: new Map(data.items.map((item) => [item.id, item])), things, ties: new Map(), servers: new Map(), below: new Map(), clauses: new Map(), answers: new Map() };
    const put = (map, key, value) => map.set(key, [...(map.get(key) || []), value]);
    for (const tie of data.relations) {
      if (tie.what === "serves_target") put(found.servers, tie.to, tie.from);
      if (placeable.has(tie.to)) put(found.ties, tie.from, tie.to);
      if (placeable.has(tie.from)) put(found.ties, tie.to, tie.from);
    }
    for (const item of data.items) if (item.parent) put(found.below, item.parent, item.id);
    for (const item of things) found.clauses.set(item.id, new Set(item.clauses.flatMap(up)));
    kept.set(data, found);
    return found;
  }

  // Sites and zones that stand in a clause of the item, or in one under it.
  const filed = (item, known) => known.things.filter((one) => one.kind !== "city" && item.clauses.some((ref) => known.clauses.get(one.id).has(ref)));

  function alike(item, known) {
    const own = new Set(item.industries || []);
    return own.size ? filed(item, known).filter((one) => (one.industries || []).some((id) => own.has(id))) : [];
  }

  const ids = (items) => items.map((item) => item.id);
  const all = (names, known) => (names || []).flatMap((id) => reach(known.items.get(id), known));

  function reach(item, known) {
    const tied = known.ties.get(item.id) || [], below = () => all(known.below.get(item.id), known);
    if (item.kind === "pillar") return below();
    if (["platform", "project", "action_plan"].includes(item.kind)) return [...tied, ...ids(filed(item, known)), ...below()];
    if (item.kind === "programme") return tied.length ? tied : ids(alike(item, known));
    if (item.kind === "target") return tied.length ? tied : counted(item, all(known.servers.get(item.id), known), known);
    return [];
  }

  const counted = (target, names, known) => (COUNTED[target.id] ? names.filter((id) => COUNTED[target.id].includes(known.items.get(id).kind)) : names);

  // The ids of what a platform, project, action, programme or target concerns, in the order of the catalogue. A body or a
  // safeguard is about the whole region and so about nothing in particular. What is known to no place may be among them.
  function concerned(item, data) {
    const known = around(data);
    if (!known.answers.has(item.id)) {
      const found = new Set(reach(item, known));
      known.answers.set(item.id, ids(known.things.filter((one) => found.has(one.id))));
    }
    return known.answers.get(item.id);
  }

  // ---- the panel -----------------------------------------------------------------------------------------------------

  const of = (kind) => atlas.data.items.filter((item) => item.kind === kind).sort((a, b) => a.order - b.order);
  const children = (item) => atlas.data.items.filter((one) => one.parent === item.id).sort((a, b) => a.order - b.order);
  const served = (item) => atlas.data.relations.filter((tie) => tie.what === "serves_target" && tie.from === item.id).map((tie) => atlas.index.items.get(tie.to)).filter(Boolean);
  const chapter = (item) => { let top = atlas.index.clauses.get(item.clauses[0]); while (top?.parent) top = atlas.index.clauses.get(top.parent); return top; };

  // The plan as a system or as a text: the same switch stands on both.
  function tabs() {
    const { text } = atlas, { lens } = atlas.now();
    const tab = (id, set) => h("button", { key: id, type: "button", "data-set": set, "data-on": `lens:${id}`, "aria-pressed": lens === id }, text(`system.tab.${id}`));
    return h("div", { className: "segmented system-tabs", key: "tabs", role: "group", "aria-label": text("system.tabs") }, tab("system", "lens:system,passage:"), tab("plan", "lens:plan"));
  }

  function head() {
    const { text } = atlas, kinds = ["body", "platform", "project", "action_plan", "programme", "target"];
    const parts = kinds.map((kind) => text(`system.count.${kind}`, { count: of(kind).length })).join(text("list.separator"));
    return h("header", { className: "panel-head", key: "head" },
      h("div", { className: "panel-kind" }, h("span", null, text("tab.system")), h("button", { type: "button", className: "close", "data-act": "close" }, h("span", { "aria-hidden": true }, "×"), h("span", { className: "unseen" }, text("panel.close")))),
      h("h2", { tabIndex: -1, id: "panel-title" }, text("system.title")), h("p", { className: "lead" }, text("system.lead", { parts })), tabs());
  }

  const shared = (items) => (items.every((item) => item.claim === items[0]?.claim) ? items[0]?.claim : null);

  // One part of the system under its heading. Where all of it rests on one ground, that is said once.
  function part(id, items, content, note) {
    if (!items.length) return null;
    return h("section", { key: id, className: `system-part system-${id}`, "aria-labelledby": `system-${id}` },
      h("div", { className: "system-head" }, h("h3", { id: `system-${id}` }, atlas.text(`system.part.${id}`)), atlas.panel.claimMark(shared(items))),
      note && h("p", { className: "system-note" }, atlas.panel.claimMark("derived"), " ", note), content);
  }

  const doubt = (item, items) => (shared(items) ? null : atlas.panel.claimMark(item.claim));

  // ---- the four ones -------------------------------------------------------------------------------------------------

  const family = (item) => [item, ...children(item).flatMap(family)];

  function card(pillar) {
    const { text, name } = atlas, first = children(pillar)[0], top = first && chapter(first);
    const count = first && family(pillar).filter((item) => item.kind === first.kind).length;
    return h("li", { key: pillar.id }, h("button", { type: "button", className: "system-card", "data-select": pillar.id }, h("b", null, name(pillar.name)),
      top && h("small", null, text("system.chapter", { ref: name(top.ref) })), first && h("small", null, text(`system.count.${first.kind}`, { count }))));
  }

  // ---- the organisation ----------------------------------------------------------------------------------------------

  function node(body, above) {
    const { text, name } = atlas, below = children(body), known = ROLES.includes(body.id);
    return h("li", { key: body.id, className: "org-item" },
      above && h("span", { className: "org-tie" }, h("span", null, h("span", { className: "unseen" }, `${name(above.name)} `), known ? text(`system.tie.${body.id}`) : text("panel.parts"))),
      h("button", { type: "button", className: "org-node", "data-select": body.id }, h("b", null, name(body.name)), known && h("span", { className: "org-role" }, text(`system.role.${body.id}`)), h("small", null, atlas.refs(body, 2))),
      below.length ? h("ul", { className: "org-level", role: "list" }, below.map((one) => node(one, body))) : null);
  }

  const chart = (bodies) => h("ul", { className: "org", role: "list", "aria-label": atlas.text("system.org") }, bodies.filter((body) => atlas.index.items.get(body.parent)?.kind !== "body").map((body) => node(body)));

  // ---- rows ----------------------------------------------------------------------------------------------------------

  // Where it stands is said again only where that differs from what it stands under.
  function row(item, items, above) {
    const { text, name, refs } = atlas, count = concerned(item, atlas.data).length, isElsewhere = !above || above.clauses.join() !== item.clauses.join();
    return h("button", { type: "button", className: "system-row", "data-select": item.id }, h("span", { className: "system-name" }, name(item.name)),
      h("span", { className: "system-side" }, isElsewhere && h("span", null, refs(item, 2)), count > 0 && h("small", null, text("system.concerns", { count })), doubt(item, items)));
  }

  function goal(item) {
    const { text, name, headline } = atlas, { target } = item;
    return h("li", { key: item.id }, h("button", { type: "button", className: "system-row system-goal", "data-select": item.id },
      h("span", { className: "system-name" }, h("small", null, text("system.goal")), " ", name(item.name)),
      h("span", { className: "system-side" }, h("span", null, headline.quantity(target.comparator, target.value, name(target.unit))), h("small", { className: target.status === "met" ? "good" : null }, text(`status.${target.status}`)))));
  }

  const goals = (item) => { const found = served(item); return found.length ? h("ul", { className: "system-goals", key: "goals" }, found.map(goal)) : null; };

  function programmes(items, above) {
    return items.length ? h("ul", { className: "system-programmes", key: "programmes" }, items.map((item) => h("li", { key: item.id }, row(item, items, above), programmes(children(item), item)))) : null;
  }

  // Opened once, it is open again when the reader comes back from what was pressed in it.
  function disclosure(item, sums, content) {
    const keep = (event) => (event.currentTarget.open ? opened.add(item.id) : opened.delete(item.id));
    return h("details", { className: "system-more", key: "more", open: opened.has(item.id), onToggle: keep }, h("summary", null, sums.join(atlas.text("list.part")), h("span", { className: "unseen" }, ` ${atlas.name(item.name)}`)), content);
  }

  const sum = (kind, items) => items.length && atlas.text(`system.sum.${kind}`, { count: items.length });

  // A platform or project: its target at once, its programmes on demand.
  function entry(item, i, items) {
    const own = children(item);
    return h("li", { key: item.id, className: "system-entry" }, row(item, items), goals(item), own.length ? disclosure(item, [sum("programme", own)], programmes(own, item)) : null);
  }

  // An action plan: its actions and its targets on demand.
  function action(item, i, items) {
    const own = children(item), targets = served(item), sums = [sum("programme", own), sum("target", targets)].filter(Boolean);
    return h("li", { key: item.id, className: "system-entry" }, row(item, items), sums.length ? disclosure(item, sums, [goals(item), programmes(own, item)]) : null);
  }

  const safeguard = (item, i, items) => h("li", { key: item.id, className: "system-entry" }, row(item, items), programmes(children(item), item));

  const entries = (id, items, make) => part(id, items, h("ul", { className: "system-list" }, items.map(make)));

  function body() {
    const { text, panel } = atlas, pillars = of("pillar"), bodies = of("body"), background = of("programme").filter((item) => !item.parent);
    return [head(), h("div", { className: "system", key: "system" }, h("div", { className: "system-parts" },
      part("pillars", pillars, h("ul", { className: "system-cards" }, pillars.map(card)), text("system.matched")),
      part("bodies", bodies, chart(bodies), text("system.short")),
      entries("platforms", of("platform"), entry), entries("projects", of("project"), entry), entries("actions", of("action_plan"), action),
      entries("safeguards", of("safeguard"), safeguard), part("background", background, programmes(background))),
      h("p", { className: "system-note system-foot", key: "foot" }, panel.claimMark("derived"), " ", text("system.claim")))];
  }

  // ---- back where one was ----------------------------------------------------------------------------------------------

  const isOn = (view) => view.lens === "system" && !view.selected;
  let left = { top: 0, pressed: "" };

  function leave(view, before) {
    if (before && isOn(before) && view.selected) left = { top: document.getElementById("panel").scrollTop, pressed: view.selected };
  }

  function back(view, before) {
    if (!isOn(view) || isOn(before)) return;
    const panel = document.getElementById("panel"), came = before.lens === "system" && before.selected;
    panel.scrollTop = came ? left.top : 0;
    const at = document.activeElement;
    if (came && (!at || at === document.body || panel.contains(at))) panel.querySelector(`.system [data-select="${CSS.escape(left.pressed)}"]`)?.focus({ preventScroll: true });
  }

  atlas.onPaint(leave);
  atlas.onFollow(back);
  atlas.system = { body, tabs, concerned };
})();
