"""Masking of personal data for whatever leaves the agency: names of natural persons, identity and phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(\d{6})\d{8}(\d{3}[0-9Xx])(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_BANK = re.compile(r"(?<![0-9A-Za-z])\d{12,19}(?![0-9A-Za-z])")
COMPOUND_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "长孙",
    "宇文",
    "司徒",
    "东方",
    "南宫",
)


def masked_name(name: str) -> str:
    """A natural person's name as 张某某: the surname stays."""
    surname = next((s for s in COMPOUND_SURNAMES if name.startswith(s)), name[:1])
    return surname + "某" * max(1, min(2, len(name) - len(surname)))


def masked_party(name: str, kind: str) -> str:
    """A party's name as the public may read it: people are masked, organisations and traders are not."""
    return masked_name(name) if kind == "natural" else name


def masked_identifier(identifier: str) -> str:
    """An identity number with the middle hidden; others unchanged."""
    return _IDENTITY.sub(r"\1********\2", identifier)


def masked_text(text: str, parties: Iterable[tuple[str, str]] = ()) -> str:
    """Free text with the natural persons among the parties, identity, phone and account numbers masked."""
    for name, kind in parties:
        if kind == "natural" and len(name) > 1:
            text = text.replace(name, masked_name(name))
    text = _IDENTITY.sub("【身份证号已隐去】", text)
    text = _PHONE.sub(r"\1****\2", text)
    return _BANK.sub("【账号已隐去】", text)
