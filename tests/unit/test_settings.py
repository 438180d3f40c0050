"""Settings come from the environment; a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.settings import SettingsError, load_settings


def test_the_plan_is_a_file_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.txt").write_text("一、平台", encoding="utf-8")
    monkeypatch.setenv("PLAN_FILE", str(tmp_path / "plan.txt"))
    assert load_settings().plan_file == tmp_path / "plan.txt"


@pytest.mark.parametrize("value", ["", None])
def test_no_plan_is_configured(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    if value is None:
        monkeypatch.delenv("PLAN_FILE", raising=False)
    else:
        monkeypatch.setenv("PLAN_FILE", value)
    assert load_settings().plan_file is None


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_a_plan_that_is_no_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PLAN_FILE", str(tmp_path / name))
    with pytest.raises(SettingsError, match=r"PLAN_FILE='.*': Path does not point to a file"):
        load_settings()
