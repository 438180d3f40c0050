"""Releases of the data: immutable GeoPackages with a manifest each, one pointer, one log."""
