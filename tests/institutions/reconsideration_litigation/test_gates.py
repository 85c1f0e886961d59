"""Each rule of the remedy procedures, blocking (or warning) and passing."""

from dataclasses import replace
from datetime import UTC, datetime

from institutions.reconsideration_litigation.builder import LITIGATION, contested, remedy, result
from yifa.law.gates import evaluate

EXHIBIT = {"title": "现场笔录", "collected_on": "2026-08-20"}
ANSWER = {"filed_on": "2026-10-20", "basis": "某法第一条", "exhibits": [EXHIBIT], "materials_complete": True}


def test_reconsideration_first():
    case, gate = remedy(), "remedy_reconsideration_first"
    assert case.check(gate, "receive_application", contested(decision_kind="spot_penalty")).blocks
    stated = contested(decision_kind="spot_penalty", reconsideration_first=True)
    assert case.check(gate, "receive_application", stated).passes
    assert case.check(gate, "receive_complaint", {**stated, "after_reconsideration": "none"}).warns


def test_summary_track():
    case, gate = remedy(), "remedy_summary_track"
    by_amount = contested(track="summary", summary_ground="amount")
    assert case.check(gate, "receive_application", contested(track="summary", summary_ground="none")).warns
    assert case.check(gate, "receive_application", {**by_amount, "amount_fen": 300_001}).warns
    assert case.check(gate, "receive_application", {**by_amount, "amount_fen": 300_000}).passes


def test_through_agency_allowed():
    case, gate = remedy(), "remedy_through_agency_allowed"
    assert case.check(
        gate, "receive_application", contested(route="through_agency", decision_kind="permit")
    ).blocks
    assert case.check(gate, "receive_application", contested(route="through_agency")).passes


def test_forwarded_in_time():
    case, gate = remedy(route="through_agency"), "remedy_forwarded_in_time"
    assert case.check(gate, "forward_application", {"sent_on": "2026-10-19"}).passes  # five working days
    assert case.check(gate, "forward_application", {"sent_on": "2026-10-20"}).warns
    assert case.at_rest(gate).warns


def test_the_last_day_of_forwarding_ends_at_midnight_in_china():
    view = remedy(route="through_agency").view("2026-10-19")
    for hour, late in ((15, False), (17, True)):  # 23:00 and 01:00 there
        moment = datetime(2026, 10, 19, hour, tzinfo=UTC)
        found = evaluate(["remedy_forwarded_in_time"], replace(view, as_at=moment), None)
        assert bool(found) is late


def test_answer_in_time():
    gate = "remedy_answer_in_time"
    assert remedy().check(gate, "answer", {"filed_on": "2026-10-26"}).passes  # ten working days
    assert remedy().check(gate, "answer", {"filed_on": "2026-10-27"}).warns
    assert remedy(track="summary").check(gate, "answer", {"filed_on": "2026-10-20"}).warns
    assert remedy(LITIGATION).check(gate, "answer", {"filed_on": "2026-10-27"}).passes  # fifteen days
    assert remedy(LITIGATION).check(gate, "answer", {"filed_on": "2026-10-28"}).warns
    assert remedy().at_rest(gate).warns


def test_answer_complete():
    gate = "remedy_answer_complete"
    assert remedy().check(gate, "answer", ANSWER).passes
    for name in ("exhibits", "basis", "materials_complete"):
        assert remedy().check(gate, "answer", {**ANSWER, name: None}).fields == {name}


def test_no_own_evidence():
    gate = "remedy_no_own_evidence"
    late = {**ANSWER, "exhibits": [{**EXHIBIT, "collected_on": "2026-10-15"}]}
    assert remedy().check(gate, "answer", late).blocks
    assert remedy().check(gate, "answer", ANSWER).passes


def test_supplement_consented():
    gate = "remedy_supplement_consented"
    given = {"new_claim": "新提出的收据", "consent": "同意补充通知", "consent_on": "2026-10-20"}
    assert remedy().check(gate, "supplement_evidence", {}).fields == {"new_claim", "consent"}
    assert remedy().check(gate, "supplement_evidence", given).passes


def test_stay_grounded_and_ended():
    gate = "remedy_stay_grounded"
    assert remedy().check(gate, "stay_enforcement", {"ground": "body"}).blocks
    assert remedy().check(gate, "stay_enforcement", {"ground": "agency"}).passes
    assert remedy(LITIGATION).check(gate, "stay_enforcement", {"ground": "agency"}).blocks
    assert remedy().check("remedy_stay_runs", "resume_enforcement", {}).blocks
    stayed = remedy().act("stay_enforcement", "2026-10-15", {"ground": "agency"})
    assert stayed.check("remedy_stay_runs", "resume_enforcement", {}).passes


def test_head_attends():
    gate = "remedy_head_attends"
    assert remedy().check(gate, "attend_hearing", {}).fields == {"absent_reason", "delegate"}
    assert remedy().check(gate, "attend_hearing", {"head_name": "何立"}).passes
    assert remedy().check(gate, "attend_hearing", {"absent_reason": "在外地出差", "delegate": "安宁"}).passes


def test_mediation_lawful():
    gate = "remedy_mediation_lawful"
    assert remedy().check(gate, "mediate", {"agreed": True}).blocks
    assert remedy().check(gate, "mediate", {"agreed": True, "voluntary": True}).passes
    assert remedy(LITIGATION).check(gate, "mediate", {"voluntary": True}).fields == {"discretionary"}


def test_result_consistent():
    gate = "remedy_result_consistent"
    assert remedy().check(gate, "receive_decision", result(result="maintained")).fields == {"standing"}
    assert (
        remedy()
        .check(gate, "receive_decision", result(result="unlawful", standing="unlawful", redo=True))
        .blocks
    )
    assert remedy().check(gate, "receive_decision", result(redo=True)).passes


def test_performance_named():
    gate, given = "remedy_performance_named", result(to_perform="退还罚款")
    assert remedy().check(gate, "receive_decision", given).warns
    assert remedy().check(gate, "receive_decision", {**given, "perform_by": "2026-12-01"}).passes


def judged(**changes):
    values = result(instance="first", form="judgment", received_on="2026-11-02", **changes)
    return remedy(LITIGATION).act("receive_judgment", "2026-11-02", values)


def test_appeal_in_time():
    gate = "remedy_appeal_in_time"
    assert judged().check(gate, "appeal", {"appellant": "agency", "filed_on": "2026-11-17"}).passes
    assert judged().check(gate, "appeal", {"appellant": "agency", "filed_on": "2026-11-18"}).blocks
    assert remedy(LITIGATION).check(gate, "appeal", {"appellant": "other"}).blocks


def test_effect_after_appeal_period_and_matching():
    gate = "remedy_effect_after_appeal_period"
    assert judged().check(gate, "take_effect", {"effective_on": "2026-11-17"}).blocks
    assert judged().check(gate, "take_effect", {"effective_on": "2026-11-18"}).passes
    assert judged().check("remedy_effect_matches", "take_effect", {"standing": "untouched"}).blocks
    assert judged().check("remedy_effect_matches", "take_effect", {"standing": "revoked"}).passes


def test_second_instance_after_appeal():
    gate = "remedy_second_after_appeal"
    assert remedy(LITIGATION).check(gate, "receive_judgment", {"instance": "second"}).blocks
    assert remedy(LITIGATION).check(gate, "receive_judgment", {"instance": "first"}).passes
    appealed = judged().act("appeal", "2026-11-10", {"appellant": "agency"})
    assert appealed.check(gate, "receive_judgment", {"instance": "first"}).blocks
    assert appealed.check(gate, "receive_judgment", {"instance": "second"}).passes


def test_performed_in_time():
    gate, told = "remedy_performed_in_time", result(to_perform="退还罚款", perform_by="2026-11-16")
    case = remedy().act("receive_decision", "2026-11-10", told)
    assert case.at_rest(gate).warns
    assert case.check(gate, "perform", {"performed_on": "2026-11-16"}).passes
    done = case.act("perform", "2026-11-16", {"performed_on": "2026-11-16", "complete": True})
    assert done.at_rest(gate).passes


def test_redone_differently():
    gate, again = (
        "remedy_redone_differently",
        {"complete": True, "new_decision": "新决定", "same_as_before": True},
    )
    case = remedy().act("receive_decision", "2026-11-10", result(redo=True))
    assert case.check(gate, "perform", again).fields == {"same_as_before"}
    assert case.check(gate, "perform", {"complete": True}).fields == {"new_decision"}
    procedural = remedy().act("receive_decision", "2026-11-10", result(redo=True, procedural_ground=True))
    assert procedural.check(gate, "perform", again).passes


def test_disclosure_withdrawn():
    gate = "remedy_disclosure_withdrawn"
    case = remedy().act("receive_decision", "2026-11-10", result())
    assert "测城立〔2026〕1号" in case.at_rest(gate, "2026-11-11").warns
    assert "2026-11-13" in case.at_rest(gate).warns  # three working days, over
    assert case.check(gate, "close", {}).blocks
    assert case.check(
        gate, "record_withdrawal", {"withdrawn_on": "2026-11-13", "public_reason": "决定已被撤销"}
    ).passes
    case.act("record_withdrawal", "2026-11-13", {"withdrawn_on": "2026-11-13"})
    assert case.at_rest(gate).passes and case.check(gate, "close", {}).passes
    hidden = remedy(decision_disclosed=False).act("receive_decision", "2026-11-10", result())
    assert hidden.check(gate, "close", {}).passes


def test_letters_answered():
    gate = "remedy_letters_answered"
    letter = {"letter_kind": "opinion", "document_number": "意见1号", "received_on": "2026-09-01"}
    case = remedy().act("receive_letter", "2026-10-12", letter)
    assert case.at_rest(gate).warns  # sixty days are over
    assert case.check(gate, "close", {}).blocks
    assert case.check(gate, "reply_letter", {"document_number": "别的"}).blocks
    case.act("reply_letter", "2026-10-20", {"document_number": "意见1号"})
    assert case.check(gate, "close", {}).passes


def test_closing_conditions():
    gate = "remedy_closing_conditions"
    case = remedy().act("receive_decision", "2026-11-10", result(to_perform="退还罚款"))
    found = case.check(gate, "close", {})
    assert "尚未全部履行" in found.blocks and "original_matter" in found.fields
    case.act("perform", "2026-11-12", {"complete": True})
    assert case.check(gate, "close", {"original_matter": "原案已登记撤销"}).passes


def test_letters_cite_who_may_write_them():
    gate = "remedy_letters_answered"
    for kind, cite in (
        ("opinion", "行政复议法第七十六条"),
        ("judicial", "行政诉讼法第六十六条第二款、第九十六条第四项"),
    ):
        case = remedy().act("receive_letter", "2026-11-01", {"letter_kind": kind, "document_number": "1号"})
        assert [f.citation for f in case.check(gate, "close", {}).findings] == [cite]
        case.act("reply_letter", "2026-11-10", {"document_number": "1号"})
        assert case.check(gate, "close", {}).passes


def test_only_a_summary_case_becomes_an_ordinary_one():
    gate, same = "remedy_track_may_change", {"copy_received_on": "2026-10-12"}
    assert remedy().check(gate, "change_track", same).blocks
    case = remedy(track="summary")
    assert case.check(gate, "change_track", same).passes
    assert case.check(gate, "change_track", {"copy_received_on": "2026-10-13"}).fields == {"copy_received_on"}
    case.act("change_track", "2026-10-15", same)
    assert case.check(gate, "change_track", same).blocks


def test_the_answer_of_a_changed_case_has_the_ordinary_period_from_the_same_day():
    gate, case = "remedy_answer_in_time", remedy(track="summary")
    assert case.check(gate, "answer", {"filed_on": "2026-10-26"}).warns  # five working days were over
    case.act("change_track", "2026-10-15", {"copy_received_on": "2026-10-12"})
    assert case.check(gate, "answer", {"filed_on": "2026-10-26"}).passes  # ten working days
    assert case.check(gate, "answer", {"filed_on": "2026-10-27"}).warns


NORM = {"norm": "某市管理办法", "received_on": "2026-10-12"}


def reviewed(role, kind=None):
    return remedy(*([kind] if kind else [])).act("receive_norm_review", "2026-10-12", {**NORM, "role": role})


def test_the_maker_answers_in_ten_working_days_and_the_transferee_in_sixty_days():
    gate, sent = "norm_answered_in_time", lambda on: {"norm": NORM["norm"], "sent_on": on}
    assert reviewed("maker").check(gate, "answer_norm_review", sent("2026-10-26")).passes
    assert reviewed("maker").check(gate, "answer_norm_review", sent("2026-10-27")).warns
    assert reviewed("transferee").check(gate, "answer_norm_review", sent("2026-12-11")).passes
    late = reviewed("transferee").check(gate, "answer_norm_review", sent("2026-12-12"))
    assert late.findings[0].citation == "行政复议法第六十条"
    assert reviewed("maker").at_rest(gate).warns
    assert reviewed("party").at_rest(gate).passes
    assert reviewed("maker", LITIGATION).at_rest(gate).passes  # the law of litigation sets no days
    assert reviewed("maker").act("answer_norm_review", "2026-10-20", sent("2026-10-20")).at_rest(gate).passes


def test_answers_and_results_belong_to_a_review_on_file():
    gate = "norm_is_under_review"
    assert reviewed("maker").check(gate, "answer_norm_review", {"norm": "别的文件"}).fields == {"norm"}
    assert reviewed("maker").check(gate, "answer_norm_review", {"norm": NORM["norm"]}).passes


def test_an_unlawful_clause_is_stopped_before_the_file_closes():
    gate = "norm_stopped_when_unlawful"
    found = {"norm": NORM["norm"], "finding": "unlawful", "ordered": "停止执行第五条"}
    case = reviewed("maker").act("receive_norm_result", "2026-11-01", found)
    assert case.check(gate, "close", {}).blocks
    assert case.at_rest(gate).warns
    case.act("correct_norm", "2026-11-10", {"norm": NORM["norm"]})
    assert case.check(gate, "close", {}).passes
    lawful = reviewed("maker").act("receive_norm_result", "2026-11-01", {**found, "finding": "lawful"})
    assert lawful.check(gate, "close", {}).passes


def test_what_a_court_suggests_about_a_document_stops_no_file():
    gate = "norm_advice_taken_up"
    found = {"norm": NORM["norm"], "finding": "unlawful", "ordered": "建议修改第五条"}
    case = reviewed("maker", LITIGATION).act("receive_norm_result", "2026-11-01", found)
    assert "处理建议" in case.check(gate, "close", {}).warns
    assert not case.check(gate, "close", {}).blocks
    assert case.at_rest(gate).warns
    assert case.act("correct_norm", "2026-11-10", {"norm": NORM["norm"]}).check(gate, "close", {}).passes


def test_a_review_without_a_result_is_pointed_out_at_the_end():
    gate = "norm_reviews_ended"
    assert reviewed("maker").check(gate, "close", {}).warns
    ended = reviewed("maker").act(
        "receive_norm_result", "2026-11-01", {"norm": NORM["norm"], "finding": "lawful"}
    )
    assert ended.check(gate, "close", {}).passes


def test_the_number_of_the_original_case_is_compared_with_the_applicants_cases():
    gate, given = "remedy_original_known", contested(decision_matter="测城立〔2026〕1号")
    assert remedy().check(gate, "receive_application", given).warns
    assert remedy().check(gate, "receive_application", contested(decision_matter="")).passes
    own = remedy().past(agency_id="agency-1", number="测城立〔2026〕1号")
    assert own.check(gate, "receive_application", given).passes
    other = remedy().past(agency_id="agency-2", number="测城立〔2026〕1号")
    assert other.check(gate, "receive_application", given).warns
