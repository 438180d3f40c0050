"""What stewards do: receive uploads, preview, answer, approve, publish, discard, roll back; each is logged.

The same code understands an upload for the preview and for its publication. Nothing is live before.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace

from geodata.catalog import Tables
from geodata.changes import Line, lines
from geodata.drafts import Draft, Drafts
from geodata.intake.annotating import annotated
from geodata.intake.grid import Outcome, RefusedError
from geodata.intake.reading import read_upload
from geodata.intake.template import template
from geodata.intake.understanding import Kind, understand
from geodata.problems import Words
from geodata.releases.difference import difference
from geodata.releases.digest import digest_of
from geodata.releases.faults import NO_FOLDER, BaseMoved, StoreError
from geodata.releases.manifest import Release
from geodata.releases.shelf import Opened
from geodata.releases.store import Store

MOST_NOTE_CHARS = 500


@dataclass(frozen=True)
class Preview:
    """What an upload would do to the release in use. `refused` is set when the file as a whole is."""

    draft: Draft
    base: Release
    outcome: Outcome
    refused: Words | None = None
    lines: tuple[Line, ...] = ()
    digest: str = ""

    @property
    def seen(self) -> str:
        """Return what stands for this very difference: the release it starts from and what it leads to."""
        return f"{self.base.id}.{self.digest}"

    @property
    def result(self) -> str:
        """Return what the log says of the upload: done, refused, or asked."""
        if self.refused or self.outcome.errors:
            return "refused"
        return "asked" if self.outcome.questions else "done"

    @property
    def is_ready(self) -> bool:
        """Say whether the upload can be published: understood to the end, and something changes."""
        return self.outcome.tables is not None and bool(self.lines)


class Desk:
    """The stewards' desk over one store."""

    def __init__(self, store: Store, drafts: Drafts, approvals: int) -> None:
        self.store, self.drafts, self.approvals = store, drafts, approvals
        self._understood: dict[object, Preview] = {}
        self._one_at_a_time = threading.Lock()

    def receive(self, data: bytes, name: str, kind: Kind, who: str, origin: str) -> Draft:
        """Keep an upload. Raises TooManyDraftsError, StoreError, OSError; nothing is kept then."""
        if self.store.folder is None:
            raise StoreError(NO_FOLDER)
        draft = self.drafts.keep(data, name, kind, who)
        try:
            result = self.preview(draft).result
            self._record(draft, who, "upload", origin, result=result, detail=f"{len(data)} bytes")
        except StoreError:
            self.drafts.discard(draft)
            raise
        return draft

    def preview(self, draft: Draft) -> Preview:
        """Return what a draft would do now. Raises StoreError, OSError."""
        opened = self.store.open()
        key = (draft.token, tuple(sorted(draft.answers.items())), opened.release.id)
        with self._one_at_a_time:
            if key not in self._understood:
                self._understood = {key: self._preview(draft, opened)}  # only the last: they are large
            return replace(self._understood[key], draft=draft)

    def _preview(self, draft: Draft, opened: Opened) -> Preview:
        base, tables = opened.release, opened.tables
        try:
            book = read_upload(self.drafts.data(draft), draft.name)
        except RefusedError as refusal:
            return Preview(draft, base, Outcome(), refusal.words)
        outcome = understand(book, draft.kind, tables, base.id, draft.answers, self._released)
        if outcome.tables is None:
            return Preview(draft, base, outcome)
        changed = lines(difference(tables, outcome.tables), tables, outcome.tables)
        return Preview(draft, base, outcome, None, changed, digest_of(outcome.tables))

    def _released(self, release_id: str) -> Tables | None:
        try:
            return self.store.read(release_id)
        except StoreError:
            return None

    def answer(self, draft: Draft, answers: Mapping[str, str]) -> Draft:
        """Keep the answers to what was asked. Raises OSError."""
        answered = replace(draft, answers={**draft.answers, **answers})
        self.drafts.save(answered)
        return answered

    def publish(self, draft: Draft, who: str, note: str, origin: str, seen: str) -> Release | None:
        """Publish what the steward has `seen`, by `Preview.seen`; None: another steward has to agree first.

        Raises BaseMoved when it would no longer become what was seen, StoreError, CatalogueError, OSError.
        """
        preview = self.preview(draft)
        if preview.outcome.tables is None or preview.seen != seen:
            raise BaseMoved(preview.base)
        draft = replace(draft.approved(who, seen), note=note[:MOST_NOTE_CHARS] or draft.note)
        self.drafts.save(draft)
        if len(draft.approvals) < self.approvals:
            self._record(draft, who, "approve", origin)
            return None
        agreed = ", ".join(one.who for one in draft.approvals)
        release = self.store.publish(
            preview.outcome.tables,
            base=preview.base.id,
            who=agreed,
            note=preview.outcome.noted(draft.note),
            origin=origin,
        )
        self.drafts.discard(draft)
        return release

    def discard(self, draft: Draft, who: str, origin: str) -> None:
        """Remove a draft; only the log knows of it."""
        self.drafts.discard(draft)
        with self._one_at_a_time:
            self._understood.clear()
        self._record(draft, who, "discard", origin)

    def roll_back(self, release_id: str, who: str, note: str, origin: str) -> Release:
        """Put an earlier release in use. Raises StoreError."""
        return self.store.roll_back(release_id, who=who, note=note[:MOST_NOTE_CHARS], origin=origin)

    def template(self, language: str) -> bytes:
        """Return the workbook to fill in, current with the release in use."""
        opened = self.store.open()
        return template(opened.tables, opened.release.id, language)

    def copy(self, draft: Draft, language: str) -> bytes:
        """Return the upload with its bad cells coloured and commented. Raises RefusedError, OSError."""
        return annotated(self.drafts.data(draft), self.preview(draft).outcome.findings, language)

    def _record(self, draft: Draft, who: str, what: str, origin: str, **more: str) -> None:
        self.store.record(who, what, origin=origin, note=draft.name, **{"result": "done"} | more)
