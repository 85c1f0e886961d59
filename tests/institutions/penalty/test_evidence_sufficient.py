"""A penalty rests on more than the party's own words (行政处罚法第四十条)."""

import pytest

from institutions.builder import Case, decision, report

GATE = "evidence_sufficient"
pytestmark = pytest.mark.requirement("RQ071")


def _evidence(case: Case, *kinds: str) -> Case:
    rows = [{"kind": k, "title": f"证据{i}", "source": "提供人"} for i, k in enumerate(kinds)]
    return case.act("add_evidence", "2026-03-08", {"exhibits": rows})


def test_no_evidence_is_refused():
    assert "没有登记任何证据" in Case().filed().check(GATE, "report", report()).blocks


def test_the_partys_words_alone_are_refused():
    case = (
        Case().filed().act("record_questioning", "2026-03-06", {"person_role": "party", "person": "贺经理"})
    )
    assert "只有当事人的陈述" in case.check(GATE, "report", report()).blocks


def test_an_inspection_beside_them_suffices():
    case = (
        Case().filed().act("record_questioning", "2026-03-06", {"person_role": "party", "person": "贺经理"})
    )
    case.act("record_inspection", "2026-03-06", {"result": "现场堆放建材"})
    assert case.check(GATE, "report", report()).passes


def test_one_single_piece_is_marked():
    assert "只有一项证据" in _evidence(Case().filed(), "document").check(GATE, "decide", decision()).warns


def test_excluded_evidence_no_longer_counts():
    case = _evidence(Case().filed(), "document").act("exclude_evidence", "2026-03-09", {"title": "证据0"})
    assert "没有登记任何证据" in case.check(GATE, "decide", decision()).blocks


def test_a_proposal_not_to_punish_needs_none():
    assert Case().filed().check(GATE, "report", report(outcome="not_established", kinds=[])).passes
