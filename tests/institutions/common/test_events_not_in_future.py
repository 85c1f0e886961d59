"""What is recorded as having happened does not lie ahead (行政处罚法第四十七条)."""

from institutions.builder import Case

GATE = "events_not_in_future"


def test_today_passes():
    assert Case().check(GATE, "pay", {"paid_on": "2026-11-22"}).passes


def test_tomorrow_is_refused_beside_its_field():
    found = Case().check(GATE, "pay", {"paid_on": "2026-11-23"})
    assert "尚未发生" in found.blocks and found.fields == {"paid_on"}


def test_a_moment_later_than_today_is_refused():
    assert Case().check(GATE, "hold_hearing", {"started_at": "2026-11-24T09:00:00+08:00"}).fields == {
        "started_at"
    }


def test_deadlines_and_appointments_may_lie_ahead():
    assert Case().check(GATE, "hearing_notice", {"hearing_at": "2027-01-05T09:00:00+08:00"}).passes
    assert Case().check(GATE, "order_correction", {"deadline": "2027-01-05"}).passes


def test_evidence_collected_tomorrow_is_refused():
    assert Case().check(GATE, "add_evidence", {"exhibits": [{"collected_on": "2026-12-01"}]}).fields == {
        "exhibits"
    }


def test_nonsense_is_left_to_the_form():
    assert Case().check(GATE, "pay", {"paid_on": "不是日期"}).passes
    assert Case().check(GATE, "pay", {"paid_on": 20261122}).passes
