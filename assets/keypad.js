// The kiosk's keyboard: letters to touch, and what they find as large candidates. Pinyin in full or by initials gives
// Chinese names, English letters the beginnings of English words. A letter that leads nowhere is quiet.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"], DIGITS = ["1234567890"];
  const LETTERS = [...ROWS, ...DIGITS].join(""), LONGEST = 24, HINTED = 4;
  const pageSize = () => (matchMedia("(max-aspect-ratio: 1/1)").matches ? 6 : 4);

  let isOpen = false, words = "", page = 0, digits = false, all = null, kept = { words: null };

  // What is found for the letters so far, and which letters would still find something.
  function looked(typed = words) {
    if (kept.words === typed) return kept;
    all ||= atlas.search.entries(atlas.data);
    kept = { words: typed, found: typed ? atlas.search.find(all, typed, Infinity) : hints(), next: atlas.search.leads(all, typed, LETTERS) };
    return kept;
  }

  // Before anything is typed: the cities, and the industries with most to show.
  function hints() {
    const counts = atlas.filters.apply(atlas.prepared, atlas.view.DEFAULT).counts.industry, of = (row) => counts.get(row.id) || 0;
    const majors = atlas.data.industries.filter((row) => !row.parent).sort((a, b) => of(b) - of(a)).slice(0, HINTED);
    return [...atlas.data.items.filter((item) => item.kind === "city"), ...majors.map((row) => ({ ...row, kind: "industry" }))];
  }

  const pages = () => Math.max(1, Math.ceil(looked().found.length / pageSize()));
  const shown = () => looked().found.slice(page * pageSize(), (page + 1) * pageSize());

  // ---- on the screen -----------------------------------------------------------------------------------------------------

  // The city first: what follows may not fit. The other language's name last, for who typed in it.
  const where = (item) => [item.city && item.kind !== "city" && atlas.name(atlas.index.cities.get(item.city)?.short), atlas.text(`kind.${item.kind}`), item.name[atlas.now().lang === "zh" ? "en" : "zh"]].filter(Boolean).join(" · ");

  const candidate = (item) => h("button", { key: item.id, type: "button", className: "kiosk-card candidate", "data-act": "keypad-choose", "data-item": item.id },
    atlas.panel.disc(item.kind), h("span", { className: "card-body" }, h("b", null, atlas.name(item.name)), h("span", null, where(item))));

  function key(letter) {
    const leads = looked().next.has(letter);
    return h("button", { key: letter, type: "button", className: leads ? "key" : "key quiet", "data-act": "keypad-key", "data-key": letter, "aria-disabled": !leads }, letter.toUpperCase());
  }

  const tool = (act, word, disabled = false) => h("button", { key: act, type: "button", className: "key tool", "data-act": act, disabled }, atlas.text(word));

  function sheet() {
    const { text } = atlas, { found } = looked(), rows = digits ? DIGITS : ROWS;
    return h("div", { className: "keypad-body" },
      h("header", { className: "keypad-head" }, h("output", { className: words ? "typed" : "typed waiting", "aria-live": "polite" }, words ? words.toUpperCase() : text("keypad.title")), words && h("span", { className: "count" }, text("keypad.found", { count: found.length })),
        h("button", { type: "button", className: "kiosk-chip", "data-act": "keypad-close" }, text("panel.close"))),
      h("div", { className: "candidates" }, found.length ? shown().map(candidate) : h("p", { className: "keypad-none" }, text("keypad.none", { words: words.toUpperCase() }))),
      h("div", { className: "keys" }, rows.map((row) => h("div", { key: row, className: "key-row" }, row.split("").map(key))),
        h("div", { className: "key-row tools" }, tool("keypad-digits", digits ? "keypad.letters" : "keypad.digits"), tool("keypad-clear", "keypad.clear", !words), tool("keypad-erase", "keypad.erase", !words), tool("keypad-more", "keypad.more", pages() < 2))));
  }

  function draw() {
    const node = document.getElementById("keypad");
    node.hidden = !isOpen;
    document.documentElement.dataset.keypad = isOpen ? "open" : "";
    atlas.headline.render("keypad", isOpen ? sheet() : null);
  }

  function set(next) {
    [words, page] = [next.slice(0, LONGEST), 0];
    draw();
  }

  function show(on) {
    if (on) atlas.usage.count("search");
    isOpen = on;
    digits = false;
    set("");
    atlas.kiosk.draw();
  }

  // A letter that leads nowhere is not taken: whoever types on can go on.
  function type(letter) {
    if (looked().next.has(letter)) set(words + letter);
  }

  function choose(id) {
    const item = looked().found.find((one) => one.id === id);
    show(false);
    if (item) atlas.kiosk.show(item);
  }

  const acts = {
    "keypad-key": (control) => type(control.dataset.key), "keypad-erase": () => set(words.slice(0, -1)), "keypad-clear": () => set(""), "keypad-close": () => show(false),
    "keypad-more": () => { page = (page + 1) % pages(); draw(); }, "keypad-digits": () => { digits = !digits; draw(); }, "keypad-choose": (control) => choose(control.dataset.item),
  };

  // A press on home, back or another part of the bar leaves the keyboard; a change of language only changes its words.
  atlas.onPaint((view, before) => {
    if (!isOpen) return;
    if (view.room !== "kiosk" || view.shelf === "attract") show(false);
    else if (view.lang !== before.lang) draw();
  });

  atlas.keypad = { open: () => show(true), close: () => show(false), isOpen: () => isOpen, reset: () => { if (isOpen) show(false); }, acts, looked, type, typed: () => words };
})();
