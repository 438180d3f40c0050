"""What stands beside each release: who made it, when, from what, and the hashes that prove it whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# What stands in the folder of all releases, and in that of each.
POINTER, LOG = "current", "log.jsonl"
DATA, MANIFEST = "atlas.gpkg", "manifest.json"


@dataclass(frozen=True)
class Release:
    """One immutable version of the data. `made` is UTC in ISO form; numbers, not times, decide the order."""

    id: str
    made: str
    who: str
    note: str
    origin: str
    base: str
    digest: str
    sha256: str
    counts: Mapping[str, int]
    warnings: int

    @property
    def number(self) -> int:
        """Return the number that decides the order."""
        return int(self.id.partition("-")[0])

    def as_json(self) -> bytes:
        """Return the manifest as it is written."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode() + b"\n"


def release_of(content: bytes) -> Release:
    """Return the release a manifest describes. Raises ValueError for anything else."""
    read: Any = json.loads(content)
    try:
        texts = {name: str(read[name]) for name in Release.__dataclass_fields__ if name not in _NUMBERS}
        counts = {str(name): int(count) for name, count in read["counts"].items()}
        return Release(**texts, counts=counts, warnings=int(read["warnings"]))
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError(f"not a manifest: {fault}") from fault


_NUMBERS = ("counts", "warnings")
