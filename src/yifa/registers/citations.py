"""Articles that texts cite, `《食品安全法》第三十五条第二款`, from the statutes loaded into this database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from yifa.law.citations import citations, short
from yifa.registers.dates import in_force_q
from yifa.registers.models import Article, Statute


def cited(text: str) -> list[tuple[str, int, int]]:
    """(short title, article, suffix) of every article that the text names with its law in 《》."""
    return [(one.short_title, *article) for one in citations(text) for article in one.articles]


def articles_cited(texts: Iterable[str], on: date) -> dict[str, list[Article]]:
    """The loaded articles that each text names, of the version in force on the day. At most two statements."""
    named = {text: cited(text) for text in texts if text}
    titles = {title for rows in named.values() for title, _, _ in rows}
    if not titles:
        return {}
    versions = Statute.objects.filter(
        in_force_q(on, "effective_from", "effective_to"), Q(short_title__in=titles) | Q(title__in=titles)
    )
    newest: dict[str, Statute] = {}
    for row in sorted(versions, key=lambda s: s.effective_from or date.min):
        newest[short(row.title)] = row
    wanted = Q()
    for rows in named.values():
        for title, number, suffix in rows:
            if title in newest:
                wanted |= Q(statute=newest[title], number=number, suffix=suffix)
    if not wanted:
        return {}
    found = Article.objects.filter(wanted).select_related("statute")
    at = {(short(a.statute.title), a.number, a.suffix): a for a in found}
    return {text: [at[row] for row in rows if row in at] for text, rows in named.items()}
