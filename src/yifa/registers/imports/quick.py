"""Check digits for millions of rows: whether a code holds, without saying why not (`yifa.law.codes` says that)."""

from __future__ import annotations

import re
from operator import mul

from yifa.law.codes import USCC_CHARS, check_identity_number

_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}", re.ASCII)
_IDENTITY = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_USCC_VALUES = bytes(USCC_CHARS.find(chr(i)) % 256 for i in range(256))
_ORG_VALUES = bytes(int(chr(i), 36) if chr(i).isascii() and chr(i).isalnum() else 255 for i in range(256))
_USCC_WEIGHTS = tuple(3**i % 31 for i in range(17))
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORG_CHECK = b"0X987654321"  # by the remainder
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_DIGITS = bytes(i - 48 if 48 <= i < 58 else 0 for i in range(256))
_places: dict[str, bool] = {}


def uscc_holds(code: str) -> bool:
    """Whether a 统一社会信用代码 has the right shape and both check digits."""
    if _USCC.fullmatch(code) is None:
        return False
    raw = code.encode()
    values = raw.translate(_USCC_VALUES)
    if (31 - sum(map(mul, values, _USCC_WEIGHTS)) % 31) % 31 != values[17]:
        return False
    return bool(_ORG_CHECK[sum(map(mul, raw[8:16].translate(_ORG_VALUES), _ORG_WEIGHTS)) % 11] == raw[16])


def identity_holds(code: str) -> bool:
    """Whether a 公民身份号码 has the right shape, province, date of birth and check character."""
    if _IDENTITY.fullmatch(code) is None:
        return False
    if _ID_CHECK[sum(map(mul, code.encode().translate(_DIGITS), _ID_WEIGHTS)) % 11] != code[17]:
        return False
    place = code[:2] + code[6:14]
    known = _places.get(place)
    if known is None:
        if len(_places) > 200_000:
            _places.clear()
        known = _places[place] = check_identity_number(code) is None
    return known
