"""中介服务清单 on a day: what applicants may be told to buy, what was struck off, and what must be cleaned up (RQ048).

行政许可法第二十七条第一款: whoever grants permits may not ask applicants to accept paid services without a ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yifa.law.permit_items import SETTING, SOURCES, PermitItem
from yifa.registers.dates import in_force
from yifa.registers.models import IntermediaryService, ServiceCleanup

STRUCK = frozenset({"cancel", "merge", "to_agency"})
CITES = "行政许可法第二十七条第一款"


@dataclass(frozen=True, slots=True)
class Concern:
    """Something about a service that has to be cleaned up, in Chinese."""

    agency_id: str
    name: str
    text: str


def struck_off(service: IntermediaryService, on: date) -> ServiceCleanup | None:
    """The decision by which the service left the list by that day, or None. Reads `cleanups`; prefetch them."""
    decided = [c for c in service.cleanups.all() if c.decided_on and c.decided_on <= on]
    newest = max(decided, key=lambda c: c.decided_on or c.proposed_on, default=None)
    return newest if newest is not None and newest.outcome in STRUCK else None


def services(on: date, agency_id: str = "") -> list[IntermediaryService]:
    """Those registered and in force by their own dates, with their clean-ups. Two statements."""
    rows = in_force(IntermediaryService, on).select_related("agency", "power").prefetch_related("cleanups")
    if agency_id:
        rows = rows.filter(agency_id=agency_id)
    return list(rows.order_by("agency__name", "name"))


def on_list(found: Iterable[IntermediaryService], on: date) -> list[IntermediaryService]:
    """Those that no decision has struck off by that day."""
    return [s for s in found if struck_off(s, on) is None]


def concerns(found: Sequence[IntermediaryService], items: Iterable[PermitItem], on: date) -> list[Concern]:
    """What is to be cleaned up: services without a text that may ask for them, items that ask for what is not listed.

    Pure but for what was prefetched. A service under a clean-up that waits is named with it.
    """
    told = []
    listed: dict[tuple[str, str], IntermediaryService] = {(str(s.agency_id), s.name): s for s in found}
    for service in found:
        if struck_off(service, on) is not None:
            continue
        waiting = next((c for c in service.cleanups.all() if c.decided_on is None), None)
        agency = str(service.agency_id)
        if waiting is not None:
            said = f"{waiting.proposed_on.isoformat()}提出{waiting.get_proposal_display()}，尚未决定"
            told.append(Concern(agency, service.name, said))
        elif service.source not in SETTING:
            kind = SOURCES.get(service.source, service.source)
            told.append(
                Concern(agency, service.name, f"依据是{kind}，没有法律、法规、规章依据，应当清理（{CITES}）")
            )
    for item in items:
        for row in item.services:
            name = str(row.get("name") or "")
            service_ = listed.get((item.agency_id, name))
            if service_ is None:
                told.append(Concern(item.agency_id, name, f"“{item.title}”要求提供，但没有列入中介服务清单"))
            elif (gone := struck_off(service_, on)) is not None:
                told.append(
                    Concern(
                        item.agency_id, name,
                        f"已经{gone.get_outcome_display()}（{gone.document}），“{item.title}”仍要求提供",
                    )
                )  # fmt: skip
    return told
