"""What the atlas costs, beside a plain Dash and a dash-leaflet page with the same data."""
