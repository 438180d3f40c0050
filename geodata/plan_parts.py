"""A sentence cut where names begin and end, so that each part can be shown as what it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """A name in a sentence, from `start` to before `end`. The lower `rank` is named first."""

    id: str
    start: int
    end: int
    rank: tuple[int, int]


@dataclass(frozen=True)
class Part:
    """A piece of a sentence and the ids of everything named there, the most specific first."""

    text: str
    ids: tuple[str, ...] = ()


def cut(text: str, spans: Sequence[Span]) -> tuple[Part, ...]:
    """Return the parts of `text`, which joined are `text`; neighbours never name the same."""
    starting: dict[int, list[Span]] = {}
    for span in spans:
        starting.setdefault(span.start, []).append(span)
    edges = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    parts: list[Part] = []
    open_spans: list[Span] = []
    for start, end in pairwise(edges):
        open_spans = [span for span in open_spans if span.end > start] + starting.get(start, [])
        ids = tuple(dict.fromkeys(span.id for span in sorted(open_spans, key=lambda span: span.rank)))
        if parts and parts[-1].ids == ids:
            parts[-1] = Part(parts[-1].text + text[start:end], ids)
        else:
            parts.append(Part(text[start:end], ids))
    return tuple(parts)
