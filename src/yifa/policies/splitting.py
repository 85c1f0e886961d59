"""Which documents a text holds: a compilation, documents glued together, a notice with the plan it hands out.

A notice and the plan it hands out are one document, under the plan's title. Annexes belong to their document. Where a
notice hands out several plans, each is a document of its own, with the number, the issuer and the date of the notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yifa.policies.lines import Line
from yifa.policies.phrases import (
    ADOPTED,
    ANNEX_LINE,
    DATE_LINE,
    FILE_ENDING,
    FORWARDED,
    FORWARDED_LIST,
    HANDED_OUT,
    LETTERHEAD,
    META,
    NUMBER,
    NUMBER_BEHIND,
    NUMBER_LINE,
    ORG_END,
    SALUTATION,
    SIGNED_LINE,
    STRONG_TITLE,
    TITLE_END,
    addressed,
    bare,
    titled,
)

_MOST_TITLE_LINES, _LONGEST_TITLE, _HEAD = 6, 130, 12
_SHORT_NOTICE, _SHARED, _PAGE_HEAD, _SHORTEST_TWICE = 8, 6, 14, 12
_NUMBER_BEFORE = re.compile(rf"^(?:{NUMBER.pattern})(?=[\u4e00-\u9fff]{{2}}.*关于)")
_ISSUED_BY = re.compile(r"[\u4e00-\u9fff]{4,24}(?:政府|委员会|办公室|办公厅|[局厅部委])关于.{4,}")
_KIND_ALONE = re.compile(r"的?\s*(?:通\s*知|意\s*见|方\s*案|决\s*定|办\s*法|通\s*告|公\s*告)")
_HANDS_OUT = re.compile("印发|转发")
_RULE = re.compile(r"[|:\s-]*---[|:\s-]*$")  # under the head of a table of bars
_SUMMARY = re.compile(r"(?:摘\s*要|导\s*[语读]|核心提示|内容(?:摘要|概述))\s*[:：]")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"))
_IN_QUOTES = re.compile("^《([^《》]+)》$")
_QUOTES = re.compile('[《》〈〉<>“”"]')


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` to `last` (not included) that make a title."""

    first: int
    last: int
    title: str


@dataclass(frozen=True, slots=True)
class Part:
    """One document: its lines, the title block of its notice or of itself, and that of the plan handed out.

    `notice` is set for a further plan of the same notice: the part that says its number, issuer and date.
    """

    first: int
    last: int
    heading: Block | None
    plan: Block | None
    notice: Part | None = None


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """The documents among the lines, in order. A text without any sign of a document is one."""
    if not lines:
        return []
    blocks = _blocks(lines, _handed_out(lines, 0, len(lines)))
    starts = _starts(lines, blocks)
    found: list[Part] = []
    for n, (first, block) in enumerate(starts):
        last = starts[n + 1][0] if n + 1 < len(starts) else len(lines)
        plan = _plan(lines, first, last, block, blocks)
        found += _one_for_each_plan(lines, Part(first, last, block, plan), blocks)
    return found


def _one_for_each_plan(lines: Sequence[Line], part: Part, blocks: list[Block]) -> list[Part]:
    """The part, and each further plan that its notice hands out as a part of its own."""
    names = {
        bare(title)
        for line in lines[part.first : part.last]
        if "《" in line.text
        for found in FORWARDED_LIST.finditer(line.text)
        for title in re.findall(r"《([^《》]+)》", found[1])
    }
    plans: list[Block] = []
    for block in blocks:
        inside = part.first < block.first < part.last and block is not part.heading
        if inside and bare(block.title) in names - {bare(plan.title) for plan in plans}:
            plans.append(block)
    if len(plans) < 2:
        return [part]
    starts = [_with_annex_line(lines, plan.first) for plan in plans[1:]]
    notice = replace(part, last=starts[0], plan=plans[0])
    further = zip(plans[1:], starts, [*starts[1:], part.last], strict=True)
    return [notice, *(Part(first, last, None, plan, notice) for plan, first, last in further)]


def _with_annex_line(lines: Sequence[Line], first: int) -> int:
    return first - 1 if first and ANNEX_LINE.match(lines[first - 1].text) else first


def _blocks(lines: Sequence[Line], names: set[str]) -> list[Block]:
    """Runs of short lines that end as titles do; `names` are titles that a notice hands out."""
    found, n = [], 0
    while n < len(lines):
        if lines[n].mark or not titled(lines[n].text):
            n += 1
            continue
        end = n + 1
        while (
            end < len(lines)
            and not lines[end].mark
            and titled(lines[end].text)
            and not (_apart(lines, end) and not _handing_on(lines, n, end))
        ):
            end += 1
        block = _block(lines, n, end, names)
        if block is not None:
            found.append(block)
        n = end
    return found


def _apart(lines: Sequence[Line], n: int) -> bool:
    """A blank line parts a title that is whole from what follows; 通知 alone behind it is a word of the page."""
    whole = bool(TITLE_END.search(lines[n - 1].text))
    return whole and (lines[n].apart or bool(_KIND_ALONE.fullmatch(lines[n].text)))


def _handing_on(lines: Sequence[Line], first: int, end: int) -> bool:
    """True where a title that says 印发 has not come to its 通知, and comes to it in the lines below."""
    said = _whole(lines, first, end)
    if not _HANDS_OUT.search(said) or said.endswith("通知"):
        return False
    below = (_whole(lines, n, n + 1) for n in range(end, min(end + _MOST_TITLE_LINES // 2, len(lines))))
    return any(line.endswith("的通知") and not _HANDS_OUT.search(line) for line in below)


def _block(lines: Sequence[Line], first: int, last: int, names: set[str]) -> Block | None:
    if last - first > _MOST_TITLE_LINES:
        first = last - _MOST_TITLE_LINES
    # What stands before the title proper (a page's name, a letterhead) is left out, the shortest way that ends well.
    for begin in range(first, last):
        joined = _whole(lines, begin, last)
        if len(joined) <= _LONGEST_TITLE and TITLE_END.search(joined) and len(joined) >= 6:
            # Pages print each line of a title as a paragraph: a blank line parts it only where nobody names it whole.
            while (
                begin + 1 < last
                and lines[begin + 1].apart
                and not _continues(lines, begin)
                and not _handing_on(lines, begin, begin + 1)
                and not _quoted(joined, lines[begin].text)
                and bare(joined) not in names
            ):
                begin += 1
                joined = _whole(lines, begin, last)
            begin = _with_its_issuer(lines, _once(lines, begin, last), last)
            joined = _whole(lines, begin, last)
            if TITLE_END.search(joined):
                return Block(begin, last, _bare_title(joined))
    return None


def _bare_title(joined: str) -> str:
    """A title without the name of its file and without its number, before it or in brackets behind it."""
    title = NUMBER_BEHIND.sub("", FILE_ENDING.sub("", "".join(joined.split())))
    return _IN_QUOTES.sub(r"\1", _NUMBER_BEFORE.sub("", title))


def _once(lines: Sequence[Line], first: int, last: int) -> int:
    """Where a title begins that stands above itself, the page's words between: at the lower one."""
    for n in range(first + 1, last):
        own = bare(_whole(lines, n, last))
        if len(own) >= _SHORTEST_TWICE and own in bare(_whole(lines, first, n)):
            return n
    return first


def _quoted(joined: str, line: str) -> bool:
    """True for a line with a quotation that only the lines behind it close."""
    return any(line.count(a) > line.count(b) and joined.count(a) == joined.count(b) for a, b in _PAIRS)


def _with_its_issuer(lines: Sequence[Line], first: int, last: int) -> int:
    """Where a title begins with the name of its issuer: what stands above that line and is no office is the page's."""
    for n in range(first + 1, last):
        if _ISSUED_BY.match(lines[n].text) and not any(ORG_END.search(line.text) for line in lines[first:n]):
            return n
    return first


def _continues(lines: Sequence[Line], n: int) -> bool:
    following = lines[n + 1].text
    return following.startswith(("关于", "印发", "(", "（")) or bool(_KIND_ALONE.fullmatch(following))


def _whole(lines: Sequence[Line], first: int, last: int) -> str:
    return "".join("".join(line.text.split()) for line in lines[first:last])


def _starts(lines: Sequence[Line], blocks: list[Block]) -> list[tuple[int, Block | None]]:
    """Where documents begin, with their title blocks: titles, and notices that have lost their own title."""
    found: list[tuple[int, Block | None]] = []
    candidates: list[tuple[int, Block | None]] = [
        (b.first, b) for n, b in enumerate(blocks) if _begins(lines, blocks, n)
    ]
    candidates += [(n, None) for n in _untitled_notices(lines, {b.last for _, b in candidates if b})]
    for first, block in sorted(candidates, key=lambda c: c[0]):
        before = found[-1][0] if found else 0
        if block is not None:
            names = _handed_out(lines, before, block.first)
            if bare(block.title) in names or (
                _named(block.title, names) and not STRONG_TITLE.search(block.title)
            ):
                continue
            if found and found[-1][1] is not None and _its_own(lines, found[-1][1], block):
                continue
            if found and found[-1][1] is not None and _again(lines, found[-1][1], block):
                found[-1] = (found[-1][0], block)
                continue
        found.append((_with_head(lines, first), block))
    return found or [(0, blocks[0] if blocks and blocks[0].first < _HEAD else None)]


def _again(lines: Sequence[Line], page: Block, block: Block) -> bool:
    """True for a title that the page gives at its head and the document once more, only particulars between them."""
    between = lines[page.last : block.first]
    one, other = (_QUOTES.sub("", bare(title)) for title in (page.title, block.title))
    alike = one == other or len(one) > 12 and (one.endswith(other) or other.endswith(one))
    return alike and len(between) < _PAGE_HEAD and not any(_speaks(line) for line in between)


def _speaks(line: Line) -> bool:
    """True for a line of the document itself, not of the page around it: a sentence, an item, a salutation."""
    return not _SUMMARY.match(line.text) and bool("。" in line.text or line.mark or addressed(line.text))


def _untitled_notices(lines: Sequence[Line], titles: set[int]) -> list[int]:
    """Lines that address somebody, or that hand something out, with no title right above them."""
    found: list[int] = []
    for n, line in enumerate(lines):
        handing = "《" in line.text and "。" in line.text and HANDED_OUT.search(line.text)
        if not handing or not (ADOPTED.search(line.text) or n < _HEAD):
            continue
        first = n - 1 if n and SALUTATION.match(lines[n - 1].text) and not lines[n - 1].mark else n
        above = range(first - 4, first + 1)
        if not any(k in titles for k in above) and not line.mark:
            found.append(0 if first < 4 else first)
    return found


def _begins(lines: Sequence[Line], blocks: list[Block], at: int) -> bool:
    """True for a title that begins a document: at the head of the text, numbered, or after a signature or a gap."""
    block = blocks[at]
    n = block.first
    if n > 1 and ANNEX_LINE.match(lines[n - 1].text):  # an annex that stands alone is a document
        return False
    following = lines[block.last : block.last + 3]
    numbered = any(NUMBER_LINE.match(line.text) for line in following[:2]) or (
        n > 0 and bool(NUMBER_LINE.match(lines[n - 1].text))
    )
    strong = bool(STRONG_TITLE.search(block.title))
    signed = n > 0 and bool(DATE_LINE.match(lines[n - 1].text))
    if not following:
        return False
    if any(titled(line.text) and TITLE_END.search(line.text) for line in following[:1]) and not numbered:
        return False  # a list of titles
    return numbered or signed or strong and (n == 0 or lines[n].apart or n < _HEAD) or (n < _HEAD and at == 0)


def _with_head(lines: Sequence[Line], first: int) -> int:
    """The number, the letterhead and the page's table of particulars before a title belong to it."""
    n = first
    while n > 0 and any(rule.match(lines[n - 1].text) for rule in (NUMBER_LINE, LETTERHEAD, META, _RULE)):
        n -= 1
    # Minutes print who wrote them and when above their title.
    if n > 1 and SIGNED_LINE.match(lines[n - 1].text) and NUMBER_LINE.match(lines[n - 2].text):
        n -= 2
    return n


def _handed_out(lines: Sequence[Line], first: int, last: int) -> set[str]:
    """Titles that the notice between these lines hands out."""
    found: set[str] = set()
    for line in lines[first:last]:
        if "《" in line.text:
            for rule in (ADOPTED, FORWARDED):
                found |= {bare(m[1]) for m in rule.finditer(line.text)}
    return found


def _its_own(lines: Sequence[Line], notice: Block, block: Block) -> bool:
    """True for the plan that a short notice without items has behind its signature, both about the same thing."""
    between = lines[notice.last : block.first]
    if not notice.title.endswith("通知") or STRONG_TITLE.search(block.title) or len(between) > _SHORT_NOTICE:
        return False
    if any(line.mark for line in between) or not between or not DATE_LINE.match(between[-1].text):
        return False
    own, other = bare(notice.title), bare(block.title)
    return any(other[n : n + _SHARED] in own for n in range(len(other) - _SHARED + 1))


def _named(title: str, names: set[str]) -> bool:
    own = bare(title)
    return any(own == name or (len(own) > 6 and (name.endswith(own) or own.endswith(name))) for name in names)


def _plan(
    lines: Sequence[Line], first: int, last: int, block: Block | None, blocks: list[Block]
) -> Block | None:
    """The title of the plan that the notice hands out, where it is printed."""
    names = _handed_out(lines, first, last)
    inner = [b for b in blocks if first <= b.first < last and b is not block]
    for candidate in inner:
        if _named(candidate.title, names):
            return candidate
    if block is not None:
        own = bare(block.title)
        for candidate in inner:
            within = (
                len(candidate.title) > 8 and bare(candidate.title) in own and candidate.title != block.title
            )
            if within or not names and _its_own(lines, block, candidate):
                return candidate
    return None
