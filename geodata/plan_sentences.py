"""The plan's text as clauses of the catalogue, their paragraphs and sentences. Every character is kept.

A paragraph is a line of the file. What stands in a clause the catalogue does not know is kept under the
nearest one above it, or else under the clause before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.plan_clauses import PREFACE, Line, lines
from geodata.wording import rows

_ENDS = "。！？；!?;"
# A closing quote or bracket right behind the end, and the space before the next, belong to the sentence.
_SENTENCE = re.compile(rf"[^{_ENDS}]*[{_ENDS}]+[”’」』）)》]*\s*|[^{_ENDS}]+")
_CITY_NAME = re.compile(r"\w+[\s:：。]*")
_LAST_STEP = re.compile(r"(\d|\([^()]*\)|·.*)$")


@dataclass(frozen=True)
class Sentence:
    """One sentence; `id` is that of its clause, a dot and its number there, from 1."""

    id: str
    text: str
    is_heading: bool = False


@dataclass(frozen=True)
class Clause:
    """A clause with its text. `within` holds its id and those of the clauses it stands under."""

    id: str
    ref: str
    chapter: str
    within: frozenset[str]
    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> list[Sentence]:
        """Return the sentences of all paragraphs, in order."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]


def clauses(table: pd.DataFrame, text: str) -> list[Clause]:
    """Return the clauses of `table` (the catalogue's) that have text, in the order of the text."""
    known = {row["ref_zh"]: row for row in rows(table)}
    parents = {row["id"]: row["parent_id"] for row in known.values()}
    ref = PREFACE if PREFACE in known else ""
    found: dict[str, list[Line]] = {}
    for line in lines(text):
        ref = _nearest(line.ref, known) or ref
        if ref:
            found.setdefault(ref, []).append(line)
    return [_clause(known[ref]["id"], ref, parents, under) for ref, under in found.items()]


def _nearest(ref: str, known: Mapping[str, object]) -> str:
    """Return the clause itself or the nearest one above it that is known, or an empty text."""
    while ref and ref not in known:
        ref = _LAST_STEP.sub("", ref) if _LAST_STEP.search(ref) else ""
    return ref


def _clause(identifier: str, ref: str, parents: Mapping[str, str], under: list[Line]) -> Clause:
    path = [identifier]
    while parents[path[-1]]:
        path.append(parents[path[-1]])
    return Clause(identifier, ref, path[-1], frozenset(path), _paragraphs(identifier, under))


def _paragraphs(clause: str, under: list[Line]) -> tuple[tuple[Sentence, ...], ...]:
    has_begun, count = False, 0
    paragraphs = []
    for line in under:
        texts, is_headed = _pieces(line, has_begun)
        paragraphs.append(
            tuple(
                Sentence(f"{clause}.{number}", text, is_heading=is_headed and number == count + 1)
                for number, text in enumerate(texts, count + 1)
            )
        )
        count += len(texts)
        has_begun = has_begun or len(texts) > is_headed
    return tuple(paragraphs)


def _pieces(line: Line, has_begun: bool) -> tuple[list[str], bool]:
    """Return the sentences of a line and whether the first of them is a heading."""
    if line.opening == "city":
        return list(_after_name(line.text)), True
    texts = _SENTENCE.findall(line.text)
    # A title has no full stop and stands before the first sentence of its clause.
    is_title = not has_begun and not re.search(f"[{_ENDS}]", line.text)
    return texts, line.opening == "clause" or is_title


def _after_name(text: str) -> Iterator[str]:
    name = _CITY_NAME.match(text)
    end = name.end() if name else 0
    yield text[:end]
    yield from _SENTENCE.findall(text[end:])
