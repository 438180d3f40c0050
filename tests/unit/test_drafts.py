"""Uploads that wait: kept under names of ours, bounded, gone without a trace when discarded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geodata.drafts import MOST_DRAFTS, MOST_NAME_CHARS, Drafts, TooManyDraftsError


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


def test_a_draft_comes_back_as_it_was_kept(drafts: Drafts) -> None:
    kept = drafts.keep(b"a,b", "指标.csv", "indicators", "王")
    assert drafts.find(kept.token) == kept
    assert drafts.data(kept) == b"a,b"
    answered = replace(kept, answers={"datum": "wgs84"}).approved("王", "d1")
    drafts.save(answered)
    assert drafts.all() == (answered,)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\x\指标.xlsx", "指标.xlsx"),
        ("a\x00b\n.csv", "ab.csv"),
        ("<b>x</b>", "b>"),
        ("", "?"),
        ("长" * 500, "长" * MOST_NAME_CHARS),
    ],
)
def test_a_name_is_kept_as_words_only(drafts: Drafts, given: str, shown: str) -> None:
    kept = drafts.keep(b"x", given, "all", "王")
    assert kept.name == shown
    assert {path.name for path in (drafts.folder / kept.token).iterdir()} == {"upload", "draft.json"}


@pytest.mark.parametrize("token", ["", "..", "../drafts", "0" * 15, "0" * 17, "G" * 16, "/etc"])
def test_only_our_own_tokens_find_anything(drafts: Drafts, token: str) -> None:
    drafts.keep(b"x", "a", "all", "王")
    assert drafts.find(token) is None


def test_a_discarded_draft_leaves_nothing(drafts: Drafts) -> None:
    kept = drafts.keep(b"x", "a", "all", "王")
    drafts.discard(kept)
    assert list(drafts.folder.iterdir()) == [] and drafts.find(kept.token) is None


def test_there_is_an_end_to_how_many_wait(drafts: Drafts) -> None:
    for _ in range(MOST_DRAFTS):
        drafts.keep(b"x", "a", "all", "王")
    with pytest.raises(TooManyDraftsError):
        drafts.keep(b"x", "a", "all", "王")


def test_a_damaged_draft_is_passed_over(drafts: Drafts) -> None:
    kept = drafts.keep(b"x", "a", "all", "王")
    (drafts.folder / kept.token / "draft.json").write_text("{", encoding="utf-8")
    assert drafts.all() == ()


def test_agreement_is_to_one_outcome_and_counts_each_steward_once(drafts: Drafts) -> None:
    kept = drafts.keep(b"x", "a", "all", "王")
    agreed = kept.approved("王", "d1").approved("王", "d1").approved("李", "d1")
    assert [one.who for one in agreed.approvals] == ["王", "李"]
    assert [one.who for one in agreed.approved("李", "d2").approvals] == ["李"]
