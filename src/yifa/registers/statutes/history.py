"""The history of a text (passed, promulgated, amended, in force) and what kind of law it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff、]{2,30}?(?:令|公告)(?:\d{4}年)?第\s*\d+\s*号"
    r"|[\u4e00-\u9fff]{0,20}第\s*\d+\s*号令|[\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号"
)
_TITLE_NUMBER = re.compile(r"^([\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号)\s*(.+)$")
_EVENTS = (
    ("in_force", re.compile(r"起(?:施行|实行|执行)")),
    ("revised", re.compile(r"修订")),
    ("amended", re.compile(r"修正|修改")),
    ("promulgated", re.compile(r"公布|发布|印发|颁布")),
    ("passed", re.compile(r"通过|批准")),
)
_QUOTED = re.compile(r"《[^》]*》|〈[^〉]*〉")
_SAME_DAY = re.compile(r"自(?:发布|公布|印发|颁布|通过)之日起")
_ENTRY = re.compile(r"自?(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|实行|执行)")
_PROVINCE = re.compile(
    "^(?:北京市|天津市|河北省|山西省|内蒙古|辽宁省|吉林省|黑龙江省|上海市|江苏省|浙江省|安徽省|福建省|江西省|山东省"
    "|河南省|湖北省|湖南省|广东省|广西|海南省|重庆市|四川省|贵州省|云南省|西藏|陕西省|甘肃省|青海省|宁夏|新疆)"
)
_NORMATIVE = re.compile(r"(意见|通知|方案|公告|函|督察工作规定)$")


@dataclass(frozen=True, slots=True)
class Event:
    """One step in a text's history. `kind` is passed, promulgated, amended, revised or in_force."""

    kind: str
    on: date
    text: str
    document_no: str = ""


def read_date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def dates_in(text: str) -> list[date]:
    """Every full date written in the text; impossible ones are left out."""
    return [d for found in _DATE.findall(text) if (d := read_date(*found))]


def split_title(text: str) -> tuple[str, str]:
    """A title and the document number written before it, if any."""
    match = _TITLE_NUMBER.match(text)
    return (match[2], match[1]) if match else (text, "")


def looks_like_history(line: str) -> bool:
    """A header line that tells when and how the text was made: a date and a verb outside quotation."""
    bare = _QUOTED.sub("", line)
    return bool(_DATE.search(line)) and any(verb.search(bare) for _, verb in _EVENTS)


def events_in(line: str) -> list[Event]:
    """The steps that a header line tells, in its order. A step without any date is left out."""
    found: list[Event] = []
    last: date | None = None
    for clause in _clauses(line):
        bare = _QUOTED.sub("", clause)
        kind = next((name for name, verb in _EVENTS if verb.search(bare)), None)
        if kind is None:
            continue
        days = dates_in(clause)
        if days:
            last = days[-1]
        elif not (kind == "in_force" and _SAME_DAY.search(bare)):
            continue
        if last is not None:
            found.append(Event(kind, last, clause, document_number(bare)))
    return found


def _clauses(line: str) -> list[str]:
    """The header line cut where a step ends: at spaces and stops that are not inside 《》."""
    text = line.strip("（）() \u3000*")
    pieces: list[str] = [""]
    depth = 0
    for char in text:
        depth += (char in "《〈") - (char in "》〉")
        if depth <= 0 and char in " \u3000\u00a0\u2002，,。；;":
            pieces.append("")
        else:
            pieces[-1] += char
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and _DATE.fullmatch(joined[-1]):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def document_number(text: str) -> str:
    """The first document number in the text (…令第N号, …〔YYYY〕N号), or nothing."""
    match = _NUMBER.search(_DATE.sub(" ", text))
    return re.sub(r"\s", "", match.group()) if match else ""


def closing_event(text: str, events: Sequence[Event]) -> Event | None:
    """What the closing articles say of entry into force (本法自…起施行), or None.

    自公布之日起施行 is read only where the history has one single step: an amended text does not say which
    publication is meant.
    """
    match = _ENTRY.search(text)
    if match:
        day = read_date(*match.groups())
        return Event("in_force", day, match.group()) if day else None
    same = _SAME_DAY.search(text)
    if same and len({e.on for e in events}) == 1:
        return Event("in_force", events[0].on, same.group())
    return None


def in_force_from(events: Sequence[Event]) -> date | None:
    """When the newest version came into force; None where only an older version's day is written."""
    made = newest(events)
    days = [e.on for e in events if e.kind == "in_force" and (made is None or e.on >= made)]
    return max(days) if days else None


def kind_of(title: str, header: str, opening: str) -> str | None:
    """law, regulation, rule, local or normative; None when neither title nor header tells."""
    bare = _QUOTED.sub("", header)
    if _NORMATIVE.search(title):
        return "normative"
    if _PROVINCE.match(title):
        return "local"
    if "全国人民代表大会" in bare + title + opening:
        return "law"
    if "国务院令" in bare:
        return "regulation"
    if re.search(r"[部局署委会行]令", bare) or re.search(r"[部局署委会行]务?会议?", bare):
        return "rule"
    if re.search(r"[部局署委会行](?:公告|第\d+号令)", bare) or re.search(r"^国[发办]", opening):
        return "normative"
    if re.search(r"国务院(?:办公厅)?关于", title):
        return "normative"
    return "law" if re.search(r"^中华人民共和国.*(?:法|法典)$", title) else None


def newest(events: Sequence[Event]) -> date | None:
    """The date of the newest step that made or changed the text."""
    days = [e.on for e in events if e.kind != "in_force"]
    return max(days) if days else None
