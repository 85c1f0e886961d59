"""Articles named in a text become links to their wording, wherever the text is shown."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from yifa.law.citations import citations, short
from yifa.law.figures import DEFAULT_FIGURES

register = template.Library()


@register.filter
def cited(text: str, address: str) -> SafeString:
    """The text, escaped, each citation in it a link to `address?q=citation`. Titles stand in 《》 or are well known."""
    text = str(text or "")
    parts: list[str] = []
    last = 0
    for found in citations(text, _well_known()):
        words = text[found.start : found.end]
        parts += [
            conditional_escape(text[last : found.start]),
            format_html('<a href="{}?q={}">{}</a>', address, quote(words.strip()), words),
        ]
        last = found.end
    return mark_safe("".join([*parts, conditional_escape(text[last:])]))  # nosec B308 B703


@lru_cache(maxsize=1)
def _well_known() -> frozenset[str]:
    """Statutes that the shipped figures rest on; people name them without 《》."""
    return frozenset(short(figure.source) for figure in DEFAULT_FIGURES)
