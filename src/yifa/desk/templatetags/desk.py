"""What templates need to say things in words: money, days left, levels, texts that can be sent."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from yifa.access.masking import masked_address, masked_number, masked_party
from yifa.desk.words import DueState, due_state, fen_words, full_width

register = template.Library()

_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$", re.ASCII)
_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$", re.ASCII)
_LEVELS = {"block": ("over", "未满足"), "warn": ("near", "需注意"), "info": ("info", "提示")}


@register.filter
def sendable(value: str) -> str:
    """The text with lone surrogates and NULs made visible: such characters cannot be sent to a browser."""
    return str(value).encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


@register.filter
def looks_date(value: str) -> bool:
    """Whether a date input can show this text; it would drop anything else that was typed."""
    return not value or bool(_DATE.match(value))


@register.filter
def looks_moment(value: str) -> bool:
    return not value or bool(_MOMENT.match(value))


@register.filter
def level_class(level: str) -> str:
    return _LEVELS.get(level, ("info", ""))[0]


@register.filter
def level_word(level: str) -> str:
    return _LEVELS.get(level, ("", "提示"))[1]


@register.filter
def yuan(fen: int) -> str:
    """Fen as 元 with thousands separators: 1,234.50元."""
    return fen_words(fen)


@register.filter
def due(moment: datetime | None) -> DueState:
    """Days left as a class and a word, from now."""
    return due_state(moment, timezone.now())


@register.filter
def day(moment: Any) -> str:
    """2026-11-22 in Shanghai, empty for None."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return f"{moment:%Y-%m-%d}"


@register.filter
def minute(moment: datetime | None) -> str:
    """2026-11-22 09:30 in Shanghai."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


@register.filter
def zh(text: Any) -> str:
    """Chinese text with Chinese punctuation, whatever it was written with."""
    return full_width(str(text))


@register.filter
def share(part: float | None) -> str:
    """0.875 as 87.5%; a dash where there is nothing to share."""
    return "—" if part is None else f"{part:.1%}"


@register.filter
def get(table: dict[str, Any], key: str) -> Any:
    """A value by a key that a template cannot write with a dot."""
    return table.get(key, "")


@register.filter
def mended(kind: str) -> str:
    """The kind of damage that was mended in a document, in words."""
    return {
        "shifted_bytes": "乱码",
        "pinyin": "夹注的拼音",
        "traditional": "繁体字",
        "repeated": "重复的内容",
        "navigation": "网站导航",
    }.get(kind, kind)


@register.filter
def masked(subject: Any) -> str:
    """A subject's identifier; of a person, with the middle hidden."""
    return masked_number(subject.identifier_kind, subject.identifier)


@register.filter
def party(subject: Any) -> str:
    """A subject's name; of a person, the surname."""
    return masked_party(subject.name, subject.kind)


@register.filter
def lives(subject: Any) -> str:
    """A subject's address; of a person, without numbers of house and flat."""
    return masked_address(subject.address) if subject.kind == "natural" else str(subject.address)
