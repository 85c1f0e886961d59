"""Several files of one statute (civil code, criminal law, constitution) → one statute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yifa.registers.statutes import history
from yifa.registers.statutes.history import Event
from yifa.registers.statutes.parse import ParsedArticle, ParsedFile, Unread

_VERSION = re.compile(r"^(?P<base>.+)__versions__\d{4}-\d{2}-\d{2}$")
_SHORT = re.compile(r"^中华人民共和国(?=.+)")
_LONGEST_PART_TITLE = 8


@dataclass(frozen=True, slots=True)
class ParsedStatute:
    """One version of a statute. `names` are its files; `unread` pairs each remark with its file's name."""

    names: tuple[str, ...]
    title: str
    document_no: str
    kind: str
    events: tuple[Event, ...]
    preamble: str
    articles: tuple[ParsedArticle, ...]
    unread: tuple[tuple[str, Unread], ...]

    @property
    def short_title(self) -> str:
        """The title as citations use it, without 中华人民共和国."""
        return _SHORT.sub("", self.title)

    @property
    def adopted_on(self) -> date | None:
        """The newest date on which the text was made or changed: it names the version."""
        return history.newest(self.events)

    @property
    def effective_from(self) -> date | None:
        """When this version came into force, where the text says so."""
        return history.in_force_from(self.events)


def assemble(files: Iterable[ParsedFile]) -> list[ParsedStatute]:
    """Statutes from files. A file `base__part` belongs to the file `base` when there is one.

    Parts whose article numbers go on are joined in that order, whatever their names; a part that starts again
    (amendments) or has no articles is a statute of its own, except a 序言.
    """
    by_name = {f.name: f for f in files}
    parts: dict[str, list[ParsedFile]] = {}
    for file in by_name.values():
        base = file.name.rpartition("__")[0]
        if base in by_name and not _VERSION.match(file.name):
            parts.setdefault(base, []).append(file)
    part_names = {f.name for found in parts.values() for f in found}
    statutes: list[ParsedStatute] = []
    for name in sorted(by_name):
        if name not in part_names:
            statutes.extend(_with_parts(by_name[name], parts.get(name, [])))
    return statutes


def _with_parts(base: ParsedFile, parts: Sequence[ParsedFile]) -> list[ParsedStatute]:
    """The statute of `base`, then the parts that are statutes of their own."""
    joined = [base]
    others: list[ParsedFile] = []
    last = base.articles[-1].number if base.articles else 0
    for part in sorted(parts, key=_place):
        if part.articles and part.articles[0].number == last + 1:
            joined.append(_as_book(part))
            last = part.articles[-1].number
        elif not part.articles and part.title == "序言":
            joined.insert(1, replace(part, preamble=f"{part.title}\n{part.preamble}"))
        else:
            others.append(part)
    return [_statute(joined, alone=not parts), *(_statute([_as_own(base, p)], alone=True) for p in others)]


def _place(part: ParsedFile) -> tuple[int, str]:
    return (part.articles[0].number if part.articles else 0, part.name)


def _as_book(part: ParsedFile) -> ParsedFile:
    """The part's title is the book that its articles stand in."""
    articles = tuple(replace(a, book=" ".join(p for p in (part.title, a.book) if p)) for a in part.articles)
    return replace(part, articles=articles)


def _as_own(base: ParsedFile, part: ParsedFile) -> ParsedFile:
    title = part.title if len(part.title) > _LONGEST_PART_TITLE else f"{base.title}{part.title}"
    return replace(part, title=title, kind=part.kind or base.kind)


def _statute(files: Sequence[ParsedFile], *, alone: bool) -> ParsedStatute:
    first = files[0]
    unread = [(f.name, u) for f in files for u in f.unread]
    articles = tuple(a for f in files for a in f.articles)
    events = tuple(e for f in files for e in f.events)
    if history.newest(events) is None:
        unread.append((first.name, Unread(0, "", "没有读出通过、公布或修改日期")))
    if first.kind is None:
        unread.append((first.name, Unread(0, "", "效力级别无法判断,暂按规范性文件登记")))
    if alone and articles and articles[0].number != 1:
        unread.append((first.name, Unread(articles[0].line, articles[0].label, "首条不是第一条")))
    outside = [text for f in files for text in (f.preamble, f.appendix) if text]
    return ParsedStatute(
        tuple(f.name for f in files),
        first.title,
        first.document_no,
        first.kind or "normative",
        events,
        "\n".join(outside),
        articles,
        tuple(unread),
    )
