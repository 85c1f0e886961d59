"""JSON that remembers on which line each value stands, and goes on after a broken row.

A benchmark table is typed by people. One missing comma must not cost the other 200 rows, and the message
must name the line. Only rows of a list of objects are recovered; everything else is reported.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import Any

Path = tuple[str | int, ...]
# Stands in the list for a row that could not be read; the problem says why.
BROKEN: Any = object()
_SPACE = re.compile(r"[ \t\r\n]*")
_MAX_DEPTH = 40


def _no_constants(name: str) -> Any:
    raise ValueError(f"不允许的数值 {name}")


_DECODER = JSONDecoder(parse_constant=_no_constants)


@dataclass(frozen=True, slots=True)
class JsonProblem:
    """Something wrong in the text: 1-based line, column, and a Chinese message."""

    line: int
    column: int
    message: str


@dataclass(slots=True)
class PlacedJson:
    """The value that could be read, the line of each value by its path, and what could not be read."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[JsonProblem] = field(default_factory=list)


class _Broken(Exception):
    def __init__(self, position: int, message: str) -> None:
        super().__init__(message)
        self.position, self.message = position, message


def read_placed_json(text: str, rows: str = "items") -> PlacedJson:
    """Parse JSON text. Broken members of the list named `rows` are reported and skipped, others end the reading.

    After a broken row the next one is looked for where it looks like the first: same first key, and the same
    indentation if the first row begins a line.
    """
    reader = _Reader(text, rows)
    try:
        reader.result.value, end = reader.read(reader.skip(0), ())
        if reader.skip(end) != len(text):
            reader.problem(reader.skip(end), "文件末尾有多余的内容")
    except _Broken as broken:
        reader.problem(broken.position, broken.message)
        reader.rows_after(broken.position)
    return reader.result


class _Reader:
    def __init__(self, text: str, rows: str) -> None:
        self.text, self.rows = text, rows
        self.resume: re.Pattern[str] | None = None
        self.result = PlacedJson()
        self._line_at, self._line = 0, 1

    def rows_after(self, position: int) -> None:
        """The heading was broken: look for the list of rows behind it, so that they are not lost."""
        found = re.compile(rf'"{self.rows}"\s*:\s*(?=\[)').search(self.text, position)
        value = self.result.value
        if found is None or (isinstance(value, dict) and self.rows in value):
            return
        with contextlib.suppress(_Broken):
            rows, _ = self._array(found.end(), (self.rows,))
            self.result.value = {**(value if isinstance(value, dict) else {}), self.rows: rows}

    def line(self, position: int) -> int:
        if position >= self._line_at:
            self._line += self.text.count("\n", self._line_at, position)
        else:
            self._line = self.text.count("\n", 0, position) + 1
        self._line_at = position
        return self._line

    def problem(self, position: int, message: str) -> None:
        column = position - (self.text.rfind("\n", 0, position) + 1) + 1
        self.result.problems.append(JsonProblem(self.line(position), column, message))

    def skip(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def read(self, position: int, path: Path) -> tuple[Any, int]:
        if len(path) > _MAX_DEPTH:
            raise _Broken(position, "嵌套过深")
        self.result.lines[path] = self.line(position)
        first = self.text[position : position + 1]
        if first == "{":
            return self._object(position, path)
        if first == "[":
            return self._array(position, path)
        return self._scalar(position)

    def _scalar(self, position: int) -> tuple[Any, int]:
        try:
            return _DECODER.raw_decode(self.text, position)
        except JSONDecodeError as error:
            raise _Broken(error.pos, "不是有效的 JSON：" + _reason(self.text, position)) from None
        except (ValueError, RecursionError) as error:
            raise _Broken(position, f"不是有效的 JSON：{error}") from None

    def _object(self, position: int, path: Path) -> tuple[dict[str, Any], int]:
        value: dict[str, Any] = {}
        if path == ():
            self.result.value = value
        position = self.skip(position + 1)
        if self.text[position : position + 1] == "}":
            return value, position + 1
        while True:
            if self.text[position : position + 1] != '"':
                raise _Broken(position, "此处应当是带双引号的键名（检查上一行末尾的逗号）")
            key, end = self._scalar(position)
            colon = self.skip(end)
            if self.text[colon : colon + 1] != ":":
                raise _Broken(colon, f"键“{key}”之后缺少冒号")
            if key in value:
                self.problem(position, f"键“{key}”重复出现")
            at = self.skip(colon + 1)
            value[key], end = self.read(at, (*path, key))
            position = self.skip(end)
            mark = self.text[position : position + 1]
            if mark == "}":
                return value, position + 1
            if mark != ",":
                raise _Broken(position, f"“{key}”的值之后缺少逗号或者右花括号")
            position = self.skip(position + 1)

    def _learn(self, position: int) -> None:
        """Remember what a row looks like, to find the next one behind a broken one."""
        first = re.compile(r'\{\s*"(\w+)"\s*:').match(self.text, position)
        before = self.text[self.text.rfind("\n", 0, position) + 1 : position]
        indent = rf"(?m:^)(?P<indent>{re.escape(before)})" if not before.strip() else r"(?P<indent>)"
        key = first[1] if first else "no|code|violation"
        self.resume = re.compile(rf'{indent}\{{\s*"(?:{key})"\s*:')

    def _array(self, position: int, path: Path) -> tuple[list[Any], int]:
        value: list[Any] = []
        position = self.skip(position + 1)
        if self.text[position : position + 1] == "]":
            return value, position + 1
        if path == (self.rows,):
            self._learn(position)
        while True:
            try:
                row, end = self.read(position, (*path, len(value)))
            except _Broken as broken:
                if path != (self.rows,):
                    raise
                self.problem(broken.position, f"第{len(value) + 1}条无法读取：{broken.message}")
                value.append(BROKEN)
                again = self.resume.search(self.text, broken.position) if self.resume else None
                if again is None:
                    return value, len(self.text)
                position = again.end("indent")
                continue
            value.append(row)
            position = self.skip(end)
            mark = self.text[position : position + 1]
            if mark == "]":
                return value, position + 1
            if mark == ",":
                position = self.skip(position + 1)
            elif path == (self.rows,) and mark == "{":
                self.problem(position, f"第{len(value)}条之后缺少逗号")
            else:
                raise _Broken(position, "此处应当是逗号或者右方括号")


def _reason(text: str, position: int) -> str:
    if position >= len(text):
        return "内容在此处中断"
    return f"“{text[position : position + 12]}”处的写法有误"
