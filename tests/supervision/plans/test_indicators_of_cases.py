"""Indicators over cases: a penalty walked to its file, measured as of days before and after its periods."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.walk import Walk

TODAY = datetime.now().date()
PERIOD = (TODAY - timedelta(days=30), TODAY + timedelta(days=1))


@pytest.fixture
def walk(db: None) -> Walk:
    from support import world
    from support.walk import Walk

    world.benchmarks()
    return Walk(world.office(), world.firm())


def measured(walk: Walk, indicator: str, on: date | None = None) -> Any:
    from yifa.registers.scope import scope
    from yifa.supervision.plans.indicators import measure

    with scope(walk.office.actor("unit_head")):
        return measure(indicator, [walk.office.agency], *PERIOD, on=on)[0]


def test_a_file_is_archived_in_time_or_counts_as_late(walk: Walk) -> None:
    from yifa.matters.models import Act, Clock
    from yifa.registers.scope import WORKER, scope

    walk.until("file")
    due = datetime.now().astimezone() + timedelta(days=30)
    with scope(WORKER):  # as closing starts it
        act = Act.objects.filter(matter_id=walk.matter_id).first()
        assert act is not None
        clock = Clock(
            agency_id=walk.office.agency.pk, matter_id=walk.matter_id, name="archiving", figure="F23", amount=30,
            unit="cd",
            started_at=datetime.now().astimezone(), started_by=act, due_at=due,
        )  # fmt: skip
        Clock.objects.bulk_create([clock])
    assert measured(walk, "archived_in_time").whole == 0  # the period still runs
    late = measured(walk, "archived_in_time", TODAY + timedelta(days=60))
    assert (late.done, late.whole, late.reached) == (0, 1, False)
    for seconds, reached in ((1, False), (0, True)):
        with scope(WORKER):
            Clock.objects.filter(pk=clock.pk).update(ended_at=due + timedelta(seconds=seconds))
        assert measured(walk, "archived_in_time", TODAY + timedelta(days=60)).reached is reached


def test_a_decision_is_public_in_time_or_counts_as_late(walk: Walk) -> None:
    from yifa.matters.models import Disclosure
    from yifa.registers.scope import WORKER, scope

    walk.until("serve_decision")
    walk.run_effects()
    with scope(WORKER):
        shown = Disclosure.objects.get(matter_id=walk.matter_id)
        assert shown.due_at is not None
        Disclosure.objects.filter(pk=shown.pk).update(published_at=shown.due_at + timedelta(seconds=1))
    after = TODAY + timedelta(days=60)
    assert (
        measured(walk, "disclosed_in_time", after).done,
        measured(walk, "disclosed_in_time", after).whole,
    ) == (0, 1)
    with scope(WORKER):
        Disclosure.objects.filter(pk=shown.pk).update(published_at=shown.due_at)
    assert measured(walk, "disclosed_in_time", after).reached is True


def test_a_reviewed_decision_is_filed_within_fifteen_days(walk: Walk) -> None:
    from yifa.matters.models import Matter, MatterFact
    from yifa.registers.change import change
    from yifa.registers.models import DecisionFiling
    from yifa.registers.scope import IMPORTER, WORKER, scope

    walk.until("decide")
    with scope(WORKER):
        number = Matter.objects.get(pk=walk.matter_id).number
        decided = MatterFact.objects.get(matter_id=walk.matter_id, name="decided_on").day
        reviewed = Matter.objects.filter(parent_id=walk.matter_id, procedure="legal_review").exists()
    assert decided is not None and reviewed
    assert measured(walk, "major_filed_in_time", decided + timedelta(days=15)).whole == 0
    assert measured(walk, "major_filed_in_time", decided + timedelta(days=16)).reached is False
    row = {
        "agency": walk.office.agency,
        "number": number,
        "decided_on": decided,
        "filed_with": "云州市司法局",
    }
    with scope(IMPORTER):
        filed = change(
            IMPORTER, DecisionFiling, None, {**row, "filed_on": decided + timedelta(days=16)}, "测试"
        )
        assert measured(walk, "major_filed_in_time", decided + timedelta(days=20)).reached is False
        change(IMPORTER, DecisionFiling, filed.pk, {"filed_on": decided + timedelta(days=15)}, "测试")
    assert measured(walk, "major_filed_in_time", decided + timedelta(days=20)).reached is True


def test_recordings_are_uploaded_within_a_day_of_the_day_they_were_made(walk: Walk) -> None:
    from django.db import connection

    from yifa.matters.models import Act, Exhibit, StoredFile
    from yifa.registers.ids import new_id
    from yifa.registers.scope import WORKER, scope

    walk.until("file")
    made = TODAY - timedelta(days=5)
    with scope(WORKER):
        act = Act.objects.filter(matter_id=walk.matter_id).first()
        assert act is not None
        agency = {"agency_id": walk.office.agency.pk}
        for n, hours in enumerate(
            (47, 49)
        ):  # from the beginning of the day: an hour before and after the period
            at = datetime.combine(made, datetime.min.time()).astimezone() + timedelta(hours=hours)
            file = StoredFile(
                id=new_id(), sha256=f"{n}" * 64, size=1, media_type="video/mp4", name="v.mp4", storage_key=f"k{n}",
                uploaded_at=at, **agency,
            )  # fmt: skip
            StoredFile.objects.bulk_create([file])
            exhibit = Exhibit(
                id=new_id(), matter_id=walk.matter_id, act=act, position=90 + n, kind="audiovisual", title="录像",
                collected_on=made, file=file, body=b"", **agency,
            )  # fmt: skip
            Exhibit.objects.bulk_create([exhibit])
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    found = measured(walk, "recordings_in_time")
    assert (found.done, found.whole, found.reached) == (1, 2, False)
