const test = require("node:test"), assert = require("node:assert/strict");
const { geometry } = require("./setup.js")("geometry");
const near = (a, b, by = 1e-6) => assert.ok(Math.abs(a - b) < by, `${a} ≠ ${b}`);

test("projection and back", () => {
  const [lon, lat] = geometry.unproject(...geometry.project(119.95, 31.62, 8.3), 8.3);
  near(lon, 119.95);
  near(lat, 31.62);
});

test("the world is 512 px wide at zoom 0 and doubles with each zoom", () => {
  near(geometry.project(180, 0, 0)[0], 512);
  near(geometry.project(180, 0, 3)[0], 4096);
});

test("fit shows the whole box inside the free part of the frame", () => {
  const box = [118.3, 30.7, 121.4, 32.6], padding = { left: 20, right: 420, top: 90, bottom: 30 };
  const [lon, lat, zoom] = geometry.fit(box, 1600, 1000, padding);
  const [cx, cy] = geometry.project(lon, lat, zoom);
  const [x0, y1] = geometry.project(box[0], box[1], zoom), [x1, y0] = geometry.project(box[2], box[3], zoom);
  assert.ok(800 + x0 - cx >= 19.9 && 800 + x1 - cx <= 1180.1);
  assert.ok(500 + y0 - cy >= 89.9 && 500 + y1 - cy <= 970.1);
});

test("a frame too small for its padding still gives a camera", () => {
  assert.ok(geometry.fit([118, 31, 119, 32], 50, 50, { left: 40, right: 40, top: 40, bottom: 40 }).every(Number.isFinite));
});

test("scale bar lengths are 1, 2 or 5 × 10ⁿ and fit", () => {
  for (let zoom = 5; zoom < 16; zoom += 0.37) {
    const { metres, pixels } = geometry.scaleBar(31.6, zoom, 150);
    assert.match(String(metres), /^[125]0*$/);
    assert.ok(pixels <= 150 && pixels > 55);
    near(pixels * geometry.metresPerPixel(31.6, zoom), metres, 1e-6);
  }
});
