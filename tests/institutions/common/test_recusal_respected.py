"""People whose recusal was granted stay away (行政处罚法第四十三条)."""

from dataclasses import replace

from institutions.builder import ANN, BO, HEAD, PRESIDER, REVIEWER, Case, at
from yifa.law.gates import evaluate
from yifa.law.view import Proposal

GATE = "recusal_respected"


def _case(granted: bool) -> Case:
    return (
        Case()
        .act("declare_recusal", "2026-03-06", {"officer": ANN, "applicant": "party"})
        .act("decide_recusal", "2026-03-09", {"officer": ANN, "granted": granted})
    )


def test_a_recused_officer_may_not_take_part():
    assert "安宁已决定回避" in _case(True).check(GATE, "record_questioning", by=[ANN, BO]).blocks


def test_others_may():
    assert _case(True).check(GATE, "record_questioning", by=[BO]).passes


def test_a_refused_request_changes_nothing():
    assert _case(False).check(GATE, "record_questioning", by=[ANN, BO]).passes


def test_a_recused_officer_may_not_be_assigned_again():
    assert (
        "已决定回避" in _case(True).check(GATE, "assign_handlers", {"handlers": [ANN, BO]}, by=[HEAD]).blocks
    )


def test_a_pending_request_does_not_stop_the_investigation():
    found = Case().act("declare_recusal", "2026-03-06", {"officer": ANN}).check(GATE, "record_questioning")
    assert found.passes and "尚未决定" in found.findings[0].message


def test_a_recusal_in_a_case_holds_in_what_serves_it():
    """A hearing, a review, a meeting of that case: whoever was recused there is not named or acting here."""
    parent = _case(True).view()
    for kind, values in (
        ("appoint", {"officer": ANN}),
        ("appoint", {"officer": PRESIDER, "clerk": ANN}),
        ("appoint", {"officer": PRESIDER, "assistants": [ANN]}),
        ("assign", {"reviewer": ANN}),
        ("convene", {"presider": HEAD, "heads": [HEAD, ANN]}),
        ("record", {"presider": HEAD, "members": [{"officer": HEAD}, {"officer": ANN}]}),
    ):
        view = replace(Case(handlers=()).view(), parent=parent)
        asked = Proposal(kind, values, (REVIEWER,), at("2026-11-20"), at("2026-11-20"))
        found = evaluate([GATE], view, asked)
        assert ["安宁已决定回避" in f.message for f in found] == [True], kind
        assert not evaluate([GATE], replace(view, parent=None), asked)
