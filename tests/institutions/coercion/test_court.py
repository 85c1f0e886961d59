"""Asking the court: each rule blocking (or warning) and passing. Dates worked out by hand."""

import pytest

from institutions.builder import Case
from institutions.coercion.builder import COURT, demand, opening


def asked(**changes):
    """Served on 3 February; the six months end on 3 August; the court may be asked until 3 November."""
    values = {"power": "none", "power_basis": "", "remedy_expired_on": "2026-08-03", "deferral_ends_on": None}
    return opening(**{**values, "immovable": False, **changes})


def court(stage="opened", **changes):
    return Case(kind=COURT, stage=stage).act("open_court", "2026-09-01", asked(**changes))


def demanded(**changes):
    """Served on 2 September; ten working days end on the 16th."""
    return (
        court("demanded", **changes)
        .act("demand", "2026-09-01", demand())
        .act("serve_demand", "2026-09-02", {"served_on": "2026-09-02"})
    )


def application(**changes):
    values = {
        "place_right": True,
        "applied_on": "2026-09-17",
        "content": "罚款五千元",
        "amount_fen": 500_000,
        "surcharge_fen": 0,
        "materials": ["application", "decision", "opinion", "subject"],
        "head_signed": True,
        "sealed": True,
        "fee_fen": None,
        "immediate": False,
        "public_safety": "",
        "late_reason": "",
    }
    return {**values, **changes}


def applied():
    return demanded().act("apply_court", "2026-09-17", application())


def answered(answer="accepted", **changes):
    values = {
        "answer": answer,
        "decided_on": "2026-09-18",
        "received_on": "2026-09-21",
        "document_number": "受1号",
    }
    return applied().act("court_answer", "2026-09-21", {**values, **changes})


def refused():
    given = {
        "ruling": "refuse",
        "ruling_on": "2026-09-22",
        "received_on": "2026-09-23",
        "reasons": "缺乏事实根据",
    }
    return answered().act("court_ruling", "2026-09-23", given)


def test_without_own_power():
    gate = "coercion_court_without_own_power"
    assert court().check(gate, "open_court", asked()).passes
    assert court().check(gate, "open_court", asked(power="law", power_basis="")).blocks
    either = asked(power="law", power_basis="《税收征收管理法》第八十八条第三款")
    assert not court().check(gate, "open_court", either).blocks
    assert court().check(gate, "open_court", either).fields == {"power"}
    assert court().check(gate, "open_court", asked(power="auction")).passes
    assert court().check(gate, "open_court", asked(power="substitute")).passes


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({}, "2026-08-03"),
        (
            {"reconsideration_first": True},
            "2026-04-07",
        ),  # sixty days end on Saturday 4 April, then 清明 to the 6th
        ({"remedy": "reconsideration", "remedy_ended_on": "2026-05-11"}, "2026-05-26"),
        ({"remedy": "litigation", "remedy_ended_on": "2026-07-09"}, "2026-07-09"),
    ],
)
def test_remedy_end_right(changes, end):
    gate = "coercion_remedy_end_right"

    def says(stated):
        return Case(kind=COURT).check(gate, "open_court", asked(**changes, remedy_expired_on=stated))

    assert says(end).passes
    assert says("2026-02-20").fields == {"remedy_expired_on"}
    assert says("2026-12-01").warns
    running = asked(remedy="running")
    assert "尚未终结" in Case(kind=COURT).check(gate, "open_court", running).blocks


@pytest.mark.requirement("RQ127")
def test_window():
    gate = "coercion_court_window"

    def says(on, case=None, **changes):
        return (case or demanded()).check(gate, "apply_court", application(applied_on=on, **changes))

    assert says("2026-08-03").fields == {"applied_on"}
    assert says("2026-08-04").passes
    assert says("2026-11-03").passes
    assert says("2026-11-04").blocks
    assert says("2026-11-04", late_reason="当事人下落不明").warns
    deferred = demanded(deferral_ends_on="2026-10-12")
    assert says("2026-10-12", deferred).fields == {"applied_on"}
    assert says("2027-01-12", deferred).passes
    assert says("2027-01-13", deferred).blocks
    assert demanded().at_rest(gate, "2026-11-03").passes
    assert demanded().at_rest(gate, "2026-11-04").warns
    assert applied().at_rest(gate, "2026-11-04").passes
    assert demanded().act("withdraw_application", "2026-10-12", {}).at_rest(gate, "2026-11-04").passes
    assert demanded().act("perform", "2026-10-12", {}).at_rest(gate, "2026-11-04").passes


def test_demanded():
    gate = "coercion_court_demanded"

    def says(case=None, **changes):
        return (case or demanded()).check(gate, "apply_court", application(**changes))

    assert says().passes
    assert says(applied_on="2026-09-16").fields == {"applied_on"}
    assert says(court()).blocks
    assert says(court().act("demand", "2026-09-01", demand())).blocks
    assert says(amount_fen=500_001).fields == {"amount_fen"}
    assert says(amount_fen=0).fields == {"amount_fen"}
    assert says(demanded(duty="restore", principal_fen=None), amount_fen=None).passes


def test_place():
    gate = "coercion_court_place"
    assert demanded().check(gate, "apply_court", application()).passes
    assert "本机关所在地" in demanded().check(gate, "apply_court", application(place_right=False)).blocks
    land = demanded(immovable=True).check(gate, "apply_court", application(place_right=False))
    assert "不动产所在地" in land.blocks


def test_materials():
    gate = "coercion_court_materials"
    assert demanded().check(gate, "apply_court", application()).passes
    without = application(materials=["application", "decision", "opinion"])
    assert "申请强制执行标的情况" in demanded().check(gate, "apply_court", without).blocks
    assert demanded().check(gate, "apply_court", application(head_signed=False)).fields == {"head_signed"}
    assert demanded().check(gate, "apply_court", application(sealed=False)).fields == {"sealed"}


def test_no_fee():
    gate = "coercion_court_no_fee"
    assert demanded().check(gate, "apply_court", application()).passes
    assert demanded().check(gate, "apply_court", application(fee_fen=5_000)).fields == {"fee_fen"}


def test_urgent():
    gate = "coercion_court_urgent"
    assert demanded().check(gate, "apply_court", application()).passes
    assert demanded().check(gate, "apply_court", application(immediate=True)).fields == {"public_safety"}
    urgent = application(immediate=True, public_safety="危房随时可能倒塌")
    assert demanded().check(gate, "apply_court", urgent).passes


def test_answer_in_time():
    """Asked on Thursday 17 September; Sunday the 20th is worked: five working days end on the 23rd."""
    gate, given = "coercion_court_answer_in_time", {"answer": "accepted", "decided_on": "2026-09-23"}
    assert applied().check(gate, "court_answer", given).passes
    assert applied().check(gate, "court_answer", {**given, "decided_on": "2026-09-24"}).warns
    no_number = {**given, "answer": "refused"}
    assert applied().check(gate, "court_answer", no_number).fields == {"document_number"}
    assert applied().at_rest(gate, "2026-09-23").passes
    assert applied().at_rest(gate, "2026-09-24").warns
    assert answered().at_rest(gate, "2026-09-24").passes
    assert applied().act("perform", "2026-09-22", {}).at_rest(gate, "2026-09-24").passes


def test_ruling():
    """Accepted on Friday 18 September; the 20th is worked, the 25th is not: seven working days end on the 29th."""
    gate = "coercion_court_ruling"
    given = {"ruling": "execute", "ruling_on": "2026-09-24", "received_on": "2026-09-24"}
    assert answered().check(gate, "court_ruling", given).passes
    on_time = {**given, "ruling_on": "2026-09-29", "received_on": "2026-09-29"}
    assert answered().check(gate, "court_ruling", on_time).passes
    assert answered().check(gate, "court_ruling", {**on_time, "ruling_on": "2026-09-30"}).warns
    late = {**given, "ruling_on": "2026-10-12", "received_on": "2026-10-12"}
    assert answered().check(gate, "court_ruling", late).fields == {"ruling_on"}
    heard = answered().act("court_hears", "2026-09-24", {})
    assert heard.check(gate, "court_ruling", late).passes  # thirty days
    assert heard.check(gate, "court_ruling", {**late, "ruling_on": "2026-10-20"}).warns
    no = {**given, "ruling": "refuse"}
    assert answered().check(gate, "court_ruling", no).fields == {"reasons"}
    assert answered().check(gate, "court_ruling", {**no, "reasons": "缺乏依据"}).passes
    slow = {**no, "reasons": "缺乏依据", "received_on": "2026-10-10"}  # the fifth working day is 9 October
    assert answered().check(gate, "court_ruling", slow).fields == {"received_on"}
    assert answered().check(gate, "court_ruling", {**slow, "received_on": "2026-10-09"}).passes
    assert answered().at_rest(gate, "2026-09-29").passes
    assert answered().at_rest(gate, "2026-09-30").warns
    assert answered().act("court_ruling", "2026-09-24", given).at_rest(gate, "2026-10-12").passes
    assert answered().act("perform", "2026-09-24", {}).at_rest(gate, "2026-10-12").passes


def test_objection_in_time():
    """A refusal to accept received on 21 September, and one to execute on the 23rd: fifteen calendar days."""
    gate, out = "coercion_objection_in_time", answered("refused")
    assert out.check(gate, "object_higher", {"applied_on": "2026-10-08"}).passes  # 6 October is a holiday
    assert out.check(gate, "object_higher", {"applied_on": "2026-10-09"}).blocks
    assert refused().check(gate, "object_higher", {"applied_on": "2026-10-08"}).passes
    assert refused().check(gate, "object_higher", {"applied_on": "2026-10-09"}).blocks
    assert answered().check(gate, "object_higher", {"applied_on": "2026-09-24"}).blocks
    again = out.act("object_higher", "2026-09-24", {}).act(
        "higher_ruling", "2026-09-28", {"ruling": "uphold"}
    )
    assert "已经裁定" in again.check(gate, "object_higher", {"applied_on": "2026-09-29"}).blocks


def test_higher_ruling_fits():
    gate = "coercion_higher_ruling_fits"
    out = answered("refused").act("object_higher", "2026-09-24", {"applied_on": "2026-09-24"})
    no = refused().act("object_higher", "2026-09-24", {"applied_on": "2026-09-24"})
    assert out.check(gate, "higher_ruling", {"ruling": "accept", "ruling_on": "2026-09-28"}).passes
    assert out.check(gate, "higher_ruling", {"ruling": "execute", "ruling_on": "2026-09-28"}).fields == {
        "ruling"
    }
    assert out.check(
        gate, "higher_ruling", {"ruling": "accept", "ruling_on": "2026-10-12"}
    ).warns  # fifteen days
    assert no.check(
        gate, "higher_ruling", {"ruling": "execute", "ruling_on": "2026-10-12"}
    ).passes  # thirty days
    assert no.check(gate, "higher_ruling", {"ruling": "accept", "ruling_on": "2026-10-12"}).fields == {
        "ruling"
    }
    assert no.check(gate, "higher_ruling", {"ruling": "uphold", "ruling_on": "2026-10-27"}).warns


def test_costs():
    gate = "coercion_court_costs"
    assert court().check(gate, "record_execution", {"cost_fen": 1}).passes
    assert court().check(gate, "record_execution", {"cost_from_agency": True}).fields == {"cost_from_agency"}
    assert court().check(gate, "record_execution", {"collected_fen": 1}).fields == {"account"}
    assert court().check(gate, "record_execution", {"collected_fen": 1, "account": "treasury"}).passes


def test_closing():
    gate = "coercion_court_closing"
    assert court("executed").check(gate, "close", {"ground": "performed"}).passes
    assert court("withdrawn").check(gate, "close", {"ground": "withdrawn"}).passes
    assert court("executed").check(gate, "close", {"ground": "refused"}).fields == {"ground"}
    no = refused()
    no.stage = "refused"
    assert "申请复议的期限" in no.check(gate, "close", {"ground": "refused"}, on="2026-10-08").warns
    assert no.check(gate, "close", {"ground": "refused"}, on="2026-10-09").passes
    found = no.check(gate, "close", {"ground": "refused"}, on="2026-10-08")
    assert found.findings[0].citation == "行政强制法第五十八条第三款"
    kept_out = answered("refused")
    kept_out.stage = "refused"
    found = kept_out.check(gate, "close", {"ground": "refused"}, on="2026-09-22")
    assert found.findings[0].citation == "行政强制法第五十六条第二款"
