"""What the text of one cell of a published table says: lines joined, condition and standard apart, bare amounts."""

from __future__ import annotations

import re

from yifa.law.chinese_numbers import half_width_digits

_PENAL = re.compile(r"罚款|警告|没收|吊销|暂扣|责令|批评|不予(?:行政)?处罚|免予(?:行政)?处罚")


def condition_and_standard(text: str, tier: str) -> tuple[str, str]:
    """A cell of a tier column taken apart: lines before the first that punishes are its condition."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    at = next((n for n, line in enumerate(lines) if _PENAL.search(line)), 0)
    condition, standard = joined("\n".join(lines[:at])), joined("\n".join(lines[at:]))
    condition = re.sub(r"^(?:适用)?(?:条件|情形)[:：]\s*", "", condition)
    standard = re.sub(r"^(?:裁量|处罚|具体)?标准[:：]\s*", "", standard)
    return condition or tier, standard


_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_BARE = re.compile(rf"(?P<low>{_NUMBER})(?:\s*[-－—–～~至]\s*(?P<high>{_NUMBER}))?")


def as_fine(text: str, unit: str, fine: bool) -> str:
    """A bare amount as the sentence it stands for, where the header says so; any other text as it is.

    `1000-3000` under 罚款标准（元） is 处1000元以上3000元以下罚款; without a unit in the header a bare number stays
    what it is, and is then reported. `1000元以上3000元以下` under a header that says 罚款 is such a sentence too.
    """
    plain = half_width_digits(joined(text)).strip("。； ")
    bare = _BARE.fullmatch(plain)
    if bare and unit:
        low, high = (g.replace(",", "") if g else "" for g in (bare["low"], bare["high"]))
        return f"处{low}{unit}以上{high}{unit}以下罚款" if high else f"处{low}{unit}罚款"
    if fine and plain and plain[0].isdigit() and not bare and not _PENAL.search(plain):
        return f"处{plain}罚款"
    return text


def joined(text: str) -> str:
    """A cell's lines as one text: a line break inside Chinese is only where the cell was too narrow."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    out = ""
    for line in lines:
        gap = " " if out and out[-1].isascii() and out[-1].isalnum() and line[0].isascii() else ""
        out += gap + line
    return out
