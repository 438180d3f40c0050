"""The command line: `python -m geodata check` proves the catalogue, `… export` writes it out.

Exit codes: 0 done, 1 the data are damaged, 2 the command cannot be carried out.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from geodata.catalog import load_catalog
from geodata.checking import check
from geodata.export import write_csv, write_geojson
from geodata.loading import BOUNDARIES_DIR, CATALOGUE_DIR, Unreadable
from geodata.problems import CatalogueError

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
        print(_check(options) if options.command == "check" else _export(options))
    except CatalogueError as error:
        count = len(error.problems)
        print(f"数据有误,共 {count} 处。The data are damaged in {count} places:\n{error}", file=sys.stderr)
        return DAMAGED
    except (Unreadable, OSError) as error:
        print(f"无法完成 cannot be done: {error}", file=sys.stderr)
        return REFUSED
    return 0


def _check(options: argparse.Namespace) -> str:
    return check(options.catalogue, options.ground, options.plan)


def _export(options: argparse.Namespace) -> str:
    catalog = load_catalog(options.catalogue, options.ground)
    if options.format == "geojson":
        write_geojson(catalog, options.out)
        return f"已写出 Written: {options.out}"
    return f"已写出 Written: {len(write_csv(catalog, options.out))} × CSV → {options.out}"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m geodata", description="苏南创新图谱的数据 The data of the Sunan Innovation Atlas"
    )
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    proof = commands.add_parser("check", help="核对目录并报数 prove the catalogue and count it")
    proof.add_argument(
        "--plan", type=Path, metavar="FILE", help="方案全文 the plan's text: every name must be in it"
    )
    export = commands.add_parser("export", help="导出目录 write the catalogue out")
    export.add_argument("--format", choices=("geojson", "csv"), required=True)
    export.add_argument("--out", type=Path, required=True, help="文件 file (geojson) / 文件夹 folder (csv)")
    for command in (proof, export):
        command.add_argument(
            "--catalogue", type=Path, default=CATALOGUE_DIR, metavar="DIR", help="目录 the tables"
        )
        command.add_argument(
            "--ground", type=Path, default=BOUNDARIES_DIR, metavar="DIR", help="底图 the outlines"
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
