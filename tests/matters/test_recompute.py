"""Changed figures and calendars reach running clocks by rule, once each, and their handlers are told."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.walk import SHANGHAI, Walk

from yifa.law.calendar import WorkCalendar
from yifa.matters import figure_recount, queries, recompute, tasks
from yifa.matters.models import Clock, ClockEvent, Matter
from yifa.registers.change import change
from yifa.registers.ids import new_id
from yifa.registers.loading.calendar import store_calendar
from yifa.registers.loading.figures import read_figures, store_figures
from yifa.registers.models import Holiday, RegisterChange
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.django_db

TEXT = """group = "云州"
[sources.s]
title = "云州市行政处罚办法"
in_force_from = 2022-01-01
[[figure]]
id = "YZ1"
subject = "办案期限"
amount = "{n}"
number = {n}
unit = "cd"
source = "s"
article = "3"
region = "990100"
overlays = "P20"
"""
TRANSITION = 'open_matters = { rule = "recompute", basis = "云州市行政处罚办法第40条" }\n'


def load(folder: Path, text: str, correction: str = "") -> int:
    """Store the file and recompute; how many clocks changed."""
    (folder / "yz.toml").write_text(text, encoding="utf-8")
    with scope(IMPORTER):
        found = read_figures(folder)
        assert found.report.ok, found.report.problems
        store_figures(IMPORTER, found, correction)
        last = RegisterChange.objects.filter(model="registers.FigureOverlay").order_by("-at", "-id").first()
    assert last is not None
    first = figure_recount.recompute(str(last.pk))[1]
    assert figure_recount.recompute(str(last.pk))[1] == 0  # a job that runs again finds nothing
    return first


def case_period(walk: Walk) -> Clock:
    with scope(walk.office.actor("handler")):
        return Clock.objects.get(matter_id=walk.matter_id, name__startswith="case_period")


def test_new_law_leaves_running_periods_alone(walk: Walk, tmp_path: Path) -> None:
    walk.until("file")
    assert load(tmp_path, TEXT.format(n=60)) == 0
    assert case_period(walk).figure == "P20"


def test_a_transition_rule_with_its_citation_reaches_them(walk: Walk, tmp_path: Path) -> None:
    walk.until("file")
    assert load(tmp_path, TEXT.format(n=60) + TRANSITION) == 1
    clock = case_period(walk)
    assert (clock.figure, clock.amount) == ("YZ1", 60)
    assert "第40条" in clock.why[-1]
    assert clock.due_at is not None
    assert clock.due_at.astimezone(SHANGHAI).date() >= clock.started_at.astimezone(
        SHANGHAI
    ).date() + timedelta(60)


def test_a_correction_reaches_them_and_keeps_what_was_extended(walk: Walk, tmp_path: Path) -> None:
    load(tmp_path, TEXT.format(n=6))
    walk.until("file")
    with scope(IMPORTER):
        Clock.objects.filter(name__startswith="case_period").update(amount=6 + 30)
    assert load(tmp_path, TEXT.format(n=60), "录入时漏了一个零") == 1
    assert case_period(walk).amount == 60 + 30
    with scope(IMPORTER):
        assert ClockEvent.objects.filter(event="recompute").get().note == "录入时漏了一个零"


def test_a_dry_run_names_the_clocks_and_writes_nothing(walk: Walk) -> None:
    walk.until("file")
    clock = case_period(walk)
    assert clock.due_at is not None
    day = clock.due_at.astimezone(SHANGHAI).date()
    moved = recompute.preview(recompute.CalendarRecount(WorkCalendar({day: False})))
    assert [m.before for m in moved if m.clock == clock.subject] == [clock.due_at]
    assert case_period(walk).due_at == clock.due_at


def _stop(done: int, total: int) -> None:
    if done:
        raise KeyboardInterrupt


def test_broken_off_and_run_again_each_change_is_traced_once_and_the_handler_told(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.until("file")
    first = case_period(walk)
    other = Walk(walk.office, walk.subject, violation="YZ-CG-011")
    other.until("file")
    assert first.due_at is not None
    day = first.due_at.astimezone(SHANGHAI).date()
    with scope(IMPORTER):
        change(
            IMPORTER, Holiday, None, {"day": day, "working": False, "name": "放假", "source": "通知"}, "通知"
        )
    monkeypatch.setattr(recompute, "BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        recompute.recompute_open("通知", _stop)
    with scope(IMPORTER):
        assert ClockEvent.objects.filter(event="recompute").values("clock__matter").distinct().count() == 1
    recompute.recompute_open("通知")
    with scope(IMPORTER):
        clocks = list(ClockEvent.objects.filter(event="recompute").values_list("clock", flat=True))
        assert len(clocks) == len(set(clocks)) >= 2
        assert all(m.due_at and m.due_at >= first.due_at for m in Matter.objects.filter(pk=first.matter_id))
    with scope(walk.office.actor("handler")) as actor:
        assert queries.clock_news(actor).count() == len(clocks)


def published_off(*days: date) -> None:
    with scope(IMPORTER):
        for day in days:
            row = {"day": day, "working": False, "name": "放假", "source": "通知"}
            change(IMPORTER, Holiday, None, row, "通知")


@pytest.mark.parametrize(("batch", "ahead"), [(1, 1), (1, 2), (3, 1)])
def test_every_matter_is_counted_once_whatever_the_size_of_a_batch(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, batch: int, ahead: int
) -> None:
    walk.until("file")
    first = case_period(walk)
    for violation in ("YZ-CG-011", "YZ-CG-012"):
        Walk(walk.office, walk.subject, violation=violation).until("file")
    assert first.due_at is not None
    published_off(first.due_at.astimezone(SHANGHAI).date())
    monkeypatch.setattr(recompute, "BATCH", batch)
    monkeypatch.setattr(recompute, "AHEAD", ahead)
    with scope(IMPORTER):
        running = Clock.objects.filter(ended_at=None, paused=False, amount__isnull=False).count()
    would = recompute.preview(recompute.CalendarRecount())
    seen, changed = recompute.recompute_open("通知")
    assert (seen, changed) == (running, len(would))
    assert len({moved.matter_id for moved in would}) == 3
    with scope(IMPORTER):
        assert ClockEvent.objects.filter(event="recompute").count() == changed
    assert recompute.recompute_open("通知") == (running, 0)


def test_what_was_extended_and_paused_is_still_told_after_a_change_of_the_calendar(walk: Walk) -> None:
    walk.until("file")
    clock = case_period(walk)
    told = "延长：经负责人批准延长5日。"
    begun = clock.started_at + timedelta(days=1)
    pause = [begun.isoformat(), (begun + timedelta(days=3)).isoformat(), "鉴定", "某规定第八条"]
    with scope(IMPORTER):
        Clock.objects.filter(pk=clock.pk).update(steps=[told, "旧的步骤"], pauses=[pause], due_at=None)
    recompute.recompute_open("通知")
    steps = case_period(walk).steps
    assert steps[0] == told and "旧的步骤" not in steps
    assert sum("共3日（鉴定，某规定第八条）" in step for step in steps) == 1


def jobs(change_id: str) -> list[datetime | None]:
    """When the queue will recompute for a change; None is at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'yifa.matters.recompute_figures'"
            " AND args ->> 'change_id' = %s ORDER BY scheduled_at NULLS FIRST",
            [change_id],
        )
        return [row[0] for row in cursor.fetchall()]


def test_a_row_that_comes_into_force_later_reaches_running_periods_on_that_day(
    walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.until("file")
    today = datetime.now(SHANGHAI).date()
    begins = today + timedelta(days=10)
    text = TEXT.format(n=60) + f"in_force_from = {begins}\n" + TRANSITION
    assert load(tmp_path, text) == 0, "not in force yet"
    assert case_period(walk).figure == "P20"
    with scope(IMPORTER):
        key = str(RegisterChange.objects.get(model="registers.FigureOverlay").pk)
    at_once, later = jobs(key)
    assert at_once is None and later is not None
    assert later.astimezone(SHANGHAI) == datetime(
        begins.year, begins.month, begins.day, 0, 1, tzinfo=SHANGHAI
    )

    class ThatDay(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> ThatDay:
            return cls(begins.year, begins.month, begins.day, 0, 1, tzinfo=tz)

    monkeypatch.setattr(figure_recount, "datetime", ThatDay)
    tasks.recompute_figures(key)
    clock = case_period(walk)
    assert (clock.figure, clock.amount) == ("YZ1", 60)
    with scope(IMPORTER):
        assert ClockEvent.objects.filter(event="recompute").count() == 1
    tasks.recompute_figures(key)  # the queue may run a job twice
    with scope(IMPORTER):
        assert ClockEvent.objects.filter(event="recompute").count() == 1


def test_a_row_without_a_transition_rule_asks_for_no_job(walk: Walk, tmp_path: Path) -> None:
    load(tmp_path, TEXT.format(n=60))
    with scope(IMPORTER):
        key = str(RegisterChange.objects.get(model="registers.FigureOverlay").pk)
    assert jobs(key) == []


def many(clock: Clock, count: int) -> None:
    """Further running clocks like this one."""
    with scope(IMPORTER):
        rows = []
        for _ in range(count):
            row = copy(clock)
            row.pk = new_id()
            rows.append(row)
        Clock.objects.bulk_create(rows)


def statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]])


def test_a_dry_run_takes_as_many_statements_for_a_thousand_clocks_as_for_ten(walk: Walk) -> None:
    walk.until("file")
    clock = case_period(walk)
    assert clock.due_at is not None
    recount = recompute.CalendarRecount(WorkCalendar({clock.due_at.astimezone(SHANGHAI).date(): False}))
    many(clock, 9)
    few = statements(lambda: recompute.preview(recount))
    many(clock, 990)
    assert statements(lambda: recompute.preview(recount)) == few
    assert len(recompute.preview(recount)) >= 1000


def test_the_news_take_as_many_statements_for_a_thousand_clocks_as_for_ten(walk: Walk) -> None:
    walk.until("file")
    clock = case_period(walk)
    assert clock.due_at is not None
    with scope(IMPORTER):
        day = clock.due_at.astimezone(SHANGHAI).date()
        change(
            IMPORTER, Holiday, None, {"day": day, "working": False, "name": "放假", "source": "通知"}, "通知"
        )

    def read() -> None:
        with scope(walk.office.actor("handler")) as actor:
            for event in queries.clock_news(actor):
                assert event.clock.matter.title is not None

    many(clock, 9)
    recompute.recompute_open("通知")
    few = statements(read)
    many(clock, 990)
    recompute.recompute_open("通知")
    assert statements(read) == few
    with scope(walk.office.actor("handler")) as actor:
        assert queries.clock_news(actor).count() >= 1000


def test_publishing_the_calendar_makes_provisional_clocks_firm_with_trace_and_notice(walk: Walk) -> None:
    """Ninety days from 28 November 2026 and later reach a year that is not published yet."""
    walk.until("file")
    clock = case_period(walk)
    assert clock.due_at is not None
    year = clock.due_at.astimezone(SHANGHAI).year
    if not clock.provisional:  # the seed of the running day knows that year: make the case by hand
        with scope(IMPORTER):
            Clock.objects.filter(pk=clock.pk).update(provisional=True)
        clock = case_period(walk)
    entered = WorkCalendar({}, {}, published=[year, year + 1])
    if not entered.entered_years:
        entered = WorkCalendar({date(year, 12, 30): True}, {date(year, 12, 30): "上班"})
    store_calendar(IMPORTER, entered, "国务院办公厅关于放假安排的通知")
    tasks.recompute_clocks("国务院办公厅关于放假安排的通知")
    firm = case_period(walk)
    assert not firm.provisional and firm.due_at is not None
    assert not any(step.startswith("暂定") for step in firm.steps)
    with scope(IMPORTER):
        event = ClockEvent.objects.get(clock=clock, event="recompute")
        assert (event.due_before, event.due_after) == (clock.due_at, firm.due_at)
        assert event.note == "国务院办公厅关于放假安排的通知"
    with scope(walk.office.actor("handler")) as actor:
        assert event.pk in set(queries.clock_news(actor).values_list("pk", flat=True))
    with scope(walk.office.actor("archivist")) as actor:
        assert event.pk not in set(queries.clock_news(actor).values_list("pk", flat=True)), "not theirs"
