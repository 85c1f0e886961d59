"""A review is opened by the machine alone, and the register says who may give its opinion."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from support.starts import begins

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    from support import world
    from support.walk import Walk

    world.benchmarks()
    case = Walk(world.office(), world.firm())
    case.until("report")
    case.do("submit_legal_review", case.review_request())
    case.machine()
    return case


def known_as(walk: Walk, since: date | None) -> Walk:
    """The review, whose assigned reviewer has no qualification and has been reviewing since that day."""
    from yifa.registers.change import change
    from yifa.registers.models import Officer
    from yifa.registers.scope import IMPORTER, scope

    who = walk.office.people["legal_reviewer"].pk
    with scope(IMPORTER):
        change(IMPORTER, Officer, who, {"legal_qualified": False, "reviewing_since": since}, "更正登记")
    return walk.child("legal_review")


@pytest.mark.requirement("RQ015")
def test_who_reviewed_before_the_rule_reviews_without_the_qualification(walk: Walk) -> None:
    review = known_as(walk, date(2014, 7, 1))
    review.do("assign", {"reviewer": walk.office.id_of("legal_reviewer")}, by="unit_head")
    review.do("give_opinion", walk.review(), by="legal_reviewer")
    assert review.kinds() == ["submit", "assign", "give_opinion"]


@pytest.mark.parametrize("since", [None, date(2019, 9, 1)])
def test_who_took_it_up_later_is_not_assigned(walk: Walk, since: date | None) -> None:
    review = known_as(walk, since)
    refused = review.attempt("assign", {"reviewer": walk.office.id_of("legal_reviewer")}, by="unit_head")
    assert [f.gate for f in refused.blocking] == ["assigned_reviewer_qualified"]
    assert refused.blocking[0].field == "reviewer"
    assert review.kinds() == ["submit"]


def test_nobody_opens_a_review_of_nothing(walk: Walk) -> None:
    """Its opinion would reach no case, and nobody could tell whether the reviewer handles it."""
    from yifa.matters import service
    from yifa.matters.request import Ask
    from yifa.registers.scope import scope

    actor = walk.office.actor("handler")
    own = {"title": "另一件", "materials": "无", "opinion": "无", "triggers": ["voluntary"]}
    with scope(actor):
        outcome = service.record(Ask(actor, "submit", own, procedure="legal_review"))
    assert outcome.act is None
    assert "engine.role" in {f.gate for f in outcome.blocking}


def test_the_desk_offers_no_such_form(walk: Walk) -> None:
    from yifa.desk.views.base import OTHER, opening_acts

    actor = walk.office.actor("handler")
    offered = [url for menu in ("", OTHER) for _, url in opening_acts(actor, menu)]
    assert offered and not [url for url in offered if "legal_review" in url]
