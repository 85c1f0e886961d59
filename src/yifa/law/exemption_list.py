"""Published lists of violations that may go unpunished: 首违不罚 and 轻微免罚 (处罚法 33).

A list is JSON: {"list": {title, document_no, authority, effective, effective_to, region, sector}, "items": [{code,
violation, kind, conditions}]}; `kind` is `first` (首违不罚) or `minor` (轻微免罚), `conditions` are sentences.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.law.benchmarks import BenchmarkUnreadable
from yifa.law.circumstances import CIRCUMSTANCES

_KINDS = {
    "first": "first_minor_corrected", "首违不罚": "first_minor_corrected",
    "minor": "minor_corrected_no_harm", "轻微免罚": "minor_corrected_no_harm",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exemption:
    """One listed violation; `circumstance` is the code of the ground in CIRCUMSTANCES, `source` the list."""

    code: str
    violation: str
    circumstance: str
    conditions: tuple[str, ...]
    source: str
    effective_from: date
    effective_to: date | None
    region: str = ""
    sector: str = ""

    def in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Exempted:
    """Whether the listed conditions are met, the code for `assess(circumstances=…)` ("" if not), and why."""

    circumstance: str
    sentence: str
    citation: str
    missing: tuple[str, ...] = ()


def read_exemptions(raw: bytes) -> tuple[tuple[Exemption, ...], tuple[str, ...]]:
    """(entries, problems with their place). Raises BenchmarkUnreadable for what is no list."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BenchmarkUnreadable("不是免罚清单：不是UTF-8编码的JSON文件") from error
    if not isinstance(data, dict) or not isinstance(data.get("list"), dict) or not isinstance(
        data.get("items"), list
    ):  # fmt: skip
        raise BenchmarkUnreadable("不是免罚清单：缺少“list”或者“items”")
    head: dict[str, Any] = data["list"]
    try:
        first = date.fromisoformat(head["effective"])
        last = date.fromisoformat(head["effective_to"]) if head.get("effective_to") else None
    except (KeyError, TypeError, ValueError) as error:
        raise BenchmarkUnreadable("免罚清单没有有效的施行日期或者失效日期") from error
    title, number = _text(head, "title").strip("《》"), _text(head, "document_no")
    if not title:
        raise BenchmarkUnreadable("免罚清单没有名称")
    source = f"《{title}》（{number}）" if number else f"《{title}》"
    found: list[Exemption] = []
    problems: list[str] = []
    for at, row in enumerate(data["items"], 1):
        ground = _KINDS.get(_text(row, "kind")) if isinstance(row, dict) else None
        conditions = row.get("conditions") if isinstance(row, dict) else None
        if ground is None:
            problems.append(f"第{at}项：类别应为“首违不罚”或者“轻微免罚”")
        elif not _text(row, "violation"):
            problems.append(f"第{at}项：缺少违法行为")
        elif not isinstance(conditions, list) or not conditions or not all(
            isinstance(c, str) and c.strip() for c in conditions
        ):  # fmt: skip
            problems.append(f"第{at}项：缺少适用条件")
        else:
            kept = tuple(c.strip() for c in conditions)
            found.append(
                Exemption(_text(row, "code"), _text(row, "violation"), ground, kept, source, first, last,
                          _text(head, "region"), _text(head, "sector"))
            )  # fmt: skip
    return tuple(found), tuple(problems)


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return value.strip() if isinstance(value, str) else ""


def exempted(
    entry: Exemption, *, met: Collection[str], on: date, regions: Collection[str] = (), sector: str = "",
    repeat_count: int = 1,
) -> Exempted:  # fmt: skip
    """Whether a listed violation meets the list: `met` are the conditions established with evidence, word for word.

    A first violation may go unpunished (可以), a slight one without harm is not punished (处罚法 33 第一款).
    """
    ground = CIRCUMSTANCES[entry.circumstance]
    citation = f"{ground.citation}；{entry.source}"
    outside = (entry.region and entry.region not in regions) or (
        entry.sector and sector and entry.sector != sector
    )
    if outside or not entry.in_force(on):
        return Exempted("", f"{entry.source}不适用于本案的时间、区域或者领域", citation)
    if entry.circumstance == "first_minor_corrected" and repeat_count > 1:
        return Exempted("", "追溯期内已有处罚记录，不属于初次违法", citation)
    missing = tuple(c for c in entry.conditions if c not in met)
    if missing:
        return Exempted(
            "", f"“{entry.violation}”列入{entry.source}，尚未认定：{'；'.join(missing)}", citation, missing
        )
    effect = "可以不予行政处罚" if ground.effect == "may_none" else "不予行政处罚"
    sentence = f"“{entry.violation}”列入{entry.source}，符合所列条件，{effect}（{ground.citation}）"
    return Exempted(entry.circumstance, sentence, citation)
