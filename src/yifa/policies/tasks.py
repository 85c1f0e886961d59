"""Which items of a document are tasks: the lowest items of the parts that say what shall be done, and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from yifa.policies.document import Task, UnitMention
from yifa.policies.lines import Line
from yifa.policies.outline import Item, title_of, without_units
from yifa.policies.phrases import ANNEX_LINE, ANNEX_LIST, COPIED, DATE_LINE, ORG_END
from yifa.policies.piece import Piece
from yifa.policies.rows import row_values
from yifa.policies.tables import of_rows
from yifa.policies.units import units_of
from yifa.policies.values import values_of

_SHORTEST, _FEWEST_OFFICES, _LONGEST_LEAD = 4, 3, 80
_LEADS_OVER = re.compile(r"下列|以下|如下|下表|见表|附表")
# A heading with (责任单位:…) charges all that stands below it and names nobody itself.
_CHARGES = re.compile(r"(?:牵头|责任|负责|主办)(?:单位|部门)\s*[:：]|(?:牵头|负责)[)）〕\]】]")
_DOING = "(?:检查|整治|整改|排查|督查|督导|行动|活动|工作|实施|宣传|培训|抽查|清理|评查|考核|创建)"
_FIELD = re.compile(
    r"(?:(?:牵头|责任|分管|包抓|主管|联系)(?:领导|县领导|市领导)|责任人|(?:牵头|责任|主办|承办|协办|配合|实施|参与)(?:单位|部门|科室)|(?:完成|办结|整改)(?:时限|时间|期限))\s*[:：]"
)
_NAMED = re.compile(
    r"(?:牵头|责任|负责|主办|承办|配合)(?:单位|部门|科室)\s*[:：]|(?:牵头|负责|配合|落实|实施)[)）〕\]】]"
)
_CLOSING = re.compile(r"[（(〔\[【](?:牵头|责任|负责|主办|承办)(?:单位|部门|科室)\s*[:：]")
_NO_TASK = re.compile(
    r"^(?:指导(?:思想|原则)|总体(?:要求|目标|思路|原则|构想)|(?:工作|主要|目标|阶段|年度|发展|总的|创建|改革|建设|行动|整治|基本)?目标(?:要求|定位)?"
    r"|(?:专项|集中|重点|清理)?(?:整治|治理|行动|检查|清理|活动|培训|普法|创建|宣传){1,2}(?:工作)?(?:的?(?:总体|主要))?目标"
    r"|.{0,6}原则|(?:重大|重要)?(?:目的)?意义|(?:工作|基本)?(?:背景|情况|依据|思路|概况)|现状|适用(?:范围|对象)|名词解释"
    r"|总则|附则|目的(?:和)?(?:意义|依据)?|制定依据|检查(?:依据|范围|对象)|(?:行动|工作|整治|活动)?时间(?:安排)?|(?:整治|检查|实施)?范围"
    rf"|{_DOING}{{2}}(?:范围|对象|时间|时限)"
    r"|(?!明确|扩大|拓展|规范|确定|界定|缩小|限定|压缩|合理|公示|公开|压减|优化|控制|缩短|节约|严格|统一)[\u4e00-\u9fff]{2}(?:范围|对象|时间|时限|目标)"
    r"|(?:主要|工作|取得的?|总体)?(?:成效|成绩|做法|经验|进展|亮点)(?:和经验|和成效)?|(?:存在|主要|突出)的?(?:主要|突出)?(?:问题|不足)(?:[和与及].{2,6})?"
    r"|(?!摸|查|调|掌握|分析|了解|梳理|评估|改)(?:.{0,14}现状[和与及、].{0,6}(?:形势|问题|挑战)|.{0,8}面临的?(?:形势|挑战)|(?:发展|工作)现状|.{0,24}工作状况)"
    r"|(?:问题)?(?:成因|原因)(?:分析)?|.{0,4}(?:基本|总体|进展|开展|完成)情况"
    r"|指导思想[和、与及].{1,12}|(?:工作|总体)?目标[和、与及](?:原则|要求|意义|思路)|总体(?:要求|目标|思路)[和、与及].{1,12})$"
)
_OFFICE_LINE = re.compile(
    r"(?!成立|组建|设立|加强|建立|健全|各|有关|.{0,2}(?:责任|牵头|配合|承办|协办|主办)(?:单位|部门|科室))[\u4e00-\u9fff]{3,20}(?:[（(][\u4e00-\u9fff]{2,12}[)）])?[：:]?"
)
# 1.市司法局:负责…, (二)市数据局、市财政局。配合…: the duties of an office under its name
_BY_NAME = re.compile(
    r"(?P<names>[\u4e00-\u9fff、（）()]{3,60})[：:。]\s*(?:主要|具体|统一)?(?P<does>负责|牵头|承担|配合|协助|参与)"
)
# 1.市司法局负责…: the office is what the sentence speaks of
_BY_SUBJECT = re.compile(
    r"(?!由|在|对|将|向|与|和|为|以|按|经|充分|积极|明确|落实|推动|建立|督促|要求|发挥)"
    r"(?P<names>(?:(?!由)[\u4e00-\u9fff、（）()]){3,60}?)(?:具体|统一|主要|牵头)?(?P<does>负责|牵头|承担|要|应当)(?!人|同志|制|求|点|素|害|么|[^，。；,;]{1,14}的(?:部门|机构|单位))"
)
_BODIES = ("部门", "单位", "机关", "机构", "办事处", "乡镇", "街道")
# A part about time with items below it says what is to be done at which stage.
_STAGED = re.compile(rf"{_DOING}{{0,2}}时间(?:安排|步骤|进度|节点)?$")
_MEANING = re.compile(
    r"取得.{0,8}(?:成效|成绩|进展)[,，].{0,30}(?:奠定|打下).{0,8}基础|(?:重大|重要)意义$|(?:重要性|必要性|紧迫性).{0,6}(?:认识)?$|认识.{0,60}(?:意义|重要性|必要性|紧迫性)"
)
_PURPOSE = re.compile(
    r"^为(?:了)?(?:贯彻|深入|进一步|切实|全面|认真|加强|推进|确保|落实|加快|规范|做好)|^根据.{0,80}(?:决定|制定)"
)
_WHOLE = re.compile(
    r"(?:可以|应当|请)?参照本(?:方案|通知|意见|办法|计划|规定)|^本(?:方案|通知|意见|办法|计划|规定|细则|制度)(?:自|由|有效期|印发)|"
    r"^(?:以上|特此)(?:通知|意见|方案)|^此(?:文|件)"
)


def no_task(title: str) -> bool:
    """True for the name of a part that says why and what for, not what shall be done."""
    name = re.sub(r"[\s\u3000]", "", title).strip("。：:，,")
    return bool(_NO_TASK.match(name) or _MEANING.search(name))


def pieces_of(text: str, lines: Sequence[Line], items: Sequence[Item], first: int, last: int) -> list[Piece]:
    """The tasks among the lines, in order."""
    found = list(_of_items(text, lines, items, (), _offices(lines, first, last)))
    found += of_rows(lines, first, last)
    found += _of_offices(text, lines, first, items[0].line if items else last)
    return sorted(found, key=lambda p: p.start)


def _of_items(
    text: str,
    lines: Sequence[Line],
    items: Sequence[Item],
    path: tuple[str, ...],
    offices: frozenset[int],
    above: tuple[int, int] | None = None,
) -> Iterator[Piece]:
    office: tuple[int, int] | None = None
    for item in items:
        if offices and item.mark.number == 1:
            office = _office_above(lines, item.line, offices)
        title, _ = title_of(text, item.mark.words, lines[item.line].end)
        children = item.children
        if not children and _FIELD.match(text, item.mark.words) and _said_in_one(text, item, lines):
            continue
        if no_task(title) and not (children and _STAGED.match(title)):
            continue
        if children and not (
            _enumerated(lines, item)
            or _of_names(lines, item)
            or _spoken(text, lines, item)
            or _of_fields(lines, item)
        ):
            own = item.start, lines[item.own_last - 1].end
            here = own if _CHARGES.search(text, *own) else _closing(text, lines, children) or office or above
            yield from _of_items(text, lines, children, (*path, item.mark.printed + title), offices, here)
            continue
        end_line = min([_last_line(lines, item), *(n for n in offices if item.line < n < item.last)])
        if (
            end_line < min(item.last, len(lines))
            and lines[end_line].row
            and _heads_table(lines, item, end_line)
        ):
            continue  # its rows are the tasks
        end = lines[end_line - 1].end
        if end - item.mark.words >= _SHORTEST:
            yield Piece(item.mark.no, title, item.start, end, path, (), office or above)


def _heads_table(lines: Sequence[Line], item: Item, end: int) -> bool:
    """True for the heading of a table, alone or with a sentence that only leads over to it."""
    return all(
        _LEADS_OVER.search(line.text) and len(line.text) < _LONGEST_LEAD
        for line in lines[item.line + 1 : end]
    )


def _said_in_one(text: str, item: Item, lines: Sequence[Line]) -> bool:
    """True for an item of one line that is no sentence: (六)完成时限:2025年内 is a part of what stood above it."""
    line = lines[item.line]
    return item.last == item.line + 1 and "。" not in text[line.start : line.end - 1]


def _closing(text: str, lines: Sequence[Line], items: Sequence[Item]) -> tuple[int, int] | None:
    """The bracket on a line of its own behind the last of several items: it charges all of them where none of the
    others names anybody."""
    last = items[-1]
    if len(items) < 2 or last.children:
        return None
    at = _last_line(lines, last) - 1
    line = lines[at]
    if at == last.line or not _CLOSING.match(line.text) or _NAMED.search(text, items[0].start, line.start):
        return None
    return line.start, line.end


def _of_offices(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Piece]:
    """Paragraphs without a number that tell office by office what it has to do, three or more one below the other."""
    run: list[Line] = []
    for line in [*lines[first:last], None]:
        if line is not None and not line.mark and not line.row and _subject(line.text, 0):
            run.append(line)
            continue
        if len(run) >= _FEWEST_OFFICES:
            for said in run:
                yield Piece("", title_of(text, said.start, said.end)[0], said.start, said.end, ())
        run = []


def _subject(words: str, at: int) -> re.Match[str] | None:
    """The offices that a sentence speaks of first, and what it says of them: 市司法局负责…"""
    found = _BY_SUBJECT.match(words, at)
    named = found and all(ORG_END.search(name) and _is_office(name) for name in found["names"].split("、"))
    return found if named else None


def _offices(lines: Sequence[Line], first: int, last: int) -> frozenset[int]:
    """Lines that are nothing but the name of an office, close above an item that begins anew: duties office by office.

    One alone is the issuer or a signature, and none.
    """
    found = set()
    for n in range(first, last):
        if lines[n].mark is None and _is_office(lines[n].text):
            mark = next((line.mark for line in lines[n + 1 : min(n + 4, last)] if line.mark), None)
            if mark and mark.number == 1:
                found.add(n)
    return frozenset(found if len(found) > 1 else ())


def _office_above(lines: Sequence[Line], n: int, offices: frozenset[int]) -> tuple[int, int] | None:
    """The office that stands close above an item, no other item between."""
    for at in range(n - 1, max(n - 4, -1), -1):
        if at in offices:
            return lines[at].start, lines[at].end
        if lines[at].mark:
            break
    return None


def _is_office(words: str) -> bool:
    name = words.rstrip("：:")
    return bool(_OFFICE_LINE.fullmatch(words)) and bool(ORG_END.search(name) or name.endswith(_BODIES))


def _enumerated(lines: Sequence[Line], item: Item) -> bool:
    """True where what stands below is only a list of things: short, ended by semicolons, behind a colon."""
    intro = lines[item.own_last - 1].text
    kinds = {child.mark.style for child in item.children}
    if intro[-1:] not in "：:" or kinds & {"first", "second", "chapter", "section", "article"}:
        return False
    short = 0
    for child in item.children:
        words = lines[child.line].text
        single = child.last == child.line + 1 and not child.children
        short += single and (words[-1] in "；;" or (len(words) < 40 and "。" not in words[:-1]))
    return short >= len(item.children) - 1 and short > 0


# What is to be learned or kept, not to be done: a law, a rule, a document by its name alone.
_NAME = re.compile(
    r"《[^》]+》|(?!修|制定|完善|出台|落实|学习|贯彻|健全|建立|规范|宣传|执行|清理|实施|起草|推行|严格|编制|印发|提出|遵守)"
    r"[^,，。；;：:]{2,40}(?:法|条例|宪法|规定|办法|细则|准则|纲要|解释)(?:[（(][^（()）]*[)）])?"
)


def _of_names(lines: Sequence[Line], item: Item) -> bool:
    """True where what stands below is a list of names of laws and documents."""
    children = item.children
    if len(children) < 2 or any(child.children or child.last != child.line + 1 for child in children):
        return False
    words = [lines[child.line].text[child.mark.words - child.start :].rstrip("；;。") for child in children]
    return sum(bool(_NAME.fullmatch(said)) for said in words) >= len(words) - len(words) // 4


def _of_fields(lines: Sequence[Line], item: Item) -> bool:
    """True where what stands below says who, by when and with what the item itself is done: (一)责任单位:…"""
    said = [lines[child.line].text[child.mark.words - child.start :] for child in item.children]
    return len(said) > 1 and sum(bool(_FIELD.match(words)) for words in said) > len(said) // 3


def _spoken(text: str, lines: Sequence[Line], item: Item) -> bool:
    """True where 一是…二是… go on with the item's own text, each on a line: they are its sentences, not items."""
    if any(child.mark.style != "said" for child in item.children):
        return False
    _, end = title_of(text, item.mark.words, lines[item.line].end)
    own = text[end : lines[item.own_last - 1].end].strip("。：:；; \n\u3000")
    return bool(own) and lines[item.own_last - 1].text[-1] not in "：:"


def _last_line(lines: Sequence[Line], item: Item) -> int:
    """Where the item ends: before an annex, a signature, a table, or a paragraph that speaks of the whole document."""
    for n in range(item.line + 1, item.last):
        words = lines[n].text
        if any(rule.match(words) for rule in (ANNEX_LINE, ANNEX_LIST, COPIED, DATE_LINE)) or lines[n].row:
            return n
        signed = n + 1 < len(lines) and DATE_LINE.match(lines[n + 1].text) and ORG_END.search(words)
        if signed and len(words) <= 40:
            return n
        if not lines[n].mark and (_PURPOSE.match(words) or _WHOLE.search(words[:60])):
            return n
    return item.last


def _charged_by_name(words: str, start: int) -> tuple[UnitMention, ...]:
    """The offices that an item names first, and whose duties it then says."""
    mark = Line(0, len(words), words).mark
    at = mark.words if mark else 0
    found = _BY_NAME.match(words, at)
    if found is None or not all(_is_office(name) for name in found["names"].split("、")):
        found = None if mark and mark.style == "article" else _subject(words, at)
    if found is None:
        return ()
    label = {"牵头": "牵头单位:", "配合": "配合单位:", "协助": "配合单位:", "参与": "配合单位:"}.get(
        found["does"], "责任单位:"
    )
    return units_of(label + found["names"], start + found.start("names") - len(label))


def task_of(text: str, piece: Piece, written: date | None) -> Task:
    """The task with all that its words say."""
    words = text[piece.start : piece.end]
    title = without_units(piece.title)
    if piece.cells:
        found = row_values(text, piece.cells, written)
    else:
        found = values_of(words, piece.start, written)
    units = found.units
    if not units:
        units = _charged_by_name(words, piece.start)
    if not units and piece.above is not None:
        first, last = piece.above
        above = text[first:last]
        label = "责任单位:" if _is_office(above) else ""
        units = units_of(label + above.rstrip("：:"), first - len(label))
    return Task(
        piece.no, title, words, (piece.start, piece.end), piece.path,
        units, found.dates, found.targets, found.duties,
    )  # fmt: skip
