"""The Sunan Innovation Atlas: composes catalogue, layout, callbacks and server. Importing it does nothing."""

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import dash_ag_grid  # noqa: F401  registers the grid's scripts, which the list loads later
from dash import Dash, html
from flask import request
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from callbacks import (
    downloads,
    export_forms,
    exports,
    headers,
    indicators,
    industries,
    kiosk,
    map_view,
    routes,
    static_files,
    steward_app,
    stories,
)
from callbacks.data_files import DataFiles
from callbacks.live import Live, Served
from geodata.catalog import Catalog, catalog_of, load_catalog
from geodata.known import known
from geodata.loading import Unreadable
from geodata.plan_file import plan_text
from geodata.problems import CatalogueError
from geodata.release import content_hash
from geodata.releases.shelf import Opened
from geodata.releases.store import Store
from geodata.settings import Settings, SettingsError, load_settings
from geodata.stewards import StewardsError
from geodata.storytelling import stories_folder, story_files
from geodata.view import parse_address
from layouts.index import Addresses, Parts, index_html
from layouts.page import page, panel_frames
from layouts.text import text

VERSION = "0.5.0"
ROOT = Path(__file__).parent
ASSETS = ROOT / "assets"
BUILD_DIR = ROOT / ".build"


class Atlas(Dash):
    """Dash with our own page around it."""

    addresses: Addresses
    folder: Path  # where its static files lie

    def interpolate_index(self, **parts: Any) -> str:
        """Return the page in the language, theme and room of the requested View."""
        view, _ = parse_address(request.path, request.query_string.decode("utf-8", "replace"))
        wanted = {name: parts[name] for name in ("css", "scripts", "config", "renderer")}
        return index_html(view, self.addresses, Parts(**wanted))


def create_app(
    catalog: Catalog, settings: Settings, build_dir: Path = BUILD_DIR, said: routes.Health = dict
) -> Atlas:
    """Return the whole app over a catalogue; its static files are written once per content.

    `said` is what health says besides: what is wrong with the release, if anything is.
    Raises Unreadable when the configured text of the plan cannot be read, StoryError for an unsound story.
    """
    code = [path for part in ("geodata", "layouts", "callbacks") for path in (ROOT / part).rglob("*.py")]
    told = stories_folder(settings.catalogue_dir)
    release_hash = content_hash([ROOT / "layouts" / "languages", *story_files(told), *code]) + catalog.release
    assets, data = assets_address(), f"/release/{release_hash}"
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
        f"{assets.rpartition('/')[2]}-{release_hash}{release.plan_mark}",
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
    routes.register(app, catalog, assets, lambda: health | dict(said()))

    app.folder = folder = build_dir / app.addresses.page
    exports.register(app, book, settings, cache(lambda: release.scales(folder)))
    if not folder.is_dir():
        files = static_files.suite_files(app.server) | static_files.asset_files(ASSETS, assets)
        static_files.write(files | release.files(), folder)
    static_files.serve(app.server, folder)
    headers.guard(app.server, settings, app.csp_hashes())
    return app


def assets_address() -> str:
    """Return where scripts and styles are served: it changes with what they hold."""
    return f"/assets/{content_hash([path for path in ASSETS.rglob('*') if path.is_file()])}"


def create_server() -> WSGIApplication:
    """Return the WSGI app: `gunicorn "app:create_server()"`. Raises what main() answers with a message."""
    settings = load_settings()
    prepare()
    return served(settings)


def served(settings: Settings, build_dir: Path = BUILD_DIR) -> WSGIApplication:
    """Return what is served: the catalogue as it is, or the release in use and, with stewards, their door."""
    store = Store(settings.releases_dir, settings.catalogue_dir)
    public = _live(store, settings, build_dir) if store.folder else None
    plain = public or create_app(load_catalog(settings.catalogue_dir), settings, build_dir).server
    if not settings.has_door:
        return plain
    look = public.look if public else lambda: None
    return DispatcherMiddleware(plain, {"/data": steward_app.create(store, settings, assets_address(), look)})


def _live(store: Store, settings: Settings, build_dir: Path) -> Live:
    def make(opened: Opened, said: routes.Health) -> Served:
        atlas = create_app(catalog_of(opened.tables, opened.release.id), settings, build_dir, said)
        return Served(atlas.server, atlas.addresses.data.rpartition("/")[0], atlas.folder)

    return Live(store, make, prepare)


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
        server = served(settings)
        if "--prepare" in arguments:
            return 0
        listening = listen(
            server,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            ident=None,
            # What a proxy says is believed only of those in TRUSTED_PROXIES (callbacks/proxies.py).
            clear_untrusted_proxy_headers=False,
            max_request_body_size=export_forms.MAX_BODY_BYTES + 1_000_000,
        )
    except (SettingsError, CatalogueError, Unreadable, StewardsError) as wrong:
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
