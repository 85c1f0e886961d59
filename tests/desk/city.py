"""People with accounts, for tests of the desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from support import world

from yifa.registers.change import change_many
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
    accounts = [
        {"username": f"{prefix}{role}", "password": PASSWORD, "officer": officer}
        for prefix, of in (("", office), ("m-", other))
        for role, officer in of.people.items()
    ]
    with scope(IMPORTER):
        change_many(IMPORTER, Account, accounts, "测试账号")
    return City(office, other, world.firm())


def with_roles(city: City, *roles: str) -> City:
    """The city with further people in both agencies, one for each role, who can log in."""
    with scope(IMPORTER):
        for prefix, of in (("", city.office), ("m-", city.other)):
            for n, role in enumerate(roles):
                person = world.officer(of, role, role, f"增员{'甲乙丙丁戊己'[n]}")
                account = {"username": f"{prefix}{role}", "password": PASSWORD, "officer": person}
                change_many(IMPORTER, Account, [account], "测试账号")
    return city


HIDDEN = re.compile(r'<input type="hidden" name="(_draft|_count|_corrects|_version)" value="([^"]*)"')


def hidden(page: str) -> dict[str, str]:
    """The hidden fields that a browser would send back."""
    return dict(HIDDEN.findall(page))


def now() -> str:
    """This minute as a datetime-local input has it."""
    return f"{timezone.localtime():%Y-%m-%dT%H:%M}"


def press(client: Client, url: str, button: str, fields: dict[str, Any], **changed: Any) -> Any:
    """Open a form, fill it in, press a button; the response."""
    page = client.get(url).content.decode()
    return client.post(url, {"_occurred": now(), **hidden(page), **fields, "_do": button, **changed})


def clue(firm: Subject) -> dict[str, str]:
    """What an officer types to register a clue."""
    return {
        "source": "inspection",
        "received_on": f"{timezone.localdate():%Y-%m-%d}",
        "cause": "涉嫌未经许可占用城市道路",
        "summary": "巡查发现当事人在人行道摆放货架。",
        "parties.0.subject": str(firm.pk),
        "parties.0.role": "party",
        "place": "云州市一号路",
    }


def register(city: City) -> tuple[Client, str]:
    """A handler's client and the address of a matter registered through the form."""
    client = city.client("handler")
    url = reverse("desk:new", args=["penalty.ordinary", "register_clue"])
    response = press(client, url, "submit", clue(city.firm))
    assert response.status_code == 302, response.content.decode()
    return client, response["Location"]
