"""Check of shipped figures: schema, ids, overlays, dates — and cited articles, when law texts are at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from yifa.law.chinese_numbers import read_integer
from yifa.law.figure_rows import Problem, read_files
from yifa.law.figures import DATA, Figure

_ARTICLE = re.compile(
    r"^[\s*　]*第([零〇一二两三四五六七八九十百千0-9]+)条(?:之([一二三四五六七八九十]+))?", re.MULTILINE
)
_TITLE = re.compile(r"^#[ \t　]+(.+?)\s*$", re.MULTILINE)
_PART = re.compile(r"__\d\d-")


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what is wrong; `notes` are remarks that are no mistakes (texts not at hand)."""

    figures: int
    articles: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def check_data(paths: Iterable[Path] = (DATA,), *, laws: Path | None = None) -> Report:
    """Check figure files and folders of them; with `laws`, also that cited articles exist there."""
    paths = tuple(paths)
    rows, problems = read_files(paths)
    if laws is None:
        return Report(len(rows), 0, tuple(problems))
    checked, missing, notes = check_articles(rows, laws)
    return Report(len(rows), checked, (*problems, *missing), notes)


def check_articles(rows: Sequence[Figure], laws: Path) -> tuple[int, tuple[Problem, ...], tuple[str, ...]]:
    """(articles found, articles that the text does not have, sources whose text is not under `laws`)."""
    if not laws.is_dir():
        return 0, (Problem(str(laws), 1, "法律文本目录不存在"),), ()
    texts = read_articles(laws)
    found, missing, absent = 0, [], dict[str, None]()
    for row in rows:
        if not row.article:
            continue
        known = _text_of(row.source, texts)
        if known is None:
            absent[row.source] = None
            continue
        for article in row.article.split("、"):
            if article in known:
                found += 1
            else:
                message = f"{row.id}：所引《{row.source}》第{article}条在文本中找不到"
                missing.append(Problem(str(laws), 1, message))
    return found, tuple(missing), tuple(f"没有文本，未核对条号：《{title}》" for title in absent)


def read_articles(laws: Path) -> dict[str, set[str]]:
    """Title → article labels ("29", "29之1") of every Markdown text under a folder; parts are joined."""
    titles: dict[str, str] = {}
    found: dict[str, set[str]] = {}
    for path in sorted(laws.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        stem = _PART.split(path.stem)[0]
        if stem not in titles:
            match = _TITLE.search(text)
            titles[stem] = _plain(match[1] if match else path.stem)
        found.setdefault(titles[stem], set()).update(_labels(text))
    return found


def _labels(text: str) -> set[str]:
    labels = set()
    for match in _ARTICLE.finditer(text):
        number = read_integer(match[1])
        suffix = read_integer(match[2]) if match[2] else None
        labels.add(f"{number}之{suffix}" if suffix else f"{number}")
    return labels


def _plain(title: str) -> str:
    return re.sub(r"\s+", "", title)


def _text_of(source: str, texts: dict[str, set[str]]) -> set[str] | None:
    """Articles of that document: the same title, else one title within the other (部门 put in front)."""
    wanted = _plain(source)
    if wanted in texts:
        return texts[wanted]
    return next((articles for title, articles in texts.items() if wanted in title or title in wanted), None)
