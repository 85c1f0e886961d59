"""Two thousand people and firms that the agencies of 云州市 deal with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from yifa.demo.dice import Dice
from yifa.demo.names import STALLS, TRADES, firm, person, stall
from yifa.demo.numbers import COMPANY, TRADER, credit_code, identity_number, phone
from yifa.demo.people import REASON
from yifa.demo.places import DISTRICTS, address
from yifa.registers.change import change_many
from yifa.registers.models import Subject
from yifa.registers.scope import IMPORTER

SINCE = date(2020, 1, 1)
COUNT = 2000


@dataclass
class Town:
    """Who can be met in the city, by kind of trade ("person", STALLS and TRADES), each used once."""

    waiting: dict[str, list[Subject]]

    def next(self, group: str) -> Subject:
        """Somebody of that group whom no case has met yet."""
        return self.waiting[group].pop(0)


def rows(today: date, count: int = COUNT) -> list[tuple[str, dict[str, Any]]]:
    """`count` subjects with the group each belongs to: 4 of 10 people, 2 traders, 4 firms; names differ."""
    dice, seen = Dice("subjects"), set[str]()
    found = []
    stalls = list(STALLS)
    trades = [*TRADES, "food", "build", "haul"]
    for n in range(count):
        group = "person" if n % 10 < 4 else dice.one(stalls if n % 10 < 6 else trades)
        code, district = dice.one(DISTRICTS)
        name = _name(dice, group, district)
        while name in seen:
            name = _name(dice, group, district)
        seen.add(name)
        found.append((group, {"name": name, **_who(dice, group, code, district, n, today)}))
    return found


def _name(dice: Dice, group: str, district: str) -> str:
    if group == "person":
        return person(dice)
    return stall(dice, group, district) if group in STALLS else firm(dice, group)


def _who(dice: Dice, group: str, code: str, district: str, n: int, today: date) -> dict[str, Any]:
    common = {"address": address(dice, district), "phone": phone(500_000 + n), "valid_from": SINCE}
    if group == "person":
        born = today - timedelta(days=dice.between(20 * 366, 70 * 365))
        return common | {
            "kind": "natural", "identifier_kind": "identity", "identifier": identity_number(born, n // 10 * 4 + n % 10),
            "birth_date": born,
        }  # fmt: skip
    kind, prefix = ("individual_business", TRADER) if group in STALLS else ("legal", COMPANY)
    return common | {
        "kind": kind, "identifier_kind": "uscc", "identifier": credit_code(prefix, code, n), "legal_rep": person(dice),
    }  # fmt: skip


def build(today: date, count: int = COUNT) -> Town:
    """Load them and say who may be met. Must run inside `scope(IMPORTER)`."""
    made = rows(today, count)
    created = change_many(IMPORTER, Subject, [values for _, values in made], REASON).created
    waiting: dict[str, list[Subject]] = {}
    for (group, _), subject in zip(made, created, strict=True):
        waiting.setdefault(group, []).append(subject)
    return Town(waiting)
