"""The one place that writes releases: whole and synced first, then one pointer moves, logged on both sides.

A crash at any instant leaves the old or the new release; what it left is cleared by the next who writes.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from geodata.catalog import Tables
from geodata.problems import CatalogueError
from geodata.releases import audit
from geodata.releases.audit import BEGUN, DONE, RECOVERED, REFUSED, UNDONE, one_line
from geodata.releases.digest import canonical, digest_of
from geodata.releases.durable import replace_text, sync
from geodata.releases.faults import (
    BUSY,
    DISK,
    NO_FOLDER,
    UNKNOWN,
    BaseMoved,
    StoreError,
    disk_fault,
)
from geodata.releases.geopackage import read_geopackage, write_geopackage
from geodata.releases.manifest import DATA, LOG, MANIFEST, POINTER, Release
from geodata.releases.proof import proved
from geodata.releases.shelf import Shelf, number_of

LOCK, STAGING = "lock", ".staging-"
WAIT_S = 30
ROOM_BYTES = 8 * 2**20  # a release takes about half of one; a full disk is noticed before


class Store(Shelf):
    """The shelf for those who may write."""

    def publish(self, tables: Tables, *, base: str, who: str, note: str, origin: str = "") -> Release:
        """Prove tables, keep them as a new release and put it in use.

        Raises CatalogueError for data that are not sound, BaseMoved when `base` is not in use any more, and
        StoreError when the folder cannot be written; the release in use is unchanged then.
        """
        with self._writing() as folder:
            self._begin(folder)
            told = {"base": base, "note": note, "from": origin}
            with _refusals(folder, who, "publish", told):
                release, whole = self._next(tables, base)
            release = replace(release, who=one_line(who), note=one_line(note), origin=one_line(origin))
            with self._told(folder, who, "publish", {"release": release.id, **told}):
                kept = _keep(folder, whole, release)
                replace_text(folder / POINTER, release.id + "\n")
            return kept

    def roll_back(self, release_id: str, *, who: str, note: str, origin: str = "") -> Release:
        """Put an earlier release in use.

        Raises StoreError: unknown, Damaged, the folder not writable; CatalogueError for one that this version
        of the atlas could not show.
        """
        with self._writing() as folder:
            told = {"release": release_id, "base": self.pointer(), "note": note, "from": origin}
            with _refusals(folder, who, "rollback", told):
                if release_id not in self.ids():
                    raise StoreError(UNKNOWN.filled(id=one_line(release_id)))
                proved(self.read(release_id), release_id)
            with self._told(folder, who, "rollback", told):
                replace_text(folder / POINTER, release_id + "\n")
            return self.whole(release_id)

    def record(self, who: str, what: str, *, result: str, origin: str = "", **more: str) -> None:
        """Add one line to the audit log; `more` is release, note, detail. Raises StoreError."""
        if self.folder is None:
            raise StoreError(NO_FOLDER)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            audit.add_entry(self.folder / LOG, who, what, result, **{"from": origin}, **more)
        except OSError as fault:
            raise disk_fault(DISK, fault) from None

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Path]:
        """Hold the lock, clear what a crash left, and say in words what the disk refuses."""
        if self.folder is None:
            raise StoreError(NO_FOLDER)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / LOCK, timeout=WAIT_S):
                self._settle(self.folder)
                yield self.folder
        except Timeout:
            raise StoreError(BUSY) from None
        except OSError as fault:
            raise disk_fault(DISK, fault) from None

    def _settle(self, folder: Path) -> None:
        """Tell the end of an act that was cut off, and remove what it had not put in use."""
        if act := audit.open_act(self.log()):
            release_id, is_done = act.get("release"), self.pointer() == act.get("release")
            if act["what"] == "publish" and not is_done and release_id in self.ids():
                # In one move: a release that is half removed would pass for a damaged one.
                (folder / release_id).rename(folder / f"{STAGING}{release_id}-{os.getpid()}")
            more = {name: act[name] for name in ("release", "base", "from", "note") if name in act}
            result = RECOVERED if is_done else UNDONE
            audit.add_entry(folder / LOG, act.get("who", "?"), act["what"], result, **more)
        for left in folder.glob(f"{STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)

    def _begin(self, folder: Path) -> None:
        """Keep the bundled catalogue as the first release, so that there is always one to go back to."""
        if not self.ids():
            first, tables = self.bundled()
            _keep(folder, tables, first)
        if not self.pointer() and len(self.ids()) == 1:
            replace_text(folder / POINTER, self.ids()[0] + "\n")

    def _next(self, tables: Tables, base: str) -> tuple[Release, Tables]:
        current = self.open().release
        if current.id != base:
            raise BaseMoved(current)
        whole = canonical(tables)
        warnings = len(proved(whole, base).warnings)
        digest = digest_of(whole)
        name = f"{max(map(number_of, self.ids())) + 1:04d}-{digest[:8]}"
        counts = {name: len(frame) for name, frame in whole.items()}
        return Release(name, audit.utc_now(), "", "", "", base, digest, "", counts, warnings), whole

    @contextlib.contextmanager
    def _told(self, folder: Path, who: str, what: str, words: Mapping[str, str]) -> Iterator[None]:
        """Log that an act begins and how it ends: the log never says less than what happened."""
        audit.add_entry(folder / LOG, who, what, BEGUN, **words)
        try:
            yield
        except OSError:
            if self.pointer() != words["release"]:
                with contextlib.suppress(OSError):
                    self._settle(folder)
                raise
        # The pointer has moved: what the log could not take now, the next who writes will tell.
        with contextlib.suppress(OSError):
            audit.add_entry(folder / LOG, who, what, DONE, **words)


@contextlib.contextmanager
def _refusals(folder: Path, who: str, what: str, words: Mapping[str, str]) -> Iterator[None]:
    """Log what is refused, if the disk takes it, and refuse it."""
    try:
        yield
    except (StoreError, CatalogueError) as refusal:
        with contextlib.suppress(OSError):
            audit.add_entry(folder / LOG, who, what, REFUSED, **words, detail=str(refusal))
        raise


def _keep(folder: Path, tables: Tables, release: Release) -> Release:
    """Write a release aside, sync it and give it its name in one move. Raises OSError."""
    if shutil.disk_usage(folder).free < ROOM_BYTES:
        raise OSError(errno.ENOSPC, "No space left on device", str(folder))
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))
    try:
        data, manifest = staging / DATA, staging / MANIFEST
        write_geopackage(tables, data)
        kept = replace(release, sha256=hashlib.sha256(data.read_bytes()).hexdigest())
        # What cannot be read back exactly is not published.
        if digest_of(read_geopackage(data)) != release.digest:
            raise OSError(errno.EIO, "GeoPackage", str(data))
        manifest.write_bytes(kept.as_json())
        for written in (data, manifest, staging):
            sync(written)
        staging.chmod(0o755)
        staging.rename(folder / release.id)
        sync(folder)
    except (sqlite3.Error, KeyError, UnicodeError) as fault:
        raise OSError(errno.EIO, f"GeoPackage: {fault}") from fault
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return kept
