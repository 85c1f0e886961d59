"""The write path: what is recorded, what is refused, and that a refusal leaves its trace."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from support import world
from support.walk import Walk, day, now

from yifa.ledger.commit import open_body, recommit
from yifa.ledger.store.models import PendingLeaf
from yifa.matters import service
from yifa.matters.models import Act, ActBody, Matter, Refusal
from yifa.matters.request import Ask
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.django_db


def test_an_act_opens_a_matter_with_its_party_and_a_leaf(walk: Walk) -> None:
    outcome = walk.do("register_clue", walk.clue())
    with scope(walk.office.actor("handler")):
        matter = Matter.objects.get(pk=outcome.matter_id)
        assert (matter.stage, matter.act_count, matter.party_names) == ("clue", 1, walk.subject.name)
        assert len(matter.code) == 20
        assert PendingLeaf.objects.filter(kind="act", object_id=outcome.act.pk).count() == 1


def test_the_body_holds_exactly_the_bytes_that_were_committed(walk: Walk) -> None:
    act = walk.do("register_clue", walk.clue()).act
    with scope(walk.office.actor("handler")):
        body = bytes(ActBody.objects.get(act=act).body)
        leaf = PendingLeaf.objects.get(kind="act", object_id=act.pk)
        assert bytes(Act.objects.get(pk=act.pk).commitment) == recommit(body).digest
        assert bytes(leaf.leaf) == recommit(body).leaf
        assert open_body(body)["payload.cause"] == walk.clue()["cause"]
        assert walk.clue()["cause"].encode() not in bytes(leaf.leaf)


def test_wrong_stage_is_refused_and_the_refusal_is_kept(walk: Walk) -> None:
    walk.do("register_clue", walk.clue())
    outcome = walk.attempt("report", walk.report())
    assert outcome.act is None
    assert [f.gate for f in outcome.blocking] == ["engine.stage"]
    with scope(walk.office.actor("handler")):
        kept = Refusal.objects.get(kind="report")
        assert kept.findings[0]["message"] == outcome.blocking[0].message
        assert PendingLeaf.objects.filter(kind="refusal", object_id=kept.pk).exists()


def test_wrong_role_is_refused(walk: Walk) -> None:
    outcome = walk.attempt("register_clue", walk.clue(), by="archivist")
    assert [f.gate for f in outcome.blocking] == ["engine.role"]


def test_a_handler_of_another_case_is_refused(walk: Walk) -> None:
    walk.until("file")
    world.officer(walk.office, "stranger", "handler", "郑凯")
    outcome = walk.attempt("show_identity", walk.identity(), by="stranger")
    assert "engine.handler" in [f.gate for f in outcome.blocking]


def test_another_agencys_matter_is_not_there(walk: Walk) -> None:
    walk.do("register_clue", walk.clue())
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    actor = other.actor("handler")
    with scope(actor):
        outcome = service.record(
            Ask(actor=actor, kind="check_clue", payload=walk.check(), matter_id=walk.matter_id)
        )
    assert outcome.act is None
    assert "没有找到" in outcome.errors[""]


def test_future_and_before_the_matter_and_too_late_are_refused(walk: Walk) -> None:
    walk.do("register_clue", walk.clue(), occurred_to=now() - timedelta(days=3))
    for moment in (now() + timedelta(hours=2), now() - timedelta(days=4), now() - timedelta(days=40)):
        outcome = walk.attempt("check_clue", walk.check(), occurred_to=moment)
        assert "engine.time" in [f.gate for f in outcome.blocking], moment


def test_pressing_twice_is_one_act(walk: Walk) -> None:
    actor, draft = walk.office.actor("handler"), str(uuid4())
    ask = Ask(
        actor=actor, kind="register_clue", procedure="penalty.ordinary", payload=walk.clue(), draft_id=draft
    )
    with scope(actor):
        first, second = service.record(ask), service.record(ask)
        assert str(first.act.pk) == str(second.act.pk) == draft
        assert Act.objects.count() == 1


def test_a_page_that_is_out_of_date_is_told_so_and_nothing_is_written(walk: Walk) -> None:
    walk.do("register_clue", walk.clue())
    outcome = walk.attempt("check_clue", walk.check(), expected_count=0)
    assert outcome.act is None
    assert "新的办理记录" in outcome.stale


def test_bad_payload_names_the_fields_and_writes_nothing(walk: Walk) -> None:
    outcome = walk.attempt("register_clue", {"source": "x", "received_on": "not a day", "summary": "\x00"})
    assert set(outcome.errors) >= {"source", "received_on", "cause", "summary"}
    with scope(IMPORTER):
        assert Matter.objects.count() == Act.objects.count() == 0


def test_only_import_and_field_sync_may_attest(walk: Walk) -> None:
    outcome = walk.attempt("register_clue", walk.clue(), mode="attest")
    assert [f.gate for f in outcome.blocking] == ["engine.mode"]


def test_a_dry_run_writes_nothing(walk: Walk) -> None:
    actor = walk.office.actor("handler")
    with scope(actor):
        outcome = service.dry_run(
            Ask(actor=actor, kind="register_clue", procedure="penalty.ordinary", payload=walk.clue())
        )
        assert outcome.ok
        assert Act.objects.count() == Matter.objects.count() == Refusal.objects.count() == 0


def test_money_is_never_a_float(walk: Walk) -> None:
    walk.until("add_evidence")
    outcome = walk.attempt("report", walk.report() | {"fine_fen": 20000.5})
    assert "fine_fen" in outcome.errors


def test_the_day_alone_may_lie_before_the_hour_of_opening(walk: Walk) -> None:
    opened = now() - timedelta(days=1)
    walk.do("register_clue", walk.clue(), occurred_to=opened)
    start = opened.replace(hour=0, minute=0, second=0)
    outcome = walk.attempt(
        "check_clue",
        walk.check() | {"checked_on": day(-1)},
        occurred_from=start,
        occurred_to=start,
        precision="day",
    )
    assert outcome.act is not None, outcome.findings


def test_a_person_party_or_file_that_is_not_there_is_refused_beside_its_field(walk: Walk) -> None:
    walk.until("show_identity")
    rows = walk.evidence()["exhibits"]
    rows[1]["file"] = str(uuid4())
    outcome = walk.attempt("add_evidence", {"exhibits": rows})
    assert [(f.gate, f.field) for f in outcome.blocking] == [("engine.reference", "exhibits.1.file")]


def test_a_file_of_another_agency_cannot_be_taken_as_evidence(walk: Walk) -> None:
    from yifa.matters import files

    walk.until("show_identity")
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    with scope(other.actor("handler")):
        theirs = files.store(b"x", name="x.txt", media_type="text/plain", agency_id=str(other.agency.pk))
    rows = walk.evidence()["exhibits"]
    rows[0]["file"] = str(theirs.pk)
    outcome = walk.attempt("add_evidence", {"exhibits": rows})
    assert "engine.reference" in [f.gate for f in outcome.blocking]


def test_a_wrong_record_is_put_right_by_the_same_act_again_and_both_stay(walk: Walk) -> None:
    walk.until("record_questioning")
    wrong = str(walk.outcomes[-1].act.pk)
    outcome = walk.do("record_questioning", walk.questioning() | {"person": "周建中"}, corrects=wrong)
    assert str(outcome.act.corrects_id) == wrong
    with scope(walk.office.actor("handler")):
        assert Act.objects.filter(kind="record_questioning").count() == 2
    again = walk.attempt("record_questioning", walk.questioning(), corrects=wrong)
    assert "engine.corrects" in [f.gate for f in again.blocking]


def test_a_correction_after_the_stage_has_passed_does_not_move_the_case(walk: Walk) -> None:
    walk.until("serve_notice")
    wrong = next(str(o.act.pk) for o in walk.outcomes if o.act and o.act.kind == "record_questioning")
    walk.do("record_questioning", walk.questioning(), corrects=wrong)
    with scope(walk.office.actor("handler")):
        assert Matter.objects.get(pk=walk.matter_id).stage == "investigated"


def test_what_moves_a_case_cannot_be_done_again_as_a_correction(walk: Walk) -> None:
    walk.until("report")
    wrong = next(str(o.act.pk) for o in walk.outcomes if o.act and o.act.kind == "report")
    outcome = walk.attempt("report", walk.report(), corrects=wrong)
    assert "engine.corrects" in [f.gate for f in outcome.blocking]


def test_a_draft_id_that_another_matters_act_has_taken_is_refused_in_words(walk: Walk) -> None:
    taken = str(walk.do("register_clue", walk.clue()).act.pk)
    actor = walk.office.actor("handler")
    walk.matter_id = ""
    other = walk.do("register_clue", walk.clue())
    with scope(actor):
        outcome = service.record(
            Ask(actor=actor, kind="check_clue", payload=walk.check(), matter_id=other.matter_id, draft_id=taken,
                co_handlers=[walk.office.id_of("handler2")])
        )  # fmt: skip
        assert outcome.act is None
        assert outcome.errors[""]
