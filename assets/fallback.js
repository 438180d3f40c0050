// Without WebGL the same View is drawn by Leaflet on a page of its own (layouts/fallback.py), and the app says why.
(function () {
  const atlas = window.atlas;
  let on = false;

  function show() {
    on = true;
    document.documentElement.dataset.webgl = "none";
    document.getElementById("map-fallback").hidden = false;
    if (atlas.ready) draw(atlas.now());
  }

  function draw(view) {
    if (!on) return;
    const query = atlas.view.format(view), host = document.getElementById("map-fallback");
    let frame = host.querySelector("iframe");
    if (!frame) {
      frame = Object.assign(document.createElement("iframe"), { title: atlas.text("map.label") });
      frame.addEventListener("load", () => document.getElementById("map").setAttribute("data-view", frame.dataset.view));
      const why = Object.assign(document.createElement("p"), { className: "fallback-why" });
      host.replaceChildren(why, frame);
    }
    host.querySelector(".fallback-why").textContent = atlas.text("fallback.why");
    if (frame.dataset.view === query) return;
    frame.dataset.view = query;
    frame.src = `/leaflet?${query}`;
  }

  // A press on a sign of the Leaflet map selects it here.
  addEventListener("message", (event) => {
    if (event.origin === location.origin && typeof event.data?.select === "string" && atlas.ready) atlas.change({ selected: event.data.select });
  });

  atlas.onFollow(draw);
  atlas.fallback = { show };
})();
