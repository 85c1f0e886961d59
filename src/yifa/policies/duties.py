"""Duties to report, to file, to publish and to notify: what, to whom and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yifa.policies.dates import dates_of
from yifa.policies.document import DateMention, Duty, DutyKind
from yifa.policies.words import between, plain, sentence_around, without_names, without_space

_WHO = r"(?P<to>[^,。;:、()《》\u2007]{2,40}?(?:[、和与及][^,。;:()《》\u2007]{2,30}?)?)"
# Behind the first character of a verb: it is no part of 申报, 通报, 情报, 举报, 填报, 快报 … (A pattern that begins
# with its characters is searched for much faster than one that begins by looking back.)
_ALONE = r"(?<![申通情举填呈预快简].)"
# 报区司法局备案 · 报送区司法局汇总 · 报本级司法行政机关 · 上报省…办公室 · 抄送…
_SENT = re.compile(
    rf"(?P<verb>报{_ALONE}(?:送至?|备至?|请|(?![告名表道警刊考酬销废复批价纸])|(?<=情况报)告|(?<=结果报)告|(?<=[,内前]报)告)"
    rf"|上{_ALONE}报至?|呈{_ALONE}报|抄{_ALONE}[报送]|送{_ALONE}交|交(?<=[表单案料册录果况]交)(?=[^,。;]{{2,20}}(?:备案|汇总))|反{_ALONE}馈至?|提{_ALONE}交至?|汇{_ALONE}总报送)"
    rf"{_WHO}(?P<end>(?:进行)?(?:备案审查|备案|汇总|审核|审批|审查|批准|审定)(?!机关|机构|单位|部门)|(?=列入|纳入|[,。;()]|[和及与、]\u2007)|$)"
)
_TOWARDS = re.compile(
    r"向(?P<to>[^,。;:《》\u2007]{2,40}?)(?:进行|作出|写出|上报|作|汇总|及时|主动|专题|书面|定期)*"
    r"(?P<verb>报告|汇报|报送|上报|报备|备案|通报|提交|反馈|(?:公布|公开|公示|公告|发布)(?!征|招|选))"
)
# 公开 and 公示 are nouns more often than not: a duty is what is published to somebody, somewhere, by some day, or what
# begins its clause.
_IN_PUBLIC = re.compile(
    r"(?P<verb>公布|公开|公示|发布)(?!实施|施行|工作|征求|征集|听证|查处|处理|曝光|招标|招聘|选拔|竞争|承诺|道歉|审理|形式|途径|透明|方式|制度|平台|力度|进程|渠道|义务|栏|牌|阶段|时间|日期|机构|主体|等|环节|情况|程序|成为|意识|水平|质量|理念|内容|后|之日|前|\s*:|、|的|公)"
)
_TO_ALL = re.compile(r"予以$|对外(?:进行|予以|主动|及时)*$|(?:向|对)社会[^,。;]{0,6}$")
_HEADING = re.compile(
    r"\s*(?:\([一二三四五六七八九十]+\)|[0-9]{1,2}[.、])?\s*(?:向社会)?(?:公布|公开|公示|发布)"
)
_TELLS = re.compile(
    r"(?:^|(?<=[,。;]))(?:并)?(?:要)?(?:及时|定期)?(?P<verb>通报)(?!批评|表扬)(?=[^,。;]{2,20}(?:问题|情况|结果|成员|单位|部门))"
)
# 每周五报送工作进展: to whom is said elsewhere, or understood.
_HANDS_IN = re.compile(
    rf"(?P<verb>报{_ALONE}送|上{_ALONE}报|提{_ALONE}交)(?!的)(?=[^,。;:、()]{{2,26}}(?:情况|进展|方案|总结|信息|材料|报告|数据|台账|名单|计划|安排|成果|结果|意见|案例|目录|清单|报表|统计表|汇总表)(?:[,。;()\n和及与并]|$))"
)
# 重要情况随时报告, 进展每月报送一次: who is told is understood.
_TOLD = re.compile(
    rf"(?P<verb>报{_ALONE}(?:告|送)|上{_ALONE}报)"
    r"(?=\s*(?:[0-9一两]+\s*次)?(?:[,。;)\n]|$)|[^,。;:、()]{2,24}(?:情况|进展|问题|信息|线索)(?:[,。;)\n]|$))"
)
_IN_GOOD_TIME = re.compile(
    r"(?:随时|及时|定期|按时|按期|如实|逐级|每(?:年|半年|季度|月|旬|周|日))(?:向上级|专题|书面|如实|主动)*$"
)
# 检查情况予以通报, 评查结果通报全县, 每半年通报1次
_MADE_KNOWN = re.compile(
    r"(?:情况|结果|进展)[^,。;\n]{0,16}?(?P<verb>通报)(?!批评|表扬|制度|机制|如下|会|工作|[及和与等、])|每(?:年|半年|季度|月|周)(?P<verb2>通报)(?=\s*(?:[0-9一两]+\s*次|[,。;]))"
)
# 公开信息实用性不断增强 tells what will be.
_BECOMES = re.compile(r"不断|更加|明显|显著|基本|趋于|有效提升")
# 将清单统一公布, at the end of its clause.
_TAKES = re.compile(r"(?:将|把)[^,。;]{3,60}?(?:统一|集中|分别|及时|依法|如期|全部)+$")
_DEFINED = re.compile(r"所称|是指")
_BEGINS = re.compile(
    r"(?:^|[,。;:.、\s])(?:(?:[\u4e00-\u9fff]{2,4}并|并|应当?|要|须|和|采取有效形式|同时|统一|编制|完善|制定|梳理|及时|主动|依法|全面|定期|按时|如实))*$"
)
_ON = re.compile(
    r"(?:在|通过|于)(?P<where>[^,。;:()]{0,30}?(?:网站?|平台|公众号|栏|媒体|场所|大厅|位置))[^、,。;]{0,8}$"
)
# No day of another clause is meant.
_IN_TIME = re.compile(r"(?<!并)及时|随时|按期|定期|适时|实时")
_PUBLIC = frozenset({"公布", "公开", "公示", "公告", "发布"})
_SOMETHING = re.compile(r"[^,。;、]{2,}")
_RECEIVERS = re.compile(r"、|,|和(?=[上本各省市县区])|及(?=[上本各省市县区])")
_CLAUSE_BEGINS, _CLAUSE_ENDS = re.compile(r"[,。;:!?\n]"), re.compile(r"[,。;\n]")
_NO_RECEIVER = re.compile(
    r"^(?:的|告|名|表|道|警|刊|考|酬|销|废|复|价|批|备案$|送|请|经|上级|纸|网|平台|系统|制度|机制|渠道)|^[一-鿿]$"
)
_ORGAN = re.compile(
    r"(?:局|委|办|办公室|厅|部|院|政府|部门|单位|机关|机构|小组|中心|组|委员会|党委|党组|领导|主管|室|股|科|处|所|站|队|人大|常委会|会议|社会|网|司法|党委会|平台|法制办)"
    r"(?:\([^()]*\))?$"
)


class _At(NamedTuple):
    """A date with its place in the text that is looked at."""

    begin: int
    end: int
    mention: DateMention


def duties_of(text: str, start: int = 0, dates: tuple[DateMention, ...] | None = None) -> tuple[Duty, ...]:
    """Duties of `text` in its order; `start` is where it begins in the whole text.

    `to` are the receivers as printed (社会 for the public); `by` is the nearest date of the same sentence, as printed,
    empty when the sentence has none or says 及时. `dates` are those of `text` where they were read already.
    """
    flat = without_names(plain(text))
    known = dates_of(text, start) if dates is None else dates
    placed = tuple(_At(m.span[0] - start, m.span[1] - start, m) for m in known)
    found: list[Duty] = []
    for kind, to, match in _all(flat, placed):
        first, last = start + match.start(), start + match.end()
        for duty in found:
            if first < duty.span[1] and duty.span[0] < last:
                break
        else:
            found.append(_duty(kind, to, match, flat, text, start, placed))
    return tuple(sorted(found, key=lambda duty: duty.span))


def _all(flat: str, dates: tuple[_At, ...]) -> Iterator[tuple[DutyKind, str, re.Match[str]]]:
    """Kind, receivers and place of all that may be a duty, the surer ones first."""
    for match in _TOWARDS.finditer(flat):
        to = match["to"]
        if _is_heading(flat, match) or flat[max(0, match.start() - 1) : match.start()] in ("未", "不"):
            continue
        kind: DutyKind = "publish" if match["verb"] in _PUBLIC else _kind(match["verb"])
        if kind != "publish" or "社会" in to or "公众" in to:
            yield kind, to, match
    for match in _SENT.finditer(flat):
        to = match["to"].removeprefix("送").removeprefix("至")
        if _ORGAN.search(to) and not _NO_RECEIVER.match(to):
            yield _kind(match["end"] or match["verb"]), to, match
    for match in _IN_PUBLIC.finditer(flat):
        begin, end = _clause(flat, match)
        before = flat[begin : match.start()]
        if _is_heading(flat, match):
            continue
        on = _ON.search(before)
        dated = match.end() == end and any(begin <= date.begin < match.start() for date in dates)
        at_once = any(0 <= match.start() - date.end <= 4 for date in dates)
        handed_out = match.end() == end and _TAKES.search(before)
        meant = on or dated or at_once or handed_out or _TO_ALL.search(before) or _begins(flat, begin, match)
        if meant and not _DEFINED.search(flat, *sentence_around(flat, match.start(), match.end())):
            yield "publish", "社会" if on is None or "社会" in before else on["where"], match

    told = "通报" in flat
    for match in _TELLS.finditer(flat) if told else ():
        yield "notify", "", match
    for match in _HANDS_IN.finditer(flat):
        yield "report", "", match
    for match in _TOLD.finditer(flat):
        if _IN_GOOD_TIME.search(flat, max(0, match.start() - 16), match.start()):
            yield "report", "", match
    for match in _MADE_KNOWN.finditer(flat) if told else ():
        yield "notify", "", match


def _is_heading(flat: str, match: re.Match[str]) -> bool:
    """(四)向社会公开。 only names what the item is about."""
    if flat[match.end() : match.end() + 1] not in ("。", ""):
        return False
    begin, _ = _clause(flat, match)
    return bool(_HEADING.fullmatch(flat, begin, match.end()))


def _begins(flat: str, begin: int, match: re.Match[str]) -> bool:
    """A clause of the form 公开执法人员信息: the verb first, and something behind it."""
    return (
        bool(_BEGINS.search(flat[max(0, begin - 1) : match.start()]))
        and bool(_SOMETHING.match(flat, match.end(), match.end() + 12))
        and not _BECOMES.search(flat, *_clause(flat, match))
    )


def _kind(word: str) -> DutyKind:
    if "备案" in word or "报备" in word:
        return "file"
    return "notify" if word in ("通报", "反馈", "抄送") else "report"


def _duty(
    kind: DutyKind,
    to: str,
    match: re.Match[str],
    flat: str,
    text: str,
    start: int,
    dates: tuple[_At, ...],
) -> Duty:
    begin, end = sentence_around(flat, match.start(), match.end())
    first, last = _clause(flat, match)
    if _IN_TIME.search(flat, first, match.end()):
        begin, end = first, last
    here = [date for date in dates if begin <= date.begin < end and date.mention.kind != "period"]
    nearest = min(here, key=lambda date: _distance(date, match), default=None)
    receivers = _receivers(to) if kind != "publish" else (to,) * bool(to)
    words = without_space(text[first : match.end()])
    return Duty(
        kind,
        words,
        receivers,
        nearest.mention.text if nearest else "",
        (start + match.start(), start + match.end()),
    )


def _receivers(to: str) -> tuple[str, ...]:
    """Each office of a list; a list whose parts share a word (市及区县政府法制机构) stays as printed."""
    parts = tuple(part for part in _RECEIVERS.split(to) if part)
    return parts if all(len(part) > 1 for part in parts) else (to,)


def _distance(date: _At, match: re.Match[str]) -> int:
    """Dates stand before what is due; one behind it counts only where none stands before."""
    before = match.start() - date.end
    return before if before >= 0 else 1000 + date.begin - match.end()


def _clause(flat: str, match: re.Match[str]) -> tuple[int, int]:
    return between(_CLAUSE_BEGINS, _CLAUSE_ENDS, flat, match.start(), match.end())
