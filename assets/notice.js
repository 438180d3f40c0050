// Quiet words to the reader: a notice that passes, the line for screen readers, the copied link.
(function () {
  const atlas = window.atlas;
  let timer = 0;

  function say(sentence) {
    const node = document.getElementById("notice");
    node.textContent = sentence;
    node.hidden = false;
    clearTimeout(timer);
    stay(node);
  }

  // Six seconds from when there is a picture to look at beside it.
  function stay(node) {
    const isPainted = document.getElementById("map").hasAttribute("data-view");
    timer = isPainted ? setTimeout(() => { node.hidden = true; }, 6000) : setTimeout(() => stay(node), 200);
  }

  // The picture in words: what is chosen and how many items are shown.
  function inWords(view, result) {
    const { index, name, text } = atlas, chosen = [
      ...view.city.map((id) => name(index.cities.get(id).short)), ...view.industry.map((id) => name(index.industries.get(id).name)),
      ...view.kind.filter((id) => id !== atlas.view.NOTHING && view.kind.length <= 4).map((id) => text(`kind.${id}`)),
      ...view.claim.map((id) => text(`claim.${id}`)),
    ];
    const what = chosen.length ? chosen.join(text("list.separator")) : text("live.all");
    return text("live.shown", { what, total: result.total, placed: result.placed });
  }

  function follow(view) {
    document.getElementById("live").textContent = inWords(view, atlas.filtered());
    const subject = atlas.panel.subject();
    document.title = [subject && atlas.name(subject.name), atlas.text("app.title")].filter(Boolean).join(" · ");
  }

  async function copyLink() {
    const copied = await copy(location.href);
    say(atlas.text(copied ? "share.copied" : "share.failed", { link: location.href }));
  }

  async function copy(words) {
    try { await navigator.clipboard.writeText(words); return true; } catch { return copyByHand(words); }
  }

  // Pages served over plain http have no clipboard interface.
  function copyByHand(words) {
    const area = Object.assign(document.createElement("textarea"), { value: words });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  atlas.onFollow(follow);
  atlas.notice = { say, copyLink, inWords };
})();
