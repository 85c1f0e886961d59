"""Is what a figure says in the article it cites? One verdict per row; only a mismatch is a mistake.

Pure: the texts are given. Reading them from files is the registers' work (registers/statutes/folder.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from yifa.law.amounts import WorkingDays, amounts_in, working_days
from yifa.law.figures import Figure

# Title → article label ("29", "29之1") → text.
Texts = Mapping[str, Mapping[str, str]]
Outcome = Literal["proven", "text_absent", "no_article", "mismatch"]
OUTCOMES: dict[Outcome, str] = {
    "proven": "已证实",
    "text_absent": "没有文本",
    "no_article": "没有条号",
    "mismatch": "不符",
}
# What may stand before a title when the issuer is put in front: 农业农村部, 中华人民共和国. Never a place.
_ISSUER = re.compile(r"(?:中华人民共和国)?(?:[^省市县区]*(?:部|局|委员会))?")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one row; `detail` says in Chinese what was missing, or which words bear it out."""

    figure: Figure
    outcome: Outcome
    detail: str


def prove(rows: Sequence[Figure], texts: Texts) -> tuple[Verdict, ...]:
    """A verdict for each row, in the order given."""
    rules: dict[str, WorkingDays] = {}
    return tuple(_prove(row, texts, rules) for row in rows)


def count(verdicts: Sequence[Verdict]) -> dict[Outcome, int]:
    """How many rows have each outcome; all four are there."""
    counted = Counter(v.outcome for v in verdicts)
    return {outcome: counted[outcome] for outcome in OUTCOMES}


def _prove(row: Figure, texts: Texts, rules: dict[str, WorkingDays]) -> Verdict:
    if not row.article:
        return Verdict(row, "no_article", f"《{row.source}》没有条号可核对")
    title = title_of(row.source, texts)
    if title is None:
        return Verdict(row, "text_absent", f"没有《{row.source}》的文本")
    known = texts[title]
    absent = [label for label in row.article.split("、") if label not in known]
    if absent:
        return Verdict(row, "mismatch", f"文本中没有第{'、'.join(absent)}条")
    cited = "\n".join(known[label] for label in row.article.split("、"))
    if row.source not in rules:
        rules[row.source] = working_days("\n".join(known.values()))
    missing = [*_missing(row, cited, rules[row.source]), *_not_excluded(row, known)]
    if missing:
        return Verdict(row, "mismatch", "；".join(missing))
    return Verdict(row, "proven", f"第{row.article}条")


def _not_excluded(row: Figure, known: Mapping[str, str]) -> Iterator[str]:
    """Time that the row leaves out and the statute does not speak of."""
    if not row.excludes:
        return
    articles = (row.excludes_article or row.article).split("、")
    if absent := [label for label in articles if label not in known]:
        yield f"文本中没有第{'、'.join(absent)}条"
        return
    plain = _squeezed("".join(known[label] for label in articles))
    for word in row.excludes:
        if word not in plain:
            yield f"第{'、'.join(articles)}条没有“{word}”"


def _missing(row: Figure, cited: str, rule: WorkingDays) -> Iterator[str]:
    """What the row says and the articles do not."""
    found = amounts_in(cited)
    plain = _squeezed(cited)
    for words in row.quote:
        if _squeezed(words) not in plain:
            yield f"条文中没有“{words}”"
    if row.number is not None and not _counted_by_quote(row):
        yield from _amount(row, row.number, row.unit, found, rule)
    elif not row.quote:
        yield "没有数字可核对，也没有摘录原文（quote）"
    if row.extension_number is not None and row.extension_unit is not None:
        yield from _amount(row, row.extension_number, row.extension_unit, found, rule)


def _counted_by_quote(row: Figure) -> bool:
    """A count (六个环节), a share of a range or a rule is borne out by the words it was read from."""
    return (
        bool(row.quote)
        and row.unit in ("n", "rule", "CNY/day", "CNY")
        and (row.unit != "CNY" or not row.number)
    )


def _amount(
    row: Figure, number: int, unit: str, found: set[tuple[int, str]], rule: WorkingDays
) -> Iterator[str]:
    if unit in ("wd", "cd"):
        yield from _days(row, number, unit, found, rule)
    elif (number, "%" if unit == "%/day" else unit) not in found:
        yield f"条文中没有{number}（{unit}）"


def _days(
    row: Figure, number: int, unit: str, found: set[tuple[int, str]], rule: WorkingDays
) -> Iterator[str]:
    """工作日 in the article itself, or 日 read by the statute's own counting rule.

    A row whose unit was settled because the statute is silent (`conflict_rule`) needs the number only.
    """
    as_working = (number, "wd") in found or ((number, "day") in found and rule.are(number))
    as_calendar = (number, "day") in found and not rule.are(number)
    if as_working if unit == "wd" else as_calendar:
        return
    if (number, "day") not in found and (number, "wd") not in found:
        yield f"条文中没有{number}日"
    elif row.verified and not row.conflict_rule.startswith("silent"):
        yield f"条文中的{number}日不是{'工作日' if unit == 'wd' else '自然日'}"


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def title_of(source: str, texts: Texts) -> str | None:
    """The title of the text of that document: the same, or with only the issuer in front of it."""
    wanted = _squeezed(source)
    if wanted in texts:
        return wanted
    for title in texts:
        if title.endswith(wanted) and _ISSUER.fullmatch(title.removesuffix(wanted)):
            return title
    return None
