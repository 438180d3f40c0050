// Runs in each measured page before any of its scripts. `window.bench` says when a picture stands: the moment after
// the first animation frame whose outcome shows it (the task that follows the frame's style, layout and paint).
(function () {
  const graph = () => document.querySelector("#map .js-plotly-plot");
  const maplibre = () => graph()?._fullLayout?.map?._subplot?.map;
  const canvas = () => document.querySelector(".leaflet-overlay-pane canvas");

  function afterFrame(check, done) {
    const { port1, port2 } = new MessageChannel();
    const next = () => requestAnimationFrame(() => port2.postMessage(0));
    port1.onmessage = () => {
      const at = performance.now();
      if (!check()) return next();
      port1.close();
      done(at);
    };
    next();
  }

  // Where a place lies on Leaflet's map, in px of the page; the map was never moved.
  function onLeaflet([lon, lat], { lon: lon0, lat: lat0, zoom }) {
    const world = 256 * 2 ** zoom, frame = document.querySelector(".leaflet-container").getBoundingClientRect();
    const y = (degrees) => (1 - Math.asinh(Math.tan((degrees * Math.PI) / 180)) / Math.PI) / 2;
    return [frame.left + frame.width / 2 + ((lon - lon0) / 360) * world, frame.top + frame.height / 2 + (y(lat) - y(lat0)) * world];
  }

  function leafletPixel(place, camera) {
    const drawn = canvas(), frame = drawn.getBoundingClientRect(), [x, y] = onLeaflet(place, camera);
    const scale = drawn.width / frame.width;
    return drawn.getContext("2d").getImageData(Math.round((x - frame.left) * scale), Math.round((y - frame.top) * scale), 1, 1).data;
  }

  // The last pixel MapLibre drew at a place, read in its own `render` event (afterwards the buffer is gone).
  function watchMaplibre(place) {
    const map = maplibre(), gl = map.getCanvas().getContext("webgl2"), seen = { pixel: "" };
    const read = () => {
      const at = map.project(place), scale = map.getCanvas().width / map.getCanvas().clientWidth, pixel = new Uint8Array(4);
      gl.readPixels(Math.round(at.x * scale), Math.round(map.getCanvas().height - at.y * scale), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      seen.pixel = pixel.join();
    };
    map.on("render", read);
    map.triggerRepaint();
    return { seen, stop: () => map.off("render", read) };
  }

  const marks = () => [...document.querySelectorAll("#map [data-mark]")].map((node) => node.getAttribute("aria-label") + node.textContent).join("|");

  // Whether the first picture stands, with all sites.
  const painted = {
    plain: () => { const map = maplibre(); return Boolean(map?.getLayer("plotly-trace-layer-sites-circle")) && map.loaded(); },
    leaflet: ({ place, camera }) => Boolean(canvas()?.width) && leafletPixel(place, camera)[3] === 255,
    atlas: () => document.getElementById("map")?.hasAttribute("data-view") && document.querySelector("#map [data-mark]") !== null,
  };

  // Functions that say whether the picture differs from the one that stands now.
  const changed = {
    plain: ({ place }) => {
      const { seen, stop } = watchMaplibre(place);
      let before = null;
      return { arm: () => { before = seen.pixel; return before !== ""; }, check: () => seen.pixel !== before, settled: () => maplibre().loaded(), stop };
    },
    leaflet: ({ place, camera }) => {
      const before = leafletPixel(place, camera).join();
      return { arm: () => true, check: () => leafletPixel(place, camera).join() !== before, settled: () => true, stop: () => {} };
    },
    atlas: ({ query }) => {
      const before = marks(), map = document.getElementById("map");
      const check = () => map.getAttribute("data-view") === query && marks() !== before;
      return { arm: () => true, check, settled: () => maplibre().loaded() && !maplibre().isMoving(), stop: () => {} };
    },
  };

  // Arms the page; resolves when it is ready to be clicked. The result then waits in `bench.click`.
  function arm(page, about) {
    const watch = changed[page](about);
    window.bench.click = new Promise((done) => {
      addEventListener("click", (event) => {
        const pressed = event.timeStamp;
        afterFrame(watch.check, (shown) => afterFrame(watch.settled, (settled) => {
          watch.stop();
          done({ shown: shown - pressed, settled: Math.max(settled, shown) - pressed });
        }));
      }, { capture: true, once: true });
    });
    return new Promise((ready) => afterFrame(() => watch.arm(), ready));
  }

  function first(page, about) {
    window.bench.first = new Promise((done) => afterFrame(() => painted[page](about), done));
  }

  window.bench = { arm, first };
})();
