"""Which rows of the tables of a document are tasks: those of a table that says what is to be done and who or when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yifa.policies.lines import Line
from yifa.policies.outline import title_of
from yifa.policies.piece import Piece

_LONGEST_NAMES, _LONGEST_GROUP, _LONGEST_HEAD = 60, 20, 14
_HEAD_CELLS = re.compile(
    r"^(?:(?P<other>.{0,2}(?:责任|分管|包抓|牵头|主管)领导|责任人|联系人.{0,4})|(?P<no>.{0,6}(?:序号|编号)|序|号)|(?P<task>(?!.{0,4}(?:时限|时间|期限)|.{0,8}(?:依据|程序|类别|类型)$).{0,6}(?:任务|措施|举措|事项|内容|要求|要点|项目|实事|指标)(?:.{0,6})|.{0,4}工作)|"
    r"(?P<lead>.{0,4}牵头.{0,8}|主办单位|主责单位|主要责任(?:单位|部门)|发起(?:单位|部门))|(?P<responsible>.{0,4}责任.{0,8}|.{0,4}(?:承办|落实|实施|申报|起草|办理|执行|编制)(?:单位|部门|科室|机关)|(?:抽查|检查|实施|执法)主体(?:[（(].{1,4}[)）])?)|"
    r"(?P<cooperating>.{0,4}(?:配合|协办|参与|参加|协同).{0,8})|(?P<time>.{0,6}(?:时限|时间|期限|进度|节点|日期).{0,6})|"
    r"(?P<rest>备注|(?:计量)?单位|(?:考核|评分|评价|监督|督办|审核)(?:单位|部门)|成果.{0,6}|.{0,4}目标|.{0,6}依据|分类|.{0,4}(?:类别|类型|领域|比例|方式|对象|频次|基数)(?:[（(].{1,6}[)）])?))$"
)
_AIMS = re.compile(r"(?:主要|工作|年度|具体)?目标|(?:考核|评价)?指标")
_CHARGED = frozenset({"lead", "responsible", "cooperating", "time"})


def of_rows(lines: Sequence[Line], first: int, last: int) -> Iterator[Piece]:
    """The rows of every table that has a column for what is to be done and one for who or by when."""
    columns: list[str] = []
    above: list[str] = []
    group, bordered = "", True
    for n in range(first, last):
        line = lines[n]
        if not line.row:
            if columns and _names_group(lines, n, last):
                group, above = line.text, []
            else:
                columns = []
            continue
        cells = _cells(line, bordered or not columns)
        if all(set(said) <= set("-: ") for said, _, _ in cells):  # the rule under the head of a table of bars
            continue
        cells = _to_their_columns(cells, columns)
        head = _columns([said for said, _, _ in cells])
        if _is_head(head, cells):
            columns, above, group = head, [], ""
            bordered = line.text.startswith("|")
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


def _is_head(kinds: Sequence[str], cells: Sequence[tuple[str, int, int]]) -> bool:
    """True for the row that names the columns: all but one are known; or half of them, all short, who among them."""
    if "task" not in kinds:
        return False
    known, filled = sum(map(bool, kinds)), [said for said, _, _ in cells if said]
    short = all(len(said) <= _LONGEST_HEAD and "。" not in said for said in filled)
    return known >= max(2, len(filled) - 1) or (
        short and 2 * known >= len(filled) and bool(_CHARGED & {*kinds})
    )


def _names_group(lines: Sequence[Line], n: int, last: int) -> bool:
    """True for a short heading between two rows, as a merged row is printed when its cells are taken out."""
    between = n + 1 < last and lines[n - 1].row and lines[n + 1].row
    return (
        between
        and len(lines[n].text) <= (_LONGEST_NAMES if lines[n].mark else _LONGEST_GROUP)
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


def _cells(line: Line, bordered: bool) -> list[tuple[str, int, int]]:
    """The cells with their places; in a table without a border a bar at the beginning stands behind a blank cell."""
    words, at, sign = line.text, line.start, "\t"
    if sign not in words:
        sign = "|"
        if bordered:
            at += words.startswith("|")
            words = words.removeprefix("|")
        words = words.removesuffix("|")
    found = []
    for cell in words.split(sign):
        body = cell.strip()
        start = at + (cell.index(body) if body else 0)
        found.append((body, start, start + len(body)))
        at += len(cell) + 1
    return found


def _columns(heads: Sequence[str]) -> list[str]:
    """What the columns are for; where none names tasks, the aims or measures to reach are what is to be done."""
    kinds = [_column(said) for said in heads]
    if "task" not in kinds:
        kinds = ["task" if _AIMS.fullmatch(said) else kind for said, kind in zip(heads, kinds, strict=True)]
    return kinds


def _column(said: str) -> str:
    name = re.sub(r"[\s\u3000]", "", said)
    found = _HEAD_CELLS.match(name) if len(name) <= 14 else None
    kind = (found.lastgroup or "") if found else ""
    return "other" if kind == "rest" else kind
