"""One page as a process of its own, on 127.0.0.1: `python -m bench.serve plain|leaflet|atlas real|21k PORT`.

Each page is imported only where it is served: Dash sends the scripts of every component library it knows of.
"""

import importlib
import json
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from flask import Flask, Response, send_from_directory
from waitress import create_server

from bench import dataset
from geodata.catalog import Catalog, load_catalog
from geodata.loading import BOUNDARIES_DIR
from geodata.settings import load_settings

THREADS = 8


def atlas(catalog: Catalog, size: str, build: Path) -> Flask:
    """Return the atlas, its data file exchanged for that of another size before anything is served."""
    from app import BUILD_DIR, create_app  # noqa: PLC0415
    from callbacks import static_files  # noqa: PLC0415

    settings = load_settings()
    app = create_app(catalog, settings)
    if size == dataset.REAL:
        return app.server
    inside = app.addresses.data.lstrip("/")
    prepared = next(folder for folder in BUILD_DIR.iterdir() if (folder / inside).is_file())
    served = build / prepared.name
    shutil.copytree(prepared, served)
    content = json.loads((prepared / inside).read_bytes())
    content["payload"] = dataset.extended(content["payload"], catalog)
    static_files.write({"atlas.json": static_files.as_json(content)}, build / "exchanged")
    for path in (build / "exchanged").iterdir():
        shutil.move(path, (served / inside).with_name(path.name))
    again = create_app(catalog, settings, build)
    if again.addresses != app.addresses:
        raise RuntimeError("The atlas was changed while its bench started: start the bench again.")
    return again.server


def other(page: str, catalog: Catalog, size: str) -> Flask:
    """Return one of the two pages to compare with, and the outlines beside it."""
    module = importlib.import_module(f"bench.{page}_dash")
    server: Flask = module.create_app(dataset.data(catalog, size)).server

    @server.get("/ground/<name>.geojson")
    def ground(name: str) -> Response:
        return send_from_directory(BOUNDARIES_DIR, f"{name}.geojson")

    return server


def main(page: str, size: str, port: str) -> None:
    """Serve until stopped."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # an end that still tidies up
    catalog = load_catalog()
    with tempfile.TemporaryDirectory(prefix="bench-") as build:
        server = atlas(catalog, size, Path(build)) if page == "atlas" else other(page, catalog, size)
        create_server(server, host="127.0.0.1", port=int(port), threads=THREADS).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
