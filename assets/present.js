// The stage: words in a column of their own, the map beside them, steps by chapter below. Keys work with the focus
// anywhere and nothing moves unless asked; the same parts make the presenter's window.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const root = document.documentElement;
  const ROWS = 5;       // kinds of one city, the largest first
  const DISCS = 7;      // more things of a city than this are a number
  const isStage = (view) => view.room === "present" || view.room === "presenter";
  let help = false, choosing = false, tray = false;

  // ---- words ------------------------------------------------------------------------------------------------------------

  const discs = (items) => items.slice(0, DISCS).map((item, i) => h("span", { key: i, className: "disc", "data-kind": item.kind, "aria-hidden": true }, atlas.text(`kind.${item.kind}.mark`)));

  // What is shown, city by city: the same things as on the map.
  function counts(view) {
    const focus = atlas.focus.of(view), result = atlas.filtered(), shown = atlas.prepared.filter((one, i) => result.visible[i] && (!focus || focus.ids.has(one.item.id))).map((one) => one.item);
    if (!shown.length || shown.length === atlas.prepared.length) return null;
    const cities = [...atlas.data.cities.map((city) => [atlas.name(city.short), shown.filter((item) => item.city === city.id)]), [atlas.text("industry.nocity"), shown.filter((item) => !item.city)]].filter(([, items]) => items.length);
    const kinds = [...new Set(shown.map((item) => item.kind))].map((kind) => [atlas.text(`kind.${kind}.short`), shown.filter((item) => item.kind === kind)]).sort((a, b) => b[1].length - a[1].length).slice(0, ROWS);
    const rows = cities.length > 1 ? cities : kinds;
    return h("figure", { className: "stage-figure", key: "counts" }, h("figcaption", null, atlas.text(cities.length > 1 ? "present.counts" : "present.counts.kinds", { count: shown.length })),
      rows.map(([label, items]) => h("div", { className: "stage-row", key: label }, h("span", { className: "stage-city" }, label),
        h("span", { className: "stage-discs" }, discs(items), items.length > DISCS && h("span", { className: "more", "aria-hidden": true }, "…")), h("b", null, items.length))));
  }

  function target(item) {
    const { headline, text, name } = atlas, one = item.target, unit = name(one.unit), value = (part) => headline.quantity(part.comparator, part.value, unit);
    return h("figure", { className: "stage-figure", key: "target" },
      h("div", { className: "stage-number" }, h("span", null, text("panel.target")), h("b", null, value(one))),
      h("div", { className: "stage-number" }, h("span", null, one.actual ? `${text("panel.actual")} · ${one.actual.year}` : text("panel.actual")), h("b", null, one.actual ? value(one.actual) : text("panel.unpublished"))),
      h("p", { className: `stage-status ${one.status}` }, text(`status.${one.status}`)));
  }

  function targets() {
    const list = atlas.data.items.filter((item) => item.kind === "target");
    return h("figure", { className: "stage-figure", key: "targets" }, ["met", "near", "open", "none"].map((status) => [status, list.filter((item) => item.target.status === status).length]).filter(([, count]) => count)
      .map(([status, count]) => h("div", { className: "stage-number", key: status }, h("span", null, atlas.text(`status.${status}`)), h("b", null, count))));
  }

  function figure(view) {
    const item = atlas.index.items.get(view.selected);
    if (item?.kind === "target") return target(item);
    if (view.lens === "target") return targets();
    if (atlas.indicators.isOn(view)) { const told = atlas.indicators.reading(view); return told && h("figure", { className: "stage-figure", key: "reading" }, h("figcaption", null, told.title), h("p", null, told.note)); }
    return counts(view);
  }

  const sources = (view) => {
    const item = atlas.index.items.get(view.selected);
    return h("p", { className: "stage-source", key: "source" }, item?.clauses?.length ? atlas.text("panel.plan", { refs: atlas.refs(item, 4) }) : atlas.text("present.source", { date: atlas.data.release.date, release: atlas.data.release.id }));
  };

  // Off the script the picture speaks for itself: what is chosen, how much of it, where.
  function live(view) {
    const item = atlas.panel.subject(view), title = item ? atlas.name(item.name) : atlas.headline.subject(view);
    return [h("p", { className: "stage-chapter", key: "chapter" }, atlas.text("present.left")), h("h1", { key: "title" }, title), h("p", { className: "stage-text", key: "text" }, atlas.notice.inWords(view, atlas.filtered()))];
  }

  function words(view) {
    const found = atlas.story.current(view);
    if (!found) return chooser();
    const own = atlas.story.isScripted(view) ? [
      h("p", { className: "stage-chapter", key: "chapter" }, atlas.name(found.step.chapter.title)), h("h1", { key: "title" }, atlas.name(found.step.title)), h("p", { className: "stage-text", key: "text" }, atlas.name(found.step.text)),
    ] : live(view);
    return [...own, figure(view), h("div", { className: "stage-foot", key: "foot" }, atlas.locator.draw(view), sources(view))];
  }

  // ---- choosing a story -------------------------------------------------------------------------------------------------

  const card = (story) => h("li", { key: story.id }, h("button", { type: "button", className: "story-card", "data-act": "story", "data-story": story.id }, h("b", null, atlas.name(story.title)), h("span", null, atlas.name(story.about)), h("small", null, atlas.text("present.steps", { count: atlas.story.steps(story).length }))));

  function chooser() {
    const all = atlas.story.all(), written = all.filter((story) => !story.made), made = all.filter((story) => story.made && !atlas.index.industries.get(story.industry)?.parent);
    return [h("p", { className: "stage-chapter", key: "chapter" }, atlas.text("present.room")), h("h1", { key: "title" }, atlas.text("present.choose")), h("ul", { className: "story-list", key: "list" }, written.map(card)),
      h("div", { className: "panel-actions", key: "edit" }, h("button", { type: "button", className: "button", "data-act": "make-story" }, atlas.text("present.make"))),
      h("h2", { key: "made" }, atlas.text("present.made")), h("div", { className: "story-chips", key: "chips" }, made.map((story) => h("button", { key: story.id, type: "button", className: "chip", "data-act": "story", "data-story": story.id }, atlas.name(atlas.index.industries.get(story.industry).name))))];
  }

  // ---- steps ------------------------------------------------------------------------------------------------------------

  function bar(view) {
    const found = atlas.story.current(view);
    if (!found) return null;
    const chapters = found.story.chapters, before = chapters.map((_, c) => found.list.findIndex((step) => step.c === c));
    const isLeft = !atlas.story.isScripted(view);
    return [h("ol", { key: "chapters", className: "chapter-bar" }, chapters.map((chapter, c) => h("li", { key: c, className: found.step.c === c ? "on" : "", style: { flexGrow: chapter.steps.length } },
      h("div", { className: "segments" }, chapter.steps.map((step, i) => { const n = before[c] + i + 1; return h("button", { key: i, type: "button", className: n < found.n ? "done" : n === found.n ? "now" : "", "data-act": "step", "data-step": n, "aria-label": `${n} ${atlas.name(step.title)}`, "aria-current": n === found.n ? "step" : undefined }); })),
      h("span", { className: "chapter-name" }, atlas.name(chapter.title))))),
    h("div", { key: "tools", className: "stage-tools" },
      isLeft && h("button", { type: "button", className: "stage-tool left", "data-act": "restore" }, atlas.text("present.restore")),
      tool("tray", "present.filters", tray), tool("play", "present.play", atlas.story.isPlaying()), tool("share-open", "share.open", false), tool("keys", "present.keys", help),
      h("span", { className: "stage-place", "aria-live": "polite" }, `${found.n} / ${found.list.length}`))];
  }

  const tool = (act, word, on) => h("button", { key: act, type: "button", className: "stage-tool", "data-act": act, "aria-pressed": Boolean(on) }, atlas.text(word));

  // ---- the presenter's window --------------------------------------------------------------------------------------------

  const clock = () => new Date().toLocaleTimeString(atlas.now().lang === "zh" ? "zh-CN" : "en-GB", { hour: "2-digit", minute: "2-digit" });
  let since = Date.now();
  const elapsed = () => { const s = Math.floor((Date.now() - since) / 1000); return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`; };

  const side = (label, step) => h("section", { key: label, className: "presenter-step" }, h("h2", null, atlas.text(label)), step ? [h("h3", { key: "t" }, atlas.name(step.title)), h("p", { key: "p" }, atlas.name(step.text))] : h("p", null, atlas.text("present.end")));

  function presenter(view) {
    const found = atlas.story.current(view);
    if (!found) return chooser();
    return [h("div", { className: "presenter-clock", key: "clock" }, h("b", { id: "presenter-clock" }, clock()), h("span", { id: "presenter-elapsed" }, elapsed()), h("button", { type: "button", className: "button", "data-act": "restart-clock" }, atlas.text("present.clock.restart"))),
      h("div", { className: "presenter-keys", key: "keys" }, ["back", "forward", "black", "restore"].map((act) => h("button", { key: act, type: "button", className: act === "forward" ? "button primary" : "button", "data-act": act }, atlas.text(`present.${act}`)))),
      !atlas.story.isScripted(view) && h("p", { className: "presenter-left", key: "left", role: "status" }, atlas.text("present.left")),
      side("present.now", found.step), h("section", { className: "presenter-notes", key: "notes" }, h("h2", null, atlas.text("present.notes")), h("p", null, found.step.notes ? atlas.name(found.step.notes) : atlas.text("present.notes.none"))), side("present.next", found.next)];
  }

  setInterval(() => {
    if (root.dataset.room !== "presenter") return;
    const at = document.getElementById("presenter-clock"), gone = document.getElementById("presenter-elapsed");
    if (at) { at.textContent = clock(); gone.textContent = elapsed(); }
  }, 1000);

  // ---- keys -------------------------------------------------------------------------------------------------------------

  const KEYS = [["→ ↓ PageDown Space", "forward"], ["← ↑ PageUp", "back"], ["Home End", "ends"], ["R", "restore"], ["B .", "black"], ["F F5", "full"], ["L", "filters"], ["P", "play"], ["C", "choose"], ["N", "window"], ["S", "share"], ["+ −", "zoom"], ["Esc", "leave"], ["?", "keys"]];

  const helpCard = () => (help ? h("div", { className: "stage-help", role: "dialog", "aria-label": atlas.text("present.keys") }, h("dl", null, KEYS.map(([keys, what]) => h("div", { key: what }, h("dt", null, keys.split(" ").map((key) => h("kbd", { key }, key))), h("dd", null, atlas.text(`present.key.${what}`)))))) : null);

  const black = (on = root.dataset.black !== "yes") => { root.dataset.black = on ? "yes" : ""; atlas.sync.send({ black: on }); };
  // A dark screen comes back with the first press that goes on.
  const lighten = () => { if (root.dataset.black === "yes") black(false); };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.().catch(() => null));
  const presenterWindow = () => window.open(atlas.view.address({ ...atlas.now(), room: "presenter" }), "sunan-presenter", "popup,width=1280,height=800");
  const toggle = (what) => { if (what === "help") help = !help; if (what === "tray") tray = !tray; root.dataset.tray = tray ? "open" : ""; draw(); };
  const choose = () => { atlas.story.play(false); atlas.change({ story: "", step: "" }); };

  function leave() {
    if (root.dataset.black === "yes") return black(false);
    if (help) return toggle("help");
    if (tray) return toggle("tray");
    if (atlas.now().story && !atlas.story.isScripted(atlas.now())) return atlas.story.restore();
    atlas.story.play(false);
    return atlas.change({ room: "browse", story: "", step: "" });
  }

  const actions = {
    ArrowRight: () => atlas.story.forward(), ArrowDown: () => atlas.story.forward(), PageDown: () => atlas.story.forward(), " ": () => atlas.story.forward(),
    ArrowLeft: () => atlas.story.back(), ArrowUp: () => atlas.story.back(), PageUp: () => atlas.story.back(), Home: () => atlas.story.first(), End: () => atlas.story.last(),
    r: () => atlas.story.restore(), b: () => black(), ".": () => black(), f: full, F5: full, l: () => toggle("tray"), p: () => atlas.story.play(!atlas.story.isPlaying()), c: choose, n: presenterWindow, s: () => atlas.sharing.show(true),
    "+": () => atlas.camera.zoom(1), "=": () => atlas.camera.zoom(1), "-": () => atlas.camera.zoom(-1), Escape: leave, "?": () => toggle("help"),
  };

  // Caught before anything else on the page can take them: a clicker has no idea where the focus is.
  function press(event) {
    if (!atlas.ready || !isStage(atlas.now()) || atlas.sharing.isOpen() || event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]"), key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = actions[key];
    if (!action || (isTyping && key.length === 1)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!["b", ".", "Escape"].includes(key)) lighten();
    action();
  }

  // ---- drawing ----------------------------------------------------------------------------------------------------------

  function draw(view = atlas.now()) {
    if (!atlas.ready || !isStage(view)) return;
    const content = atlas.story.all().length ? (view.room === "presenter" ? presenter(view) : words(view)) : [h("p", { key: "wait" }, atlas.text("loading"))];
    atlas.headline.render("words", h(window.React.Fragment, null, content, helpCard()));
    atlas.headline.render("steps", h(window.React.Fragment, null, bar(view)));
    root.dataset.script = view.story && !atlas.story.isScripted(view) ? "left" : "";
  }

  function paint(view, before) {
    if (!isStage(view)) { root.dataset.script = ""; return; }
    if (before.room !== view.room || view === before) atlas.story.load().then(() => { atlas.story.settle(); draw(); atlas.map.relayout(); }, () => atlas.notice.say(atlas.text("present.failed")));
    root.dataset.script = view.story && atlas.story.all().length && !atlas.story.isScripted(view) ? "left" : "";
  }

  addEventListener("keydown", press, true);
  atlas.onPaint(paint);
  atlas.onFollow((view) => draw(view));

  const acts = {
    present: () => atlas.change({ room: "present", list: "", story: atlas.now().story, selected: "" }), story: (control) => { since = Date.now(); atlas.story.start(control.dataset.story); },
    "make-story": () => { atlas.change({ room: "browse", story: "", step: "" }); atlas.editor.open(); },
    step: (control) => atlas.story.go(+control.dataset.step), restore: () => atlas.story.restore(), tray: () => toggle("tray"), play: () => atlas.story.play(!atlas.story.isPlaying()), keys: () => toggle("help"),
    back: () => { lighten(); atlas.story.back(); }, forward: () => { lighten(); atlas.story.forward(); }, black: () => black(), "restart-clock": () => { since = Date.now(); draw(); },
  };
  atlas.present = { acts, draw, black, isStage };
})();
