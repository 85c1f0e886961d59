"""Changed figures and calendars reach running clocks by rule, once each, and their handlers are told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from support.walk import SHANGHAI, Walk

from yifa.law.calendar import WorkCalendar
from yifa.matters import figure_recount, queries, recompute
from yifa.matters.models import Clock, ClockEvent, Matter
from yifa.registers.change import change
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
