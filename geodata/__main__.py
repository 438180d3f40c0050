"""The command line: `python -m geodata check` proves the catalogue, `… export` writes it out.

`… read-plan` joins the plan's text to the catalogue and keeps it for the atlas; `… releases`, `… import`,
`… template` and `… steward` keep the data true.
Exit codes: 0 done, 1 the data are damaged or the text does not fit, 2 the command cannot be carried out.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from geodata import steward_command
from geodata.catalog import load_catalog
from geodata.checking import check
from geodata.export import write_csv, write_geojson
from geodata.intake import command as intake
from geodata.loading import BOUNDARIES_DIR, CATALOGUE_DIR, Unreadable
from geodata.plan_file import STORED_PLAN, read_plan_file, store_plan
from geodata.plan_report import Misfit, proved
from geodata.problems import CatalogueError
from geodata.releases import command as releases

DAMAGED = 1
REFUSED = 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the command in both languages."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(REFUSED, f"命令有误 wrong command: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that cannot show Chinese must not stop the check.
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        told = options.run(options)
    except CatalogueError as error:
        count = len(error.problems)
        print(f"数据有误,共 {count} 处。The data are damaged in {count} places:\n{error}", file=sys.stderr)
        return DAMAGED
    except Misfit as misfit:
        print(misfit, file=sys.stderr)
        return DAMAGED
    except (Unreadable, OSError) as error:
        print(f"无法完成 cannot be done: {error}", file=sys.stderr)
        return REFUSED
    # A command that has more to say than "done" prints it itself and returns its exit code.
    if isinstance(told, int):
        return told
    print(told)
    return 0


def _check(options: argparse.Namespace) -> str:
    return check(options.catalogue, options.ground, options.plan)


def _export(options: argparse.Namespace) -> str:
    catalog = load_catalog(options.catalogue, options.ground)
    if options.format == "geojson":
        write_geojson(catalog, options.out)
        return f"已写出 Written: {options.out}"
    return f"已写出 Written: {len(write_csv(catalog, options.out))} × CSV → {options.out}"


def _read_plan(options: argparse.Namespace) -> str:
    text = read_plan_file(options.file)
    told = proved(load_catalog(options.catalogue, options.ground), text, options.file.name)
    store_plan(text, options.out)
    shown = "下次启动时显示 The atlas will show it at its next start."
    if options.out.resolve() != STORED_PLAN:
        shown = f"要显示 To show it: PLAN_FILE={options.out}"
    return f"{told}\n已存 Stored: {options.out}\n{shown}"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m geodata", description="苏南创新图谱的数据 The data of the Sunan Innovation Atlas"
    )
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    proof = commands.add_parser("check", help="核对目录并报数 prove the catalogue and count it")
    proof.set_defaults(run=_check)
    proof.add_argument(
        "--plan", type=Path, metavar="FILE", help="方案全文 the plan's text: every name must be in it"
    )
    export = commands.add_parser("export", help="导出目录 write the catalogue out")
    export.set_defaults(run=_export)
    export.add_argument("--format", choices=("geojson", "csv"), required=True)
    export.add_argument("--out", type=Path, required=True, help="文件 file (geojson) / 文件夹 folder (csv)")
    reading = commands.add_parser(
        "read-plan", help="读入方案全文 read the plan's text and keep it for the atlas"
    )
    reading.set_defaults(run=_read_plan)
    reading.add_argument("file", type=Path, metavar="FILE", help="方案全文 the plan's text: .txt, .docx")
    reading.add_argument(
        "--out", type=Path, default=STORED_PLAN, metavar="FILE", help="存到 where it is kept (.plan/plan.txt)"
    )
    for part in (intake, releases, steward_command):
        part.add(commands)
    for command in (proof, export, reading):
        command.add_argument(
            "--catalogue", type=Path, default=CATALOGUE_DIR, metavar="DIR", help="目录 the tables"
        )
        command.add_argument(
            "--ground", type=Path, default=BOUNDARIES_DIR, metavar="DIR", help="底图 the outlines"
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
