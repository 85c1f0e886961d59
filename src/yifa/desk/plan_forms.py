"""The forms in which a reading is gone through: what is shown of it, and what was typed, as an edited reading again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, get_args

from yifa.policies.document import (
    Comparison,
    DateKind,
    DateMention,
    Duty,
    DutyKind,
    Target,
    Task,
    UnitMention,
    UnitRole,
)
from yifa.registers.dates import in_force
from yifa.registers.models import Agency
from yifa.registers.node import current_node
from yifa.supervision.plans.edited import Edited, TaskChoice, UnitChoice

ROLES: Mapping[str, str] = {"lead": "牵头单位", "responsible": "责任单位", "cooperating": "配合单位"}
KINDS: Mapping[str, str] = {
    "deadline": "截止日期",
    "from": "起始日期",
    "from_to": "起止日期",
    "yearly": "每年的日期",
    "frequency": "频次",
    "relative": "自某事起算",
    "in_force": "施行日期、有效期",
    "period": "期间",
}
COMPARISONS: Mapping[str, str] = {
    ">=": "不少于",
    "<=": "不超过",
    "=": "等于",
    ">": "超过",
    "<": "少于",
}
DUTIES: Mapping[str, str] = {"report": "报告", "file": "备案", "publish": "公开", "notify": "通报、告知"}
MOST_ROWS = 60
BLANK = 2  # empty rows to add to
SHOWN = MOST_ROWS - BLANK  # rows of each kind in the form of a task; what a task has more is kept as it is
REST = "rest"  # the clock is one of the dates that are not shown
Posted = Mapping[str, str]
Row = TypeVar("Row")


class Names:
    """The agencies of the node by name and short name, and their names by id. One statement."""

    def __init__(self, on: date) -> None:
        rows = (
            in_force(Agency, on)
            .filter(node=current_node())
            .values_list("pk", "name", "short_name")
            .order_by("name")
        )
        self.all = [(str(pk), name) for pk, name, _ in rows]
        self.by_name = {short: str(pk) for pk, _, short in rows if short} | {
            name: str(pk) for pk, name, _ in rows
        }
        self.by_id = dict(self.all)

    def said(self, ids: Sequence[str]) -> str:
        """Names of agencies as they are typed: 、 between."""
        return "、".join(self.by_id.get(i, i) for i in ids)

    def read(self, typed: str) -> tuple[tuple[str, ...], str]:
        """The agencies of a typed list, and what is wrong with it."""
        names = [n.strip() for n in typed.replace(",", "、").replace("，", "、").split("、") if n.strip()]
        unknown = [n for n in names if n not in self.by_name]
        found = tuple(dict.fromkeys(self.by_name[n] for n in names if n in self.by_name))
        return found, f"没有登记：{'、'.join(unknown)}，请从提示中选择" if unknown else ""


class Typed:
    """Typed texts read one by one; what cannot be read is kept as an error under its field's name."""

    def __init__(self, posted: Posted) -> None:
        self.posted = posted
        self.errors: dict[str, str] = {}

    def text(self, name: str, most: int = 500) -> str:
        return self.posted.get(name, "").replace("\x00", "").strip()[:most]

    def day(self, name: str) -> date | None:
        return self._read(name, date.fromisoformat, "请填写日期，例如 2026-06-30")

    def whole(self, name: str, low: int, high: int) -> int | None:
        value = self._read(name, int, "请填写整数")
        if value is not None and not low <= value <= high:
            self.errors[name] = f"应当在{low}和{high}之间"
            return None
        return value

    def decimal(self, name: str) -> Decimal | None:
        value = self._read(name, Decimal, "请填写数字")
        if value is not None and not (value.is_finite() and abs(value) < 10**12):
            self.errors[name] = "请填写数字"
            return None
        return value

    def one_of(self, name: str, kind: Any) -> Any:
        value = self.text(name, 20)
        if value in get_args(kind):
            return value
        self.errors[name] = "请选择"
        return get_args(kind)[0]

    def _read(self, name: str, read: Callable[[str], Row], said: str) -> Row | None:
        typed = self.text(name, 40)
        if not typed:
            return None
        try:
            return read(typed)
        except (ValueError, InvalidOperation):
            self.errors[name] = said
            return None


def head_from(edited: Edited, typed: Typed) -> Edited:
    """The reading with what was typed about the plan as a whole."""
    document = replace(
        edited.document,
        title=typed.text("title", 300),
        number=typed.text("number", 100) or None,
        issuer=typed.text("issuer", 300) or None,
        issued=typed.day("issued"),
    )
    return replace(
        edited,
        document=document,
        level=typed.text("level", 20),
        parent=typed.text("parent", 40) or None,
        adopted_on=typed.day("adopted_on") or edited.adopted_on,
        period_from=typed.day("period_from"),
        period_to=typed.day("period_to"),
        publish_number=typed.whole("publish_number", 1, 365),
        publish_unit=typed.text("publish_unit", 2),
        publish_rule=typed.text("publish_rule"),
        mid_term_on=typed.day("mid_term_on"),
        final_on=typed.day("final_on"),
    )


def task_from(choice: TaskChoice, typed: Typed, names: Names) -> TaskChoice:
    """The task with everything that was typed about it. Emptying the text of a row removes the row."""
    task = choice.task
    units = [*_units(choice, typed, names), *choice.units[SHOWN:]]
    dates = _rows(typed, "date", "text", lambda n, at: _date(typed, at, _old(task.dates, n), task))
    clock = typed.text("clock", 4)
    kept = [n for n in range(MOST_ROWS) if typed.text(f"date.{n}.text")]
    changed = replace(
        task,
        no=typed.text("no", 40),
        title=typed.text("title"),
        text=typed.text("body", 20_000) or task.text,
        units=tuple(UnitMention(u.name, u.role, u.span, u.collective) for u in units),
        dates=(*dates, *task.dates[SHOWN:]),
        targets=(
            *_rows(typed, "target", "text", lambda n, at: _target(typed, at, _old(task.targets, n), task)),
            *task.targets[SHOWN:],
        ),
        duties=(
            *_rows(typed, "duty", "text", lambda n, at: _duty(typed, at, _old(task.duties, n), task)),
            *task.duties[SHOWN:],
        ),
    )
    return replace(
        choice,
        task=changed,
        units=tuple(units),
        clock=_clock(clock, kept, choice),
        indicator=typed.text("indicator", 40),
        carries_out=typed.text("carries_out", 40) or None,
        dropped=typed.text("dropped", 3) == "on",
    )


def more(choice: TaskChoice) -> list[str]:
    """What the task has more than its form shows, in words."""
    task = choice.task
    found = {"单位": choice.units, "期限": task.dates, "指标": task.targets, "报送要求": task.duties}
    return [f"{name}{len(rows)}处" for name, rows in found.items() if len(rows) > SHOWN]


def _clock(typed: str, kept: Sequence[int], choice: TaskChoice) -> int | None:
    """Which date is the clock, counted among those that are left: `kept` are the numbers of their rows."""
    if typed == REST and choice.clock is not None and choice.clock >= SHOWN:
        return len(kept) + choice.clock - SHOWN
    return kept.index(int(typed)) if typed.isdecimal() and int(typed) in kept else None


def _units(choice: TaskChoice, typed: Typed, names: Names) -> list[UnitChoice]:
    found = []
    for n in range(MOST_ROWS):
        at = f"unit.{n}"
        name = typed.text(f"{at}.name", 200)
        if not name:
            continue
        old = _old(choice.units, n)
        agencies, wrong = names.read(typed.text(f"{at}.agencies", 20_000))
        if wrong:
            typed.errors[f"{at}.agencies"] = wrong
        role: UnitRole = typed.one_of(f"{at}.role", UnitRole)
        same = old is not None and tuple(old.agencies) == agencies
        found.append(
            UnitChoice(
                name=name,
                role=role,
                span=old.span if old else (choice.task.span[0], choice.task.span[0]),
                collective=old.collective if old else False,
                agencies=agencies,
                rule=old.rule if old and same else None,
                why=old.why if old and same else "由核对人指明",
                charged=typed.text(f"{at}.charged", 3) == "on",
            )
        )
    return found


def _rows(typed: Typed, what: str, key: str, read: Callable[[int, str], Row]) -> list[Row]:
    return [read(n, f"{what}.{n}") for n in range(MOST_ROWS) if typed.text(f"{what}.{n}.{key}")]


def _old(rows: Sequence[Row], n: int) -> Row | None:
    """What stood in that row of the form; a row below those shown is new."""
    return rows[n] if n < len(rows) and n < SHOWN else None


def _date(typed: Typed, at: str, old: DateMention | None, task: Task) -> DateMention:
    kind: DateKind = typed.one_of(f"{at}.kind", DateKind)
    start, end = typed.day(f"{at}.start"), typed.day(f"{at}.end")
    if start and end and end < start:
        typed.errors[f"{at}.end"] = "结束早于开始"
    return replace(
        old or DateMention("", kind, (task.span[0], task.span[0])),
        text=typed.text(f"{at}.text"),
        kind=kind,
        purpose=typed.text(f"{at}.purpose"),
        start=start,
        end=end,
        month=typed.whole(f"{at}.month", 1, 12),
        day=typed.whole(f"{at}.day", 1, 31),
        length=typed.whole(f"{at}.length", 1, 999),
        unit=typed.text(f"{at}.unit", 20),
        every=typed.text(f"{at}.every", 20),
        event=typed.text(f"{at}.event", 300),
        impossible=False if end or start else bool(old and old.impossible),
    )


def _target(typed: Typed, at: str, old: Target | None, task: Task) -> Target:
    value = typed.decimal(f"{at}.value")
    if value is None:
        typed.errors.setdefault(f"{at}.value", "请填写数字")
    comparison: Comparison = typed.one_of(f"{at}.comparison", Comparison)
    return Target(
        text=typed.text(f"{at}.text"),
        comparison=comparison,
        value=value if value is not None else Decimal(0),
        unit=typed.text(f"{at}.unit", 20),
        span=old.span if old else (task.span[0], task.span[0]),
        purpose=old.purpose if old else "",
    )


def _duty(typed: Typed, at: str, old: Duty | None, task: Task) -> Duty:
    kind: DutyKind = typed.one_of(f"{at}.kind", DutyKind)
    to = typed.text(f"{at}.to").replace(",", "、").replace("，", "、")
    return Duty(
        kind=kind,
        text=typed.text(f"{at}.text"),
        to=tuple(part.strip() for part in to.split("、") if part.strip()),
        by=typed.text(f"{at}.by", 300),
        span=old.span if old else (task.span[0], task.span[0]),
    )
