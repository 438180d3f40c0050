// The rail as a sheet on a phone: three stops – grip, half, full – by press or by drag.
(function () {
  const STOPS = ["grip", "half", "full"];
  const rail = () => document.getElementById("rail");
  let from = null;

  function stop(name) {
    rail().dataset.stop = name;
    requestAnimationFrame(() => window.atlas.map.relayout());
  }

  function next() {
    if (rail().dataset.moved === "yes") { rail().dataset.moved = ""; return; }
    stop(STOPS[(STOPS.indexOf(rail().dataset.stop) + 1) % STOPS.length]);
  }

  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".grip")) from = { y: event.clientY, at: STOPS.indexOf(rail().dataset.stop) };
  });
  document.addEventListener("pointerup", (event) => {
    if (!from) return;
    const dragged = from.y - event.clientY, step = Math.abs(dragged) < 24 ? 0 : Math.sign(dragged);
    if (step) { rail().dataset.moved = "yes"; stop(STOPS[Math.min(2, Math.max(0, from.at + step))]); }
    from = null;
  });

  window.atlas.sheet = { next };
})();
