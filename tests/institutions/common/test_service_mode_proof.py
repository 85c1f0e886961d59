"""Every lawful mode of service has its own proof (民事诉讼法第八十七条至第九十五条)."""

import pytest

from institutions.builder import Case, service

GATE = "service_mode_proof"
pytestmark = pytest.mark.requirement("RQ078")


LAWFUL = [
    service(),
    {"mode": "leave", "served_on": "2026-03-20", "refusal_reason": "拒绝接收", "witness": "社区干部李某"},
    {"mode": "leave", "served_on": "2026-03-20", "refusal_reason": "拒绝接收", "recorded": True},
    {"mode": "post", "served_on": "2026-03-20", "tracking_number": "EX123456789CN"},
    {"mode": "entrust", "served_on": "2026-03-20", "through": "邻市城管局", "signed": True},
    {"mode": "forward", "served_on": "2026-03-20", "through": "某监狱", "signed": True},
    {
        "mode": "public", "served_on": "2026-04-17", "published_on": "2026-03-18", "channel": "机关网站",
        "public_reason": "多次上门和邮寄均无法送达",
    },
    {"mode": "electronic", "served_on": "2026-03-20", "address_used": "a@example.cn", "recorded": True},
]  # fmt: skip


@pytest.mark.parametrize("values", LAWFUL, ids=lambda v: v["mode"])
def test_each_mode_with_its_proof_passes(values):
    assert Case().check(GATE, "serve_decision", values).passes


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (service(signed=False), "signed"),
        ({**LAWFUL[1], "witness": ""}, "witness"),
        ({**LAWFUL[1], "refusal_reason": ""}, "refusal_reason"),
        ({**LAWFUL[3], "tracking_number": ""}, "tracking_number"),
        ({**LAWFUL[4], "through": ""}, "through"),
        ({**LAWFUL[5], "signed": False}, "signed"),
        ({**LAWFUL[6], "channel": ""}, "channel"),
        ({**LAWFUL[6], "published_on": None}, "published_on"),
        ({**LAWFUL[7], "recorded": False}, "recorded"),
        ({**LAWFUL[7], "address_used": ""}, "address_used"),
        (service(served_on=None), "served_on"),
    ],
)
def test_each_mode_without_its_proof_is_refused(values, field):
    found = Case().check(GATE, "serve_decision", values)
    assert found.blocks and field in found.fields


def test_a_telephone_call_is_no_service():
    assert "不是法律规定的送达方式" in Case().check(GATE, "serve_decision", {"mode": "phone"}).blocks
