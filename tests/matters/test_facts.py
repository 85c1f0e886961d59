"""Facts taken from payloads: of one field, and of a field of every row of a repeated group."""

from yifa.law.procedure import FactRule
from yifa.matters import discovery
from yifa.matters.facts import facts_of, value_of

ROWS = {"rows": [{"code": "A", "until": None}, {"code": "B", "until": "2026-03-04"}, {"code": "C"}]}


def test_every_row_keeps_its_place():
    assert value_of(ROWS, "rows.code") == "A、B、C"
    assert value_of(ROWS, "rows.until") == "、2026-03-04、"
    assert value_of({"rows": []}, "rows.code") == ""
    assert value_of({}, "rows.code") is None
    assert value_of({"rows": "A"}, "rows.code") is None
    assert value_of({"code": "A"}, "code") == "A"


def test_an_empty_group_is_a_fact_only_over_an_earlier_one():
    procedure = discovery.procedures()["penalty.ordinary"]
    assert isinstance(procedure.facts["further_codes"], FactRule)
    empty = {"further_violations": []}
    assert "further_codes" not in facts_of(procedure, "decide", empty)
    assert facts_of(procedure, "decide", empty, {"further_codes": "T-3"})["further_codes"] == ""
    some = {"further_violations": [{"violation_code": "T-3", "fine_fen": 100}]}
    found = facts_of(procedure, "decide", some)
    assert (found["further_codes"], found["further_fines"]) == ("T-3", "100")
