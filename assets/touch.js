// Fingers in the hall: a control shows at once that it is touched and acts when it is let go; what a browser does on its own
// with a long press, two fingers, a selection or a key does not happen in the kiosk's room.
(function () {
  const isOn = () => document.documentElement.dataset.room === "kiosk";
  const CONTROLS = "button, [data-select], [data-act], [data-mark], a";
  let pressed = null;

  const release = () => { pressed?.removeAttribute("data-pressed"); pressed = null; };

  function press(event) {
    if (!isOn()) return;
    release();
    pressed = event.target.closest?.(CONTROLS);
    if (pressed?.disabled) pressed = null;
    pressed?.setAttribute("data-pressed", "");
  }

  // The finger has slid off: nothing will happen when it is lifted.
  function slide(event) {
    if (pressed && !pressed.contains(document.elementFromPoint(event.clientX, event.clientY))) release();
  }

  const refuse = (event) => { if (isOn()) event.preventDefault(); };

  // Links lead nowhere in this room, and a keyboard somebody plugs in opens nothing.
  function keys(event) {
    if (isOn() && (event.ctrlKey || event.altKey || event.metaKey || /^F\d+$|^(BrowserBack|BrowserHome|ContextMenu)$/.test(event.key))) { event.preventDefault(); event.stopPropagation(); }
  }

  function links(event) {
    if (isOn() && event.target.closest?.("a[href]") && !event.target.closest("[data-act]")) { event.preventDefault(); event.stopPropagation(); }
  }

  addEventListener("pointerdown", press, { capture: true, passive: true });
  addEventListener("pointermove", slide, { capture: true, passive: true });
  for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, release, { capture: true, passive: true });
  for (const own of ["contextmenu", "selectstart", "dragstart", "gesturestart", "dblclick"]) addEventListener(own, refuse, true);
  addEventListener("wheel", (event) => { if (isOn() && event.ctrlKey) event.preventDefault(); }, { capture: true, passive: false });
  addEventListener("touchmove", (event) => { if (isOn() && event.touches.length > 1 && event.cancelable) event.preventDefault(); }, { passive: false });
  addEventListener("keydown", keys, true);
  addEventListener("auxclick", refuse, true);
  addEventListener("click", links, true);
})();
