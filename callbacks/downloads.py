"""Files to take away: what a View shows or all of it, as CSV or XLSX. Few are written at a time."""

from collections.abc import Callable
from datetime import date
from threading import BoundedSemaphore

from dash import Dash
from flask import Flask, Response, abort, request

from callbacks.attachments import attachment
from geodata.known import Known
from geodata.settings import Settings
from geodata.spreadsheets import Sheet, as_csv, as_xlsx
from geodata.view import View, parse_view
from layouts.sheets import SCOPES, indicator_sheet, target_sheet

AT_A_TIME = 2
WAIT_S = 3.0
WRITERS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def register(app: Dash, known: Known, settings: Settings) -> None:
    """Add the addresses of the files."""
    writing = BoundedSemaphore(AT_A_TIME)

    def send(kind: str, name: str, sheet: Callable[[View], Sheet]) -> Response:
        if kind not in WRITERS:
            abort(404)
        view, _ = parse_view(request.query_string.decode("utf-8", "replace"))
        if not writing.acquire(timeout=WAIT_S):
            abort(503, description="busy")
        try:
            write, media_type = WRITERS[kind]
            content = write(sheet(view))
        finally:
            writing.release()
        return attachment(known, content, media_type, name, kind)

    server: Flask = app.server

    @server.get("/download/indicators.<kind>")
    def indicators_file(kind: str) -> Response:
        scope = request.args.get("scope", SCOPES[0])
        if scope not in SCOPES:
            abort(400)
        what = "indicators" if scope == "shown" else "indicators-all"
        return send(kind, what, lambda view: indicator_sheet(known, view, settings, scope, date.today()))

    @server.get("/download/targets.<kind>")
    def targets_file(kind: str) -> Response:
        return send(kind, "targets", lambda view: target_sheet(known, view, settings))
