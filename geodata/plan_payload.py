"""The plan's text as the browser gets it: sentences in parts by clause, and what was found where."""

from __future__ import annotations

from typing import Any

from geodata.plan_parts import Part
from geodata.plan_reading import Coverage, PlanReading, ReadClause, ReadSentence
from geodata.wording import Row, compact


def plan_payload(reading: PlanReading) -> Row:
    """Return the reading as plain JSON.

    clauses      [{id, ref, chapter: id of the clause at the top, paragraphs: [[sentence, …], …]}, …]
    a sentence   {id, heading?: true, parts: [[text] or [text, [id, …]], …], items?: [id, …]}
    found        {id of an item or industry: [id of a sentence, …]}
    coverage     {sentences, with, without, items, found, missing: [id, …]}
    """
    return {
        "clauses": [_clause(read) for read in reading.clauses],
        "found": {identifier: list(sentences) for identifier, sentences in reading.found.items()},
        "coverage": _coverage(reading.coverage),
    }


def _clause(read: ReadClause) -> Row:
    paragraphs = [[_sentence(each) for each in paragraph] for paragraph in read.paragraphs]
    clause = read.clause
    return {"id": clause.id, "ref": clause.ref, "chapter": clause.chapter, "paragraphs": paragraphs}


def _sentence(read: ReadSentence) -> Row:
    return compact(
        id=read.sentence.id,
        heading=read.sentence.is_heading or None,
        parts=[_part(part) for part in read.parts],
        items=read.items,
    )


def _part(part: Part) -> list[Any]:
    return [part.text, list(part.ids)] if part.ids else [part.text]


def _coverage(coverage: Coverage) -> Row:
    return {
        "sentences": coverage.sentences,
        "with": coverage.with_items,
        "without": coverage.sentences - coverage.with_items,
        "items": coverage.items,
        "found": coverage.items - len(coverage.missing),
        "missing": [row["id"] for row in coverage.missing],
    }
