"""Fines: the amount or multiple, and what it is multiplied by."""

from __future__ import annotations

import re

from yifa.law.chinese_numbers import NUMERAL_CHARS
from yifa.law.measure_ranges import FEN, PERMILLE, Bounds, read_bounds
from yifa.law.measures import Measure

# Sums a fine may be a multiple of, as they end in statutes; longer before shorter.
_SUMS = sorted(
    [
        "违法所得",
        "非法所得",
        "所得",
        "货值金额",
        "销售金额",
        "涉案金额",
        "合同金额",
        "采购金额",
        "金额",
        "违法经营额",
        "经营额",
        "销售额",
        "营业额",
        "赔偿额",
        "赔偿数额",
        "年收入",
        "业务收入",
        "违法收入",
        "收入",
        "广告费用",
        "处置费用",
        "治理费用",
        "修复费用",
        "费用",
        "建设工程造价",
        "工程造价",
        "造价",
        "合同价款",
        "价款",
        "价值",
        "总投资额",
        "投资额",
        "总投资",
        "平均产值",
        "产值",
        "税款",
        "佣金",
        "约定报酬",
        "报酬",
        "平均成交价格",
        "市场价格",
        "成交价",
        "应价",
        "保险费",
        "补偿费",
        "使用金",
        "水资源费",
        "票款",
        "运费",
        "损失额",
        "经济损失",
        "损失",
        "罚款数额",
        "数额",
        "款项",
        "利益",
        "电费",
        "营业所得",
    ],
    key=len,
    reverse=True,
)
# Pieces a fine may be counted by.
_PIECES = (
    "平方米|立方米|延米|公顷|公斤|千克|车次|批次|人次|项次|小时|处|个|只|条|辆|艘|吨|株|棵|米|亩|次|日|天|人|件|台|头|块|幅|张|户|部|间|份"
    "|套|罐|升|树|项|起|车|克|批|种|座|具|匹|尾|架|家|例|本|册|篇|期"
)
_PER_PIECE = re.compile(rf"(?P<before>.*?)每一?(?P<piece>{_PIECES})(?P<after>[^{NUMERAL_CHARS}，]{{0,12}})")
_LEAD = re.compile(r"^(?:按照|依照|根据|按|以)")
# Words that belong before the verb; they are taken off first, so a base that still has them was misread.
_NOT_A_BASE = re.compile(
    r"^(?:可|并|应当|同时|由|依法|情节|逾期|拒不)|对(?!外)|可以|部门|的$"
    # two sums to choose between: which one counts is not said
    r"|(?:所得|金额|价值|费用|收入|损失)(?:或者|和|与|及)"
)
_MAX_BASIS = 40


def read_fine(clause: str) -> list[Measure]:
    """The fine a clause states in full, or an empty list when it states none that is clear."""
    if "罚款" not in clause or len(clause) > 200:
        return []
    for before, middle in _splits(clause):
        for start in range(min(len(middle), _MAX_BASIS)):
            bounds = read_bounds(middle[start:])
            if bounds is None:
                continue
            measure = _build(before, middle[:start], bounds, clause)
            if measure is not None:
                return [measure]
            break
    return []


def _splits(clause: str) -> list[tuple[str, str]]:
    """Possible (words before the verb, base and amount) pairs of a clause."""
    if match := re.fullmatch(r"(?:并处|处以?|处)?罚款[:：为]?(.+)", clause):
        return [("", match[1])]
    if match := re.fullmatch(r"(.+?)的?标准(?:并)?(?:处以?|计算)罚款", clause):
        return [("", _LEAD.sub("", match[1]))]
    end = re.fullmatch(r"(.*?)的?罚款", clause)
    if end is None:
        return []
    body, pairs = end[1], []
    for match in re.finditer(r"处以?", body):
        pairs.append((body[: match.start()], body[match.end() :]))
    return [(re.sub(r"(?:并|单)$", "", before), middle) for before, middle in pairs]


def _build(before: str, base: str, bounds: Bounds, clause: str) -> Measure | None:
    """A fine from its pieces, or None when the base is not one we know."""
    words = _LEAD.sub("", before) + _LEAD.sub("", base)
    if words and (words[-1] in "第约近逾" or re.search(rf"[{NUMERAL_CHARS}]$", words)):
        return None
    if _NOT_A_BASE.search(words):
        return None
    basis, note = "", ""
    if words:
        named = _named_basis(words, bounds.unit)
        if named is None:
            return None
        basis, note = named
    if bounds.unit not in (FEN, PERMILLE) or (bounds.unit == PERMILLE and not basis):
        return None
    return Measure(
        "fine",
        bounds.unit,
        basis,
        bounds.min,
        bounds.max,
        bounds.min_inclusive,
        bounds.max_inclusive,
        basis_note=note,
        text=clause,
    )


def _named_basis(words: str, unit: str) -> tuple[str, str] | None:
    """(`每平方米`, `占地面积`) or (`货值金额`, `违法生产产品`), or None for a base we do not know."""
    if unit == FEN:
        match = _PER_PIECE.fullmatch(words)
        if match is None or re.search(r"处(?!置|理)|罚|，", match["before"] + match["after"]):
            return None
        return f"每{match['piece']}", match["before"] + match["after"].lstrip("按")
    words = re.sub(r"的$", "", words)
    for known in _SUMS:
        if words.endswith(known):
            note = words[: -len(known)]
            return None if re.search(r"处(?!置|理)|罚款|以上|以下|，", note) else (known, note)
    return None
