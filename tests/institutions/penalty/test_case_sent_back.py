"""A remedy told by number reopens the case: what was upset leaves the public, and the case is decided anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from institutions.builder import Case, decision, service, spot
from institutions.penalty.test_through_engine import archive, close, matter, on_the_spot, pay, today
from institutions.penalty.test_upset_disclosure_withdrawn import RESULT

if TYPE_CHECKING:
    from support.walk import Walk


def sent_back(served_again: str | None = None) -> Case:
    """Decided and served in April, revoked on 10 June, decided anew on the 20th."""
    case = Case(stage="performing").decided().act("remedy_result", "2026-06-10", RESULT)
    case.act("withdraw_disclosure", "2026-06-11", {"public_reason": "已撤销"})
    case.act("decide", "2026-06-20", decision(decided_on="2026-06-20"))
    return case.act("serve_decision", served_again, service(served_on=served_again)) if served_again else case


def test_the_service_of_the_revoked_decision_is_not_that_of_the_new_one():
    grounds = {"ground": "other", "performance": "已经执行"}
    assert "尚未送达" in sent_back().check("closing_conditions", "close", grounds, on="2026-07-01").blocks
    assert sent_back("2026-06-23").check("closing_conditions", "close", grounds, on="2026-07-01").blocks == ""


def test_the_new_decision_has_seven_working_days_of_its_own():
    assert "2026-06-30" in sent_back().at_rest("decision_served_in_time", "2026-07-02").warns
    assert sent_back("2026-06-23").at_rest("decision_served_in_time", "2026-07-02").passes


def test_the_fine_is_due_fifteen_days_after_the_new_service():
    from datetime import date

    from yifa.institutions.penalty.case import payment_deadline

    assert payment_deadline(sent_back("2026-06-23").view()) == date(2026, 7, 8)
    assert payment_deadline(sent_back().view()) is None


def test_the_ninety_days_do_not_bind_what_was_sent_back():
    case = Case(stage="reopened").decided().act("remedy_result", "2026-09-10", RESULT)
    assert case.check("within_case_period", "decide", decision(), on="2026-09-20").passes
    assert Case().filed().check("within_case_period", "decide", decision(), on="2026-09-20").warns


@pytest.mark.parametrize("standing", ["revoked", "invalid"])
def test_a_fine_that_was_taken_away_bars_no_other(standing):
    gone = {"standing": standing, "remedy_settled_on": "2026-03-20"}
    fine = decision()
    assert Case().past(facts=gone).check("no_second_fine", "decide", fine).passes
    assert Case().past(facts={**gone, "standing": "untouched"}).check("no_second_fine", "decide", fine).blocks
    anew = {**gone, "decided_on": "2026-03-25"}
    assert Case().past(facts=anew).check("no_second_fine", "decide", fine).blocks


def test_the_surcharge_rests_while_a_remedy_told_by_number_runs():
    from datetime import date

    from yifa.institutions.penalty.case import remedies

    case = Case(stage="performing").decided()
    case.act("remedy_begun", "2026-05-20", {"remedy": RESULT["remedy"], "received_on": "2026-05-18"})
    assert [(s.start, s.end) for s in remedies(case.view())] == [(date(2026, 5, 18), None)]
    case.act("remedy_result", "2026-06-12", {**RESULT, "standing": "untouched"})
    assert [(s.start, s.end) for s in remedies(case.view())] == [(date(2026, 5, 18), date(2026, 6, 10))]


# ---- through the engine ----


def reconsidered(walk: Walk, **changes: Any) -> Walk:
    """The reconsideration of the case's decision, received and decided, each told to the case."""
    case = matter(walk)
    opened = {
        "cause": "不服行政处罚决定",
        "parties": [{"subject": str(walk.subject.pk), "role": "party"}],
        "handlers": [walk.office.id_of("handler"), walk.office.id_of("handler2")],
        "decision_kind": "penalty",
        "decision_number": "云城罚决〔2026〕1号",
        "decision_matter": case.number,
        "decision_on": today(),
        "decision_disclosed": True,
        "reconsideration_body": "云州市人民政府",
        "route": "direct",
        "received_on": today(),
        "requests": "请求撤销处罚决定",
    }
    remedy = replace(walk, matter_id="", outcomes=[])
    remedy.do("receive_application", opened, procedure="reconsideration_litigation.reconsideration")
    remedy.machine()
    told = {
        "document_number": "云府复〔2026〕9号",
        "decided_on": today(),
        "received_on": today(),
        "result": "revoked",
        "standing": "revoked",
        "content": "撤销处罚决定，责令重新作出",
        "redo": True,
        "to_perform": "重新作出处理决定",
        "perform_by": today(),
        **changes,
    }
    remedy.do("receive_decision", told)
    remedy.machine()
    return remedy


def running(walk: Walk) -> dict[str, str]:
    from yifa.matters.models import Clock
    from yifa.registers.scope import scope

    with scope(walk.office.actor("handler")):
        rows = Clock.objects.filter(matter_id=walk.matter_id, ended_at=None)
        return dict(rows.values_list("name", "figure"))


@pytest.mark.requirement("RQ131")
def test_an_archived_case_whose_decision_is_revoked_is_decided_anew_and_archived(walk: Walk) -> None:
    walk.until("serve_decision")
    pay(walk)
    close(walk)
    archive(walk)
    reconsidered(walk, procedural_ground=True)
    assert walk.kinds()[-2:] == ["remedy_begun", "remedy_result"]
    assert matter(walk).stage == "reopened"
    assert running(walk) == {"withdrawal": "P46"}
    refused = walk.attempt("decide", walk.decision())
    assert "upset_disclosure_withdrawn" in {f.gate for f in refused.blocking}
    walk.do("withdraw_disclosure", {"public_reason": "处罚决定已被行政复议撤销"}, by="legal_reviewer")
    assert running(walk) == {}
    closing = {"ground": "performed", "result": "处以罚款", "performance": "已经缴清"}
    assert "remedy_result_followed" in {f.gate for f in walk.attempt("close", closing).blocking}
    walk.do("decide", walk.decision())
    assert matter(walk).stage == "decided"
    walk.do("serve_decision", walk.service())
    close(walk)
    archive(walk)


def test_a_case_whose_decision_is_maintained_stays_where_it_was(walk: Walk) -> None:
    walk.until("serve_decision")
    reconsidered(walk, result="maintained", standing="untouched", redo=False, to_perform="", perform_by=None)
    assert walk.kinds()[-1] == "remedy_result"
    assert matter(walk).stage == "performing"
    assert "withdrawal" not in running(walk)


def test_a_decision_on_the_spot_that_was_revoked_is_taken_back(walk: Walk) -> None:
    walk.do("decide_on_spot", on_the_spot(walk), procedure="penalty.summary")
    walk.do("file_with_agency", {"filed_on": today(), "materials": "当场处罚决定书"})
    walk.fine_fen = 5_000
    pay(walk)
    close(walk)
    archive(walk)
    reconsidered(walk, redo=False, to_perform="", perform_by=None)
    assert matter(walk).stage == "reopened"
    gone = {
        "category": "revoked",
        "decided_by": "reconsideration",
        "authority": "云州市人民政府",
        "document_number": "云府复〔2026〕9号",
        "effective_on": today(),
        "reasons": "行政复议撤销",
        "refund_fen": 5_000,
        "public_reason": "决定已被撤销",
    }
    walk.do("revoke", gone)
    assert matter(walk).stage == "revoked"
    archive(walk)


def test_the_same_is_not_decided_again_where_more_than_the_procedure_was_wrong(walk: Walk) -> None:
    walk.until("serve_decision")
    reconsidered(walk, procedural_ground=False)
    walk.do("withdraw_disclosure", {"public_reason": "处罚决定已被行政复议撤销"}, by="legal_reviewer")
    refused = {f.gate for f in walk.attempt("decide", walk.decision()).blocking}
    assert refused == {"redecision_not_the_same"}
    other = {f.gate for f in walk.attempt("decide", {**walk.decision(), "conduct": "另一事实。"}).blocking}
    assert other == {"notice_covers_redecision"}


def test_a_decision_on_the_spot_that_was_sent_back_is_decided_on_the_spot_again(walk: Walk) -> None:
    first = on_the_spot(walk)
    walk.do("decide_on_spot", first, procedure="penalty.summary")
    walk.do("file_with_agency", {"filed_on": today(), "materials": "当场处罚决定书"})
    reconsidered(walk, procedural_ground=False)
    assert matter(walk).stage == "reopened"
    anew = {k: v for k, v in first.items() if k not in ("cause", "parties", "handlers")}
    refused = walk.attempt("decide_on_spot_anew", anew)
    assert {f.gate for f in refused.blocking} == {"redecision_not_the_same"}
    too_much = walk.attempt(
        "decide_on_spot_anew", {**anew, "conduct": "在车站随地吐痰。", "fine_fen": 20_100}
    )
    assert "spot_limits" in {f.gate for f in too_much.blocking}
    walk.do("decide_on_spot_anew", {**anew, "conduct": "在车站随地吐痰。"})
    assert matter(walk).stage == "decided"
    assert list(running(walk)).count("payment") == 1
    walk.do("file_with_agency", {"filed_on": today(), "materials": "当场处罚决定书"})
    walk.fine_fen = 5_000
    pay(walk)
    close(walk)
    archive(walk)


def test_the_new_decision_on_the_spot_is_filed_with_the_agency_too():
    case = (
        Case(stage="decided").on_the_spot().act("file_with_agency", "2026-06-02", {"filed_on": "2026-06-02"})
    )
    case.act("remedy_result", "2026-06-20", RESULT).act(
        "decide_on_spot_anew", "2026-06-25", spot(decided_on="2026-06-25")
    )
    assert (
        "备案"
        in case.check("spot_closing_conditions", "close", {"ground": "performed"}, on="2026-07-20").blocks
    )
    case.act("file_with_agency", "2026-06-26", {"filed_on": "2026-06-26"})
    assert (
        "备案"
        not in case.check("spot_closing_conditions", "close", {"ground": "performed"}, on="2026-07-20").blocks
    )


def test_what_was_found_in_time_is_decided_anew_after_the_two_years():
    case = Case().on_the_spot("2026-06-01").act("remedy_result", "2028-07-20", RESULT)
    late = spot(conduct_on="2026-06-01", decided_on="2028-07-25")
    assert case.check("within_limitation", "decide_on_spot_anew", late, on="2028-07-25").passes
    assert Case().check("within_limitation", "decide_on_spot", late, on="2028-07-25").blocks


@pytest.mark.requirement("RQ183")
@pytest.mark.parametrize(("whose", "blocked"), [("ours", False), ("theirs", True)])
def test_a_dispute_over_jurisdiction_is_opened_from_the_case_and_settled_back(
    walk: Walk, whose: str, blocked: bool
) -> None:
    walk.until("report")
    raised = {
        "handlers": [walk.office.id_of("handler")],
        "claim": "both_claim",
        "raised_on": today(),
        "own_filed_on": today(),
        "other_agency": "云州市生态环境局",
        "other_region": "990100",
        "reasons": "双方均已立案",
    }
    walk.do("dispute_jurisdiction", raised)
    walk.machine()
    dispute = walk.child("jurisdiction.dispute")
    walk.machine()
    assert "jurisdiction_disputed" in walk.kinds()
    agreed = {"done_on": today(), "outcome": "agreed", "terms": "协商一致", "whose": whose}
    dispute.do("negotiate", agreed)
    walk.machine()
    assert walk.kinds()[-1] == "jurisdiction_settled"
    found = {f.gate for f in walk.attempt("decide", walk.decision()).blocking}
    assert ("jurisdiction_is_ours" in found) is blocked
