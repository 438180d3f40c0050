// The pieces of window that the pure functions of assets/ touch when they are loaded.
const noop = () => {};
globalThis.window = globalThis.window || globalThis;
globalThis.atlas = globalThis.atlas || { onPaint: noop, onFollow: noop };
globalThis.document = globalThis.document || { addEventListener: noop };
require("../../assets/view.js");
module.exports = (name) => { require(`../../assets/${name}.js`); return window.atlas; };
