"""Acts out of order, by the wrong people, elsewhere, or at impossible times: refused, for every act there is."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from support import world
from support.walk import now

from yifa.law.procedure import ActRule, Procedure
from yifa.ledger.store.models import PendingLeaf
from yifa.matters import discovery, drafting, service
from yifa.matters import models as m
from yifa.matters.outcome import Outcome
from yifa.matters.request import Ask
from yifa.registers.change import change
from yifa.registers.models import ADMINISTRATORS, Officer, RoleGrant
from yifa.registers.scope import IMPORTER, Actor, scope

from .town import ADMINS, Town, nothing_written
from .valid import cases

HAN = re.compile(r"[\u4e00-\u9fff]")
PEOPLE_GATES = {"two_certified_officers", "auxiliary_may_not_act", "named_handlers_certified"}
ROLE_KEYS = {
    "handler": "handler", "unit_head": "unit_head", "agency_head": "agency_head", "legal_reviewer": "legal_reviewer",
    "hearing_officer": "hearing_officer", "archivist": "archivist", "supervisor": "supervisor",
} | {role: key for key, role in ADMINS.items()}  # fmt: skip


@cache
def payloads() -> dict[tuple[str, str], dict[str, Any]]:
    return {(c.procedure, c.act): c.payload for c in cases()}


@cache
def ordinary() -> Procedure:
    return discovery.procedures()["penalty.ordinary"]


def someone(town: Town, rule: ActRule, of: world.Office | None = None) -> Actor:
    """Somebody of an agency, ours unless told, whose post the act is for; a handler for what only the machine does."""
    posts = [role for role in rule.by if role != discovery.MACHINE]
    return town.actor(ROLE_KEYS[posts[0]] if posts else "handler", of)


def ask(actor: Actor, rule: ActRule, matter: str | None, **more: Any) -> Ask:
    where = {"matter_id": matter} if matter else {"procedure": "penalty.ordinary"}
    return Ask(actor=actor, kind=rule.id, payload=payloads()["penalty.ordinary", rule.id], **(where | more))  # type: ignore[arg-type]


def tried(asked: Ask) -> Outcome:
    with scope(asked.actor):
        return service.dry_run(asked)


def gates(outcome: Outcome) -> set[str]:
    assert all(HAN.search(f.message) and f.citation for f in outcome.blocking)
    return {f.gate for f in outcome.blocking}


def put(matter: str, **values: Any) -> None:
    """Move a matter where a test needs it, past the engine."""
    with scope(IMPORTER):
        m.Matter.objects.filter(pk=matter).update(**values)


def test_an_act_that_is_not_open_at_the_stage_is_refused_at_every_stage(town: Town) -> None:
    matter, checked = town.matter("filed"), 0
    actors = {rule.id: someone(town, rule) for rule in ordinary().acts.values()}
    for turn, stage in enumerate(ordinary().stages):
        put(matter, stage=stage)
        for n, rule in enumerate(ordinary().acts.values()):
            if (n + turn) % 3:  # every act at several stages, every stage with many acts
                continue
            if stage in rule.from_ or (rule.from_ == ("any",) and not ordinary().stages[stage].final):
                continue
            outcome = tried(ask(actors[rule.id], rule, matter))
            assert "engine.stage" in gates(outcome), (stage, rule.id)
            checked += 1
    assert checked > 150


def test_nothing_but_an_opening_act_opens_a_matter(town: Town) -> None:
    for procedure in discovery.procedures().values():
        for rule in procedure.acts.values():
            if rule in procedure.opening_acts():
                continue
            outcome = tried(
                Ask(
                    actor=town.actor("handler"),
                    kind=rule.id,
                    payload=payloads()[procedure.id, rule.id],
                    procedure=procedure.id,
                )
            )
            assert "engine.stage" in gates(outcome), rule.id


def test_an_act_of_another_procedure_is_not_there(town: Town) -> None:
    actor = town.actor("handler")
    for (procedure, kind), payload in payloads().items():
        if procedure == "penalty.ordinary" or kind in ordinary().acts:
            continue
        outcome = tried(Ask(actor=actor, kind=kind, payload=payload, matter_id=town.matter("filed")))
        assert "没有这个办理环节" in outcome.errors[""], kind


def test_a_refused_act_leaves_a_refusal_and_nothing_else(town: Town) -> None:
    matter, actor = town.matter("clue"), town.actor("handler")
    wrong = [r for r in ordinary().acts.values() if "handler" in r.by and "clue" not in r.from_]
    wrong = [r for r in wrong if r.from_ not in (("any",), ("none",))][::4]
    with nothing_written(m.Refusal, PendingLeaf):
        for rule in wrong:
            with scope(actor):
                outcome = service.record(ask(actor, rule, matter))
                kept = m.Refusal.objects.filter(matter_id=matter, kind=rule.id).get()
                assert PendingLeaf.objects.filter(kind="refusal", object_id=kept.pk).exists()
            assert outcome.act is None
            assert [f["message"] for f in kept.findings] == [f.message for f in outcome.findings]


def test_every_post_an_act_is_not_for_is_refused(town: Town) -> None:
    matter = town.matter("filed")
    actors = {role: town.actor(key) for role, key in ROLE_KEYS.items()}
    actors["roleless"] = town.actor("roleless")
    for rule in ordinary().acts.values():
        for role, actor in actors.items():
            if role in rule.by:
                continue
            outcome = tried(ask(actor, rule, matter if rule.from_ != ("none",) else None))
            if role in ADMINISTRATORS and rule.from_ != ("none",):  # to them the case is not there at all
                assert outcome.act is None and "没有找到" in outcome.errors[""], (rule.id, role)
            else:
                assert "engine.role" in gates(outcome), (rule.id, role)


def test_another_agencys_matter_looks_as_if_it_were_not_there(town: Town) -> None:
    nowhere, ours = str(uuid4()), town.matter("filed")
    for rule in ordinary().acts.values():
        actor = someone(town, rule, town.theirs)
        outcome = tried(ask(actor, rule, ours))
        assert outcome.errors and not outcome.findings, rule.id
        assert outcome.errors == tried(ask(actor, rule, nowhere)).errors
    matter, actor = town.matter("filed"), town.actor("handler", town.theirs)
    with nothing_written(), scope(actor):
        for rule in ordinary().acts.values():
            assert service.record(ask(actor, rule, matter)).act is None


def test_nobody_opens_a_matter_in_another_agencys_name(town: Town) -> None:
    actor = town.actor("handler", town.theirs)
    for procedure in discovery.procedures().values():
        for rule in procedure.opening_acts():
            outcome = tried(
                Ask(actor=actor, kind=rule.id, payload=payloads()[procedure.id, rule.id], procedure=procedure.id,
                    agency_id=town.ours_id)
            )  # fmt: skip
            assert gates(outcome) & {"engine.agency", "engine.role"}, rule.id


def test_impossible_times_are_refused_for_every_act(town: Town) -> None:
    matter = town.matter("filed")
    with scope(IMPORTER):
        opened = m.Matter.objects.get(pk=matter).opened_at
    times = {
        "future": {"occurred_to": now() + timedelta(hours=2)},
        "far future": {"occurred_to": now().replace(year=9999)},
        "long ago": {"occurred_to": now().replace(year=1950)},
        "before the matter": {"occurred_from": opened - timedelta(hours=1), "occurred_to": now()},
        "ends before it starts": {
            "occurred_from": now(),
            "occurred_to": now() - timedelta(minutes=30),
        },
    }
    for n, rule in enumerate(ordinary().acts.values()):
        actor = someone(town, rule)
        for k, (name, when) in enumerate(times.items()):
            if (n + k) % 5 > 1:  # two of them for every act, by turns
                continue
            outcome = tried(ask(actor, rule, matter, **when))
            assert "engine.time" in gates(outcome), (rule.id, name)


def test_people_without_a_valid_certificate_take_no_part_where_one_is_needed(town: Town) -> None:
    """As the second officer, for every act with such a rule, at a stage where the act is open."""
    matter, checked = town.matter("filed"), 0
    for rule in ordinary().acts.values():
        needed = PEOPLE_GATES.intersection(rule.gates) - {"named_handlers_certified"}
        if not needed or rule.from_ == ("none",) or "handler" not in rule.by:
            continue
        put(matter, stage=rule.from_[0])
        for key in ("auxiliary", "expired", "suspended"):
            if key != "auxiliary" and "two_certified_officers" not in needed:
                continue
            outcome = tried(ask(town.actor("handler"), rule, matter, co_handlers=[town.ours.id_of(key)]))
            named = [f for f in outcome.blocking if f.gate in needed]
            assert any(town.ours.people[key].name in f.message for f in named), (rule.id, key)
            checked += 1
    assert checked > 30


@pytest.mark.parametrize("trouble", ["suspended", "auxiliary"])
def test_a_handler_who_loses_the_certificate_can_go_no_further(town: Town, trouble: str) -> None:
    matter, handler = town.matter("filed"), town.ours.people["handler"]
    with scope(IMPORTER):
        if trouble == "suspended":
            world.suspend_certificate(handler, now().date())
        else:
            change(IMPORTER, Officer, handler.pk, {"auxiliary": True}, "测试")
    walk = town.walk("filed")
    for kind, payload in (("show_identity", walk.identity()), ("record_questioning", walk.questioning())):
        outcome = walk.attempt(kind, payload)
        assert outcome.act is None
        if trouble == "auxiliary":  # holds no post any more
            assert "engine.role" in gates(outcome), kind
        else:
            assert any("张伟" in f.message for f in outcome.blocking), kind
    assert matter == walk.matter_id


def test_named_handlers_must_be_certified_people_of_this_agency_still_in_service(town: Town) -> None:
    walk = town.walk("filed")
    good = town.ours.id_of("handler")
    strangers = [town.ours.id_of(k) for k in ("auxiliary", "expired", "suspended", "left")]
    for wrong in (*strangers, town.theirs.id_of("handler")):
        payload = {"handlers": [good, wrong], "reasons": "变更"}
        outcome = walk.attempt("assign_handlers", payload, by="unit_head")
        assert outcome.act is None
        assert "named_handlers_certified" in gates(outcome), wrong


def test_whoever_left_does_nothing_any_more(town: Town) -> None:
    actor, walk = town.actor("left"), town.walk("clue")
    assert actor.scope == "public" and not actor.agencies and not actor.roles
    with nothing_written(), scope(actor):
        for rule in ordinary().acts.values():
            outcome = service.record(ask(actor, rule, walk.matter_id))
            assert outcome.act is None and outcome.errors
            opening = service.record(ask(actor, rule, None))
            assert opening.act is None
    outcome = walk.attempt("check_clue", walk.check(), co_handlers=[town.ours.id_of("left")])
    assert "engine.co_handlers" in gates(outcome)
    outcome = walk.attempt("check_clue", walk.check(), co_handlers=[town.theirs.id_of("handler")])
    assert "engine.co_handlers" in gates(outcome)


def test_a_post_counts_from_the_first_minute_of_its_day_and_not_before(town: Town) -> None:
    """The day is Shanghai's, whatever zone the moment comes in."""
    midnight = now().replace(hour=0, minute=0, second=0)
    with scope(IMPORTER):
        newcomer = world.officer(town.ours, "newcomer", "handler", "新到任")
        grant = RoleGrant.objects.get(officer=newcomer)
        change(IMPORTER, RoleGrant, grant.pk, {"valid_from": midnight.date()}, "任命")
    rule = ordinary().acts["register_clue"]
    for minutes, refused in ((1, False), (-1, True)):
        when = (midnight + timedelta(minutes=minutes)).astimezone(UTC)
        outcome = tried(ask(town.actor("newcomer"), rule, None, occurred_to=when))
        assert ("engine.role" in gates(outcome)) is refused, minutes


def test_a_draft_does_not_outlive_its_authors_post(town: Town) -> None:
    """Who lost the post between drafting and approval has not acted; nobody leaves with open cases."""
    handler = town.ours.people["handler"]
    yesterday = {"valid_to": now().date() - timedelta(days=1)}
    with (
        scope(IMPORTER),
        pytest.raises(ValidationError, match="没有移交"),
    ):  # open cases are handed over first
        change(IMPORTER, Officer, handler.pk, yesterday, "调离")
    head = town.actor("unit_head")
    with scope(IMPORTER):
        grant = RoleGrant.objects.get(officer=handler, role="handler")
        change(IMPORTER, RoleGrant, grant.pk, yesterday, "免去")
    with scope(head):
        outcome = drafting.approve(head, town.draft("submitted"), "同意")
    assert outcome.act is None and not outcome.ok


def test_the_wrong_people_cannot_approve(town: Town) -> None:
    draft = town.draft("submitted")
    for key in (
        "handler",
        "handler2",
        "archivist",
        "legal_reviewer",
        "agency_head",
        "stranger",
        "system",
        "left",
    ):
        actor = town.actor(key)
        with nothing_written(), scope(actor):
            outcome = drafting.approve(actor, draft, "同意")
            assert outcome.act is None and outcome.errors, key
            assert drafting.send_back(actor, draft, "退").errors, key
    for key in ("unit_head", "agency_head", "system"):
        actor = town.actor(key, town.theirs)
        with nothing_written(), scope(actor):
            assert "没有找到" in drafting.approve(actor, draft, "同意").errors[""]
