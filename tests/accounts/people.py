"""An agency with an officer for each role that login treats differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from registers import make

from yifa.registers.change import change
from yifa.registers.models import Account, Agency, EventKind, SecurityEvent
from yifa.registers.scope import IMPORTER, WORKER, scope

PASSWORD = "Yunzhou-2026-desk"
LOGIN = "/desk/login/"


@dataclass
class People:
    """Accounts by user name."""

    agency: Agency
    accounts: dict[str, Account]

    def __getitem__(self, username: str) -> Account:
        return self.accounts[username]

    def log_in(self, username: str, password: str = PASSWORD, client: Client | None = None) -> Client:
        """Through the login page; asserts that the password was taken."""
        client = client or Client()
        answer = client.post(LOGIN, {"username": username, "password": password})
        assert answer.status_code == 302, answer.content.decode()
        return client


def build() -> People:
    """A handler, a second handler, and the three administrators."""
    with scope(IMPORTER):
        agency = make.agency(1, make.region())
        accounts = {}
        for username, role in (
            ("handler", "handler"),
            ("other", "handler"),
            ("sysadmin", "system_admin"),
            ("secadmin", "security_admin"),
            ("auditadmin", "audit_admin"),
            ("supervisor", "supervisor"),
        ):
            officer = make.officer(f"张{username}", agency, staff_no=f"S-{username}")
            make.grant(officer, role)
            values: dict[str, Any] = {"username": username, "password": PASSWORD, "officer": officer}
            accounts[username] = change(IMPORTER, Account, None, values, "测试账号")
    return People(agency, accounts)


def happened(kind: EventKind) -> list[SecurityEvent]:
    """The events of a kind, oldest first."""
    with scope(WORKER):
        return list(SecurityEvent.objects.filter(kind=kind.value).order_by("at", "id"))


def aged(client: Client, **values: Any) -> None:
    """Change what the client's session remembers, as if time had passed."""
    session = client.session
    session.update(values)
    session.save()
