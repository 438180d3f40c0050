"""The ground of the map: small committed files, and the script that builds them from public data packages."""
