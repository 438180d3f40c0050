// The list: the table twin of the map, in step with filters and selection, and the plan's targets and organisation.
// The grid's code is loaded when the list is first opened, so the first picture does not wait for it.
(function () {
  const atlas = window.atlas;
  const GRID = "table-grid";
  let loading = null, shown = null, filled = "", api = null;

  function script() {
    loading ||= Promise.all([inject(document.documentElement.dataset.grid), locale()]);
    return loading;
  }

  const inject = (src) => new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
  });

  let chinese = {};
  const locale = () => fetch(document.documentElement.dataset.gridLocale).then((answer) => (answer.ok ? answer.json() : {})).then((words) => { chinese = words; }, () => {});

  const names = (ids, known) => (ids || []).map((id) => atlas.name(known.get(id).name)).join(atlas.text("list.separator"));

  function siteRow(item) {
    const { index, name, text } = atlas;
    return {
      id: item.id, name: name(item.name), kind: text(`kind.${item.kind}`), city: item.city ? name(index.cities.get(item.city).short) : text("industry.nocity"),
      district: item.district ? name(item.district) : "", industries: names(item.industries, index.industries), stage: item.stage ? name(item.stage) : "",
      clause: atlas.refs(item), claim: text(`claim.${item.claim}`), precision: text(`precision.${item.precision || "none"}`),
      location: item.locationClaim ? text(`claim.${item.locationClaim}`) : "—",
    };
  }

  function targetRow(item) {
    const { name, text } = atlas, { target } = item, { actual } = target;
    return {
      id: item.id, name: name(item.name), goal: atlas.headline.quantity(target.comparator, target.value, name(target.unit)), scope: text(`scope.${target.scope}`),
      actual: actual ? atlas.headline.quantity(actual.comparator, actual.value, name(target.unit)) : text("panel.unpublished"), year: actual ? String(actual.year) : "—",
      status: text(`status.${target.status}`), clause: atlas.refs(item),
    };
  }

  function planRow(item) {
    const { name, text, index } = atlas;
    return { id: item.id, name: name(item.name), kind: text(`kind.${item.kind}`), parent: item.parent ? name(index.items.get(item.parent).name) : "", industries: names(item.industries, index.industries), stage: item.stage ? name(item.stage) : "", clause: atlas.refs(item), claim: text(`claim.${item.claim}`) };
  }

  const wide = { flex: 2.6, minWidth: 230 }, middle = { flex: 1.3, minWidth: 130 }, slim = { flex: 0.8, minWidth: 104 };
  const TABLES = {
    sites: { columns: [["name", wide], ["kind", middle], ["city", slim], ["district", slim], ["industries", middle], ["clause", middle], ["stage", slim], ["claim", slim], ["precision", slim], ["location", slim]],
      rows: () => atlas.prepared.filter((one, i) => atlas.filtered().visible[i]).map((one) => siteRow(one.item)) },
    targets: { columns: [["name", wide], ["goal", middle], ["scope", slim], ["actual", middle], ["year", slim], ["status", middle], ["clause", slim]],
      rows: () => atlas.data.items.filter((item) => item.kind === "target").map(targetRow) },
    plan: { columns: [["name", wide], ["kind", middle], ["parent", middle], ["industries", middle], ["stage", slim], ["clause", middle], ["claim", slim]],
      rows: () => atlas.data.items.filter((item) => item.kind !== "city" && item.kind !== "target" && !atlas.index.kinds.has(item.kind)).map(planRow) },
  };

  function grid(view) {
    const { columns, rows } = TABLES[view.list];
    const columnDefs = columns.map(([field, size]) => ({ field, headerName: atlas.text(`column.${field}`), filter: "agTextColumnFilter", floatingFilter: true, suppressFloatingFilterButton: true, sortable: true, resizable: true, cellDataType: "text", tooltipField: field, ...size }));
    return { namespace: "dash_ag_grid", type: "AgGrid", props: {
      id: GRID, rowData: rows(), columnDefs, getRowId: "params.data.id", className: "ag-theme-atlas", style: { height: "100%", width: "100%" },
      dashGridOptions: { rowSelection: { mode: "singleRow", checkboxes: false, enableClickSelection: true }, localeText: { ...(view.lang === "zh" ? chinese : {}), noRowsToShow: atlas.text("empty.title") }, rowHeight: 36, animateRows: false, tooltipShowDelay: 300 },
    } };
  }

  function listen(found) {
    api = found;
    const choose = (event) => { const id = event.data?.id; if (id && id !== atlas.now().selected) atlas.change({ selected: id }); };
    api.addEventListener("rowClicked", choose);
    api.addEventListener("cellKeyDown", (event) => { if (event.event.key === "Enter") choose(event); });
    // dash-ag-grid can hear of a selection only when its own first round is over.
    const soon = () => setTimeout(() => { if (api === found) mark(atlas.now()); }, 300);
    api.addEventListener("firstDataRendered", soon);
    soon();
  }

  function mark(view) {
    if (!api || api.isDestroyed?.()) return;
    const node = view.selected && api.getRowNode(view.selected);
    if (!node) return api.deselectAll();
    if (!node.isSelected()) node.setSelected(true, true);
    api.ensureNodeVisible(node);
  }

  const filtersOf = (view) => atlas.view.FILTERS.map((field) => view[field]).join("|");

  async function follow(view) {
    const section = document.getElementById("table");
    section.hidden = !view.list;
    pages(view);
    if (!TABLES[view.list]) return;
    await script();
    const set = window.dash_clientside.set_props, key = view.lang + view.list;
    if (shown !== key) {
      shown = key;
      api = null;
      filled = filtersOf(view);
      set("table-body", { children: grid(view) });
      const found = await window.dash_ag_grid.getApiAsync(GRID);
      listen(found);
    } else {
      const rows = filtersOf(view);
      if (view.list === "sites" && rows !== filled) set(GRID, { rowData: TABLES.sites.rows() });
      filled = rows;
      mark(view);
    }
  }

  // Comparison and coverage are pages of the server's; the grid holds the other lists.
  function pages(view) {
    for (const name of ["compare", "coverage"]) document.getElementById(`${name}-body`).hidden = view.list !== name;
    document.getElementById("table-body").hidden = !TABLES[view.list];
    if (view.list) summary(view);
  }

  function summary(view) {
    const result = atlas.filtered(), own = { sites: () => atlas.text("table.sites.summary", { total: result.total, rest: result.total - result.placed }), targets: () => atlas.text("table.targets.summary"), plan: () => atlas.text("table.plan.summary") };
    document.getElementById("table-summary").textContent = own[view.list] ? own[view.list]() : atlas.text(`table.${view.list}.summary`);
    for (const node of document.querySelectorAll("[data-scope]")) node.setAttribute("aria-pressed", node.dataset.scope === view.list);
  }

  atlas.onPaint((view) => { document.getElementById("table").hidden = !view.list; document.documentElement.dataset.list = view.list; });
  atlas.onFollow(follow);
})();
