// Search by Chinese, full pinyin, initials, English or alias; by industry and by clause. `/` goes to the field, the arrows
// through the hits, Enter to the first or chosen one, which the map flies to.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const MOST = 9;

  const plain = (words) => words.toLowerCase().normalize("NFKC").replace(/[\s'’·・\-()]/g, "");

  // A key is read in syllables, whose first letters are the key that follows it in the payload: gaoxinqu gxq → gao xin qu.
  // What is no syllable stands letter by letter in both (5g…). Null when the two do not belong together.
  const SYLLABLE = /^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]{1,3}(?:ng|n|r)?$/, LONGEST = 6;

  function syllables(full, initials) {
    const dead = new Set();
    const from = (i, j) => {
      if (i === full.length) return j === initials.length ? [] : null;
      if (j === initials.length || full[i] !== initials[j] || dead.has(i * 256 + j)) return null;
      for (let end = Math.min(i + LONGEST, full.length); end > i; end--) {
        if (end - i > 1 && !SYLLABLE.test(full.slice(i, end))) continue;
        const rest = from(end, j + 1);
        if (rest) return [full.slice(i, end), ...rest];
      }
      dead.add(i * 256 + j);
      return null;
    };
    return from(0, 0);
  }

  const spelt = (keys) => keys.flatMap((key, i) => (i + 1 < keys.length && key.length > keys[i + 1].length ? [syllables(key, keys[i + 1])] : [])).filter(Boolean);

  // Does the query go on from this syllable: each in full or by its initial (z or zh), the last as far as it is typed?
  function goesOn(parts, i, query) {
    if (!query) return true;
    const part = parts[i];
    if (!part) return false;
    if (part.startsWith(query)) return true;
    return [part, part.slice(0, 2), part[0]].some((start, n) => (n !== 1 || /^[zcs]h/.test(start)) && query.startsWith(start) && goesOn(parts, i + 1, query.slice(start.length)));
  }

  // What is searched, once a release: words with the weight of a hit on them (lower is better).
  function entries(payload) {
    const typed = (item) => { const keys = (item.keys || "").split(" ").filter(Boolean); return { keys, readings: spelt(keys) }; };
    const items = payload.items.map((item) => ({
      item, names: [item.name.zh, item.name.en].map(plain), aliases: (item.aliases || []).map(plain),
      english: item.name.en.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean), ...typed(item), clauses: item.clauses.map(plain),
    }));
    const industries = payload.industries.map((item) => ({
      item: { ...item, kind: "industry" }, names: [item.name.zh, item.name.en].map(plain), aliases: (item.synonyms || []).map(plain),
      english: item.name.en.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean), ...typed(item), clauses: [],
    }));
    return [...items, ...industries];
  }

  function score(entry, query) {
    const { names, aliases, english, keys, readings, clauses } = entry;
    if (names.includes(query)) return 0;
    if (aliases.includes(query)) return 1;
    if (names.some((name) => name.startsWith(query))) return 2;
    if (keys.includes(query)) return 3;
    if (aliases.some((alias) => alias.startsWith(query))) return 4;
    if (names[0].includes(query)) return 5;
    if (keys.some((key) => key.startsWith(query)) || readings.some((parts) => goesOn(parts, 0, query))) return 6;
    if (english.some((word) => word.startsWith(query))) return 7;
    if (names[1].includes(query) || aliases.some((alias) => alias.includes(query))) return 8;
    if (readings.some((parts) => parts.some((part, i) => goesOn(parts, i, query)))) return 9;
    if (query.length > 1 && clauses.includes(query)) return 10;
    return Infinity;
  }

  // The best hits, best first; among equals the shorter name, then the order of the catalogue.
  function find(all, words, most = MOST) {
    const query = plain(words);
    if (!query) return [];
    return all.map((entry, i) => [score(entry, query), entry.names[0].length, i, entry.item]).filter(([points]) => points < Infinity)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, most).map((row) => row[3]);
  }

  // The letters after which something would still be found. What a longer query finds, its beginning finds too.
  function leads(all, words, letters) {
    const query = plain(words), left = all.filter((entry) => !query || score(entry, query) < Infinity);
    return new Set([...letters].filter((letter) => left.some((entry) => score(entry, query + letter) < Infinity)));
  }

  // ---- the combobox ------------------------------------------------------------------------------------------------

  let all = null, words = "", hits = [], active = 0, open = false;

  function choose(item) {
    if (!item) return;
    close();
    words = "";
    if (item.kind === "industry") atlas.change({ industry: [item.id], lens: "industry", selected: "" });
    else {
      atlas.change({ selected: item.id });
      if (!atlas.now().list) atlas.camera.lookAtItem(item);
    }
    draw();
    field()?.blur();
  }

  const field = () => document.querySelector(".search input");
  const close = () => { open = false; document.documentElement.dataset.finding = ""; draw(); };

  function type(event) {
    words = event.target.value;
    all ||= entries(atlas.data);
    hits = find(all, words);
    active = 0;
    open = words.trim() !== "";
    draw();
  }

  function keys(event) {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); words = ""; close(); field().blur(); return; }
    if (event.nativeEvent?.isComposing || !open) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % Math.max(hits.length, 1);
      draw();
    }
    if (event.key === "Enter") { event.preventDefault(); choose(hits[active]); }
  }

  function where(item) {
    const city = item.city && item.kind !== "city" && atlas.name(atlas.index.cities.get(item.city).short);
    return [atlas.text(`kind.${item.kind}`), city, item.clauses && atlas.refs(item, 1)].filter(Boolean).join(" · ");
  }

  const option = (item, i) => h("li", { key: item.id, id: `hit-${i}`, role: "option", "aria-selected": i === active, className: "hit",
    onMouseDown: (event) => { event.preventDefault(); choose(item); } },
    atlas.panel.disc(item.kind), h("span", { className: "hit-name" }, atlas.name(item.name)), h("span", { className: "hit-where" }, where(item)));

  function draw() {
    if (!atlas.ready) return;
    const { text } = atlas;
    atlas.headline.render("search", h(window.React.Fragment, null,
      h("span", { className: "icon icon-search", "aria-hidden": true }),
      h("input", { type: "text", role: "combobox", value: words, placeholder: text("search.placeholder"), "aria-label": text("search.placeholder"), autoComplete: "off", spellCheck: false, maxLength: 60,
        "aria-expanded": open, "aria-controls": "hits", "aria-autocomplete": "list", "aria-activedescendant": open && hits.length ? `hit-${active}` : undefined, onChange: type, onKeyDown: keys, onBlur: () => { if (open) close(); } }),
      h("kbd", { "aria-hidden": true }, "/"),
      h("ul", { id: "hits", role: "listbox", className: "hits", hidden: !open || !hits.length, "aria-label": text("search.results") }, open ? hits.map(option) : null),
      open && !hits.length && h("div", { className: "hits none", role: "status" }, text("search.none", { words }))));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest?.("input, textarea, [contenteditable]")) return;
    event.preventDefault();
    focus();
  });

  function focus() {
    document.documentElement.dataset.finding = "yes";
    field()?.focus();
  }

  atlas.onPaint((view, before) => { if (view.lang !== before.lang || view === before) draw(); });
  atlas.search = { entries, find, leads, syllables, open: focus };
})();
