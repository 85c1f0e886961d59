"""What a decision rests on and says, and the licence (行政许可法第三十八条、第三十九条、第五十三条至第五十七条)."""

from institutions.builder import PERSON_PARTY
from institutions.permit.permits import accepted

GRANT = {"outcome": "grant"}
REFUSE = {"outcome": "refuse", "reasons": "场所面积不足", "remedy": "六十日内申请行政复议"}


def test_a_refusal_has_reasons_and_remedies():
    gate = "permit_refusal_tells_remedies"
    assert accepted().check(gate, "decide", REFUSE).passes
    assert accepted().check(gate, "decide", {**REFUSE, "remedy": ""}).fields == {"remedy"}
    assert accepted().check(gate, "decide", {**REFUSE, "reasons": ""}).fields == {"reasons"}
    assert accepted().check(gate, "decide", GRANT).passes


def test_who_meets_the_conditions_gets_the_permit_and_nobody_else():
    gate, met = "permit_decided_by_conditions", {"conditions_met": True}
    assert accepted().check(gate, "decide", {**GRANT, **met}).passes
    assert accepted().check(gate, "decide", GRANT).fields == {"conditions_met"}
    assert accepted().check(gate, "decide", REFUSE).passes
    assert accepted().check(gate, "decide", {**REFUSE, **met}).fields == {"outcome"}
    assert accepted(limited=True).check(gate, "decide", {**REFUSE, **met}).passes
    assert accepted(item="resource").check(gate, "decide", {**REFUSE, **met}).passes


def test_limited_resources_go_by_fair_competition():
    gate, case = "permit_by_fair_competition", accepted(item="resource")
    won = {**GRANT, "selection": "tender", "selection_result": "中标人：某公司"}
    assert case.check(gate, "decide", won).passes
    assert case.check(gate, "decide", {**won, "selection_result": ""}).fields == {"selection_result"}
    assert case.check(gate, "decide", GRANT).fields == {"selection"}
    assert case.check(gate, "decide", {**GRANT, "selection_exception": "《某某法》第九条"}).passes
    assert case.check(gate, "decide", REFUSE).passes
    assert accepted().check(gate, "decide", GRANT).passes


def test_qualifications_go_by_examination_or_assessment():
    gate, firm = "permit_by_prescribed_exam", accepted(item="qualification")
    assert firm.check(gate, "decide", {**GRANT, "selection": "assessment", "selection_result": "合格"}).passes
    assert firm.check(gate, "decide", {**GRANT, "selection": "exam", "selection_result": "合格"}).blocks
    person = accepted(item="qualification")
    person.parties = (PERSON_PARTY,)
    assert person.check(gate, "decide", {**GRANT, "selection": "exam", "selection_result": "85分"}).passes
    assert person.check(gate, "decide", {**GRANT, "selection": "exam"}).fields == {"selection_result"}
    found = person.check(gate, "decide", GRANT)
    assert "国家考试" in found.warns and not found.blocks and found.fields == {"selection"}
    assert firm.check(gate, "decide", GRANT).blocks


def test_technical_items_are_decided_on_what_the_inspection_showed():
    gate, case = "permit_inspected_by_standard", accepted(item="technical")
    assert accepted().check(gate, "decide", GRANT).passes
    assert "尚未按照技术标准" in case.check(gate, "decide", GRANT).blocks
    case.act("inspect_standard", "2026-03-06", {"passed": False})
    assert case.check(gate, "decide", GRANT).fields == {"outcome"}
    assert case.check(gate, "decide", REFUSE).fields == {"standard"}
    assert case.check(gate, "decide", {**REFUSE, "standard": "GB 7588"}).passes
    assert case.act("inspect_standard", "2026-03-09", {"passed": True}).check(gate, "decide", GRANT).passes


def test_the_first_accepted_of_equal_applicants_gets_the_limited_permit():
    gate, case = "permit_first_come", accepted(limited=True)
    row = {"number": "许受〔2026〕3号", "accepted_on": "2026-03-02", "state": "waiting"}
    checked = {**GRANT, "queue_checked": True}
    assert accepted().check(gate, "decide", GRANT).passes
    assert case.check(gate, "decide", GRANT).fields == {"queue_checked"}
    assert case.check(gate, "decide", checked).passes
    assert "许受〔2026〕3号" in case.check(gate, "decide", {**checked, "earlier": [row]}).blocks
    assert case.check(gate, "decide", {**checked, "earlier": [{**row, "state": "unqualified"}]}).passes
    assert case.check(gate, "decide", {**checked, "earlier": [{**row, "accepted_on": "2026-03-04"}]}).passes
    assert case.check(gate, "decide", {**GRANT, "selection_exception": "《某某条例》第五条"}).passes


def test_a_licence_is_sealed_and_says_what_was_decided():
    term = {"valid_from": "2026-03-10", "valid_until": "2029-03-09"}
    case = accepted().act("decide", "2026-03-10", {**GRANT, **term})
    sealed, same = "permit_licence_sealed", "permit_licence_matches_decision"
    assert case.check(sealed, "issue", {"licence": "permit", "sealed": True}).passes
    assert case.check(sealed, "issue", {"licence": "permit"}).fields == {"sealed"}
    assert case.check(sealed, "issue", {"licence": "none"}).passes
    assert case.check(same, "issue", term).passes
    assert "2029-03-09" in case.check(same, "issue", {**term, "valid_until": None}).blocks
    refused = accepted().act("decide", "2026-03-10", REFUSE)
    assert "没有准予的决定" in refused.check(same, "issue", {}).blocks
