"""The pages of the stewards' desk: each form ends in a redirect, each refusal in words on a page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from flask import Flask, Response, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from callbacks.steward_door import language, origin, who
from geodata.catalog import shipped_ground
from geodata.changes import Line, lines
from geodata.desk import Desk
from geodata.drafts import MOST_DRAFTS, Draft, TooManyDraftsError
from geodata.intake.grid import RefusedError
from geodata.problems import CatalogueError
from geodata.releases.difference import difference, rows_by_id
from geodata.releases.faults import NO_FOLDER, BaseMoved, StoreError
from layouts.preview_map import preview_map
from layouts.steward_words import counted, finding_row, known, line_rows, marks, moment, question_form, said
from layouts.text import text

log = logging.getLogger(__name__)
KINDS = ("all", "indicators", "sites")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_LINES = 400  # more are counted, not listed
Answer = str | AnyResponse


def register(server: Flask, desk: Desk, changed: Callable[[], None]) -> None:
    """Add the pages; `changed` is called when another release is in use."""
    add_words(server)
    add_reading(server, desk)
    add_drafts(server, desk)
    add_publishing(server, desk, changed)


def add_words(server: Flask) -> None:
    """Give the templates the words of the reader's language."""

    @server.context_processor
    def words() -> dict[str, Any]:
        lang = language()

        def t(key: str, **values: object) -> str:
            return text(f"steward.{key}", lang, **values)

        return {
            "lang": lang,
            "t": t,
            "steward": g.get("steward"),
            "moment": moment,
            "act": lambda one: known(f"steward.act.{one}", lang, one),
            "result": lambda one: known(f"steward.result.{one}", lang, one),
        }


def told(page: Callable[..., Answer]) -> Callable[..., Answer]:
    """Turn what the store or the disk refuses into words on the desk; nothing is half-applied."""

    @wraps(page)
    def answered(*given: Any, **more: Any) -> Answer:
        try:
            return page(*given, **more)
        except (StoreError, CatalogueError) as wrong:
            flash(str(wrong), "error")
        except OSError as wrong:
            log.error("%s: %s", request.path, wrong)
            flash(text("steward.disk", language(), reason=wrong.strerror or "?"), "error")
        return redirect(url_for("home"), 303)

    return answered


def add_reading(server: Flask, desk: Desk) -> None:
    """Add what only reads: the desk, two releases side by side, the log, the template."""

    @server.get("/")
    def home() -> str:
        opened = desk.store.open()
        return render_template(
            "desk.html",
            now=opened.release,
            problem=opened.problem or ("" if desk.store.folder else str(StoreError(NO_FOLDER))),
            history=desk.store.history()[::-1],
            drafts=desk.drafts.all()[::-1] if desk.store.folder else (),
            approvals=desk.approvals,
            kinds=KINDS,
        )

    @server.get("/diff")
    @told
    def diff() -> str:
        history = desk.store.history()
        chosen = [request.args.get(name, "") for name in ("from", "to")]
        ids = [release.id for release in history]
        if not all(one in ids for one in chosen):
            abort(404)
        old, new = (desk.store.read(one) for one in chosen)
        changed = lines(difference(old, new), old, new)
        return render_template(
            "diff.html",
            chosen=chosen,
            history=history,
            counts=counted(changed),
            **_changes(changed, rows_by_id(new["cities"])),
        )

    @server.get("/log")
    def audit() -> str:
        return render_template("log.html", entries=desk.store.log()[::-1][:1000])

    @server.get("/template.xlsx")
    @told
    def template_file() -> Response:
        wanted = request.args.get("words", language())
        name = f"sunan-atlas-{desk.store.open().release.id}-{wanted}.xlsx"
        return _file(desk.template("en" if wanted == "en" else "zh"), name)


def add_drafts(server: Flask, desk: Desk) -> None:
    """Add what happens to an upload before it is published."""

    @server.post("/upload")
    @told
    def upload() -> Answer:
        sent, kind = request.files.get("file"), request.form.get("kind", KINDS[0])
        data = sent.read() if sent else b""
        if not sent or not data or kind not in KINDS:
            flash(text("steward.no-file", language()), "error")
            return redirect(url_for("home"), 303)
        try:
            draft = desk.receive(data, sent.filename or "", kind, who(), origin())  # type: ignore[arg-type]
        except TooManyDraftsError:
            flash(text("steward.too-many", language(), most=MOST_DRAFTS), "error")
            return redirect(url_for("home"), 303)
        return redirect(url_for("draft", token=draft.token), 303)

    @server.get("/draft/<token>")
    @told
    def draft(token: str) -> str:
        return _draft_page(desk, _found(desk, token))

    @server.post("/draft/<token>/answer")
    @told
    def answer(token: str) -> Answer:
        given = {key[7:]: value for key, value in request.form.items() if key.startswith("answer-")}
        desk.answer(_found(desk, token), {key[:60]: value[:200] for key, value in given.items() if value})
        return redirect(url_for("draft", token=token), 303)

    @server.post("/draft/<token>/discard")
    @told
    def discard(token: str) -> Answer:
        desk.discard(_found(desk, token), who(), origin())
        flash(text("steward.discarded", language()), "note")
        return redirect(url_for("home"), 303)

    @server.get("/draft/<token>/copy.xlsx")
    @told
    def copy(token: str) -> Answer:
        try:
            return _file(desk.copy(_found(desk, token), language()), f"checked-{token}.xlsx")
        except RefusedError as refusal:
            flash(str(refusal), "error")
            return redirect(url_for("draft", token=token), 303)


def add_publishing(server: Flask, desk: Desk, changed: Callable[[], None]) -> None:
    """Add what puts another release in use."""

    @server.post("/draft/<token>/publish")
    @told
    def publish(token: str) -> Answer:
        found, lang = _found(desk, token), language()
        note = request.form.get("note", "").strip()
        if not note and not found.note:
            flash(text("steward.note-missing", lang), "error")
            return redirect(url_for("draft", token=token), 303)
        try:
            release = desk.publish(found, who(), note, origin(), request.form.get("seen", ""))
        except BaseMoved:
            flash(text("steward.base-moved", lang), "warning")
            return redirect(url_for("draft", token=token), 303)
        if release is None:
            flash(text("steward.waits", lang), "note")
            return redirect(url_for("draft", token=token), 303)
        changed()
        flash(text("steward.published", lang, release=release.id), "note")
        return redirect(url_for("home"), 303)

    @server.post("/rollback")
    @told
    def roll_back() -> Answer:
        release = desk.roll_back(
            request.form.get("release", ""), who(), request.form.get("note", "").strip(), origin()
        )
        changed()
        flash(text("steward.rolled-back", language(), release=release.id), "note")
        return redirect(url_for("home"), 303)


def _found(desk: Desk, token: str) -> Draft:
    draft = desk.drafts.find(token)
    if draft is None:
        abort(404)
    return draft


def _draft_page(desk: Desk, draft: Draft) -> str:
    preview, lang = desk.preview(draft), language()
    findings = preview.outcome.findings
    return render_template(
        "draft.html",
        draft=draft,
        preview=preview,
        refused=said(preview.refused, lang) if preview.refused else None,
        findings=[finding_row(one, lang) for one in findings[:MOST_LINES]],
        found={level: sum(one.level == level for one in findings) for level in ("error", "warning", "note")},
        questions=[question_form(one, lang) for one in preview.outcome.questions],
        counts=counted(preview.lines),
        is_mine=any(one.who == who() and one.seen == preview.seen for one in draft.approvals),
        approved=[one.who for one in draft.approvals if one.seen == preview.seen],
        approvals=desk.approvals,
        **_changes(preview.lines, rows_by_id(desk.store.open().tables["cities"])),
    )


def _changes(changed: Sequence[Line], cities: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    lang, ground = language(), shipped_ground()
    rows = line_rows(changed[:MOST_LINES], lang)
    seats = {row[f"short_{lang}"]: (float(row["lon"]), float(row["lat"])) for row in cities.values()}
    drawn = preview_map(ground.cities, seats, marks(changed, lang), lang)
    return {"rows": rows, "more": max(0, len(changed) - MOST_LINES), "map": drawn}


def _file(content: bytes, name: str) -> Response:
    answer = Response(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
