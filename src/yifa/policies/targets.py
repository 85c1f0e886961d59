"""Numbers to reach or to keep within: 不少于5%, 60学时, 至少2次, 3万元以上, 2—3项."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yifa.policies.document import Comparison, Target
from yifa.policies.words import NUMBER, number, plain, sentence_around, without_names

_COUNTED = (
    r"个百分点|个工作日|万人次|学时|课时|小时|人次|批次|案次|户次|分钟|"
    r"元|次|轮|场|期|遍|项|件|名|人|个|家|户|所|处|套|台|部|辆|支|篇|份|宗|起|例|条|门|节|课|倍|分|类"
)
_VALUE = rf"(?P<n>{NUMBER})\s*(?P<u>%|个?百分点|{_COUNTED})"
_AT_LEAST = (
    r"不少于|不低于|不得少于|不得低于|不小于|至少|最少|最低|高于|超过|大于|达到|达|"
    r"提高到|提升到|提升至|提高至|保持在|稳定在|上升到"
)
_AT_MOST = r"不超过|不得超过|不高于|不得高于|不多于|不得多于|不大于|最多|至多|最高|控制在|低于|少于|降低到|降至|压缩至"
_COMPARED = re.compile(
    rf"(?P<c>{_AT_LEAST}|{_AT_MOST})(?P<gap>[^,。;:、\d()%]{{0,12}}?){_VALUE}(?P<tail>以上|以下|以内|左右)?"
)
_TAILED = re.compile(rf"{_VALUE}(?:\([^()]{{0,10}}\))?(?P<tail>及?以上|及?以下|以内)")
_RANGE = re.compile(rf"(?P<n>{NUMBER})(?P<u1>{_COUNTED}|%)?(?:-|至|到)(?P<n2>{NUMBER})\s*(?P<u>%|{_COUNTED})")
_PERCENT = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s*(?P<u>%)|百分之(?P<words>[零一二三四五六七八九十百点]+)")
# What somebody is to do so many times: 组织一次, 确定1名工作联络员, 召开两场.
_DONE = re.compile(
    r"(?:组织|召开|开展|举办|举行|进行|确定|明确|指定|配备|建立|打造|培育|选树|选取|推出|发布|编发|评选|通报|检查|评估|"
    r"轮训|培训|参加|完成|安排|创建|建成|报送|上报|抽取|评查|开|办|搞|查)(?:了|好)?(?:全[省市区县])?"
    rf"(?P<n>{NUMBER})(?P<u>次|场|轮|期|名|批次|人次|家|件|项|所|篇|例|份|学时|课时)(?!性|公里)"
)
_TIMES_BEHIND = re.compile(
    rf"(?P<n>{NUMBER})(?P<u>次|轮|场)(?=[^,。;]{{0,14}}(?:活动|检查|评查|培训|督查|评估|通报|轮训))"
)
_NOT_COUNTED = re.compile(r"^(?:一|1)(?:项|个|条|类|部|人|处|份|起|例|家|门|节|支)$")
_NOT_A_TARGET = re.compile(r"(?:第|每|同|某|任何|另|各|逐)$")


def targets_of(text: str, start: int = 0) -> tuple[Target, ...]:
    """Numeric targets of `text` in its order; `start` is where it begins in the whole text. Money is in 元.

    Read are numbers that are compared (不少于, 至少, 达到, 不超过, …以上), ranges, shares in per cent, and how often
    or how many of something are to be done. Numbers of periods and dates are not targets: see `dates_of`.
    """
    flat = without_names(plain(text))
    found: list[Target] = []
    for target in _all(flat, text, start):
        if not any(
            target.span[0] < other.span[1]
            and other.span[0] < target.span[1]
            and not _same_range(target, other)
            for other in found
        ):
            found.append(target)
    return tuple(sorted(found, key=lambda target: target.span))


def _same_range(one: Target, other: Target) -> bool:
    return one.span == other.span and {one.comparison, other.comparison} == {">=", "<="}


def _all(flat: str, text: str, start: int) -> Iterator[Target]:
    """The surer patterns first. A range gives its lower bound and its upper, both where the range stands."""
    for match in _RANGE.finditer(flat):
        if match["u"] in ("年", "月", "日") or _NOT_A_TARGET.search(flat[: match.start()]):
            continue
        unit = _unit(match["u"])
        yield from _one(flat, text, start, match.start(), match.end(), match["n"], unit, ">=")
        yield from _one(flat, text, start, match.start(), match.end(), match["n2"], unit, "<=")
    for match in _COMPARED.finditer(flat):
        comparison: Comparison = ">=" if re.fullmatch(_AT_LEAST, match["c"]) else "<="
        if match["tail"] in ("以下", "以内"):
            comparison = "<="
        yield from _one(
            flat, text, start, match.start(), match.end(), match["n"], _unit(match["u"]), comparison
        )
    for match in _TAILED.finditer(flat):
        comparison = ">=" if match["tail"].endswith("上") else "<="
        yield from _one(
            flat, text, start, match.start(), match.end(), match["n"], _unit(match["u"]), comparison
        )
    for match in _PERCENT.finditer(flat):
        yield from _one(flat, text, start, match.start(), match.end(), match["n"] or match["words"], "%", "=")
    for rule in (_DONE, _TIMES_BEHIND):
        for match in rule.finditer(flat):
            said = match["n"] + match["u"]
            if not _NOT_COUNTED.match(said) and not _NOT_A_TARGET.search(flat[: match.start("n")]):
                unit = _unit(match["u"])
                yield from _one(flat, text, start, match.start("n"), match.end(), match["n"], unit, "=")


def _one(
    flat: str, text: str, start: int, begin: int, end: int, digits: str, unit: str, comparison: Comparison
) -> Iterator[Target]:
    value = number(digits)
    if value is None:
        return
    a, b = sentence_around(flat, begin, end)
    purpose = re.sub(r"\s+", "", text[max(a, begin - 40) : min(b, end + 40)])
    words = re.sub(r"\s+", "", text[begin:end])
    yield Target(words, comparison, value, unit, (start + begin, start + end), purpose)


def _unit(word: str) -> str:
    return {"课时": "学时", "百分点": "个百分点"}.get(word, word)
