"""The columns of a table whose cells came without their places: what a column is for, and where a cell belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

_HEAD = re.compile(
    r"(?P<no>.{0,6}(?:序号|编号)|序|号)"
    r"|(?P<who>.{0,6}(?:牵头|责任|承办|配合|协办|实施|主办|落实|参与|参加|协同|发起|申报|起草|办理|执行|编制)(?:责任)?(?:单位|部门|科室|处室|股室|主体)?|(?:考核|评分|评价|监督|督办|审核)(?:单位|部门)|(?:抽查|检查|实施|执法)主体(?:[（(].{1,4}[)）])?)"
    r"|(?P<when>时间|.{0,6}(?:时限|时间|期限|进度|节点|日期)(?:要求|安排|段)?)"
    r"|(?P<what>.{0,8}(?:任务|措施|举措|事项|内容|要求|要点|项目|工作|实事|目标|指标)(?:和要求|名称|分解|程序)?)"
    r"|(?P<other>.{0,6}(?:类别|类型|领域|比例|方式|对象|领导|频次|基数)(?:[（(].{1,6}[)）])?|(?:计量)?单位|分类|方面|阶段|备注|.{0,6}依据|成果.{0,4}|责任人|联系人.{0,4})"
)
_OFFICE = re.compile(
    r"[^。;；]{1,120}(?:局|委|办|办公室|厅|部|院|府|中心|处|科|室|队|所|站|(?<!社)会|组|公司|集团|联|部门|单位|机关|街道|乡镇|镇|街|指挥部|园区|开发区|高新区|新区|各[县市镇]?区)"
    r"(?:[（(][^（()）]*[)）])?(?:牵头|配合|负责|等(?:部门|单位)?)?"
)
_WHEN = re.compile(
    r"[^。]{0,20}(?:\d{1,2}月|[一二三四五六七八九十]{1,2}月|月底|年底|年末|\d{4}年|季度|半年|长期|全年|持续|常态化|\d{4}[./-]\d{1,2})[^。]{0,16}"
)
_SENTENCE = re.compile("[。，,；;]")
_SHORT, _LONGEST_WHEN = 14, 24
_TEXTS = frozenset({"what", "other", ""})


def kind_of(head: str) -> str:
    """What the column with this head is for: no, who, when, what or other; nothing for what is no head."""
    found = _HEAD.fullmatch(re.sub(r"\s", "", head)) if len(head) <= _SHORT else None
    return (found.lastgroup or "") if found else ""


def is_head(kinds: Sequence[str], least: int = 3, known: float = 1.0) -> bool:
    """True for the head of a table of tasks: three columns or more, what among them, of so many kinds at least; that
    share of them is known."""
    told = {*kinds} - {"other", ""}
    enough = sum(map(bool, kinds)) >= known * len(kinds)
    return enough and len(kinds) > 2 and "what" in told and len(told) >= least


def is_office(said: str) -> bool:
    """True for what can be the cell of a column for units."""
    return bool(_OFFICE.fullmatch(said))


def in_columns(cells: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """The cells in as many columns as there are: names of offices together, times together, the rest before them.

    With less to do than columns for it, the first of them stay blank: they are the merged ones.
    """
    if len(cells) == len(kinds) and not _misplaced(cells, kinds):
        return list(cells)
    as_they_come = [*cells, *[""] * (len(kinds) - len(cells))]
    fits = len(as_they_come) == len(kinds) and _fits(as_they_come, kinds)
    return as_they_come if fits else _by_what_they_are(cells, kinds)


def _misplaced(cells: Sequence[str], kinds: Sequence[str]) -> bool:
    """True where an office stands in a column for what is to be done that is not the first."""
    return "who" in kinds and any(
        kind == "what" and n and is_office(said)
        for n, (said, kind) in enumerate(zip(cells, kinds, strict=True))
    )


def _by_what_they_are(cells: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """Times, offices and the rest in the columns for them, in their order."""
    texts: list[str] = []
    found: dict[str, list[str]] = {"who": [], "when": [], "no": []}
    for n, said in enumerate(cells):
        kind = "what"
        timely = "when" in kinds and len(said) <= _LONGEST_WHEN and _WHEN.fullmatch(said)
        if timely and (texts or not n and kinds[0] == "when"):
            kind = "when"
        elif texts and "who" in kinds and is_office(said):
            kind = "who"
        (texts if kind == "what" else found[kind]).append(said)
    row = [""] * len(kinds)
    for kind, join in (("who", "、"), ("when", "、"), ("no", "")):
        places = [n for n, other in enumerate(kinds) if other == kind]
        for place, said in zip(places, _shared(found[kind], len(places), join), strict=True):
            row[place] = said
    first = next((n for n, kind in enumerate(kinds) if kind in ("who", "when") and n), len(kinds))
    places = [n for n, kind in enumerate(kinds) if kind in _TEXTS and n < first]
    places = places or [n for n, kind in enumerate(kinds) if kind in _TEXTS]
    for place, said in zip(places, _texts(texts, len(places)), strict=True):
        row[place] = said
    return row


def _fits(row: Sequence[str], kinds: Sequence[str]) -> bool:
    """True where each column for units holds an office, each for time a time or nothing, and none to do is blank."""
    for said, kind in zip(row, kinds, strict=True):
        wrong = {
            "who": not is_office(said),
            "when": bool(said) and not _WHEN.fullmatch(said),
            "what": not said,
        }
        if wrong.get(kind, False):
            return False
    return not _misplaced(row, kinds)


def _shared(cells: Sequence[str], columns: int, join: str) -> list[str]:
    """The cells of one kind in its columns: those of one level of government together, else one each, the rest in the
    last."""
    if not columns:
        return []
    levels = [list(same) for _, same in groupby(cells, key=lambda said: said[:1])]
    if len(levels) == columns < len(cells):
        return [join.join(same) for same in levels]
    shared = [*cells[: columns - 1], join.join(cells[columns - 1 :])]
    return shared + [""] * (columns - len(shared))


def _texts(texts: Sequence[str], columns: int) -> list[str]:
    """What is to be done in its columns: the sentence in the last of them, the names of its groups before it."""
    if not columns:
        return []
    if len(texts) <= columns:
        return [""] * (columns - len(texts)) + list(texts)
    sentence = next((n for n, said in enumerate(texts) if _SENTENCE.search(said)), len(texts) - 1)
    sentence = max(sentence, 0) if columns > 1 else 0
    groups = list(texts[:sentence])
    if len(groups) >= columns:
        groups = [*groups[: columns - 2], "".join(groups[columns - 2 :])]
    return [""] * (columns - 1 - len(groups)) + groups + ["".join(texts[sentence:])]
