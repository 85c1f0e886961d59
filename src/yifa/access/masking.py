"""Masking of personal data: names of natural persons, identity, phone and account numbers.

One place for everybody: what the public reads, and what an official sees of a case or a party that is not theirs, in
lists, exports, search results, counts and messages alike. Firms and traders are not masked, nor their public codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

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

# The commonest surnames: a field for a person may also hold 当事人 or 负责人, which are no names.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤傅温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)


def looks_like_a_name(text: str) -> bool:
    """Two to four characters that begin with a surname."""
    return 2 <= len(text) <= 4 and (text[0] in SURNAMES or text.startswith(COMPOUND_SURNAMES))


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


# As a last look before the public reads a text: each only as a whole word.
_ANY_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(?:\d{15}|\d{17}[\dXx])(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9A-Za-z])\d{16}(\d{3})?(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z])")


def hide_identifiers(text: str) -> str:
    """The text with personal numbers replaced by asterisks; unified credit codes stay, they are public."""
    text = _ANY_IDENTITY.sub(lambda m: "*" * len(m[0]), text)
    text = _CARD.sub(lambda m: "*" * len(m[0]), text)
    return _MOBILE.sub(lambda m: f"{m[1]}****{m[2]}", text)


def clean(value: Any) -> Any:
    """The same for every text inside a JSON value."""
    if isinstance(value, str):
        return hide_identifiers(value)
    if isinstance(value, list):
        return [clean(v) for v in value]
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()}
    return value


def masked_number(kind: str, identifier: str) -> str:
    """A firm's code as it is; of a person's number only the first six and the last four characters.

    A short number of a person keeps its last two.
    """
    if kind in ("", "uscc"):
        return identifier
    if len(identifier) <= 12:
        return "*" * max(len(identifier) - 2, 0) + identifier[-2:]
    return f"{identifier[:6]}{'*' * (len(identifier) - 10)}{identifier[-4:]}"


def masked_phone(phone: str) -> str:
    """A telephone number with all but its first three and last two digits hidden."""
    digits = sum(c.isdigit() for c in phone)
    out, seen = [], 0
    for c in phone:
        seen += c.isdigit()
        hide = c.isdigit() and 3 < seen <= digits - 2
        out.append("*" if hide else c)
    return "".join(out) if digits > 5 else "*" * len(phone)


def masked_address(address: str) -> str:
    """Where a person lives, down to the street: numbers of houses and flats are hidden."""
    return re.sub(r"[0-9０-９]+", "*", address)
