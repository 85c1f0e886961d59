"""The text of the articles that a figure cites, from the statutes loaded into this database."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q

from yifa.law.figures import Figure
from yifa.registers.dates import in_force_q
from yifa.registers.models import Article, Statute

_NUMBER = re.compile(r"(\d+)(?:之(\d+))?")


def articles_of(figure: Figure, on: date) -> list[Article]:
    """The cited articles in the newest version in force on the day; empty where none is loaded. Two queries."""
    wanted = Q()
    for number, suffix in _NUMBER.findall(figure.article):
        wanted |= Q(number=int(number), suffix=int(suffix or 0))
    if not wanted:
        return []
    versions = Statute.objects.filter(in_force_q(on, "effective_from", "effective_to"), title=figure.source)
    newest = max(versions, key=lambda s: s.effective_from or date.min, default=None)
    if newest is None:
        return []
    return list(Article.objects.filter(wanted, statute=newest).order_by("order"))
