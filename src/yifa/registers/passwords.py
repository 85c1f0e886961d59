"""Passwords of accounts: the site's rules, and each one given kept as its hash, so that it cannot come back soon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection

from yifa.registers.ids import new_id
from yifa.registers.models import Account, PasswordRecord


def keep(accounts: Iterable[Account]) -> None:
    """Append the present password of each account. Accounts that cannot log in by password are left out."""
    rows = [
        (new_id(), account.pk, account.password)
        for account in accounts
        if not account.password.startswith(UNUSABLE_PASSWORD_PREFIX)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {PasswordRecord._meta.db_table} (id, account_id, at, hash)"
            " VALUES (%s, %s, clock_timestamp(), %s)",
            rows,
        )


def set_at(account: Account) -> datetime | None:
    """When the account was given its present password; None when that is not known."""
    return PasswordRecord.objects.filter(account=account).order_by("-at").values_list("at", flat=True).first()


def used_before(account: Account, password: str, how_many: int) -> bool:
    """Whether the password is one of the account's last `how_many`, the present one included."""
    hashes = (PasswordRecord.objects.filter(account=account).order_by("-at").values_list("hash", flat=True))[
        :how_many
    ]
    return any(check_password(password, one) for one in {account.password, *hashes})


@dataclass(frozen=True)
class HashedPassword:
    """A password hashed once for several accounts that share it (the demonstration's, known to everybody).

    Hashing takes a third of a second, on purpose. The password was judged when it was hashed.
    """

    encoded: str

    @classmethod
    def of(cls, password: str) -> HashedPassword:
        """Raises ValidationError for a password that the site's rules refuse."""
        check_rules(Account(), password)
        return cls(make_password(password))


_WEAK = {
    "password_too_short": "密码太短，至少十个字符",
    "password_too_common": "密码太常见，容易被猜到",
    "password_entirely_numeric": "密码不能全是数字",
    "password_too_similar": "密码与账号太相近",
}


def check_rules(row: Account, value: Any) -> None:
    """The site's rules for passwords; the mark of an account that nobody can log in with is let through."""
    if isinstance(value, str) and not value.startswith(UNUSABLE_PASSWORD_PREFIX):
        try:
            validate_password(value, row)
        except ValidationError as error:
            said = [_WEAK.get(e.code or "", "密码不符合要求") for e in error.error_list]
            raise ValidationError({"password": said}) from None
