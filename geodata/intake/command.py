"""`python -m geodata import FILE` and `… template --out FILE`: the steward's work on the command line.

Exit codes of import: 0 imported, or would be; 1 refused; 3 a choice is needed; 2 it cannot be carried out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.catalog import Tables
from geodata.intake.grid import Outcome, RefusedError
from geodata.intake.limits import MOST_UPLOAD_BYTES
from geodata.intake.reading import read_upload
from geodata.intake.reporting import report, shown
from geodata.intake.template import template
from geodata.intake.understanding import understand
from geodata.problems import CatalogueError, Words
from geodata.releases.command import DONE, ORIGIN, REFUSED, add_folder, operator, store_of
from geodata.releases.difference import Difference, difference
from geodata.releases.faults import NO_FOLDER, BaseMoved, StoreError
from geodata.releases.shelf import Opened
from geodata.releases.store import Store

if TYPE_CHECKING:
    from geodata.releases.command import Commands

IMPOSSIBLE, ASKED = 2, 3
KINDS = ("indicators", "sites", "all")
_DONE = {"zh": "已发布为版本 {id}", "en": "Published as release {id}"}
_DRY = {"zh": "试运行:没有写入任何内容", "en": "Dry run: nothing was written"}
_UNREADABLE = Words(
    *("文件无法读取:{why}", "核对路径与权限"),
    *("the file cannot be read: {why}", "check its path and permissions"),
)
_NO_PLACE = Words(
    *("文件无法写出:{why}", "核对路径与权限"),
    *("the file cannot be written: {why}", "check its path and permissions"),
)
Run = Callable[[argparse.Namespace], int]


def add(commands: Commands) -> None:
    """Add `import` and `template` to the command line."""
    bring = commands.add_parser("import", help="导入报送的表 take in a steward's file")
    bring.add_argument("file", type=Path, metavar="FILE", help="XLSX, CSV, GeoJSON")
    bring.add_argument("--kind", choices=KINDS, required=True, help="指标、点位或两者 what it holds")
    bring.add_argument("--name", metavar="NAME", help="原文件名 what it was called")
    bring.add_argument("--dry-run", action="store_true", help="只报告,不写入 report only")
    bring.add_argument(
        "--answer",
        action="append",
        type=_answer,
        default=[],
        metavar="KEY=VALUE",
        help="回答问题 an answer to a question of the report",
    )
    bring.add_argument("--note", default="", metavar="TEXT", help="说明 why")
    blank = commands.add_parser("template", help="写出报送模板 write the workbook to fill in")
    blank.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    for command, run in ((bring, _import), (blank, _template)):
        command.add_argument("--lang", choices=("zh", "en"), default="zh")
        add_folder(command)
        command.set_defaults(run=_told(run))


def _answer(given: str) -> tuple[str, str]:
    key, equals, value = given.partition("=")
    if not (key and equals and value):
        raise argparse.ArgumentTypeError(f"KEY=VALUE: {given}")
    return key, value


def _told(run: Run) -> Run:
    def answered(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except (BaseMoved, CatalogueError) as wrong:
            print(wrong, file=sys.stderr)
            return REFUSED
        except StoreError as wrong:
            print(wrong, file=sys.stderr)
            return IMPOSSIBLE

    return answered


def _import(options: argparse.Namespace) -> int:
    if options.releases is None and not options.dry_run:
        raise StoreError(NO_FOLDER)
    try:
        with options.file.open("rb") as file:
            data = file.read(MOST_UPLOAD_BYTES + 1)
    except OSError as fault:
        return _impossible(_UNREADABLE, fault)
    store = store_of(options)
    opened = store.open()
    if opened.problem:
        print(opened.problem, file=sys.stderr)
    try:
        book = read_upload(data, options.name or options.file.name)
    except RefusedError as refusal:
        print(f"{'错误' if options.lang == 'zh' else 'Error'} {refusal}")
        return _refused(store, options, opened, str(refusal))
    outcome = understand(
        book, options.kind, opened.tables, opened.release.id, dict(options.answer), _released(store)
    )
    found = difference(opened.tables, outcome.tables) if outcome.tables is not None else None
    print(report(outcome, found, options.lang))
    return _carried_out(store, options, opened, outcome, found)


def _carried_out(
    store: Store, options: argparse.Namespace, opened: Opened, outcome: Outcome, found: Difference | None
) -> int:
    """Publish what an upload changes, or record why not; return the exit code."""
    if outcome.errors:
        return _refused(store, options, opened, "; ".join(one.words.rule_en for one in outcome.errors[:5]))
    if outcome.tables is None or found is None:
        return ASKED
    if options.dry_run:
        print(_DRY[options.lang])
    elif found:
        note = outcome.noted(options.note or f"import {_name(options)}")
        release = store.publish(
            outcome.tables, base=opened.release.id, who=operator(), note=note, origin=ORIGIN
        )
        print(_DONE[options.lang].format(id=release.id))
    return DONE


def _name(options: argparse.Namespace) -> str:
    return shown(options.name or options.file.name)


def _refused(store: Store, options: argparse.Namespace, opened: Opened, why: str) -> int:
    if not options.dry_run:
        more = {"base": opened.release.id, "note": _name(options), "detail": why[:500]}
        store.record(operator(), "import", result="refused", origin=ORIGIN, **more)
    return REFUSED


def _released(store: Store) -> Callable[[str], Tables | None]:
    def released(release_id: str) -> Tables | None:
        try:
            return store.read(release_id)
        except StoreError:
            return None

    return released


def _template(options: argparse.Namespace) -> int:
    opened = store_of(options).open()
    try:
        options.out.write_bytes(template(opened.tables, opened.release.id, options.lang))
    except OSError as fault:
        return _impossible(_NO_PLACE, fault)
    print(f"已写出 Written: {options.out}")
    return DONE


def _impossible(words: Words, fault: OSError) -> int:
    print(StoreError(words.filled(why=fault.strerror or str(fault))), file=sys.stderr)
    return IMPOSSIBLE
