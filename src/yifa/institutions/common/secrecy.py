"""Classifying a case: whom it names, and which bodies decide (保守国家秘密法第十七条、第二十一条)."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions.common.reading import payload, text, texts
from yifa.law.gates import Note, block, gate, warn
from yifa.law.view import MatterView, Proposal

CITY = 2  # province 1, city 2, county 3, township 4


@gate("known_to_serve_here", title="知悉范围限于本机关在职人员", cites="保守国家秘密法第二十一条第二款")
def known_to_serve_here(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Whoever may know is named as a person, and is one of the agency's in service."""
    for officer_id in texts(payload(proposal), "known_to"):
        officer = view.officer(officer_id)
        if officer is None or officer.agency_id != view.agency.id or not officer.in_service:
            name = officer.name if officer else "未登记人员"
            yield block(f"{name}不是本机关在职人员", "在本机关在职人员中选择", "known_to")


@gate("state_secrets_by_competent_body", title="有定密权限", cites="保守国家秘密法第十七条第二款")
def state_secrets_by_competent_body(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """Below the city a body classifies state secrets only where it was authorised to (第十七条第二款、第三款)."""
    if text(payload(proposal), "secrecy") == "state" and view.agency.level > CITY:
        yield warn(
            "县级以下机关须经授权才能确定国家秘密",
            "没有授权的，先行采取保密措施，并立即报请有定密权限的上级机关确定",
            "secrecy",
        )
