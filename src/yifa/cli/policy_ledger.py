"""`yifa policy import|status|compare`: plans into the ledger, how far they are, and one plan beside its parent's.

Nothing is written before the person has seen what was read and says yes (`--yes` where nobody is there to ask).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yifa.site import boot

if TYPE_CHECKING:
    from yifa.policies.document import Reading
    from yifa.registers.models import Agency, PolicyPlan
    from yifa.registers.scope import Actor
    from yifa.supervision.plans.board import Listed
    from yifa.supervision.plans.comparing import Comparison, Side
    from yifa.supervision.plans.edited import Edited

out, err = Console(), Console(stderr=True)

Code = Annotated[
    str, typer.Option("--agency", help="采纳方案的机关：统一社会信用代码或者全称", show_default=False)
]


def load(
    file: Annotated[Path, typer.Argument(help="政策文件", show_default=False)],
    agency: Code,
    document: Annotated[int, typer.Option(help="文件中的第几份（从 1 起）；不填为全部")] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="不询问，直接采纳")] = False,
) -> None:
    """读一个政策文件，列出任务和责任单位，确认后采纳进台账并交办。"""
    reading, sha256 = _read(file)
    places = _places(reading, document)
    with boot.booted("app", err.print):
        from yifa.supervision.plans import opening

        actor, adopting = _actor(agency)
        done = []
        for place in places:
            edited = _proposed(actor, adopting, reading, place, sha256, file.name)
            _show(edited)
            if not yes and not typer.confirm(f"采纳《{edited.document.title}》？"):
                continue
            done.append(_accept(actor, edited))
        for plan in done:
            got = opening.run(str(plan.pk))
            out.print(
                f"已采纳《{plan.title}》：交办{got.opened}项"
                + (f"，未能交办{got.failed}项" if got.failed else ""),
                markup=False,
            )


def _read(file: Path) -> tuple[Reading, str]:
    from yifa.policies.parse import parse_file
    from yifa.policies.reading import PolicyUnreadable

    try:
        return parse_file(file), hashlib.sha256(file.read_bytes()).hexdigest()
    except PolicyUnreadable as error:
        _stop(f"无法读取文件 {file}：{error}")
    except OSError as error:
        _stop(f"无法读取文件 {file}：{error.strerror}")


def _places(reading: Reading, document: int) -> list[int]:
    """Documents that are meant: the one asked for, else all that have tasks."""
    if document:
        if document > len(reading.documents):
            _stop(f"文件中只有{len(reading.documents)}份")
        return [document - 1]
    found = [n for n, d in enumerate(reading.documents) if d.tasks]
    if not found:
        _stop("没有读出任务。可以先用 yifa policy parse 查看没有读懂的内容")
    return found


def _actor(code: str) -> tuple[Actor, Agency]:
    """The importer, at the agency of that code or name."""
    from dataclasses import replace

    from django.db.models import Q

    from yifa.registers.models import Agency
    from yifa.registers.scope import IMPORTER, scope
    from yifa.supervision.plans.collective import ensure_rules

    with scope(IMPORTER):
        found = list(Agency.objects.select_related("region").filter(Q(code=code) | Q(name=code)))
        if len(found) != 1:
            _stop(f"没有登记机关“{code}”")
        ensure_rules(IMPORTER)
    return replace(IMPORTER, agency_id=str(found[0].pk)), found[0]


def _proposed(actor: Actor, agency: Agency, reading: Reading, place: int, sha256: str, name: str) -> Edited:
    from django.utils import timezone

    from yifa.registers.scope import scope
    from yifa.supervision.plans.proposing import propose

    with scope(actor):
        return propose(reading, place, agency, sha256=sha256, file_name=name, on=timezone.localdate())


def _accept(actor: Actor, edited: Edited) -> PolicyPlan:
    from yifa.registers.scope import scope
    from yifa.supervision.plans.accepting import NotAccepted, accept

    try:
        with scope(actor):
            return accept(actor, edited)
    except NotAccepted as refused:
        _stop("没有采纳：" + "；".join(f"{k} {v}".strip() for k, v in refused.errors.items()))


def _show(edited: Edited) -> None:
    """What would be accepted, a task to two lines: who answers, by when, what is measured, what stays as printed."""
    _line(f"《{edited.document.title}》{edited.document.number or ''}")
    for choice in edited.tasks:
        _line(f"{choice.task.no} {choice.task.title}")
        told = {
            "负责办理": "、".join(u.name for u in choice.units if u.charged) or "没有登记的机关",
            "期限": choice.task.dates[choice.clock].text if choice.clock is not None else "未定",
            "平台指标": choice.indicator,
            "按原文保留": "、".join(u.name for u in choice.units if not u.agencies),
            "注意": "；".join(choice.remarks),
        }
        _line("    " + "；".join(f"{title}：{value}" for title, value in told.items() if value))
    for problem in edited.problems:
        _line(f"提示：{problem}")


def _line(text: str) -> None:
    out.print(text, markup=False, highlight=False, soft_wrap=True)


def status(
    plan: Annotated[
        str, typer.Argument(help="方案的文号、标题的一部分或者编号；不填为全部", show_default=False)
    ] = "",
) -> None:
    """方案和任务的进展：待接收、办理中、待核查、逾期、已销号。"""
    with boot.booted("app", err.print):
        from django.utils import timezone

        from yifa.registers.scope import IMPORTER, scope
        from yifa.supervision.plans import board, outlines

        today = timezone.localdate()
        with scope(IMPORTER):
            if not plan:
                _plans(board.plans(today, most=200)[0])
                return
            found = outlines.one_plan(_plan(plan).pk)
        assert found is not None
        _line(f"《{found.plan.title}》{found.plan.number}")
        for row in found.tasks:
            _line(f"{row.task.no} {row.task.title}")
            for unit, state in row.charged:
                late = f"，逾期{state.late_days(today)}日" if state.overdue(today) else ""
                due = f"，期限{state.due_on.isoformat()}" if state.due_on else ""
                _line(f"    {unit.agency.name if unit.agency else unit.name}：{state.title}{due}{late}")
            if not row.charged:
                _line("    没有负责办理的机关")


def _plans(rows: Sequence[Listed]) -> None:
    for row in rows:
        n = row.counts
        _line(f"{row.plan.number} 《{row.plan.title}》 {row.plan.agency.name}")
        _line(f"    任务{n.tasks}，已销号{n.closed}，逾期{n.overdue}，待核查{n.claimed}，待交办{n.unopened}")


def compare(
    parent: Annotated[
        str, typer.Argument(help="上级方案：台账中的文号、标题，或者一个文件", show_default=False)
    ],
    child: Annotated[
        str, typer.Argument(help="下级方案：台账中的文号、标题，或者一个文件", show_default=False)
    ],
) -> None:
    """上下级方案对照：没有承接的任务、期限晚于上级的、降低指标的、自行增加的。"""
    with boot.booted("app", err.print):
        from yifa.registers.scope import IMPORTER, scope
        from yifa.supervision.plans.comparing import compare as compared

        with scope(IMPORTER):
            _tell(compared(_side(parent), _side(child)))


def _side(text: str) -> list[Side]:
    from django.utils import timezone

    from yifa.supervision.plans import sides

    if Path(text).is_file():
        reading, _ = _read(Path(text))
        return [s for d in reading.documents for s in sides.of_document(d, timezone.localdate())]
    return sides.of_plan(_plan(text).pk)


def _plan(text: str) -> PolicyPlan:
    from uuid import UUID

    from django.db.models import Q

    from yifa.registers.models import PolicyPlan

    try:
        by = Q(pk=UUID(text))
    except ValueError:
        by = Q(number=text) | Q(title__icontains=text)
    found = list(PolicyPlan.objects.filter(by).exclude(state="withdrawn")[:5])
    if len(found) != 1:
        names = "；".join(f"{p.title}（{p.number or p.pk}）" for p in found)
        _stop(f"有不止一个方案符合“{text}”：{names}" if found else f"台账中没有方案“{text}”")
    return found[0]


def _tell(found: Comparison) -> None:
    table = Table(title="对应的任务", title_justify="left")
    for title in ("上级", "下级", "分数", "理由", "期限", "指标"):
        table.add_column(title, overflow="fold")
    for pair in found.pairs:
        cells = (
            f"{pair.parent.no}{pair.parent.title}",
            f"{pair.child.no}{pair.child.title}",
            str(pair.score),
            "；".join(pair.why),
            pair.later,
            "；".join(pair.weaker),
        )
        table.add_row(*map(escape, cells))
    out.print(table)
    for title, sides in (("上级任务没有承接", found.missing), ("下级自行增加", found.added)):
        out.print(f"{title}：{len(sides)}项", markup=False)
        for side in sides:
            out.print(f"  {side.no}{side.title}", markup=False)


def _stop(message: str) -> NoReturn:
    err.print(message, markup=False, soft_wrap=True)
    raise typer.Exit(2)
