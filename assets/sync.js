// The stage and the presenter's window in one browser: each tells the other its View, and whether the screen is dark.
// No server is asked; without a BroadcastChannel each window simply stands alone.
(function () {
  const atlas = window.atlas;
  const OWN = ["room", "lang", "theme"];  // what each window keeps for itself
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("sunan-atlas") : null;
  let told = "", hearing = false;

  const query = (view) => { const { DEFAULT, format } = atlas.view; return format({ ...view, ...Object.fromEntries(OWN.map((key) => [key, DEFAULT[key]])) }); };
  const send = (message) => channel?.postMessage(message);

  function tell(view) {
    if (!channel || !atlas.present.isStage(view)) return;
    const now = query(view);
    if (now === told) return;
    told = now;
    if (!hearing) send({ view: now });
  }

  function hear({ data: message }) {
    if (!atlas.ready || !atlas.present.isStage(atlas.now()) || typeof message !== "object" || message === null) return;
    if (message.hello) return send({ view: query(atlas.now()), black: document.documentElement.dataset.black === "yes" });
    if (typeof message.black === "boolean") document.documentElement.dataset.black = message.black ? "yes" : "";
    if (typeof message.view !== "string" || message.view === query(atlas.now())) return;
    const { view } = atlas.view.parse(message.view), now = atlas.now();
    hearing = true;
    atlas.change({ ...view, ...Object.fromEntries(OWN.map((key) => [key, now[key]])) });
    hearing = false;
  }

  channel?.addEventListener("message", hear);
  atlas.onPaint((view, before) => {
    if (view === before && view.room === "presenter") send({ hello: true });
    else tell(view);
  });
  atlas.sync = { send };
})();
