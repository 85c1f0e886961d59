"""Codes of people and firms that hold their check digits and belong to nobody.

Organisations carry the fictional region 9901xx. Identity numbers must begin with a province that exists, so they
carry county 539901, which has never been given out.
"""

from __future__ import annotations

from datetime import date

from yifa.law.codes import identity_check_digit, organisation_check_digit, uscc_check_digit

NOWHERE = "539901"
AGENCY, COMPANY, TRADER = "11", "91", "92"


def credit_code(kind: str, region: str, number: int) -> str:
    """统一社会信用代码 of the `number`-th body of a kind (AGENCY, COMPANY, TRADER) in a region of six digits."""
    eight = f"MD{number:06d}"
    first = f"{kind}{region}{eight}{organisation_check_digit(eight)}"
    return first + uscc_check_digit(first)


def identity_number(born: date, number: int) -> str:
    """公民身份号码 of the `number`-th (0 to 999) person born that day."""
    first = f"{NOWHERE}{born:%Y%m%d}{number:03d}"
    return first + identity_check_digit(first)


def phone(number: int) -> str:
    """A mobile number in a shape that is not in use (199 0000 xxxx …)."""
    return f"1990{number % 10_000_000:07d}"
