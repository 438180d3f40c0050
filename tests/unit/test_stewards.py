"""The file of stewards: salted hashes only, read again when it changes, plain about what will not do."""

from __future__ import annotations

import argparse
import io
import stat
from pathlib import Path

import pytest

from geodata import steward_command
from geodata.stewards import Stewards, StewardsError, add_steward, read_stewards, remove_steward

PASSWORD = "a long enough one"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stewards"
    add_steward(path, "王", PASSWORD)
    return path


def test_only_a_salted_hash_is_kept(file: Path) -> None:
    add_steward(file, "li", PASSWORD)
    assert PASSWORD not in file.read_text(encoding="utf-8")
    first, second = read_stewards(file).values()
    assert first.startswith("$argon2id$") and first != second
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_password_opens_for_its_own_name_only(file: Path) -> None:
    add_steward(file, "li", "quite another one")
    stewards = Stewards.load(file)
    assert stewards.check("王", PASSWORD)
    assert not stewards.check("li", PASSWORD) and not stewards.check("nobody", PASSWORD)
    assert not stewards.check("王", "") and not stewards.check("", PASSWORD)


def test_changes_of_the_file_count_at_once(file: Path) -> None:
    stewards = Stewards.load(file)
    add_steward(file, "li", PASSWORD)
    assert stewards.knows("li")
    remove_steward(file, "王")
    assert not stewards.knows("王") and not stewards.check("王", PASSWORD)


def test_comments_stay_and_a_name_stands_once(file: Path) -> None:
    kept = "# 值班表 who is on duty\n\n" + file.read_text(encoding="utf-8")
    file.write_text("\ufeff" + kept.replace("\n", "\r\n"), encoding="utf-8", newline="")
    add_steward(file, "li", PASSWORD)
    add_steward(file, "王", "quite another one")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["# 值班表 who is on duty", "li", "王"]
    assert Stewards.load(file).check("王", "quite another one")
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    for there in (tmp_path, Path("/dev/null")):
        with pytest.raises(StewardsError, match="not a regular file"):
            add_steward(there, "li", PASSWORD)


def test_a_file_that_is_damaged_meanwhile_lets_nobody_in_and_says_so(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stewards = Stewards.load(file)
    file.write_text("half a line", encoding="utf-8")
    assert not stewards.check("王", PASSWORD)
    assert "line 1 of stewards" in caplog.text


def test_a_lost_file_lets_nobody_in(file: Path) -> None:
    stewards = Stewards.load(file)
    file.unlink()
    assert not stewards.check("王", PASSWORD)


@pytest.mark.parametrize("name", ["", "a:b", "a b", "a\nb", "<b>", "x" * 41])
def test_a_name_that_will_not_do_is_refused(file: Path, name: str) -> None:
    before = file.read_bytes()
    with pytest.raises(StewardsError):
        add_steward(file, name, PASSWORD)
    assert file.read_bytes() == before


@pytest.mark.parametrize("password", ["", "too short", "wangwang123", "x" * 201])
def test_a_password_that_will_not_do_is_refused(file: Path, password: str) -> None:
    with pytest.raises(StewardsError):
        add_steward(file, "wang", password)


def test_a_short_name_may_happen_to_be_in_a_password(file: Path) -> None:
    add_steward(file, "a", "an entirely sane password")
    assert Stewards.load(file).check("a", "an entirely sane password")


@pytest.mark.parametrize("line", ["no hash", "name:plain text", ":$argon2id$x"])
def test_a_damaged_file_names_its_line(file: Path, line: str) -> None:
    file.write_text(f"# ours\n\n{line}\n", encoding="utf-8")
    with pytest.raises(StewardsError, match=r"第 3 行.*line 3"):
        Stewards.load(file)


def run(*words: str, monkeypatch: pytest.MonkeyPatch, typed: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    parser = argparse.ArgumentParser()
    steward_command.add(parser.add_subparsers())
    options = parser.parse_args(["steward", *words])
    return int(options.run(options))


def test_the_command_adds_lists_and_removes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "stewards")
    typed = f"{PASSWORD}\n"
    assert run("add", "li", "--password-stdin", "--file", file, monkeypatch=monkeypatch, typed=typed) == 0
    assert run("list", "--file", file, monkeypatch=monkeypatch) == 0
    assert capsys.readouterr().out.split()[-1] == "li"
    assert run("remove", "li", "--file", file, monkeypatch=monkeypatch) == 0
    assert run("remove", "li", "--file", file, monkeypatch=monkeypatch) == 1
    assert "没有管理员 li" in capsys.readouterr().err


def test_a_name_is_refused_before_a_password_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _: pytest.fail("asked"))
    assert run("add", "a b", "--file", str(tmp_path / "s"), monkeypatch=monkeypatch) == 1
    assert "choose another name" in capsys.readouterr().err


def test_two_passwords_that_differ_add_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter([PASSWORD, "something else"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    file = tmp_path / "stewards"
    assert run("add", "li", "--file", str(file), monkeypatch=monkeypatch) == 1
    assert not file.exists() and "nothing was added" in capsys.readouterr().err
