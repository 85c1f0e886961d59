"""Corrections and acceptance, each rule passing and blocking (行政许可法第三十二条、第三十五条)."""

from institutions.permit.permits import MATERIAL, permit

LACKING = {"materials": [{**MATERIAL, "received": False}]}


def test_corrections_are_told_once_and_within_five_working_days():
    gate, case = "permit_corrections_told_once", permit(**LACKING)
    assert case.check(gate, "request_materials", on="2026-03-09").passes
    assert "即为受理" in case.check(gate, "request_materials", on="2026-03-10").blocks
    told = permit(**LACKING).act("request_materials", "2026-03-03")
    assert "一次告知" in told.check(gate, "request_materials", on="2026-03-04").blocks


def test_acceptance_needs_all_material_or_five_days_of_silence():
    gate, case = "permit_materials_complete", permit(**LACKING)
    assert "申请书" in case.check(gate, "accept", on="2026-03-09").blocks
    assert case.check(gate, "accept", on="2026-03-10").passes
    told = permit(**LACKING).act("request_materials", "2026-03-03")
    assert told.check(gate, "accept", on="2026-03-20").blocks
    assert (
        told.act("supplement", "2026-03-19", {"complete": True}).check(gate, "accept", on="2026-03-20").passes
    )


def test_silence_counts_from_the_day_of_receipt():
    gate, case = "permit_deemed_since_receipt", permit(**LACKING)
    assert case.check(gate, "accept", {"accepted_on": "2026-03-02"}, on="2026-03-10").passes
    late = case.check(gate, "accept", {"accepted_on": "2026-03-10"}, on="2026-03-10")
    assert late.fields == {"accepted_on"}
    assert permit().check(gate, "accept", {"accepted_on": "2026-03-10"}, on="2026-03-10").passes


def test_the_promised_time_is_the_one_that_starts():
    gate, case = "permit_promise_is_kept_to", permit(promise_days=7)
    assert case.check(gate, "accept", {"promise_days": 7}).passes
    assert case.check(gate, "accept", {"promise_days": 20}).fields == {"promise_days"}
    assert permit(promise_days=None).check(gate, "accept", {"promise_days": None}).passes


def test_receipts_are_sealed():
    assert permit().check("permit_receipt_sealed", "accept", {"sealed": True}).passes
    assert permit().check("permit_receipt_sealed", "accept", {"sealed": False}).blocks


def test_what_the_lower_agency_reported_is_not_asked_again():
    gate = "permit_no_repeated_materials"
    assert permit().check(gate, "request_materials").passes
    assert "不得要求申请人重复提供" in permit(lower_agency="某县局").check(gate, "request_materials").warns
