// Every press on a control, in one place. A control says in its attributes what it changes:
// `data-toggle="city:city-nanjing"`, `data-layer="lab"`, `data-set="lang:en,list:"`, `data-clear="industry"`,
// `data-select="lab-pml"`, `data-act="theme"`.
(function () {
  const atlas = window.atlas;

  const acts = {
    theme: () => {
      const { THEMES } = atlas.view;
      atlas.change({ theme: THEMES[(THEMES.indexOf(atlas.now().theme) + 1) % THEMES.length] });
    },
    home: () => atlas.change({ ...atlas.view.DEFAULT, lang: atlas.now().lang, theme: atlas.now().theme, room: atlas.now().room }),
    "clear-filters": () => atlas.change({ city: [], kind: [], industry: [], claim: [] }),
    "zoom-in": () => atlas.camera.zoom(1),
    "zoom-out": () => atlas.camera.zoom(-1),
    whole: () => atlas.camera.whole(),
    close: () => atlas.panel.close(),
    charts: () => atlas.panel.charts(true),
    "zoom-here": () => atlas.camera.lookAtItem(atlas.panel.subject()),
    share: () => atlas.notice.copyLink(),
    find: () => atlas.search.open(),
    "order-gap": (control) => order(control, "gap"),
    "order-chapter": (control) => order(control, "chapter"),
    sheet: () => atlas.sheet.next(),
    "in-plan": (control) => atlas.plan.show(control.dataset.item, control.dataset.clause),
  };

  // The order of the targets: no part of the View, asked of the server with it.
  function order(control, by) {
    for (const one of control.parentElement.children) one.setAttribute("aria-pressed", one === control);
    window.dash_clientside.set_props("target-order", { data: by });
  }

  function toggle(field, id) {
    if (field !== "industry") return atlas.change({ [field]: atlas.toggle(field, id) });
    const parent = atlas.index.industries.get(id).parent;
    atlas.change({ industry: atlas.filters.switchIndustry(atlas.now().industry, id, parent) });
  }

  // `data-set="lens:industry,industry:ind-ic|ind-iot"`: where the View holds a list, `|` joins its parts.
  function set(pairs) {
    const several = new Set(atlas.view.SEVERAL);
    atlas.change(Object.fromEntries(pairs.split(",").map((pair) => {
      const [key, value] = pair.split(":");
      return [key, several.has(key) ? value.split("|").filter(Boolean).sort() : value];
    })));
  }

  function press(event) {
    const control = event.target.closest("[data-toggle],[data-layer],[data-set],[data-clear],[data-select],[data-act]");
    if (!control || control.disabled || !atlas.ready || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { toggle: choice, layer, set: pairs, clear, select, act } = control.dataset;
    if (choice) toggle(...choice.split(":"));
    else if (layer) atlas.change({ kind: atlas.filters.switchLayer(atlas.now().kind, layer, atlas.filters.everyKind()) });
    else if (pairs) set(pairs);
    else if (clear) atlas.change({ [clear]: [] });
    else if (select) atlas.panel.open(select);
    else (acts[act] || atlas.present.acts[act] || atlas.sharing.acts[act] || atlas.editor?.acts[act] || atlas.kiosk.acts[act] || atlas.idle.acts[act] || atlas.keypad.acts[act])?.(control);
  }

  // Which of the tabs, languages … is on.
  function sync(view) {
    const tab = view.list ? "list" : view.lens === "plan" ? "system" : view.lens;
    for (const node of document.querySelectorAll("[data-tab]")) node.setAttribute("aria-current", node.dataset.tab === tab ? "page" : "false");
    for (const node of document.querySelectorAll("[data-on]")) {
      const [field, value] = node.dataset.on.split(":");
      node.setAttribute("aria-pressed", view[field] === value);
    }
  }

  document.addEventListener("click", press);
  atlas.onPaint(sync);
})();
