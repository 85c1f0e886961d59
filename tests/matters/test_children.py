"""A child matter is opened by the machine after an act, sees its parent, and tells it what came of it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from support import world
from support.starts import begins
from support.walk import Walk

from yifa.law.procedure import Report, Spawn
from yifa.matters import discovery, drafting, effects, picture, service, tasks
from yifa.matters.children import opening_id
from yifa.matters.models import Act, Effect, Matter, MatterFact, Refusal
from yifa.matters.page import load_page
from yifa.matters.request import Ask
from yifa.registers.scope import IMPORTER, WORKER, scope

OPINION = {
    **dict.fromkeys(
        ("authority", "party", "facts", "characterisation", "law", "process", "discretion", "documents"),
        "符合规定",
    ),
    "opinion": "agree",
    "reasons": "事实清楚，证据充分，程序合法。",
}


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    world.benchmarks()
    return Walk(world.office(), world.firm())


@pytest.fixture
def submitted(walk: Walk) -> Walk:
    walk.until("report")
    walk.do("submit_legal_review", walk.review_request())
    walk.run_effects()
    return walk


def test_the_machine_opens_the_child_with_the_parents_party_and_title(submitted: Walk) -> None:
    child = submitted.child("legal_review")
    assert child.kinds() == ["submit"]
    with scope(WORKER):
        row = Matter.objects.get(pk=child.matter_id)
        parent = Matter.objects.get(pk=submitted.matter_id)
        assert row.title == parent.title
        assert [p.subject_id for p in row.parties.all()] == [submitted.subject.pk]
        assert row.agency_id == parent.agency_id


def test_an_effect_done_twice_opens_one_child(submitted: Walk) -> None:
    with scope(WORKER):
        effect = Effect.objects.get(name="spawn")
        effect.state = "queued"
        effect.save(update_fields=["state"])
        assert effects.run(str(effect.act_id)) == 1
        assert Matter.objects.filter(parent_id=submitted.matter_id).count() == 1


def test_a_child_sees_what_its_parent_did(submitted: Walk) -> None:
    child = submitted.child("legal_review")
    with scope(WORKER):
        row = Matter.objects.select_related("version").get(pk=child.matter_id)
        raw = picture.fetch(child.matter_id, str(row.agency_id))
        parent = picture.build(raw, matter=picture.head(row)).parent
    assert parent is not None
    assert parent.id == submitted.matter_id
    assert parent.stage == "investigated"
    assert parent.last("report") is not None
    assert set(parent.handlers) == {submitted.office.id_of("handler"), submitted.office.id_of("handler2")}


def test_the_opinion_reaches_the_parent_once_as_an_act_of_the_machine(submitted: Walk) -> None:
    child = submitted.child("legal_review")
    child.do("assign", {"reviewer": child.office.id_of("legal_reviewer")}, by="unit_head")
    child.do("give_opinion", OPINION, by="legal_reviewer")
    child.run_effects()
    child.run_effects()
    assert submitted.kinds()[-1] == "legal_review"
    assert submitted.kinds().count("legal_review") == 1
    with scope(WORKER):
        told = Act.objects.get(matter_id=submitted.matter_id, kind="legal_review")
        assert told.actors[0]["role"] == "system"
    walk = submitted
    walk.do("notify", walk.notice())  # and the case goes on


def test_who_handles_the_parent_does_not_review_it(submitted: Walk) -> None:
    child = submitted.child("legal_review")
    refused = child.attempt("assign", {"reviewer": child.office.id_of("handler")}, by="unit_head")
    assert any(f.gate == "assigned_reviewer_not_of_the_case" for f in refused.blocking)


def test_a_parent_that_cannot_take_the_report_is_told_again_later(submitted: Walk) -> None:
    child = submitted.child("legal_review")
    child.do("assign", {"reviewer": child.office.id_of("legal_reviewer")}, by="unit_head")
    submitted.do("return_investigation", {"reasons": "证据不足", "matters": "补充询问"}, by="unit_head")
    child.do("give_opinion", OPINION, by="legal_reviewer")
    child.run_effects()
    with scope(WORKER):
        waiting = Effect.objects.get(name="report")
        assert waiting.state == "queued"
        assert "阶段" in waiting.problem


def test_a_parent_that_cannot_be_told_for_days_is_told_in_the_end_and_refused_on_record_once(
    submitted: Walk,
) -> None:
    child = submitted.child("legal_review")
    child.do("assign", {"reviewer": child.office.id_of("legal_reviewer")}, by="unit_head")
    submitted.do("return_investigation", {"reasons": "证据不足", "matters": "补充询问"}, by="unit_head")
    child.do("give_opinion", OPINION, by="legal_reviewer")
    for _ in range(9):
        child.run_effects()
    with scope(WORKER):
        waiting = Effect.objects.get(name="report")
        assert (waiting.state, waiting.attempts) == ("queued", 9)
        assert Refusal.objects.filter(matter_id=submitted.matter_id, kind="legal_review").count() == 1
    tasks.requeue_stalled(0)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE queueing_lock = %s", [f"again {waiting.act_id}"]
        )
        assert cursor.fetchone() == (1,)


def test_an_id_that_the_machine_will_use_cannot_be_taken_by_a_person(walk: Walk) -> None:
    """The ids of the machine's acts can be worked out: whoever used one first would keep the child from opening."""
    walk.until("report")
    act = walk.do("submit_legal_review", walk.review_request()).act
    assert act is not None
    actor = walk.office.actor("handler")
    own = {"title": "另一件", "materials": "无", "opinion": "无", "triggers": ["voluntary"]}
    taken = str(opening_id(act.pk, 0))
    with scope(actor):
        ask = Ask(actor, "submit", own, procedure="legal_review", draft_id=taken)
        assert service.record(ask).errors == {"": service.TAKEN}
        with pytest.raises(drafting.DraftRefused):
            drafting.save_draft(actor, drafting.DraftInput(taken, "submit", own, procedure="legal_review"))
    walk.run_effects()
    with scope(WORKER):
        assert Act.objects.get(pk=taken).matter.parent_id == UUID(walk.matter_id)


def test_the_page_of_the_parent_names_its_child(submitted: Walk) -> None:
    actor = submitted.office.actor("handler")
    with scope(actor):
        page = load_page(actor, submitted.matter_id)
    assert page is not None
    assert [c.kind for c in page.view.children] == ["legal_review"]


def test_a_spawn_without_a_required_field_is_refused_when_loading() -> None:
    shipped = discovery.procedures()
    poor = replace(
        shipped["penalty.ordinary"].acts["submit_legal_review"], spawns=(Spawn("legal_review", "submit"),)
    )
    changed = replace(shipped["penalty.ordinary"], acts={poor.id: poor})
    with pytest.raises(discovery.ProcedureErrors, match="必填的字段“materials”"):
        discovery._check_children({**shipped, "penalty.ordinary": changed})
    nowhere = replace(poor, spawns=(Spawn("legal_review", "assign"),))
    with pytest.raises(discovery.ProcedureErrors, match="不存在可以启动"):
        discovery._check_children(
            {**shipped, "penalty.ordinary": replace(changed, acts={nowhere.id: nowhere})}
        )


def test_a_spawn_may_set_what_it_does_not_carry() -> None:
    shipped = discovery.procedures()["penalty.ordinary"]
    given = {"materials": "全部案卷", "opinion": "建议处罚", "triggers": "voluntary"}
    whole = replace(shipped.acts["submit_legal_review"], spawns=(Spawn("legal_review", "submit", set=given),))
    every = {**discovery.procedures(), "penalty.ordinary": replace(shipped, acts={whole.id: whole})}
    discovery._check_children(every)
    odd = replace(whole, spawns=(Spawn("legal_review", "submit", set={**given, "nothing": "x"}),))
    every["penalty.ordinary"] = replace(shipped, acts={odd.id: odd})
    with pytest.raises(discovery.ProcedureErrors, match="没有字段“nothing”"):
        discovery._check_children(every)


def test_what_a_spawn_sets_reaches_the_child(walk: Walk) -> None:
    walk.until("serve_notice")
    walk.do("request_hearing", walk.hearing_request())
    walk.machine()
    hearing = walk.child("hearing")
    with scope(WORKER):
        facts = dict(MatterFact.objects.filter(matter_id=hearing.matter_id).values_list("name", "text"))
    assert facts["regime"] == "penalty"


def test_a_matter_that_serves_a_case_is_handled_by_those_who_handle_the_case(submitted: Walk) -> None:
    child = submitted.child("legal_review")
    child.do("ask_materials", {"missing": "检验报告"}, by="legal_reviewer")
    with scope(IMPORTER):
        submitted.office.people["other"] = world.officer(submitted.office, "other", "handler", "外人")
    refused = child.attempt("supply_materials", {"materials": "检验报告"}, by="other", co_handlers=[])
    assert "engine.handler" in {f.gate for f in refused.blocking}
    child.do("supply_materials", {"materials": "检验报告"}, by="handler")


def test_reports_are_read_from_the_file() -> None:
    rule = discovery.procedures()["legal_review"].acts["give_opinion"]
    assert rule.reports[0].act == "legal_review"
    assert isinstance(rule.reports[0], Report)


def test_a_child_may_be_given_the_number_of_its_parent(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    procedures = dict(discovery.procedures())
    penalty = procedures["penalty.ordinary"]
    submit = penalty.acts["submit_legal_review"]
    (child,) = submit.spawns
    carry = {**child.carry, "opinion": "@number"}
    numbered = replace(submit, spawns=(replace(child, carry=carry),))
    procedures["penalty.ordinary"] = replace(penalty, acts={**penalty.acts, submit.id: numbered})
    monkeypatch.setattr(discovery, "procedures", lambda: procedures)
    walk.until("report")
    walk.do("submit_legal_review", walk.review_request())
    walk.run_effects()
    with scope(WORKER):
        parent = Matter.objects.get(pk=walk.matter_id)
        opened = Matter.objects.get(parent_id=walk.matter_id)
        raw = picture.fetch(str(opened.pk), str(opened.agency_id))
    assert parent.number
    assert picture.payload_of(raw["acts"][0], "legal_review")["opinion"] == parent.number
