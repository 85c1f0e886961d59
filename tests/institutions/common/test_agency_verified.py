"""A body opens nothing without standing, once its region publishes who has it (行政执法监督条例第十七条第一款)."""

from dataclasses import replace
from datetime import date

import pytest

from institutions.builder import ANN, Case, at
from yifa.law.gates import evaluate
from yifa.law.view import Proposal, VerificationView
from yifa.matters import discovery

pytestmark = pytest.mark.requirement("RQ001")
GATE = "agency_verified"
LIST = date(2026, 3, 1)
# Answering for an earlier decision is owed to whoever reviews it; saying that one may not deal with it is the remedy.
# A policy plan is no enforcement: any organ may adopt one.
LEFT_OUT = {"receive_application", "receive_complaint", "refuse_filing", "adopt_plan"}


def row(result="verified", since="2026-03-01", until="2027-02-28", year=2026):
    end = date.fromisoformat(until) if until else None
    return VerificationView(year, result, date.fromisoformat(since), end, f"{year}年度公告")


def judged(*rows, on="2026-11-20", since=LIST, **agency):
    view = Case(stage="none").view()
    found = replace(view.agency, verifications=rows, verifying_since=since, **agency)
    asked = Proposal("register_clue", {}, (ANN,), at(on), at(on))
    return evaluate([GATE], replace(view, agency=found), asked)


def test_without_any_published_list_nothing_is_asked():
    assert judged(since=None) == ()
    assert judged(on="2026-02-28") == ()  # the day before the first list


def test_a_verified_body_opens():
    assert judged(row()) == ()
    assert judged(row(until="")) == ()


def test_a_body_missing_from_the_list_does_not():
    (found,) = judged()
    assert found.level == "block"
    assert "没有经过执法主体资格认定" in found.message
    assert "第十七条第一款" in found.citation
    assert "认定" in found.remedy


def test_a_refused_one_does_not_until_it_is_verified_again():
    refused = row("refused", since="2026-05-01")
    assert "2026年度未被认定" in judged(row(), refused)[0].message
    assert judged(row(), refused, row(since="2026-09-01")) == ()
    assert judged(row(), refused, on="2026-04-30") == ()


def test_one_that_ran_out_does_not_from_the_day_after():
    assert judged(row(until="2026-11-20")) == ()
    (found,) = judged(row(until="2026-11-19"))
    assert "已于2026-11-19到期" in found.message


def test_an_entrusted_organisation_is_told_of_the_body_it_acts_for():
    (found,) = judged(kind="entrusted", principal="测试市城市管理局")
    assert found.message.startswith("测试市城市管理局")


@pytest.mark.parametrize("procedure", discovery.procedures().values(), ids=lambda p: p.id)
def test_every_act_by_which_people_open_a_matter_asks_it(procedure):
    asked = {a.id for a in procedure.acts.values() if GATE in a.gates}
    opening = {a.id for a in procedure.opening_acts() if a.by != ("system",)}
    assert opening - LEFT_OUT <= asked
    assert asked <= opening | {"file"}
    assert not asked & LEFT_OUT


def test_filing_asks_it_again():
    assert GATE in discovery.procedure("penalty.ordinary").acts["file"].gates
