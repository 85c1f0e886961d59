"""Standard licensing items (标准化许可事项): what an agency publishes of each permit that it decides (行政许可法 30).

An item is plain data, as it is stored and as files have it; `wrong` says what is not in order, `PermitItem` is the item
to read, `PermitShelf` finds it. Periods: without `period_days` the general one of 许可法 42 or 43 applies (figures L03,
L05); another one must be set by a law or regulation (42(1), 43 但书) and is counted in that law's own days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yifa.law.powers import ListedPower

CATEGORIES = {
    "approval": "按照法定条件批准的特定活动（第十二条第一项）",
    "resource": "资源开发利用、公共资源配置、特定行业准入（第十二条第二项）",
    "qualification": "职业、行业的资格、资质（第十二条第三项）",
    "technical": "设备、设施、产品、物品的检验审定（第十二条第四项）",
    "entity": "企业或者其他组织的设立（第十二条第五项）",
    "other": "法律、行政法规规定的其他事项（第十二条第六项）",
}
SOURCES = {
    "law": "法律",
    "regulation": "行政法规",
    "state_council": "国务院决定（第十四条第二款）",
    "local": "地方性法规",
    "rule": "规章",
    "standard": "技术标准、技术规范",
    "other": "其他规范性文件或者内部规定",
}
# What may set a condition of its own; what only says in detail what another text sets (许可法 14–17, 55).
SETTING = frozenset({"law", "regulation", "state_council", "local", "rule"})
FORMS = {"original": "原件", "copy": "复印件", "either": "原件或者复印件", "electronic": "电子文件"}
UNITS = {"wd": "个工作日", "cd": "日", "mo": "个月"}
STARTS = {"accepted": "受理之日", "received": "收到申请材料之日"}
STEPS = {
    "hearing": "听证", "tender": "招标", "auction": "拍卖", "inspection": "检验", "test": "检测", "quarantine": "检疫",
    "appraisal": "鉴定", "experts": "专家评审",
}  # fmt: skip
TITLED = re.compile(r"《[^《》]+》")
PLACED = re.compile(r"《[^《》]+》.*?第?[〇零一二三四五六七八九十百千0-9]+(?:条|项)", re.S)
MAX_LINE, MAX_TEXT, MAX_ROWS = 200, 2000, 100
_LINES = (
    "content", "basis", "refines", "name", "when", "proves", "fee_basis", "fee_standard", "period_basis", "document",
    "licence", "pricing",
)  # fmt: skip
_ROWS = {
    "conditions": (("content", "source", "basis"), ("refines",)),
    "materials": (("name",), ("form", "copies", "required", "when", "basis", "proves")),
    "steps": (("step", "basis"), ()),
    "services": (("name", "basis"), ("pricing",)),
}
ROW_TITLES = {"conditions": "条件", "materials": "材料", "steps": "特别程序", "services": "中介服务"}
Wrong = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PermitItem:
    """One item of one agency, in force from `valid_from` to `valid_to`. Rows are as stored; fee in fen."""

    id: str
    agency_id: str
    agency: str
    agency_code: str
    region: str
    code: str
    title: str
    category: str
    basis: str
    valid_from: date
    valid_to: date | None = None
    safety_item: bool = False
    limited: bool = False
    conditions: tuple[Mapping[str, Any], ...] = ()
    materials: tuple[Mapping[str, Any], ...] = ()
    steps: tuple[Mapping[str, Any], ...] = ()
    services: tuple[Mapping[str, Any], ...] = ()
    fee_fen: int = 0
    fee_source: str = ""
    fee_basis: str = ""
    fee_standard: str = ""
    period_days: int | None = None
    period_unit: str = "wd"
    period_from: str = "accepted"
    period_source: str = ""
    period_basis: str = ""
    period_extension: int | None = None
    promise_days: int | None = None
    licence: str = ""
    power: ListedPower | None = None

    def in_force(self, on: date) -> bool:
        """Between its own dates, and its power may be exercised: with the power the item ends (or is suspended)."""
        return self.dated(on) and (self.power is None or self.power.exercisable(on))

    def dated(self, on: date) -> bool:
        """Between its own dates, whatever became of its power."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def stopped(self, on: date) -> str:
        """Why the item is not in force although its own dates say so: its power's state; else empty."""
        return self.power.why_not(on) if self.power is not None and self.dated(on) else ""

    def needs(self, step: str) -> bool:
        """Whether a procedure of 许可法 45 (hearing, test …) belongs to the item."""
        return any(row.get("step") == step for row in self.steps)


@dataclass(frozen=True, slots=True)
class PermitShelf:
    """The items known. Of several versions of one item the one that came into force last is meant."""

    items: tuple[PermitItem, ...] = ()
    _by_id: dict[str, PermitItem] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._by_id.update({item.id: item for item in self.items})

    def get(self, item_id: str) -> PermitItem | None:
        return self._by_id.get(item_id)

    def of_agency(self, agency_id: str, on: date) -> tuple[PermitItem, ...]:
        """The agency's items in force on the day, by code."""
        return _newest(i for i in self.items if i.agency_id == agency_id and i.in_force(on))

    def of_region(self, region: str, on: date) -> tuple[PermitItem, ...]:
        """The items in force on the day of all agencies of the region itself, by agency and code."""
        return _newest(i for i in self.items if i.region == region and i.in_force(on))

    def find(self, agency: str, code: str, on: date) -> PermitItem | None:
        """The item of that code; `agency` is the agency's id, name or 统一社会信用代码."""
        found = [
            i
            for i in self.items
            if i.code == code and agency in (i.agency_id, i.agency, i.agency_code) and i.in_force(on)
        ]
        return max(found, key=lambda i: i.valid_from, default=None)


def _newest(items: Iterable[PermitItem]) -> tuple[PermitItem, ...]:
    last: dict[tuple[str, str], PermitItem] = {}
    for item in items:
        known = last.get((item.agency, item.code))
        if known is None or known.valid_from < item.valid_from:
            last[item.agency, item.code] = item
    return tuple(last[key] for key in sorted(last))


def wrong(item: Mapping[str, Any], general_days: int | None) -> Wrong:
    """(place, message) of everything that is not in order with an item, in Chinese with the article.

    Places are field names, `materials.0.copies` in rows. `general_days`: the working days of 许可法 42(1) (L03).
    """
    for name in ("basis", *_LINES):
        yield from _text(item.get(name), name, MAX_TEXT if name == "basis" else MAX_LINE)
    if not str(item.get("basis") or "").strip():
        yield "basis", "须写明设定依据（行政许可法第十四条至第十七条）"
    if item.get("category") not in CATEGORIES:
        yield "category", f"事项类别须为：{_listed(CATEGORIES)}"
    for name in _ROWS:
        yield from _rows(item.get(name, ()), name)
    yield from _fee(item)
    yield from _period(item, general_days)


def _rows(rows: Any, name: str) -> Wrong:
    title = ROW_TITLES[name]
    if not isinstance(rows, list | tuple):
        yield name, f"{title}须为列表"
        return
    if len(rows) > MAX_ROWS:
        yield name, f"{title}最多{MAX_ROWS}项"
    if name in ("conditions", "materials") and not rows:
        yield name, f"须列明全部{title}（行政许可法第三十条第一款）"
    needed, optional = _ROWS[name]
    for at, row in enumerate(rows):
        place = f"{name}.{at}"
        if not isinstance(row, Mapping):
            yield place, f"{title}的每一项须分别写明各栏"
            continue
        for key in row.keys() - {*needed, *optional}:
            yield f"{place}.{key}", f"{title}没有“{key}”这一栏；可用：{'、'.join((*needed, *optional))}"
        for key in needed:
            if not str(row.get(key) or "").strip():
                yield f"{place}.{key}", f"{title}缺少“{key}”"
        for key in {*needed, *optional} & set(_LINES):
            yield from _text(row.get(key), f"{place}.{key}", MAX_LINE)
        yield from _ROW_RULES[name](row, place)


def _condition(row: Mapping[str, Any], place: str) -> Wrong:
    source, basis = row.get("source"), str(row.get("basis") or "")
    if source not in SOURCES:
        yield f"{place}.source", f"设定条件的文件种类须为：{_listed(SOURCES)}"
    elif source in SETTING:
        if basis and not PLACED.search(basis):
            yield f"{place}.basis", "须写明《名称》第几条"
    elif not PLACED.search(str(row.get("refines") or "")):
        yield (
            f"{place}.refines",
            f"{SOURCES[source]}不能设定许可条件，须写明它所细化的法律、法规、规章第几条"
            "（行政许可法第十六条第四款、第十七条）",
        )


def _material(row: Mapping[str, Any], place: str) -> Wrong:
    copies = row.get("copies", 1)
    if row.get("form", "either") not in FORMS:
        yield f"{place}.form", f"材料形式须为：{_listed(FORMS)}"
    if not _whole(copies) or not 1 <= copies <= 99:
        yield f"{place}.copies", "份数须为1至99的整数"
    required = row.get("required", True)
    if not isinstance(required, bool):
        yield f"{place}.required", "是否必须提交须为 true 或者 false"
    elif not required and not str(row.get("when") or "").strip():
        yield f"{place}.when", "不是必须提交的材料，须写明何种情形下提交"
    if not str(row.get("basis") or "").strip() and not str(row.get("proves") or "").strip():
        yield (
            f"{place}.basis",
            "须写明要求提交的依据，或者它证明哪一项条件；不得要求无关的材料（行政许可法第三十一条第一款）",
        )


def _step(row: Mapping[str, Any], place: str) -> Wrong:
    if row.get("step") not in STEPS:
        yield f"{place}.step", f"特别程序须为：{_listed(STEPS)}"


def _service(row: Mapping[str, Any], place: str) -> Wrong:
    yield from ()


_ROW_RULES = {"conditions": _condition, "materials": _material, "steps": _step, "services": _service}


def _fee(item: Mapping[str, Any]) -> Wrong:
    fee = item.get("fee_fen", 0)
    if not _whole(fee) or not 0 <= fee <= 10**14:
        yield "fee_fen", "收费须为整数，以分为单位，不收费写 0"
        return
    if not fee:
        return
    if item.get("fee_source") not in ("law", "regulation"):
        yield "fee_source", "只有法律、行政法规可以规定收费（行政许可法第五十八条第一款）"
    if not PLACED.search(str(item.get("fee_basis") or "")):
        yield "fee_basis", "须写明规定收费的法律、行政法规第几条（行政许可法第五十八条第一款）"
    if not str(item.get("fee_standard") or "").strip():
        yield "fee_standard", "须写明公布的法定项目和标准（行政许可法第五十九条）"


def _period(item: Mapping[str, Any], general_days: int | None) -> Wrong:
    days, unit = item.get("period_days"), item.get("period_unit", "wd")
    promise = item.get("promise_days")
    for name, value in (
        ("period_days", days),
        ("promise_days", promise),
        ("period_extension", item.get("period_extension")),
    ):
        if value is not None and not (_whole(value) and 1 <= value <= 3660):
            yield name, "须为1至3660的整数"
            return
    if unit not in UNITS:
        yield "period_unit", f"期限单位须为：{_listed(UNITS)}"
        return
    if item.get("period_from", "accepted") not in STARTS:
        yield "period_from", f"期限起算须为：{_listed(STARTS)}"
    if days is None:
        for name in ("period_basis", "period_extension"):
            if item.get(name):
                yield name, "没有写明另有规定的期限，不需要填写"
    else:
        if item.get("period_source") not in ("law", "regulation", "local"):
            yield "period_source", "只有法律、法规可以另行规定期限（行政许可法第四十二条第一款）"
        if not PLACED.search(str(item.get("period_basis") or "")):
            yield "period_basis", "须写明另行规定期限的法律、法规第几条"
    # Working days of the promise are never more days than the period has; months are compared when they begin.
    limit = general_days if days is None else days if unit != "mo" else None
    if promise is not None and limit is not None and promise > limit:
        yield "promise_days", f"承诺时限不得超过法定期限{limit}{UNITS['wd' if days is None else unit]}"


def _text(value: Any, place: str, most: int) -> Wrong:
    if value is not None and not isinstance(value, str):
        yield place, "须为文字"
    elif value and len(value) > most:
        yield place, f"不能超过{most}字"
    elif value and most == MAX_LINE and re.search(r"[\r\n\t]", value):
        yield place, "只能写一行"


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _listed(words: Mapping[str, str]) -> str:
    return "、".join(f"{key}（{word}）" for key, word in words.items())
