"""Plain HTTP beside the app: health, the map without WebGL, friendly pages for what fails."""

import logging
from collections.abc import Callable, Mapping

from dash import Dash
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from callbacks import headers
from callbacks.heartbeat import Heartbeat
from geodata.catalog import Catalog
from geodata.view import ROOMS, parse_view
from layouts.index import plain_page

log = logging.getLogger(__name__)
CATCH_ALL = "/<path:path>"
SUITES = "/_dash-component-suites/"
CALLBACK = "/_dash-update-component"
MAX_BODY_BYTES = 1_000_000


def reader_language() -> str:
    """Return the language of this request: of its View, else the browser's preference, else Chinese."""
    query = request.query_string.decode("utf-8", "replace")
    if "lang" in request.args:
        return parse_view(query)[0].lang
    return request.accept_languages.best_match(["zh", "en"]) or "zh"


Health = Callable[[], Mapping[str, str]]


def register(app: Dash, catalog: Catalog, assets: str, health: Health) -> None:
    """Add the routes, the guards and the error pages; `health` is what the server says of itself."""
    app.server.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    add_answers(app.server, catalog, health)
    add_guards(app, assets)
    add_error_pages(app.server, assets)


def add_answers(server: Flask, catalog: Catalog, health: Health) -> None:
    """Add health and the map without WebGL."""
    heartbeat = Heartbeat()

    @server.get("/healthz")
    def healthz() -> Response:
        beat = heartbeat.told(is_kiosk=request.args.get("screen") == "kiosk")
        return jsonify({**health(), **beat})

    @server.get("/leaflet")
    def leaflet() -> tuple[str, dict[str, str]]:
        from layouts.fallback import leaflet_page  # noqa: PLC0415  folium is heavy and rarely needed

        view, _ = parse_view(request.query_string.decode("utf-8", "replace"))
        page = leaflet_page(catalog, view)
        return page, {headers.CSP: headers.policy(headers.script_hashes(page))}


def is_callback(app: Dash, body: object) -> bool:
    """Say whether a request's body calls a callback that this server answers."""
    known = app.callback_map.get(body.get("output")) if isinstance(body, dict) else None
    return isinstance(known, dict) and "callback" in known


def add_guards(app: Dash, assets: str) -> None:
    """Refuse what nobody of ours would ask before Dash stumbles over it."""
    server: Flask = app.server

    @server.before_request
    def unknown_callback() -> tuple[Response, int] | None:
        if request.path != CALLBACK:
            return None
        try:
            body = request.get_json(silent=True)
        except RecursionError:
            body = None
        return None if is_callback(app, body) else (jsonify(error="unknown callback"), 400)

    @server.before_request
    def unknown_path() -> tuple[str, int] | None:
        # Dash answers every path with the app itself; a mistyped address deserves to hear so.
        is_room = request.path.strip("/") in ROOMS
        if request.url_rule is not None and request.url_rule.rule == CATCH_ALL and not is_room:
            return plain_page("missing", reader_language(), assets), 404
        return None


def add_error_pages(server: Flask, assets: str) -> None:
    """Answer every fault with a friendly page and one line in the log."""

    @server.errorhandler(HTTPException)
    def refused(fault: HTTPException) -> tuple[str, int]:
        kind = "missing" if fault.code == 404 else "error"
        return plain_page(kind, reader_language(), assets), fault.code or 500

    @server.errorhandler(Exception)
    def failed(fault: Exception) -> tuple[str, int]:
        if request.path.startswith(SUITES):  # Dash raises where it should say that there is no such file
            return plain_page("missing", reader_language(), assets), 404
        log.error("%s %.120r: %s %.200r", request.method, request.path, type(fault).__name__, str(fault))
        return plain_page("error", reader_language(), assets), 500
