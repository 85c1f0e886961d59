"""Which items of a document are tasks: the lowest items of the parts that say what shall be done, and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yifa.policies.document import Task
from yifa.policies.lines import Line
from yifa.policies.outline import Item, title_of, without_units
from yifa.policies.phrases import ANNEX_LINE, ANNEX_LIST, COPIED, DATE_LINE, ORG_END
from yifa.policies.rows import row_values
from yifa.policies.values import values_of

_SHORTEST = 4
_NO_TASK = re.compile(
    r"^(?:指导(?:思想|原则)|总体(?:要求|目标|思路|原则|构想)|(?:工作|主要|目标|阶段|年度|发展|总的|创建|改革|建设|行动|整治|基本)?目标(?:要求|定位)?"
    r"|.{0,6}原则|(?:重大|重要)?(?:目的)?意义|(?:工作|基本)?(?:背景|情况|依据|思路|概况)|现状|适用(?:范围|对象)|名词解释"
    r"|总则|附则|目的(?:和)?(?:意义|依据)?|制定依据|检查(?:依据|范围|对象)|(?:行动|工作|整治|活动)?时间(?:安排)?|(?:整治|检查|实施)?范围"
    r"|(?!明确|扩大|拓展|规范|确定|界定|缩小|限定|压缩|合理|公示|公开|压减|优化|控制|缩短|节约|严格|统一)[\u4e00-\u9fff]{2}(?:范围|对象|时间|时限|目标)"
    r"|(?:主要|工作|取得的?|总体)?(?:成效|成绩|做法|经验|进展|亮点)(?:和经验|和成效)?|(?:存在|主要|突出)的?(?:主要|突出)?(?:问题|不足)(?:[和与及].{2,6})?"
    r"|(?:问题)?(?:成因|原因)(?:分析)?|.{0,4}(?:基本|总体|进展|开展|完成)情况"
    r"|指导思想[和、与及].{1,12}|(?:工作|总体)?目标[和、与及](?:原则|要求|意义|思路)|总体(?:要求|目标|思路)[和、与及].{1,12})$"
)
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
    r"^(?:(?P<no>序号|编号|项目序号|序|号)|(?P<task>.{0,6}(?:任务|措施|举措|事项|内容|要求|要点|项目)(?:.{0,6}))|"
    r"(?P<lead>.{0,4}牵头.{0,8}|主办单位|主责单位)|(?P<responsible>.{0,4}责任.{0,8}|承办单位|落实单位|实施单位)|"
    r"(?P<cooperating>.{0,4}(?:配合|协办|参与|参加|协同).{0,8})|(?P<time>.{0,6}(?:时限|时间|期限|进度|节点).{0,6})|"
    r"(?P<other>备注|成果.{0,6}|.{0,4}目标|依据|类别|领域|分类|联系人.{0,4}|责任人|牵头领导))$"
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


def no_task(title: str) -> bool:
    """True for the name of a part that says why and what for, not what shall be done."""
    name = re.sub(r"[\s\u3000]", "", title).strip("。：:，,")
    return bool(_NO_TASK.match(name) or _MEANING.search(name))


def pieces_of(text: str, lines: Sequence[Line], items: Sequence[Item], first: int, last: int) -> list[Piece]:
    """The tasks among the lines, in order."""
    found = list(_of_items(text, lines, items, ()))
    found += _of_rows(lines, first, last)
    return sorted(found, key=lambda p: p.start)


def _of_items(
    text: str, lines: Sequence[Line], items: Sequence[Item], path: tuple[str, ...]
) -> Iterator[Piece]:
    for item in items:
        title, _ = title_of(text, item.mark.words, lines[item.line].end)
        if no_task(title):
            continue
        children = item.children
        if children and not _enumerated(lines, item):
            yield from _of_items(text, lines, children, (*path, item.mark.printed + title))
            continue
        end_line = _last_line(lines, item)
        if end_line == item.line + 1 < len(lines) and lines[end_line].row and end_line < item.last:
            continue  # the heading of a table: its rows are the tasks
        end = lines[end_line - 1].end
        if end - item.mark.words >= _SHORTEST:
            yield Piece(item.mark.no, title, item.start, end, path)


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
            columns = []
            continue
        cells = _cells(line)
        if all(set(said) <= set("-: ") for said, _, _ in cells):  # the rule under the head of a table of bars
            continue
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
    path = tuple(p for p in above if p and p != tasks[-1])
    return Piece(no, title, line.start, line.end, path, kinds)


def _cells(line: Line) -> list[tuple[str, int, int]]:
    found, at = [], line.start
    for cell in line.text.split("\t" if "\t" in line.text else "|"):
        body = cell.strip()
        start = at + (cell.index(body) if body else 0)
        found.append((body, start, start + len(body)))
        at += len(cell) + 1
    return found


def _column(said: str) -> str:
    name = re.sub(r"[\s\u3000]", "", said)
    found = _HEAD_CELLS.match(name) if len(name) <= 14 else None
    return (found.lastgroup or "") if found else ""


def task_of(text: str, piece: Piece, written: date | None) -> Task:
    """The task with all that its words say."""
    words = text[piece.start : piece.end]
    title = without_units(piece.title)
    if piece.cells:
        found = row_values(text, piece.cells, written)
    else:
        found = values_of(words, piece.start, written)
    return Task(
        piece.no, title, words, (piece.start, piece.end), piece.path,
        found.units, found.dates, found.targets, found.duties,
    )  # fmt: skip
