"""What the hall's screens were asked about, by the hour, one CSV file a day; no persons, no finer times.

A count is kept in its file at once, so nothing is lost when the power goes.
"""

from __future__ import annotations

import csv
import io
import re
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from geodata.export import guarded
from geodata.writing import write_whole

HEAD = ("date", "hour", "screen", "subject", "name", "count")
SCREEN = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")  # no dash first: a spreadsheet would take it for a formula
MOST_A_SECOND = 20  # a finger is slower; what is faster is no visitor

Key = tuple[int, str, str]


@dataclass
class Usage:
    """Counts what is touched. `names` gives every subject that may be counted, under its id."""

    folder: Path
    names: Mapping[str, str]
    now: Callable[[], datetime] = datetime.now
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _second: tuple[datetime | None, int] = (None, 0)

    def count(self, subject: str, screen: str = "") -> bool:
        """Count one touch and say whether it was counted. Raises OSError when the file cannot be written."""
        if subject not in self.names or (screen and not SCREEN.fullmatch(screen)):
            return False
        at = self.now()
        with self._lock:
            if self._is_too_fast(at):
                return False
            path = self.folder / f"usage-{at:%Y-%m-%d}.csv"
            counts = read_counts(path)
            counts[(at.hour, screen, subject)] += 1
            write_whole({path: self._written(f"{at:%Y-%m-%d}", counts).encode("utf-8-sig")})
        return True

    def _is_too_fast(self, at: datetime) -> bool:
        second = at.replace(microsecond=0)
        last, count = self._second
        self._second = (second, count + 1 if second == last else 1)
        return self._second[1] > MOST_A_SECOND

    def _written(self, day: str, counts: Counter[Key]) -> str:
        lines = io.StringIO(newline="")
        writer = csv.writer(lines, lineterminator="\r\n")
        writer.writerow(HEAD)
        for (hour, screen, subject), count in sorted(counts.items()):
            name = guarded(self.names.get(subject, ""))
            writer.writerow([day, f"{hour:02d}", screen, subject, name, count])
        return lines.getvalue()


def read_counts(path: Path) -> Counter[Key]:
    """Return the counts of a day's file, none where there is none; what is not a count is passed over.

    A file that was damaged never stops the counting. Raises OSError when it cannot be read.
    """
    counts: Counter[Key] = Counter()
    if not path.is_file():
        return counts
    lines = path.read_bytes().decode("utf-8-sig", errors="replace").splitlines()
    try:
        for row in csv.DictReader(lines):
            counts.update(_count_of(row))
    except csv.Error:  # a cell without end: nothing behind it can be told apart
        pass
    return counts


def _count_of(row: Mapping[str, str]) -> dict[Key, int]:
    try:
        return {(int(row["hour"]), row["screen"] or "", row["subject"]): int(row["count"])}
    except (KeyError, TypeError, ValueError):
        return {}
