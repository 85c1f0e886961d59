"""A served adjudication is public in three fields, without names; revoking takes it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from institutions.short.test_through_engine import until_decided

if TYPE_CHECKING:
    from support.walk import Walk


@pytest.mark.requirement("RQ065")
def test_a_served_adjudication_is_public_and_taken_back_when_revoked(walk: Walk) -> None:
    from support.walk import day

    from yifa.matters.models import Disclosure
    from yifa.registers.scope import scope

    until_decided(walk, "adjudication")
    walk.run_effects()
    receipt = {"mode": "direct", "served_on": day(), "recipient": "李某", "relation": "agent", "signed": True}
    walk.do("serve_decision", receipt)
    walk.run_effects()
    with scope(walk.office.actor("handler")):
        shown = Disclosure.objects.get()
        told = json.dumps(shown.content, ensure_ascii=False, default=str)
    assert shown.state == "published"
    assert "同意办理" in told
    assert "孙小明" not in told and "请求依法办理" not in told
    told_why = {"reasons": "认定有误。", "public_reason": "决定已被撤销。"}
    walk.do("revoke", {"authority": "本机关", "effective_on": day(), **told_why})
    walk.run_effects()
    with scope(walk.office.actor("handler")):
        assert Disclosure.objects.get().state == "withdrawn"
