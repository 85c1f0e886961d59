"""人员密级: the security administrator says up to which class an officer may see cases not their own."""

from __future__ import annotations

import pytest
from django.test import Client
from support import world

from yifa.registers.actors import actor_of
from yifa.registers.change import change
from yifa.registers.models import Account, Officer, RegisterChange
from yifa.registers.scope import IMPORTER, WORKER, scope

from .city import City


@pytest.fixture
def keeper(city: City) -> Client:
    """The security administrator of the first agency."""
    officer = world.officer(city.office, "keeper", "security_admin", "安全员")
    with scope(IMPORTER):
        values = {"username": "keeper", "password": "Yunzhou-2026-desk", "officer": officer}
        account = change(IMPORTER, Account, None, values, "测试账号")
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.requirement("RQ187")
def test_a_clearance_is_given_with_a_reason_and_a_trace(city: City, keeper: Client) -> None:
    who = city.office.people["archivist"]
    assert who.name in keeper.get("/desk/clearance/").content.decode()
    url = f"/desk/clearance/{who.pk}/"
    assert keeper.get(url).status_code == 200
    assert keeper.post(url, {"clearance": "business", "reason": "局长批准"}).status_code == 302
    assert actor_of(who.pk).clearance == "business"
    with scope(WORKER):
        last = RegisterChange.objects.get(row_id=str(who.pk), actor="安全员")
    assert (last.before["clearance"], last.after["clearance"]) == ("ordinary", "business")
    assert last.reason == "局长批准"
    assert "局长批准" in keeper.get(url).content.decode()


@pytest.mark.parametrize(
    ("clearance", "reason", "said"),
    [("business", " ", "请写明理由"), ("top", "批准", "请选择密级"), ("ordinary", "批准", "无需变更")],
)
def test_what_is_wrong_is_said_and_kept(
    city: City, keeper: Client, clearance: str, reason: str, said: str
) -> None:
    who = city.office.people["archivist"]
    page = keeper.post(f"/desk/clearance/{who.pk}/", {"clearance": clearance, "reason": reason})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert Officer.objects.get(pk=who.pk).clearance == "ordinary"


def test_only_for_ones_own_agency_and_only_by_its_keeper(city: City, keeper: Client) -> None:
    theirs = city.other.people["handler"]
    assert keeper.get(f"/desk/clearance/{theirs.pk}/").status_code == 404
    assert (
        keeper.post(f"/desk/clearance/{theirs.pk}/", {"clearance": "state", "reason": "批准"}).status_code
        == 404
    )
    for role in ("agency_head", "handler", "archivist"):
        client = city.client(role)
        assert client.get("/desk/clearance/").status_code == 403
        own = city.office.people[role].pk
        assert (
            client.post(f"/desk/clearance/{own}/", {"clearance": "state", "reason": "批准"}).status_code
            == 403
        )
        assert "人员密级" not in client.get("/desk/").content.decode()
    assert "人员密级" in keeper.get("/desk/").content.decode()
