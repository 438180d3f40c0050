"""The real plan, where the reader has it (PLAN_FILE): every item it states is found, in its clauses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from geodata.catalog import Catalog
from geodata.plan_clauses import lines
from geodata.plan_file import read_plan_file
from geodata.plan_payload import plan_payload
from geodata.plan_reading import PlanReading, read_plan
from geodata.tables import NAMED_TABLES
from geodata.wording import rows

# The plan speaks of it there in other words, which are no name.
OTHER_WORDS = {("pillar-projects", "四")}


@pytest.fixture(scope="module")
def text() -> str:
    path = os.environ.get("PLAN_FILE")
    if not path:
        pytest.skip("PLAN_FILE is not set: the plan's text is not part of the product")
    return read_plan_file(Path(path))


@pytest.fixture(scope="module")
def reading(shipped: Catalog, text: str) -> PlanReading:
    return read_plan(shipped, text)


@pytest.fixture(scope="module")
def sent(reading: PlanReading) -> dict[str, Any]:
    return plan_payload(reading)


def test_everything_the_plan_states_is_found(reading: PlanReading, shipped: Catalog) -> None:
    assert [row["id"] for row in reading.coverage.missing] == []
    assert reading.is_whole
    assert len(reading.clauses) == len(shipped.clauses)


def test_every_item_is_found_in_each_of_its_clauses(reading: PlanReading, shipped: Catalog) -> None:
    refs = dict(zip(shipped.clauses["id"], shipped.clauses["ref_zh"], strict=True))
    within = {read.clause.id: {refs[each] for each in read.clause.within} for read in reading.clauses}
    stated = [
        (row["id"], ref)
        for name in NAMED_TABLES
        for row in rows(getattr(shipped, name))
        for ref in row["clause"]
    ]
    found = {
        (identifier, ref)
        for identifier, sentences in reading.found.items()
        for sentence in sentences
        for ref in within[sentence.rsplit(".", 1)[0]]
    }
    assert set(stated) - found == OTHER_WORDS


def test_nothing_of_the_text_is_lost_or_changed(
    sent: dict[str, Any], reading: PlanReading, text: str
) -> None:
    paragraphs = [paragraph for clause in sent["clauses"] for paragraph in clause["paragraphs"]]
    shown = ["".join(part[0] for each in paragraph for part in each["parts"]) for paragraph in paragraphs]
    assert sorted(shown) == sorted(line.text for line in lines(text))
    for clause in reading.clauses:
        for paragraph in clause.paragraphs:
            for each in paragraph:
                assert "".join(part.text for part in each.parts) == each.sentence.text


def test_bases_that_share_a_list_are_told_apart(sent: dict[str, Any]) -> None:
    parts = [
        part
        for clause in sent["clauses"]
        for paragraph in clause["paragraphs"]
        for each in paragraph
        for part in each["parts"]
    ]
    ids = [part[1] for part in parts if len(part) > 1]
    assert ["base-cz-robot", "base-cz-graphene", "base-cz-carbon"] in ids
    assert ["sp-ip-nj", "sp-ip-sz"] in ids
    assert not any(len(each) > 1 and any(one.startswith("city-") for one in each) for each in ids)


def test_spaces_and_wide_parentheses_change_nothing(
    shipped: Catalog, text: str, reading: PlanReading
) -> None:
    wide = text.replace("(", "（").replace(")", "）").replace("、", "、 ")
    assert read_plan(shipped, wide.replace("\n", "\r\n\u3000\u3000")).found == reading.found
