"""Matters of the city that are no penalties: which, where, how long ago they began, and where some of them rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yifa.demo.cases import coercion, permit, topics
from yifa.demo.cases.short import revoked, turned_down, whole
from yifa.demo.dice import Dice
from yifa.demo.people import Office
from yifa.demo.story import Affair, Story
from yifa.demo.subjects import Town
from yifa.law.lawbook import LawBook

LEVY, GRANT, CONFIRMATION = "levy.general", "grant.general", "confirmation.general"
ADJUDICATION, AWARD = "adjudication.general", "award.general"
PERMIT = "permit.ordinary"


@dataclass(frozen=True, slots=True)
class Other:
    """One matter. `groups` are the trades of its parties (see `subjects.Town`), `days` how long ago it began."""

    procedure: str
    agency: str
    groups: tuple[str, ...]
    days: int
    story: Callable[[Affair], Story]
    stop: str = ""


OTHERS: tuple[Other, ...] = (
    Other(LEVY, "transport", ("haul",), 410, whole(topics.FLOOD_TRUCKS)),
    Other(LEVY, "urban", ("build",), 405, whole(topics.FLOOD_YARD)),
    Other(LEVY, "transport", ("haul",), 16, whole(topics.FLOOD_TRUCKS), "decide"),
    Other(LEVY, "urban", ("build",), 9, whole(topics.FLOOD_YARD), "initiate"),
    Other(GRANT, "transport", ("haul",), 300, whole(topics.SCRAPPED_TRUCK)),
    Other(GRANT, "transport", ("haul",), 130, whole(topics.SCRAPPED_TRUCK)),
    Other(GRANT, "urban", ("eatery",), 240, whole(topics.GREASE_TRAP)),
    Other(GRANT, "urban", ("eatery",), 60, turned_down(topics.GREASE_TRAP, "申请人不在补助范围内。")),
    Other(GRANT, "urban", ("eatery",), 22, whole(topics.GREASE_TRAP), "examine"),
    Other(GRANT, "transport", ("haul",), 6, whole(topics.SCRAPPED_TRUCK), "apply"),
    Other(CONFIRMATION, "market", ("shop",), 260, whole(topics.SHARE_PLEDGE)),
    Other(CONFIRMATION, "market", ("plant",), 90, whole(topics.SHARE_PLEDGE)),
    Other(CONFIRMATION, "market", ("shop",), 26, whole(topics.SHARE_PLEDGE), "decide"),
    Other(CONFIRMATION, "transport", ("haul",), 200, whole(topics.STATION_GRADE)),
    Other(CONFIRMATION, "transport", ("haul",), 28, whole(topics.STATION_GRADE), "serve_decision"),
    Other(ADJUDICATION, "market", ("shop", "shop"), 190, whole(topics.NAME_DISPUTE)),
    Other(ADJUDICATION, "urban", ("stall", "stall"), 150, whole(topics.LANE_DISPUTE)),
    Other(ADJUDICATION, "urban", ("stall", "stall"), 12, whole(topics.LANE_DISPUTE), "hear_parties"),
    Other(ADJUDICATION, "market", ("food", "food"), 5, whole(topics.NAME_DISPUTE), "apply"),
    Other(AWARD, "eco", ("plant",), 220, whole(topics.GREEN_PIONEER)),
    Other(AWARD, "eco", ("plant",), 30, whole(topics.GREEN_PIONEER), "serve_decision"),
    Other(AWARD, "market", ("stall",), 170, whole(topics.HONEST_SHOP)),
    Other(AWARD, "market", ("stall",), 110, revoked(topics.HONEST_SHOP, "复核发现申报前一年内有未登记的投诉。")),
    Other(AWARD, "market", ("stall",), 8, whole(topics.HONEST_SHOP), "examine"),
    Other(PERMIT, "urban", ("shop",), 280, permit.granted(permit.ROAD)),
    Other(PERMIT, "urban", ("build",), 160, permit.granted(permit.DIG, reviewed=True)),
    Other(PERMIT, "urban", ("build",), 120, permit.extended(permit.DIG)),
    Other(PERMIT, "urban", ("shop",), 100, permit.refused(permit.ROAD)),
    Other(PERMIT, "urban", ("shop",), 75, permit.not_accepted(permit.ROAD)),
    Other(PERMIT, "urban", ("shop",), 3, permit.granted(permit.ROAD), "receive"),
    Other(PERMIT, "urban", ("shop",), 15, permit.granted(permit.ROAD, mended=True), "request_materials"),
    Other(PERMIT, "urban", ("build",), 14, permit.granted(permit.DIG), "verify"),
    Other(PERMIT, "urban", ("build",), 24, permit.granted(permit.DIG, reviewed=True), "submit_legal_review"),
    Other(PERMIT, "urban", ("shop",), 21, permit.granted(permit.ROAD), "decide"),
    Other(PERMIT, "market", ("food",), 210, permit.granted(permit.FOOD, mended=True)),
    Other(PERMIT, "market", ("food",), 13, permit.granted(permit.FOOD), "accept"),
    Other(PERMIT, "transport", ("haul",), 180, permit.granted(permit.HAULAGE)),
    Other(PERMIT, "transport", ("haul",), 20, permit.granted(permit.HAULAGE), "decide"),
    Other(PERMIT, "eco", ("plant",), 150, permit.granted(permit.IMPACT)),
    Other(PERMIT, "eco", ("plant",), 12, permit.granted(permit.IMPACT), "verify"),
    Other(coercion.MEASURE, "urban", ("stall",), 125, coercion.given_back(coercion.SPEAKERS)),
    Other(coercion.MEASURE, "urban", ("stall",), 27, coercion.given_back(coercion.SPEAKERS), "keep_goods"),
    Other(coercion.MEASURE, "market", ("food",), 45, coercion.extended(coercion.WORKSHOP), "serve_document"),
    Other(coercion.ENFORCEMENT, "transport", ("build",), 140, coercion.substituted),
    Other(coercion.ENFORCEMENT, "transport", ("build",), 9, coercion.substituted, "serve_demand"),
)  # fmt: skip


def other_stories(
    rows: tuple[Other, ...], offices: dict[str, Office], town: Town, law: LawBook, today: date
) -> Iterator[tuple[Affair, Story]]:
    """Every one of these matters with its story, not yet begun."""
    for number, row in enumerate(rows):
        label = f"{row.procedure}-{number}"
        affair = Affair(
            label=label,
            office=offices[row.agency],
            subject=town.next(row.groups[0]),
            others=tuple(town.next(g) for g in row.groups[1:]),
            law=law,
            dice=Dice("affair", label),
            started=today - timedelta(days=row.days),
            procedure=row.procedure,
            stop=row.stop,
            head="agency_head2",
        )
        yield affair, row.story(affair)
