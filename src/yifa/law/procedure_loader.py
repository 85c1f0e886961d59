"""Reads procedure TOML into the dataclasses of `yifa.law.procedure`, gathering every mistake with its line.

Shape first (keys and types, here), then meaning (`procedure_checks`): both report before the load fails.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

from yifa.law.procedure import (
    ActRule,
    ApprovalStep,
    ClockExtension,
    ClockPause,
    ClockResume,
    ClockStart,
    FactRule,
    Outcome,
    PaperRule,
    Procedure,
    Report,
    Spawn,
    Stage,
)
from yifa.law.toml_lines import TomlLines

FACT_TYPES = ("text", "integer", "date", "moment", "flag")
FILES = ("main", "sub")
# An article of a named document, or a numbered heading of one without articles: …法第四十五条, …号（十四）.
_CITED = re.compile(r"\S{2,}(第[〇零一二三四五六七八九十百\d]+条|（[一二三四五六七八九十]+）)")
_TABLES = {"stage": "阶段", "act": "行为", "fact": "事实", "paper": "文书"}
_PROCEDURE_KEYS = {"id", "title", "basis", "version", "open_matters", "watch"}


class Findings:
    """The mistakes found so far. `add` locates each by table, index, key and offending value."""

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        self.lines = TomlLines(text)
        self.found: list[tuple[int, str]] = []
        self.where: dict[tuple[str, str], tuple[str, int]] = {}

    def add(
        self, message: str, at: tuple[str, int], key: str | None = None, value: str | None = None
    ) -> None:
        self.found.append((self.lines.line(at[0], at[1], key, value), message))

    def messages(self) -> tuple[str, ...]:
        unique = sorted(set(self.found))
        return tuple(f"{self.source}:{line}: {message}" for line, message in unique)


class Row:
    """One table of the file, read key by key; wrong types and unknown keys go to the report."""

    def __init__(self, report: Findings, data: Any, at: tuple[str, int], name: str) -> None:
        self.report, self.at, self.name = report, at, name
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            report.add(f"{name}须是一个表", at)

    def wrong(self, key: str, message: str, value: str | None = None) -> None:
        self.report.add(f"{self.name}:{message}", self.at, key, value)

    def only(self, allowed: Collection[str]) -> None:
        """Report keys that mean nothing here, with the nearest one that does."""
        for key in self.data:
            if key not in allowed:
                near = difflib.get_close_matches(key, allowed, 1)
                self.wrong(key, f"不认识的键“{key}”" + (f"，是否应为“{near[0]}”" if near else ""))

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.data.get(key, "")
        if not isinstance(value, str):
            self.wrong(key, f"“{key}”须是文字")
            return ""
        if required and not value.strip():
            self.wrong(key, f"缺少“{key}”")
        return value

    def optional(self, key: str) -> str | None:
        return self.text(key) or None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        value = self.data.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
            self.wrong(key, f"“{key}”须是文字的列表")
            return ()
        if required and not items:
            self.wrong(key, f"缺少“{key}”")
        for item in {i for i in items if items.count(i) > 1}:
            self.wrong(key, f"“{key}”中“{item}”重复", item)
        return tuple(items)

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, f"“{key}”须是 true 或 false")
            return False
        return value

    def mapping(self, key: str) -> dict[str, str]:
        value = self.data.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            self.wrong(key, f"“{key}”须是文字对文字的表")
            return {}
        return dict(value)

    def rows(self, key: str, allowed: Collection[str]) -> list[Row]:
        """The inline tables of a list (or a single one)."""
        value = self.data.get(key, [])
        items = [value] if isinstance(value, dict) else value
        if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
            self.wrong(key, f"“{key}”须是表的列表")
            return []
        rows = [_Inline(self, key, item) for item in items]
        for row in rows:
            row.only(allowed)
        return cast("list[Row]", rows)

    def named_rows(self, key: str, name: str, allowed: Collection[str]) -> list[Row]:
        """As `rows`, where an entry may also be a bare text: the table with that `name` alone."""
        value = self.data.get(key, [])
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(i, (dict, str)) for i in items):
            self.wrong(key, f"“{key}”须是文字或者表的列表")
            return []
        for item in {i for i in items if isinstance(i, str) and items.count(i) > 1}:
            self.wrong(key, f"“{key}”中“{item}”重复", item)
        rows = [_Inline(self, key, {name: i} if isinstance(i, str) else i) for i in items]
        for row in rows:
            row.only(allowed)
        return cast("list[Row]", rows)


class _Inline(Row):
    """An inline table inside a key: its mistakes are located within that key."""

    def __init__(self, parent: Row, key: str, data: dict[str, Any]) -> None:
        super().__init__(parent.report, data, parent.at, f"{parent.name}的“{key}”")
        self.key = key

    def wrong(self, key: str, message: str, value: str | None = None) -> None:
        self.report.add(f"{self.name}:{message}", self.at, self.key, value or key)


def read(text: str, source: str) -> tuple[Procedure | None, Findings]:
    """The procedure as far as it can be read, and the mistakes of shape. None when it is not even TOML."""
    report = Findings(text, source)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        report.found.append((line, f"TOML 语法错误：{error}"))
        return None, report
    for key in data:
        if key not in (*_TABLES, "procedure", "watch", "extra"):
            at = (key, 0) if isinstance(data[key], (dict, list)) else ("", 0)
            report.add(f"不认识的表或键“{key}”", at, key)
    head = Row(report, data.get("procedure", {}), ("procedure", 0), "[procedure]")
    head.only(_PROCEDURE_KEYS)
    migration = head.rows("open_matters", ("rule", "basis"))
    rule = migration[0] if migration else _Inline(head, "open_matters", {})
    top = Row(report, data, ("", 0), "文件")
    procedure = Procedure(
        id=head.text("id", required=True),
        title=head.text("title", required=True),
        basis=head.texts("basis", required=True),
        version=head.text("version", required=True),
        open_matters=rule.text("rule", required=True),
        open_matters_basis=rule.text("basis", required=True),
        stages=_table(report, data, "stage", "id", _stage),
        acts=_table(report, data, "act", "id", _act),
        facts=_table(report, data, "fact", "name", _fact),
        papers=_table(report, data, "paper", "kind", _paper),
        watch=head.texts("watch") + top.texts("watch"),
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        extra=data.get("extra", {}) if isinstance(data.get("extra", {}), dict) else {},
    )
    if procedure.open_matters not in ("migrate", "keep", ""):
        rule.wrong("rule", "“rule”只能是 migrate 或 keep", procedure.open_matters)
    return procedure, report


def _table(
    report: Findings, data: Mapping[str, Any], table: str, identity: str, make: Callable[[Row], Any]
) -> dict[str, Any]:
    items = data.get(table, [])
    if not isinstance(items, list):
        report.add(f"“{table}”须写成 [[{table}]]", (table, 0))
        return {}
    found: dict[str, Any] = {}
    for index, item in enumerate(items):
        row = Row(report, item, (table, index), f"{_TABLES[table]}{index + 1}")
        key = row.text(identity, required=True)
        row.name = f"{_TABLES[table]}“{key}”" if key else row.name
        made = make(row)
        if key in found:
            row.wrong(identity, f"“{identity}”重复", key)
        elif key:
            found[key] = made
            report.where[(table, key)] = (table, index)
    return found


def _simple(row: Row, cls: type[Any], skip: Collection[str]) -> dict[str, Any]:
    """Values of the dataclass fields that are plain texts, lists, flags or maps, by their annotation."""
    readers: dict[str, Callable[[str], Any]] = {
        "str": row.text, "str | None": row.optional, "bool": row.flag, "tuple[str, ...]": row.texts,
        "Mapping[str, str]": row.mapping,
    }  # fmt: skip
    return {
        f.name: readers[str(f.type)](f.name)
        for f in dataclasses.fields(cls)
        if f.name not in skip and f.name in row.data and str(f.type) in readers
    }


def _names(cls: type[Any]) -> set[str]:
    return {f.name.rstrip("_") for f in dataclasses.fields(cls)}


def _stage(row: Row) -> Stage:
    row.only(_names(Stage))
    title = row.text("title", required=True)
    return Stage(row.text("id"), title, **_simple(row, Stage, ("id", "title")))


def _act(row: Row) -> ActRule:
    row.only(_names(ActRule) - {"line"})
    starts = row.rows("start", _names(ClockStart))
    steps = row.rows("approve", _names(ApprovalStep))
    extend = row.rows("extend", _names(ClockExtension))
    special = (
        *("id", "title", "from_", "to", "by", "approve", "start", "extend", "spawns", "reports", "line"),
        *("pause", "resume"),
    )
    return ActRule(
        id=row.text("id"),
        title=row.text("title", required=True),
        from_=row.texts("from", required=True),
        to=_target(row),
        by=row.texts("by"),
        approve=tuple(
            ApprovalStep(s.texts("roles"), s.optional("when"), s.optional("meeting")) for s in steps
        ),
        start=tuple(_clock_start(s) for s in starts),
        pause=tuple(_pause(p) for p in row.named_rows("pause", "clock", _names(ClockPause))),
        resume=tuple(
            ClockResume(r.text("clock", required=True), r.text("reason"))
            for r in row.named_rows("resume", "clock", _names(ClockResume))
        ),
        extend=tuple(
            ClockExtension(e.text("clock", required=True), e.text("amount_field", required=True))
            for e in extend
        ),
        spawns=tuple(_spawn(s) for s in row.rows("spawns", _names(Spawn))),
        reports=tuple(_telling(r) for r in row.rows("reports", _names(Report))),
        line=row.report.lines.line(*row.at),
        **_simple(row, ActRule, special),
    )


def _clock_start(row: Row) -> ClockStart:
    required = {"clock": row.text("clock", required=True), "figure": row.text("figure", required=True)}
    return ClockStart(**required, **_simple(row, ClockStart, ("clock", "figure")))


def _pause(row: Row) -> ClockPause:
    """A bare name is the old form; whoever writes a table says why and by which article."""
    pause = ClockPause(row.text("clock", required=True), **_simple(row, ClockPause, ("clock",)))
    if set(row.data) == {"clock"}:
        return pause
    if not (pause.reason or pause.reason_field):
        row.wrong("reason", "缺少“reason”：请写明中止的事由，如 鉴定、听证、公告")
    if pause.basis and not _CITED.search(pause.basis):
        row.wrong("basis", "“basis”须写明法规和条号，如 行政许可法第四十五条", pause.basis)
    if not (pause.basis or pause.basis_field or pause.by_figure):
        row.wrong("basis", "缺少“basis”：请写明准许不计入期限的法规和条号，或者 by_figure = true")
    return pause


def _spawn(row: Row) -> Spawn:
    procedure, act = row.text("procedure", required=True), row.text("act", required=True)
    return Spawn(procedure, act, **_simple(row, Spawn, ("procedure", "act")))


def _telling(row: Row) -> Report:
    return Report(row.text("act", required=True), **_simple(row, Report, ("act",)))


def _target(row: Row) -> str | Outcome | None:
    value = row.data.get("to")
    if not isinstance(value, dict):
        return row.optional("to")
    inner = row.rows("to", ("field", "cases"))[0]
    cases = inner.mapping("cases")
    if not cases:
        inner.wrong("cases", "缺少“cases”")
    return Outcome(inner.text("field", required=True), cases)


def _fact(row: Row) -> FactRule:
    row.only({"name", "title", "type", "from"})
    kind = row.text("type", required=True)
    if kind and kind not in FACT_TYPES:
        row.wrong("type", f"“type”只能是 {'、'.join(FACT_TYPES)}", kind)
    sources = row.rows("from", ("act", "field"))
    if not sources:
        row.wrong("from", "缺少“from”")
    pairs = tuple((s.text("act", required=True), s.text("field", required=True)) for s in sources)
    return FactRule(row.text("name"), row.text("title", required=True), kind, pairs)


def _paper(row: Row) -> PaperRule:
    row.only(_names(PaperRule))
    paper = PaperRule(
        kind=row.text("kind"),
        title=row.text("title", required=True),
        template=row.text("template", required=True),
        **_simple(row, PaperRule, ("kind", "title", "template")),
    )
    if paper.file not in FILES:
        row.wrong("file", "“file”只能是 main（正卷）或 sub（副卷）", paper.file)
    return paper
