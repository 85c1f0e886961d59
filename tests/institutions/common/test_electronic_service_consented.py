"""Electronic service needs a signed confirmation (行政处罚法第六十一条第二款)."""

import pytest

from institutions.builder import Case, service

GATE = "electronic_service_consented"
pytestmark = pytest.mark.requirement("RQ078")


SENT = {"mode": "electronic", "served_on": "2026-03-20", "address_used": "a@example.cn"}
AGREED = {"electronic": True, "electronic_address": "a@example.cn", "signed": True}


def test_without_confirmation_it_is_refused():
    assert "没有签订" in Case().check(GATE, "serve_notice", SENT).blocks


def test_with_confirmation_it_passes():
    assert Case().act("confirm_address", "2026-03-10", AGREED).check(GATE, "serve_notice", SENT).passes


def test_an_unsigned_confirmation_does_not_count():
    case = Case().act("confirm_address", "2026-03-10", {**AGREED, "signed": False})
    assert case.check(GATE, "serve_notice", SENT).blocks


def test_another_address_is_refused():
    case = Case().act("confirm_address", "2026-03-10", {**AGREED, "electronic_address": "b@example.cn"})
    assert "不一致" in case.check(GATE, "serve_notice", SENT).blocks


def test_other_modes_need_no_consent():
    assert Case().check(GATE, "serve_notice", service()).passes
