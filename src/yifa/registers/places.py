"""A region as people type it, with what lies above it, for asking which law applies there."""

from __future__ import annotations

from yifa.law.asking import Mistake
from yifa.law.codes import check_region_code
from yifa.registers.dates import region_chain
from yifa.registers.models import Region

_NAMED = 5


def regions_of(text: str) -> tuple[str, ...]:
    """The chain, narrow to wide, of a registered region by code (53 and 5301 are completed) or full name.

    Empty for no text. Raises Mistake (field region) for a code that is none, a region that the register does
    not have, or a name that several have. Two queries.
    """
    text = text.strip()
    if not text:
        return ()
    if not text.isprintable():
        raise Mistake("region", "含有无法识别的字符，请填行政区划的代码或者全称")
    return region_chain(_by_code(text) if text[0].isdigit() else _by_name(text))


def _by_code(code: str) -> str:
    if reason := check_region_code(code):
        raise Mistake("region", reason)
    full = code.ljust(6, "0")
    if not Region.objects.filter(pk=full).exists():
        raise Mistake("region", f"行政区划登记中没有“{code}”，请核对代码，或者改填上级行政区划")
    return full


def _by_name(name: str) -> str:
    rows = Region.objects.filter(name=name).values_list("code", "parent__name")
    found = list(rows.order_by("code")[: _NAMED + 1])
    if not found:
        raise Mistake("region", f"行政区划登记中没有“{name[:60]}”，请填全称（如云州市）或者代码")
    if len(found) > 1:
        listed = "、".join(f"{code}（{parent or '无上级'}）" for code, parent in found[:_NAMED])
        raise Mistake("region", f"有几个“{name}”，请填代码：{listed}")
    return found[0][0]
