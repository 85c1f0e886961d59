"""Every date and period of a text, with what it is for."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypedDict

from yifa.policies.date_rules import BEFORE_YEAR, rules_for
from yifa.policies.document import DateKind, DateMention
from yifa.policies.told import counts_nothing, is_told, tells_before
from yifa.policies.words import (
    NUMBER,
    SENTENCE_END,
    YEAR,
    number,
    plain,
    sentence_around,
    without_blanks,
    without_names,
    without_space,
    year_of,
)

_DAY_WORDS = {"初": 5, "上旬": 10, "中旬": 20, "中": 15, "下旬": 31, "底": 31, "末": 31}
_TIMES = re.compile(
    rf"(?:不少于|不低于|不得少于|至少|最少|不超过|不得超过|累计|达到|达)?[^,。;\d]{{0,10}}?(?P<n>{NUMBER})(?:(?:-|至|到){NUMBER})?\s*(?:个)?"
    r"(?P<u>学时|课时|小时|次|轮|场|期|遍|天|项|件|人次|批)"
)
_YEAR = re.compile(rf"{YEAR}年")
_FAR = 200  # characters around a date that may say what it is for
_EVERY = {"天": "日", "星期": "周", "二年": "两年", "季": "季度", "个月": "月"}
_HALVES = {"上半年": 6, "下半年": 12} | {
    f"{word}季度": month
    for words, month in (("一1", 3), ("二2", 6), ("三3", 9), ("四4", 12))
    for word in words
}
# The first day that a part of a month stands for: 中旬 is from the 11th on.
_FIRST_DAYS = {"中旬": 11, "下旬": 21, "底": 31, "末": 31}
# 每月10日、20日前: the days behind the first are of each month too.
_EACH_DAYS = re.compile(r"每个?(?P<every>月|季度|半年)[0-9一二三十日号前、和及与]+$")
_MONTHLY = re.compile(r"每月|次月|下月|月度")
_TODAY_YEARS = {"明年": 1, "次年": 1, "下年": 1, "翌年": 1}
_DONE_JUST_BEFORE = re.compile(
    r"([\u4e00-\u9fff]{0,8}(?:公布|公开|发布|行文|印发|作出|送达|办结|结束|完成|终结|签订|受理|收到|变更|生效|施行))(?:后)?$"
)
_PREPOSITION = re.compile(r"(?:请|应当|应|要|最迟|最晚)?[于在]")
# What is counted from stands before 起, 后 or 的, behind the last 自, 从, 于 or 在 of its clause.
_EVENT = re.compile(r"(?<=[自从于在])[^,。;:、\n\u2007自从于在]{1,24}$")
_BARE_EVENT = re.compile(r"[^,。;:、\n\u2007]{1,16}$")
# A sentence without any of these has no date; most sentences have none.
_ANY = re.compile(
    r"[0-9〇零一二两三四五六七八九十]\s*(?:个)?(?:年|月|日|号|天|周|分钟|小时|工作日|自然日|季度|-|至|到)|每|"
    r"[今本当明次下翌]年|[本当]月|季度|年[底末初内]|上旬|中旬|下旬|起(?:施行|实施|执行|生效)|半年|/[年月周季]|[按逐一][日天周旬月季年]|十.五|半个月|20[0-9]{2}(?:[./]|[01][0-9]{3})"
)


Groups = dict[str, str | None]


class Said(TypedDict, total=False):
    """What a date says: the fields of a mention that are not its words, kind, place or purpose."""

    start: date | None
    end: date | None
    month: int | None
    day: int | None
    year_offset: int
    length: int | None
    unit: str
    every: str
    times: Decimal | None
    event: str
    impossible: bool


class _Hit(NamedTuple):
    kind: DateKind
    start: int
    end: int
    match: re.Match[str]
    groups: Groups


def dates_of(text: str, start: int = 0, written: date | None = None) -> tuple[DateMention, ...]:
    """Dates and periods of `text` in its order; `start` is where it begins in the whole text.

    `written` is the document's date: 今年, 本月底 and a month without a year are read from it (no year without it).
    Years in 《titles》, in document numbers and years that only name something (2012年度考核) are no dates.
    """
    flat = without_names(plain(text))
    short = without_blanks(flat)
    if short is None:
        return _dates(flat, text, start, written)
    flat, places = short
    found = _dates(flat, "".join(text[at] for at in places), 0, written)
    return tuple(
        replace(d, span=(start + places[d.span[0]], start + places[d.span[1] - 1] + 1)) for d in found
    )


def _dates(flat: str, text: str, start: int, written: date | None) -> tuple[DateMention, ...]:
    mentions: list[DateMention] = []
    for hit in sorted(_hits(flat), key=lambda hit: hit.start):
        groups, kind = hit.groups, hit.kind
        alone = (groups.get("m") or groups.get("half")) and not groups.get("y") and not groups.get("rel")
        said = _said_before(mentions, flat, hit, start) if alone else None
        if alone and said is None and kind == "deadline" and _each_year(mentions, flat, hit, start):
            kind = "yearly"
        mention = _mention(kind, hit, flat, text, start, said or written)
        if not is_told(mention, groups, flat, (hit.start, hit.end), written):
            mentions.append(mention)
    return tuple(mentions)


def _each_year(mentions: Sequence[DateMention], flat: str, hit: _Hit, start: int) -> bool:
    """每年1月底前报送,2月15日前汇总: a month behind a yearly one, in the same sentence, is of each year too."""
    begin, _ = sentence_around(flat, hit.start, hit.end)
    return bool(mentions) and mentions[-1].kind == "yearly" and mentions[-1].span[0] - start >= begin


def _said_before(mentions: Sequence[DateMention], flat: str, hit: _Hit, start: int) -> date | None:
    """2024年6月底前、10月底前: a month without a year is of the year said before it in the same sentence."""
    begin, _ = sentence_around(flat, hit.start, hit.end)
    for mention in mentions[:-9:-1]:
        if mention.span[0] - start < begin:
            return None
        if (mention.end or mention.start) and _YEAR.search(plain(mention.text)):
            return mention.end or mention.start
    return None


def _hits(flat: str) -> list[_Hit]:
    """Where the patterns fit, the earlier pattern first; none overlaps another."""
    taken: list[_Hit] = []
    for begin, end in _sentences(flat):
        if _ANY.search(flat, begin, end):
            taken += _hits_within(flat, begin, end)
    return taken


def _sentences(flat: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for mark in SENTENCE_END.finditer(flat):
        yield begin, mark.start()
        begin = mark.end()
    yield begin, len(flat)


def _hits_within(flat: str, begin: int, end: int) -> list[_Hit]:
    taken: list[_Hit] = []
    covered = bytearray(end - begin)  # of each character whether a surer rule has it
    for kind, pattern in rules_for(flat[begin:end]):
        for match in pattern.finditer(flat, begin, end):
            groups = match.groupdict()
            first, last = _first(flat, kind, match, groups), match.end()
            if first is None or covered.find(1, max(0, first - begin), last - begin) >= 0:
                continue
            if _plausible(groups):
                taken.append(_Hit(kind, first, last, match, groups))
                inside = max(first, begin)
                covered[inside - begin : last - begin] = b"\1" * (last - inside)
    return taken


def _first(flat: str, kind: str, match: re.Match[str], groups: Groups) -> int | None:
    """Where the words of the date begin, without 于 or 在; None where the words only look like a date."""
    begin = _event_start(flat, match) if groups.get("mark") else match.start()
    if kind == "relative" and counts_nothing(flat, begin, match.start("len") if groups.get("len") else begin):
        return None
    if tells_before(flat, begin):
        return None
    if groups.get("each") == "" and "每年" not in flat[max(0, begin - 16) : begin]:
        return None
    if groups.get("again") == "" and not _EACH_DAYS.search(flat, max(0, begin - 20), begin):
        return None
    if groups.get("monthly") == "" and not _MONTHLY.search(flat, max(0, begin - 160), begin):
        return None
    preposition = _PREPOSITION.match(flat, begin, match.end())
    return preposition.end() if preposition else begin


def _event_start(flat: str, match: re.Match[str]) -> int:
    """Where the words of the event begin, 自 included and 在 or 于 not; where the match begins when there are none."""
    earlier = max(0, match.start() - 28)
    before = flat[earlier : match.start()]
    event = _EVENT.search(before) or _BARE_EVENT.search(before)
    if not event:
        return match.start()
    first = earlier + event.start()
    return first - 1 if first and flat[first - 1] in "自从" else first


def _plausible(groups: Groups) -> bool:
    """Months are 1 to 12 where a day is not what is wrong; numbers can be read."""
    for name in ("m", "m2"):
        value = groups.get(name)
        if value is not None and not 1 <= (number(value) or 0) <= 12:
            return False
    for name in ("len", "d", "d2"):
        value = groups.get(name)
        if value and number(value) is None:
            return False
    return True


def _mention(
    kind: DateKind, hit: _Hit, flat: str, text: str, start: int, written: date | None
) -> DateMention:
    words = without_space(text[hit.start : hit.end])
    span = (start + hit.start, start + hit.end)
    return DateMention(
        words, kind, span, _purpose(flat, text, hit), **_READERS[kind](words, hit.groups, hit, flat, written)
    )


def _purpose(flat: str, text: str, hit: _Hit) -> str:
    """The words of the sentence that stand behind the date; those before it where nothing follows."""
    begin, end = sentence_around(flat, hit.start, hit.end)
    after = without_space(text[hit.end : min(end, hit.end + _FAR)]).strip(",，、:：)）")
    before = without_space(text[max(begin, hit.start - _FAR) : hit.start]).strip(",，、:：(（")
    return (after if len(after) > 3 else before + after)[:80]


# -- one reader per kind: what is said, as fields of the mention -------------------------------------------------


def _deadline(words: str, groups: Groups, hit: _Hit, flat: str, written: date | None) -> Said:
    if groups.get("plan"):
        # The tenth plan ended with 2005, and each lasts five years.
        return Said(end=date(2005 + 5 * "一二三四五六七".index(groups["plan"] or "") + 5, 12, 31))
    year = _year(groups, written)
    month = _HALVES.get((groups.get("half") or "").removeprefix("第")) or _int(groups.get("m"))
    if groups.get("now") in ("本月", "当月"):
        month = written.month if written else None
    elif groups.get("now") == "本季度":
        month = (written.month + 2) // 3 * 3 if written else None
    elif month is None:
        month = 12
    if year is None or month is None:
        return Said(month=month, day=_int(groups.get("d")))
    day = _int(groups.get("d"))
    end, impossible = _last_day(year, month, day, groups.get("part"))
    if groups.get("m") is None and groups.get("part") not in ("底", "末", "年底", "年末", "内", None):
        end = date(year, 12, 31)
    if hit.match.group().endswith("年前") and end:
        end = date(year - 1, 12, 31) if hit.match.re is BEFORE_YEAR else end
    return Said(end=end, impossible=impossible)


def _from(words: str, groups: Groups, hit: _Hit, flat: str, written: date | None) -> Said:
    year = _year(groups, written)
    if year is None:
        return Said()
    half = (groups.get("half") or "").removeprefix("第")
    first = _HALVES[half] - (5 if "半年" in half else 2) if half else _int(groups.get("m")) or 1
    begin, impossible = _first_day(year, first, _int(groups.get("d")), groups.get("part"))
    return Said(start=begin, impossible=impossible)


def _from_to(words: str, groups: Groups, hit: _Hit, flat: str, written: date | None) -> Said:
    first = _year(groups, written)
    last = year_of(groups["y2"] or "") if groups.get("y2") else first
    month, day = _int(groups.get("m")), _int(groups.get("d"))
    part = groups.get("part1") or (None if groups.get("m2") else groups.get("part"))
    begin, wrong = (written if groups.get("today") else None), False
    if first is not None and not groups.get("today"):
        begin, wrong = _first_day(first, month or 1, day, part)
    if last is None:
        return Said(start=begin, impossible=wrong)
    last += groups.get("rel2") in ("明年", "次年", "翌年")
    if groups.get("m2") is None and groups.get("d2"):
        day = _int(groups.get("d2"))
    elif groups.get("m2") or groups.get("y2") or groups.get("yend"):
        month, day = _int(groups.get("m2")), _int(groups.get("d2"))
    end, wrong_end = _last_day(last, month or 12, day, groups.get("part"))
    return Said(start=begin, end=end, impossible=wrong or wrong_end)


def _yearly(words: str, groups: Groups, hit: _Hit, flat: str, written: date | None) -> Said:
    offset = int(bool(groups.get("rel2")) or not (groups.get("each") or "每年").startswith("每年"))
    part = (groups.get("part") or "").removeprefix("年")
    half = _HALVES.get((groups.get("half") or "").removeprefix("第"))
    month = half or _int(groups.get("m2")) or _int(groups.get("m")) or (12 if part in ("底", "末") else 1)
    day = _int(groups.get("d2") if groups.get("m2") else groups.get("d"))
    if day is None and part in ("初", "上旬", "中旬"):
        day = _DAY_WORDS[part]
    wrong = day is not None and day > calendar.monthrange(2024, month)[1]
    return Said(month=month, day=day, every="年", year_offset=offset, impossible=wrong)


def _frequency(words: str, groups: Groups, hit: _Hit, flat: str, written: date | None) -> Said:
    if groups.get("d"):
        each = (
            _EACH_DAYS.search(flat, max(0, hit.start - 20), hit.start) if groups.get("again") == "" else None
        )
        if groups.get("monthly") == "":
            return Said(every="月", day=_int(groups["d"]))
        every = each["every"] if each else re.sub("^(?:每个?|次)", "", groups["every"] or "")
        return Said(every=_EVERY.get(every, every), day=_int(groups.get("d2") or groups["d"]))
    every = _EVERY.get(groups["every"] or "", groups["every"] or "")
    if groups.get("times"):
        return Said(every=every, times=number(groups["times"] or ""), unit=groups["u"] or "")
    _, sentence_end = sentence_around(flat, hit.start, hit.end)
    stop = min([p for p in (flat.find(",", hit.end), sentence_end) if p >= 0])
    times = _TIMES.search(flat, hit.end, stop)
    if not times:
        return Said(every=every)
    return Said(every=every, times=number(times["n"]), unit=times["u"])


def _relative(words: str, groups: Groups, hit: _Hit, flat: str, written: date | None) -> Said:
    event = ""
    if groups.get("hy"):
        return Said(length=6, unit="月") if groups["hy"] == "年" else Said(length=15, unit="日")
    if groups.get("mark"):
        end = hit.match.start() if groups["mark"] in ("起", "后", "的") else hit.match.end("mark")
        event = re.sub(r"^[自从]|之日$|之时$", "", flat[hit.start : end]).strip()
    if not event:
        just_before = _DONE_JUST_BEFORE.search(flat[max(0, hit.start - 16) : hit.start])
        event = just_before.group(1) if just_before else ""
    if groups.get("ahead"):
        event += "之前"
    unit = {"天": "日", "自然日": "日"}.get(groups["lu"] or "", groups["lu"] or "")
    return Said(length=_int(groups["len"]), unit=unit, event=event)


def _in_force(words: str, groups: Groups, hit: _Hit, flat: str, written: date | None) -> Said:
    if groups.get("len"):
        return Said(length=_int(groups["len"]), unit=(groups["lu"] or "").removeprefix("个"))
    if groups.get("y"):
        day, wrong = _first_day(year_of(groups["y"] or ""), _int(groups["m"]) or 1, _int(groups["d"]))
        if words.startswith("有效期"):
            return Said(end=day, impossible=wrong)
        return Said(start=day, impossible=wrong)
    return Said(start=written)


_Reader = Callable[[str, Groups, _Hit, str, date | None], Said]
_READERS: dict[DateKind, _Reader] = {
    "deadline": _deadline,
    "from": _from,
    "from_to": _from_to,
    "period": _from_to,
    "yearly": _yearly,
    "frequency": _frequency,
    "relative": _relative,
    "in_force": _in_force,
}

# -- numbers of days ----------------------------------------------------------------------------------------------


def _int(value: str | None) -> int | None:
    read = number(value) if value else None
    return int(read) if read is not None else None


def _year(groups: Groups, written: date | None) -> int | None:
    if groups.get("y"):
        return year_of(groups["y"] or "")
    if written is None:
        return None
    return written.year + _TODAY_YEARS.get(groups.get("rel") or "", 0)


def _first_day(year: int, month: int, day: int | None, part: str | None = None) -> tuple[date | None, bool]:
    """The first day that is meant: the day itself, that of the part of the month, else the month's first day."""
    if day is None:
        day = min(_FIRST_DAYS.get(part or "", 1), calendar.monthrange(year, month)[1])
    try:
        return date(year, month, day), False
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
