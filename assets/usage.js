// What the hall looks at: subjects only, never persons; counted by the server where the operator wants it.
(function () {
  const atlas = window.atlas;
  // Which screen of the hall this is: no part of the View, so it is kept from the address the page was opened at.
  const screen = new URLSearchParams(location.search).get("screen") || "";

  function count(subject) {
    if (!subject || !atlas.kiosk.settings().usage) return;
    fetch(`/usage${screen ? `?screen=${encodeURIComponent(screen)}` : ""}`, { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ subject }) }).catch(() => { /* not counted */ });
  }

  function subjectOf(view, before) {
    if (view.shelf === "attract") return before.shelf === "attract" ? "" : "attract";
    if (view.selected && view.selected !== before.selected) return atlas.index.items.has(view.selected) ? view.selected : "";
    if (view.story && view.story !== before.story) return "story";
    const industry = view.industry.find((id) => !before.industry.includes(id));
    if (industry) return industry;
    return atlas.view.format({ ...view, lang: "zh" }) === atlas.view.format(atlas.kiosk.home()) ? "home" : "";
  }

  atlas.onFollow((view, before) => { if (atlas.kiosk.isOn(view) && view !== before) count(subjectOf(view, before)); });
  atlas.usage = { count, screen };
})();
