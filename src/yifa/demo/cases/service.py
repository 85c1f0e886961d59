"""Delivery of papers, each way with the proof it needs."""

from __future__ import annotations

from typing import Any

from yifa.demo.story import Affair, Case, Story


def delivery(case: Affair, mode: str) -> dict[str, Any]:
    """Fields of Service for a mode."""
    subject = case.subject
    person = subject.kind == "natural"
    common: dict[str, Any] = {
        "mode": mode,
        "served_on": case.today,
        "recipient": subject.name if person else subject.legal_rep,
        "relation": "party" if person else "legal_rep",
        "place": subject.address,
    }
    ways: dict[str, dict[str, Any]] = {
        "direct": {"signed": True},
        "leave": {
            "refusal_reason": "当事人收到后拒绝签名",
            "witness": "社区居民委员会工作人员",
            "recorded": True,
        },
        "post": {"signed": True, "tracking_number": f"XA{case.dice.between(10**8, 10**9 - 1)}CN"},
        "electronic": {"recorded": True, "address_used": subject.phone},
    }  # fmt: skip
    return common | ways[mode]


def announced(case: Case) -> Story:
    """公告送达 of the decision: published at once, served when thirty days are over."""
    reason = "直接送达时住所无人，邮寄被退回，电话无法接通，无法以其他方式送达。"
    channel = f"{case.office.agency.short_name}门户网站和公告栏"
    published = case.today
    yield case.act(
        "publish_notice", document="行政处罚决定书", published_on=published, channel=channel, reason=reason
    )
    case.pause(32, 34)
    yield case.act(
        "serve_decision",
        mode="public",
        served_on=case.today,
        recipient=case.subject.name,
        published_on=published,
        channel=channel,
        public_reason=reason,
    )


def usual_mode(case: Case) -> str:
    """Mostly by hand; by post, left, or electronically where the party agreed."""
    modes = ["direct"] * 6 + ["post", "post", "leave"]
    if case.electronic:
        modes = ["electronic"] * 3 + ["direct"]
    return case.dice.one(modes)


def served(case: Case, mode: str = "", expect: tuple[str, ...] = ()) -> Story:
    """送达决定书."""
    yield case.act("serve_decision", expect=expect, **delivery(case, mode or usual_mode(case)))
