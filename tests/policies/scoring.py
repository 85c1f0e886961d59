"""Precision and recall of a reading against an expectation, with every miss and every extra value named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from policies import facts
from policies.facts import Fact, mark, plain, title
from yifa.policies.document import PolicyDocument, Reading, Task

KINDS = ("tasks", "paths", "units", "dates", "values", "targets", "duties", "heads", "cites", "outline")
HELD = ("tasks", "units", "dates", "targets")
_DATE_FIELDS = ("start", "end", "month", "day", "year_offset", "length", "unit", "every", "times")
T = TypeVar("T")


@dataclass
class Count:
    """What was found of one kind: `hits`, what is `missed`, and what is `extra`."""

    hits: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def expected(self) -> int:
        return self.hits + len(self.missed)

    @property
    def recall(self) -> float:
        return self.hits / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + len(self.extra)) if self.hits or self.extra else 1.0

    def add(self, other: Count) -> None:
        self.hits += other.hits
        self.missed += other.missed
        self.extra += other.extra


Score = dict[str, Count]


def pair(
    expected: Sequence[T], read: Sequence[T], *tests: Callable[[T, T], bool]
) -> list[tuple[T | None, T | None]]:
    """Each expected value with a read one, at most once; strict tests first. What finds none stands with None."""
    left, right, both = list(range(len(expected))), list(range(len(read))), []
    for test in tests:
        for i in list(left):
            j = next((j for j in right if test(expected[i], read[j])), None)
            if j is not None:
                left.remove(i)
                right.remove(j)
                both.append((i, j))
    rows: list[tuple[T | None, T | None]] = [(expected[i], read[j]) for i, j in both]
    return rows + [(expected[i], None) for i in left] + [(None, read[j]) for j in right]


def count(rows: Iterable[tuple[Any, Any]], optional: Callable[[Any], bool] = lambda _: False) -> Count:
    """Hits, misses and extras of pairs; an optional value is neither a hit nor a miss."""
    found = Count()
    for expected, read in rows:
        if expected is None:
            found.extra.append(str(read))
        elif optional(expected):
            continue
        elif read is None:
            found.missed.append(str(expected))
        else:
            found.hits += 1
    return found


# --- tests of sameness -----------------------------------------------------------------------------------


def _same_place(expected: Fact, read: Fact) -> bool:
    return read.place == expected.place or read.place in expected.also


def _alternatives(expected: Fact, read: Fact, name: str) -> bool:
    return str(read.values[name]) in str(expected.values[name]).split("|")


def _date_text(text: str) -> str:
    return re.sub(r"^[请应须要于自在从到至]+", "", plain(text))


def same_date(expected: Fact, read: Fact) -> bool:
    """In its place, of its kind, and one text stands in the other."""
    left, right = _date_text(expected.text), _date_text(read.text)
    inside = min(len(left), len(right)) >= 2 and (left in right or right in left)
    return _same_place(expected, read) and _alternatives(expected, read, "kind") and inside


def exact_date(expected: Fact, read: Fact) -> bool:
    """As `same_date`, with the same text."""
    return same_date(expected, read) and _date_text(expected.text) == _date_text(read.text)


def same_target(expected: Fact, read: Fact) -> bool:
    """In its place, with value, unit and comparison."""
    same = all(facts.is_same_value(expected.values[k], read.values[k]) for k in ("value", "unit"))
    return same and _same_place(expected, read) and _alternatives(expected, read, "comparison")


def same_unit(expected: Fact, read: Fact) -> bool:
    """The same name in the same role of the same task."""
    return (
        _same_place(expected, read)
        and expected.values["role"] == read.values["role"]
        and plain(expected.text) == plain(read.text)
    )


def same_duty(expected: Fact, read: Fact) -> bool:
    """In its place, of its kind, to that addressee, by that day (where the expectation says one)."""
    to, by = plain(expected.values["to"]), expected.values.get("by", "")
    days = [_date_text(part) for part in by.split("|")]
    read_by = _date_text(read.values["by"])
    in_time = not by or any(read_by and (read_by in day or day in read_by) for day in days)
    addressed = not to or to == plain(read.values["to"])
    return _same_place(expected, read) and _alternatives(expected, read, "kind") and addressed and in_time


_TESTS: dict[str, tuple[Callable[[Fact, Fact], bool], ...]] = {
    "units": (same_unit,),
    "dates": (exact_date, same_date),
    "targets": (same_target,),
    "duties": (same_duty,),
}


# --- tasks -----------------------------------------------------------------------------------------------


def same_task(expected: dict[str, Any], read: Task) -> bool:
    """The same number, and the title (or the text) begins as expected."""
    wanted, got = title(expected["title"]), title(read.title)
    begins = got.startswith(wanted) or (len(got) >= 4 and wanted.startswith(got))
    text = re.sub(r"^[(\d一二三四五六七八九十).,]+", "", plain(read.text))
    return mark(read.no) == mark(expected["no"]) and (begins or text.startswith(wanted))


def path_is_same(expected: dict[str, Any], read: Task, outline: list[str]) -> bool:
    """Whether each heading above the expected task stands above the one read, by its mark or its title."""
    titles = _titles(outline)
    wanted = expected.get("path", [])
    if len(wanted) != len(read.path):
        return False
    for level, (sign, got) in enumerate(zip(wanted, read.path, strict=True)):
        name = titles.get(tuple(mark(above) for above in wanted[: level + 1]), "?")
        if not (plain(got).startswith(plain(sign)) or mark(got) == mark(sign) or name in plain(got)):
            return False
    return True


def _titles(outline: list[str]) -> dict[tuple[str, ...], str]:
    """The titles of an expected outline by the marks that lead to them."""
    found: dict[tuple[str, ...], str] = {}
    above = ""
    for line in outline:
        head, _, rest = line.strip().partition(" ")
        inner = line.startswith(" ")
        above = above if inner else mark(head)
        found[(above, mark(head)) if inner else (above,)] = title(rest)
    return found


def _score_document(row: dict[str, Any], read: PolicyDocument, same_units: dict[str, list[str]]) -> Score:
    wanted, outline = row.get("task", []), row.get("outline", [])
    free, keys, found = list(enumerate(read.tasks)), {}, {kind: Count() for kind in KINDS}
    for task in wanted:
        near = [(i, t) for i, t in free if same_task(task, t)]
        near.sort(key=lambda entry: not path_is_same(task, entry[1], outline))
        name = f"{row['title'][:12]} {facts.task_key(task)} {task['title']}"
        if not near:
            found["tasks"].missed.append(name)
            continue
        index, match = near[0]
        free.remove(near[0])
        keys[index] = facts.task_key(task)
        found["tasks"].hits += 1
        if path_is_same(task, match, outline):
            found["paths"].hits += 1
        else:
            found["paths"].missed.append(f"{name}: {match.path}")
    found["tasks"].extra += [f"{row['title'][:12]} {t.no} {t.title}" for _, t in free]
    for kind, tests in _TESTS.items():
        got = facts.read_facts(read, row["title"][:12], keys, kind, same_units)
        rows = pair(sorted(facts.expected_facts(row, kind), key=_least_said_last), got, *tests)
        found[kind] = count(rows, lambda fact: fact.optional)
        if kind == "dates":
            found["values"] = _date_values(rows)
    found["heads"], found["cites"] = _heads(row, read), _cites(row, read)
    found["outline"] = count(
        pair(facts.expected_outline(row), facts.read_outline(read.outline), _same_heading)
    )
    return found


def _least_said_last(fact: Fact) -> tuple[bool, bool, bool]:
    """Optional values, and those that say little, take only what no other value needs."""
    return (fact.optional, not fact.values.get("to"), not fact.values.get("by"))


def _same_heading(expected: tuple[int, str, str], read: tuple[int, str, str]) -> bool:
    return expected[:2] == read[:2] and read[2].startswith(expected[2])


def _date_values(rows: Iterable[tuple[Fact | None, Fact | None]]) -> Count:
    found = Count()
    for expected, read in rows:
        if expected is None or read is None or expected.optional:
            continue
        for name in _DATE_FIELDS:
            if name not in expected.values:
                continue
            if facts.is_same_value(expected.values[name], read.values[name]):
                found.hits += 1
            else:
                found.missed.append(f"{expected} ({name} 读作 {read.values[name]})")
    return found


def _heads(row: dict[str, Any], read: PolicyDocument) -> Count:
    found = Count()
    got = {"title": title(read.title), "number": plain(read.number), "issuer": plain(read.issuer)}
    want = {
        "title": title(row["title"]),
        "number": plain(row.get("number")),
        "issuer": plain(row.get("issuer")),
    }
    pairs = {name: (want[name], got[name]) for name in want}
    pairs["date"] = (str(row.get("date") or ""), str(read.issued or ""))
    for name, (wanted, value) in pairs.items():
        allowed = [plain(other) for other in row.get(f"{name}_or", [])]
        if wanted == value:
            found.hits += bool(wanted)
        elif value not in allowed:
            if wanted:
                found.missed.append(f"{name}: {wanted}")
            if value:
                found.extra.append(f"{name}: {value}")
    return found


def _cites(row: dict[str, Any], read: PolicyDocument) -> Count:
    wanted = [(title(c["title"]), plain(c.get("number"))) for c in row.get("cites", [])]
    got = list(dict.fromkeys((title(c.title), plain(c.number)) for c in read.cites))
    known = (
        {name for name, _ in wanted} | {title(name) for name in row.get("named", [])} | {title(row["title"])}
    )
    found = Count()
    for name, number in wanted:
        if any(name == other and (not number or number == printed) for other, printed in got):
            found.hits += 1
        else:
            found.missed.append(f"{name} {number}")
    found.extra += [name for name, _ in got if name not in known]
    return found


def score(expectation: dict[str, Any], reading: Reading) -> Score:
    """All counts of one file. A document that was not read misses all it has; one too many is extra with its tasks."""
    total: Score = {kind: Count() for kind in KINDS}
    same_units, rows = expectation.get("same_units", {}), expectation["document"]
    chosen = facts.documents_of(reading, rows)
    for row, read in zip(rows, chosen, strict=True):
        nothing = PolicyDocument(title="", number=None, issuer=None, issued=None, span=(0, 0))
        for kind, found in _score_document(row, read or nothing, same_units).items():
            total[kind].add(found)
    for read in reading.documents:
        if not any(read is other for other in chosen):
            empty = {"title": read.title or "?"}
            for kind, found in _score_document(empty, read, same_units).items():
                total[kind].extra += found.extra
    return total


def together(scores: Iterable[Score]) -> Score:
    """The counts of several files added up."""
    total: Score = {kind: Count() for kind in KINDS}
    for one in scores:
        for kind in KINDS:
            total[kind].add(one[kind])
    return total


def table(scores: dict[str, Score], details: bool = True) -> str:
    """The table for a person: one row for each file and kind, then what is missed and what is extra."""
    lines = [
        f"{'file':<10}{'kind':<10}{'expected':>9}{'hits':>6}{'missed':>8}{'extra':>7}{'recall':>8}{'precision':>11}"
    ]
    for name, one in {**scores, "together": together(scores.values())}.items():
        for kind in KINDS:
            c = one[kind]
            lines.append(
                f"{name:<10}{kind:<10}{c.expected:>9}{c.hits:>6}{len(c.missed):>8}{len(c.extra):>7}"
                f"{c.recall:>8.3f}{c.precision:>11.3f}"
            )
    if details:
        for name, one in scores.items():
            for kind in KINDS:
                lines += [f"{name} {kind} - {what}" for what in one[kind].missed]
                lines += [f"{name} {kind} + {what}" for what in one[kind].extra]
    return "\n".join(lines)
