// The sites of the chosen industry ("" for all), as circles on Leaflet's canvas.
(function () {
  const mark = (feature, latlng) => L.circleMarker(latlng, { radius: 5, stroke: false, fillOpacity: 1, fillColor: feature.properties.colour });
  const shows = (feature, context) => !context.hideout || feature.properties.industries.includes(context.hideout);
  window.benchLeaflet = { mark, shows };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { benchLeaflet: { choose: (industry) => industry } });
})();
