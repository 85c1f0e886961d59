"""Doing it: each rule blocking (or warning) and passing."""

import pytest

from institutions.coercion.builder import demanded, enforcement, ordered


def record(start="2026-11-04T09:00:00+08:00", end="2026-11-04T11:00:00+08:00", **changes):
    values = {"started_at": start, "ended_at": end, "method": "auction", "urgent_reason": ""}
    return {**values, **changes}


@pytest.mark.parametrize(
    ("start", "end", "barred"),
    [
        ("2026-11-04T09:00", "2026-11-04T11:00", ""),
        ("2026-11-04T06:00", "2026-11-04T21:59", ""),
        ("2026-11-04T21:00", "2026-11-04T22:00", "夜间"),
        ("2026-11-04T05:59", "2026-11-04T07:00", "夜间"),
        ("2026-11-04T18:00", "2026-11-05T08:00", "夜间"),
        ("2026-10-01T09:00", "2026-10-01T11:00", "法定节假日"),
        ("2026-02-17T09:00", "2026-02-17T11:00", "法定节假日"),
        ("2026-11-07T09:00", "2026-11-07T11:00", ""),  # a Saturday is no public holiday
    ],
)
@pytest.mark.requirement("RQ127")
def test_not_at_night(start, end, barred):
    gate = "coercion_not_at_night"
    found = ordered().check(gate, "enforce", record(f"{start}:00+08:00", f"{end}:00+08:00"))
    assert found.passes if not barred else barred in found.blocks
    urgent = record(f"{start}:00+08:00", f"{end}:00+08:00", urgent_reason="堤坝有溃决危险")
    assert not ordered().check(gate, "enforce", urgent).blocks


def test_no_cutting_off():
    gate = "coercion_no_cutting_off"
    assert ordered().check(gate, "enforce", record()).passes
    assert ordered().check(gate, "enforce", record(cuts_supply=True, residential=True)).blocks
    assert ordered().check(gate, "enforce", record(cuts_supply=True)).warns


def test_decision_before_execution():
    gate = "coercion_decision_before_execution"
    assert ordered().check(gate, "enforce", record()).passes
    assert demanded().check(gate, "enforce", record()).blocks
    early = record("2026-10-27T09:00:00+08:00", "2026-10-27T10:00:00+08:00")
    assert ordered().check(gate, "enforce", early).fields == {"started_at"}
    assert ordered().check(gate, "enforce", record(method="remove")).fields == {"method"}


def test_transfer_by_law():
    gate, given = (
        "coercion_transfer_by_law",
        {"basis": "《某法》第四十条", "notified": True, "amount_fen": 500_000},
    )
    assert ordered("transfer").check(gate, "transfer_deposits", given).passes
    assert ordered("transfer").check(gate, "transfer_deposits", {**given, "basis": "规定"}).fields == {
        "basis"
    }
    assert ordered("transfer", power="auction").check(gate, "transfer_deposits", given).fields == {"basis"}
    assert ordered("transfer").check(gate, "transfer_deposits", {**given, "notified": False}).fields == {
        "notified"
    }
    assert ordered("transfer").check(gate, "transfer_deposits", {**given, "amount_fen": 500_001}).blocks


def test_auction_entrusted():
    gate, given = (
        "coercion_auction_entrusted",
        {"entrusted": True, "proceeds_fen": 800_000, "applied_fen": 500_000},
    )
    assert ordered().check(gate, "auction_goods", given).passes
    assert ordered().check(gate, "auction_goods", {**given, "entrusted": False}).fields == {"entrusted"}
    assert ordered().check(gate, "auction_goods", {**given, "applied_fen": 500_001}).fields == {"applied_fen"}
    assert ordered().check(gate, "auction_goods", {**given, "proceeds_fen": 1}).fields == {"applied_fen"}


def test_to_treasury():
    gate = "coercion_to_treasury"
    assert ordered().check(gate, "auction_goods", {"account": "treasury", "voucher": "1"}).passes
    assert ordered().check(gate, "auction_goods", {"account": "fiscal", "voucher": "1"}).passes
    assert ordered().check(gate, "auction_goods", {"account": "other", "voucher": "1"}).blocks
    assert ordered().check(gate, "auction_goods", {"account": "treasury"}).fields == {"voucher"}


def test_conclusion_grounded():
    gate = "coercion_conclusion_grounded"
    assert ordered().check(gate, "conclude", {}).blocks
    sold = ordered().act("auction_goods", "2026-11-04", {"applied_fen": 300_000})
    assert "2000元" in sold.check(gate, "conclude", {}).blocks
    assert sold.check(gate, "perform", {"amount_fen": 200_000}).passes
    assert sold.check(gate, "perform", {"amount_fen": 199_999}).fields == {"amount_fen"}
    all_of_it = ordered().act("auction_goods", "2026-11-04", {"applied_fen": 500_000})
    assert all_of_it.check(gate, "conclude", {}).passes
    removed = ordered("remove", duty="restore", principal_fen=None).act("enforce", "2026-11-04", {})
    assert removed.check(gate, "conclude", {}).passes


def test_performance_within():
    gate = "coercion_performance_within"
    assert enforcement().check(gate, "perform_part", {"amount_fen": 500_000}).passes
    assert enforcement().check(gate, "perform_part", {"amount_fen": 500_001}).warns
    assert enforcement().check(gate, "perform_part", {}).fields == {"amount_fen"}
    assert enforcement(duty="restore").check(gate, "perform", {}).passes
