"""`python -m geodata releases …`: list, publish, rollback, diff, verify, digest. Exit code 1: refused."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.catalog import read_tables
from geodata.loading import CATALOGUE_DIR
from geodata.problems import CatalogueError, Problem
from geodata.releases.difference import Difference, difference
from geodata.releases.faults import StoreError
from geodata.releases.store import Store

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]

DONE, REFUSED = 0, 1
ORIGIN = "command line"
VARIABLE = "RELEASES_DIR"
Run = Callable[[argparse.Namespace], int]


def add(commands: Commands) -> None:
    """Add `releases` with its acts to the command line."""
    parser = commands.add_parser("releases", help="版本 the releases of the data")
    acts = parser.add_subparsers(dest="act", required=True, parser_class=type(parser))
    listing = _act(acts, "list", _list, "列出版本 list them")
    publish = _act(acts, "publish", _publish, "发布一个目录 publish a folder of tables")
    rollback = _act(acts, "rollback", _roll_back, "退回到某一版本 put an earlier one in use")
    diff = _act(acts, "diff", _diff, "比较两个版本 what sets two apart")
    _act(acts, "verify", _verify, "核验全部版本 prove them all")
    _act(acts, "digest", _digest, "现用内容的摘要 one line for all that can be read")
    listing.add_argument("--log", action="store_true", help="改列日志 the audit log instead")
    publish.add_argument(
        "--catalogue", type=Path, default=bundled_dir(), metavar="DIR", help="目录 the tables"
    )
    rollback.add_argument("id", metavar="ID", nargs="?", help="默认前一版 default: the one before")
    for command in (publish, rollback):
        command.add_argument("--note", default="", metavar="TEXT", help="说明 why")
    diff.add_argument("old", metavar="A", nargs="?", help="默认 B 的前一版 default: the one before B")
    diff.add_argument("new", metavar="B", nargs="?", help="默认现用版本 default: the one in use")


def _act(acts: Commands, name: str, run: Run, about: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = acts.add_parser(name, help=about)
    add_folder(command)
    command.set_defaults(run=_told(run))
    return command


def add_folder(command: argparse.ArgumentParser) -> None:
    """Add `--releases DIR`, by default the folder that the atlas itself is told."""
    given = os.environ.get(VARIABLE)
    command.add_argument(
        "--releases",
        type=Path,
        default=Path(given) if given else None,
        metavar="DIR",
        help=f"版本文件夹 their folder ({VARIABLE})",
    )


def bundled_dir() -> Path:
    """Return where the first release comes from, as the atlas itself is told."""
    return Path(os.environ.get("CATALOGUE_DIR") or CATALOGUE_DIR)


def store_of(options: argparse.Namespace) -> Store:
    """Return the store a command is for."""
    return Store(options.releases, bundled_dir())


def _before(store: Store, release_id: str) -> str:
    """Return the release that another was made from; of the first, itself."""
    return next((one.base for one in store.history() if one.id == release_id), "") or release_id


def operator() -> str:
    """Return who the log names for what is done on the command line."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def _told(run: Run) -> Run:
    def answered(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except (StoreError, CatalogueError) as wrong:
            print(wrong, file=sys.stderr)
            return REFUSED

    return answered


def _list(options: argparse.Namespace) -> int:
    store = store_of(options)
    if options.log:
        for entry in store.log():
            print("\t".join(f"{name}={value}" for name, value in entry.items()))
        return DONE
    opened = store.open()
    for release in store.history():
        mark = "*" if release.id == opened.release.id else " "
        print(f"{mark} {release.id}  {release.made}  {release.who}  {release.note}".rstrip())
    if opened.problem:
        print(opened.problem, file=sys.stderr)
    return DONE


def _publish(options: argparse.Namespace) -> int:
    store, problems = store_of(options), list[Problem]()
    tables = read_tables(options.catalogue, problems)
    if errors := [problem for problem in problems if not problem.is_warning]:
        raise CatalogueError(errors)
    base = store.open().release.id
    release = store.publish(tables, base=base, who=operator(), note=options.note, origin=ORIGIN)
    print(f"已发布 Published: {release.id}")
    return DONE


def _roll_back(options: argparse.Namespace) -> int:
    store = store_of(options)
    wanted = options.id or _before(store, store.open().release.id)
    release = store.roll_back(wanted, who=operator(), note=options.note, origin=ORIGIN)
    print(f"已退回 In use again: {release.id}")
    return DONE


def _diff(options: argparse.Namespace) -> int:
    store = store_of(options)
    new = options.new or store.open().release.id
    old = options.old or _before(store, new)
    for line in difference_lines(difference(store.read(old), store.read(new))):
        print(line)
    return DONE


def difference_lines(found: Difference) -> Iterator[str]:
    """Yield a difference line by line: the counts, then each row and cell."""
    if not found:
        yield "没有差别 No difference"
        return
    for what, counts in zip(
        ("新增 Added", "修改 Changed", "删除 Removed"), found.counts().values(), strict=True
    ):
        yield f"{what}: {' · '.join(f'{table} {count}' for table, count in counts.items()) or 0}"
    yield from (f"+ {one.table} {one.id}" for one in found.added)
    yield from (f"~ {one.table} {one.id} {one.column}: {one.old!r} → {one.new!r}" for one in found.changed)
    yield from (f"- {one.table} {one.id}" for one in found.removed)


def _verify(options: argparse.Namespace) -> int:
    store = store_of(options)
    problems = store.verify()
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return REFUSED
    print(f"全部完好 All sound: {len(store.history())}")
    return DONE


def _digest(options: argparse.Namespace) -> int:
    print(store_of(options).digest())
    return DONE
