"""Whoever was entrusted entrusts nobody (行政处罚法 20 IV)."""

from dataclasses import replace

from institutions.penalty.mandates import ENTRUSTED, said

GATE = "entrusted_not_passed_on"


def test_an_entrustment_by_an_entrusted_organisation_is_worth_nothing():
    passed_on = replace(ENTRUSTED, grantor="测试市环卫中心", grantor_kind="entrusted")
    found = said(GATE, "register_clue", passed_on, kind="entrusted")
    assert "测试市环卫中心" in found.blocks
    assert said(GATE, "register_clue", ENTRUSTED, kind="entrusted").passes
