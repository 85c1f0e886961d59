"""What is compared: facts, each with its place, from an expectation file and from a reading.

A fact of an expectation can be optional: a doubtful value, right when read and right when not read.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from yifa.policies.document import DateMention, Duty, Heading, PolicyDocument, Reading, Target, Task

FOLDER = Path(__file__).parent / "expected"
_BRACKETS = str.maketrans(
    {"〔": "(", "〕": ")", "[": "(", "]": ")", "—": "-", "–": "-", "、": ",", "。": "."}
)
_LEVELS = ((1, re.compile(r"[一二三四五六七八九十]+,")), (2, re.compile(r"\([一二三四五六七八九十]+\)")))


def plain(text: str | None) -> str:
    """The text without blanks and quotation marks, punctuation in one width: what two printings of it share."""
    return re.sub(r"[\s\"'“”‘’「」]", "", unicodedata.normalize("NFKC", text or "").translate(_BRACKETS))


def mark(text: str) -> str:
    """The number of an item without its brackets and stops."""
    return plain(text).strip("().,")


def title(text: str) -> str:
    """A title without the signs that may stand around it."""
    return plain(text).strip("《》.,:;")


@dataclass(frozen=True)
class Place:
    """Where a fact stands: the document, and the task of the expectation (None: outside the tasks)."""

    document: str
    task: str | None = None


@dataclass(frozen=True)
class Fact:
    """One value of a kind. `also` are other places where it may be found."""

    place: Place
    text: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)
    optional: bool = False
    also: tuple[Place, ...] = ()

    def __str__(self) -> str:
        where = f"{self.place.document} {self.place.task or '(正文)'}"
        rest = " ".join(f"{k}={v}" for k, v in self.values.items() if v not in (None, "", ()))
        return f"{where}: {self.text} {rest}".rstrip()


def load(name: str) -> dict[str, Any]:
    """The expectation file `<name>.toml` as written."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def names() -> list[str]:
    """The expectation files, without `.toml`."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def task_key(task: dict[str, Any]) -> str:
    """A task's name in tables: the marks above it and its own, e.g. 二/一/3."""
    return "/".join(mark(m) for m in [*task.get("path", []), task["no"]])


# --- the expectation -------------------------------------------------------------------------------------


def _written(place: Place, rows: Iterable[dict[str, Any]], siblings: list[dict[str, Any]]) -> Iterator[Fact]:
    for row in rows:
        also = ()
        if "or_in" in row:
            last = [t for t in siblings if mark(t["no"]) == mark(row["or_in"])][-1:]
            also = tuple(Place(place.document, task_key(t)) for t in last)
        values = {k: v for k, v in row.items() if k not in ("text", "optional", "or_in")}
        yield Fact(place, row["text"], values, row.get("optional", False), also)


def _single_addressee(facts: Iterable[Fact]) -> Iterator[Fact]:
    for fact in facts:
        for to in fact.values.get("to") or [""]:
            yield Fact(fact.place, fact.text, {**fact.values, "to": to}, fact.optional, fact.also)


def expected_facts(document: dict[str, Any], kind: str) -> list[Fact]:
    """The facts of one document of an expectation; `kind` is units, dates, targets or duties."""
    name, tasks = document["title"][:12], document.get("task", [])
    if kind == "units":
        return [fact for task in tasks for fact in _expected_units(Place(name, task_key(task)), task)]
    found = list(_written(Place(name), document.get(kind, []), tasks))
    for task in tasks:
        found += _written(Place(name, task_key(task)), task.get(kind, []), tasks)
    return list(_single_addressee(found)) if kind == "duties" else found


def _expected_units(place: Place, task: dict[str, Any]) -> Iterator[Fact]:
    for role in ("lead", "cooperating", "responsible"):
        for unit in task.get(role, []):
            yield Fact(place, unit, {"role": role})
        for unit in task.get(f"optional_{role}", []):
            yield Fact(place, unit, {"role": role}, optional=True)


# --- the reading -----------------------------------------------------------------------------------------


def read_facts(
    document: PolicyDocument, name: str, keys: dict[int, str], kind: str, same_units: dict[str, list[str]]
) -> list[Fact]:
    """The facts of one document that was read. `keys` give its tasks' places by their index."""
    places = [Place(name, keys.get(i, f"?{task.no}")) for i, task in enumerate(document.tasks)]
    pairs = list(zip(places, document.tasks, strict=True))
    if kind == "units":
        return [fact for place, task in pairs for fact in _read_units(place, task, same_units)]
    # What stands in a task may also be listed under the document: it is one fact.
    in_tasks = {item.span for _, task in pairs for item in getattr(task, kind)}
    outside = [item for item in getattr(document, kind, ()) if item.span not in in_tasks]
    found = [_read(Place(name), item) for item in outside]
    found += [_read(place, item) for place, task in pairs for item in getattr(task, kind)]
    return list(_single_addressee(found)) if kind == "duties" else found


def _read(place: Place, item: DateMention | Target | Duty) -> Fact:
    values = {k: v for k, v in vars(item).items() if k not in ("text", "span", "purpose")}
    return Fact(place, item.text, values)


def _read_units(place: Place, task: Task, same_units: dict[str, list[str]]) -> Iterator[Fact]:
    aliases = {plain(k): v for k, v in same_units.items()}
    for role in ("lead", "cooperating", "responsible"):
        listed = [unit for name in task.unit_names(role) for unit in aliases.get(plain(name), [name])]  # type: ignore[arg-type]
        for unit in dict.fromkeys(listed):
            yield Fact(place, unit, {"role": role})


# --- outlines --------------------------------------------------------------------------------------------


def expected_outline(document: dict[str, Any]) -> list[tuple[int, str, str]]:
    """(level, mark, title) of the lines 「一、 标题」 and 「  (一) 标题」."""
    lines = []
    for line in document.get("outline", []):
        head, _, rest = line.strip().partition(" ")
        lines.append((2 if line.startswith(" ") else 1, mark(head), title(rest)))
    return lines


def read_outline(headings: Iterable[Heading]) -> list[tuple[int, str, str]]:
    """(level, mark, title) of the headings that were read with a mark of the first or second level."""
    lines = []
    for heading in headings:
        sign = plain(heading.mark)
        level = next((n for n, form in _LEVELS if form.fullmatch(sign)), 0)
        if level:
            lines.append((level, mark(sign), title(heading.title)))
        lines += read_outline(heading.children)
    return lines


def is_same_value(expected: Any, read: Any) -> bool:
    """Whether a stated value was read: numbers as numbers, days as days, units with their short names."""
    if isinstance(expected, int | float) and read is not None:
        return Decimal(str(expected)) == Decimal(str(read))
    if isinstance(expected, date):
        return expected == read
    short = {"个月": "月", "天": "日", "个工作日": "工作日"}
    left, right = plain(str(expected)), plain(str(read or ""))
    return short.get(left, left) == short.get(right, right)


def documents_of(reading: Reading, expected: list[dict[str, Any]]) -> list[PolicyDocument | None]:
    """For each expected document the one that was read: by number, else by title, else in turn when equally many."""
    free = list(reading.documents)
    chosen: list[PolicyDocument | None] = []
    for row in expected:
        titles = {title(row["title"]), title(row.get("notice_title", ""))} - {""}
        match = next((d for d in free if row.get("number") and plain(d.number) == plain(row["number"])), None)
        match = match or next((d for d in free if title(d.title) in titles), None)
        if match is None and len(expected) == len(reading.documents) == 1:
            match = free[0]
        if match is not None:
            free.remove(match)
        chosen.append(match)
    return chosen
