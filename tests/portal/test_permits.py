"""The public guide to licensing items: what an agency permits, and all that one permit takes."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from support import permit_items, world

from yifa.registers.models import Article, Statute
from yifa.registers.scope import IMPORTER, scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ047")]


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def get(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def words(page: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def test_two_clicks_from_home_to_all_that_a_permit_takes(client):
    item = permit_items.register(world.office().agency, **permit_items.FEE)
    assert 'href="/permits/"' in get(client, "/")
    listing = get(client, "/permits/")
    page = words(get(client, re.search(rf"/permits/{item.pk}/", listing)[0]))
    told = (
        "占用方案不妨碍交通 申请书 原件2份 证明：占用方案不妨碍交通 委托代理的 10.50元 每件10.5元 10个工作日"
    )
    cited = "自受理之日起20个工作日 《行政许可法》第四十二条第一款 《城市道路管理条例》第三十七条"
    for said in f"{told} {cited}".split():
        assert said in page, said


def test_a_period_of_another_law_is_told_with_its_article(client):
    item = permit_items.register(
        world.office().agency,
        period_days=60,
        period_unit="cd",
        period_from="received",
        period_source="law",
        period_basis="《环境影响评价法》第二十二条第三款",
        period_extension=5,
    )
    page = words(get(client, f"/permits/{item.pk}/"))
    assert "自收到申请材料之日起60日，可以延长5日" in page
    assert "《环境影响评价法》第二十二条第三款" in page and "20个工作日" not in page


def test_an_article_that_is_loaded_is_linked_and_shown(client):
    item = permit_items.register(world.office().agency)
    plain = get(client, f"/permits/{item.pk}/")
    assert "依据的条文" not in plain
    with scope(IMPORTER):
        law = Statute.objects.create(
            title="中华人民共和国行政许可法", short_title="行政许可法", kind="law", adopted_on=date(2019, 4, 23),
            effective_from=date(2019, 4, 23), sha256="0" * 64,
        )  # fmt: skip
        article = Article.objects.create(
            statute=law, number=29, label="第二十九条", text="应当向行政机关提出申请。", order=29
        )
    page = get(client, f"/permits/{item.pk}/")
    assert f'href="#a-{article.pk}"' in page and f'id="a-{article.pk}"' in page
    assert "应当向行政机关提出申请。" in page


def test_items_are_found_by_name_code_and_agency_and_only_those_in_force(client):
    office = world.office()
    permit_items.register(office.agency)
    permit_items.register(office.agency, "990100CG002", "挖掘城市道路", valid_from=date(2099, 1, 1))
    ended = timezone.localdate() - timedelta(days=1)
    permit_items.register(office.agency, "990100CG003", "建筑垃圾处置核准", valid_to=ended)
    for query in ("", "?q=占用", "?q=CG001", f"?q={office.agency.name}", f"?agency={office.agency.pk}"):
        page = get(client, f"/permits/{query}")
        assert "临时占用城市道路" in page and "挖掘城市道路" not in page and "建筑垃圾" not in page, query
    assert "没有找到“不存在”" in get(client, "/permits/?q=不存在")


@pytest.mark.requirement("RQ048")
def test_services_that_an_applicant_must_buy_are_listed_with_price_and_article(client):
    assert "都不需要委托" in get(client, "/permits/services/")
    service = {"name": "占道施工交通影响评价", "basis": "《某某法》第九条", "pricing": "政府指导价每件800元"}
    item = permit_items.register(world.office().agency, services=[service])
    page = get(client, "/permits/services/")
    for said in (*service.values(), f"/permits/{item.pk}/"):
        assert said in page
    assert service["name"] in get(client, f"/permits/{item.pk}/")


def test_an_unknown_item_is_not_there(client):
    get(client, "/permits/01890000-0000-7000-8000-000000000001/", 404)
    get(client, "/permits/x/", 404)


def test_the_pages_ask_as_often_for_many_items_as_for_one(client):
    office = world.office()
    first = permit_items.register(office.agency)

    def counts() -> list[int]:
        found = []
        for path in ("/permits/", "/permits/services/", f"/permits/{first.pk}/"):
            get(client, path)
            with CaptureQueriesContext(connection) as asked:
                get(client, path)
            found.append(len(asked))
        return found

    before = counts()
    for n in range(5):
        permit_items.register(office.agency, f"XK-{n}", f"事项{n}")
    assert counts() == before
