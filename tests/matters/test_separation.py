"""Investigating, reviewing and deciding are different people's work, whatever the institution."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from support import world
from support.walk import Walk

from yifa.matters import drafting, separation
from yifa.registers.change import change
from yifa.registers.models import RoleGrant
from yifa.registers.scope import IMPORTER, Actor, scope


def view(
    handlers: tuple[str, ...] = (), parent: Any = None, kind: str = "penalty.ordinary", **roles: str
) -> Any:
    """A case on which each person did one thing in that role."""
    acts = [
        SimpleNamespace(actors=[SimpleNamespace(officer_id=who, role=role)]) for who, role in roles.items()
    ]
    return SimpleNamespace(handlers=handlers, parent=parent, acts=acts, kind=kind)


def test_who_handled_neither_reviews_nor_presides() -> None:
    case = view(a="handler", b="legal_reviewer")
    for role in ("legal_reviewer", "hearing_officer"):
        found = list(separation.looks_at_own_work(case, "a", role))
        assert [f.gate for f in found] == ["engine.separation"]
        assert "行政处罚法" in found[0].citation
        assert not list(separation.looks_at_own_work(case, "c", role))
    assert not list(separation.looks_at_own_work(case, "a", "handler"))


def test_who_handles_the_case_does_not_review_it_in_a_matter_of_its_own() -> None:
    review = view(parent=view(("a",), b="handler"))
    assert list(separation.looks_at_own_work(review, "a", "legal_reviewer"))
    assert list(separation.looks_at_own_work(review, "b", "legal_reviewer"))
    assert not list(separation.looks_at_own_work(review, "c", "legal_reviewer"))


@pytest.mark.parametrize("role", ["unit_head", "agency_head", "legal_reviewer"])
def test_who_handled_does_not_approve(role: str) -> None:
    assert "承办" in separation.may_not_approve(view(("a",)), "a", role)
    assert "承办" in separation.may_not_approve(view(a="handler"), "a", role)
    assert separation.may_not_approve(view(("a",), b="handler"), "c", role) == ""


def test_who_reviewed_does_not_decide() -> None:
    case = view(a="legal_reviewer")
    assert "审核" in separation.may_not_approve(case, "a", "agency_head")
    assert "审核" in separation.may_not_approve(view(parent=case), "a", "unit_head")
    assert separation.may_not_approve(case, "b", "agency_head") == ""


@pytest.mark.parametrize(
    ("kind", "article"),
    [
        ("penalty.summary", "（行政处罚法第五十七条第一款）"),
        ("coercion.measure", "（行政强制法第十八条第一项）"),
        ("coercion.enforcement", "禁止兼任的法律条文未核实）"),
        ("permit.ordinary", "（内部控制规则，参照国办发〔2018〕118号（十四）"),
        ("levy.general", "禁止兼任的法律条文未核实）"),
    ],
)
def test_what_keeps_people_apart_is_named_or_said_to_be_a_house_rule(kind: str, article: str) -> None:
    assert article in separation.may_not_approve(view(("a",), kind=kind), "a", "agency_head")
    serving = view(kind="legal_review", parent=view(("a",), kind=kind))
    assert "未核实" in separation.may_not_approve(serving, "a", "legal_reviewer") or kind.startswith(
        "penalty"
    )


def test_a_reviewer_and_a_presider_are_set_apart_by_their_own_laws() -> None:
    def cited(kind: str, role: str) -> str:
        return next(separation.looks_at_own_work(view(a="handler", kind=kind), "a", role)).citation or ""

    assert cited("permit.ordinary", "hearing_officer") == "行政许可法第四十八条第一款第三项"
    assert cited("penalty.ordinary", "hearing_officer") == "行政处罚法第六十四条第四项"
    assert cited("penalty.ordinary", "legal_reviewer") == "行政处罚法第五十八条第一款"
    assert "118号" in cited("permit.ordinary", "legal_reviewer")
    decided = separation.may_not_approve(view(a="legal_reviewer", kind="permit.ordinary"), "a", "agency_head")
    assert "行政处罚法" not in decided and "未核实" in decided


def also(office: world.Office, who: str, role: str) -> Actor:
    """An officer of the office who holds one more role."""
    with scope(IMPORTER):
        values = {
            "officer": office.people[who],
            "role": role,
            "agency": office.agency,
            "valid_from": world.START,
        }
        change(IMPORTER, RoleGrant, None, values, "兼任")
    return office.actor(who)


@pytest.mark.requirement("RQ187")
def test_a_handler_who_is_also_head_approves_no_draft_of_the_case(walk: Walk) -> None:
    walk.until("file")
    second = also(walk.office, "handler2", "agency_head")
    handler = walk.office.actor("handler")
    payload = {"secrecy": "personal", "basis": "民法典第一千零三十四条", "reasons": "涉及个人隐私"}
    with scope(handler):
        given = drafting.DraftInput(
            id=str(uuid4()),
            kind="classify",
            payload=payload,
            matter_id=walk.matter_id,
            agency_id=handler.agency_id,
        )
        drafting.submit(handler, str(drafting.save_draft(handler, given).pk))
    with scope(second):
        outcome = drafting.approve(second, given.id, "同意")
        assert outcome.act is None
        assert "调查与决定" in outcome.errors[""]
    head = walk.office.actor("agency_head")
    with scope(head):
        said = drafting.delegate(head, given.id, second.officer_id, "出差")
        assert "承办" in said.errors["to"]
        assert drafting.approve(head, given.id, "同意").act is not None


def test_nobody_approves_their_own_draft(walk: Walk) -> None:
    walk.until("file")
    handler = also(walk.office, "handler", "agency_head")
    payload = {"secrecy": "personal", "basis": "民法典第一千零三十四条", "reasons": "涉及个人隐私"}
    with scope(handler):
        given = drafting.DraftInput(
            id=str(uuid4()),
            kind="classify",
            payload=payload,
            matter_id=walk.matter_id,
            agency_id=handler.agency_id,
        )
        drafting.submit(handler, str(drafting.save_draft(handler, given).pk))
        assert "自己拟制" in drafting.approve(handler, given.id, "同意").errors[""]
