"""The Sunan Innovation Atlas: composes catalogue, layout, callbacks and server. Importing it does nothing."""

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import dash_ag_grid  # noqa: F401  registers the grid's scripts, which the list loads later
from dash import Dash, html
from flask import Flask, request

from callbacks import (
    downloads,
    export_forms,
    exports,
    indicators,
    industries,
    kiosk,
    map_view,
    routes,
    static_files,
    stories,
)
from callbacks.data_files import DataFiles
from geodata.catalog import Catalog, load_catalog
from geodata.known import known
from geodata.loading import Unreadable
from geodata.plan_file import plan_text
from geodata.problems import CatalogueError
from geodata.release import content_hash
from geodata.settings import Settings, SettingsError, load_settings
from geodata.storytelling import stories_folder, story_files
from geodata.view import parse_address
from layouts.index import Addresses, Parts, index_html
from layouts.page import page, panel_frames
from layouts.text import text

VERSION = "0.4.0"
ROOT = Path(__file__).parent
ASSETS = ROOT / "assets"
BUILD_DIR = ROOT / ".build"


class Atlas(Dash):
    """Dash with our own page around it."""

    addresses: Addresses

    def interpolate_index(self, **parts: Any) -> str:
        """Return the page in the language, theme and room of the requested View."""
        view, _ = parse_address(request.path, request.query_string.decode("utf-8", "replace"))
        wanted = {name: parts[name] for name in ("css", "scripts", "config", "renderer")}
        return index_html(view, self.addresses, Parts(**wanted))


def create_app(catalog: Catalog, settings: Settings, build_dir: Path = BUILD_DIR) -> Atlas:
    """Return the whole app over a catalogue; its static files are written once per content.

    Raises Unreadable when the configured text of the plan cannot be read, StoryError for an unsound story.
    """
    code = [path for part in ("geodata", "layouts", "callbacks") for path in (ROOT / part).rglob("*.py")]
    assets_hash = content_hash([path for path in ASSETS.rglob("*") if path.is_file()])
    told = stories_folder(settings.catalogue_dir)
    release_hash = content_hash([ROOT / "layouts" / "languages", *story_files(told), *code]) + catalog.release
    assets, data = f"/assets/{assets_hash}", f"/release/{release_hash}"
    release = DataFiles(catalog, data, plan_text(settings), told)

    app = Atlas(
        __name__,
        assets_folder=str(ASSETS),
        assets_url_path=assets[1:],
        title=text("app.title", "zh"),
        update_title=None,
        compress=True,
    )
    app.addresses = Addresses(
        f"{data}/atlas.json",
        f"{data}/indicators.json",
        release.plan_address,
        release.stories_address,
        f"{data}/ground.geojson",
        f"{assets}/vendor/grid_locale_zh.json",
        assets,
        release.slides_address,
        f"{assets_hash}-{release_hash}{release.plan_mark}",
        kiosk.page_settings(settings),
    )
    app.layout = page(catalog, settings, data)
    app.validation_layout = html.Div([app.layout, *panel_frames().values()])
    book = known(catalog)
    map_view.register(app)
    indicators.register(app, book)
    industries.register(app, catalog)
    downloads.register(app, book, settings)
    stories.register(app, catalog)
    kiosk.register(app, book, settings, assets)
    health = {"status": "ok", "release": catalog.release, "version": VERSION, "page": app.addresses.page}
    routes.register(app, catalog, assets, health)

    folder = build_dir / app.addresses.page
    exports.register(app, book, settings, cache(lambda: release.scales(folder)))
    if not folder.is_dir():
        files = static_files.suite_files(app.server) | static_files.asset_files(ASSETS, assets)
        static_files.write(files | release.files(), folder)
    static_files.serve(app.server, folder)
    return app


def create_server() -> Flask:
    """Return the WSGI app: `gunicorn "app:create_server()"`. Raises what main() answers with a message."""
    settings = load_settings()
    prepare()
    return create_app(load_catalog(settings.catalogue_dir), settings).server


def prepare() -> None:
    """Write the static files in a process of its own: what only that needs must not stay in the server."""
    subprocess.run([sys.executable, str(ROOT / "app.py"), "--prepare"], check=True)


def main(arguments: list[str]) -> int:
    """Serve with waitress until stopped, or only write the static files (`--prepare`).

    A wrong setting or a damaged catalogue ends it with a clear message.
    """
    from waitress import create_server as listen  # noqa: PLC0415  gunicorn does not need it

    try:
        settings = load_settings()
        server = create_app(load_catalog(settings.catalogue_dir), settings).server
        if "--prepare" in arguments:
            return 0
        listening = listen(
            server,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,
            max_request_body_size=export_forms.MAX_BODY_BYTES + 1_000_000,
        )
    except (SettingsError, CatalogueError, Unreadable) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    except OSError as wrong:
        print(f"HOST={settings.host} PORT={settings.port}: {wrong.strerror}", file=sys.stderr)
        return 1
    print(f"苏南创新图谱 Sunan Innovation Atlas: http://{settings.host}:{settings.port}/", flush=True)
    run: Callable[[], None] = listening.run
    run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
