"""A reading on its way into the ledger: what was read in one document, what is proposed with it, and what a person

changed. Nothing of it is stored; it travels as JSON between page, command and `accepting.accept`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from yifa.assist.proposal import Proposal
from yifa.policies.document import Mended, PolicyDocument, Span, Task, UnitRole

CHARGED_FIRST: tuple[UnitRole, ...] = ("lead", "responsible")


@dataclass(frozen=True)
class UnitChoice:
    """A unit of a task and the agencies it is (none: kept as printed, unknown). `rule` is the collective rule used.

    `charged`: each of these agencies answers for the task in a matter of its own.
    """

    name: str
    role: UnitRole
    span: Span
    collective: bool = False
    agencies: tuple[str, ...] = ()
    rule: str | None = None
    why: str = ""
    charged: bool = False


@dataclass(frozen=True)
class TaskChoice:
    """A task with the choices made for it. `clock` is the place of a date in `task.dates`; None: no clock."""

    task: Task
    units: tuple[UnitChoice, ...] = ()
    clock: int | None = None
    indicator: str = ""
    indicator_proposed: str = ""
    carries_out: str | None = None  # id of the superior plan's task
    dropped: bool = False
    remarks: tuple[str, ...] = ()  # what does not fit together
    suggested: tuple[str, ...] = ()  # what a person took over from an assistant


@dataclass(frozen=True)
class Edited:
    """One document to be accepted by an agency. `publish_unit` wd or cd.

    `escalate_after`: how many calendar days after its last day a task that is not done is told to whoever adopted the
    plan. The number is the adopting agency's own; no law sets one.
    """

    document: PolicyDocument
    tasks: tuple[TaskChoice, ...]
    text: str
    sha256: str
    file_name: str = ""
    mended: tuple[Mended, ...] = ()
    problems: tuple[str, ...] = ()
    level: str = ""
    region: str = ""
    parent: str | None = None
    adopted_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    publish_number: int | None = None
    publish_unit: str = ""
    publish_rule: str = ""
    mid_term_on: date | None = None
    final_on: date | None = None
    escalate_after: int = 7
    assistant: str = ""
    proposals: tuple[Proposal, ...] = ()  # of the assistant, not settled yet
    refused: tuple[str, ...] = ()  # what else it said, and why it cannot be believed
    reason: str = field(default="采纳上级或者本级方案")

    def with_task(self, place: int, **values: Any) -> Edited:
        """The same with other choices for the task at that place."""
        tasks = list(self.tasks)
        tasks[place] = replace(tasks[place], **values)
        return replace(self, tasks=tuple(tasks))


class BadEdited(ValueError):
    """The JSON is not that of an edited reading; the message says where, in Chinese."""


def as_json(value: Any) -> Any:
    """Dataclasses, tuples, dates and decimals as JSON values; `from_json` reads them back."""
    if value is None or isinstance(value, str | int):  # most of what there is, asked first
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list | tuple):
        return [as_json(v) for v in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_json(values: Any) -> Edited:
    """An edited reading from its JSON. Raises BadEdited."""
    try:
        found = _read(Edited, values, "")
    except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise BadEdited(f"提交的内容无法识别：{error}") from None
    assert isinstance(found, Edited)
    return found


def _read(kind: Any, value: Any, path: str) -> Any:
    """`value` as `kind`, a type annotation of the shapes used here."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = [k for k in get_args(kind) if k is not type(None)]
        return None if value is None else _read(inner[0], value, path)
    if origin is Literal:
        if value not in get_args(kind):
            raise ValueError(f"{path}：没有“{value}”这一项")
        return value
    if is_dataclass(kind):
        return _row(kind, value, path)
    if origin is tuple or (origin is not None and issubclass(origin, tuple | list) or _is_sequence(origin)):
        return _many(kind, value, path)
    return _plain(kind, value, path)


def _is_sequence(origin: Any) -> bool:
    return getattr(origin, "__name__", "") == "Sequence"


def _row(kind: Any, value: Any, path: str) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{path or '内容'}：应当是一组字段")
    hints = _hints(kind)
    unknown = set(value) - set(hints)
    if unknown:
        raise ValueError(f"{path or '内容'}：没有字段“{sorted(unknown)[0]}”")
    return kind(**{name: _read(hints[name], v, f"{path}.{name}".strip(".")) for name, v in value.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of its fields; asked for with every value of a draft, of which there are thousands."""
    return get_type_hints(kind)


def _many(kind: Any, value: Any, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{path}：应当是一个列表")
    inner = get_args(kind)
    if len(inner) == 2 and inner[1] is not Ellipsis:
        if len(value) != len(inner):
            raise ValueError(f"{path}：应当有{len(inner)}项")
        return tuple(_read(k, v, path) for k, v in zip(inner, value, strict=True))
    return tuple(_read(inner[0], v, f"{path}.{n}") for n, v in enumerate(value))


def _plain(kind: Any, value: Any, path: str) -> Any:
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    if kind is Decimal and isinstance(value, str | int):
        found = Decimal(value)
        if not found.is_finite():
            raise ValueError(f"{path}：应当是数")
        return found
    if kind is bool or isinstance(value, bool):
        if not (kind is bool and isinstance(value, bool)):
            raise ValueError(f"{path}：类型不对")
        return value
    if not isinstance(value, kind):
        raise ValueError(f"{path}：类型不对")
    return value
