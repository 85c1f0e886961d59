"""Load the fictional 云州市: agencies, people, subjects, benchmarks and some three hundred cases.

Everything goes through the write paths of registers and matters.

The city is loaded into an empty database; an interrupted load is started again from an empty one by `yifa demo`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from yifa.demo import live, people, subjects
from yifa.demo.agencies import AGENCIES
from yifa.demo.crew import tell_all
from yifa.demo.exams import load_exams
from yifa.demo.others import OTHERS, Other, other_stories
from yifa.demo.people import PASSWORD, Office, login
from yifa.demo.places import REGIONS
from yifa.demo.plan import CITY, Row, stories
from yifa.demo.plans import BUREAU, load_plans
from yifa.demo.power_lists import load_power_lists
from yifa.demo.powers import load_powers
from yifa.demo.staffing import load_staffing
from yifa.demo.story import Affair, Story
from yifa.demo.telling import Told
from yifa.law.clocks import SHANGHAI
from yifa.matters.dbclock import database_now
from yifa.registers import lawbook
from yifa.registers.change import change_many
from yifa.registers.loading.benchmark import load_benchmark_file
from yifa.registers.loading.exemptions import load_exemption_file
from yifa.registers.loading.permit_items import load_permit_items
from yifa.registers.models import BenchmarkTable, Officer, Region, Role
from yifa.registers.scope import IMPORTER, scope

DATA = Path(__file__).parent / "data"
Progress = Callable[[str, int, int | None], None]


@dataclass
class Loaded:
    """The city as it was loaded."""

    offices: dict[str, Office]
    told: Told
    drafts: int
    counts: dict[str, int]


def load(progress: Progress | None = None, *, today: date | None = None) -> dict[str, int]:
    """Load the whole city; returns counts under Chinese names. `progress(label, done, total)` is told as it goes."""
    return build(progress, today=today).counts


def build(
    progress: Progress | None = None,
    *,
    today: date | None = None,
    rows: tuple[Row, ...] = CITY,
    others: tuple[Other, ...] = OTHERS,
    subject_count: int = subjects.COUNT,
    workers: int | None = None,
) -> Loaded:
    """As `load`, with another plan of cases, fewer subjects or fewer processes.

    `today` may lie in the past, not in the future.
    """
    report = progress or (lambda label, done, total: None)
    now = database_now()
    day = today or now.astimezone(SHANGHAI).date()
    until = min(now - timedelta(minutes=10), datetime.combine(day, time(17), tzinfo=SHANGHAI))
    offices, town = _registers(report, day, subject_count)
    law = lawbook.current()
    planned: list[tuple[Affair, Story]] = [*stories(rows, offices, town, law, day)]
    planned += other_stories(others, offices, town, law, day)
    expected = 14 * len(planned)
    told = tell_all(planned, until, lambda done: report("办理案件", done, max(expected, done)), workers)
    report("办理案件", told.acts, told.acts)
    drafts = live.leave_work(offices, [case for case, _ in planned], until)
    counts = _counts(offices, told, drafts, planned, subject_count)
    report("政策方案和任务", 0, 1)
    counts |= load_plans(offices, now)
    report("政策方案和任务", 1, 1)
    return Loaded(offices, told, drafts, counts)


def _registers(report: Progress, day: date, subject_count: int) -> tuple[dict[str, Office], subjects.Town]:
    report("机关、人员和账号", 0, 2)
    with scope(IMPORTER):
        change_many(IMPORTER, Region, [dict(r) for r in REGIONS], people.REASON)
        offices = people.build(day)
        report("机关、人员和账号", 1, 2)
        people.open_accounts(offices)
        load_powers(offices)
        load_power_lists(offices, day)
        load_staffing(offices, day)
        load_exams(offices, day)
    report("机关、人员和账号", 2, 2)
    report("行政相对人", 0, subject_count)
    with scope(IMPORTER):
        town = subjects.build(day, subject_count)
    report("行政相对人", subject_count, subject_count)
    tables = sorted(DATA.glob("benchmark-*.json"))
    for n, path in enumerate(tables, 1):
        load_benchmark_file(IMPORTER, path)
        report("裁量权基准", n, len(tables))
    for path in sorted(DATA.glob("exemptions-*.json")):
        load_exemption_file(IMPORTER, path)
    load_permit_items(IMPORTER, DATA / "permit-items.toml")
    return offices, town


def _counts(
    offices: dict[str, Office], told: Told, drafts: int, planned: Sequence[object], subject_count: int
) -> dict[str, int]:
    return {
        "机关": len(offices),
        "人员": Officer.objects.count(),
        "行政相对人": subject_count,
        "裁量权基准": BenchmarkTable.objects.count(),
        "案件": len(planned),
        "办理记录": told.acts,
        "审批记录": told.approvals,
        "待办拟稿": drafts,
        "违法办理（留待监督发现）": len(told.blocking),
    }


def accounts() -> list[dict[str, str]]:
    """One row per account that the start page of the demonstration names."""
    names = dict(Officer.objects.filter(account__isnull=False).values_list("account__username", "name"))
    found = []
    for plan in AGENCIES:
        for post in plan.posts:
            username = login(plan, post)
            if username:
                found.append(
                    {
                        "role": post.roles[0],
                        "post": str(Role(post.roles[0]).label),
                        "agency": plan.short,
                        "name": names.get(username, ""),
                        "username": username,
                        "password": PASSWORD,
                    }
                )
    for _, name, role, username in BUREAU:
        found.append(
            {
                "role": role,
                "post": str(Role(role).label),
                "agency": AGENCIES[-1].short,
                "name": name,
                "username": username,
                "password": PASSWORD,
            }
        )
    return found
