"""A release is called by its content: the same on every machine, another after any change."""

from __future__ import annotations

from pathlib import Path

from geodata.release import content_hash


def write(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode())
    return folder


def test_it_is_stable_and_hexadecimal(tmp_path: Path) -> None:
    one = content_hash([write(tmp_path / "one", a="x\n", b="y\n")])
    two = content_hash([write(tmp_path / "two", b="y\n", a="x\n")])
    assert one == two
    assert len(one) == 8
    assert int(one, 16) >= 0


def test_line_endings_do_not_count(tmp_path: Path) -> None:
    assert content_hash([write(tmp_path / "unix", a="x\ny\n")]) == content_hash(
        [write(tmp_path / "dos", a="x\r\ny\r\n")]
    )


def test_content_names_and_borders_between_files_count(tmp_path: Path) -> None:
    variants = [
        {"a": "x", "b": "y"},
        {"a": "xy", "b": ""},
        {"a": "y", "b": "x"},
        {"a": "x", "c": "y"},
        {"a": "x"},
    ]
    hashes = {content_hash([write(tmp_path / str(n), **files)]) for n, files in enumerate(variants)}
    assert len(hashes) == len(variants)


def test_single_files_count_and_backups_and_inputs_do_not(tmp_path: Path) -> None:
    folder = write(tmp_path / "one", a="x")
    plain = content_hash([folder])
    (folder / ".~lock.a.csv").write_text("me")
    (folder / "a.csv.bak").write_text("old")
    (folder / "inputs").mkdir()
    (folder / "inputs" / "b.csv").write_text("raw")
    assert content_hash([folder]) == plain
    assert content_hash([folder, folder / "a.csv.bak"]) != plain
