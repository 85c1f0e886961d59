"""Each licensing gate blocking and passing, on hand-built pictures (行政许可法)."""

import pytest

import yifa.institutions.permit.gates  # noqa: F401  (registers the gates)
from institutions.builder import ANN, Case

RECEIVED = {"received_on": "2026-03-02", "materials": [{"name": "申请书", "received": True}]}
LACKING = {**RECEIVED, "materials": [{"name": "申请书", "received": False}]}


def permit(**given) -> Case:
    return Case(kind="permit.ordinary").act("receive", "2026-03-02", {**RECEIVED, **given})


PAST = {"kind": "permit.ordinary", "facts": {"item_code": "X-1", "false_on": "2026-02-01"}}
OFFERED = {"told_on": "2026-03-09"}
ROWS = [
    ("permit_fee_has_law", "receive", Case(), {"fee_fen": 100, "fee_basis": "某法第一条"}, Case(), {"fee_fen": 100}),
    ("permit_promise_not_longer", "receive", Case(), {"promise_days": 20}, Case(), {"promise_days": 21}),
    ("permit_false_application_barred", "receive", Case(), {"safety_item": True, "item_code": "X-1"},
     Case().past(**PAST), {"safety_item": True, "item_code": "X-1"}),
    ("permit_corrections_told_once", "request_materials", permit(), {},
     permit().act("request_materials", "2026-03-03"), {}),
    ("permit_materials_complete", "accept", permit(), {}, permit(**LACKING), {}),
    ("permit_receipt_sealed", "accept", permit(), {"sealed": True}, permit(), {}),
    ("permit_excluded_time_told", "exclude_time", permit(), {"told_in_writing": True}, permit(), {}),
    ("permit_extension_within_rule", "extend", permit(), {"days": 10, "told": True}, permit(), {"days": 11}),
    ("permit_hearing_held_in_order", "hold_hearing", permit(), {"notified_on": "2026-03-02", "held_on": "2026-03-11"},
     permit(), {"notified_on": "2026-03-02", "held_on": "2026-03-10"}),
    ("permit_hearing_settled", "decide", permit(), {}, permit().act("request_hearing", "2026-03-03"), {}),
    ("permit_refusal_tells_remedies", "decide", permit(), {"outcome": "refuse", "reasons": "不足", "remedy": "复议"},
     permit(), {"outcome": "refuse", "reasons": "不符合条件"}),
    ("permit_served_before_close", "close", permit().act("serve_decision", "2026-03-05"), {}, permit(), {}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[r[0] for r in ROWS])
def test_gate_passes_and_blocks(row):
    gate, kind, good, lawful, bad, unlawful = row
    assert good.check(gate, kind, lawful, on="2026-03-04").passes
    assert bad.check(gate, kind, unlawful, on="2026-03-04").blocks


def test_two_staff_verify_on_site():
    assert permit().check("permit_two_verify", "verify").passes
    assert permit().check("permit_two_verify", "verify", by=[ANN]).blocks


def test_untold_corrections_are_acceptance():
    case = permit(**LACKING)
    assert case.check("permit_materials_complete", "accept", on="2026-03-10").passes
    assert case.check("permit_corrections_told_once", "request_materials", on="2026-03-10").blocks


def test_no_decision_before_the_time_to_ask_for_a_hearing_ends():
    case = permit().act("offer_hearing", "2026-03-09", OFFERED)
    assert case.check("permit_hearing_settled", "decide", on="2026-03-16").blocks
    assert case.check("permit_hearing_settled", "decide", on="2026-03-17").passes
