// What leaves the room: the link and its code, the picture, slides, documents, tables and maps, of the View or of a whole
// story. Pictures are taken here; slides and documents are put together by the server from them. All of it can be stopped.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const BUSY_MS = 250;        // shorter work shows no progress
  let open = false, isLarge = false, scope = "shown", task = null, from = null;

  const format = (view) => atlas.view.format(view);
  const title = (view) => {
    const item = atlas.panel.subject(view);
    if (item) return atlas.name(item.name);
    if (atlas.indicators.isOn(view)) return atlas.indicators.reading(view)?.title || atlas.text("app.title");
    return atlas.headline.isFiltered(view) ? atlas.headline.subject(view) : atlas.text("app.title");
  };

  // ---- handing out ---------------------------------------------------------------------------------------------------------

  function save(content, name) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  const fileName = (kind) => `sunan-atlas-${atlas.data.release.date}-${atlas.data.release.id}.${kind}`;

  // One piece of work at a time: it says how far it is, can be stopped, and a failure says why and leaves nothing behind.
  async function work(label, job) {
    if (task) return;
    const before = atlas.now();
    task = { label, done: 0, of: 0, stop: new AbortController() };
    const shown = setTimeout(draw, BUSY_MS);
    try {
      await job(task);
    } catch (fault) {
      if (fault.name !== "AbortError") atlas.notice.say(fault.words || atlas.text("share.failed.work", { what: label }));
      else atlas.notice.say(atlas.text("share.stopped"));
    } finally {
      clearTimeout(shown);
      task = null;
      if (format(atlas.now()) !== format(before)) atlas.change(before, { replace: true });
      draw();
    }
  }

  const heed = () => { if (task?.stop.signal.aborted) throw new DOMException("stopped", "AbortError"); };

  async function answerOf(answer) {
    if (answer.ok) return answer.blob();
    const told = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(told.error || answer.status), { words: told.message });
  }

  const fetched = async (address, options = {}) => answerOf(await fetch(address, { ...options, signal: task.stop.signal }));

  // A file the server makes from the View alone.
  const download = (label, address, name) => work(label, async () => save(await fetched(address), name));

  // The language is always said: without it the server would go by the browser's.
  const query = (view, ...extra) => [format({ ...view, room: "browse" }), view.lang === "zh" && "lang=zh", ...extra].filter(Boolean).join("&");

  // ---- pictures of one View or of a story's steps --------------------------------------------------------------------------

  const still = () => new Promise((done) => {
    const map = atlas.map.native(), check = () => { if (document.getElementById("map").dataset.view === format(atlas.now()) && !map.isMoving() && map.loaded()) done(); else setTimeout(check, 40); };
    setTimeout(check, 60);
  });

  // The slides to make: the View itself, or every step of the story that is told.
  function slides(view, whole) {
    const found = whole && atlas.story.current(view);
    if (!found) return [{ view, query: format(view) }];
    return found.list.map((step, i) => ({ view: atlas.story.scripted(view, i + 1), query: format(atlas.story.scripted(view, i + 1)), title: atlas.name(step.title), text: atlas.name(step.text), notes: step.notes ? atlas.name(step.notes) : undefined }));
  }

  async function pictured(wanted) {
    const form = new FormData();
    form.append("slides", JSON.stringify(wanted.map(({ view, ...slide }) => slide)));
    task.of = wanted.length;
    for (const [i, { view }] of wanted.entries()) {
      heed();
      task.done = i;
      draw();
      if (format(view) !== format(atlas.now())) atlas.change(view, { replace: true });
      if (atlas.map.native()) { await still(); form.append(`picture-${i}`, await atlas.picture.map(), `${i}.png`); }
    }
    task.done = task.of;
    draw();
    return form;
  }

  const composed = (label, address, kind, whole, fields = {}) => work(label, async () => {
    const form = await pictured(slides(atlas.now(), whole));
    for (const [key, value] of Object.entries(fields)) form.append(key, value);
    heed();
    save(await fetched(`${address}?lang=${atlas.now().lang}`, { method: "POST", body: form }), fileName(kind));
  });

  const picture = () => work("PNG", async () => {
    await still();
    heed();
    const made = await atlas.picture.handout(atlas.now());
    heed();
    save(made, fileName("png"));
  });

  // ---- the dialog ------------------------------------------------------------------------------------------------------------

  const button = (act, label, note, attributes = {}) => h("button", { key: act + label, type: "button", className: "share-way", "data-act": act, disabled: Boolean(task), ...attributes }, h("b", null, label), h("span", null, note));

  function code(view) {
    const address = `/qr.svg?${query(view)}`;
    return h("figure", { className: "share-code", key: "code" }, h("button", { type: "button", "data-act": "share-code", "aria-label": atlas.text("share.code.large") }, h("img", { src: address, alt: atlas.text("share.code.alt"), width: 240, height: 240 })), h("figcaption", null, atlas.text("share.code")));
  }

  // For a hall: as large as the screen, so that a phone reads it from the third row.
  const large = (view) => h("div", { className: "share-back", "data-act": "share-code" }, h("section", { className: "share share-large", role: "dialog", "aria-modal": "true", "aria-labelledby": "share-title" }, h("h2", { id: "share-title", tabIndex: -1 }, title(view)),
    h("img", { src: `/qr.svg?${query(view)}`, alt: atlas.text("share.code.alt") }), h("button", { type: "button", className: "button", "data-act": "share-code" }, atlas.text("panel.close"))));

  function progress() {
    if (!task) return null;
    const { text } = atlas, words = task.of > 1 ? text("share.progress", { what: task.label, done: task.done, of: task.of }) : text("share.working", { what: task.label });
    return h("div", { className: "share-progress", role: "status", key: "progress" }, h("span", null, words), task.of > 1 && h("progress", { max: task.of, value: task.done, "aria-label": words }), h("button", { type: "button", className: "button", "data-act": "share-stop" }, text("share.stop")));
  }

  function dialog() {
    const view = atlas.now(), { text } = atlas, story = atlas.present.isStage(view) && atlas.story.current(view);
    const scopes = ["shown", "all"].map((one) => h("button", { key: one, type: "button", "data-act": "share-scope", "data-scope": one, "aria-pressed": scope === one }, text(`share.scope.${one}`)));
    return h("div", { className: "share-back", "data-act": "share-close" }, h("section", { className: "share", role: "dialog", "aria-modal": "true", "aria-labelledby": "share-title", "data-act": "share-keep" },
      h("header", null, h("h2", { id: "share-title", tabIndex: -1 }, text("share.title")), h("button", { type: "button", className: "close", "data-act": "share-close" }, h("span", { "aria-hidden": true }, "×"), h("span", { className: "unseen" }, text("panel.close")))),
      h("p", { className: "lead" }, title(view)), progress(),
      h("div", { className: "share-columns" },
        h("div", null, h("h3", null, text("share.link")), h("div", { className: "share-link" }, h("input", { readOnly: true, value: location.href, "aria-label": text("share.link"), onFocus: (event) => event.target.select() }), h("button", { type: "button", className: "button", "data-act": "share" }, text("share.copy"))), code(view),
          h("h3", null, text("share.story")), h("div", { className: "share-ways" }, button("add-view", text("share.add"), text("share.add.note")), button("edit-story", text("share.edit"), text("share.edit.note")))),
        h("div", null, h("h3", null, text("share.slides")), h("div", { className: "share-ways" },
          button("share-png", "PNG", text("share.png")), button("share-pptx", "PPTX", text("share.pptx")), button("share-pdf", "PDF A4", text("share.pdf"), { "data-paper": "a4" }), button("share-pdf", "PDF A3", text("share.pdf"), { "data-paper": "a3" }),
          story && button("share-pptx", text("share.whole", { kind: "PPTX" }), text("share.whole.note", { count: story.list.length }), { "data-whole": "yes" }), story && button("share-pdf", text("share.whole", { kind: "PDF" }), text("share.whole.note", { count: story.list.length }), { "data-whole": "yes", "data-paper": "a4" })),
        h("h3", null, text("share.data"), h("span", { className: "segmented", role: "group", "aria-label": text("share.scope") }, scopes)), h("div", { className: "share-ways" },
          button("share-items", "XLSX", text("share.xlsx"), { "data-kind-of-file": "xlsx" }), button("share-items", "CSV", text("share.csv"), { "data-kind-of-file": "csv" }), button("share-items", "GeoJSON", text("share.geojson"), { "data-kind-of-file": "geojson" }), button("share-items", "GeoPackage", text("share.gpkg"), { "data-kind-of-file": "gpkg" }),
          button("share-html", "HTML", text("share.html")))))));
  }

  function draw() {
    atlas.headline.render("sharing", open ? (isLarge ? large(atlas.now()) : dialog()) : task ? h("div", { className: "share-toast" }, progress()) : null);
  }

  function show(on) {
    if (on === open) return;
    if (on) from = document.activeElement;
    [open, isLarge] = [on, false];
    draw();
    if (on) requestAnimationFrame(() => document.getElementById("share-title")?.focus());
    else if (from?.isConnected) from.focus();
  }

  // Tab stays in the dialog; Escape closes it before anything else hears of it.
  addEventListener("keydown", (event) => {
    if (!open) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); if (isLarge) { isLarge = false; draw(); } else show(false); }
    if (event.key !== "Tab") return;
    const stops = [...document.querySelectorAll(".share button:not(:disabled), .share input")], last = stops.at(-1);
    if (event.shiftKey && (document.activeElement === stops[0] || document.activeElement.id === "share-title")) { event.preventDefault(); last.focus(); }
    else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); stops[0].focus(); }
  }, true);

  const acts = {
    "share-open": () => show(true), "share-close": () => show(false), "share-keep": () => {}, "share-stop": () => task?.stop.abort(), "share-code": () => { isLarge = !isLarge; draw(); },
    "share-scope": (control) => { scope = control.dataset.scope; draw(); }, "share-png": picture,
    "share-pptx": (control) => composed("PPTX", "/export/slides.pptx", "pptx", control.dataset.whole), "share-pdf": (control) => composed("PDF", "/export/document.pdf", "pdf", control.dataset.whole, { paper: control.dataset.paper }),
    "share-items": (control) => { const kind = control.dataset.kindOfFile; download(kind.toUpperCase(), `/download/items.${kind}?${query(atlas.now(), `scope=${scope}`)}`, fileName(kind)); },
    "share-html": () => download("HTML", `/download/map.html?${query(atlas.now())}`, fileName("html")),
  };
  atlas.onFollow(() => { if (open) draw(); });
  atlas.sharing = { acts, title, show, slides, isOpen: () => open };
})();
