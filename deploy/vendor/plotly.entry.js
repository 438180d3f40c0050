// plotly.js with only the traces this app draws; dcc.Graph uses window.Plotly when it is already there.
const Plotly = require("plotly.js/lib/core");
Plotly.register([require("plotly.js/lib/bar"), require("plotly.js/lib/choroplethmap"), require("plotly.js/lib/scattermap"), require("plotly.js/lib/sankey")]);
module.exports = Plotly;
