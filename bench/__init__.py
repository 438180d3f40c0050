"""What the atlas costs, beside a plain Dash page and a dash-leaflet page with the same data. Measuring is no test."""
