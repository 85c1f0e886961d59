"""What waits for whom: an act that calls on a post is answered by an act of that post."""

from __future__ import annotations

import pytest
from support.walk import Walk

from yifa.matters import queries
from yifa.registers.scope import scope

pytestmark = pytest.mark.django_db


def _called(walk: Walk, by: str) -> list[str]:
    actor = walk.office.actor(by)
    with scope(actor):
        return [act.kind for act in queries.called(actor)]


def test_a_case_sent_for_legal_review_waits_for_the_reviewer_until_the_opinion_is_given(walk: Walk) -> None:
    walk.until("report")
    assert _called(walk, "legal_reviewer") == []
    walk.steps()["submit_legal_review"]()
    walk.machine()
    assert _called(walk, "legal_reviewer") == ["submit"]
    assert _called(walk, "archivist") == []
    with scope(walk.office.actor("legal_reviewer")) as reviewer:
        assert queries.counts(reviewer).todo == 1
    walk.steps()["legal_review"]()
    assert _called(walk, "legal_reviewer") == []
    assert _called(walk, "unit_head") == []  # called to assign somebody; the review is over, whoever did it


def test_a_refused_filing_waits_for_the_archivist(walk: Walk) -> None:
    walk.until("check_clue")
    walk.do("refuse_filing", {"ground": "no_fact", "reasons": "经核查没有违法事实。"})
    assert _called(walk, "archivist") == ["refuse_filing"]
