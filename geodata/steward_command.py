"""`python -m geodata steward add|remove|list`: who may sign in at /data. Exit codes: 0 done, 1 refused."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.stewards import StewardsError, add_steward, check_name, read_stewards, remove_steward

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]

DONE, REFUSED = 0, 1
VARIABLE = "STEWARDS_FILE"


def add(commands: Commands) -> None:
    """Add `steward` with its acts to the command line."""
    parser = commands.add_parser("steward", help="数据管理员 who may change the data")
    acts = parser.add_subparsers(dest="act", required=True, parser_class=type(parser))
    adding = acts.add_parser("add", help="添加或改密码 add one or change the password")
    removing = acts.add_parser("remove", help="删去 take one away")
    listing = acts.add_parser("list", help="列出 list them")
    adding.add_argument("--password-stdin", action="store_true", help="从标准输入读密码 read it from stdin")
    for command in (adding, removing):
        command.add_argument("name", metavar="NAME")
    for command in (adding, removing, listing):
        given = os.environ.get(VARIABLE)
        command.add_argument(
            "--file",
            type=Path,
            default=Path(given) if given else None,
            required=not given,
            metavar="FILE",
            help=f"管理员文件 their file ({VARIABLE})",
        )
        command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Carry out one act; what is wrong is said, never traced."""
    try:
        if options.act == "add":
            check_name(options.name)  # before anybody types a password twice
            password = _asked(options.password_stdin)
            if password is None:
                print("两次输入不同,未添加 The two differ, nothing was added", file=sys.stderr)
                return REFUSED
            add_steward(options.file, options.name, password)
            print(f"已添加 Added: {options.name}")
        elif options.act == "remove":
            remove_steward(options.file, options.name)
            print(f"已删去 Removed: {options.name}")
        else:
            print("\n".join(read_stewards(options.file)))
    except StewardsError as wrong:
        print(wrong, file=sys.stderr)
        return REFUSED
    return DONE


def _asked(is_piped: bool) -> str | None:
    """Return the password, None when the two that were typed differ."""
    if is_piped:
        return sys.stdin.readline().rstrip("\r\n")
    try:
        first = getpass.getpass("密码 password: ")
        return first if getpass.getpass("再次 again: ") == first else None
    except EOFError:
        return None
