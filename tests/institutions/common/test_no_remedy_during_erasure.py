"""The agency must be able to prove what it did while a remedy runs (行政诉讼法第三十四条, 行政复议法第四十四条)."""

from dataclasses import replace

from institutions.builder import Case, at
from yifa.law.gates import evaluate
from yifa.law.view import Proposal

GATE = "no_remedy_during_erasure"


def _erase(case: Case):
    return case.check(GATE, "erase_body", {"acts": ["act-1"], "ground": "judgment"})


def test_without_a_remedy_it_passes():
    assert _erase(Case().decided()).passes


def test_a_running_remedy_blocks():
    assert "尚未终结" in _erase(Case().decided().act("start_reconsideration", "2026-05-02", {})).blocks


def test_an_ended_remedy_passes():
    case = Case().decided().act("start_reconsideration", "2026-05-02", {})
    assert _erase(case.act("end_reconsideration", "2026-07-02", {"result": "upheld"})).passes


def test_a_suit_after_the_reconsideration_blocks_again():
    case = Case().decided().act("start_reconsideration", "2026-05-02", {})
    case.act("end_reconsideration", "2026-07-02", {"result": "upheld"})
    assert _erase(case.act("start_reconsideration", "2026-07-12", {})).blocks


def test_a_remedy_against_the_decision_keeps_what_served_the_case():
    case = Case().decided()
    asked = Proposal(
        "erase_body", {"acts": ["act-1"], "ground": "judgment"}, (), at("2026-11-20"), at("2026-11-20")
    )
    hearing = Case(kind="hearing").act("hold", "2026-04-07").view()
    assert not evaluate([GATE], replace(hearing, parent=case.view()), asked)
    case.act("start_reconsideration", "2026-05-02", {})
    found = evaluate([GATE], replace(hearing, parent=case.view()), asked)
    assert ["尚未终结" in f.message for f in found] == [True]
