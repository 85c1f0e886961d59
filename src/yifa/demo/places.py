"""云州市 on the map: regions, streets and addresses. All fictional; codes 99xxxx are given to no real place."""

from __future__ import annotations

from typing import Any

from yifa.demo.dice import Dice

CITY = "990100"
REGIONS: tuple[dict[str, Any], ...] = (
    {"code": "990000", "name": "云岭省", "level": 1, "parent": None},
    {"code": "990100", "name": "云州市", "level": 2, "parent": "990000"},
    {"code": "990101", "name": "云山区", "level": 3, "parent": "990100"},
    {"code": "990102", "name": "临江区", "level": 3, "parent": "990100"},
    {"code": "990103", "name": "望湖区", "level": 3, "parent": "990100"},
    {"code": "990121", "name": "青溪县", "level": 3, "parent": "990100"},
    {"code": "990101001", "name": "鼓楼街道", "level": 4, "parent": "990101"},
    {"code": "990101002", "name": "古榕街道", "level": 4, "parent": "990101"},
    {"code": "990102001", "name": "江滨街道", "level": 4, "parent": "990102"},
    {"code": "990102002", "name": "码头街道", "level": 4, "parent": "990102"},
    {"code": "990103001", "name": "望湖街道", "level": 4, "parent": "990103"},
    {"code": "990103002", "name": "新城街道", "level": 4, "parent": "990103"},
    {"code": "990121101", "name": "青溪镇", "level": 4, "parent": "990121"},
)
DISTRICTS = tuple((str(r["code"]), str(r["name"])) for r in REGIONS if r["level"] == 3)
_STREETS = (
    "云山路", "榕荫街", "江滨大道", "望湖路", "观星街", "听雨巷", "百花路", "书院街", "长虹路", "青石巷", "新城大道",
    "星光路",
)  # fmt: skip


def street(dice: Dice) -> str:
    """A street with a number, without its district."""
    return f"{dice.one(_STREETS)}{dice.between(1, 299)}号"


def address(dice: Dice, district: str) -> str:
    """A full address in a district."""
    return f"云州市{district}{street(dice)}"
