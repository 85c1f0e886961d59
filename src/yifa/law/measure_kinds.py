"""Every penalty and order that is not a fine."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from yifa.law.measure_ranges import DAY, MONTH, POINT, Bounds, read_bounds
from yifa.law.measures import Measure, MeasureKind

_OTHER_PENALTY = re.compile(r"罚款|吊销|没收|暂扣|责令|警告|通报批评|拘留|并处|不予处罚")
_Reader = Callable[[str], list[Measure]]


def read_other(clause: str) -> list[Measure]:
    """The non-fine measures a clause states in full, or an empty list."""
    for reader in _READERS:
        if found := reader(clause):
            return found
    return []


def _simple(clause: str) -> list[Measure]:
    for pattern, kind in _SIMPLE:
        if pattern.fullmatch(clause):
            return [Measure(kind, text=clause)]
    return []


_SIMPLE: tuple[tuple[re.Pattern[str], MeasureKind], ...] = (
    (re.compile(r"(?:给予|予以|处以?)?警告(?:的?(?:行政)?处罚)?"), "warning"),
    (re.compile(r"(?:给予|予以|处以?)?通报批评(?:的?(?:行政)?处罚)?"), "criticism"),
    (re.compile(r"(?:不予|不给予|不再给予)(?:行政)?处罚|不予罚款|不处罚款"), "no_penalty"),
    (re.compile(r"(?:免予|免于|免除)(?:行政)?处罚"), "exempt"),
    (re.compile(r"降低[^，]{0,12}?(?:资质|等级)(?:等级|证书)?"), "downgrade"),
)


def _confiscation(clause: str) -> list[Measure]:
    match = re.fullmatch(r"(?:处以?|予以)?没收(?P<what>[^，]{1,80})", clause) or re.fullmatch(
        r"(?P<what>[^，]{2,40})予以没收", clause
    )
    if match is None or _OTHER_PENALTY.search(match["what"]):
        return []
    what = match["what"]
    gains = re.search(r"(?:全部)?(?:违法|非法)(?:所得|收入)(?!的)", what)
    found: list[Measure] = []
    rest, either = what, "或者" in what
    if gains:
        found.append(Measure("confiscate_gains", object=gains.group(), text=clause))
        rest = (what[: gains.start()] + what[gains.end() :]).strip("和、及与或者以并")
    if rest:
        found.append(Measure("confiscate_goods", object=rest, text=clause))
    return [replace(m, optional=either and len(found) > 1) for m in found]


def _permit(clause: str) -> list[Measure]:
    if match := re.fullmatch(r"吊销(?:其|相关|有关)?(?P<what>[^，]{1,50})", clause):
        kind: MeasureKind = "revoke_permit"
    elif match := re.fullmatch(
        r"撤销(?P<what>[^，]{0,30}(?:许可|批准|登记|文件|证书|证|资格|批号|文号)[^，]{0,6})", clause
    ):
        kind = "cancel_approval"
    elif clause.startswith("暂扣"):
        return _suspension(clause)
    else:
        return []
    return [] if _OTHER_PENALTY.search(match["what"]) else [Measure(kind, object=match["what"], text=clause)]


def _suspension(clause: str) -> list[Measure]:
    """`暂扣许可证三个月以上六个月以下`: the object first, then perhaps a period."""
    body = clause[2:]
    if not body or _OTHER_PENALTY.search(body):
        return []
    for start in range(2, len(body)):
        bounds = read_bounds(body[start:])
        if bounds is not None and bounds.unit in (MONTH, DAY):
            return [_bounded("suspend_permit", bounds, body[:start], clause)]
    return (
        []
        if re.search(r"[日月年]|以上|以下", body)
        else [Measure("suspend_permit", object=body, text=clause)]
    )


def _bounded(kind: MeasureKind, bounds: Bounds, what: str, clause: str) -> Measure:
    return Measure(
        kind,
        bounds.unit,
        "",
        bounds.min,
        bounds.max,
        bounds.min_inclusive,
        bounds.max_inclusive,
        object=what,
        text=clause,
    )


def _detention(clause: str) -> list[Measure]:
    match = re.fullmatch(r"(?:并处|处以?)?(?P<range>[^，]+?)的?(?:行政)?拘留", clause)
    bounds = read_bounds(match["range"]) if match else None
    return [_bounded("detention", bounds, "", clause)] if bounds and bounds.unit == DAY else []


def _points(clause: str) -> list[Measure]:
    match = re.fullmatch(r"(?:一次)?(?:记|扣)(?P<range>[^，]+?分)", clause)
    bounds = read_bounds(match["range"]) if match else None
    return [_bounded("points", bounds, "", clause)] if bounds and bounds.unit == POINT else []


def _occupation(clause: str) -> list[Measure]:
    match = re.fullmatch(
        r"(?:自[^，]{1,30}之日起)?(?:(?P<for>[^，]{1,12}?年|半年)(?:以?内)?|(?P<life>终身))"
        r"(?P<what>(?:不得|禁止|限制|不受理|不再受理)[^，]{2,60})",
        clause,
    )
    if match is None:
        return []
    if match["life"]:
        return [Measure("restrict_occupation", object=match["what"], text=clause)]
    bounds = read_bounds(match["for"])
    return [_bounded("restrict_occupation", bounds, match["what"], clause)] if bounds else []


def _order(clause: str) -> list[Measure]:
    match = re.fullmatch(r"责令(?:其)?(?P<what>[^，]{1,60})", clause) or re.fullmatch(
        r"(?P<what>限期[^，]{1,40}|恢复原状)", clause
    )
    if match is None or _OTHER_PENALTY.search(match["what"]):
        return []
    return [Measure(_order_kind(match["what"]), object=match["what"], text=clause)]


def _order_kind(what: str) -> MeasureKind:
    if re.search(r"停产|停业|停工|停止(?:营业|执业|生产经营活动)", what):
        return "halt"
    if re.search(r"^(?:限期)?关闭", what):
        return "close"
    if re.search(r"限制(?:生产|开展|经营)", what):
        return "restrict_activity"
    if re.search(r"拆除", what):
        return "demolish"
    return "correct" if "改正" in what else "order"


def _activity(clause: str) -> list[Measure]:
    match = re.fullmatch(r"(?:暂停|限制)(?P<what>[^，]{2,40}(?:业务|活动|经营|生产|资格))", clause)
    if match is None or _OTHER_PENALTY.search(clause):
        return []
    return [Measure("restrict_activity", object=match["what"], text=clause)]


_READERS: tuple[_Reader, ...] = (
    _simple,
    _confiscation,
    _permit,
    _detention,
    _points,
    _occupation,
    _order,
    _activity,
)
