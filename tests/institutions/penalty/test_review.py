"""Unlawful cases that look right, and lawful ones that look wrong, each with the article that decides."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from institutions.builder import (
    ANN,
    BO,
    DEPUTY,
    FIRM_PARTY,
    HEAD,
    PERSON_PARTY,
    SHOP_PARTY,
    Case,
    content,
    decision,
    notice,
    report,
    service,
    spot,
)

pytestmark = pytest.mark.requirement("RQ070")

STOP = {"kinds": ["fine", "halt"], "other_measures": "责令停业一个月"}


# ---- 第四十四条、第六十二条: what was told is what is decided ----


def test_new_facts_after_the_notice_need_a_new_notice():
    case = Case().notified().act("report", "2026-03-30", report(conduct="另查明占用绿地"))
    assert "重新告知" in case.check("notice_given", "decide", decision()).findings[0].remedy
    told_again = case.act("notify", "2026-03-31", notice(conduct="另查明占用绿地"))
    told_again.act("serve_notice", "2026-04-01", service(served_on="2026-04-01"))
    assert told_again.check("notice_given", "decide", decision()).passes


def test_a_second_report_that_changes_nothing_needs_no_second_notice():
    same = report(conduct="擅自占用人行道，堆放建材")  # a comma is no new fact
    assert (
        Case().notified().act("report", "2026-03-30", same).check("notice_given", "decide", decision()).passes
    )


def test_a_party_added_later_has_been_told_nothing():
    assert (
        "追加了当事人"
        in Case().notified().act("add_party", "2026-03-30").check("notice_given", "decide").blocks
    )


def test_two_parties_are_served_twice():
    case = Case(parties=(FIRM_PARTY, PERSON_PARTY)).notified()
    assert "2名当事人" in case.check("notice_given", "decide", decision()).warns
    assert (
        case.act("serve_notice", "2026-03-21", service()).check("notice_given", "decide", decision()).passes
    )


def test_a_longer_closure_than_announced_is_refused():
    longer = decision(kinds=["fine", "halt"], other_measures="责令停业六个月")
    found = Case().notified(**STOP).check("decision_matches_notice", "decide", longer)
    assert found.blocks and found.fields == {"other_measures"}


def test_a_shorter_closure_after_an_adopted_defence_is_marked_only():
    case = Case().notified(**STOP).act("review_defence", "2026-03-25", {"adoption": "adopted"})
    shorter = decision(kinds=["fine", "halt"], other_measures="责令停业十日")
    found = case.check("decision_matches_notice", "decide", shorter)
    assert not found.blocks and "请确认不重于" in found.warns


def test_a_warning_in_place_of_a_fine_is_no_heavier_penalty():
    mild = decision(kinds=["warning"], fine_fen=None)
    case = Case().notified().act("hear_defence", "2026-03-22", {"content": "生活困难"})
    assert case.check("decision_matches_notice", "decide", mild).passes
    assert case.check("not_heavier_after_defence", "decide", mild).passes


@pytest.mark.parametrize(
    ("told", "decided", "heavier"),
    [
        (["revoke_permit"], ["suspend_permit"], False),
        (["suspend_permit"], ["revoke_permit"], True),
        (["close"], ["halt"], False),
        (["fine"], ["fine", "warning"], True),
        (["fine"], ["criticism"], True),
    ],
)
def test_kinds_stand_in_only_downwards(told, decided, heavier):
    case = Case().notified(kinds=told, fine_fen=None)
    assert (
        bool(case.check("decision_matches_notice", "decide", decision(kinds=decided, fine_fen=None)).blocks)
        == heavier
    )


def test_another_article_broken_must_be_told():
    found = (
        Case()
        .notified()
        .check("decision_matches_notice", "decide", decision(violated="《测试市市容条例》第十三条"))
    )
    assert "第十三条" in found.blocks


def test_an_article_that_lightens_may_be_added():
    basis = "《测试市市容条例》第十二条、《行政处罚法》第三十二条第一项"
    found = Case().notified().check("decision_matches_notice", "decide", decision(basis=basis))
    assert not found.blocks and "第三十二条" in found.warns


def test_the_end_of_the_conduct_cannot_grow():
    found = Case().notified().check("decision_matches_notice", "decide", decision(conduct_until="2026-03-20"))
    assert found.fields == {"conduct_until"}


def test_the_printed_day_counts_when_it_is_earlier():
    """Recorded in time, but the paper bears a day within the time for a defence."""
    early = decision(decided_on="2026-03-26")
    assert Case().notified().check("defence_period_elapsed", "decide", early, on="2026-04-20").blocks
    assert Case().notified().check("defence_period_elapsed", "decide", decision(), on="2026-04-20").passes


def test_market_supervision_gives_five_working_days():
    short = notice(defence_days=2)
    assert Case(sector="market").reported().check("notice_tells_rights", "notify", short).fields == {
        "defence_days"
    }
    assert (
        Case().reported().check("notice_tells_rights", "notify", short).passes
    )  # the statute names no number


def test_heads_may_go_beyond_the_report_together():
    """第五十七条: the heads examine the result; the report does not bind them."""
    harder = notice(fine_fen=700_000)
    case = Case().reported()
    assert case.check("notice_matches_report", "notify", harder).blocks
    case.act("deliberate", "2026-03-17", {"topic": "decision", "outcome": "penalty", "fine_fen": 700_000})
    assert case.check("notice_matches_report", "notify", harder).passes


def test_only_the_police_detain():
    found = (
        Case().reported().check("notice_tells_rights", "notify", notice(kinds=["detention"], fine_fen=None))
    )
    assert "公安机关" in found.blocks


# ---- 第六十三条、第六十四条: hearing ----


@pytest.mark.parametrize("person", [PERSON_PARTY, SHOP_PARTY])
def test_a_person_beside_a_firm_keeps_the_persons_threshold(person):
    told = notice(fine_fen=2_000_000)
    both = Case(parties=(FIRM_PARTY, person)).reported()
    assert both.check("hearing_right_told_when_due", "notify", told).blocks
    assert Case().reported().check("hearing_right_told_when_due", "notify", told).passes


def test_suspending_a_permit_may_be_grave():
    told = notice(kinds=["suspend_permit"], fine_fen=None)
    found = Case().reported().check("hearing_right_told_when_due", "notify", told)
    assert not found.blocks and "其他较重的行政处罚" in found.warns


@pytest.mark.parametrize("kind", ["sampling", "add_evidence", "preregister", "check_clue", "show_identity"])
def test_whoever_gathered_evidence_does_not_preside(kind):
    case = Case(handlers=(ANN, BO)).act(kind, "2026-03-06", {}, by=[DEPUTY])
    found = case.check("hearing_officer_not_investigator", "hearing_report", by=[DEPUTY])
    assert "邓平川" in found.blocks


def test_a_withdrawn_request_lets_the_case_go_on():
    case = (
        Case()
        .notified(hearing_right=True)
        .act("request_hearing", "2026-03-23", {"requested_on": "2026-03-23"})
    )
    assert case.check("hearing_held_if_asked", "decide", decision()).blocks
    case.act("withdraw_hearing_request", "2026-03-24", {"signed": True})
    for gate in ("hearing_held_if_asked", "hearing_period_elapsed"):
        assert case.check(gate, "decide", decision(), on="2026-04-20").passes


# ---- 第四十三条: recusal ----


def test_nobody_decides_about_themselves():
    case = Case().act("declare_recusal", "2026-03-06", {"officer": HEAD})
    asked = {"officer": HEAD, "granted": False}
    assert "自己是否回避" in case.check("recusal_was_requested", "decide_recusal", asked, by=[HEAD]).blocks
    assert case.check("recusal_was_requested", "decide_recusal", asked, by=[DEPUTY]).passes
    case.approved(officer_id=HEAD)
    assert case.check("recusal_was_requested", "decide_recusal", asked, by=[DEPUTY]).blocks


def test_a_recused_head_neither_approves_nor_sits():
    case = Case().notified().act("decide_recusal", "2026-03-25", {"officer": HEAD, "granted": True})
    meeting = {"presider": DEPUTY, "members": [{"officer": HEAD}, {"officer": DEPUTY}]}
    assert case.check("recusal_respected", "record", meeting).blocks
    assert case.check("recusal_respected", "decide", decision()).passes
    assert case.approved(officer_id=HEAD).check("recusal_respected", "decide", decision()).blocks


def test_a_second_request_that_fails_does_not_bring_the_recused_back():
    case = Case().act("decide_recusal", "2026-03-07", {"officer": ANN, "granted": True})
    case.act("decide_recusal", "2026-03-09", {"officer": ANN, "granted": False})
    assert case.check("recusal_respected", "review_defence").blocks


# ---- 第五十七条、第五十八条 ----


MEETING = {"topic": "decision", "outcome": "penalty", "fine_fen": 500_000}


def test_a_meeting_before_the_party_was_heard_decides_nothing():
    case = Case().notified().act("deliberate", "2026-03-25", MEETING).act("hear_defence", "2026-03-26", {})
    assert "重新讨论" in case.check("deliberated_if_required", "decide", decision()).blocks


def test_a_meeting_that_named_no_fine_covers_none():
    case = Case().notified().act("deliberate", "2026-04-10", {**MEETING, "fine_fen": None})
    assert "没有决定罚款数额" in case.check("deliberated_if_required", "decide", decision()).blocks


def test_no_decision_dated_before_its_meeting_or_review():
    early = decision(decided_on="2026-04-09")
    case = Case(sector="market").notified().act("legal_review", "2026-04-10", {"opinion": "agree"})
    case.act("deliberate", "2026-04-10", MEETING)
    for gate in ("legal_review_passed", "deliberated_if_required"):
        assert case.check(gate, "decide", early, on="2026-04-20").fields == {"decided_on"}
        assert case.check(gate, "decide", decision(), on="2026-04-20").passes


def test_the_order_to_put_right_may_stand_in_the_decision():
    assert Case().notified().check("correction_ordered", "decide", decision()).blocks
    found = (
        Case()
        .notified()
        .check("correction_ordered", "decide", decision(other_measures="责令立即改正违法行为"))
    )
    assert found.passes


# ---- 第三十六条 ----


def _file(**changes: Any) -> dict[str, Any]:
    return {"conduct_on": "2024-03-04", "discovered_on": "2026-03-02", **changes}


def test_a_discovery_before_the_clue_came_in_is_not_believed():
    case = Case().act("register_clue", "2026-03-09", {"source": "complaint", "received_on": "2026-03-09"})
    assert case.check("within_limitation", "file", _file()).blocks


def test_unless_another_body_had_discovered_it():
    case = Case().act("register_clue", "2026-03-09", {"source": "transfer", "received_on": "2026-03-09"})
    assert case.check("within_limitation", "file", _file()).passes


def test_a_holiday_does_not_lengthen_limitation():
    assert date(2026, 3, 7).isoweekday() == 6
    assert (
        Case()
        .check("within_limitation", "file", _file(conduct_on="2024-03-07", discovered_on="2026-03-07"))
        .passes
    )
    assert (
        Case()
        .check("within_limitation", "file", _file(conduct_on="2024-03-07", discovered_on="2026-03-09"))
        .blocks
    )


def test_time_barred_is_no_excuse_in_time():
    values = {"outcome": "no_penalty", "ground": "time_barred", "conduct_on": "2026-03-02"}
    assert (
        "没有超过时效" in Case().filed().check("no_penalty_ground_holds", "decide_no_penalty", values).blocks
    )
    late = Case().filed(discovered_on="2026-03-03")
    barred = {**values, "conduct_on": "2024-03-01"}
    assert late.check("no_penalty_ground_holds", "decide_no_penalty", barred).passes


# ---- 第六十一条, 民事诉讼法第八十八条至第九十五条 ----


def test_family_signs_for_people_only():
    by_family = service(relation="family")
    assert Case(parties=(PERSON_PARTY,)).check("service_mode_proof", "serve_decision", by_family).passes
    assert Case(parties=(SHOP_PARTY,)).check("service_mode_proof", "serve_decision", by_family).passes
    assert Case().check("service_mode_proof", "serve_decision", by_family).fields == {"relation"}
    by_porter = service(relation="receiver")
    assert Case().check("service_mode_proof", "serve_decision", by_porter).passes
    assert Case(parties=(PERSON_PARTY,)).check("service_mode_proof", "serve_decision", by_porter).blocks


def test_other_documents_go_to_others():
    assert Case().check("service_mode_proof", "serve_document", service(relation="family")).passes


PUBLIC = {"mode": "public", "published_on": "2026-04-21", "served_on": "2026-05-22"}


def test_a_public_notice_is_of_the_document_served():
    notice_only = Case().notified().act("publish_notice", "2026-03-19", {"published_on": "2026-03-19"})
    notice_only.act("decide", "2026-04-20", decision())
    assert (
        "没有公告送达这份文书" in notice_only.check("public_notice_elapsed", "serve_decision", PUBLIC).blocks
    )
    notice_only.act("publish_notice", "2026-04-21", {"published_on": "2026-04-21"})
    assert notice_only.check("public_notice_elapsed", "serve_decision", PUBLIC).passes


def test_consent_to_electronic_service_can_be_taken_back():
    used = {"mode": "electronic", "address_used": "a@example.cn"}
    agreed = {"signed": True, "electronic": True, "electronic_address": "a@example.cn"}
    case = Case().act("confirm_address", "2026-03-06", agreed)
    assert case.check("electronic_service_consented", "serve_decision", used).passes
    case.act("confirm_address", "2026-03-09", {"signed": True, "electronic": False})
    assert case.check("electronic_service_consented", "serve_decision", used).blocks


def test_a_demand_by_post_says_why_not_in_person():
    case = Case().decided().act("demand", "2026-11-02", {})
    posted = {"mode": "post", "served_on": "2026-11-05", "tracking_number": "EX1"}
    assert "直接送达" in case.check("demand_made_before_service", "serve_demand", posted).warns
    refused = {**posted, "refusal_reason": "上门拒收"}
    assert case.check("demand_made_before_service", "serve_demand", refused).passes


# ---- 第五十五条, 第四十八条, 第七十五条 ----


def test_certificates_are_shown_each_time():
    case = Case().act("show_identity", "2026-03-06")
    assert case.check("identity_shown_before_investigation", "record_inspection", on="2026-03-06").passes
    assert case.check("identity_shown_before_investigation", "record_inspection", on="2026-04-06").blocks


def test_a_change_cannot_raise_a_fine():
    raised = {"category": "changed", "changed_fine_fen": 600_000, "decided_by": "agency"}
    assert (
        "第六十二条"
        in Case().decided().check("change_is_of_its_kind", "change_decision", raised).findings[0].citation
    )
    lowered = {**raised, "changed_fine_fen": 400_000}
    case = Case().decided()
    assert case.check("change_is_of_its_kind", "change_decision", lowered).passes
    case.act("change_decision", "2026-05-20", lowered)
    assert case.check(
        "change_is_of_its_kind", "change_decision", {**raised, "changed_fine_fen": 500_000}
    ).blocks


def test_a_court_may_exceptionally():
    raised = {"category": "changed", "changed_fine_fen": 600_000, "decided_by": "court"}
    found = Case().decided().check("change_is_of_its_kind", "change_decision", raised)
    assert not found.blocks and found.warns


def test_a_correction_is_no_change_of_the_conduct():
    case = Case().decided(served=None)
    decided = case.acts[-1].id

    def put_right(field: str):
        values = {"target": decided, "corrections": [{"field": field, "new": "别的"}]}
        return case.check("correction_keeps_the_decision", "correct", values)

    assert put_right("tier").blocks and put_right("conduct_on").blocks
    assert put_right("party_name").warns and not put_right("party_name").blocks
    assert put_right("court").passes


def test_voiding_what_the_party_asked_for_is_marked():
    case = Case().notified(hearing_right=True).act("request_hearing", "2026-03-23", {})
    values = {"target": case.acts[-1].id, "void": True}
    assert "行使权利" in case.check("correction_keeps_the_decision", "correct", values).warns


# ---- 第六十七条至第七十三条, 行政强制法第五十三条 ----


def test_money_taken_in_remote_places_is_handed_over_before_closing():
    case = Case(stage="performing").decided()
    cash = {"paid_on": "2026-05-06", "amount_fen": 500_000, "channel": "on_spot", "remote_request": True}
    case.act("pay", "2026-05-06", cash)
    closing = {"ground": "performed", "performance": "已缴清"}
    assert "尚未交至" in case.check("closing_conditions", "close", closing).blocks
    case.act("remit_to_agency", "2026-05-07", {"amount_fen": 500_000})
    assert "指定银行" in case.check("closing_conditions", "close", closing).blocks
    case.act("remit_to_bank", "2026-05-08", {"amount_fen": 500_000})
    assert case.check("closing_conditions", "close", closing).passes


def test_closing_an_unpaid_case_otherwise_is_marked():
    closing = {"ground": "other", "performance": "当事人下落不明"}
    found = Case(stage="performing").decided().check("closing_conditions", "close", closing)
    assert "5000元未缴" in found.warns


def test_after_reconsideration_fifteen_days_count_not_six_months():
    case = Case().decided().act("start_reconsideration", "2026-05-06", {"started_on": "2026-05-06"})
    ended = {"category": "reconsideration", "result": "upheld", "ended_on": "2026-07-01"}
    case.act("end_reconsideration", "2026-07-01", ended)
    apply = {"applied_on": "2026-07-17"}
    assert case.check("court_application_window", "apply_court", apply).passes
    assert (
        "2026-07-16"
        in case.check("court_application_window", "apply_court", {"applied_on": "2026-07-16"}).blocks
    )


def test_a_withdrawn_reconsideration_leaves_the_six_months():
    case = Case().decided().act("start_reconsideration", "2026-05-06", {"started_on": "2026-05-06"})
    ended = {"category": "reconsideration", "result": "withdrawn", "ended_on": "2026-06-01"}
    case.act("end_reconsideration", "2026-06-01", ended)
    assert case.check("court_application_window", "apply_court", {"applied_on": "2026-07-17"}).blocks


def test_a_surcharge_alone_can_be_demanded():
    case = Case().decided()
    case.act("pay", "2026-06-01", {"paid_on": "2026-06-01", "amount_fen": 500_000})
    values = {"deadline": "十个工作日内", "method": "缴至银行", "defence_right_told": True, "amount_fen": 0}
    assert case.check("demand_has_contents", "demand", {**values, "surcharge_fen": 100_000}).passes
    assert case.check("demand_has_contents", "demand", values).blocks


# ---- lawful and ordinary ----


def test_part_payments_add_up():
    case = Case().decided().act("pay_part", "2026-05-06", {"paid_on": "2026-05-06", "amount_fen": 200_000})
    rest = {"paid_on": "2026-05-06", "amount_fen": 300_000}
    assert case.check("payment_settles_decision", "pay", rest).passes
    assert case.check("payment_within_decision", "pay", rest).passes


def test_an_absent_party_does_not_stop_the_hearing():
    case = Case().notified(hearing_right=True).act("request_hearing", "2026-03-23", {})
    case.act("hold_hearing", "2026-04-07", {"course": "party_absent"}).act("hearing_report", "2026-04-08", {})
    assert case.check("hearing_held_if_asked", "decide", decision()).passes


def test_an_overdue_decision_is_marked_not_barred():
    """第六十条 names ninety days and no bar."""
    found = Case().notified().check("within_case_period", "decide", decision(), on="2026-07-20")
    assert found.warns and not found.blocks


def test_a_shop_is_a_person_on_the_spot():
    case = Case(kind="penalty.summary", parties=(SHOP_PARTY,))
    assert case.check("spot_limits", "decide_on_spot", spot(fine_fen=20_000)).passes
    assert case.check("spot_limits", "decide_on_spot", spot(fine_fen=20_100)).blocks


def test_other_penalties_for_conduct_already_fined():
    """第二十九条 bars a second fine, nothing else."""
    case = Case().notified().past()
    assert case.check("no_second_fine", "decide", decision()).blocks
    assert case.check("no_second_fine", "decide", content(kinds=["warning"], fine_fen=None)).passes


def test_the_environment_has_lower_amounts():
    told = notice(fine_fen=500_000)
    found = (
        Case(sector="eco", parties=(PERSON_PARTY,))
        .reported()
        .check("hearing_right_told_when_due", "notify", told)
    )
    assert "5000元" in found.blocks and "未经核实" in found.blocks
    assert (
        Case(parties=(PERSON_PARTY,)).reported().check("hearing_right_told_when_due", "notify", told).passes
    )


def test_the_decision_answers_the_defence():
    gate, answered = "decision_has_six_contents", decision(defence_result="不予采纳，理由……")
    for sector in ("market", "urban"):
        case = Case(sector=sector).notified().act("hear_defence", "2026-03-22", {})
        found = case.check(gate, "decide", decision())
        assert found.fields == {"defence_result"} and bool(found.blocks) == (sector == "market")
        assert case.check(gate, "decide", answered).passes
    assert Case(sector="market").notified().check(gate, "decide", decision()).passes
