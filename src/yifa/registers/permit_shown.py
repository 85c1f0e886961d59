"""A licensing item as people read it: words for codes, amounts in yuan, periods with their article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yifa.law.figures import FigureBook
from yifa.law.permit_items import CATEGORIES, FORMS, SOURCES, STARTS, STEPS, UNITS, PermitItem

Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and where its text can be read, "" where it cannot."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One item. Rows are (what, …, citation)."""

    item: PermitItem
    category: str
    basis: Cited
    conditions: tuple[tuple[str, str, Cited, Cited], ...]
    materials: tuple[tuple[str, str, str, Cited, str], ...]
    steps: tuple[tuple[str, Cited], ...]
    services: tuple[tuple[str, str, Cited], ...]
    fee: str
    fee_basis: Cited
    period: str
    period_basis: Cited
    promise: str


def texts_of(item: PermitItem) -> list[str]:
    """Every text of the item that may name an article."""
    rows = (*item.conditions, *item.materials, *item.steps, *item.services)
    named = [str(row.get(key) or "") for row in rows for key in ("basis", "refines")]
    return [item.basis, item.fee_basis, item.period_basis, *named]


def shown(item: PermitItem, on: date, figures: FigureBook, link: Link = lambda text: "") -> ShownItem:
    """The item in words; `figures` for the general period, `link` gives the address of a citation's text."""

    def cite(row: Mapping[str, Any], key: str = "basis") -> Cited:
        text = str(row.get(key) or "")
        return Cited(text, link(text) if text else "")

    def named(text: str) -> Cited:
        return cite({"basis": text})

    period, basis = _period(item, on, figures)
    return ShownItem(
        item,
        CATEGORIES.get(item.category, item.category).replace("（第", "（行政许可法第"),
        named(item.basis),
        tuple((str(r.get("content", "")), _source(r), cite(r), cite(r, "refines")) for r in item.conditions),
        tuple(
            (str(r.get("name", "")), _copies(r), _when(r), cite(r), str(r.get("proves") or ""))
            for r in item.materials
        ),
        tuple((STEPS.get(str(r.get("step")), ""), cite(r)) for r in item.steps),
        tuple((str(r.get("name", "")), str(r.get("pricing") or ""), cite(r)) for r in item.services),
        f"{item.fee_fen // 100:,}.{item.fee_fen % 100:02d}元（{item.fee_standard}）"
        if item.fee_fen
        else "不收费",
        named(item.fee_basis if item.fee_fen else "《行政许可法》第五十八条"),
        period,
        named(basis),
        f"{item.promise_days}个工作日" if item.promise_days else "没有另行承诺",
    )


def _source(row: Mapping[str, Any]) -> str:
    return SOURCES.get(str(row.get("source")), "").replace("（第", "（行政许可法第")


def _copies(row: Mapping[str, Any]) -> str:
    return f"{FORMS.get(str(row.get('form', 'either')), '')}{row.get('copies', 1)}份"


def _when(row: Mapping[str, Any]) -> str:
    return "必须提交" if row.get("required", True) else str(row.get("when") or "")


def _period(item: PermitItem, on: date, figures: FigureBook) -> tuple[str, str]:
    """The statutory period in words, and its article: of another law, else of 许可法 42(1)."""
    if item.period_days is not None:
        longer = (
            f"，可以延长{item.period_extension}{UNITS[item.period_unit]}" if item.period_extension else ""
        )
        since = STARTS.get(item.period_from, STARTS["accepted"])
        return f"自{since}起{item.period_days}{UNITS.get(item.period_unit, '日')}{longer}", item.period_basis
    found = figures.find("L03", on)
    if found is None:
        return "按照行政许可法的规定", "《行政许可法》第四十二条"
    row = found.figure
    return (
        f"自受理之日起{row.number}{UNITS['wd']}，经批准可以延长{row.extension_number}{UNITS['wd']}",
        "《行政许可法》第四十二条第一款",
    )
