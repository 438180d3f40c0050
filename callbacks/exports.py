"""Everything that leaves the room: items as tables and layers, slides, pages, a map of its own, the QR code.

Each request is made by itself from its View; a few at a time, others are told to wait. What is refused is
refused as short JSON: a key, and words in the reader's language.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from threading import BoundedSemaphore
from typing import Any

from dash import Dash
from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from callbacks.attachments import attachment, guarded
from callbacks.export_forms import MAX_BODY_BYTES, Asked, RefusalError, read_form, read_paper
from callbacks.routes import reader_language
from geodata.known import Known
from geodata.resolving import resolved
from geodata.settings import Settings
from geodata.view import View, parse_view
from layouts.text import text

log = logging.getLogger(__name__)
AT_A_TIME = 4
WAIT_S, RETRY_S = 3.0, 5
SCOPES = ("shown", "all")
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "html": "text/html; charset=utf-8",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}
HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
Scales = Callable[[], Mapping[str, Any]]


def register(app: Dash, known: Known, settings: Settings, scales: Scales = dict) -> None:
    """Add the addresses. `scales` returns the classes of the indicators as the browser gets them."""
    server: Flask = app.server
    exporting = BoundedSemaphore(AT_A_TIME)

    def book() -> Known:
        return replace(known, scales=scales())

    @server.get("/download/items.<kind>")
    @answered(exporting)
    def items_file(kind: str) -> Response:
        if kind not in ("csv", "xlsx", "geojson", "gpkg"):
            raise RefusalError("kind-unknown", 404)
        scope = request.args.get("scope", SCOPES[0])
        if scope not in SCOPES:
            raise RefusalError("scope-unknown", 400)
        content = item_file(book(), asked_view(), settings, scope, kind)
        return attachment(
            known, content, MEDIA_TYPES[kind], "items" if scope == "shown" else "items-all", kind
        )

    @server.get("/download/map.html")
    @answered(exporting)
    def map_file() -> Response:
        from layouts.standalone import LeafletMissingError, standalone_page  # noqa: PLC0415  folium is heavy

        try:
            page = standalone_page(book(), asked_view(), settings)
        except LeafletMissingError:
            raise RefusalError("leaflet-missing", 501) from None
        return attachment(known, page.encode(), MEDIA_TYPES["html"], "map", "html")

    @server.post("/export/slides.pptx")
    @answered(exporting)
    def slides_file() -> Response:
        from layouts.slides import Slide, presentation  # noqa: PLC0415

        about, asked = book(), read_form(request)
        slides = [Slide(step, one.picture, one.notes) for step, one in steps(about, settings, asked)]
        return attachment(known, presentation(slides), MEDIA_TYPES["pptx"], "slides", "pptx")

    @server.post("/export/document.pdf")
    @answered(exporting)
    def document_file() -> Response:
        from layouts.document import Sheet, document  # noqa: PLC0415

        about, asked = book(), read_form(request)
        sheets = [Sheet(step, one.picture) for step, one in steps(about, settings, asked)]
        content = document(sheets, read_paper(request))
        return attachment(known, content, MEDIA_TYPES["pdf"], "document", "pdf")

    @server.get("/qr.svg")
    @answered(None)
    def qr_code() -> Response:
        from layouts.qr import qr_svg, view_address  # noqa: PLC0415
        from layouts.take_away import phone_view, view_text  # noqa: PLC0415

        asked = asked_view()
        view = phone_view(resolved(known, asked))
        # A phone in the hall reaches this server only under an address that is known outside.
        is_text = "text" in request.args and not settings.public_url
        if is_text and asked.selected != view.selected:  # text about something else would pass for this
            raise RefusalError("item-unknown", 404)
        content = view_text(known, view, settings) if is_text else view_address(base_address(settings), view)
        answer = guarded(Response(qr_svg(content), content_type="image/svg+xml"))
        answer.headers["Content-Security-Policy"] = "default-src 'none'"
        return answer


def asked_view() -> View:
    """Return the View of this request's address."""
    return parse_view(request.query_string.decode("utf-8", "replace"))[0]


def base_address(settings: Settings) -> str:
    """Return the configured address of the atlas, else that under which it was just reached."""
    if settings.public_url:
        return settings.public_url
    if not HOST.fullmatch(request.host):
        raise RefusalError("host-unknown", 400)
    return request.host_url.rstrip("/")


def item_file(known: Known, view: View, settings: Settings, scope: str, kind: str) -> bytes:
    """Return the items of a View, or all, as a table or as layers of a map."""
    from geodata.item_files import geojson, geopackage  # noqa: PLC0415
    from geodata.spreadsheets import as_csv, as_xlsx  # noqa: PLC0415
    from layouts.item_sheet import item_about, item_sheet, wanted_items  # noqa: PLC0415

    if kind in {"csv", "xlsx"}:
        sheet = item_sheet(known, view, settings, scope)
        return as_csv(sheet) if kind == "csv" else as_xlsx(sheet)
    items, about = wanted_items(known, view, scope), item_about(known, view, settings, scope)
    return (
        geojson(known.catalog, items, about) if kind == "geojson" else geopackage(known.catalog, items, about)
    )


def steps(known: Known, settings: Settings, asked: list[Asked]) -> list[tuple[Any, Asked]]:
    """Return what is placed on each slide or page, with what was asked for."""
    from layouts.board import Step  # noqa: PLC0415
    from layouts.caption import caption  # noqa: PLC0415
    from layouts.exhibit import exhibits  # noqa: PLC0415

    found = []
    for i, one in enumerate(asked):
        number = f"{i + 1} / {len(asked)}" if len(asked) > 1 else ""
        said = caption(known, one.view, settings)
        step = Step(said, exhibits(known, one.view), one.size, one.title, one.text, number)
        found.append((step, one))
    return found


def answered(
    exporting: BoundedSemaphore | None,
) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Return what lets few requests in at a time and turns every fault into a short answer."""

    def around(work: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(work)
        def answer(**given: str) -> Response:
            if exporting is None:
                return refused_shortly(work, given)
            if not exporting.acquire(timeout=WAIT_S):
                busy = refusal(RefusalError("busy", 503))
                busy.headers["Retry-After"] = str(RETRY_S)
                return busy
            try:
                return refused_shortly(work, given)
            finally:
                exporting.release()

        return answer

    return around


def refused_shortly(work: Callable[..., Response], given: Mapping[str, str]) -> Response:
    """Return the file, or why there is none. Never a trace."""
    try:
        return work(**given)
    except Exception as fault:
        return refusal(reason(fault))


def reason(fault: Exception) -> RefusalError:
    """Return what to say of a fault; one that is not foreseen leaves a line in the log."""
    from layouts.qr import TooLongError  # noqa: PLC0415
    from layouts.typeface import PACKAGE, FontMissingError  # noqa: PLC0415

    foreseen: list[tuple[type[Exception], RefusalError]] = [
        (RequestEntityTooLarge, RefusalError("too-large", 413, most=MAX_BODY_BYTES // 1_000_000)),
        (FontMissingError, RefusalError("font-missing", 501, package=PACKAGE)),
        (TooLongError, RefusalError("address-too-long", 414)),
    ]
    if isinstance(fault, RefusalError):
        return fault
    for kind, refused in foreseen:
        if isinstance(fault, kind):
            return refused
    if isinstance(fault, HTTPException):
        return RefusalError("refused", fault.code or 400)
    log.error("%s %.120r: %s %.200r", request.method, request.path, type(fault).__name__, str(fault))
    return RefusalError("failed", 500)


def refusal(refused: RefusalError) -> Response:
    """Return a refusal as JSON: its key, and words in the reader's language."""
    language = g.get("export_language") or reader_language()
    words = text(f"export.{refused.key}", language, **refused.values)
    answer = guarded(jsonify(error=refused.key, message=words))
    answer.status_code = refused.status
    return answer
