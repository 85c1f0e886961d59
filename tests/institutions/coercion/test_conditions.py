"""Questions the procedures ask: which act is there, which clock starts, which paper is made."""

import pytest

from institutions.builder import Case
from institutions.coercion.builder import COURT, demanded, enforcement, in_force, measure, opening, ordered
from institutions.coercion.builder import frozen as frozen_case


@pytest.mark.parametrize(
    ("kind", "true"),
    [
        ("seal", {"coercion_on_site", "coercion_holds_things", "coercion_seals"}),
        ("seize", {"coercion_on_site", "coercion_holds_things", "coercion_seizes"}),
        ("freeze", {"coercion_freezes", "coercion_holds_nothing"}),
        ("freedom", {"coercion_on_site", "coercion_holds_nothing", "coercion_holds_neither"}),
        ("other", {"coercion_on_site", "coercion_holds_nothing", "coercion_holds_neither"}),
    ],
)
def test_the_kind_of_measure(kind, true):
    asked = {
        "coercion_on_site", "coercion_freezes", "coercion_holds_things", "coercion_seals", "coercion_seizes",
        "coercion_holds_nothing", "coercion_holds_neither",
    }  # fmt: skip
    assert {name for name in asked if measure(kind).holds(name)} == true
    assert {
        name for name in asked - {"coercion_on_site", "coercion_freezes"} if in_force(kind).holds(name)
    } == {name for name in true if name not in ("coercion_on_site", "coercion_freezes")}


@pytest.mark.parametrize(
    ("decided", "frozen", "first"),
    [("2026-10-12", "2026-10-13", "decided"), ("2026-10-13", "2026-10-12", "frozen"),
     ("2026-10-12", "2026-10-12", "decided")],
)  # fmt: skip
def test_the_earlier_of_decision_and_freezing(decided, frozen, first):
    given = {"decided_on": decided, "frozen_on": frozen}
    assert frozen_case().holds("coercion_decided_first", "freeze", given) is (first == "decided")
    assert frozen_case().holds("coercion_frozen_first", "freeze", given) is (first == "frozen")


def test_the_duty_to_be_enforced():
    for duty, name in (
        ("money", "coercion_of_money"),
        ("demolish", "coercion_of_building"),
        ("restore", "coercion_to_restore"),
    ):
        for condition in ("coercion_of_money", "coercion_of_building", "coercion_to_restore"):
            assert enforcement(duty=duty).holds(condition) is (condition == name)


def test_the_decision_that_was_made():
    for method, name in (("transfer", "coercion_by_transfer"), ("auction", "coercion_by_auction")):
        assert ordered(method).holds(name)
        assert ordered(method).holds("coercion_was_decided")
        assert not ordered(method).holds("coercion_by_substitute")
    assert not ordered("remove").holds("coercion_by_auction")
    assert not demanded().holds("coercion_was_decided")
    substituted = demanded().act("decide_substitute", "2026-10-27", {})
    assert substituted.holds("coercion_by_substitute")
    assert not substituted.holds("coercion_was_decided")
    assert Case().act("substitute_at_once", "2026-10-27", {}).holds("coercion_was_at_once")
    assert not demanded().holds("coercion_was_at_once")


def test_when_the_three_months_begin():
    case = Case(kind=COURT)

    def given(**dates):
        return opening(remedy_expired_on="2026-08-03", **dates)

    assert case.holds("coercion_not_deferred", "open_court", given())
    assert case.holds("coercion_deferred", "open_court", given(deferral_ends_on="2026-10-12"))
    assert case.holds("coercion_not_deferred", "open_court", given(deferral_ends_on="2026-07-12"))


def test_what_the_court_said():
    case = Case(kind=COURT)
    assert case.holds("coercion_let_in", "court_answer", {"answer": "accepted"})
    assert case.holds("coercion_kept_out", "court_answer", {"answer": "refused"})
    assert not case.holds("coercion_let_in", "court_answer", {"answer": "refused"})
    assert case.holds("coercion_not_executed", "court_ruling", {"ruling": "refuse"})
    assert not case.holds("coercion_not_executed", "court_ruling", {"ruling": "execute"})
    assert case.holds("coercion_executed_at_once", "court_ruling", {"ruling": "execute", "immediate": True})
    assert not case.holds("coercion_executed_at_once", "court_ruling", {"ruling": "execute"})
    assert case.holds("coercion_higher_accepts", "higher_ruling", {"ruling": "accept"})
    assert not case.holds("coercion_higher_accepts", "higher_ruling", {"ruling": "uphold"})
    out = Case(kind=COURT).act("court_answer", "2026-09-21", {"answer": "refused"})
    assert out.holds("coercion_contests_acceptance") and not out.holds("coercion_contests_refusal")
    no = out.act("court_ruling", "2026-09-23", {"ruling": "refuse"})
    assert no.holds("coercion_contests_refusal") and not no.holds("coercion_contests_acceptance")
