"""Title, number, issuer and date of a document, and the documents it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yifa.policies.document import Cited
from yifa.policies.lines import Line
from yifa.policies.phrases import (
    ADOPTED,
    ANNEX_LINE,
    ANNEX_LIST,
    DATE_LINE,
    FORWARDED,
    LETTERHEAD,
    META,
    META_NEXT,
    NUMBER,
    NUMBER_BEHIND,
    NUMBER_LINE,
    ORG_END,
    PUBLISHED,
    SALUTATION,
    SIGNED_LINE,
    addressed,
    bare,
    date_of,
)
from yifa.policies.splitting import Part

_HEAD, _MOST_SIGNERS = 14, 12
_FULL_NUMBER_FIRST = re.compile(rf"^({NUMBER.pattern})(?=[《\s])")
_TITLE = re.compile(r"《([^《》]{1,160}(?:[《〈][^《》〈〉]{1,120}[》〉][^《》]{0,80}){0,3})》")
_ALIAS = re.compile(r"以下(?:统?简称|统?称|称)(?:为)?[:：]?[《“\"]([^》”\"]{1,40})[》”\"]")
# (以下简称《方案》) behind anything but a title is a name of the document itself.
_OWN_ALIAS = re.compile(r"(?<!》)[（(]以下(?:统?简称|统?称|称)(?:为)?[:：]?《([^》]{1,40})》")
_ALIAS_BEFORE = re.compile(r"以下(?:统?简称|统?称|称)(?:为)?[:：]?$")
_SPACE = re.compile(r"(?<=[\u3000-\uffef])\s+|\s+(?=[\u3000-\uffef])")
_STAMPED = re.compile(r"^[（(].{2,30}代章[)）]$")
_BRACKET = re.compile(r"[（(]")
_HOUR = re.compile(r"\s+\d{1,2}:\d{2}.*$")
_NUMBERS = ("发文字号", "发文文号", "发文编号", "文号", "政策文号", "发布文号", "公文文号", "字号")
_ISSUERS = ("发文机关", "发文单位", "制发机关", "制发机构", "发文机构", "制定机关")


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a document as a whole; `body` is the line where its text begins, `end` where it ends.

    `cover` are the lines (the last not included) of the notice that hands the plan out, where it asks for something.
    """

    title: str
    number: str | None
    issuer: str | None
    issued: date | None
    body: int
    end: int
    problems: tuple[str, ...] = ()
    cover: tuple[int, int] = (0, 0)


def head_of(text: str, lines: Sequence[Line], part: Part) -> Head:
    """Read the head and the signature of one document."""
    meta = _meta(lines, part)
    signatures = _signatures(lines, part)
    title = _title(lines, part, meta)
    number = _number(lines, part) or _told_number(meta)
    issuer, issued = None, None
    if signatures:
        at, issued, issuer = signatures[0]
    issuer = issuer or _from_title(part) or _letterhead(lines, part) or _said(meta, _ISSUERS)
    issuer = issuer or _first_line(lines, part)
    published = _published(lines, part)
    if published is not None:
        issued, number, issuer = published[0] or issued, number or published[1], issuer or published[2]
    if issued is None:
        issued = _meta_date(meta)
    if part.notice is not None:
        above = head_of(text, lines, part.notice)
        number, issuer, issued = number or above.number, issuer or above.issuer, issued or above.issued
    problems = []
    different = {day for _, day, _ in signatures if day is not None}
    if len(different) > 1 and part.plan is None:
        problems.append(
            "文中有几个不同的落款日期，以第一个为准：" + "、".join(d.isoformat() for d in sorted(different))
        )
    return Head(
        title, number, issuer, issued, _body(lines, part), _end(lines, part), tuple(problems), _cover(lines, part)
    )  # fmt: skip


def _title(lines: Sequence[Line], part: Part, meta: dict[str, str]) -> str:
    if part.plan is not None:
        return part.plan.title
    if part.heading is None:
        for line in lines[part.first : part.first + _HEAD]:
            for rule in (ADOPTED, FORWARDED):
                if found := rule.search(line.text):
                    return found[1]
    if part.heading is not None:
        return part.heading.title
    return meta.get("标题") or meta.get("名称") or ""


def _number(lines: Sequence[Line], part: Part) -> str | None:
    for line in lines[part.first : min(part.last, part.first + _HEAD)]:
        found = NUMBER_LINE.match(line.text) or _FULL_NUMBER_FIRST.match(line.text)
        if found:
            return "".join(found[1].split())
        if found := NUMBER_BEHIND.search(line.text):
            return "".join(found[1].split())
        if addressed(line.text) or len(line.text) > 120:
            break
    return None


def _published(lines: Sequence[Line], part: Part) -> tuple[date | None, str | None, str | None] | None:
    """（2021年7月8日某市人民政府令第18号公布）: date, number and issuer of a rule, in brackets under its title."""
    if part.heading is None:
        return None
    for line in lines[part.heading.last : part.heading.last + 2]:
        found = PUBLISHED.match(line.text)
        if found:
            return date_of(found), found["number"], found["issuer"]
    return None


def _signatures(lines: Sequence[Line], part: Part) -> list[tuple[int, date | None, str | None]]:
    """Lines that are only a date, with the unit signed above them."""
    found = []
    for n in range(part.first, part.last):
        match = DATE_LINE.match(lines[n].text)
        if not match:
            both = SIGNED_LINE.match(lines[n].text)
            day = DATE_LINE.match(both[2]) if both else None
            if both and day and ORG_END.search(both[1]):
                found.append((n, date_of(day), both[1]))
            continue
        names: list[str] = []
        at = n - 1
        if at >= part.first and _STAMPED.match(lines[at].text):
            at -= 1
        while at >= part.first and len(names) < _MOST_SIGNERS:
            name = _signed(lines[at])
            if not name:
                break
            names.insert(0, name)
            at -= 1
        inside_title = part.heading is not None and at + 1 < part.heading.last
        found.append((n, date_of(match), "、".join(names) if names and not inside_title else None))
    return found


def _signed(line: Line) -> str:
    """The unit or units that a line signs with, or nothing: spread letters together, several units by 、."""
    if (
        len(line.text) > 60
        or line.mark
        or re.search(r"[：:。，；]", line.text)
        or line.text.startswith("关于")
    ):
        return ""
    names = [re.sub(r"[（(](?:代章|盖章|印章|章)[)）]$", "", n) for n in re.split(r"[\s\u3000]+", line.text)]
    if all(len(name) > 2 and ORG_END.search(name) for name in names):
        return "、".join(names)
    name = "".join(names)
    return name if len(name) <= 40 and ORG_END.search(name) else ""


def _from_title(part: Part) -> str | None:
    """河南省人民政府办公厅 of 河南省人民政府办公厅关于推进……的意见."""
    for block in (part.heading, part.plan):
        if block is not None:
            name, about, _ = block.title.partition("关于")
            name = re.sub(r"[\s\u3000]", "、", name.strip())
            if about and 2 < len(name) <= 60 and ORG_END.search(name):
                return name
    return None


def _letterhead(lines: Sequence[Line], part: Part) -> str | None:
    for line in lines[part.first : part.first + 6]:
        if found := LETTERHEAD.match(line.text):
            return found[1]
    return None


def _first_line(lines: Sequence[Line], part: Part) -> str | None:
    """A page's first line that is nothing but the name of a government."""
    first = lines[part.first].text if part.first < part.last else ""
    return first if part.heading is None and len(first) <= 20 and ORG_END.search(first) else None


def _meta(lines: Sequence[Line], part: Part) -> dict[str, str]:
    """The table of particulars that government sites print before a document."""
    found: dict[str, str] = {}
    for line in lines[part.first : part.first + 20]:
        cells = [cell.strip() for part in re.split(r"\t|\s\|", line.text) for cell in META_NEXT.split(part)]
        for cell, behind in zip(cells, [*cells[1:], ""], strict=True):
            match = META.match(cell)
            if match and (value := match[4].strip() or ("|" in line.text and behind)):
                found.setdefault(re.sub(r"[\s\u3000]", "", match[1] or match[2] or match[3]), value)
    return found


def _told_number(meta: dict[str, str]) -> str | None:
    """The number among the particulars, without what the page says behind it."""
    said = _said(meta, _NUMBERS)
    found = NUMBER.match(said) if said else None
    return "".join(found.group().split()) if found else said


def _said(meta: dict[str, str], names: Sequence[str]) -> str | None:
    """The first of these particulars that the page gives."""
    return next((meta[name] for name in names if meta.get(name, "无") != "无"), None)


def _meta_date(meta: dict[str, str]) -> date | None:
    for name in ("成文日期", "发文日期", "制定日期"):
        match = DATE_LINE.match(_HOUR.sub("", meta.get(name, "")))
        if match:
            return date_of(match)
    return None


def _body(lines: Sequence[Line], part: Part) -> int:
    """The line where what the document says begins: behind its title, the notice that hands it out, its signature."""
    if part.plan is not None:
        return part.plan.last
    at = part.heading.last if part.heading is not None else part.first
    while at < part.last and (
        NUMBER_LINE.match(lines[at].text) or DATE_LINE.match(lines[at].text) or META.match(lines[at].text)
    ):
        at += 1
    if at < part.last and SALUTATION.match(lines[at].text) and not lines[at].mark:
        at += 1
    return at


def _cover(lines: Sequence[Line], part: Part) -> tuple[int, int]:
    """The notice's own words above the plan it hands out: from its address to its signature or its annexes."""
    plan = part.plan or part.heading
    if plan is None or part.notice is not None or plan.first == part.first:
        return 0, 0
    first = part.heading.last if part.plan is not None and part.heading is not None else part.first
    addressed = (n for n in range(first, min(first + 6, plan.first)) if SALUTATION.match(lines[n].text))
    first = next(addressed, first - 1) + 1
    ends = (n for n in range(first, plan.first) if _ends_cover(lines, n))
    return first, next(ends, plan.first)


def _ends_cover(lines: Sequence[Line], n: int) -> bool:
    return bool(_signed(lines[n])) or any(
        rule.match(lines[n].text) for rule in (DATE_LINE, SIGNED_LINE, ANNEX_LINE, ANNEX_LIST, META)
    )


def _end(lines: Sequence[Line], part: Part) -> int:
    """The line where the signature at the end begins."""
    at = part.last
    while at > part.first and at > part.last - 8:
        words = lines[at - 1].text
        name = re.sub(r"[\s\u3000:：]", "", words)
        signed = (
            DATE_LINE.match(words)
            or SIGNED_LINE.match(words)
            or (len(name) <= 30 and ORG_END.search(name) and not lines[at - 1].mark)
        )
        if not signed:
            break
        at -= 1
    return at


def cites_of(text: str, start: int, end: int, own: str) -> tuple[Cited, ...]:
    """Documents named between `start` and `end`: each once, short names as the titles they stand for."""
    aliases: dict[str, tuple[str, str | None]] = {}
    found: dict[str, Cited] = {}
    own_bare = bare(own)
    own_names = {bare(m[1]) for m in _OWN_ALIAS.finditer(text, start, end)}
    for match in _TITLE.finditer(text, start, end):
        title = _SPACE.sub("", match[1])
        bracket = _in_bracket(text, match.end(), end)
        number = NUMBER.search(bracket)
        printed = "".join(number.group().split()) if number else None
        for alias in _ALIAS.finditer(bracket):
            aliases[alias[1]] = (title, printed)
        known = aliases.get(title)
        if known is not None:
            title, printed = known[0], printed or known[1]
        key = bare(title)
        itself = (
            key == own_bare
            or len(key) > 8
            and own_bare.endswith(key)
            or len(own_bare) > 8
            and own_bare in key
        )
        if (
            itself
            or key in own_names
            or _ALIAS_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
        ):
            continue
        old = found.get(key)
        if old is None:
            found[key] = Cited(title, printed, match.span())
        elif old.number is None and printed:
            found[key] = Cited(old.title, printed, old.span)
    return tuple(found.values())


def _in_bracket(text: str, at: int, end: int) -> str:
    """What the brackets directly behind a title say."""
    said = ""
    while at < end and _BRACKET.match(text, at):
        depth, close = 0, at
        while close < min(end, at + 300):
            depth += (text[close] in "（(") - (text[close] in "）)")
            close += 1
            if depth == 0:
                break
        said += text[at:close]
        at = close
    return said
