"""Full-text search in the loaded statutes, with what was hit marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from yifa.registers.models import Article, Statute
from yifa.registers.statutes.typed import Typed
from yifa.registers.words import asked_words, marked, query

PAGE = 20
RANKED = 5000  # of a word that nearly every article has, only so many are put in order
COUNTED = 1000  # hits are counted up to here; beyond, "more than" is said
_TITLE = re.compile(r"《([^》]+)》")

# Laws before regulations before rules: what stands higher is read first when the wording fits alike.
_RANKED = """
WITH asked AS (SELECT %(query)s::tsquery AS q),
hits AS (
    SELECT a.id, a.statute_id, a."order", ts_rank(a.words, asked.q, 1) AS rank
    FROM registers_article a CROSS JOIN asked
    WHERE a.words @@ asked.q {only}
    LIMIT %(ranked)s
)
SELECT h.id, h.statute_id, s.title, s.kind, s.effective_from, s.effective_to, a.label, a.chapter, a.number, a.suffix,
    a.text, (SELECT count(*) FROM (SELECT 1 FROM hits LIMIT %(counted)s) c) AS total
FROM (
    SELECT h.* FROM hits h JOIN registers_statute s ON s.id = h.statute_id
    ORDER BY {first} array_position(ARRAY['law','regulation','rule','local','normative'], s.kind::text),
        h.rank DESC, s.title, s.effective_from DESC NULLS LAST, h."order", h.id
    LIMIT %(limit)s OFFSET %(offset)s
) h JOIN registers_article a ON a.id = h.id JOIN registers_statute s ON s.id = h.statute_id
ORDER BY {first} array_position(ARRAY['law','regulation','rule','local','normative'], s.kind::text),
    h.rank DESC, s.title, s.effective_from DESC NULLS LAST, h."order", h.id
"""
_IN_FORCE = (
    "(s.effective_to IS NULL OR s.effective_to >= %(day)s) AND"
    " (s.effective_from IS NULL OR s.effective_from <= %(day)s) DESC,"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that fits. `pieces` is its text in parts, True where the words stand."""

    statute_id: UUID
    title: str
    in_force: bool
    label: str
    chapter: str
    anchor: str
    pieces: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of hits. `any_word`: no article has all the words, so those with some of them are shown."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...] = ()
    total: int = 0
    any_word: bool = False
    statutes: tuple[Statute, ...] = ()

    @property
    def counted_up(self) -> bool:
        """More hits than were counted."""
        return self.total >= COUNTED


def search(question: str, on: date, *, page: int = 1, within: UUID | None = None) -> Answer:
    """Articles with all the words of the question, those in force on the day first; `within` one statute only.

    A statute named in 《》 narrows the search to its versions. At most four statements, whatever is found.
    """
    named = _TITLE.findall(question)
    rest = _TITLE.sub(" ", question) if named else question
    words = asked_words(rest) or asked_words(question)
    if not words:
        return Answer(())
    statutes = _by_title(named or words)
    only = [within] if within else [s.pk for s in _by_title(named, exact=True)] if named else []
    for every in (True, False):
        rows = _hits(query(words, every=every), on, page, only)
        if rows or len(words) == 1:
            break
    hits = tuple(_hit(row, words, on) for row in rows)
    return Answer(words, hits, rows[0][-1] if rows else 0, bool(rows) and not every, tuple(statutes))


def _by_title(titles: list[str] | tuple[str, ...], *, exact: bool = False) -> list[Statute]:
    """Statutes whose title has each of the words, or is one of them."""
    wanted = Q()
    for title in titles:
        wanted = (
            wanted | Q(title=title) | Q(short_title=title) if exact else wanted & Q(title__contains=title)
        )
    return list(Statute.objects.filter(wanted).order_by("title", "-effective_from")[:10])


def _hits(asked: str, on: date, page: int, only: list[UUID]) -> list[tuple[Any, ...]]:
    statement = _RANKED.format(only="AND a.statute_id = ANY(%(only)s)" if only else "", first=_IN_FORCE)
    values: dict[str, Any] = {
        "query": asked,
        "day": on,
        "only": only,
        "counted": COUNTED,
        "ranked": RANKED,
        "limit": PAGE,
        "offset": PAGE * (page - 1),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _hit(row: tuple[Any, ...], words: tuple[str, ...], on: date) -> Hit:
    _, statute, title, _, starts, ends, label, chapter, number, suffix, text, _ = row
    in_force = (starts is None or starts <= on) and (ends is None or on <= ends)
    anchor = f"a{number}-{suffix}" if suffix else f"a{number}"
    return Hit(statute, title, in_force, label, chapter, anchor, marked(text, words))


@dataclass(frozen=True, slots=True)
class Found:
    """What a citation leads to: the version that applies on the day, if loaded, and those of its articles named."""

    cited: str
    statute: Statute | None
    articles: tuple[Article, ...] = ()
    asked_article: bool = False


def look_up(typed: Typed, on: date) -> Found:
    """The statute and the articles that one citation names, as in force on the day. Two statements.

    The exact title wins over one that only ends with the name; of several versions the one in force, else the newest.
    """
    name = typed.law.removeprefix("中华人民共和国")
    matching = Q(short_title=name) | Q(title=typed.law) | Q(title__endswith=name)
    rows = Statute.objects.filter(matching).order_by("title", "-adopted_on")[:40]
    statute = min(
        rows, key=lambda s: (s.short_title != name, len(s.title), not _applies(s, on)), default=None
    )
    if statute is None or not typed.articles:
        return Found(typed.text, statute, asked_article=bool(typed.articles))
    wanted = Q()
    for number, suffix in typed.articles:
        wanted |= Q(number=number, suffix=suffix)
    articles = Article.objects.filter(wanted, statute=statute).exclude(text="").order_by("order")
    return Found(typed.text, statute, tuple(articles), asked_article=True)


def _applies(statute: Statute, on: date) -> bool:
    return (statute.effective_from is None or statute.effective_from <= on) and (
        statute.effective_to is None or on <= statute.effective_to
    )


def versions_of(statute: Statute) -> list[Statute]:
    """All versions under the statute's title, newest first. One statement."""
    return list(Statute.objects.filter(title=statute.title).order_by("-adopted_on"))
