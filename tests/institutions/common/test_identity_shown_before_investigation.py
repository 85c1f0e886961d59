"""Certificates are shown before anything is recorded (行政处罚法第五十五条)."""

from institutions.builder import Case

GATE = "identity_shown_before_investigation"


def test_without_any_showing_the_record_is_refused():
    assert "出示执法证件" in Case().check(GATE, "record_questioning", {"identity_shown": False}).blocks


def test_showing_in_the_record_itself_passes():
    assert Case().check(GATE, "record_questioning", {"identity_shown": True}).passes


def test_an_act_of_showing_beforehand_passes():
    case = Case().act("show_identity", "2026-03-06")
    assert case.check(GATE, "record_inspection", {}, on="2026-03-06").passes


def test_showing_afterwards_is_too_late():
    case = Case().act("show_identity", "2026-03-08")
    assert case.check(GATE, "record_inspection", {}, on="2026-03-06").blocks
