// A story made by browsing: what is on the screen becomes a step, steps are ordered and given words, all of it is kept in
// this browser and saved to or loaded from a file. The story lives in story.js; here is only what is open, and the way back.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const LIMITS = { title: { zh: 24, en: 80 }, heading: { zh: 12, en: 40 }, text: { zh: 60, en: 160 }, notes: { zh: 600, en: 1800 } };
  const NAMES = { zh: "中文", en: "English" }, TAGS = { zh: "zh-CN", en: "en" }, LANGUAGES = Object.keys(NAMES);
  const MOST_STEPS = 60, FEWEST_SECONDS = 3, MOST_SECONDS = 600, MOST_BYTES = 200000;
  const NEAR = 0.8;         // of a limit: from here the characters are counted
  const MOST_PAST = 50;     // ways back
  const LONGEST_VALUE = 60; // of what a problem quotes

  // ---- the story as a value: nothing here changes what it is given -----------------------------------------------------------

  const length = (words) => [...words].length;
  const cut = (words, most) => (length(words) > most ? `${[...words].slice(0, most - 1).join("").trimEnd()}…` : words);
  const both = (make) => Object.fromEntries(LANGUAGES.map((lang) => [lang, make(lang)]));
  const isSeconds = (value) => Number.isInteger(value) && value >= FEWEST_SECONDS && value <= MOST_SECONDS;
  const steps = (story) => (story ? story.chapters.flatMap((chapter) => chapter.steps) : []);
  const spliced = (list, from, count, ...items) => [...list.slice(0, from), ...items, ...list.slice(from + count)];

  // A story in its shape, whatever was kept or sent; a step without a View is none.
  function normalise(given) {
    const word = (one) => (typeof one === "string" ? one : ""), pair = (one) => both((lang) => word(one?.[lang])), list = (some) => (Array.isArray(some) ? some : []);
    const step = ({ view, title, text, notes, seconds, highlight }) => ({
      view, title: pair(title), text: pair(text), ...(notes ? { notes: pair(notes) } : {}), ...(isSeconds(seconds) ? { seconds } : {}), ...(word(highlight) ? { highlight } : {}),
    });
    const chapters = list(given?.chapters).map((chapter) => ({ title: pair(chapter?.title), steps: list(chapter?.steps).filter((one) => typeof one?.view === "string").map(step) }));
    return { id: word(given?.id), title: pair(given?.title), about: pair(given?.about), chapters: chapters.filter((chapter) => chapter.steps.length) };
  }

  // Where the n-th step stands, counted from 0: its chapter, and its place there.
  function at(story, n) {
    let s = n;
    for (const [c, chapter] of story.chapters.entries()) {
      if (s < chapter.steps.length) return { c, s };
      s -= chapter.steps.length;
    }
    return null;
  }

  const before = (story, c) => steps({ chapters: story.chapters.slice(0, c) }).length;
  const withSteps = (story, c, list) => ({ ...story, chapters: story.chapters.map((chapter, i) => (i === c ? { ...chapter, steps: list } : chapter)).filter((chapter) => chapter.steps.length) });

  // At the end of the last chapter; the first step brings the first chapter with it.
  function add(story, step, heading) {
    const last = story.chapters.length - 1;
    return last < 0 ? { ...story, chapters: [{ title: heading, steps: [step] }] } : withSteps(story, last, [...story.chapters[last].steps, step]);
  }

  function remove(story, n) {
    const { c, s } = at(story, n);
    return withSteps(story, c, spliced(story.chapters[c].steps, s, 1));
  }

  // One place up or down. Past the edge of its chapter a step first goes into the next one, and keeps its number.
  function move(story, n, by) {
    const { c, s } = at(story, n), own = story.chapters[c].steps, step = own[s], over = story.chapters[c + by];
    if (s + by >= 0 && s + by < own.length) return { story: withSteps(story, c, spliced(spliced(own, s, 1), s + by, 0, step)), n: n + by };
    if (!over) return { story, n };
    const chapters = story.chapters.map((chapter, i) => (i === c + by ? { ...chapter, steps: by < 0 ? [...over.steps, step] : [step, ...over.steps] } : i === c ? { ...chapter, steps: spliced(own, s, 1) } : chapter));
    return { story: { ...story, chapters: chapters.filter((chapter) => chapter.steps.length) }, n };
  }

  const canMove = (story, n, by) => { const { c, s } = at(story, n); return story.chapters[c].steps[s + by] !== undefined || story.chapters[c + by] !== undefined; };

  // A chapter begins at the n-th step; where one begins there already, it joins the chapter before.
  function rechapter(story, n, heading) {
    const { c, s } = at(story, n), { chapters } = story;
    if (n === 0) return story;
    const parts = s ? [{ ...chapters[c], steps: chapters[c].steps.slice(0, s) }, { title: heading, steps: chapters[c].steps.slice(s) }] : [{ ...chapters[c - 1], steps: [...chapters[c - 1].steps, ...chapters[c].steps] }];
    return { ...story, chapters: spliced(chapters, s ? c : c - 1, s ? 1 : 2, ...parts) };
  }

  // `chapters[0].steps[1].title.zh`, as the server names a field, taken apart.
  const path = (field) => (field.match(/[^.[\]]+/g) || []).map((part) => (/^\d+$/.test(part) ? +part : part));
  const read = (story, field) => path(field).reduce((whole, part) => whole?.[part], story);

  // The story with one field put in; without a value the field goes.
  function put(story, field, value) {
    const into = (whole, [part, ...rest]) => {
      const next = rest.length ? into(whole?.[part] ?? {}, rest) : value;
      if (Array.isArray(whole)) return spliced(whole, part, 1, next);
      const { [part]: _, ...others } = whole;
      return next === undefined ? others : { ...whole, [part]: next };
    };
    return into(story, path(field));
  }

  const fieldOf = (story, n) => { const { c, s } = at(story, n); return `chapters[${c}].steps[${s}]`; };

  // What of the editor a field stands in: the story itself, a chapter or a step.
  function partOf(story, field) {
    const [first, c, inner, s] = path(field);
    if (first !== "chapters" || !story?.chapters[c]) return "story";
    return inner === "steps" && s !== undefined ? `step:${before(story, c) + s}` : `chapter:${c}`;
  }

  // As it goes into a file: trimmed, a language without words takes those of the other, empty notes are left out.
  function ready(story) {
    const filled = (pair) => { const [zh, en] = LANGUAGES.map((lang) => (pair[lang] || "").trim()); return { zh: zh || en, en: en || zh }; };
    const step = ({ view, title, text, notes, ...rest }) => { const said = notes && filled(notes); return { view, title: filled(title), text: filled(text), ...(said?.zh ? { notes: said } : {}), ...rest }; };
    return { id: story.id, title: filled(story.title), about: filled(story.about), chapters: story.chapters.map((chapter) => ({ title: filled(chapter.title), steps: chapter.steps.map(step) })) };
  }

  // The picture of a View as a step keeps it: without what is the screen's own, and without lists, which no stage shows.
  function query(view) {
    const { DEFAULT, format } = atlas.view, aside = ["room", "lang", "theme", "story", "step", "list", "compare"];
    return format({ ...view, ...Object.fromEntries(aside.map((key) => [key, DEFAULT[key]])) });
  }

  // What is shown, as pairs of words; `known` holds the words, the index, what is shown and, in the indicator lens, its book.
  function suggestion(view, known) {
    const { words, index } = known, text = (pair) => pair || { zh: "", en: "" };
    const say = (key, values = {}) => both((lang) => words[lang][key].replace(/\{(\w+)\}/g, (whole, name) => { const value = values[name]; return value === undefined ? whole : typeof value === "object" ? value[lang] : value; }));
    const joined = (pairs, key) => both((lang) => pairs.filter(Boolean).map((pair) => pair[lang]).join(words[lang][key]));
    const name = (from, id) => text(index[from].get(id)?.name), short = (id) => { const city = index.cities.get(id); return city && (city.short || city.name); };

    const amount = ({ comparator, value }, unit) => say(`comparator.${comparator || "none"}`, { v: both((lang) => `${value}${unit[lang] === "%" ? "" : " "}${unit[lang]}`.trim()) });
    const ofTarget = ({ unit, actual, ...goal }) => (actual ? say("editor.suggest.target", { goal: amount(goal, unit), year: String(actual.year), actual: amount(actual, unit) }) : say("editor.suggest.target.none", { goal: amount(goal, unit) }));

    const ofTargets = () => joined([say("headline.targets", known.targets), say("headline.targets.rest", known.targets)], "list.comma");

    function ofItem(item) {
      if (item.target) return ofTarget(item.target);
      if (item.formula) return item.formula;
      return joined([item.kind && say(`kind.${item.kind}`), short(item.city), item.district, item.strategic ? name("industries", item.strategic) : item.industries?.length && name("industries", item.industries[0])], "list.part");
    }

    function ofIndicator({ row, year, basis }) {
      const reading = known.book?.readings[row.id]?.[basis]?.[year]?.[view.level];
      return [both((lang) => `${(row.short || row.name)[lang]} ${year}`), reading || row.name];
    }

    function picked() {
      const chosen = [...view.industry.map((id) => name("industries", id)), ...view.city.map(short), ...view.kind.filter((id) => view.kind.length <= 3 && words.zh[`kind.${id}`]).map((id) => say(`kind.${id}`)), ...view.claim.map((id) => say(`claim.${id}`))];
      return chosen.length ? joined(chosen, "list.part") : null;
    }

    function found() {
      const item = index.items.get(view.selected) || index.places.get(view.selected), clause = index.passages.get(view.passage.split(".")[0]), what = picked();
      if (item) return [item.name, ofItem(item)];
      if (known.indicator) return ofIndicator(known.indicator);
      if (view.lens === "plan") return clause ? [both((lang) => `${clause.ref[lang]} ${clause.title[lang]}`), say("plan.title")] : [say("plan.title"), say("table.plan.summary")];
      if (view.lens === "target") return [say("table.targets"), ofTargets()];
      if (view.lens === "system") return [say("system.title"), say("table.plan.summary")];
      if (what || view.lens === "industry") return [what || say("industry.title"), say("headline.filtered", known.shown)];
      return [say("editor.suggest.all"), ofTargets()];
    }

    const [title, sentence] = found();
    return { title: both((lang) => cut(title[lang], LIMITS.title[lang])), text: both((lang) => cut(sentence[lang], LIMITS.text[lang])) };
  }

  // ---- what is open, and the way back ----------------------------------------------------------------------------------------

  const root = document.documentElement;
  let state = "";        // "", "open", or "folded" to a bar while the reader browses
  let part = "";         // the part whose fields are open: "story", "chapter:0", "step:2"
  let past = [];         // what the story was before each change
  let said = "";         // what was done last, in words
  let wrong = null;      // the problems of a file: {saving, file, list}
  let draft = null;      // seconds that are no seconds yet: {field, words}
  let busy = "", source = "", opener = null, words = null, kept = null, shaped = null;

  // The story that is being made, in its shape.
  function story() {
    const own = atlas.story.own();
    if (own !== kept) [kept, shaped] = [own, own && normalise(own)];
    return shaped;
  }

  const fresh = () => ({ id: `my-${new Date().toISOString().slice(0, 16).replace(/\D/g, "")}`, title: both((lang) => words[lang]["editor.own.title"]), about: both((lang) => words[lang]["editor.own.about"]), chapters: [] });
  const heading = (c) => both((lang) => words[lang]["editor.own.chapter"].replace("{n}", c + 1));

  // The stories and the words of both languages; without them nothing is changed, so nothing kept is lost.
  async function loaded() {
    try {
      words = (await atlas.loading).words;
      await atlas.story.load();
      return true;
    } catch {
      atlas.notice.say(atlas.text("present.failed"));
      return false;
    }
  }

  const pairOf = (field) => field.replace(/\.(zh|en)$/, "");

  // One change, with its way back. Typing in one field is one change.
  function keep(next, done, { field = "", open = part } = {}) {
    if (!field || past.at(-1)?.field !== field) past = [...past, { story: story(), part, done, field }].slice(-MOST_PAST);
    atlas.story.keep(next);
    part = open;
    if (wrong?.saving) wrong = field ? { ...wrong, list: wrong.list.filter((one) => pairOf(one.field) !== pairOf(field)) } : null;
    if (wrong?.saving && !wrong.list.length) wrong = null;
    if (!field) [said, draft] = [done, null];
    draw();
  }

  function undo() {
    const last = past.at(-1);
    if (!last) return;
    past = past.slice(0, -1);
    atlas.story.keep(last.story);
    [part, wrong, draft, said] = [last.part, wrong?.saving ? null : wrong, null, atlas.text("editor.undone", { what: last.done })];
    draw();
    focusOn("editor-undo", "add-view");
  }

  const write = (field, value) => keep(put(story(), field, value), atlas.text("editor.did.words"), { field });

  // ---- what the buttons do -----------------------------------------------------------------------------------------------------

  function known(view) {
    const targets = atlas.data.items.filter((item) => item.kind === "target"), { total, placed } = atlas.filtered();
    const of = (status) => targets.filter((item) => item.target.status === status).length, [met, near] = [of("met"), of("near")];
    return { words, index: atlas.index, shown: { total, placed, rest: total - placed }, targets: { total: targets.length, met, near, none: targets.length - met - near } };
  }

  async function suggested(view) {
    const all = known(view);
    if (!atlas.indicators.isOn(view)) return suggestion(view, all);
    // The browser has this answer already: the lens that is on was drawn from it.
    const [book] = await Promise.all([fetch(root.dataset.indicators).then((answer) => answer.json()), atlas.indicators.load()]);
    return suggestion(view, { ...all, book, indicator: atlas.indicators.subject(view) });
  }

  async function addView() {
    const view = atlas.now();
    atlas.sharing?.show(false);
    if (!(await loaded())) return;
    const told = await suggested(view), now = story() || fresh(), n = steps(now).length;
    if (n >= MOST_STEPS) return void atlas.notice.say(atlas.text("editor.full", { most: MOST_STEPS }));
    const done = atlas.text("editor.did.add", { n: n + 1 });
    keep(add(now, { view: query(view), ...told }, heading(0)), done, { open: state === "open" ? `step:${n}` : part });
    if (state === "open") document.querySelector(`#editor [data-n="${n}"]`)?.scrollIntoView({ block: "nearest" });
    else atlas.notice.say(done);
  }

  // The first of these buttons that can be pressed takes the focus.
  const focusOn = (...names) => names.map((name) => document.querySelector(`#editor [data-act="${name}"]:not(:disabled)`)).find(Boolean)?.focus();
  const number = (control) => +control.closest("[data-n]").dataset.n;
  const focusStep = (n, act = "editor-part") => document.querySelector(`#editor [data-n="${n}"] [data-act="${act}"]:not(:disabled)`)?.focus();

  // The step goes where it is sent and the focus goes with it, so one press after another works.
  function moveStep(n, by, act) {
    const moved = canMove(story(), n, by) && move(story(), n, by);
    if (!moved) return;
    const opened = part === `step:${n}` ? `step:${moved.n}` : part === `step:${moved.n}` ? `step:${n}` : part.startsWith("step") ? part : "";
    keep(moved.story, atlas.text("editor.did.move", { n: n + 1, to: moved.n + 1, chapter: chapterName(moved.story, at(moved.story, moved.n).c) }), { open: opened });
    focusStep(moved.n, act);
    if (!document.activeElement?.closest?.(`#editor [data-n="${moved.n}"]`)) focusStep(moved.n);
  }

  function removeStep(n) {
    const next = remove(story(), n);
    keep(next, atlas.text("editor.did.remove", { n: n + 1, title: atlas.name(steps(story())[n].title) }), { open: "" });
    if (steps(next).length) focusStep(Math.min(n, steps(next).length - 1));
    else focusOn("add-view");
  }

  function turnChapter(n) {
    const { c, s } = at(story(), n);
    keep(rechapter(story(), n, heading(s ? c + 1 : c)), atlas.text(s ? "editor.did.chapter" : "editor.did.join", { n: n + 1 }));
    focusStep(n, "editor-chapter");
  }

  const isPhone = () => matchMedia("(max-width: 699px)").matches;

  // The View of a step, in the reader's language and theme; a story kept for long may name what this release does not know.
  function pictured(step) {
    const { view } = atlas.view.parse(step.view), { cities, industries, items, places } = atlas.index, only = (ids, rows) => ids.filter((id) => rows.has(id)), { lang, theme } = atlas.now();
    return { ...view, room: "browse", lang, theme, city: only(view.city, cities), industry: only(view.industry, industries), selected: items.has(view.selected) || places.has(view.selected) ? view.selected : "" };
  }

  function showStep(n) {
    atlas.change(pictured(steps(story())[n]));
    if (isPhone()) turn("folded");
  }

  function retake(n) {
    const now = story(), { highlight: _, ...step } = steps(now)[n];
    keep(put(now, fieldOf(now, n), { ...step, view: query(atlas.now()) }), atlas.text("editor.did.retake", { n: n + 1 }));
  }

  // A given story is the beginning of an own one.
  function copy() {
    const given = atlas.story.find(source) || given0();
    if (!given) return;
    keep({ ...normalise(given), id: fresh().id }, atlas.text("editor.did.copy", { title: atlas.name(given.title) }), { open: "" });
  }

  const givens = () => atlas.story.all().filter((one) => one.id !== atlas.story.OWN);
  const given0 = () => givens()[0];

  function present() {
    const view = atlas.story.scripted({ ...atlas.now(), room: "present", story: atlas.story.OWN }, 1);
    if (view) atlas.change(view);
  }

  // ---- files --------------------------------------------------------------------------------------------------------------------

  const failed = (what) => atlas.notice.say(atlas.text("editor.failed", { what: atlas.text(what) }));

  // The answer of the server: what it made, or its problems; null when it gave neither.
  async function asked(address, body, type) {
    try {
      const answer = await fetch(`${address}?lang=${atlas.now().lang}`, { method: "POST", headers: { "Content-Type": type }, body });
      if (answer.ok) return { answer };
      return answer.status === 422 ? { problems: (await answer.json()).problems } : null;
    } catch {
      return null;
    }
  }

  async function during(what, job) {
    if (busy) return;
    busy = what;
    draw();
    try { await job(); } catch (fault) { console.error(fault); failed(what); } finally { busy = ""; draw(); }
  }

  function complain(problems, rest) {
    [wrong, said] = [{ ...rest, list: problems }, ""];
    const first = rest.saving && problems.find((one) => one.field);
    if (first) part = partOf(story(), first.field);
    draw();
    const title = document.getElementById("editor-wrong");
    title?.scrollIntoView({ block: "nearest" });
    title?.focus();
  }

  const save = () => during("editor.save", async () => {
    const told = await asked("/stories/file", JSON.stringify(ready(story())), "application/json");
    if (!told) return failed("editor.save");
    if (told.problems) return complain(told.problems, { saving: true });
    const name = fileName(told.answer.headers.get("Content-Disposition")) || `${story().id}.yaml`;
    hand(await told.answer.blob(), name);
    [wrong, said] = [null, atlas.text("editor.did.save", { name })];
  });

  const fileName = (header) => { const match = /filename\*=UTF-8''([^;]+)|filename="?([^";]+)/i.exec(header || ""); return match ? decodeURIComponent(match[1] || match[2]) : ""; };

  function hand(content, name) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // A file takes the place of the story only when all of it is sound; the story it replaces is one step back.
  const load = (file) => during("editor.load", async () => {
    const tooBig = file.size > MOST_BYTES && [{ line: null, field: "", value: "", words: both((lang) => words[lang]["editor.file.big"]) }];
    const told = tooBig ? { problems: tooBig } : await asked("/stories/check", await file.arrayBuffer(), "text/plain; charset=utf-8");
    if (!told) return failed("editor.load");
    if (told.problems) return complain(told.problems, { file: file.name });
    const next = normalise((await told.answer.json()).story);
    wrong = null;
    keep(next, atlas.text("editor.did.load", { name: file.name, count: steps(next).length }), { open: "" });
  });

  const chooseFile = () => document.getElementById("editor-file")?.click();

  // ---- the sheet ------------------------------------------------------------------------------------------------------------------

  const button = (act, label, { primary, ...rest } = {}) => h("button", { key: act, type: "button", className: primary ? "button primary" : "button", "data-act": act, ...rest }, label);
  const arrow = (act, sign, label, disabled) => h("button", { key: act, type: "button", className: "editor-arrow", "data-act": act, disabled, title: label }, h("span", { "aria-hidden": true }, sign), h("span", { className: "unseen" }, label));
  const chapterName = (of, c) => atlas.name(of.chapters[c].title) || atlas.text("editor.chapter", { n: c + 1 });
  const isOpen = (name) => part === name;

  function why(field) {
    const told = wrong?.saving ? wrong.list.filter((one) => one.field === field).map((one) => atlas.name(one.words)) : [];
    return told.length ? told.join(atlas.text("list.space")) : "";
  }

  // One field in one language. Characters are counted near the limit; past it the field says so.
  function field(of, kind, lang, { rows = 1, label }) {
    const name = `${of}.${lang}`, id = `editor-${name}`, value = read(story(), name) ?? "", most = LIMITS[kind][lang], count = length(value), over = count > most;
    const fault = over ? atlas.text("editor.long", { count, most }) : why(name), other = read(story(), `${of}.${lang === "zh" ? "en" : "zh"}`) || "";
    const isLine = kind !== "notes", change = (event) => write(name, isLine ? event.target.value.replace(/\s*\n\s*/g, " ") : event.target.value);
    const keys = (event) => { if (isLine && event.key === "Enter" && !event.nativeEvent.isComposing) event.preventDefault(); };
    return h("div", { className: "editor-field", key: name }, h("label", { htmlFor: id }, label, h("span", { lang: TAGS[lang] }, NAMES[lang])),
      h("textarea", { id, lang: TAGS[lang], rows, value, placeholder: value ? "" : cut(other, 60), autoComplete: "off", "aria-invalid": Boolean(fault), "aria-describedby": fault ? `${id}-why` : undefined, onChange: change, onKeyDown: keys }),
      !over && count >= most * NEAR && h("span", { className: "editor-count" }, atlas.text("editor.count", { count, most })),
      fault && h("p", { id: `${id}-why`, className: "editor-why" }, fault));
  }

  const pair = (of, kind, key, rows) => LANGUAGES.map((lang) => field(of, kind, lang, { rows, label: atlas.text(key) }));

  function secondsField(of) {
    const name = `${of}.seconds`, id = `editor-${name}`, typed = draft?.field === name ? draft.words : null, value = typed ?? String(read(story(), name) ?? "");
    const fault = typed !== null ? atlas.text("editor.seconds.range", { least: FEWEST_SECONDS, most: MOST_SECONDS }) : why(name);
    const change = (event) => {
      const words = event.target.value.trim(), given = /^\d+$/.test(words) ? +words : NaN;
      draft = words && !isSeconds(given) ? { field: name, words } : null;
      draft ? draw() : write(name, words ? given : undefined);
    };
    return h("div", { className: "editor-field seconds", key: name }, h("label", { htmlFor: id }, atlas.text("editor.seconds")),
      h("input", { id, type: "text", inputMode: "numeric", value, placeholder: String(atlas.story.seconds(null)), autoComplete: "off", "aria-invalid": Boolean(fault), "aria-describedby": fault ? `${id}-why` : undefined, onChange: change }),
      fault && h("p", { id: `${id}-why`, className: "editor-why" }, fault));
  }

  // The picture of a step in a few words.
  function describe(step) {
    const { text, name, index } = atlas, view = pictured(step);
    const item = index.items.get(view.selected) || index.places.get(view.selected), lens = view.lens === "plan" ? "system" : view.lens, passage = view.lens === "plan" && view.passage && atlas.plan.title(view.passage);
    const words = [view.lens !== "overview" && text(`tab.${lens}`), atlas.headline.isFiltered(view) && atlas.headline.subject(view), item && name(item.name), passage, view.year, view.camera && text("editor.near")].filter(Boolean).join(text("list.part")) || text("editor.whole");
    return words === name(step.title) ? name(step.text) || words : words;
  }

  function form(n, of) {
    const step = steps(story())[n], isNow = step.view === query(atlas.now()), first = at(story(), n).s === 0, view = why(`${of}.view`) || why(`${of}.highlight`);
    return h("div", { className: "editor-form", key: "form" },
      h("div", { className: "editor-tools", key: "view" }, button("editor-show", atlas.text("editor.show"), { disabled: isNow }), button("editor-retake", atlas.text("editor.retake"), { disabled: isNow })),
      view && h("p", { className: "editor-why", key: "why" }, view), pair(`${of}.title`, "title", "editor.field.title"), pair(`${of}.text`, "text", "editor.field.text", 2),
      secondsField(of), h("details", { key: "notes", className: "editor-notes", open: Boolean(step.notes) || undefined }, h("summary", null, atlas.text("present.notes")), pair(`${of}.notes`, "notes", "present.notes", 3)),
      h("div", { className: "editor-tools", key: "tools" }, n > 0 && button("editor-chapter", atlas.text(first ? "editor.join" : "editor.split")), button("editor-remove", atlas.text("editor.remove"))));
  }

  const faulty = (name) => wrong?.saving && wrong.list.some((one) => partOf(story(), one.field) === name);
  const mark = (name) => faulty(name) && h("span", { className: "editor-faulty" }, atlas.text("editor.faulty"));

  function row(step, n, of) {
    const name = `step:${n}`, opened = isOpen(name), isNow = step.view === query(atlas.now()), { text } = atlas;
    const keys = (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by || !event.altKey || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
      event.preventDefault();
      moveStep(n, by, event.target.dataset?.act);
    };
    return h("li", { key: n, className: opened ? "editor-step open" : "editor-step", "data-n": n, onKeyDown: keys },
      h("div", { className: "editor-row", key: "row" },
        h("button", { type: "button", className: "editor-head", "data-act": "editor-part", "data-part": name, "aria-expanded": opened },
          h("span", { className: isNow ? "editor-n now" : "editor-n" }, n + 1, isNow && h("span", { className: "unseen" }, text("editor.now"))),
          h("span", { className: "editor-name" }, h("b", null, atlas.name(step.title) || text("editor.untitled")), h("small", null, describe(step), step.seconds ? ` · ${text("editor.lasts", { seconds: step.seconds })}` : ""), mark(name))),
        arrow("editor-up", "↑", text("editor.up", { n: n + 1 }), !canMove(story(), n, -1)), arrow("editor-down", "↓", text("editor.down", { n: n + 1 }), !canMove(story(), n, 1))),
      opened && form(n, of));
  }

  const fold = (name, title, note, fields) => h("div", { key: name, className: isOpen(name) ? "editor-part open" : "editor-part" },
    h("button", { type: "button", className: "editor-head", "data-act": "editor-part", "data-part": name, "aria-expanded": isOpen(name) }, h("span", { className: "editor-name" }, note !== title && h("small", null, note), h("b", null, title), mark(name)), h("span", { className: "editor-pen", "aria-hidden": true })),
    isOpen(name) && h("div", { className: "editor-form", key: "form" }, fields()));

  function chapter(one, c) {
    const from = before(story(), c), of = `chapters[${c}]`;
    return h("li", { key: c, className: "editor-chapter" }, fold(`chapter:${c}`, chapterName(story(), c), atlas.text("editor.chapter", { n: c + 1 }), () => pair(`${of}.title`, "heading", "editor.field.chapter")),
      h("ol", null, one.steps.map((step, s) => row(step, from + s, `${of}.steps[${s}]`))));
  }

  // Where a problem is, in words a reader of the screen knows; the field itself stands beside it.
  function place(field) {
    const [first, c, inner, s] = path(field), { text } = atlas;
    if (first !== "chapters" || c === undefined) return "";
    return [text("editor.chapter", { n: c + 1 }), inner === "steps" && s !== undefined && text("editor.step", { n: s + 1 })].filter(Boolean).join(text("list.part"));
  }

  function problem(one, i) {
    const { text } = atlas, where = [one.line && text("editor.line", { line: one.line }), place(one.field)].filter(Boolean).join(text("list.part"));
    const told = [h("b", { key: "where" }, where, one.field && h("code", null, one.field)), !wrong.saving && one.value && h("q", { key: "value" }, cut(String(one.value), LONGEST_VALUE)), h("span", { key: "words" }, atlas.name(one.words))];
    return h("li", { key: i }, wrong.saving && one.field ? h("button", { type: "button", "data-act": "editor-goto", "data-field": one.field }, told) : told);
  }

  function problems() {
    if (!wrong) return null;
    const { text } = atlas, count = wrong.list.length;
    return h("section", { className: "editor-problems", key: "wrong", "aria-labelledby": "editor-wrong" },
      h("h3", { id: "editor-wrong", tabIndex: -1 }, wrong.saving ? text("editor.wrong.save", { count }) : text("editor.wrong.load", { name: wrong.file, count })),
      h("ul", null, wrong.list.map(problem)), button("editor-heard", text("editor.heard")));
  }

  function templates() {
    const all = givens(), option = (one) => h("option", { key: one.id, value: one.id }, atlas.name(one.title)), group = (key, list) => list.length > 0 && h("optgroup", { key, label: atlas.text(key) }, list.map(option));
    if (!all.length) return null;
    return h("section", { className: "editor-from", key: "from" }, h("label", { htmlFor: "editor-from" }, atlas.text("editor.from")),
      h("div", { className: "editor-tools" }, h("select", { id: "editor-from", value: source || all[0].id, onChange: (event) => { source = event.target.value; draw(); } }, group("editor.from.written", all.filter((one) => !one.made)), group("editor.from.made", all.filter((one) => one.made))), button("editor-copy", atlas.text("editor.copy"))));
  }

  function clock(list) {
    const total = list.reduce((sum, step) => sum + atlas.story.seconds(step), 0);
    return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, "0")}`;
  }

  function sheet() {
    const own = story(), list = steps(own), { text } = atlas, fileChosen = (event) => { const [file] = event.target.files; if (file) load(file); event.target.value = ""; };
    return [
      h("header", { className: "editor-top", key: "top" }, h("h2", { id: "editor-title", tabIndex: -1 }, text("editor.title")),
        h("button", { type: "button", className: "editor-fold", "data-act": "editor-fold" }, text("editor.fold")), close()),
      h("div", { className: "editor-tools main", key: "tools" }, button("add-view", text("share.add"), { primary: true, disabled: list.length >= MOST_STEPS }), button("editor-undo", text("editor.undo"), { disabled: !past.length, title: past.at(-1)?.done }), button("editor-present", text("present.open"), { disabled: !list.length })),
      h("div", { className: "editor-scroll", key: "scroll" },
        h("p", { className: "editor-said", key: "said", role: "status" }, said), problems(),
        list.length ? [fold("story", atlas.name(own.title) || text("editor.untitled"), text("editor.story"), () => [pair("title", "title", "editor.field.title"), pair("about", "text", "editor.field.about", 2)]), h("ol", { className: "editor-chapters", key: "chapters" }, own.chapters.map(chapter)), h("p", { className: "editor-kept", key: "kept" }, text("editor.kept", { count: list.length, time: clock(list) }))]
          : h("p", { className: "editor-begin", key: "begin" }, text("editor.begin")),
        templates()),
      h("footer", { className: "editor-tools files", key: "files" }, button("editor-save", text(busy === "editor.save" ? "editor.busy" : "editor.save"), { disabled: !list.length }), button("editor-load", text(busy === "editor.load" ? "editor.busy" : "editor.load")), button("editor-clear", text("editor.clear"), { disabled: !own }),
        h("input", { id: "editor-file", type: "file", accept: ".yaml,.yml,.json", hidden: true, onChange: fileChosen, "aria-label": text("editor.load") })),
    ];
  }

  const close = () => h("button", { key: "close", type: "button", className: "close", "data-act": "editor-close" }, h("span", { "aria-hidden": true }, "×"), h("span", { className: "unseen" }, atlas.text("editor.close")));

  // The bar that stays while the reader browses for the next picture.
  const bar = () => h("div", { className: "editor-bar" }, button("add-view", atlas.text("share.add"), { primary: true }),
    button("editor-unfold", atlas.text("editor.unfold", { count: steps(story()).length })), close());

  function draw() {
    const node = document.getElementById("editor");
    if (!node || !atlas.ready) return;
    const on = atlas.now().room === "browse" ? state : "";
    node.hidden = !on;
    // The bar may lie over the map: names and camera keep clear of it.
    node.toggleAttribute("data-covers", on === "folded");
    node.dataset.pads = on === "folded" ? "top" : "";
    if ((root.dataset.editor || "") !== on) { root.dataset.editor = on; requestAnimationFrame(() => atlas.repaint()); }
    atlas.headline.render("editor", on ? h(window.React.Fragment, null, on === "open" ? sheet() : bar()) : null);
  }

  // ---- opening and closing --------------------------------------------------------------------------------------------------------

  async function open(control) {
    atlas.sharing?.show(false);
    if (state !== "open" && control && !control.closest("#editor")) opener = control.isConnected ? control : document.activeElement;
    if (!(await loaded())) return;
    if (atlas.now().room !== "browse") atlas.change({ room: "browse", story: "", step: "" });
    turn("open");
  }

  function turn(to) {
    state = to;
    said = "";
    draw();
    if (to === "open") document.getElementById("editor-title")?.focus({ preventScroll: true });
    if (to === "folded") document.querySelector('#editor [data-act="editor-unfold"]')?.focus({ preventScroll: true });
    if (!to) (isThere(opener) ? opener : document.querySelector('.header [data-act="share-open"]'))?.focus();
  }

  const isThere = (node) => node?.isConnected && node.offsetParent !== null;
  const openPart = (name) => {
    part = part === name ? "" : name;
    draft = null;
    draw();
    document.querySelector(`#editor [data-part="${name}"]`)?.closest(".editor-part, .editor-step").scrollIntoView({ block: "nearest" });
  };

  function goTo(field) {
    part = partOf(story(), field);
    draw();
    const node = document.getElementById(`editor-${field}`) || document.querySelector(`#editor [data-part="${part}"]`);
    if (node?.closest("details")) node.closest("details").open = true;
    node?.focus();
  }

  // Escape closes what has the focus: the editor, when nothing else is open over the map.
  function escape(event) {
    if (event.key !== "Escape" || !state || event.defaultPrevented || event.isComposing || !atlas.ready || atlas.now().room !== "browse") return;
    const view = atlas.now(), inside = event.target.closest?.("#editor"), free = event.target === document.body && !view.selected && view.lens === "overview";
    if (!inside && !free) return;
    event.preventDefault();
    turn("");
  }

  // Another window of this browser made a change: take it up rather than write over it.
  function hear({ key, newValue }) {
    if (key !== "sunan-story" || !atlas.ready) return;
    let given = null;
    try { given = JSON.parse(newValue); } catch { return; }
    atlas.story.keep(given);
    draw();
  }

  document.addEventListener("keydown", escape);
  window.addEventListener?.("storage", hear);
  atlas.onPaint((view, past) => { if (view.room !== past.room) draw(); });
  atlas.onFollow(() => { if (state) draw(); });

  const acts = {
    "add-view": addView, "edit-story": (control) => (state === "open" ? turn("") : open(control)), "editor-close": () => turn(""), "editor-fold": () => turn("folded"), "editor-unfold": () => turn("open"),
    "editor-part": (control) => openPart(control.dataset.part), "editor-goto": (control) => goTo(control.dataset.field), "editor-heard": () => { wrong = null; draw(); document.getElementById("editor-title")?.focus(); }, "editor-undo": undo,
    "editor-up": (control) => moveStep(number(control), -1, "editor-up"), "editor-down": (control) => moveStep(number(control), 1, "editor-down"), "editor-remove": (control) => removeStep(number(control)), "editor-chapter": (control) => turnChapter(number(control)),
    "editor-show": (control) => showStep(number(control)), "editor-retake": (control) => retake(number(control)), "editor-save": save, "editor-load": chooseFile, "editor-copy": copy, "editor-present": present,
    "editor-clear": () => { keep(null, atlas.text("editor.did.clear"), { open: "" }); focusOn("add-view"); },
  };
  atlas.editor = { acts, open, close: () => turn(""), normalise, steps, at, add, remove, move, canMove, rechapter, put, read, ready, partOf, query, suggestion };
})();
