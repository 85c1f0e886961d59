"""People with accounts, for tests of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client
from support import world

from yifa.registers.change import change
from yifa.registers.models import Account, Subject
from yifa.registers.scope import IMPORTER, scope

PASSWORD = "Yunzhou-2026-desk"


@dataclass
class City:
    """Two agencies with accounts named after their roles, and a firm."""

    office: world.Office
    other: world.Office
    firm: Subject

    def client(self, role: str, of: world.Office | None = None) -> Client:
        """A logged-in test client."""
        found = Client()
        found.force_login(Account.objects.get(officer=(of or self.office).people[role]))
        return found


def build_city() -> City:
    """Offices, accounts and a firm, through the registers' write path."""
    office = world.office()
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    with scope(IMPORTER):
        for prefix, of in (("", office), ("m-", other)):
            for role, officer in of.people.items():
                values = {"username": f"{prefix}{role}", "password": PASSWORD, "officer": officer}
                change(IMPORTER, Account, None, values, "测试账号")
    return City(office, other, world.firm())
