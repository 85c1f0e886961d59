"""Circumstances that lighten, mitigate, aggravate or exclude a penalty, each with its article (P39–P44).

从轻 stays inside the statutory range; only 减轻 may go below it, and only where a law says so, never upward.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Effect = Literal[
    "must_none", "may_none", "must_lighten_or_mitigate", "may_lighten_or_mitigate", "may_lighten",
    "must_aggravate", "may_aggravate",
]  # fmt: skip

LAW = "《中华人民共和国行政处罚法》"
MARKET = "《市场监管总局关于规范市场监督管理行政处罚裁量权的指导意见》（国市监法规〔2022〕2号）"

EFFECT_WORDS: dict[str, str] = {
    "must_none": "不予行政处罚",
    "may_none": "可以不予行政处罚",
    "must_lighten_or_mitigate": "应当从轻或者减轻行政处罚",
    "may_lighten_or_mitigate": "可以从轻或者减轻行政处罚",
    "may_lighten": "可以从轻行政处罚",
    "must_aggravate": "应当从重行政处罚",
    "may_aggravate": "可以从重行政处罚",
}


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One circumstance. `natural_only` binds it to people; `sector` to the sector whose rule it is ("" = all)."""

    code: str
    name: str
    effect: Effect
    citation: str
    figure: str = ""
    natural_only: bool = False
    sector: str = ""

    @property
    def lightens(self) -> bool:
        return "lighten" in self.effect

    @property
    def mitigates(self) -> bool:
        """May bring a penalty below the statutory minimum."""
        return "mitigate" in self.effect

    @property
    def aggravates(self) -> bool:
        return "aggravate" in self.effect

    @property
    def releases(self) -> bool:
        return self.effect in ("must_none", "may_none")


def _c(
    code: str,
    name: str,
    effect: Effect,
    citation: str,
    figure: str = "",
    *,
    natural: bool = False,
    sector: str = "",
) -> Circumstance:
    return Circumstance(code, name, effect, citation, figure, natural, sector)


CIRCUMSTANCES: dict[str, Circumstance] = {
    c.code: c
    for c in (
        _c("under_14", "不满十四周岁", "must_none", f"{LAW}第三十条", "P39", natural=True),
        _c(
            "aged_14_to_18", "已满十四周岁不满十八周岁", "must_lighten_or_mitigate", f"{LAW}第三十条", "P39",
            natural=True,
        ),
        _c(
            "no_capacity", "不能辨认或者不能控制自己行为的精神病人、智力残疾人", "must_none",
            f"{LAW}第三十一条", "P40", natural=True,
        ),
        _c(
            "limited_capacity", "尚未完全丧失辨认或者控制自己行为能力的精神病人、智力残疾人",
            "may_lighten_or_mitigate", f"{LAW}第三十一条", "P40", natural=True,
        ),
        _c(
            "eliminated_harm", "主动消除或者减轻违法行为危害后果", "must_lighten_or_mitigate",
            f"{LAW}第三十二条第一项", "P41",
        ),
        _c(
            "coerced", "受他人胁迫或者诱骗实施违法行为", "must_lighten_or_mitigate", f"{LAW}第三十二条第二项", "P41"
        ),
        _c(
            "confessed", "主动供述行政机关尚未掌握的违法行为", "must_lighten_or_mitigate",
            f"{LAW}第三十二条第三项", "P41",
        ),
        _c(
            "meritorious", "配合行政机关查处违法行为有立功表现", "must_lighten_or_mitigate",
            f"{LAW}第三十二条第四项", "P41",
        ),
        _c(
            "other_lighter", "法律、法规、规章规定的其他应当从轻或者减轻行政处罚的情形",
            "must_lighten_or_mitigate", f"{LAW}第三十二条第五项", "P41",
        ),
        _c(
            "minor_corrected_no_harm", "违法行为轻微并及时改正，没有造成危害后果", "must_none",
            f"{LAW}第三十三条第一款", "P42",
        ),
        _c(
            "first_minor_corrected", "初次违法且危害后果轻微并及时改正", "may_none",
            f"{LAW}第三十三条第一款", "P42",
        ),
        _c("no_fault", "有证据足以证明没有主观过错", "must_none", f"{LAW}第三十三条第二款", "P42"),
        _c("emergency", "在突发事件期间违反突发事件应对措施", "must_aggravate", f"{LAW}第四十九条"),
        _c("repeat", "追溯期内因同一性质的违法行为受过行政处罚", "may_aggravate", f"{MARKET}第十六条第三项", "D03"),
        _c(
            "cooperative", "积极配合调查并主动提供证据材料", "may_lighten", f"{MARKET}第十四条第二项",
            sector="market",
        ),
        _c(
            "minor_role", "在共同违法行为中起次要或者辅助作用", "may_lighten", f"{MARKET}第十四条第四项",
            sector="market",
        ),
        _c(
            "hardship", "因残疾或者重大疾病等原因生活确有困难", "may_lighten", f"{MARKET}第十四条第五项",
            natural=True, sector="market",
        ),
        _c(
            "serious_harm", "造成他人人身伤亡或者重大财产损失等严重危害后果", "may_aggravate",
            f"{MARKET}第十六条第一项", sector="market",
        ),
        _c(
            "incited", "教唆、胁迫、诱骗他人实施违法行为", "may_aggravate", f"{MARKET}第十六条第二项",
            sector="market",
        ),
        _c(
            "obstructed", "阻碍或者拒不配合执法人员依法执行职务，或者打击报复执法人员", "may_aggravate",
            f"{MARKET}第十六条第四项", sector="market",
        ),
        _c(
            "destroyed_evidence", "伪造、隐匿、毁灭证据", "may_aggravate", f"{MARKET}第十六条第六项",
            sector="market",
        ),
    )
}  # fmt: skip
