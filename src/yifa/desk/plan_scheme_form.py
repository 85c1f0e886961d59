"""The form of an evaluation's scheme: what was typed, as rows of the register, with what is wrong beside each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from yifa.registers.models import PlanEvaluation, PlanTask, PolicyPlan
from yifa.supervision.plans.evaluating import Item

MOST = 60  # lines of a scheme
BLANK = 5  # empty lines to add to
DAYS = {"starts_on": "开始日期", "self_by": "自评截止日期", "check_by": "核查截止日期"}


@dataclass
class Scheme:
    """Texts as typed, the lines of the table, and errors by field."""

    typed: dict[str, str]
    rows: list[dict[str, str]]
    errors: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    @property
    def general(self) -> str:
        """What belongs to no field of the form."""
        return "；".join(self.errors[k] for k in ("", "items", "agencies") if self.errors.get(k))


def text(posted: Mapping[str, str], name: str, most: int = 500) -> str:
    """What was typed, without characters that cannot be kept."""
    value = posted.get(name, "").replace("\r\n", "\n").replace("\x00", "")
    return "".join(c for c in value if not "\ud800" <= c <= "\udfff").strip()[:most]


def empty(plan: PolicyPlan, tasks: Sequence[PlanTask]) -> Scheme:
    """A form to begin with: the evaluation that comes next, a line for each task, points to be filled in."""
    typed = {"kind": PlanEvaluation.Kind.MID, "scheme": "", **dict.fromkeys(DAYS, "")}
    rows = [{"title": t.title[:300], "standard": "", "points": "", "task": str(t.pk)} for t in tasks[:MOST]]
    return Scheme(typed, [*rows, *_blank(len(rows))])


def _blank(count: int) -> list[dict[str, str]]:
    more = min(BLANK, MOST - count)
    return [{"title": "", "standard": "", "points": "", "task": ""} for _ in range(max(more, 0))]


def read(posted: Mapping[str, str], tasks: Sequence[PlanTask]) -> Scheme:
    """What was typed; `items` and `days` are only whole where nothing is wrong. Lines without points are left out."""
    typed = {"kind": text(posted, "kind"), "scheme": text(posted, "scheme", 20_000)}
    typed |= {name: text(posted, name, 20) for name in DAYS}
    known = {str(t.pk) for t in tasks}
    rows = [_row(posted, n, known) for n in range(MOST)]
    kept = [r for r in rows if r["title"] or r["points"]]
    found = Scheme(typed, [*kept, *_blank(len(kept))])
    if typed["kind"] not in PlanEvaluation.Kind.values:
        found.errors["kind"] = "请选择评估的种类"
    if not typed["scheme"]:
        found.errors["scheme"] = "请写明评估方案"
    for name, title in DAYS.items():
        _read_day(found, name, title)
    for n, row in enumerate(kept):
        _item(found, n, row)
    if not found.items and not any(k.startswith("row") for k in found.errors):
        found.errors["items"] = "请至少给一项指标写明分值"
    return found


def _row(posted: Mapping[str, str], n: int, known: set[str]) -> dict[str, str]:
    row = {
        key: text(posted, f"row.{n}.{key}", most)
        for key, most in (("title", 300), ("standard", 2000), ("points", 9))
    }
    task = text(posted, f"row.{n}.task", 36)
    return {**row, "task": task if task in known else ""}


def _read_day(found: Scheme, name: str, title: str) -> None:
    try:
        found.days[name] = date.fromisoformat(found.typed[name])
    except ValueError:
        found.errors[name] = f"请填写{title}，写成年-月-日"
        return
    if not 1990 <= found.days[name].year <= 2200:
        found.errors[name] = "年份应在1990年至2200年之间"


def _item(found: Scheme, n: int, row: Mapping[str, str]) -> None:
    if not row["points"]:
        return
    points = int(row["points"]) if row["points"].isascii() and row["points"].isdigit() else 0
    if not 1 <= points <= 100:
        found.errors[f"row.{n}.points"] = "分值为 1 至 100 的整数"
    elif not row["title"]:
        found.errors[f"row.{n}.title"] = "请写明指标"
    elif not row["standard"]:
        found.errors[f"row.{n}.standard"] = "请写明评分标准"
    else:
        found.items.append(Item(row["title"], row["standard"], points, row["task"] or None))


def by_field(error: ValidationError) -> dict[str, str]:
    """Messages by field; what belongs to no field under the empty name."""
    if not hasattr(error, "error_dict"):
        return {"": "；".join(error.messages)}
    found = {name: "；".join(said) for name, said in error.message_dict.items()}
    general = found.pop(NON_FIELD_ERRORS, "")
    return {**found, "": general} if general else found


class Asked(Exception):
    """Something typed on one of the smaller forms that cannot be taken: messages by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = errors


def points_of(posted: Mapping[str, str], items: Sequence[tuple[UUID, int]]) -> dict[UUID, tuple[int, str]]:
    """Points and what they rest on for each item. Raises Asked with `points.<id>` for what is missing or too many."""
    found: dict[UUID, tuple[int, str]] = {}
    errors: dict[str, str] = {}
    for pk, most in items:
        typed = text(posted, f"points.{pk}", 9)
        given = int(typed) if typed.isascii() and typed.isdigit() else -1
        if not 0 <= given <= most:
            errors[f"points.{pk}"] = f"请填写 0 至 {most} 的整数"
        found[pk] = (max(given, 0), text(posted, f"note.{pk}", 5000))
    if errors:
        raise Asked(errors)
    return found
