"""The text of a story: YAML read as plain text with the line of every part, and written for people to edit.

Nothing of YAML's power is let in: no anchors, no tags, no second document, no name twice. Every value is
text, one left empty is None. Pure functions on text; what the parts mean is checked in `storytelling`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from geodata.problems import Problem, Words

Path = tuple[str | int, ...]

MAX_BYTES = 200_000
# A story nests seven deep, and sixty full steps are some three thousand events.
MAX_DEPTH = 12
MAX_EVENTS = 20_000
NULLS = {"", "~", "null", "Null", "NULL"}

_TOO_BIG = Words(
    *("文件有 {found} 字节，至多 {most}", "拆成几个讲稿"),
    *("the file has {found} bytes, at most {most} may stand in it", "make several stories of it"),
)
_TOO_MUCH = Words(
    *("内容过多或嵌套过深", "按格式只写 id、title、about 与 chapters"),
    *("too much in it, or nested too deep", "write no more than id, title, about and chapters"),
)
_SYNTAX = Words(
    *("不是规范的 YAML（第 {at} 列：{why}）", "核对缩进、冒号后的空格与引号"),
    *("not well-formed YAML (column {at}: {why})", "check indents, the space after a colon and quotes"),
)
_NOT_JSON = Words(
    *("不是规范的 JSON（第 {at} 列）", "由图谱重新保存"),
    *("not well-formed JSON (column {at})", "save it from the atlas again"),
)
_ENCODING = Words("不是 UTF-8 编码", "另存为 UTF-8", "not UTF-8", "save it as UTF-8")
_NO_CONTENT = Words(
    "文件是空的",
    "写入 id、title、about 与 chapters",
    "the file is empty",
    "write id, title, about and chapters",
)
_ANCHOR = Words(
    *("不许用锚点与引用（& 和 *）", "把内容照写一遍；以 & 或 * 开头的文字加引号"),
    *("no anchors and references (& and *)", "write it out; put words that begin with & or * in quotes"),
)
_TAG = Words(
    *("不许用标签（!）", "删去标签；以 ! 开头的文字加引号"),
    *("no tags (!)", "remove the tag; put words that begin with ! in quotes"),
)
_SECOND = Words(
    *("一个文件只能有一个讲稿", "删去第二个 ---"),
    *("one story a file", "remove what begins with the second ---"),
)
_REPEATED = Words("同一名称写了两次", "删去一处", "the name stands twice", "remove one of them")
_NAME = Words("名称须是文字", "写一个名称", "a name must be text", "write a name")


@dataclass(frozen=True)
class Read:
    """What stands in a file, the line of its parts by path, and what is wrong with it as text."""

    content: Any = None
    lines: Mapping[Path, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line(self, path: Path) -> int | None:
        """Return the line of a part, or of the nearest part around it; None for what came without lines."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def shown(path: Path) -> str:
    """Return a path as a reader finds it: chapters[1].steps[0].view."""
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")


def too_big(found: int, file: str) -> Problem:
    """Return what is said of a file with so many bytes."""
    return Problem(file, None, "", "", _TOO_BIG.filled(found=str(found), most=str(MAX_BYTES)))


def read_bytes(data: bytes, file: str, is_json: bool = False) -> Read:
    """Return the content of a file, with or without a byte order mark. Never raises."""
    if len(data) > MAX_BYTES:
        return Read(problems=(too_big(len(data), file),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Read(problems=(Problem(file, line, "", "", _ENCODING),))
    return read_json(text, file) if is_json else read_yaml(text, file)


def read_yaml(text: str, file: str) -> Read:
    """Return the content of a story's YAML. Never raises: what is wrong stands in `problems`."""
    problems: list[Problem] = []
    events = _events(text, file, problems)
    if problems:
        return Read(problems=tuple(problems))
    if not events:
        return Read(problems=(Problem(file, 1, "", "", _NO_CONTENT),))
    builder = _Builder(file)
    content = builder.value(iter(events), ())
    return Read(content, builder.lines, tuple(builder.problems))


def read_json(text: str, file: str) -> Read:
    """Return the content of a story as JSON, which has no lines. Never raises."""
    twice: list[str] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        twice.extend(name for name in dict.fromkeys(names) if names.count(name) > 1)
        return dict(pairs)

    try:
        content = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        return Read(problems=(Problem(file, error.lineno, "", "", _NOT_JSON.filled(at=str(error.colno))),))
    except (RecursionError, ValueError):  # nested too deep, or a number longer than Python takes
        return Read(problems=(Problem(file, None, "", "", _TOO_MUCH),))
    return Read(content, problems=tuple(Problem(file, None, name, "", _REPEATED) for name in twice))


def _events(text: str, file: str, problems: list[Problem]) -> list[Event]:
    """Return the events of the one document, each looked at before the next is asked for."""
    found: list[Event] = []
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            documents += isinstance(event, DocumentStartEvent)
            line = event.start_mark.line + 1
            if len(found) > MAX_EVENTS or depth > MAX_DEPTH:
                problems.append(Problem(file, line, "", "", _TOO_MUCH))
                break
            if documents > 1:
                problems.append(Problem(file, line, "", "", _SECOND))
                break
            problems += [Problem(file, line, "", value, words) for value, words in _powers(event)]
            if isinstance(event, NodeEvent | CollectionEndEvent):
                found.append(event)
    except yaml.YAMLError as error:
        problems.append(_syntax(error, text, file))
    return found


def _powers(event: Event) -> Iterator[tuple[str, Words]]:
    """Yield what an event asks of YAML that a story has no use for."""
    if not isinstance(event, NodeEvent):
        return
    if isinstance(event, AliasEvent):
        yield f"*{event.anchor}", _ANCHOR
    elif event.anchor is not None:
        yield f"&{event.anchor}", _ANCHOR
    if getattr(event, "tag", None) is not None:
        yield str(event.tag), _TAG


def _syntax(error: yaml.YAMLError, text: str, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        words = _SYNTAX.filled(at=str(mark.column + 1), why=str(getattr(error, "problem", None) or error))
        return Problem(file, mark.line + 1, "", "", words)
    # A character that YAML does not take has a position and no mark.
    before = text[: getattr(error, "position", 0)]
    column = len(before) - before.rfind("\n")
    words = _SYNTAX.filled(at=str(column), why=str(getattr(error, "reason", error)))
    return Problem(file, before.count("\n") + 1, "", "", words)


class _Builder:
    """Makes values of events and notes on which line each begins."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def value(self, events: Iterator[Event], path: Path) -> Any:
        """Return the value that begins with the next event."""
        return self._of(next(events), events, path)

    def _of(self, event: Event, events: Iterator[Event], path: Path) -> Any:
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, ScalarEvent):
            is_left_empty = event.style is None and event.value in NULLS
            return None if is_left_empty else event.value
        return (
            self._mapping(events, path) if isinstance(event, MappingStartEvent) else self._list(events, path)
        )

    def _list(self, events: Iterator[Event], path: Path) -> list[Any]:
        found: list[Any] = []
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            found.append(self._of(event, events, (*path, len(found))))
        return found

    def _mapping(self, events: Iterator[Event], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            line = event.start_mark.line + 1
            if not isinstance(event, ScalarEvent):
                self.problems.append(Problem(self.file, line, shown(path), "", _NAME))
                self._of(event, events, (*path, ""))
                self.value(events, (*path, ""))
                continue
            inner = (*path, event.value)
            if event.value in found:
                self.problems.append(Problem(self.file, line, shown(inner), "", _REPEATED))
            self.lines.setdefault(inner, line)
            found[event.value] = self.value(events, inner)
        return found


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Indents lists under their name, and writes words of several lines as a block."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


def _block(dumper: yaml.SafeDumper, words: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style="|" if "\n" in words else None)


_Dumper.add_representer(str, _block)


def as_yaml(content: Mapping[str, Any]) -> str:
    """Return plain content as YAML: names in the order given, Chinese as it is, no line broken."""
    text: str = yaml.dump(dict(content), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=MAX_BYTES)
    return text
