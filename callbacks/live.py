"""The release in use, served; when the pointer moves, the next app is made beside it and takes over whole.

Nobody waits: the old one answers until the new one stands. Files of the last releases stay for open pages.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from geodata.catalog import Tables
from geodata.problems import CatalogueError
from geodata.releases.manifest import Release
from geodata.releases.shelf import Opened

log = logging.getLogger(__name__)
LOOK_S = 1.0  # how often the pointer is read at most
Said = Callable[[], dict[str, str]]
KEPT = 3  # releases whose files stay for pages that were opened before


@dataclass(frozen=True)
class Served:
    """One release as it is served: its WSGI app, the prefix of its own files and the folder they lie in."""

    wsgi: WSGIApplication
    prefix: str
    folder: Path


class Releases(Protocol):
    """What is asked of a store of releases."""

    def pointer(self) -> str:
        """Return what changes when the release changes."""

    def open(self) -> Opened:
        """Return the release in use."""

    def bundled(self) -> tuple[Release, Tables]:
        """Return what comes with the atlas."""


class Live:
    """A WSGI app that always serves the release in use.

    `make` turns an opened release into what is served; `prepare` comes before it, save for the first.
    """

    def __init__(
        self,
        store: Releases,
        make: Callable[[Opened, Said], Served],
        prepare: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._make, self._prepare, self._clock = store, make, prepare, clock
        self._pointer = store.pointer()
        self.opened = store.open()
        self.failed = ""
        self._served = [self._first()]
        self._looked = clock()
        self._changing = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the release in use, or with a file of one before it."""
        if self._clock() - self._looked >= LOOK_S:
            self._looked = self._clock()
            self.look()
        path = environ.get("PATH_INFO", "")
        served = next((one for one in self._served if path.startswith(f"{one.prefix}/")), self._served[0])
        return served.wsgi(environ, start_response)

    def _first(self) -> Served:
        """Return the release in use; if it cannot be served, the bundled one, and health says so."""
        try:
            return self._make(self.opened, self.said)
        except CatalogueError as fault:
            log.error("%s: %s", self.opened.release.id, fault)
            self.failed = f"{self.opened.release.id}: {fault}"[:500]
            release, tables = self._store.bundled()
            self.opened = Opened(release, tables)
            return self._make(self.opened, self.said)

    def look(self) -> None:
        """Begin to change over, beside what is served, if the pointer has moved."""
        if not self._changing.locked() and self._store.pointer() != self._pointer:
            threading.Thread(target=self.change_over, name="change-over", daemon=True).start()

    def change_over(self) -> None:
        """Serve what the pointer says; what cannot be served is said in `failed`, and the old one stays."""
        with self._changing:
            pointer = self._store.pointer()
            if pointer == self._pointer:
                return
            self._pointer = pointer  # one attempt for each release, not one for each request
            try:
                self._prepare()
                opened = self._store.open()
                served = self._make(opened, self.said)
            except Exception as fault:  # whatever is wrong with a release, the present one goes on
                log.exception("change-over to %s", pointer)
                self.failed = f"{pointer}: {fault}"[:500]
                return
            self.failed = ""
            self.opened = opened
            kept = [served, *(one for one in self._served if one.prefix != served.prefix)]
            self._served = kept[:KEPT]
            for old in kept[KEPT:]:
                shutil.rmtree(old.folder, ignore_errors=True)
            log.info("release %s", opened.release.id)

    def said(self) -> dict[str, str]:
        """Return what health says besides: the problem with the release, if there is one."""
        problem = self.failed or self.opened.problem
        return {"problem": problem} if problem else {}
