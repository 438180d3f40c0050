"""What is true: the catalogue, the ground under it, and what is computed from them.

Imports neither Dash, Plotly, Folium nor Flask. Everything is WGS-84 (EPSG:4326) in degrees, longitude first,
unless a name says otherwise. Importing this package loads nothing: use `geodata.catalog.load_catalog`.
"""
