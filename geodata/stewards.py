"""Who may change the data: a file of names and Argon2id hashes. No password is kept, no name told."""

from __future__ import annotations

import logging
import os
import re
import tempfile
import threading
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from geodata.problems import Words

log = logging.getLogger(__name__)
LEAST_CHARS, MOST_CHARS = 10, 200
_NAME = re.compile(r"[\w.-]{1,40}")
_HASHER = PasswordHasher()
# A check takes 64 MiB for a moment; guessing at the door must not take that for every thread.
_ONE_AT_A_TIME = threading.Lock()

_UNREADABLE = Words(
    *("管理员文件 {file} 无法读取:{why}", "用 python -m geodata steward add 建立"),
    *("the file of stewards {file} cannot be read: {why}", "make it with python -m geodata steward add"),
)
_LINE = Words(
    *("管理员文件 {file} 第 {line} 行不是“姓名:散列”", "删去此行,用 steward add 重新添加"),
    *("line {line} of {file} is not name:hash", "remove it and use steward add"),
)
_BAD_NAME = Words(
    *("姓名只能有字母、数字、汉字和 . _ -,至多 40 字", "换一个姓名"),
    *("a name has letters, digits, Chinese and . _ - only, at most 40", "choose another name"),
)
_BAD_PASSWORD = Words(
    *("密码须有 {least}–{most} 字,其中的姓名不算", "换一个密码"),
    *("a password has {least} to {most} characters, not counting the name in it", "choose another password"),
)
_UNKNOWN = Words(
    "没有管理员 {name}", "用 steward list 查看", "there is no steward {name}", "see steward list"
)


class StewardsError(Exception):
    """The file, a name or a password that will not do, in both languages."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(f"{words.rule_zh};{words.way_zh}。{words.rule_en}: {words.way_en}.")


class Stewards:
    """The file of stewards, read again when it has changed: who is removed is out at once."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._hashes: dict[str, str] = {}
        self._nobody = _nobody()

    @classmethod
    def load(cls, path: Path) -> Stewards:
        """Return the stewards of a file. Raises StewardsError."""
        stewards = cls(path)
        stewards.names()
        return stewards

    def names(self) -> tuple[str, ...]:
        """Return the names. Raises StewardsError when the file cannot be read any more."""
        with self._lock:
            try:
                stat = self._path.stat()
                now = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
                if now != self._seen:
                    self._hashes = read_stewards(self._path)
                    self._seen = now
            except OSError as fault:
                raise StewardsError(
                    _UNREADABLE.filled(file=self._path.name, why=fault.strerror or "?")
                ) from None
            return tuple(self._hashes)

    def knows(self, name: str) -> bool:
        """Say whether somebody is a steward now; nobody is while the file cannot be read."""
        try:
            return name in self.names()
        except StewardsError as fault:
            log.error("%s", fault)
            return False

    def check(self, name: str, password: str) -> bool:
        """Say whether a password is that of a steward; takes as long for a name that is none."""
        is_known = self.knows(name)
        kept = self._hashes.get(name, self._nobody)
        try:
            with _ONE_AT_A_TIME:
                return _HASHER.verify(kept, password[:MOST_CHARS]) and is_known
        except (Argon2Error, InvalidHashError):
            return False


@cache
def _nobody() -> str:
    """Return the hash that is checked for names that are not there, so that these take as long."""
    return _HASHER.hash("nobody has this password")


def read_stewards(path: Path) -> dict[str, str]:
    """Return hashes by name. Raises OSError, StewardsError."""
    found = {}
    for number, line in enumerate(_lines(path), 1):
        if not line or line.startswith("#"):
            continue
        name, _, kept = line.partition(":")
        if not _NAME.fullmatch(name) or not kept.startswith("$argon2id$"):
            raise StewardsError(_LINE.filled(file=path.name, line=str(number)))
        found[name] = kept
    return found


def add_steward(path: Path, name: str, password: str) -> None:
    """Add a steward, or give one another password. Raises StewardsError, OSError."""
    check_name(name)
    guessing = password.casefold().replace(name.casefold(), "")
    if len(guessing) < LEAST_CHARS or len(password) > MOST_CHARS:
        raise StewardsError(_BAD_PASSWORD.filled(least=str(LEAST_CHARS), most=str(MOST_CHARS)))
    if path.exists():
        read_stewards(path)
    _write(path, name, f"{name}:{_HASHER.hash(password)}")


def check_name(name: str) -> None:
    """Raise StewardsError if a name will not do."""
    if not _NAME.fullmatch(name):
        raise StewardsError(_BAD_NAME)


def remove_steward(path: Path, name: str) -> None:
    """Take a steward away. Raises StewardsError, OSError."""
    if name not in read_stewards(path):
        raise StewardsError(_UNKNOWN.filled(name=name))
    _write(path, name, "")


def _lines(path: Path) -> list[str]:
    if path.exists() and not path.is_file():
        raise StewardsError(_UNREADABLE.filled(file=path.name, why="not a regular file"))
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return [line.strip() for line in text.splitlines()]


def _write(path: Path, name: str, line: str) -> None:
    """Put a line in place of that of a name; comments stay. The file is whole and private at any instant."""
    others = [one for one in (_lines(path) if path.exists() else []) if not one.startswith(f"{name}:")]
    target = path.resolve()
    handle, aside = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)  # for its owner only
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{one}\n" for one in [*others, line] if one)
            file.flush()
            if target.exists() and os.name == "posix":  # root may add; the server's user still reads it
                os.fchown(handle, target.stat().st_uid, target.stat().st_gid)
            os.fsync(file.fileno())
        Path(aside).replace(target)
    finally:
        Path(aside).unlink(missing_ok=True)
