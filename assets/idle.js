// Nobody near: after a while without a touch a countdown, then the kiosk is as if nobody had been there. A touch cancels it.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const COUNTDOWN_S = 10;
  const UNTOUCHED_S = 15;   // nobody has come since the reset: the attract loop begins
  const TICK_MS = 250;
  const SIGNS = ["pointerdown", "pointermove", "pointerup", "wheel", "touchmove", "keydown", "scroll"];
  let touchedAt = performance.now(), isTouched = false, zeroAt = 0, shown = 0, swallow = 0;

  const isOn = () => atlas.ready && atlas.kiosk.isOn();
  const left = () => Math.max(0, Math.ceil((zeroAt - performance.now()) / 1000));

  function touched(event) {
    // What the camera's own flights scroll or move is no visitor.
    if (!event.isTrusted) return;
    touchedAt = performance.now();
    if (event.type === "pointerdown" || event.type === "keydown") isTouched = true;
    if (zeroAt && event.type === "pointerdown") { cancel(); swallow = performance.now() + 800; }
  }

  function cancel() {
    zeroAt = 0;
    touchedAt = performance.now();
    atlas.kiosk.over();
  }

  function tick() {
    if (!isOn() || atlas.attract.isOn()) return;
    const quiet = (performance.now() - touchedAt) / 1000;
    if (zeroAt) {
      if (left() === 0) return leave();
      if (left() !== shown) { shown = left(); atlas.kiosk.over(); }
      return;
    }
    // A story that plays is being watched.
    if (atlas.story.isPlaying()) { touchedAt = performance.now(); return; }
    if (!isTouched) { if (quiet >= UNTOUCHED_S) atlas.attract.start(); return; }
    if (quiet >= atlas.kiosk.settings().idle) { zeroAt = performance.now() + COUNTDOWN_S * 1000; shown = COUNTDOWN_S; atlas.kiosk.over(); }
  }

  function leave() {
    zeroAt = 0;
    [isTouched, touchedAt] = [false, performance.now()];
    atlas.kiosk.reset();
  }

  // Nobody has been here: what was counted down is over.
  function untouched() {
    isTouched = false;
    if (zeroAt) cancel();
  }

  function countdown() {
    if (!zeroAt) return null;
    return h("div", { className: "over-back", key: "countdown" }, h("section", { className: "over-card countdown", role: "alertdialog", "aria-labelledby": "countdown-title" },
      h("h2", { id: "countdown-title" }, atlas.text("kiosk.idle")), h("b", { className: "countdown-number" }, left()), h("p", null, atlas.text("kiosk.idle.note")), h("button", { type: "button", className: "kiosk-button primary", "data-act": "stay" }, atlas.text("kiosk.idle.stay"))));
  }

  for (const sign of SIGNS) addEventListener(sign, touched, { capture: true, passive: true });
  // The touch that cancels presses nothing that lay under the countdown.
  addEventListener("click", (event) => { if (isOn() && performance.now() < swallow) { event.preventDefault(); event.stopPropagation(); swallow = 0; } }, true);
  setInterval(tick, TICK_MS);
  const acts = {
    stay: () => cancel(),
  };
  atlas.idle = { countdown, leave, quiet: () => performance.now() - touchedAt, untouched, acts };
})();
