"""Keep each password an account is given, as its hash: its age is known, and it cannot come back soon."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
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
