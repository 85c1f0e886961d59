"""Whether a proposal can be believed: it must point at words in which Yifa reads the value itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yifa.assist.proposal import FIELDS, Proposal
from yifa.policies.dates import dates_of
from yifa.policies.document import DateMention, Duty, PolicyDocument, Span, Target, Task, UnitMention
from yifa.policies.duties import duties_of
from yifa.policies.targets import targets_of
from yifa.policies.units import units_of
from yifa.policies.words import NUMERALS, without_space

LONGEST = 300  # characters of a value or a reason
LONGEST_SPAN = 2000  # characters that a person can look at as the place of a value
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
Mention = UnitMention | DateMention | Target | Duty


@dataclass(frozen=True, slots=True)
class Checked:
    """The proposals that hold, and for each that does not what it was and why, in Chinese."""

    proposals: tuple[Proposal, ...] = ()
    refused: tuple[str, ...] = ()


def check(text: str, document: PolicyDocument, answer: Iterable[object]) -> Checked:
    """What of an answer can be shown to a person. Everything else is told in `refused`."""
    kept: list[Proposal] = []
    refused: list[str] = []
    for said in answer:
        proposal = proposal_of(said)
        why = "不是一条建议" if proposal is None else wrong(text, document, proposal)
        if proposal is not None and not why and proposal in kept:
            why = "同一条建议提了两次"
        if proposal is not None and not why:
            kept.append(proposal)
        else:
            refused.append(f"{_named(said)}：{why}")
    return Checked(tuple(kept), tuple(refused))


def proposal_of(said: object) -> Proposal | None:
    """A proposal from its JSON; None where it is not of that shape."""
    match said:
        case {"field": str(field), "value": str(value), "span": [int(start), int(end)], "why": str(why)}:
            return Proposal(field, shown(value), (start, end), shown(why)[:LONGEST])  # type: ignore[arg-type]
    return None


def wrong(text: str, document: PolicyDocument, proposal: Proposal) -> str:
    """Why the proposal is refused, in Chinese; empty when it holds."""
    start, end = proposal.span
    if proposal.field not in FIELDS:
        return "没有这个字段"
    if not document.span[0] <= start <= end <= min(document.span[1], len(text)):
        return "所指的位置不在文件之内"
    if end - start > LONGEST_SPAN:
        return f"所指的原文太长，超过{LONGEST_SPAN}字"
    if not text[start:end].strip():
        return "没有指明原文的位置"
    if any(_within_number(text[max(0, at - 1) : at + 1]) for at in proposal.span):
        return "所指的位置把一个数切断了"
    if not _CHINESE.search(proposal.why):
        return "没有用中文说明理由"
    value = without_space(proposal.value)
    if not 1 < len(value) <= LONGEST or value not in without_space(text[start:end]):
        return "所指的原文中没有这些字"
    place = place_of(document.tasks, proposal.span)
    if proposal.field == "title":
        return _wrong_title(document.tasks, place, value, proposal.span)
    if place is None:
        return "所指的原文不在任何一项任务之内"
    found = read(text, document, proposal)
    if not found:
        return f"从所指的原文中读不出这个{FIELDS[proposal.field]}"
    if any(isinstance(m, DateMention) and m.impossible for m in found):
        return "日历上没有这一天"
    return "已经读出" if all(known(document.tasks[place], m) for m in found) else ""


def read(text: str, document: PolicyDocument, proposal: Proposal) -> tuple[Mention, ...]:
    """What Yifa's own rules read at the span that has the proposed words; nothing for a title."""
    start, words = proposal.span[0], text[slice(*proposal.span)]
    found: Sequence[Mention] = ()
    match proposal.field:
        case "date":
            found = dates_of(words, start, document.issued)
        case "target":
            found = targets_of(words, start)
        case "duty":
            found = duties_of(words, start)
        case "lead" | "cooperating" | "responsible" as role:
            # A bare name is read as in a bracket that charges it: only the names of offices come out of that.
            units = units_of(f"({words}牵头,年内见效)", start - 1)
            found = [UnitMention(u.name, role, u.span, u.collective) for u in units]
    return tuple(m for m in found if _words(m) == without_space(proposal.value))


def known(task: Task, mention: Mention) -> bool:
    """True when the task has it there, as it is or within what was read; a unit in the same role: anywhere in it."""
    if isinstance(mention, UnitMention) and mention.name in task.unit_names(mention.role):
        return True
    found: Sequence[Mention] = (*task.units, *task.dates, *task.targets, *task.duties)
    same = [m for m in found if type(m) is type(mention) and _overlap(m.span, mention.span)]
    if isinstance(mention, UnitMention):  # a read name may have another role, a part of one is no name
        same = [m for m in same if _words(m) != mention.name]
    return any(_words(mention) in _words(m) for m in same)


def place_of(tasks: Sequence[Task], span: Span) -> int | None:
    """The place of the task that holds the span; of several the shortest."""
    held = [n for n, task in enumerate(tasks) if task.span[0] <= span[0] and span[1] <= task.span[1]]
    return min(held, key=lambda n: tasks[n].span[1] - tasks[n].span[0], default=None)


def shown(said: str) -> str:
    """Words of a provider as they may be kept and shown: without control characters."""
    return "".join(c for c in said if c.isprintable()).strip()


def _wrong_title(tasks: Sequence[Task], place: int | None, title: str, span: Span) -> str:
    if place is not None:
        return "已经读出" if without_space(tasks[place].title) == title else ""
    beside = any(_overlap(task.span, span) for task in tasks)
    return "所指的原文有一部分已经读作任务" if beside else ""


def _within_number(around: str) -> bool:
    """True between two digits: 2月底前 is no part of 12月底前."""
    return len(around) == 2 and (around.isdecimal() or all(c in NUMERALS for c in around))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(mention: Mention) -> str:
    return mention.name if isinstance(mention, UnitMention) else mention.text


def _named(said: object) -> str:
    """What a proposal is called when it is refused, whatever it is."""
    field, value = (said.get("field"), said.get("value")) if isinstance(said, dict) else ("", "")
    title = FIELDS.get(field, shown(field)[:20]) if isinstance(field, str) else ""
    return f"{title}“{shown(value)[:60]}”" if isinstance(value, str) and value else title or "（没有内容）"
