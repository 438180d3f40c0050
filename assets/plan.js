// The plan's own text beside the map. Names known to the catalogue are marked; a sentence under the hand or pressed
// lights its things. Without the text the clauses stand in its place, with what the catalogue knows of each.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  let text = null, sentences = new Map(), asked = null;

  const address = () => document.documentElement.dataset.plan;
  const isGiven = () => Boolean(address());

  // The text is asked for once, when it is first needed.
  function load() {
    if (!isGiven()) return Promise.resolve(null);
    asked ||= fetch(address()).then((answer) => {
      if (!answer.ok) throw new Error(`plan: ${answer.status}`);
      return answer.json();
    }).then((loaded) => {
      text = loaded;
      for (const clause of text.clauses) for (const paragraph of clause.paragraphs) for (const one of paragraph) sentences.set(one.id, one);
      atlas.focus.forget();
      return text;
    }).catch((fault) => { asked = null; throw fault; });
    return asked;
  }

  // ---- where a passage is and what it names ----------------------------------------------------------------------------

  const clauseOf = (passage) => atlas.index.passages.get(passage.split(".")[0]);
  const chapterOf = (clause) => { let top = clause; while (top?.parent) top = atlas.index.clauses.get(top.parent); return top; };
  const isUnder = (ref, parent) => { for (let one = atlas.index.clauses.get(ref); one; one = atlas.index.clauses.get(one.parent)) if (one.ref.zh === parent) return true; return false; };

  // Items the catalogue files under a clause or below it.
  const filed = (clause) => atlas.data.items.filter((item) => item.clauses.some((ref) => isUnder(ref, clause.ref.zh)));

  // The ids a passage is about: those its sentence names, or those filed under its clause.
  function things(passage) {
    const sentence = sentences.get(passage), clause = clauseOf(passage);
    if (sentence) return sentence.items || [];
    return clause ? filed(clause).map((item) => item.id) : [];
  }

  // What a passage is called: 三(一) 重大科学研究设施.
  const title = (passage) => { const clause = clauseOf(passage); return clause ? `${atlas.name(clause.ref)} ${atlas.name(clause.title)}` : ""; };

  // The sentences of an item, those of one clause first.
  function found(id, ref) {
    const own = text?.found[id] || [], clause = ref && atlas.index.clauses.get(ref);
    return clause ? [...own].sort((a, b) => (b.split(".")[0] === clause.id) - (a.split(".")[0] === clause.id)) : own;
  }

  // “Show in the plan”: the item's sentence, or its clause where the text is not given.
  async function show(id, ref) {
    await load().catch(() => null);
    const item = atlas.index.items.get(id), clause = atlas.index.clauses.get(ref || item.clauses[0]);
    atlas.change({ lens: "plan", passage: found(id, ref)[0] || clause?.id || "", selected: "", list: "" });
  }

  // ---- the reader ------------------------------------------------------------------------------------------------------

  function head() {
    const word = atlas.text;
    return h("header", { className: "panel-head", key: "head" },
      h("div", { className: "panel-kind" }, h("span", null, word("tab.system")), h("button", { type: "button", className: "close", "data-act": "close" }, h("span", { "aria-hidden": true }, "×"), h("span", { className: "unseen" }, word("panel.close")))),
      h("h2", { tabIndex: -1, id: "panel-title" }, word("plan.title")), atlas.system.tabs());
  }

  function chapters(current) {
    const tops = atlas.data.clauses.filter((clause) => !clause.parent);
    return h("nav", { className: "chapters", key: "chapters", "aria-label": atlas.text("plan.chapters") }, tops.map((clause) => h("button", { key: clause.id, type: "button", className: "chapter", "data-set": `passage:${clause.id}`, "aria-current": clause === current ? "true" : undefined },
      h("b", null, atlas.name(clause.ref)), h("span", { className: "unseen" }, ` ${atlas.name(clause.title)}`))));
  }

  // A stretch of a sentence: plain, or a name – a link to the most specific thing it stands for. Links break over lines.
  function part([words, ids], i) {
    if (!ids) return words;
    const id = ids[0], isIndustry = atlas.index.industries.has(id), patch = isIndustry ? { lens: "industry", industry: [id], passage: "" } : { selected: id };
    return h("a", { key: i, className: isIndustry ? "named industry" : "named", href: `?${atlas.view.format({ ...atlas.now(), ...patch })}`, ...(isIndustry ? { "data-set": `lens:industry,industry:${id},passage:` } : { "data-select": id }) }, words);
  }

  function sentence(one, view) {
    const isLit = view.passage === one.id;
    if (one.heading) return h("b", { key: one.id, className: isLit ? "plan-heading plan-sentence lit" : "plan-heading", "data-sentence": one.id }, one.parts.map(part));
    const count = (one.items || []).length;
    return h("span", { key: one.id, className: isLit ? "plan-sentence lit" : "plan-sentence", "data-sentence": one.id },
      count ? h("button", { type: "button", className: "sentence-mark", "data-set": `passage:${isLit ? one.id.split(".")[0] : one.id}`, "aria-pressed": isLit }, h("span", { "aria-hidden": true }, count), h("span", { className: "unseen" }, atlas.text("plan.sentence", { count }))) : null, one.parts.map(part));
  }

  function clauseText(clause, view) {
    const row = atlas.index.passages.get(clause.id), isLit = view.passage === clause.id;
    return h("section", { key: clause.id, className: isLit ? "plan-clause lit" : "plan-clause", id: `plan-${clause.id}` }, row?.parent && h("h3", null, h("button", { type: "button", className: "clause-head", "data-set": `passage:${clause.id}`, "aria-pressed": isLit }, atlas.name(row.ref), " ", h("small", null, atlas.name(row.title)))),
      clause.paragraphs.map((paragraph, i) => h("p", { key: i, lang: "zh-CN" }, paragraph.map((one) => sentence(one, view)))));
  }

  // What the passage names, in the reader's language, with room for a finger.
  function named(view) {
    const items = things(view.passage).map((id) => atlas.index.items.get(id)).filter(Boolean), clause = clauseOf(view.passage);
    if (!clause || !items.length) return null;
    const placed = items.filter((item) => item.lon !== undefined || item.bbox).length, isSentence = sentences.has(view.passage);
    const title = isSentence ? atlas.text("plan.names.sentence") : atlas.text("plan.names.clause", { ref: atlas.name(clause.ref) });
    return h("section", { className: "plan-names", key: "names", "aria-live": "polite" }, atlas.panel.list(title, items, (item) => (item.city && item.kind !== "city" ? atlas.name(atlas.index.cities.get(item.city).short) : atlas.text(`kind.${item.kind}.short`)), atlas.text("plan.names.count", { count: items.length, placed })));
  }

  function coverage() {
    const { coverage: sums } = text, word = atlas.text, missing = sums.missing.map((id) => atlas.index.items.get(id)).filter(Boolean);
    return h("section", { className: "plan-coverage", key: "coverage" }, h("h3", null, word("plan.coverage")),
      h("p", null, word("plan.coverage.sentences", { sentences: sums.sentences, with: sums.with, without: sums.without })),
      h("p", null, word(missing.length ? "plan.coverage.items" : "plan.coverage.all", { items: sums.items, found: sums.found })),
      missing.length ? h("div", { role: "status" }, h("p", { className: "missing" }, word("plan.coverage.way")), atlas.panel.list(word("plan.coverage.missing"), missing, (item) => atlas.refs(item, 2))) : null);
  }

  function reader(view) {
    const clause = clauseOf(view.passage) || atlas.data.clauses[0], chapter = chapterOf(clause);
    const parts = text.clauses.filter((one) => one.chapter === chapter.id);
    return [head(), chapters(chapter), h("h3", { key: "title", className: "chapter-title" }, atlas.name(chapter.title)),
      parts.length ? h("div", { className: "plan-text", key: "text" }, parts.map((one) => clauseText(one, view))) : h("p", { className: "lead", key: "empty" }, atlas.text("plan.chapter.empty")),
      named(view), coverage()];
  }

  // Without the text: the clauses, how many things stand under each, and how to add it.
  function outline(view, why) {
    const clause = clauseOf(view.passage), chapter = chapterOf(clause || atlas.data.clauses[0]), rows = atlas.data.clauses.filter((one) => chapterOf(one) === chapter);
    return [head(), h("p", { className: "plan-absent", key: "why", role: "note" }, why), chapters(chapter), h("h3", { key: "title", className: "chapter-title" }, atlas.name(chapter.title)),
      h("ul", { className: "clause-list", key: "clauses" }, rows.map((one) => h("li", { key: one.id }, h("button", { type: "button", className: "row", "data-set": `passage:${one.id}`, "aria-pressed": view.passage === one.id }, h("b", null, atlas.name(one.ref)), h("span", { className: "row-name" }, atlas.name(one.title)), h("span", { className: "row-reason" }, filed(one).length))))),
      named(view)];
  }

  let failed = false;

  function body(view) {
    if (text && text.coverage.found) return reader(view);
    if (text) return [...outline(view, atlas.text("plan.misfit")), coverage()];
    if (!isGiven() || failed) return outline(view, atlas.text(failed ? "plan.failed" : "plan.absent"));
    load().then(() => atlas.repaint(), () => { failed = true; atlas.repaint(); });
    return [head(), h("p", { className: "lead", key: "wait" }, atlas.text("loading"))];
  }

  // ---- hand -------------------------------------------------------------------------------------------------------------

  const sentenceAt = (event) => event.target.closest?.("[data-sentence]");

  document.addEventListener("pointerover", (event) => {
    if (!text || event.pointerType === "touch" || !atlas.ready || atlas.now().lens !== "plan") return;
    atlas.focus.hover(things(sentenceAt(event)?.dataset.sentence || ""));
  });

  // A press anywhere on a sentence that names something lights it; its names open by themselves.
  document.addEventListener("click", (event) => {
    const node = sentenceAt(event);
    if (!node || event.target.closest("button, a") || String(getSelection())) return;
    const id = node.dataset.sentence;
    if (things(id).length) atlas.change({ passage: atlas.now().passage === id ? id.split(".")[0] : id });
  });

  // Bring the passage into sight when the reader comes from elsewhere.
  function scroll(view) {
    const node = document.querySelector(`[data-sentence="${CSS.escape(view.passage)}"]`) || document.getElementById(`plan-${view.passage}`), panel = document.getElementById("panel");
    if (!node) { panel.scrollTop = 0; return; }
    const r = node.getBoundingClientRect(), frame = panel.getBoundingClientRect(), foot = document.querySelector(".plan-names")?.offsetHeight || 0;
    if (r.top < frame.top + 8 || Math.min(r.bottom, r.top + 80) > frame.bottom - foot - 8) panel.scrollTop += r.top - frame.top - frame.height * 0.28;
  }

  let last = "";
  atlas.onFollow((view) => {
    const now = view.lens === "plan" && !view.selected ? `${view.passage}|${Boolean(text)}` : "";
    if (now && now !== last) requestAnimationFrame(() => scroll(view));
    last = now;
  });

  atlas.plan = { body, things, title, show, found, load };
})();
