"""The releases in a folder as everyone may have them: read-only, each proved by its hash.

current           the id of the release in use        log.jsonl     the audit log
<id>/atlas.gpkg   its data                            <id>/manifest.json
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from geodata.catalog import Tables, read_tables
from geodata.loading import CATALOGUE_DIR
from geodata.problems import CatalogueError, Problem
from geodata.releases import audit
from geodata.releases.digest import canonical, digest_of
from geodata.releases.faults import (
    INSTEAD,
    LOST,
    UNKNOWN,
    UNREADABLE,
    Damaged,
    StoreError,
    disk_fault,
)
from geodata.releases.geopackage import read_geopackage
from geodata.releases.manifest import DATA, LOG, MANIFEST, POINTER, Release, release_of
from geodata.releases.verifying import verified

_ID = re.compile(r"[0-9]{4,9}-[0-9a-f]{8}")
_MAKER = "atlas"  # of the release that comes with the atlas


@dataclass(frozen=True)
class Opened:
    """The release in use with its tables; `problem` says in both languages when it is not the one wanted."""

    release: Release
    tables: Tables
    problem: str = ""


class Shelf:
    """All releases. With no folder, or an empty one, the catalogue in `bundled` is the first release."""

    def __init__(self, folder: Path | None, bundled: Path = CATALOGUE_DIR) -> None:
        self.folder, self._bundled_dir = folder, bundled

    def pointer(self) -> str:
        """Return the id that is to be in use, "" before the first publication; cheap, for polling."""
        if self.folder is None:
            return ""
        try:
            found = (self.folder / POINTER).read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return ""
        return found if _ID.fullmatch(found) else ""

    def history(self) -> tuple[Release, ...]:
        """Return the releases, oldest first; one whose manifest cannot be read is passed over."""
        found = tuple(release for one in self.published() if (release := self._manifest(one)))
        return found or (self.bundled()[0],)

    def open(self) -> Opened:
        """Return the release in use, or, with the problem, the last whole one before it.

        Damage never fails it: raises CatalogueError only when even the bundled catalogue cannot be read.
        """
        wanted, lost = self.wanted()
        problem = str(lost) if lost else ""
        before = [one for one in self.published() if wanted and number_of(one) < number_of(wanted)]
        for one in filter(None, (wanted, *reversed(before))):
            try:
                return Opened(self.whole(one), self.read(one), _told(problem, one))
            except StoreError as fault:
                problem = problem or str(fault)
        release, tables = self.bundled()
        return Opened(release, tables, _told(problem, release.id))

    def wanted(self) -> tuple[str, StoreError | None]:
        """Return the id that is to be in use, "" for the bundled catalogue, and what ails the pointer."""
        pointer = self.pointer()
        if self.folder is None or pointer:
            return pointer, None
        try:
            self._listed()
        except OSError as fault:
            return "", disk_fault(UNREADABLE, fault)
        ids = self.published()
        # Until the first publication ends, the bundled catalogue is in use, be it on the shelf or not.
        is_new = all(number_of(one) == 1 for one in ids) and not os.path.lexists(self.folder / POINTER)
        if is_new or not ids:
            return "".join(ids[-1:]), None if is_new else StoreError(LOST)
        told = audit.in_use(self.log())
        return told if told in ids else ids[-1], StoreError(LOST)

    def read(self, release_id: str) -> Tables:
        """Return the tables of a release, proved by its hash. Raises Damaged, StoreError if unknown."""
        if self.folder is None or release_id not in self.ids():
            release, tables = self.bundled()
            if self._is_first(release_id, release):
                return tables
            raise StoreError(UNKNOWN.filled(id=release_id))
        whole, path = self.whole(release_id), self.folder / release_id / DATA
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != whole.sha256:
                raise Damaged(release_id, f"{DATA}: SHA-256")
            return read_geopackage(path)
        except (OSError, sqlite3.Error, KeyError, ValueError) as fault:
            raise Damaged(release_id, f"{DATA}: {fault}") from None

    def digest(self) -> str:
        """Return what stands for all that can be read: the digest of the tables in use."""
        return digest_of(self.open().tables)

    def verify(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with the folder: releases, pointer, log."""
        return tuple(verified(self))

    def log(self) -> tuple[audit.Entry, ...]:
        """Return the audit log, oldest first."""
        return audit.entries(self.folder / LOG) if self.folder else ()

    def ids(self) -> tuple[str, ...]:
        """Return what stands on the shelf, oldest first, whole or not."""
        try:
            return self._listed()
        except OSError:
            return ()

    def _listed(self) -> tuple[str, ...]:
        if self.folder is None:
            return ()
        try:
            found = [one.name for one in self.folder.iterdir() if _ID.fullmatch(one.name)]
        except FileNotFoundError:
            return ()
        return tuple(sorted(found, key=number_of))

    def published(self) -> tuple[str, ...]:
        """Return the ids without one that is being published, or was when a crash came."""
        act = audit.open_act(self.log()) or {}
        unused = act.get("release") if act.get("what") == "publish" else None
        return tuple(one for one in self.ids() if one != unused or one == self.pointer())

    def whole(self, release_id: str) -> Release:
        """Return the manifest of a release. Raises Damaged where there is none to read."""
        release = self._manifest(release_id)
        if release is None:
            raise Damaged(release_id, MANIFEST)
        return release

    def _manifest(self, release_id: str) -> Release | None:
        assert self.folder is not None
        try:
            release = release_of((self.folder / release_id / MANIFEST).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        return release if release.id == release_id else None

    def bundled(self) -> tuple[Release, Tables]:
        """Return the catalogue that comes with the atlas as its first release. Raises CatalogueError."""
        problems: list[Problem] = []
        read = read_tables(self._bundled_dir, problems)
        if errors := [problem for problem in problems if not problem.is_warning]:
            raise CatalogueError(errors)
        tables = canonical(read)
        digest = digest_of(tables)
        made = max(tables["sources"]["accessed"], default="")
        counts = {name: len(frame) for name, frame in tables.items()}
        return Release(f"0001-{digest[:8]}", made, _MAKER, "", "", "", digest, "", counts, 0), tables

    def _is_first(self, release_id: str, bundled: Release) -> bool:
        return not self.published() and release_id == bundled.id


def number_of(release_id: str) -> int:
    """Return the number that decides the order of releases."""
    return int(release_id.partition("-")[0])


def _told(problem: str, used: str) -> str:
    return f"{problem} {StoreError(INSTEAD.filled(id=used))}" if problem else ""
