"""Days that a text only tells of, and that nothing has to be done by: signatures, laws, pages, what was."""

from __future__ import annotations

import re
from datetime import date

from yifa.policies.document import DateMention
from yifa.policies.words import sentence_around

# When a page was put up, or a paper was made, is told beside it.
_ABOUT_PAGE = re.compile(
    r"(?:发布|成文|发文|印发|更新|公开|生成|上传|生效|失效|废止|产生|颁布|公布|采集|录入|落款)(?:时间|日期)[^一-鿿0-9]{0,4}$"
)
# Of another text than the one that is read: 《某条例》自2024年1月1日起施行, not 《本市办法》现予公布，自…起施行.
_OF_ANOTHER = re.compile(r"\u2007[^本现\n]*$")
_STAGE = re.compile(r"(?:阶段|时间|步骤?|期)[^,。;()]{0,4}\($")
_ALREADY = re.compile(r"已经?(?:于|自|从|在)?$")
_ALREADY_ENDS, _LABEL_ENDS = frozenset("已经于自从在"), frozenset("间期: |\t\n>)*-")
_SO_FAR = re.compile(r"^截[至止]")
_WAS_REACHED = re.compile(r"[^。;\n]{0,24}?(?:已|现有|共有|共计|累计|尚有|见表)")
_LOOKING_BACK = re.compile(r"(?:上溯|最近|近|过去|此前|前)$")
# 压缩至5个工作日以内 is a number to reach, and counts from nothing.
_SHORTENED = re.compile(r"(?:压缩|压减|缩短|缩减|减少|降低|控制|精简)(?:至|到|在|为)?(?:平均)?$")
# What may stand around a signature or a year below a title: tags, blanks, the hour of a page.
_AROUND = re.compile(r"<[^<>]*>|[\s|]|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_LONG_AGO = 31  # days before the document after which a span can be no stage of it


def tells_before(flat: str, begin: int) -> bool:
    """True where the words before `begin` say that the page or the paper is of that day, or that it is done."""
    before, first = flat[max(0, begin - 1) : begin], max(0, begin - 12)
    if (
        before in _ALREADY_ENDS
    ):  # one look is quicker than two searches, and most dates stand behind something else
        return bool(_ALREADY.search(flat, first, begin))
    return before in _LABEL_ENDS and bool(_ABOUT_PAGE.search(flat, first, begin))


def counts_nothing(flat: str, begin: int, length_at: int) -> bool:
    """True of a length that looks back (过去三年内) or that something is to be shortened to."""
    shortened = _SHORTENED.search(flat, max(0, length_at - 6), length_at)
    return bool(shortened or _LOOKING_BACK.search(flat[max(0, begin - 4) : begin]))


def is_told(
    mention: DateMention,
    groups: dict[str, str | None],
    flat: str,
    place: tuple[int, int],
    written: date | None,
) -> bool:
    """True of a day that asks for nothing; `place` is where it stands in `flat`, `written` the document's own day.

    A day that is said without any word of time (`bare`, `told` among `groups`) only tells what was when it is not
    later than the document; 截至 does so too. The day of another law and a signature are never a task's.
    """
    if mention.kind == "in_force" and mention.start and mention.start != written:
        begin, _ = sentence_around(flat, *place)
        return bool(_OF_ANOTHER.search(flat, begin, place[0]))
    bare = groups.get("bare") is not None
    if _alone_on_its_line(flat, place, signed=bare and bool(groups.get("d")), years=_years(mention, groups)):
        return True
    so_far = _SO_FAR.match(mention.text)
    if so_far and _WAS_REACHED.match(flat, place[1]):
        return True
    if written is None or mention.end is None:
        return False
    if mention.kind in ("period", "from_to") and (written - mention.end).days > _LONG_AGO:
        return mention.start is not None and mention.start <= mention.end
    told = bare or groups.get("told") is not None
    in_stage = _STAGE.search(flat, max(0, place[0] - 12), place[0])
    return mention.end <= written and bool(told and not in_stage or so_far)


def _years(mention: DateMention, groups: dict[str, str | None]) -> bool:
    return mention.kind == "period" and bool(groups.get("y2"))


def _alone_on_its_line(flat: str, place: tuple[int, int], *, signed: bool, years: bool) -> bool:
    """A line that holds nothing but a day is a signature; one of years in brackets belongs to the title above it."""
    if not signed and not years:
        return False
    first, last = flat.rfind("\n", 0, place[0]) + 1, flat.find("\n", place[1])
    around = flat[first : place[0]] + flat[place[1] : len(flat) if last < 0 else last]
    return len(around) < 40 and _AROUND.sub("", around) == ("" if signed else "()")
