"""Public notice is the last resort, and the file says why (民事诉讼法第九十五条)."""

import pytest

from institutions.builder import Case, service

GATE = "public_notice_last_resort"
pytestmark = pytest.mark.requirement("RQ078")


def test_a_publication_without_reasons_is_refused():
    assert "原因和经过" in Case().check(GATE, "publish_notice", {"reason": ""}).blocks
    assert Case().check(GATE, "publish_notice", {"reason": "人去楼空，邮件退回"}).passes


def test_service_by_notice_says_what_was_tried():
    values = {"mode": "public", "public_reason": "无"}
    assert Case().check(GATE, "serve_decision", values).fields == {"public_reason"}
    assert Case().check(GATE, "serve_decision", {**values, "public_reason": "直接、邮寄均无法送达"}).passes


def test_other_modes_are_not_its_business():
    assert Case().check(GATE, "serve_decision", service()).passes
