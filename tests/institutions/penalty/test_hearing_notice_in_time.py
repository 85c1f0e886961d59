"""The notice reaches the party seven working days before the hearing (行政处罚法第六十四条第二项)."""

import pytest

from institutions.builder import Case

GATE = "hearing_notice_in_time"
pytestmark = pytest.mark.requirement("RQ074")


def _case(served: str | None) -> Case:
    case = Case().act("hearing_notice", "2026-03-18", {"hearing_at": "2026-03-31T09:00:00+08:00"})
    if served:
        case.act("serve_document", served, {"document": "hearing_notice", "served_on": served})
    return case


HELD = {"started_at": "2026-03-31T09:00:00+08:00"}


def test_in_time_passes():
    assert _case("2026-03-20").check(GATE, "hold_hearing", HELD).passes


def test_late_is_refused():
    assert "2026-03-20" in _case("2026-03-23").check(GATE, "hold_hearing", HELD).blocks


def test_unserved_is_refused():
    assert "没有送达当事人" in _case(None).check(GATE, "hold_hearing", HELD).blocks


def test_no_notice_at_all_is_refused():
    assert "没有通知听证" in Case().check(GATE, "hold_hearing", HELD).blocks


def test_the_hearing_is_held_on_the_day_announced():
    late = {"started_at": "2026-04-01T09:00:00+08:00"}
    assert "与通知的不一致" in _case("2026-03-20").check(GATE, "hold_hearing", late).blocks
