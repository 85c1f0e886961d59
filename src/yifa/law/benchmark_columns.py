"""Which column of a published table is which, told by the Chinese words of its header row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yifa.law.office_files import Grid, Position

# Exact names first come first: a name stands under one field only. Compared without spaces, signs and brackets.
_NAMES: dict[str, str] = {
    "no": "序号 编号 项号 项目序号",
    "code": "编码 事项编码 违法行为编码 职权编码 事项代码 违法行为代码",
    "law": "法律名称 法规名称 所属法律 法律法规名称 法律法规",
    "violation": (
        "违法行为 违法事项 处罚事项 行政处罚事项 事项名称 违法行为名称 案由 违法行为事项 违法行为种类 "
        "违法行为类型 行政处罚事项名称 执法事项 职权名称"
    ),
    "breached": "违反条款 违法依据 违反依据 禁止性规定 定性依据 违则 违反的法律条款 违反规定 义务性规定",
    "basis": (
        "法律依据 处罚依据 设定依据 法定依据 实施依据 依据 处罚条款 行政处罚依据 法律法规依据 "
        "罚则 处罚的法律依据 执法依据"
    ),
    "range": (
        "法定处罚幅度 法定幅度 法定处罚 法定处罚标准 处罚种类和幅度 处罚种类及幅度 法定处罚种类和幅度 "
        "法定处罚种类及幅度 法定处罚种类 处罚规定 法定罚款幅度 法律规定 法定标准 处罚内容 法律责任"
    ),
    "when": "适用范围 法定情形",
    "tier": (
        "裁量阶次 裁量等级 违法程度 情节 裁量档次 阶次 裁量情节 等级 程度 档次 违法等级 违法情节 裁量层级 裁量级别 "
        "情节程度 违法档次 处罚档次 情节轻重"
    ),
    "condition": (
        "适用条件 适用情形 情形 具体情形 违法情形 裁量因素 情节描述 情节与后果 情节和后果 表现情形 裁量情形 情节后果 "
        "违法行为情形 情形描述 具体情节 违法情节与后果 裁量条件 条件"
    ),
    "standard": (
        "裁量标准 具体标准 处罚标准 裁量幅度 处罚幅度 处罚裁量标准 量罚标准 裁量基准 罚款标准 处罚基准 处罚裁量基准 "
        "自由裁量标准 行政处罚裁量标准 行政处罚标准 裁量权基准 处罚裁量幅度 裁量处罚标准 实施标准"
    ),
    "remark": "备注 说明 备注说明 配套制度 实施机关 执法主体 处罚机关 实施主体 执法部门",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
_SIGNS = re.compile(r"[\s　:：、,，;；/／()（）\[\]【】*·]+")

_TIER = re.compile(
    r"(?:情节|违法情节|违法程度|危害后果)?(?:轻微|较轻|从轻|减轻|一般|较重|从重|严重|特别严重|特别轻微)(?:违法)?(?:情节|处罚|阶次)?"
    r"|不予处罚|免予处罚|不罚"
)
MOST_HEADER_ROWS = 3

Columns = dict[str, int]


def field_of(text: str) -> str:
    """The field a header cell names, or "". `违法 行为（事项）` counts; a sentence does not."""
    plain = _SIGNS.sub("", re.sub(r"[(（][^()（）]*[)）]", "", text))
    if plain in _FIELDS:
        return _FIELDS[plain]
    both = _SIGNS.sub("", text)
    if both in _FIELDS:
        return _FIELDS[both]
    return next((_FIELDS[p] for p in re.split(r"[/／、]|及|和|与", text.strip()) if p.strip() in _FIELDS), "") if (
        len(text) <= 12
    ) else ""  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """A header row, or several: the column of each field, and the last row of the header.

    `across`: columns that are tiers (轻微 | 一般 | 严重 side by side). `units`: what the header says a column's bare
    numbers are, 元 or 万元; `fines`: columns whose header says that they hold fines.
    """

    columns: Columns
    last: int
    across: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    fines: frozenset[int] = frozenset()


def header_at(grid: Grid, row: int) -> Header | None:
    """The header that starts in that row, or None.

    A header has a violation and a standard, or several tiers side by side, in one row or in up to three with joint
    headings above.
    """
    one = _fields(grid, (row,))
    if len(one) < 2 or not {"violation", "standard", "tier", "condition", "basis"} & set(one):
        return None
    rows: tuple[int, ...] = (row,)
    while len(rows) < MOST_HEADER_ROWS and _is_subheader(grid, rows[0]):
        rows = (rows[0] + 1, *rows)
    while rows:
        columns, across = _fields(grid, rows), _across(grid, rows[0])
        if _enough(columns, across):
            return Header(columns, rows[0], across, *_words_of(grid, rows))
        rows = rows[1:]
    return None


def _enough(columns: Columns, across: dict[int, str]) -> bool:
    return "violation" in columns and ("standard" in columns and len(columns) >= 3 or len(across) >= 2)


def _across(grid: Grid, row: int) -> dict[int, str]:
    """Columns of the header's last row that name a tier each; fewer than two are none."""
    found: dict[int, str] = {}
    for column in range(1, grid.width + 1):
        name = _SIGNS.sub("", grid.text(row, column))
        if _TIER.fullmatch(name) and name not in found.values():
            found[column] = name
    return found if len(found) >= 2 else {}


def _words_of(grid: Grid, rows: tuple[int, ...]) -> tuple[dict[int, str], frozenset[int]]:
    units: dict[int, str] = {}
    fines: set[int] = set()
    for column in range(1, grid.width + 1):
        words = "".join(grid.text(row, column) for row in rows)
        unit = re.search(r"[(（]\s*(?:单位\s*[:：]?\s*)?(?:人民币)?\s*(万元|元)\s*[)）]", words)
        if unit:
            units[column] = unit[1]
        if "罚款" in words:
            fines.add(column)
    return units, frozenset(fines)


def _is_subheader(grid: Grid, row: int) -> bool:
    """True when the row below belongs to the header: every cell of it is a field or hangs down from above."""
    own = 0
    for column in range(1, grid.width + 1):
        text = grid.text(row + 1, column)
        if not text or grid.origin(row + 1, column)[0] <= row:
            continue
        if not field_of(text) and not _TIER.fullmatch(_SIGNS.sub("", text)):
            return False
        own += 1
    return own > 0


def _fields(grid: Grid, rows: tuple[int, ...]) -> Columns:
    found: Columns = {}
    seen: set[Position] = set()
    for column in range(1, grid.width + 1):
        for row in rows:
            text = grid.text(row, column)
            field = field_of(text) if text and len(text) <= 20 else ""
            if not field and not text:
                continue
            origin = grid.origin(row, column)
            if field and origin not in seen and field not in found:
                found[field] = column
                seen.add(origin)
            break
    return found
