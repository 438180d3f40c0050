// Third-party JavaScript of the atlas, built from the npm packages into assets/vendor (not committed).
// Without Node the app runs on the plotly.js that Dash brings.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const here = (path) => new URL(path, import.meta.url).pathname;
const vendor = here("../../assets/vendor/");
const folium = here("../../layouts/vendor/");

await mkdir(vendor, { recursive: true });
await mkdir(folium, { recursive: true });

await build({
  entryPoints: [here("plotly.entry.js")], bundle: true, minify: true, format: "iife", globalName: "Plotly",
  outfile: `${vendor}plotly.min.js`, define: { global: "window" }, target: "es2020", loader: { ".css": "text" },
  footer: { js: "window.Plotly=Plotly;" }, legalComments: "none", logLevel: "warning",
});

const { AG_GRID_LOCALE_CN } = require("@ag-grid-community/locale");
await writeFile(`${vendor}grid_locale_zh.json`, JSON.stringify(AG_GRID_LOCALE_CN));

// Leaflet's stylesheet with its pictures inside, so that one file needs no other.
const leaflet = require.resolve("leaflet/package.json").replace("package.json", "dist/");
let css = await readFile(`${leaflet}leaflet.css`, "utf8");
for (const [whole, name] of css.matchAll(/url\(["']?([^)"']+\.png)["']?\)/g)) {
  const png = await readFile(leaflet + name);
  css = css.replace(whole, `url(data:image/png;base64,${png.toString("base64")})`);
}
await writeFile(`${folium}leaflet.css`, css);
await writeFile(`${folium}leaflet.js`, await readFile(`${leaflet}leaflet.js`));
await writeFile(`${folium}jquery.js`, await readFile(require.resolve("jquery/dist/jquery.min.js")));
