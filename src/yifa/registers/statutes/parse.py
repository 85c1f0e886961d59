"""One Markdown file of a statute → articles with their place, the history, and what could not be read.

Both layouts are read: `**第一条**　…` and `第一条　…`. Nothing is guessed: a line that may be two things is
listed in `unread` with its number and the reason, and its text is kept outside the articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from yifa.registers.statutes import history, lines
from yifa.registers.statutes.history import Event
from yifa.registers.statutes.lines import ArticleLine

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")


@dataclass(frozen=True, slots=True)
class Unread:
    """Something a person should look at. `line` counts from 1; 0 is the file as a whole.

    A `mistake` is text that is not where it belongs; the rest are remarks (a table kept as words only).
    """

    line: int
    text: str
    why: str
    mistake: bool = False


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """第`number`条之`suffix` (0 = none); paragraphs of `text` are separated by newlines."""

    number: int
    suffix: int
    label: str
    book: str
    chapter: str
    section: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """One file as read. `preamble` is the text before the articles, `appendix` after them."""

    name: str
    title: str
    document_no: str
    kind: str | None
    events: tuple[Event, ...]
    preamble: str
    appendix: str
    articles: tuple[ParsedArticle, ...]
    unread: tuple[Unread, ...]


@dataclass
class _Open:
    """The article being read."""

    head: ArticleLine
    line: int
    book: str
    chapter: str
    section: str
    paragraphs: list[str] = field(default_factory=list)

    def close(self) -> ParsedArticle:
        text = "\n".join(p for p in [self.head.text, *self.paragraphs] if p)
        h = self.head
        return ParsedArticle(
            h.number, h.suffix, h.label, self.book, self.chapter, self.section, text, self.line
        )


class _Reader:
    """Walks the lines once; state is where in the text it is."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.rows = _numbered(text)
        self.bold = any((a := lines.read_article(row)) and a.bold for _, row in self.rows)
        self.title = ""
        self.document_no = ""
        self.header: list[str] = []
        self.events: list[Event] = []
        self.preamble: list[str] = []
        self.appendix: list[str] = []
        self.articles: list[ParsedArticle] = []
        self.unread: list[Unread] = []
        self.open: _Open | None = None
        self.last: ArticleLine | None = None
        self.in_appendix = self.in_style = self.quoting = False
        self.book = self.part = self.chapter = self.section = ""

    def read(self) -> ParsedFile:
        for at, (number, row) in enumerate(self.rows):
            self._row(at, number, row)
        self._close()
        if not self.title:
            self.unread.append(Unread(0, "", "没有标题(# 开头的一行)", mistake=True))
            self.title = self.name
        if not self.articles and not self.preamble and not self.events:
            self.unread.append(Unread(0, "", "文件中没有可读的内容", mistake=True))
        return self._result()

    def _mistake(self, number: int, row: str, why: str) -> None:
        self.unread.append(Unread(number, row[:60], why, mistake=True))

    def _row(self, at: int, number: int, row: str) -> None:
        if _CONTROL.search(row):
            self._mistake(number, _CONTROL.sub("?", row), "含有无法识别的字符,已略去")
            row = lines.strip(_CONTROL.sub("", row))
        if row.startswith(":::"):
            self.quoting = not self.quoting
            row = row.removeprefix(":::").strip().removeprefix("tip").strip()
        if self.quoting or not row:
            self._take_text(number, row)
            return
        if not self.title and row.startswith("# "):
            self.title, self.document_no = history.split_title(lines.heading_text(row[2:]))
            return
        if lines.is_contents(row) or self._style(row):
            return
        if lines.is_broken_article(row):
            self._mistake(number, row, "条号无法识别,文字并入前一条")
        article = lines.read_article(row)
        if article and self._take_article(at, number, row, article):
            return
        if self.last is not None and lines.starts_appendix(row):
            self._close()
            self.in_appendix = True
        if not self.in_appendix and self._take_heading(at, number, row):
            return
        self._take_text(number, row)

    def _style(self, row: str) -> bool:
        """Style sheets in the Markdown are no part of the text."""
        inside = self.in_style or row.startswith("<style")
        self.in_style = inside and "</style>" not in row
        return inside

    def _take_article(self, at: int, number: int, row: str, article: ArticleLine) -> bool:
        """True when the line starts an article; a line that cannot be one is listed and stays text."""
        if self.in_appendix:
            self.unread.append(Unread(number, row[:60], "附件中的条文未单独登记"))
            return False
        last = self.last
        follows = last is None or _follows(last, article)
        if not article.spaced and not (follows and self._next_continues(at, article)):
            self._mistake(number, row, "条号后没有间隔,无法确定是否为新的一条")
            return False
        if self.bold and not article.bold and not follows:
            return False
        if last is not None and not follows:
            if (article.number, article.suffix) <= (last.number, last.suffix):
                self._mistake(number, row, f"条号重复或倒退(前一条为{last.label})")
                return False
            self._mistake(number, row, f"条号不连续(前一条为{last.label})")
        if not article.spaced:
            self.unread.append(Unread(number, row[:60], "条号书写有误,按前后连续的条号登记"))
        self._close()
        book = " ".join(p for p in (self.book, self.part) if p)
        self.open = _Open(article, number, book, self.chapter, self.section)
        self.last = article
        return True

    def _next_continues(self, at: int, article: ArticleLine) -> bool:
        """The next well-written article carries the next number, so this one can only be the one before."""
        for _, row in self.rows[at + 1 :]:
            found = lines.read_article(row)
            if found and found.spaced:
                return _follows(article, found)
        return True

    def _take_heading(self, at: int, number: int, row: str) -> bool:
        if lines.is_broken_heading(row):
            self.unread.append(Unread(number, row[:60], "章节编号无法识别"))
            return True
        heading = lines.read_heading(row)
        if heading is None:
            return False
        self._close()
        if heading.kind == "节":
            self.section = heading.title
        elif heading.kind == "章":
            self.chapter, self.section = heading.title, ""
        elif heading.kind == "分编":
            self.part, self.chapter, self.section = heading.title, "", ""
        elif heading.kind == "编" or self.last is None or self._more_articles(at):
            self.book, self.part, self.chapter, self.section = heading.title, "", "", ""
            if not heading.kind:
                (self.preamble if self.last is None else self.appendix).append(heading.title)
        else:
            self.in_appendix = True
            self.appendix.append(heading.title)
        return True

    def _more_articles(self, at: int) -> bool:
        return any(lines.read_article(row) for _, row in self.rows[at + 1 :])

    def _take_text(self, number: int, row: str) -> None:
        text, tagged = lines.without_tags(row)
        text = lines.clean(text.lstrip("#"))
        if tagged and row.startswith("<table"):
            self.unread.append(Unread(number, "", "表格只保留了文字"))
        if not text:
            return
        if self.in_appendix:
            self.appendix.append(text)
        elif self.open is not None:
            self.open.paragraphs.append(text)
        elif history.looks_like_history(text) and len(self.preamble) < 6:
            self.header.append(text)
            self.events.extend(history.events_in(text))
        elif self.last is not None:
            self._mistake(number, row, "标题与条文之间的文字,未归入任何一条")
            self.appendix.append(text)
        else:
            self.preamble.append(text)

    def _close(self) -> None:
        if self.open is not None:
            self.articles.append(self.open.close())
            self.open = None

    def _result(self) -> ParsedFile:
        opening = "\n".join(self.preamble[:3])[:300]
        document_no = self.document_no or next((e.document_no for e in self.events if e.document_no), "")
        if not document_no and self.preamble:
            document_no = history.document_number(self.preamble[0])
        kind = history.kind_of(self.title, " ".join(self.header), document_no + opening)
        closing = "\n".join(a.text for a in self.articles[-3:])
        last = history.closing_event(closing, self.events)
        stated = {e.on for e in self.events if e.kind == "in_force"}
        return ParsedFile(
            self.name,
            self.title,
            document_no,
            kind,
            (*self.events, last) if last and last.on not in stated else tuple(self.events),
            "\n".join(self.preamble),
            "\n".join(self.appendix),
            tuple(self.articles),
            tuple(self.unread),
        )


def parse(name: str, text: str) -> ParsedFile:
    """Read one file. `name` is the file's name without its ending. Never raises for what is in the text."""
    return _Reader(name, text).read()


def _numbered(text: str) -> list[tuple[int, str]]:
    """Lines that have content, with their numbers from 1; the front matter between --- lines is left out."""
    rows = [(number, lines.strip(row)) for number, row in enumerate(text.split("\n"), 1)]
    if rows and rows[0][1] == "---":
        end = next((i for i, (_, row) in enumerate(rows[1:], 1) if row == "---"), None)
        if end is not None:
            rows = rows[end + 1 :]
    return [(number, row) for number, row in rows if row]


def _follows(last: ArticleLine, this: ArticleLine) -> bool:
    if this.suffix == 0:
        return this.number == last.number + 1
    return this.number == last.number and this.suffix == last.suffix + 1
