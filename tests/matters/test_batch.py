"""Rows written in one message are the same as rows written one by one, and nothing is lost silently."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.db.utils import DataError, IntegrityError
from support.walk import Walk

from yifa.matters import queue
from yifa.matters.batch import Batch
from yifa.matters.models import Matter, MatterFact
from yifa.registers.scope import IMPORTER, scope

HOSTILE = "'; DROP TABLE matters_act; -- %s %(x)s \\ \" 云州 \n;\n"


def _fact(walk: Walk, name: str, **value: object) -> MatterFact:
    matter = Matter.objects.get(pk=walk.matter_id)
    return MatterFact(matter=matter, agency=matter.agency, procedure=matter.procedure, name=name, **value)


def _filed(walk: Walk) -> Walk:
    walk.do("register_clue", walk.clue())
    return walk


def test_values_of_every_type_come_back_as_they_were(walk: Walk) -> None:
    moment = datetime(2026, 11, 22, 8, 30, 1, 5, tzinfo=UTC)
    given = {"text": HOSTILE, "integer": -(2**62), "day": date(2024, 2, 29), "moment": moment, "flag": False}
    with scope(IMPORTER):
        _filed(walk)
        batch = Batch()
        batch.insert([_fact(walk, f"x_{name}", **{name: value}) for name, value in given.items()])
        batch.send()
        stored = {f.name: f.value for f in MatterFact.objects.filter(name__startswith="x_")}
    assert stored == {f"x_{name}": value for name, value in given.items()}


def test_a_row_that_is_there_gets_the_named_columns(walk: Walk) -> None:
    with scope(IMPORTER):
        _filed(walk)
        for text in ("before", "after"):
            batch = Batch()
            batch.insert([_fact(walk, "x", text=text)], key=("matter_id", "name"), update=["text"])
            batch.send()
        assert [f.text for f in MatterFact.objects.filter(name="x")] == ["after"]


def test_an_update_writes_json_null_and_text_and_leaves_the_rest(walk: Walk) -> None:
    with scope(IMPORTER):
        _filed(walk)
        matter = Matter.objects.get(pk=walk.matter_id)
        before = matter.code
        matter.title, matter.handlers, matter.due_at, matter.code = (
            HOSTILE,
            ["甲", "'乙'"],
            None,
            "not written",
        )
        batch = Batch()
        batch.update([matter], ["title", "handlers", "due_at"])
        batch.send()
        matter.refresh_from_db()
    assert (matter.title, matter.handlers, matter.due_at, matter.code) == (
        HOSTILE,
        ["甲", "'乙'"],
        None,
        before,
    )


def test_many_rows_are_updated_in_one_statement_each_with_its_own_values(walk: Walk) -> None:
    day, moment = date(2026, 1, 2), datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
    with scope(IMPORTER):
        _filed(walk)
        rows = [_fact(walk, f"x{n}", text="old") for n in range(3)]
        batch = Batch()
        batch.insert(rows)
        batch.send()
        rows[0].text, rows[0].integer, rows[1].text, rows[1].moment, rows[2].day = (
            None,
            7,
            HOSTILE,
            moment,
            day,
        )
        batch.update(rows, ["text", "integer", "day", "moment", "flag"])
        batch.send()
        stored = list(MatterFact.objects.filter(name__startswith="x").order_by("name"))
    found = [(f.text, f.integer, f.day, f.moment, f.flag) for f in stored]
    assert found == [
        (None, 7, None, None, None),
        (HOSTILE, None, None, moment, None),
        ("old", None, day, None, None),
    ]


def test_a_text_that_is_too_long_is_refused_not_cut(walk: Walk) -> None:
    with scope(IMPORTER):
        _filed(walk)
        matter = Matter.objects.get(pk=walk.matter_id)
        matter.title = "长" * 201
        batch = Batch()
        batch.update([matter], ["title"])
        with pytest.raises(DataError), scope(IMPORTER):
            batch.send()


def test_an_update_of_a_row_that_is_not_there_is_an_error(walk: Walk) -> None:
    with scope(IMPORTER):
        _filed(walk)
        matter = Matter.objects.get(pk=walk.matter_id)
        matter.id = uuid4()
        batch = Batch()
        batch.insert([_fact(walk, "x", text="first")])
        batch.update([matter], ["title"])
        with pytest.raises(DatabaseError, match="Matter"):
            batch.send()


def test_an_error_in_the_middle_undoes_the_whole_message(walk: Walk) -> None:
    with scope(IMPORTER):
        _filed(walk)
        batch = Batch()
        batch.insert([_fact(walk, "x", text="kept only if all is kept")])
        batch.insert([_fact(walk, "x", text="twice")])
        with pytest.raises(IntegrityError), scope(IMPORTER):
            batch.send()
        assert not MatterFact.objects.filter(name="x").exists()


def test_a_job_sent_with_the_act_is_the_job_the_queue_would_have_made(walk: Walk) -> None:
    columns = "queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at, status, attempts"
    act, agency = str(uuid4()), str(uuid4())
    with scope(IMPORTER), connection.cursor() as cursor:
        queue.defer_effects(act, agency)
        batch = Batch()
        batch.call(*queue.deferral(act, agency))
        batch.send()
        cursor.execute(f"SELECT {columns} FROM procrastinate_jobs WHERE args ->> 'act_id' = %s", [act])
        library, ours = cursor.fetchall()
    assert ours == library
    assert json.loads(ours[5]) == {"act_id": act, "agency_id": agency}
