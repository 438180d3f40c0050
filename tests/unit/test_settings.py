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


WISHES = ("PROFILE", "KIOSK_IDLE_S", "KIOSK_RELOAD_AT", "KIOSK_SCALE", "USAGE_DIR")


def test_the_hall_has_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in WISHES:
        monkeypatch.delenv(name, raising=False)
    set_up = load_settings()
    assert (set_up.kiosk_idle_s, set_up.kiosk_reload_at, set_up.kiosk_scale) == (60, "", 1)
    assert set_up.usage_dir is None and not set_up.is_kiosk_closed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("KIOSK_IDLE_S", value) for value in ("0", "3601", "soon")),
        *(("KIOSK_RELOAD_AT", value) for value in ("4:30", "24:00", "04:60", "04:30:00", "04:30\n")),
        *(("KIOSK_SCALE", value) for value in ("0.9", "3.1", "nan", "inf")),
        ("PROFILE", "open"),
        ("USAGE_DIR", "nowhere/at/all"),
    ],
)
def test_a_wrong_wish_for_the_hall_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}="):
        load_settings()


@pytest.mark.parametrize("missing", ["MAP_REVIEW_NUMBER", "BOUNDARY_SOURCE", "BOUNDARY_DATE"])
def test_a_public_hall_is_closed_until_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setenv("PROFILE", "public")
    for name in ("MAP_REVIEW_NUMBER", "BOUNDARY_SOURCE", "BOUNDARY_DATE"):
        monkeypatch.setenv(name, "2026")
    assert not load_settings().is_kiosk_closed
    monkeypatch.delenv(missing)
    closed = load_settings()
    assert closed.is_kiosk_closed and closed.unreviewed == (missing,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RELEASES_DIR", "nowhere/at/all"),
        ("STEWARDS_FILE", "nowhere.txt"),
        ("TRUSTED_USER_HEADER", "X Remote"),
        ("TRUSTED_PROXIES", "proxy.example.org"),
        ("PUBLISH_APPROVALS", "3"),
        *(
            ("FRAME_ANCESTORS", value)
            for value in ("*", "hall.example.org", "https://a.org/x", "https://a.org;b")
        ),
    ],
)
def test_a_wrong_word_about_the_door_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}="):
        load_settings()


def test_without_stewards_there_is_no_door(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("STEWARDS_FILE", "TRUSTED_USER_HEADER"):
        monkeypatch.delenv(name, raising=False)
    assert not load_settings().has_door
    monkeypatch.setenv("TRUSTED_USER_HEADER", "X-Remote-User")
    assert load_settings().has_door
