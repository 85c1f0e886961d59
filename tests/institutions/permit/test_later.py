"""Change, renewal, supervision of a permit in force (行政许可法第四十九条、第五十条、第六十一条至第六十三条).

The term of the pictures ends on 30 June 2026; thirty days before is a Sunday, so the last day to apply is 29 May.
"""

import pytest

from institutions.permit.permits import in_force, renewal

GRANTED = {"outcome": "grant", "conditions_met": True}
REFUSED = {"outcome": "refuse", "conditions_met": False}


def test_what_has_run_out_is_neither_changed_nor_renewed():
    gate = "permit_not_expired"
    assert in_force().check(gate, "apply_change", {"applied_on": "2026-06-30"}, on="2026-07-02").passes
    assert (
        "2026-06-30"
        in in_force().check(gate, "apply_change", {"applied_on": "2026-07-01"}, on="2026-07-02").blocks
    )
    assert in_force(None).check(gate, "apply_change", {"applied_on": "2030-07-01"}).passes
    # The law has renewed it meanwhile.
    assert renewal().check(gate, "apply_change", {"applied_on": "2026-07-01"}, on="2026-07-02").passes


def test_a_change_answers_an_application_and_meets_the_conditions():
    gate = "permit_change_was_asked"
    asked = in_force().act("apply_change", "2026-04-07", {"changes": "法定代表人"})
    assert asked.check(gate, "decide_change", GRANTED).passes
    assert asked.check(gate, "decide_change", REFUSED).passes
    assert asked.check(gate, "decide_change", {"outcome": "grant"}).fields == {"conditions_met"}
    assert asked.check(gate, "decide_change", {**GRANTED, "outcome": "refuse"}).fields == {"outcome"}
    assert "擅自改变" in in_force().check(gate, "decide_change", GRANTED).blocks
    asked.act("decide_change", "2026-04-10", GRANTED)
    assert asked.check(gate, "decide_change", GRANTED).blocks


def test_renewal_is_asked_for_thirty_days_before_the_end():
    gate, given = "permit_renewal_asked_in_time", {"valid_until": "2026-06-30"}
    assert in_force().check(gate, "apply_renewal", {**given, "applied_on": "2026-05-29"}).passes
    assert (
        "2026-05-29" in in_force().check(gate, "apply_renewal", {**given, "applied_on": "2026-06-01"}).warns
    )
    other = {**given, "applied_on": "2026-06-01", "other_rule": "《某某条例》第二十条"}
    assert in_force().check(gate, "apply_renewal", other).passes


def test_renewal_is_of_the_term_as_it_stands():
    gate, given = "permit_renewal_of_the_term", {"valid_until": "2026-06-30"}
    assert in_force().check(gate, "apply_renewal", given).passes
    assert in_force().check(gate, "apply_renewal", {"valid_until": "2026-07-30"}).fields == {"valid_until"}
    assert "长期有效" in in_force(None).check(gate, "apply_renewal", given).blocks
    assert "待决定" in renewal().check(gate, "apply_renewal", given).blocks


def test_a_renewal_is_decided_before_the_term_ends():
    gate = "permit_renewal_decided_before_the_end"
    granted = {**GRANTED, "decided_on": "2026-06-30", "valid_until": "2029-06-30"}
    assert renewal().check(gate, "decide_renewal", granted).passes
    assert renewal().check(gate, "decide_renewal", {**granted, "valid_until": "2026-06-30"}).fields == {
        "valid_until"
    }
    assert renewal().check(gate, "decide_renewal", {**REFUSED, "decided_on": "2026-06-30"}).passes
    late = renewal().check(gate, "decide_renewal", {**REFUSED, "decided_on": "2026-07-01"})
    assert "视为准予延续" in late.blocks
    # Nothing is deemed granted on an application that came too late, so it is still decided.
    behind = renewal("2026-06-10")
    assert behind.check(gate, "decide_renewal", {**REFUSED, "decided_on": "2026-07-01"}).passes
    assert "没有待决定的" in in_force().check(gate, "decide_renewal", granted).blocks


def test_silence_renews_once_the_term_is_over():
    gate, begins = "permit_renewal_by_silence", {"valid_from": "2026-07-01"}
    assert renewal().check(gate, "deem_renewed", begins, on="2026-07-01").passes
    assert "尚未届满" in renewal().check(gate, "deem_renewed", begins, on="2026-06-30").blocks
    assert "三十日前" in renewal("2026-06-10").check(gate, "deem_renewed", begins, on="2026-07-01").blocks
    assert in_force().check(gate, "deem_renewed", begins, on="2026-07-01").blocks
    wrong = renewal().check(gate, "deem_renewed", {"valid_from": "2026-06-30"}, on="2026-07-01")
    assert wrong.fields == {"valid_from"}
    decided = renewal().act("decide_renewal", "2026-06-29", REFUSED)
    assert decided.check(gate, "deem_renewed", begins, on="2026-07-01").blocks


def test_at_rest_the_renewal_is_watched_to_the_end_and_beyond():
    assert renewal().at_rest("permit_renewal_waits", "2026-05-28").passes
    assert "2026-06-30" in renewal().at_rest("permit_renewal_waits", "2026-06-15").warns
    assert renewal().at_rest("permit_renewal_by_silence", "2026-06-30").passes
    assert "视为准予延续" in renewal().at_rest("permit_renewal_by_silence", "2026-07-01").warns
    done = renewal().act(
        "deem_renewed", "2026-07-02", {"valid_from": "2026-07-01", "valid_until": "2027-06-30"}
    )
    assert done.at_rest("permit_renewal_by_silence", "2026-07-03").passes


def test_at_rest_a_term_that_nears_its_end_is_told():
    gate = "permit_expiry_near"
    assert in_force().at_rest(gate, "2026-04-20").passes
    assert "2026-05-29" in in_force().at_rest(gate, "2026-05-11").warns
    assert "办理注销" in in_force().at_rest(gate, "2026-07-01").findings[0].remedy
    assert renewal().at_rest(gate, "2026-06-15").passes
    assert in_force(None).at_rest(gate, "2026-06-15").passes


def test_inspections_are_planned_ahead_and_in_the_term():
    gate = "permit_plan_in_the_term"

    def plan(on):
        return {"plan": [{"planned_on": on, "content": "现场检查"}]}

    assert in_force().check(gate, "plan_inspections", plan("2026-05-08"), on="2026-04-07").passes
    assert in_force().check(gate, "plan_inspections", plan("2026-04-06"), on="2026-04-07").fields == {"plan"}
    assert in_force().check(gate, "plan_inspections", plan("2026-07-01"), on="2026-04-07").fields == {"plan"}


@pytest.mark.requirement("RQ121")
def test_planned_inspections_that_were_not_made_are_told():
    rows = [{"planned_on": "2026-04-15", "content": "一"}, {"planned_on": "2026-05-15", "content": "二"}]
    case = in_force().act("plan_inspections", "2026-04-07", {"plan": rows})
    gate = "permit_inspections_done"
    assert case.at_rest(gate, "2026-04-15").passes
    assert "2026-04-15" in case.at_rest(gate, "2026-04-16").warns
    case.act("record_supervision", "2026-04-16", {"checked_on": "2026-04-16", "planned_on": "2026-04-15"})
    assert case.at_rest(gate, "2026-05-15").passes
    assert "2026-05-15" in case.at_rest(gate, "2026-05-16").warns


@pytest.mark.requirement("RQ121")
def test_a_safety_permit_without_any_supervision_is_told():
    gate = "permit_inspection_planned"
    assert in_force().at_rest(gate, "2026-04-07").warns
    assert in_force(safety_item=False).at_rest(gate, "2026-04-07").passes
    assert in_force().act("plan_inspections", "2026-04-07").at_rest(gate, "2026-04-08").passes


def test_supervision_is_signed_and_does_not_hinder():
    gate = "permit_supervision_recorded"
    assert in_force().check(gate, "record_supervision", {"signed": True}).passes
    assert in_force().check(gate, "record_supervision", {}).fields == {"signed"}
    assert in_force().check(gate, "record_supervision", {"signed": True, "hindered": True}).warns
