"""Check digits and shape of the codes on every paper: 信用代码, 组织机构代码, 身份号码, 区划代码.

Each `check_…` returns None when the code holds, else a Chinese sentence that says what is wrong with it.
Nothing is repaired silently: a lower-case letter or a full-width digit is named, not converted.
"""

from __future__ import annotations

from datetime import date

USCC_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUE = {c: i for i, c in enumerate(USCC_CHARS)}
_USCC_WEIGHTS = tuple(3**i % 31 for i in range(17))
_ORG_CHARS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORG_VALUE = {c: i for i, c in enumerate(_ORG_CHARS)}
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_DIGITS = frozenset("0123456789")
_PROVINCES = frozenset(
    f"{n}"
    for group in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for n in group
) | {"71", "81", "82"}
# 83 stands in identity numbers only: residence permits of Taiwan residents.
_IDENTITY_PROVINCES = _PROVINCES | {"83"}
_REGION_LENGTHS = (2, 4, 6, 9, 12)


def _bad_character(code: str, allowed: frozenset[str] | str, what: str) -> str | None:
    for position, char in enumerate(code, 1):
        if char not in allowed:
            if char in "abcdefghijklmnopqrstuvwxyz":
                return f"{what}第{position}位“{char}”应为大写字母"
            if char.isprintable() and not char.isspace():
                return f"{what}第{position}位“{char}”不是允许的字符"
            return f"{what}第{position}位是空白或者不可见字符"
    return None


def uscc_check_digit(first17: str) -> str:
    """The 18th character of a 统一社会信用代码 from the first 17 (GB 32100). KeyError on a bad character."""
    total = sum(_USCC_VALUE[c] * w for c, w in zip(first17, _USCC_WEIGHTS, strict=True))
    return USCC_CHARS[(31 - total % 31) % 31]


def organisation_check_digit(first8: str) -> str:
    """The 9th character of an 组织机构代码 from the first 8 (GB 11714). KeyError on a bad character."""
    remainder = sum(_ORG_VALUE[c] * w for c, w in zip(first8, _ORG_WEIGHTS, strict=True)) % 11
    return {0: "0", 1: "X"}.get(remainder, str(11 - remainder))


def identity_check_digit(first17: str) -> str:
    """The 18th character of a 公民身份号码 from the first 17 digits (GB 11643-1999)."""
    return _ID_CHECK[sum(int(c) * w for c, w in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def check_uscc(code: str) -> str | None:
    """统一社会信用代码: length, characters, both check digits.

    The first two characters are not judged: their code list has been extended since the standard.
    """
    if not code:
        return "没有填写统一社会信用代码"
    if len(code) != 18:
        return f"统一社会信用代码应为18位，现为{len(code)}位"
    if reason := _bad_character(code, USCC_CHARS, "统一社会信用代码"):
        return f"{reason}（不使用字母I、O、S、V、Z）" if "不是允许" in reason else reason
    if code[17] != uscc_check_digit(code[:17]):
        return "统一社会信用代码的校验位不符，请逐位核对"
    if reason := check_organisation_code(code[8:17]):
        return f"统一社会信用代码第9至17位：{reason}"
    return None


def check_organisation_code(code: str) -> str | None:
    """组织机构代码 of nine characters, without hyphen (GB 11714)."""
    if len(code) != 9:
        return f"组织机构代码应为9位，现为{len(code)}位"
    if reason := _bad_character(code, _ORG_CHARS, "组织机构代码"):
        return reason
    if code[8] != organisation_check_digit(code[:8]):
        return "组织机构代码的校验位不符"
    return None


def check_identity_number(code: str, *, on: date | None = None) -> str | None:
    """公民身份号码: digits, check character, province, a real date of birth (not after `on` if given)."""
    if not code:
        return "没有填写公民身份号码"
    if len(code) != 18:
        return f"公民身份号码应为18位，现为{len(code)}位"
    if reason := _bad_character(code[:17], _DIGITS, "公民身份号码"):
        return reason
    if code[17] not in "0123456789X":
        return "公民身份号码第18位应为数字或者大写字母X"
    if code[:2] not in _IDENTITY_PROVINCES:
        return f"公民身份号码的地区码“{code[:2]}”不存在"
    birth = birth_date(code)
    if birth is None or birth.year < 1850:
        return f"公民身份号码中的出生日期“{code[6:14]}”不存在"
    if on is not None and birth > on:
        return f"公民身份号码中的出生日期“{code[6:14]}”在将来"
    if code[17] != identity_check_digit(code[:17]):
        return "公民身份号码的校验位不符，请逐位核对"
    return None


def birth_date(identity_number: str) -> date | None:
    """The date of birth in an identity number; None when those eight digits are no date."""
    digits = identity_number[6:14]
    if len(digits) != 8 or not set(digits) <= _DIGITS:
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def check_region_code(code: str) -> str | None:
    """行政区划代码: 2, 4, 6 (GB/T 2260), 9 (乡镇街道) or 12 digits (村居), under an existing province."""
    if not code:
        return "没有填写行政区划代码"
    if reason := _bad_character(code, _DIGITS, "行政区划代码"):
        return reason
    if len(code) not in _REGION_LENGTHS:
        return f"行政区划代码应为2、4、6、9或者12位数字，现为{len(code)}位"
    if code[:2] not in _PROVINCES:
        return f"行政区划代码的省级部分“{code[:2]}”不存在"
    return None


def same_region(a: str, b: str) -> bool:
    """Whether two codes name one region, whatever their length: 15, 1500, 150000 are the same."""
    return a.ljust(12, "0") == b.ljust(12, "0")


def region_chain(code: str) -> tuple[str, ...]:
    """From a code outwards, narrow to wide: 150102 → (150102, 150100, 150000). Codes are not checked."""
    full = code.ljust(6, "0")
    chain: list[str] = []
    for length, width in ((12, 12), (9, 9), (6, 6), (4, 6), (2, 6)):
        if len(full) >= length:
            part = full[:length].ljust(width, "0")
            if not any(same_region(part, seen) for seen in chain):
                chain.append(part)
    return tuple(chain)
