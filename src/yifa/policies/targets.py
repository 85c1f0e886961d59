"""Numbers to reach or to keep within: 不少于5%, 60学时, 至少2次, 3万元以上, 2—3项."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from yifa.policies.document import Comparison, Target
from yifa.policies.words import (
    NUMBER,
    number,
    plain,
    sentence_around,
    without_blanks,
    without_names,
    without_space,
)

_COUNTED = (
    r"个百分点|个工作日|万人次|学时|课时|小时|人次|批次|案次|户次|分钟|"
    r"元|次|轮|场|期|遍|项|件|名|人|个|家|户|所|处|套|台|部|辆|支|篇|份|卷|宗|起|例|条|门|节|课|倍|分|类|间|块|艘|架"
)
# How long something lasts is a number to reach only where it is compared: 不少于2年, 不少于10天.
_LASTING = r"年|个月|天|日|周"
_VALUE = rf"(?P<n>{NUMBER})\s*(?P<u>%|个?百分点|{_COUNTED})"
_AT_LEAST = (
    r"不少于|不低于|不得少于|不得低于|不能少于|不能低于|不小于|至少|最少|最低|达到(?!或)|达(?!到)|"
    r"提高到|提升到|提升至|提高至|保持在|稳定在|上升到|≥|>="
)
_AT_MOST = (
    r"不超过|不得超过|不能超过|不高于|不得高于|不多于|不得多于|不大于|最多|至多|最高|控制在|"
    r"降低到|降到|降至|降低至|减至|压缩至|压缩到|压减至|压减到|缩短至|缩短到|缩减至|≤|<="
)
_MORE, _LESS = r"高于|多于|超过|大于|超出|>", r"低于|少于|小于|不足|不到|<"
_COMPARISONS: dict[str, Comparison] = {
    **dict.fromkeys(_LESS.split("|"), "<"),
    **dict.fromkeys(_MORE.split("|"), ">"),
    **dict.fromkeys(_AT_MOST.split("|"), "<="),
    **dict.fromkeys((*_AT_LEAST.split("|"), "达到", "达"), ">="),
}
# 不少于 begins before 少于 does, so the longer word is met first.
_COMPARED = re.compile(
    rf"(?P<c>{_AT_LEAST}|{_AT_MOST}|{_MORE}|{_LESS})(?P<gap>[^,。;:、\d()%≥≤<>]{{0,12}}?)"
    rf"(?:百分之(?P<words>[零一二三四五六七八九十百点]+)|(?P<n>{NUMBER})\s*(?P<u>%|个?百分点|{_COUNTED}|成))"
    r"(?P<tail>以上|以下|以内|左右)?"
)
_LASTS = re.compile(
    rf"(?P<c>不少于|不得少于|不低于|不得低于|不超过|不得超过|不多于)(?P<gap>[^,。;:、\d()%]{{0,6}}?)(?P<n>{NUMBER})\s*(?P<u>{_LASTING})(?!内|之内|以内|前)"
)
_TENTHS = re.compile(r"(?P<n>[一二两三四五六七八九])成(?P<tail>以上|以下|以内)")
_TAILED = re.compile(rf"{_VALUE}(?:\([^()]{{0,10}}\))?(?P<tail>及?以上|及?以下|以内)")
# 两个以上部门 names who, and asks for no number.
_SEVERAL = re.compile(r"[两2]个(?:及)?以上[^,。;]{0,12}?(?:机关|部门|单位|主体|组织)")
_RANGE = re.compile(rf"(?P<n>{NUMBER})(?P<u1>{_COUNTED}|%)?(?:-|至|到)(?P<n2>{NUMBER})\s*(?P<u>%|{_COUNTED})")
_PERCENT = re.compile(
    r"(?:(?P<n>\d+(?:\.\d+)?)\s*(?P<u>%)|百分之(?P<words>[零一二三四五六七八九十百点]+))(?P<tail>及?以上|及?以下|以内)?"
)
# What somebody is to do so many times: 组织一次, 确定1名工作联络员, 召开两场.
_DONE = re.compile(
    r"(?:组织|召开|开展|举办|举行|进行|确定|明确|指定|落实|配备|建立|打造|培育|选树|选取|推出|发布|编发|评选|通报|检查|评估|"
    r"轮训|培训|参加|完成|安排|创建|建成|报送|上报|抽取|评查|开|办|搞|查)(?:了|好)?(?:全[省市区县])?"
    rf"\s*(?P<n>{NUMBER})\s*(?P<u>次|场|轮|期|名|批次|人次|家|件|项|所|篇|例|份|学时|课时)(?!性|公里|[”’」])"
)
# What is to be there, the number behind it: 建设实践基地1个, 配备执法记录仪1台, 选择3个乡镇.
_BUILT = r"个|名|人|台|套|部|辆|支|处|家|件|项|份|篇|所|间|座|户|期|条|幅|块|本|册|场"
_MADE = re.compile(
    r"(?:建设|建立|建成|新建|改建|扩建|打造|创建|培育|选树|选聘|聘请|聘任|配备|配齐|配置|新增|增设|设立|设置|购置|推出|出台|编制|遴选|制作|编印|印制|开设|刊发)"
    rf"[^,。;:、\d\n()一二两三四五六七八九十]{{2,14}}(?P<n>{NUMBER})\s*(?P<u>{_BUILT})(?=[,。;、和及\n()]|$)"
)
# …基地1个、示范点3个和展馆2处: what is made besides.
_AND_MADE = re.compile(
    rf"[、,和及][^,。;:、\d\n()一二两三四五六七八九十]{{1,14}}(?P<n>{NUMBER})\s*(?P<u>{_BUILT})(?=[,。;、和及\n()]|$)"
)
# 投资2亿元, 减轻企业负担3000万元
_MONEY = re.compile(
    rf"(?:投资|投入|减轻|新增|争取|安排|筹集|落实)[^,。;:、\d()]{{0,12}}(?P<n>{NUMBER})(?P<u>元)"
)
_CHOSEN = re.compile(
    rf"(?:选择|选取|选定|确定|遴选|打造|培育|建设|建成|新建|改造|完成|创建)(?:不同类型的|全[省市区县])?(?P<n>{NUMBER})\s*(?P<u>个|家|所|处|座|户)(?=[\u4e00-\u9fff])"
)
_TIMES_BEHIND = re.compile(
    rf"(?P<n>{NUMBER})\s*(?P<u>次|轮|场)(?=[^,。;]{{0,14}}(?:活动|检查|评查|培训|督查|评估|通报|轮训))"
)
_NOT_COUNTED = re.compile(r"^(?:一|1)(?:项|个|条|类|部|人|处|份|起|例|家|门|节|支)$")
_NOT_A_TARGET = re.compile(r"(?:第|每|同|某|任何|另|各|逐)$")


def targets_of(text: str, start: int = 0) -> tuple[Target, ...]:
    """Numeric targets of `text` in its order; `start` is where it begins in the whole text. Money is in 元.

    Read are numbers that are compared (不少于, 至少, 达到, 不超过, …以上), ranges, shares in per cent, and how often
    or how many of something are to be done. Numbers of periods and dates are not targets: see `dates_of`.
    """
    flat = without_names(plain(text))
    short = without_blanks(flat)
    if short is None:
        return _targets(flat, text, start)
    flat, places = short
    found = _targets(flat, "".join(text[at] for at in places), 0)
    return tuple(
        replace(t, span=(start + places[t.span[0]], start + places[t.span[1] - 1] + 1)) for t in found
    )


class _Found(NamedTuple):
    """A number where it stands in the text, before it is known that no surer pattern has it."""

    begin: int
    end: int
    digits: str
    unit: str
    comparison: Comparison

    def clashes(self, other: _Found) -> bool:
        """True where both stand on the same words, and are not the two bounds of one range."""
        if self.begin >= other.end or other.begin >= self.end:
            return False
        same = self.begin == other.begin and self.end == other.end
        return not (same and {self.comparison, other.comparison} == {">=", "<="})


def _targets(flat: str, text: str, start: int) -> tuple[Target, ...]:
    taken: list[_Found] = []
    targets: list[Target] = []
    for found in _all(flat):
        value = number("一百" if found.digits == "百" else found.digits)
        if value is not None and not any(map(found.clashes, taken)):
            taken.append(found)
            targets.append(_target(found, value, flat, text, start))
    return tuple(sorted(targets, key=lambda target: target.span))


def _all(flat: str) -> Iterator[_Found]:
    """The surer patterns first. A range gives its lower bound and its upper, both where the range stands."""
    for match in _RANGE.finditer(flat):
        if not _NOT_A_TARGET.search(flat[max(0, match.start() - 2) : match.start()]):
            unit = _unit(match["u"])
            yield _Found(*match.span(), match["n"], unit, ">=")
            yield _Found(*match.span(), match["n2"], unit, "<=")
    for match in _COMPARED.finditer(flat):
        below = match["tail"] in ("以下", "以内")
        digits, unit = (match["words"], "%") if match["words"] else _tenths(match["n"], match["u"])
        yield _Found(*match.span(), digits, unit, "<=" if below else _COMPARISONS[match["c"]])
    for match in _LASTS.finditer(flat):
        yield _Found(*match.span(), match["n"], match["u"], _COMPARISONS[match["c"]])
    if "以" in flat:
        for match in _TAILED.finditer(flat):
            if _SEVERAL.match(flat, match.start()):
                continue
            comparison: Comparison = ">=" if match["tail"].endswith("上") else "<="
            yield _Found(*match.span(), match["n"], _unit(match["u"]), comparison)
        for match in _TENTHS.finditer(flat):
            comparison = ">=" if match["tail"] == "以上" else "<="
            yield _Found(*match.span(), *_tenths(match["n"], "成"), comparison)
    if "%" in flat or "百分之" in flat:
        for match in _PERCENT.finditer(flat):
            tail = match["tail"] or ""
            comparison = "=" if not tail else ">=" if tail.endswith("上") else "<="
            yield _Found(*match.span(), match["n"] or match["words"], "%", comparison)
    for rule in (_DONE, _TIMES_BEHIND, _MADE, _CHOSEN, _MONEY):
        for match in rule.finditer(flat):
            first = match.start("n")
            counted = rule is _MADE or not _NOT_COUNTED.match(match["n"] + match["u"])
            if counted and not _NOT_A_TARGET.search(flat[max(0, first - 2) : first]):
                yield _Found(first, match.end(), match["n"], _unit(match["u"]), "=")
            besides = _AND_MADE.match(flat, match.end()) if rule is _MADE else None
            while besides:
                yield _Found(besides.start("n"), besides.end(), besides["n"], _unit(besides["u"]), "=")
                besides = _AND_MADE.match(flat, besides.end())


def _target(found: _Found, value: Decimal, flat: str, text: str, start: int) -> Target:
    begin, end = found.begin, found.end
    a, b = sentence_around(flat, begin, end)
    purpose = without_space(text[max(a, begin - 40) : min(b, end + 40)])
    span = (start + begin, start + end)
    return Target(without_space(text[begin:end]), found.comparison, value, found.unit, span, purpose)


def _tenths(digits: str, unit: str) -> tuple[str, str]:
    """六成 is 60 %; every other number stays what it is."""
    value = number(digits) if unit == "成" else None
    return (digits, _unit(unit)) if value is None else (str(int(value * 10)), "%")


def _unit(word: str) -> str:
    return {"课时": "学时", "百分点": "个百分点"}.get(word, word)
