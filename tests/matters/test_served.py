"""Where what was done apart for a case stands among the case's own entries."""

from __future__ import annotations

import pytest
from support.walk import Walk

from yifa.matters import served
from yifa.matters.fanout import children_ordinal
from yifa.matters.models import Effect, Matter
from yifa.matters.models.base import stricter
from yifa.matters.served import Apart, among
from yifa.registers.scope import WORKER, scope

FILED, REPORTED, NOTIFIED = (f"01890000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3))
IDS = [FILED, REPORTED, NOTIFIED]
OWN = ["立案", "报告", "告知"]


def opened_by(act: str) -> Apart:
    return Apart(Matter(), (), act)


def test_a_block_stands_behind_the_act_that_opened_it() -> None:
    blocks = [(opened_by(REPORTED), ["送审", "意见"])]
    assert among(OWN, IDS, blocks) == ["立案", "报告", "送审", "意见", "告知"]


def test_two_matters_opened_by_one_act_keep_their_order() -> None:
    blocks: list[tuple[Apart, list[str]]] = [(opened_by(FILED), ["一"]), (opened_by(FILED), ["二"])]
    assert among(OWN, IDS, blocks) == ["立案", "一", "二", "报告", "告知"]


def test_what_none_of_the_acts_opened_comes_last() -> None:
    assert among(OWN, IDS, [(opened_by("x"), ["另案"])]) == [*OWN, "另案"]


@pytest.mark.django_db
def test_the_child_of_a_late_row_stands_behind_the_act_that_has_the_rows(walk: Walk) -> None:
    """The ordinal of a ninth row lies far beyond those of the first ones."""
    walk.until("report")
    walk.do("submit_legal_review", walk.review_request())
    with scope(WORKER):
        late = Effect.objects.get(name="spawn")
        late.ordinal = children_ordinal(0, 8)
        late.save(update_fields=["ordinal"])
    walk.run_effects()
    with scope(WORKER):
        (found,) = served.apart(Matter.objects.get(pk=walk.matter_id))
        assert found.matter.procedure == "legal_review"
        assert found.opened_by == str(late.act_id)


@pytest.mark.django_db
@pytest.mark.parametrize("secrecy", ["business", "state"])
def test_a_child_is_as_secret_as_its_parent(walk: Walk, secrecy: str) -> None:
    walk.until("report")
    with scope(WORKER):
        Matter.objects.filter(pk=walk.matter_id).update(secrecy=secrecy)
    walk.do("submit_legal_review", walk.review_request())
    walk.run_effects()
    with scope(WORKER):
        child = Matter.objects.get(parent_id=walk.matter_id)
        assert child.secrecy == secrecy
        assert child.acts.get().secrecy == secrecy
        parent = Matter.objects.get(pk=walk.matter_id)
        assert set(parent.handlers) <= set(child.involved)


def test_the_stricter_of_two_classes_is_kept() -> None:
    assert stricter("ordinary", "personal") == "personal"
    assert stricter("state", "business") == "state"
    assert stricter("ordinary", "ordinary") == "ordinary"
