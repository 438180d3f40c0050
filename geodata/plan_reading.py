"""The plan, read: its text by clause and sentence, every name in it joined to the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geodata.catalog import Catalog
from geodata.plan_clauses import PREFACE
from geodata.plan_folding import Folded, folded
from geodata.plan_names import Mention, Names
from geodata.plan_parts import Part, Span, cut
from geodata.plan_sentences import Clause, Sentence, clauses
from geodata.tables import NAMED_TABLES
from geodata.wording import Row, rows


@dataclass(frozen=True)
class ReadSentence:
    """A sentence in parts, which joined are its text; `items` are the ids named in it, industries apart."""

    sentence: Sentence
    parts: tuple[Part, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class ReadClause:
    """A clause of the catalogue and what the plan says in it, paragraph by paragraph."""

    clause: Clause
    paragraphs: tuple[tuple[ReadSentence, ...], ...]


@dataclass(frozen=True)
class Coverage:
    """How much of the text names items, and how many of the items that the plan states are named.

    Headings are not counted as sentences, industries not as items. `missing` has rows of the catalogue.
    """

    sentences: int
    with_items: int
    items: int
    missing: tuple[Row, ...]


@dataclass(frozen=True)
class PlanReading:
    """What was read. `found` has, by item and industry, the ids of the sentences that name it, in order."""

    clauses: tuple[ReadClause, ...]
    found: Mapping[str, tuple[str, ...]]
    coverage: Coverage

    @property
    def fits(self) -> bool:
        """Say whether this is the plan at all: a heading of it is recognised, and an item is named."""
        has_clause = any(read.clause.ref != PREFACE for read in self.clauses)
        return has_clause and any(each.items for each in _sentences(self.clauses))

    @property
    def is_whole(self) -> bool:
        """Say whether this is the plan and names every item that the plan states."""
        return self.fits and not self.coverage.missing


def read_plan(catalog: Catalog, text: str) -> PlanReading:
    """Return the text joined to the catalogue. Any text can be read; whether it fits, the reading says."""
    names = Names(catalog)
    read = tuple(_read_clause(names, clause) for clause in clauses(catalog.clauses, text))
    found: dict[str, dict[str, None]] = {}
    for each in _sentences(read):
        for part in each.parts:
            for identifier in part.ids:
                found.setdefault(identifier, {})[each.sentence.id] = None
    sentences_of = {identifier: tuple(ids) for identifier, ids in found.items()}
    return PlanReading(read, sentences_of, _coverage(catalog, read, sentences_of))


def _read_clause(names: Names, clause: Clause) -> ReadClause:
    # The clause is searched as one text: a copy may break its lines within a name.
    text = folded([sentence.text for sentence in clause.sentences])
    spans: dict[int, list[Span]] = {}
    industries = set()
    for mention in names.mentions(text, clause.within):
        if not mention.owner.is_item:
            industries.add(mention.owner.id)
        for number, span in _spans(mention, text):
            spans.setdefault(number, []).append(span)
    read = iter(
        _read_sentence(sentence, spans.get(number, []), industries)
        for number, sentence in enumerate(clause.sentences)
    )
    return ReadClause(clause, tuple(tuple(next(read) for _ in each) for each in clause.paragraphs))


def _spans(mention: Mention, text: Folded) -> Iterator[tuple[int, Span]]:
    """Yield where a mention stands: the number of a sentence and the span there, mostly one."""
    reached: dict[int, list[int]] = {}
    for number, position in text.places[mention.start : mention.end]:
        reached.setdefault(number, []).append(position)
    rank = (mention.end - mention.start, mention.owner.order)
    for number, positions in reached.items():
        yield number, Span(mention.owner.id, positions[0], positions[-1] + 1, rank)


def _read_sentence(sentence: Sentence, spans: Sequence[Span], industries: set[str]) -> ReadSentence:
    parts = cut(sentence.text, spans)
    named = dict.fromkeys(identifier for part in parts for identifier in part.ids)
    return ReadSentence(sentence, parts, tuple(each for each in named if each not in industries))


def _sentences(read: Sequence[ReadClause]) -> Iterator[ReadSentence]:
    return (each for clause in read for paragraph in clause.paragraphs for each in paragraph)


def _coverage(catalog: Catalog, read: Sequence[ReadClause], found: Mapping[str, object]) -> Coverage:
    bodies = [each for each in _sentences(read) if not each.sentence.is_heading]
    stated = [
        row
        for table in NAMED_TABLES
        for row in rows(getattr(catalog, table))
        if row["claim"] == "stated" and row["clause"]
    ]
    missing = tuple(row for row in stated if row["id"] not in found)
    return Coverage(len(bodies), sum(bool(each.items) for each in bodies), len(stated), missing)
