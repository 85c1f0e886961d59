"""Where in a TOML text a table, a key or a value stands: tomllib forgets lines, people need them.

A small scanner that understands comments, all four kinds of strings and multi-line arrays; it never raises,
because it also runs on texts that tomllib refuses.
"""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*[A-Za-z0-9_"'-]+)*\s*=""")
_CODE = re.compile(r"""(?:[^#"']|"(?:\\.|[^"\\])*"|'[^']*')*""")


def _scan(text: str) -> list[tuple[int, str]]:
    """(1-based line, line text) of every line that starts outside of strings and brackets."""
    starts: list[tuple[int, str]] = []
    lines = text.split("\n")
    depth, quote = 0, ""
    for number, line in enumerate(lines, 1):
        if not quote and depth == 0:
            starts.append((number, line))
        if not quote and depth == 0 and _HEADER.match(line):
            continue
        depth, quote = _follow(line, depth, quote)
    return starts


def _follow(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Bracket depth and open multi-line quote after this line."""
    i = 0
    while i < len(line):
        if quote:
            if quote[0] == '"' and line[i] == "\\":
                i += 2
            elif line.startswith(quote, i):
                i += len(quote)
                quote = ""
            else:
                i += 1
            continue
        c = line[i]
        if c == "#":
            break
        if c in "\"'":
            quote = c * 3 if line.startswith(c * 3, i) else c
            i += len(quote)
            continue
        if c in "[{":
            depth += 1
        elif c in "]}":
            depth = max(0, depth - 1)
        i += 1
    return depth, quote if len(quote) == 3 else ""


def _code(line: str) -> str:
    """The line without its comment."""
    found = _CODE.match(line)
    return found[0] if found else line


class TomlLines:
    """Line numbers of a TOML text. The n-th `[[act]]` is ("act", n); `[procedure]` is ("procedure", 0)."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._tables: dict[tuple[str, int], int] = {}
        self._keys: dict[tuple[str, int, str], int] = {}
        self._ends: dict[tuple[str, int, str], int] = {}
        self._read(_scan(text))

    def _read(self, starts: list[tuple[int, str]]) -> None:
        table, index, open_key = "", 0, None
        counts: dict[str, int] = {}
        for number, line in starts:
            header, key = _HEADER.match(line), _KEY.match(line)
            if (header or key) and open_key:
                self._ends[open_key] = number - 1
                open_key = None
            if header:
                root, _, rest = header[2].partition(".")
                root = root.strip().strip("\"'")
                if not rest:
                    counts[root] = counts.get(root, -1) + 1
                table, index = root, max(counts.get(root, 0), 0)
                self._tables.setdefault((table, index), number)
                if rest:
                    open_key = (table, index, rest.split(".")[0].strip().strip("\"'"))
                    self._keys.setdefault(open_key, number)
            elif key and (open_key is None):
                open_key = (table, index, key[1].strip("\"'"))
                self._keys.setdefault(open_key, number)
        if open_key:
            self._ends[open_key] = len(self._lines)

    def line(self, table: str, index: int = 0, key: str | None = None, value: str | None = None) -> int:
        """The line of `value` within `key` of that table; failing that of the key, of the table, else 1."""
        if key is not None and (table, index, key) in self._keys:
            first = self._keys[(table, index, key)]
            if value is not None:
                last = self._ends.get((table, index, key), first)
                for number in range(first, min(last, len(self._lines)) + 1):
                    if re.search(rf"(?<![\w.-]){re.escape(value)}(?![\w-])", _code(self._lines[number - 1])):
                        return number
            return first
        return self._tables.get((table, index), 1)
