"""Plain HTTP beside the app: health, the map without WebGL, friendly pages for what fails."""

import logging

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from geodata.catalog import Catalog
from geodata.view import parse_view
from layouts.index import plain_page

log = logging.getLogger(__name__)
CATCH_ALL = "/<path:path>"


def reader_language() -> str:
    """Return the language of this request: of its View, else the browser's preference, else Chinese."""
    query = request.query_string.decode("utf-8", "replace")
    if "lang" in request.args:
        return parse_view(query)[0].lang
    return request.accept_languages.best_match(["zh", "en"]) or "zh"


def register(server: Flask, catalog: Catalog, assets: str, version: str) -> None:
    """Add the routes and the error pages."""

    @server.get("/healthz")
    def health() -> Response:
        return jsonify(status="ok", release=catalog.release, version=version)

    @server.get("/leaflet")
    def leaflet() -> str:
        from layouts.fallback import leaflet_page  # noqa: PLC0415  folium is heavy and rarely needed

        view, _ = parse_view(request.query_string.decode("utf-8", "replace"))
        return leaflet_page(catalog, view)

    @server.before_request
    def unknown_path() -> tuple[str, int] | None:
        # Dash answers every path with the app itself; a mistyped address deserves to hear so.
        if request.url_rule is not None and request.url_rule.rule == CATCH_ALL:
            return plain_page("missing", reader_language(), assets), 404
        return None

    @server.errorhandler(HTTPException)
    def refused(fault: HTTPException) -> tuple[str, int]:
        kind = "missing" if fault.code == 404 else "error"
        return plain_page(kind, reader_language(), assets), fault.code or 500

    @server.errorhandler(Exception)
    def failed(fault: Exception) -> tuple[str, int]:
        log.error("%s %s: %s: %s", request.method, request.path, type(fault).__name__, fault)
        return plain_page("error", reader_language(), assets), 500
