"""What is wrong with the form of a story, said so that the person who writes it can put it right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geodata.problems import Words

CROWDED = Words(
    *("共 {found} 步，至多 {most} 步", "拆成几个讲稿"),
    *("{found} steps, at most {most} are allowed", "make several stories of it"),
)
NAMED_OTHERWISE = Words(
    *("文件名须与 id 相同", "把文件改名为 {name}"),
    *("a file is named by the id of its story", "name the file {name}"),
)
RESERVED = Words(
    *("own 与 industry- 开头的编号留给图谱自己生成的讲稿", "另取一个编号"),
    *("own, and ids that begin with industry-, are for stories the atlas makes itself", "choose another id"),
)
UNREADABLE = Words(
    "文件无法读取", "检查权限与磁盘", "file cannot be read", "check its permissions and the disk"
)

_MISSING = Words("缺少这一项", "补上它", "it is missing", "write it")
_EXTRA = Words(
    *("格式中没有这一项", "删去，或核对拼写"),
    *("the form has no such field", "remove it or check how it is spelt"),
)
_TEXT = Words("须是文字", "写一行文字", "it must be text", "write a line of text")
_EMPTY = Words("不能为空", "写入文字", "it must not be empty", "write some text")
_LONG = Words(
    *("有 {found} 字，至多 {most} 字", "写短些"),
    *("{found} characters, at most {most} are allowed", "make it shorter"),
)
_ID = Words(
    *("编号只用小写字母、数字与连字符", "写成 my-story 的样子"),
    *("an id has small letters, digits and hyphens only", "write it like my-story"),
)
_LINES = Words("须写成一行", "去掉换行", "it must be one line", "remove the line breaks")
_CONTROL = Words("含有看不见的控制字符", "重新输入", "it holds control characters", "type it again")
_SECONDS = Words(
    *("秒数须是 3 至 600 的整数", "改成整数，或删去"),
    *("seconds must be a whole number from 3 to 600", "write a whole number or remove it"),
)
_MAPPING = Words(
    *("这里应是若干“名称: 值”", "按格式分行写出各项"),
    *("names with values belong here", "write each as “name: value” on a line of its own"),
)
_LIST = Words(
    *("这里应是一个列表", "每项以“- ”起头"),
    *("a list belongs here", "begin each entry with “- ”"),
)
_NONE = Words("至少要有一项", "补上一项", "there must be at least one", "add one")
_OTHER = Words("写法有误", "对照格式", "it is not written as the form has it", "compare it with the form")

# By pydantic's kind of error.
_WORDS: Mapping[str, Words] = {
    "missing": _MISSING,
    "extra_forbidden": _EXTRA,
    "string_type": _TEXT,
    "string_too_short": _EMPTY,
    "string_too_long": _LONG,
    "string_unicode": _CONTROL,
    "string_pattern_mismatch": _ID,
    "lines": _LINES,
    "control": _CONTROL,
    "seconds": _SECONDS,
    "greater_than_equal": _SECONDS,
    "less_than_equal": _SECONDS,
    "model_type": _MAPPING,
    "tuple_type": _LIST,
    "too_short": _NONE,
}


def words_of(kind: str, value: object, around: Mapping[str, Any]) -> Words:
    """Return the words for one of pydantic's errors: its kind, the value it is about, its limits."""
    if kind == "string_type" and value is None:
        return _EMPTY
    words = _WORDS.get(kind, _OTHER)
    if words is not _LONG or not isinstance(value, str):
        return words
    return words.filled(found=str(len(value.strip())), most=str(around["max_length"]))
