"""What a version of the data is called: a short hash of its content, the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

DATA_SUFFIXES = {".csv", ".geojson", ".json"}


def content_hash(paths: Iterable[Path], length: int = 8) -> str:
    """Return the first `length` hex digits of a hash over the files at `paths` (a folder: its data files).

    Names count and their order does not, nor do line endings, which a checkout may change.
    """
    digest = hashlib.sha256()
    for name, path in sorted(_files(paths)):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:length]


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for path in paths:
        if not path.is_dir():
            yield path.name, path
            continue
        # What a build script reads lies deeper, and editors' lock and backup files are not content either.
        for found in path.iterdir():
            if found.is_file() and found.suffix in DATA_SUFFIXES and not found.name.startswith((".", "~")):
                yield found.name, found
