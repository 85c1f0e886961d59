"""Which items of a document are tasks: the lowest items of the parts that say what shall be done, and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yifa.policies.document import Task, UnitMention
from yifa.policies.lines import Line
from yifa.policies.outline import Item, title_of, without_units
from yifa.policies.phrases import ANNEX_LINE, ANNEX_LIST, COPIED, DATE_LINE, ORG_END
from yifa.policies.rows import row_values
from yifa.policies.units import units_of
from yifa.policies.values import values_of

_SHORTEST, _LONGEST_NAMES = 4, 60
# A heading with (责任单位:…) charges all that stands below it and names nobody itself.
_CHARGES = re.compile(r"(?:牵头|责任|负责|主办)(?:单位|部门)\s*[:：]|(?:牵头|负责)[)）〕\]】]")
_NO_TASK = re.compile(
    r"^(?:指导(?:思想|原则)|总体(?:要求|目标|思路|原则|构想)|(?:工作|主要|目标|阶段|年度|发展|总的|创建|改革|建设|行动|整治|基本)?目标(?:要求|定位)?"
    r"|(?:专项|集中|重点|清理)?(?:整治|治理|行动|检查|清理|活动|培训|普法|创建|宣传){1,2}(?:工作)?(?:的?(?:总体|主要))?目标"
    r"|.{0,6}原则|(?:重大|重要)?(?:目的)?意义|(?:工作|基本)?(?:背景|情况|依据|思路|概况)|现状|适用(?:范围|对象)|名词解释"
    r"|总则|附则|目的(?:和)?(?:意义|依据)?|制定依据|检查(?:依据|范围|对象)|(?:行动|工作|整治|活动)?时间(?:安排)?|(?:整治|检查|实施)?范围"
    r"|(?!明确|扩大|拓展|规范|确定|界定|缩小|限定|压缩|合理|公示|公开|压减|优化|控制|缩短|节约|严格|统一)[\u4e00-\u9fff]{2}(?:范围|对象|时间|时限|目标)"
    r"|(?:主要|工作|取得的?|总体)?(?:成效|成绩|做法|经验|进展|亮点)(?:和经验|和成效)?|(?:存在|主要|突出)的?(?:主要|突出)?(?:问题|不足)(?:[和与及].{2,6})?"
    r"|(?:问题)?(?:成因|原因)(?:分析)?|.{0,4}(?:基本|总体|进展|开展|完成)情况"
    r"|指导思想[和、与及].{1,12}|(?:工作|总体)?目标[和、与及](?:原则|要求|意义|思路)|总体(?:要求|目标|思路)[和、与及].{1,12})$"
)
_OFFICE_LINE = re.compile(
    r"(?!成立|组建|设立|加强|建立|健全|各|有关)[\u4e00-\u9fff]{3,20}(?:[（(][\u4e00-\u9fff]{2,12}[)）])?[：:]?"
)
# 1.市司法局:负责…, (二)市数据局、市财政局。配合…: the duties of an office under its name
_BY_NAME = re.compile(
    r"(?P<names>[\u4e00-\u9fff、（）()]{3,60})[：:。]\s*(?:主要|具体|统一)?(?P<does>负责|牵头|承担|配合|协助|参与)"
)
_BODIES = ("部门", "单位", "机关", "机构", "办事处", "乡镇", "街道")
# A part about time with items below it says what is to be done at which stage.
_STAGED = re.compile(r"(?:行动|工作|整治|活动)?时间(?:安排|步骤|进度|节点)?$")
_MEANING = re.compile(
    r"(?:重大|重要)意义$|(?:重要性|必要性|紧迫性).{0,6}(?:认识)?$|认识.{0,60}(?:意义|重要性|必要性|紧迫性)"
)
_PURPOSE = re.compile(
    r"^为(?:了)?(?:贯彻|深入|进一步|切实|全面|认真|加强|推进|确保|落实|加快|规范|做好)|^根据.{0,80}(?:决定|制定)"
)
_WHOLE = re.compile(
    r"(?:可以|应当|请)?参照本(?:方案|通知|意见|办法|计划|规定)|^本(?:方案|通知|意见|办法|计划|规定|细则|制度)(?:自|由|有效期|印发)|"
    r"^(?:以上|特此)(?:通知|意见|方案)|^此(?:文|件)"
)
_HEAD_CELLS = re.compile(
    r"^(?:(?P<other>.{0,2}(?:责任|分管|包抓|牵头|主管)领导|责任人|联系人.{0,4})|(?P<no>序号|编号|项目序号|序|号)|(?P<task>(?!.{0,4}(?:时限|时间|期限)).{0,6}(?:任务|措施|举措|事项|内容|要求|要点|项目|实事)(?:.{0,6}))|"
    r"(?P<lead>.{0,4}牵头.{0,8}|主办单位|主责单位)|(?P<responsible>.{0,4}责任.{0,8}|承办单位|落实单位|实施单位)|"
    r"(?P<cooperating>.{0,4}(?:配合|协办|参与|参加|协同).{0,8})|(?P<time>.{0,6}(?:时限|时间|期限|进度|节点).{0,6})|"
    r"(?P<rest>备注|成果.{0,6}|.{0,4}目标|依据|类别|领域|分类))$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document that is one task, before its words are read."""

    no: str
    title: str
    start: int
    end: int
    path: tuple[str, ...]
    cells: tuple[tuple[str, int, int], ...] = ()
    above: tuple[int, int] | None = (
        None  # the heading above it that names who is charged with all that stands below
    )


def no_task(title: str) -> bool:
    """True for the name of a part that says why and what for, not what shall be done."""
    name = re.sub(r"[\s\u3000]", "", title).strip("。：:，,")
    return bool(_NO_TASK.match(name) or _MEANING.search(name))


def pieces_of(text: str, lines: Sequence[Line], items: Sequence[Item], first: int, last: int) -> list[Piece]:
    """The tasks among the lines, in order."""
    found = list(_of_items(text, lines, items, (), _offices(lines, first, last)))
    found += _of_rows(lines, first, last)
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
        if no_task(title) and not (children and _STAGED.match(title)):
            continue
        if children and not (
            _enumerated(lines, item) or _of_names(lines, item) or _spoken(text, lines, item)
        ):
            own = item.start, lines[item.own_last - 1].end
            here = own if _CHARGES.search(text, *own) else office or above
            yield from _of_items(text, lines, children, (*path, item.mark.printed + title), offices, here)
            continue
        end_line = min([_last_line(lines, item), *(n for n in offices if item.line < n < item.last)])
        if end_line == item.line + 1 < len(lines) and lines[end_line].row and end_line < item.last:
            continue  # the heading of a table: its rows are the tasks
        end = lines[end_line - 1].end
        if end - item.mark.words >= _SHORTEST:
            yield Piece(item.mark.no, title, item.start, end, path, (), office or above)


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


def _of_rows(lines: Sequence[Line], first: int, last: int) -> Iterator[Piece]:
    """The rows of every table that has a column for what is to be done and one for who or by when."""
    columns: list[str] = []
    above: list[str] = []
    group = ""
    for n in range(first, last):
        line = lines[n]
        if not line.row:
            if columns and _names_group(lines, n, last):
                group, above = line.text, []
            else:
                columns = []
            continue
        cells = _cells(line)
        if all(set(said) <= set("-: ") for said, _, _ in cells):  # the rule under the head of a table of bars
            continue
        cells = _to_their_columns(cells, columns)
        head = [_column(said) for said, _, _ in cells]
        if "task" in head and sum(bool(h) for h in head) >= max(2, sum(bool(c[0]) for c in cells) - 1):
            columns, above, group = head, [], ""
            continue
        if not _CHARGED & set(columns):
            continue
        filled = [c for c in cells if c[0]]
        if len(filled) == 1:  # a row that only names the group
            group = filled[0][0]
            continue
        tasks = [c for c, kind in zip(cells, columns, strict=False) if kind == "task"]
        # A cell that is blank stands for the one above it, as a merged cell does.
        names = [said or (above[at] if at < len(above) else "") for at, (said, _, _) in enumerate(tasks[:-1])]
        above = names
        piece = _of_row(line, cells, columns, (group, *names))
        if piece is not None:
            yield piece


def _names_group(lines: Sequence[Line], n: int, last: int) -> bool:
    """True for a short heading between two rows, as a merged row is printed when its cells are taken out."""
    between = n + 1 < last and lines[n - 1].row and lines[n + 1].row
    return (
        between
        and lines[n].mark is not None
        and len(lines[n].text) <= _LONGEST_NAMES
        and "。" not in lines[n].text[:-1]
    )


def _to_their_columns(
    cells: list[tuple[str, int, int]], columns: Sequence[str]
) -> list[tuple[str, int, int]]:
    """The cells of a row; where a merged cell of the first column was left out, blank ones at the end stand for it."""
    grouped = columns[:2] == ["task", "task"] and len(cells) == len(columns)
    if not grouped or not cells[0][0] or not cells[1][0] or cells[-1][0] or len(cells[1][0]) > _LONGEST_NAMES:
        return cells
    filled = max(n for n, cell in enumerate(cells) if cell[0]) + 1
    return cells[filled:] + cells[:filled]


_CHARGED = frozenset({"lead", "responsible", "cooperating", "time"})


def _of_row(
    line: Line, cells: list[tuple[str, int, int]], columns: list[str], above: tuple[str, ...]
) -> Piece | None:
    tasks = [c[0] for c, kind in zip(cells, columns, strict=False) if kind == "task" and c[0]]
    if not tasks:
        return None
    numbers = [c[0] for c, kind in zip(cells, columns, strict=False) if kind == "no" and c[0]]
    title, _ = title_of(tasks[-1], 0, len(tasks[-1]))
    kinds = tuple((kind, a, b) for (said, a, b), kind in zip(cells, columns, strict=False) if said and kind)
    no = numbers[0].rstrip(".．、") if numbers else ""
    own = Line(0, len(tasks[-1]), tasks[-1]).mark if "no" not in columns else None
    group = Line(0, len(tasks[0]), tasks[0]).mark if "no" not in columns and len(tasks) > 1 else None
    if own is None and group is not None and group.style == "third":
        no = group.no
    if own is not None:  # the number stands in the cell of the task
        no, title = own.no, title_of(tasks[-1], own.words, len(tasks[-1]))[0]
    path = tuple(p for p in above if p and p != tasks[-1])
    return Piece(no, title, line.start, line.end, path, kinds)


def _cells(line: Line) -> list[tuple[str, int, int]]:
    words, at, sign = line.text, line.start, "\t"
    if sign not in words:
        at, sign = at + words.startswith("|"), "|"
        words = words.removeprefix("|").removesuffix("|")
    found = []
    for cell in words.split(sign):
        body = cell.strip()
        start = at + (cell.index(body) if body else 0)
        found.append((body, start, start + len(body)))
        at += len(cell) + 1
    return found


def _column(said: str) -> str:
    name = re.sub(r"[\s\u3000]", "", said)
    found = _HEAD_CELLS.match(name) if len(name) <= 14 else None
    kind = (found.lastgroup or "") if found else ""
    return "other" if kind == "rest" else kind


def _charged_by_name(words: str, start: int) -> tuple[UnitMention, ...]:
    """The offices that an item names first, and whose duties it then says."""
    mark = Line(0, len(words), words).mark
    found = _BY_NAME.match(words, mark.words) if mark else None
    if found is None or not all(_is_office(name) for name in found["names"].split("、")):
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
