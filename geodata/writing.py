"""Writes files so that none is ever seen half-written: aside first, then each in its place."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write all files. Raises OSError and leaves what was there if one cannot be written."""
    aside: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            # A link stays a link; a folder or a device is never replaced by a file.
            target = path.resolve()
            if target.exists() and not target.is_file():
                raise OSError(errno.EINVAL, "不是普通文件 not a regular file", str(path))
            aside[target] = _write_aside(target, content)
        for path, written in aside.items():
            written.replace(path)
    finally:
        for written in aside.values():
            written.unlink(missing_ok=True)


def _write_aside(path: Path, content: bytes) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as error:
        # The reader knows the name asked for, not that of the file aside.
        raise OSError(error.errno, error.strerror, str(path)) from None
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is private; what it becomes is as readable as any new file.
        written.chmod(0o644)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    return written
