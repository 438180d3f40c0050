// What a View is about on the map: the things lit while all else steps back. A city's profile shows that city alone; a
// zone, an entry of the system or a passage of the plan lights its things and dims the rest.
(function () {
  const atlas = window.atlas;
  let hovered = null, kept = { view: null, focus: null };

  const focus = (ids, areas, only = false) => ({ ids: new Set(ids), areas: new Set(areas), only });
  const isArea = (id) => { const kind = atlas.index.items.get(id)?.kind; return kind === "zone" || kind === "city"; };
  const stands = (id) => { const item = atlas.index.items.get(id); return item?.lon !== undefined || item?.bbox !== undefined; };
  // What stands nowhere on the map lights nothing, and so dims nothing either.
  const lit = (ids) => (ids.some(stands) ? focus(ids, ids.filter(isArea)) : null);

  const held = (test) => atlas.prepared.filter(test).map((one) => one.item.id);

  function selected(view) {
    const item = atlas.index.items.get(view.selected);
    if (!item) return null;
    if (item.kind === "city") return focus(held((one) => one.city === item.id), [item.id], true);
    if (item.kind === "zone") return focus([...held((one) => one.item.zone === item.id), ...tied(item.id)], [item.id]);
    return atlas.index.kinds.has(item.kind) ? null : lit(atlas.system.concerned(item, atlas.data));
  }

  // What the catalogue says stands on a zone's ground or is its core, though it is entered elsewhere.
  const tied = (id) => atlas.data.relations.filter((tie) => tie.to === id && ["in_zone", "same_ground", "core_of"].includes(tie.what)).map((tie) => tie.from);

  function find(view) {
    if (view.selected) return selected(view);
    return view.lens === "plan" && view.passage ? lit(atlas.plan.things(view.passage)) : null;
  }

  // The focus of a View, or null when everything is shown alike.
  function of(view) {
    if (hovered && view.lens === "plan" && !view.selected) return hovered;
    if (kept.view !== view) kept = { view, focus: atlas.ready ? find(view) : null };
    return kept.focus;
  }

  // A sentence under the hand lights its things for as long as it is there; the View stays.
  function hover(ids) {
    const next = ids && ids.length ? lit(ids) : null;
    if (!next && !hovered) return;
    hovered = next;
    atlas.map.repaint();
  }

  const forget = () => { kept = { view: null, focus: null }; };

  atlas.onPaint(() => { hovered = null; });
  atlas.focus = { of, hover, forget };
})();
