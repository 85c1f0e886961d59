"""What the ledger tells pages: counts, lists, calendars; to the public only of what was published."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from supervision.plans.paper import TEXT, span

if TYPE_CHECKING:
    from supervision.plans.conftest import Place


@pytest.mark.requirement("RQ171")
def test_the_board_counts_by_unit_and_by_month(place: Place) -> None:
    from yifa.registers.scope import scope
    from yifa.supervision.plans.board import Counts, board

    plan = place.accept()
    with scope(place.urban.actor("handler")):
        before = board(date(2026, 11, 28))
        later = board(date(2026, 12, 16), plan.pk)
    assert before.total == Counts(tasks=3, unaccepted=3, near=1)
    assert [(name, c.tasks) for _, name, c in before.by_unit] == [
        ("云州市司法局", 2),
        ("云州市城市管理综合执法局", 1),
    ]
    assert [(m, c.tasks) for m, c in before.by_month] == [
        (date(2026, 12, 1), 1),
        (date(2027, 6, 1), 1),
        (None, 1),
    ]
    assert (later.total.overdue, later.total.near) == (1, 0)
    assert later.by_unit[0][2].overdue == 1


def test_who_does_not_see_the_matter_still_sees_how_far_it_is(place: Place) -> None:
    from yifa.matters.models import Matter
    from yifa.registers.scope import scope
    from yifa.supervision.plans.outlines import one_plan

    plan = place.accept()
    with scope(place.urban.actor("handler")):
        assert not Matter.objects.filter(agency=place.justice.agency).exists()
        found = one_plan(plan.pk)
    assert found is not None
    assert [[s.stage for _, s in row.charged] for row in found.tasks] == [["assigned"]] * 3
    assert [u.name for row in found.tasks for u in row.unknown] == ["市数据局"]
    assert [h.title for h in found.headings] == ["主要任务"]


def test_the_public_sees_a_plan_once_it_is_published(place: Place) -> None:
    from yifa.registers.change import change
    from yifa.registers.models import PlanTask, PolicyPlan
    from yifa.registers.scope import PUBLIC, WORKER, scope
    from yifa.supervision.plans.board import board
    from yifa.supervision.plans.outlines import one_plan

    plan = place.accept()
    with scope(PUBLIC):
        assert one_plan(plan.pk) is None
        assert board(date(2026, 11, 28)).total.tasks == 0
        assert not PlanTask.objects.exists()
    with scope(WORKER):
        change(WORKER, PolicyPlan, plan.pk, {"published_on": date(2026, 3, 5)}, "公开")
    with scope(PUBLIC):
        found = one_plan(plan.pk)
        assert board(date(2026, 11, 28)).total.tasks == 3
    assert found is not None and len(found.tasks) == 3 and found.tasks[0].charged[0][1].stage == "assigned"


def test_a_units_own_list_and_what_is_over(place: Place) -> None:
    from yifa.registers.scope import scope
    from yifa.supervision.plans import board

    place.accept()
    with scope(place.justice.actor("handler")):
        own = board.tasks_of(place.justice.agency.pk)
        over = board.due(date(2026, 12, 20))
        soon = board.due(date(2026, 12, 1), date(2026, 12, 31))
        days = board.calendar(date(2026, 12, 1), date(2027, 12, 31))
        roles = board.counts_of_roles(place.justice.agency.pk)
    assert [(t.task.no, t.due_on) for t in own] == [("2.", date(2026, 12, 15)), ("1.", date(2027, 6, 30))]
    assert [(t.task.no, t.state.late_days(date(2026, 12, 20))) for t in over] == [("2.", 5)]
    assert [t.task.no for t in soon] == ["2."]
    assert [(d.on, len(d.tasks)) for d in days] == [(date(2026, 12, 15), 1), (date(2027, 6, 30), 1)]
    assert roles == {"lead": 1, "responsible": 2}


TEXT_OF_SECOND = span(TEXT.splitlines()[4])


def test_the_number_of_statements_does_not_grow(place: Place, django_assert_num_queries: Any) -> None:
    from yifa.registers.scope import scope
    from yifa.supervision.plans import board, outlines

    plan = place.accept()
    with scope(place.justice.actor("handler")):
        with django_assert_num_queries(1):
            board.board(date(2026, 11, 28))
        with django_assert_num_queries(3):
            board.plans(date(2026, 11, 28))
        with django_assert_num_queries(10):
            found = outlines.one_plan(plan.pk)
        with django_assert_num_queries(0):
            assert found is not None
            assert [bar.unit for bar in outlines.bars(found)] == [
                "云州市司法局", "云州市司法局", "云州市城市管理综合执法局",
            ]  # fmt: skip
        with django_assert_num_queries(4):
            charted = outlines.charted(plan)
        assert outlines.bars(charted) == outlines.bars(found)
        with django_assert_num_queries(7):
            piece = outlines.stretch(plan, *TEXT_OF_SECOND)
        assert [r.task.title for r in piece.tasks] == ["建立台账"]
        with django_assert_num_queries(2):
            board.tasks_of(place.justice.agency.pk)
        with django_assert_num_queries(2):
            board.due(date(2026, 12, 20))


TABLES = (
    "policyplan",
    "plansource",
    "planheading",
    "plantask",
    "plantaskunit",
    "plantaskdate",
    "plantasktarget",
    "plantaskduty",
)


def test_with_nothing_set_nothing_shows(place: Place) -> None:
    from django.db import connection

    from yifa.registers.scope import Actor, apply_scope

    place.accept()
    apply_scope(Actor("public"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('yifa.scope', '', true)")
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM registers_{table}")
            assert cursor.fetchone()[0] == 0, table
        cursor.execute("SELECT count(*) FROM plan_board(now(), now(), NULL)")
        assert cursor.fetchone()[0] == 0
