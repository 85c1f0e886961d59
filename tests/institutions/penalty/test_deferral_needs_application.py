"""The party applies, the agency grants (行政处罚法第六十六条第二款)."""

import pytest

from institutions.builder import Case

GATE = "deferral_needs_application"
pytestmark = pytest.mark.requirement("RQ083")


GRANT = {"applied_on": "2026-05-01", "application": "停业两月，无力一次缴清", "granted_on": "2026-05-06"}


def test_an_application_passes():
    assert Case().decided().check(GATE, "grant_deferral", GRANT).passes


def test_without_one_it_is_refused():
    assert Case().decided().check(GATE, "grant_deferral", {**GRANT, "application": ""}).fields == {
        "application"
    }


def test_not_granted_before_it_was_asked():
    assert Case().decided().check(GATE, "grant_deferral", {**GRANT, "granted_on": "2026-04-30"}).fields == {
        "granted_on"
    }


def test_nothing_owed_nothing_deferred():
    case = Case().decided().act("pay", "2026-05-01", {"amount_fen": 500_000})
    assert "没有尚未缴纳" in case.check(GATE, "grant_deferral", GRANT).blocks
