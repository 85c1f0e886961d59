"""Every date and period of a text, with what it is for."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from yifa.policies.document import DateMention
from yifa.policies.words import NUMBER, YEAR, number, plain, sentence_around, without_names, year_of

_DAY_WORDS = {"初": 5, "上旬": 10, "中旬": 20, "中": 15, "下旬": 31, "底": 31, "末": 31}
_PART = r"(?:初|底|末|上旬|中旬|下旬)"
_N = rf"(?:[0-9]{{1,3}}|{NUMBER})"
_WHEN = rf"(?P<y>{YEAR})年|(?P<rel>今年|本年|本年度|当年|明年|次年|下年|翌年)"
_MD = rf"(?:(?P<m>{_N})月(?:份)?(?:(?P<d>{_N})[日号])?)"
_PATTERNS: list[tuple[str, str]] = [
    # 2023年1月至2024年6月, 2019年7月1日-9月30日, 2023—2025年, 自…起至…止
    (
        "from_to",
        rf"(?:自|从)?(?P<y>{YEAR})年(?P<m>{_N})月(?:(?P<d>{_N})日)?(?:起|开始)?(?:到|至|-)"
        rf"(?:(?P<y2>{YEAR})年)?(?P<m2>{_N})月(?:(?P<d2>{_N})日)?(?P<part>{_PART})?(?:止|前)?",
    ),
    ("from_to", rf"(?:自|从)(?P<y>{YEAR})年(?:起|开始)?(?:到|至|-)(?P<y2>{YEAR})年(?P<part>{_PART})?(?:止)?"),
    ("period", rf"(?P<y>{YEAR})年?(?:到|至|-)(?P<y2>{YEAR})年(?!底|末|\d)"),
    # 每年1月31日前, 每年3月初, 次年3月初前, 每年8月, 每季度末
    (
        "yearly",
        rf"(?:于|在)?(?P<each>每年|每年度|次年|翌年|下一年|第二年)(?P<m>{_N})月(?:份)?(?:(?P<d>{_N})[日号])?(?P<part>{_PART})?"
        rf"(?:之?前|以前)?",
    ),
    ("yearly", r"(?:于|在)?(?P<each>每年|每年度|次年)(?P<part>年?初|年?底|年?末)(?:之?前)?"),
    (
        "yearly",
        rf"(?<=和|、|及|与)(?P<each>)(?P<m>{_N})月(?:(?P<d>{_N})[日号])?(?P<part>{_PART})?(?:之?前|以前)",
    ),
    (
        "frequency",
        rf"(?P<every>每(?:个?月|季度|周|半年))(?P<d>{_N})[日号](?:之?前|以前)",
    ),
    ("in_force", r"自(?:印发|发布|公布|下发)之日起(?:施行|实施|执行|生效)"),
    (
        "in_force",
        rf"自(?P<y>{YEAR})年(?P<m>{_N})月(?P<d>{_N})日起(?:施行|实施|执行|生效)",
    ),
    (
        "in_force",
        rf"有效期(?:为|至)?(?:(?P<len>{_N})(?P<lu>年|个月)|(?P<y>{YEAR})年(?P<m>{_N})月(?P<d>{_N})日)",
    ),
    # 自作出之日起15日内, 下放之日起一年内
    (
        "relative",
        rf"(?:(?:应当|应|要)?(?:自|从|于|在))?(?P<event>[^,。;:、\n()\u2007]{{1,24}}?(?:\([^()]{{1,20}}\))?)(?:之日|之时)?(?:起|后)(?:的)?"
        rf"(?P<len>{_N})(?:个)?(?P<lu>工作日|自然日|小时|日|天|周|月|季度|年)(?:之|以)?内",
    ),
    (
        "relative",
        rf"(?:在|于)?(?P<len>{_N})(?:个)?(?P<lu>工作日|自然日|小时|日|天|周|月|季度|年)(?:之|以)?内",
    ),
    # 到2024年底, 2019年7月底前, 至2016年12月31日前, 于2024年3月15日前, 今年9月底前
    (
        "relative",
        rf"(?:于|在)?(?P<event>[^,。;:、\n()\u2007]{{2,16}}?)(?:之日|的)?(?:前|(?<!月)(?<![0-9]))(?P<len>{_N})(?:个)?(?P<lu>工作日)(?P<ahead>之?前)",
    ),
    (
        "relative",
        rf"(?P<event>(?:有效期|期限|期)?届满|期满|到期)(?:之日)?(?P<len>{_N})(?:个)?(?P<lu>工作日|日|天|月)(?P<ahead>之?前)",
    ),
    (
        "deadline",
        rf"(?:到|至|于|在)?(?:{_WHEN})(?P<half>上半年|下半年|第?[一二三四1-4]季度)(?:底|末)?(?:之?前)?",
    ),
    (
        "deadline",
        rf"(?:最迟|最晚)?(?:请)?(?:到|至|截至|截止|于|在|力争)?(?:{_WHEN}){_MD}(?P<part>{_PART})?(?:之?前|以前|为止|止|截止)",
    ),
    ("deadline", rf"(?:到|至|截至|截止)(?:{_WHEN}){_MD}(?P<part>{_PART})?"),
    ("deadline", rf"(?:到|至|截至|截止|于|在)?(?:{_WHEN}){_MD}(?P<part>底|末)"),
    (
        "deadline",
        rf"(?:到|至|截至|截止|于|在|力争)?(?:{_WHEN})(?:年)?(?P<part>底|末|年底|年末|内)(?:之?前|以前)?",
    ),
    ("deadline", rf"(?:到|至|截至|截止)(?P<y>{YEAR})年(?!{_N}月|度)(?:之?前)?"),
    ("deadline", rf"(?P<y>{YEAR})年(?:之?前|以前)"),
    ("from", rf"(?:自|从)?(?:{_WHEN}){_MD}?(?P<part>{_PART})?(?:起|开始|以后)"),
    (
        "deadline",
        rf"(?:于|在)(?P<y>{YEAR})年(?!度|{_N}月)(?=[^,。;]{{0,12}}(?:实施|完成|实现|建成|发布|出台|开展))",
    ),
    ("deadline", rf"(?:于|在)(?P<y>{YEAR})年(?P<m>{_N})月(?:(?P<d>{_N})日)?"),
    (
        "deadline",
        rf"(?:请)?(?:到|至|于|在)?(?<![0-9年月])(?P<m>{_N})月(?:份)?(?:(?P<d>{_N})[日号])?(?P<part>{_PART})?(?:之?前|以前)",
    ),
    (
        "deadline",
        r"(?:于|在)?(?:(?P<now>本月|当月|本季度|本年度|本年)(?:底|末)(?:之?前|以前)?|年(?:底|末)(?:之?前|以前))",
    ),
    (
        "deadline",
        rf"(?:于)?(?<![0-9年月])(?P<m>{_N})月(?:份(?=[^,。;]{{0,20}}(?:组织|开展|召开|进行))|(?P<part>上旬|中旬|下旬|底|末))",
    ),
    ("frequency", r"每(?:(?P<per>人)每)?(?P<every>[两二三四五]年|半年|季度|季|年|个?月|周|日)(?!\d)(?:度)?"),
]
_RULES = [(kind, re.compile(pattern)) for kind, pattern in _PATTERNS]
_FIRST = re.compile(r"[0-9零〇一二两三四五六七八九十每本当次翌今明年自至到截]")
_TIMES = re.compile(
    rf"(?:不少于|不低于|不得少于|至少|最少|不超过|不得超过|累计|达到|达)?[^,。;\d]{{0,10}}?(?P<n>{NUMBER})(?:(?:-|至|到){NUMBER})?(?:个)?"
    r"(?P<u>学时|课时|小时|次|轮|场|期|遍|天|项|件|人次)"
)
_HALVES = {"上半年": 6, "下半年": 12} | {
    f"{word}季度": month
    for words, month in (("一1", 3), ("二2", 6), ("三3", 9), ("四4", 12))
    for word in words
}
_TODAY_YEARS = {"明年": 1, "次年": 1, "下年": 1, "翌年": 1}
_LOOKING_BACK = re.compile(r"(?:上溯|最近|近|过去|此前|前)$")
_DONE_JUST_BEFORE = re.compile(
    r"([\u4e00-\u9fff]{0,8}(?:公布|公开|发布|行文|印发|作出|送达|办结|结束|完成|终结|签订|受理|收到|变更|生效|施行))(?:后)?$"
)
_PREPOSITION = re.compile(r"(?:请|应当|应|要|最迟|最晚)?[于在]")
_EVENT_HEAD = re.compile(r"^.*?(?:自|从|于|在|要在|应在|应当在)(?=[^自从于在]+$)")


@dataclass(frozen=True)
class _Hit:
    kind: str
    start: int
    end: int
    match: re.Match[str]


def dates_of(text: str, start: int = 0, written: date | None = None) -> tuple[DateMention, ...]:
    """Dates and periods of `text` in its order; `start` is where it begins in the whole text.

    `written` is the document's date: 今年, 本月底 and a month without a year are read from it (no year without it).
    Years in 《titles》, in document numbers and years that only name something (2012年度考核) are no dates.
    """
    flat = without_names(plain(text))
    mentions = [_mention(hit, flat, text, start, written) for hit in _hits(flat)]
    return tuple(sorted(mentions, key=lambda mention: mention.span))


def _hits(flat: str) -> list[_Hit]:
    """Where the patterns fit, the earlier pattern first; none overlaps another."""
    taken: list[_Hit] = []
    for kind, rule in _RULES:
        for match in rule.finditer(flat):
            begin = match.start()
            if kind == "relative" and match.groupdict().get("event"):
                begin = _event_start(match)
            if kind == "relative" and _LOOKING_BACK.search(flat[max(0, begin - 4) : begin]):
                continue
            preposition = _PREPOSITION.match(flat, begin, match.end())
            begin = preposition.end() if preposition else begin
            if match.groupdict().get("each") == "" and "每年" not in flat[max(0, begin - 16) : begin]:
                continue
            if not any(begin < hit.end and hit.start < match.end() for hit in taken) and _plausible(
                kind, match
            ):
                taken.append(_Hit(kind, begin, match.end(), match))
    return sorted(taken, key=lambda hit: hit.start)


def _event_start(match: re.Match[str]) -> int:
    """The event is what stands behind the last 自, 于 or 在 before 起."""
    head = _EVENT_HEAD.match(match["event"])
    return match.start("event") + (len(head.group()) - 1 if head else 0) if head else match.start()


def _plausible(kind: str, match: re.Match[str]) -> bool:
    """Months are 1 to 12 where a day is not what is wrong; numbers can be read."""
    for name in ("m", "m2"):
        value = match.groupdict().get(name)
        if value is not None and not 1 <= (number(value) or 0) <= 12:
            return False
    return all(number(v) is not None for k, v in match.groupdict().items() if k in ("len", "d", "d2") and v)


def _mention(hit: _Hit, flat: str, text: str, start: int, written: date | None) -> DateMention:
    groups = hit.match.groupdict()
    mention = DateMention(
        text=re.sub(r"\s+", "", text[hit.start : hit.end]),
        kind=hit.kind,  # type: ignore[arg-type]
        span=(start + hit.start, start + hit.end),
        purpose=_purpose(flat, text, hit),
    )
    return _READERS[hit.kind](mention, groups, hit, flat, written)


def _purpose(flat: str, text: str, hit: _Hit) -> str:
    """The words of the sentence that stand behind the date; those before it where nothing follows."""
    begin, end = sentence_around(flat, hit.start, hit.end)
    after = re.sub(r"\s+", "", text[hit.end : end]).strip(",，、:：)）")
    before = re.sub(r"\s+", "", text[begin : hit.start]).strip(",，、:：(（")
    return (after if len(after) > 3 else before + after)[:80]


# -- one reader per kind ------------------------------------------------------------------------------------------


def _deadline(
    mention: DateMention, groups: dict[str, str | None], hit: _Hit, flat: str, written: date | None
) -> DateMention:
    year = _year(groups, written)
    month = _HALVES.get((groups.get("half") or "").removeprefix("第")) or _int(groups.get("m"))
    if groups.get("now") in ("本月", "当月"):
        month = written.month if written else None
    elif groups.get("now") == "本季度":
        month = (written.month + 2) // 3 * 3 if written else None
    elif month is None:
        month = 12
    if year is None or month is None:
        return replace(mention, month=month, day=_int(groups.get("d")))
    day = _int(groups.get("d"))
    end, impossible = _last_day(year, month, day, groups.get("part"))
    if groups.get("m") is None and groups.get("part") not in ("底", "末", "年底", "年末", "内", None):
        end = date(year, 12, 31)
    if hit.match.group().endswith("年前") and end:
        end = date(year - 1, 12, 31) if hit.match.re is _BEFORE_YEAR else end
    return replace(mention, end=end, impossible=impossible)


def _from(
    mention: DateMention, groups: dict[str, str | None], hit: _Hit, flat: str, written: date | None
) -> DateMention:
    year = _year(groups, written)
    if year is None:
        return mention
    begin, impossible = _first_day(year, _int(groups.get("m")) or 1, _int(groups.get("d")))
    return replace(mention, start=begin, impossible=impossible)


def _from_to(
    mention: DateMention, groups: dict[str, str | None], hit: _Hit, flat: str, written: date | None
) -> DateMention:
    first = year_of(groups["y"] or "")
    last = year_of(groups["y2"] or "") if groups.get("y2") else first
    begin, wrong = _first_day(first, _int(groups.get("m")) or 1, _int(groups.get("d")))
    end, wrong_end = _last_day(last, _int(groups.get("m2")) or 12, _int(groups.get("d2")), groups.get("part"))
    return replace(mention, start=begin, end=end, impossible=wrong or wrong_end)


def _yearly(
    mention: DateMention, groups: dict[str, str | None], hit: _Hit, flat: str, written: date | None
) -> DateMention:
    offset = 0 if (groups["each"] or "每年").startswith("每年") else 1
    part = (groups.get("part") or "").removeprefix("年")
    month = _int(groups.get("m")) or (12 if part in ("底", "末") else 1)
    day = _int(groups.get("d"))
    if day is None and part in ("初", "上旬", "中旬"):
        day = _DAY_WORDS[part]
    wrong = day is not None and day > calendar.monthrange(2024, month)[1]
    return replace(mention, month=month, day=day, every="年", year_offset=offset, impossible=wrong)


def _frequency(
    mention: DateMention, groups: dict[str, str | None], hit: _Hit, flat: str, written: date | None
) -> DateMention:
    if groups.get("d"):
        every = (groups["every"] or "").removeprefix("每").replace("个月", "月")
        return replace(mention, every=every, day=_int(groups["d"]))
    every = {"二年": "两年", "季": "季度", "个月": "月"}.get(groups["every"] or "", groups["every"] or "")
    _, sentence_end = sentence_around(flat, hit.start, hit.end)
    stop = min([p for p in (flat.find(",", hit.end), sentence_end) if p >= 0])
    times = _TIMES.search(flat, hit.end, stop)
    if not times:
        return replace(mention, every=every)
    return replace(mention, every=every, times=number(times["n"]), unit=times["u"])


def _relative(
    mention: DateMention, groups: dict[str, str | None], hit: _Hit, flat: str, written: date | None
) -> DateMention:
    event = flat[hit.start : hit.match.end("event")] if groups.get("event") else ""
    event = re.sub(r"^(?:应当|应|要)?(?:自|从|于|在)|之日$|之时$", "", event).strip()
    if not event:
        just_before = _DONE_JUST_BEFORE.search(flat[max(0, hit.start - 16) : hit.start])
        event = just_before.group(1) if just_before else ""
    if groups.get("ahead"):
        event += "之前"
    unit = {"天": "日", "自然日": "日"}.get(groups["lu"] or "", groups["lu"] or "")
    return replace(mention, length=_int(groups["len"]), unit=unit, event=event)


def _in_force(
    mention: DateMention, groups: dict[str, str | None], hit: _Hit, flat: str, written: date | None
) -> DateMention:
    if groups.get("len"):
        return replace(mention, length=_int(groups["len"]), unit=(groups["lu"] or "").removeprefix("个"))
    if groups.get("y"):
        day, wrong = _first_day(year_of(groups["y"] or ""), _int(groups["m"]) or 1, _int(groups["d"]))
        if mention.text.startswith("有效期"):
            return replace(mention, end=day, impossible=wrong)
        return replace(mention, start=day, impossible=wrong)
    return replace(mention, start=written)


_Reader = Callable[[DateMention, dict[str, str | None], _Hit, str, date | None], DateMention]
_READERS: dict[str, _Reader] = {
    "deadline": _deadline,
    "from": _from,
    "from_to": _from_to,
    "period": _from_to,
    "yearly": _yearly,
    "frequency": _frequency,
    "relative": _relative,
    "in_force": _in_force,
}
_BEFORE_YEAR = next(
    rule for kind, rule in _RULES if kind == "deadline" and rule.pattern.endswith("年(?:之?前|以前)")
)


# -- numbers of days ----------------------------------------------------------------------------------------------


def _int(value: str | None) -> int | None:
    read = number(value) if value else None
    return int(read) if read is not None else None


def _year(groups: dict[str, str | None], written: date | None) -> int | None:
    if groups.get("y"):
        return year_of(groups["y"] or "")
    if written is None:
        return None
    return written.year + _TODAY_YEARS.get(groups.get("rel") or "", 0)


def _first_day(year: int, month: int, day: int | None) -> tuple[date | None, bool]:
    try:
        return date(year, month, day or 1), False
    except ValueError:
        return None, True


def _last_day(year: int, month: int, day: int | None, part: str | None) -> tuple[date | None, bool]:
    """The last day that is meant: the day itself, the part of the month, else the month's last day."""
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, min(_DAY_WORDS.get(part or "底", 31), last)), False
    if not 1 <= day <= last:
        return None, True
    return date(year, month, day), False


def contradictions(mentions: tuple[DateMention, ...]) -> Iterator[str]:
    """In Chinese, what cannot be: a day no calendar has, an end before its beginning."""
    for mention in mentions:
        if mention.impossible:
            yield f"“{mention.text}”不是日历上有的日期，请改正后再确认"
        elif mention.start and mention.end and mention.end < mention.start:
            yield f"“{mention.text}”的结束早于开始，请改正后再确认"
