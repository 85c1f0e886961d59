"""Excluded, lengthened, promised, overdue times, passing and blocking (行政许可法第四十二条至第四十五条)."""

import pytest

from institutions.permit.permits import accepted

APPROVED = {"approved_by": "某市副市长", "approval_number": "测政函〔2026〕3号", "approved_on": "2026-05-01"}


def test_excluded_time_is_told_in_writing_and_of_the_laws_list():
    assert accepted().check("permit_excluded_time_told", "exclude_time", {"told_in_writing": True}).passes
    assert accepted().check("permit_excluded_time_told", "exclude_time", {}).fields == {"told_in_writing"}
    assert accepted().check("permit_excluded_cause_of_law", "exclude_time", {"cause": "experts"}).passes
    assert accepted().check("permit_excluded_cause_of_law", "exclude_time", {"cause": "unstated"}).fields == {
        "cause"
    }


def test_time_is_left_out_only_while_it_runs():
    gate = "permit_time_is_running"
    running = accepted().clock("decision", "L03", "2026-03-03", "2026-03-31")
    stopped = accepted().clock("decision", "L03", "2026-03-03", None, paused=True)
    assert running.check(gate, "exclude_time").passes
    assert stopped.check(gate, "exclude_time").blocks
    assert stopped.check(gate, "resume_time").passes
    assert running.check(gate, "resume_time").blocks


@pytest.mark.parametrize(("handling", "most"), [("single", 10), ("joint", 15)])
def test_the_extension_is_one_of_at_most_ten_or_fifteen_working_days_with_reasons_told(handling, most):
    gate, case = "permit_extension_within_rule", accepted(handling=handling)
    assert case.check(gate, "extend", {"days": most, "told": True}).passes
    assert case.check(gate, "extend", {"days": most + 1, "told": True}).fields == {"days"}
    assert case.check(gate, "extend", {"days": 1}).fields == {"told"}
    assert (
        "已经延长过"
        in case.act("extend", "2026-03-20").check(gate, "extend", {"days": 1, "told": True}).blocks
    )


@pytest.mark.parametrize("name", sorted(APPROVED))
def test_joint_handling_is_lengthened_by_the_government(name):
    gate = "permit_extension_approved_by_government"
    assert accepted().check(gate, "extend", {}).passes
    assert accepted(handling="joint").check(gate, "extend", APPROVED).passes
    assert accepted(handling="joint").check(gate, "extend", {**APPROVED, name: None}).fields == {name}


def test_a_period_that_is_over_is_not_lengthened():
    gate, case = (
        "permit_extended_before_it_ends",
        accepted().clock("decision", "L03", "2026-03-03", "2026-03-31"),
    )
    assert case.check(gate, "extend", on="2026-03-31").passes
    assert "2026-03-31" in case.check(gate, "extend", on="2026-04-01").blocks


LATE = [
    ("permit_decided_in_time", "decide", "decision", "L03"),
    ("permit_lower_review_in_time", "report_up", "lower_review", "L05"),
    ("permit_licence_in_time", "issue", "delivery", "L06"),
]


@pytest.mark.parametrize(("gate", "kind", "clock", "figure"), LATE)
def test_lateness_is_marked_at_the_act_and_at_rest(gate, kind, clock, figure):
    case = accepted().clock(clock, figure, "2026-03-03", "2026-03-31")
    assert case.check(gate, kind, on="2026-03-31").passes
    assert "2026-03-31" in case.check(gate, kind, on="2026-04-01").warns
    assert "2026-03-31" in case.at_rest(gate, "2026-04-01").warns
    ended = accepted().clock(clock, figure, "2026-03-03", "2026-03-31", ended_at=case.view().as_at)
    assert ended.at_rest(gate, "2026-04-01").passes


def test_a_broken_promise_is_told_apart_from_a_breach_of_the_period():
    case = accepted().clock("promise", "L03", "2026-03-03", "2026-03-12")
    case.clock("decision", "L03", "2026-03-03", "2026-03-31")
    gate = "permit_promise_in_time"
    assert case.check(gate, "decide", on="2026-03-12").passes
    assert "法定期限尚未届满" in case.check(gate, "decide", on="2026-03-13").warns
    assert case.check("permit_decided_in_time", "decide", on="2026-03-13").passes
    assert case.check(gate, "decide", on="2026-04-01").passes
