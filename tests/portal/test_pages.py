# ruff: noqa: F811
"""The public site on a real database: what is published shows, redacted; what is not, does not."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from support import overlaid
from support.overlaid import urban_overlay  # noqa: F401  (a fixture)
from support.published import city  # noqa: F401  (a fixture)

from yifa.registers.change import change
from yifa.registers.models import ExemptionTable
from yifa.registers.scope import IMPORTER, scope


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def get(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


@pytest.mark.requirement("RQ049", "RQ060")
def test_two_clicks_from_home_to_a_decision(client, city):
    row = city.publish()
    home = get(client, "/")
    assert f"/decisions/{row.pk}/" in home
    listing = get(client, "/decisions/?q=占道")
    page = get(client, re.search(rf"/decisions/{row.pk}/", listing)[0])
    assert "在人行道摆卖" in page and "2,000.00元" in page and "张某某" in page
    assert f"/c/{row.code}" in page


@pytest.mark.requirement("RQ061")
def test_only_public_fields_show(client, city):
    row = city.publish(content={
        "conduct": "身份证号530103199001011234，电话13812345678", "handler": "李四", "internal": "内部意见",
    })  # fmt: skip
    page = get(client, f"/decisions/{row.pk}/")
    assert "530103199001011234" not in page and "13812345678" not in page
    assert "李四" not in page and "内部意见" not in page


def test_unpublished_and_ended_decisions_do_not_show(client, city):
    waiting = city.publish(published_at=None, state="pending", number="云城罚决〔2026〕9号")
    ended = city.publish(until=timezone.localdate() - timedelta(days=1), number="云城罚决〔2026〕8号")
    later = city.publish(days_ago=-1, number="云城罚决〔2026〕7号")
    for row in (waiting, ended, later):
        get(client, f"/decisions/{row.pk}/", 404)
        assert row.number not in get(client, "/decisions/")


@pytest.mark.requirement("RQ059")
def test_a_withdrawn_decision_says_when_and_why_and_nothing_else(client, city):
    row = city.publish(
        withdrawn_at=timezone.now(), withdrawn_reason="决定被依法撤销", state="withdrawn", party_name="云州某某公司",
        search="云城罚决〔2026〕1号 云州市城市管理局",
    )  # fmt: skip
    assert str(row.pk) not in get(client, "/decisions/?q=某某公司")
    assert str(row.pk) in get(client, "/decisions/?number=〔2026〕1号")
    for page in (get(client, f"/decisions/{row.pk}/"), get(client, f"/c/{row.code}")):
        assert "已撤下" in page and "决定被依法撤销" in page
        assert "在人行道摆卖" not in page and "某某公司" not in page
    assert "某某公司" not in get(client, "/decisions/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=占道", {1, 2}), ("q=占道+餐饮", {2}), ("q=不存在", set()), ("number=[2026]2", {2}),
        ("violation=餐饮", {2}), ("from=2026-11-01", {1}), ("to=2026-10-31", {2, 3}),
        ("from=2026-10-01&to=2026-10-31", {2}), ("q=%25", set()), ("q=%00", {1, 2, 3}),
    ],
)  # fmt: skip
def test_search(client, city, query, found):
    rows = {
        1: city.publish(number="云城罚决〔2026〕1号", decided_on=date(2026, 11, 2)),
        2: city.publish(number="云城罚决〔2026〕2号", decided_on=date(2026, 10, 8), title="占道餐饮"),
        3: city.publish(
            number="云城罚决〔2026〕3号", decided_on=date(2026, 9, 8), title="乱倒垃圾", search="垃圾"
        ),
    }
    page = get(client, f"/decisions/?{query}")
    assert {n for n, row in rows.items() if str(row.pk) in page} == found


def test_agency_filter(client, city):
    row = city.publish()
    assert str(row.pk) in get(client, f"/decisions/?agency={city.agency.pk}")
    assert str(row.pk) not in get(client, f"/decisions/?agency={row.pk}")


def test_pages_follow_each_other_without_loss_or_repetition(client, city):
    made = {str(city.publish(days_ago=n // 3).pk) for n in range(45)}
    path, seen = "/decisions/", []
    while path:
        page = get(client, path)
        seen += re.findall(r'href="/decisions/([0-9a-f-]{36})/"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = "/decisions/" + following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == 45 and set(seen) == made


def queries(client: Client, path: str) -> int:
    get(client, path)
    with CaptureQueriesContext(connection) as captured:
        get(client, path)
    return len(captured)


def test_queries_do_not_grow_with_rows(client, city):
    row = city.publish()
    paths = ["/", "/decisions/?q=占道", f"/decisions/{row.pk}/"]
    before = [queries(client, p) for p in paths]
    for _ in range(15):
        city.publish()
    assert [queries(client, p) for p in paths] == before
    assert max(before) <= 8


@pytest.mark.requirement("RQ064")
def test_benchmarks_are_public(client, city):
    assert "云州市城市管理裁量基准" in get(client, "/benchmarks/")
    table = get(client, f"/benchmarks/{city.table.pk}/?q=占道")
    assert "擅自占道经营" in table and "YZ-CG-001" in table
    item = get(client, f"/benchmarks/{city.table.pk}/1/")
    assert "第十三条第二款" in item and "情节严重" in item and "处二万元罚款" in item
    get(client, f"/benchmarks/{city.table.pk}/2/", 404)
    get(client, f"/benchmarks/{city.agency.pk}/", 404)


def exemption_list(**head):
    data = {
        "list": {"title": "云州市首违不罚清单", "effective": "2025-01-01", **head},
        "items": [
            {
                "violation": "擅自张贴", "kind": "首违不罚", "conditions": ["初次违法", "当场清除"],
                "basis": "《甲条例》第三条",
            },
            {"violation": "<b>乱堆</b>", "kind": "轻微免罚", "conditions": ["当日清理"]},
        ],
    }  # fmt: skip
    row = {
        "title": data["list"]["title"],
        "effective_from": date(2025, 1, 1),
        "data": data,
        "sha256": "0" * 64,
    }
    with scope(IMPORTER):
        return change(IMPORTER, ExemptionTable, None, row, "测试")


def test_exemption_lists_are_public(client, city):
    assert "还没有公布免罚清单" in get(client, "/exemptions/")
    table = exemption_list()
    assert "云州市首违不罚清单" in get(client, "/exemptions/") and "/exemptions/" in get(
        client, "/benchmarks/"
    )
    page = get(client, f"/exemptions/{table.pk}/")
    assert (
        "当场清除" in page and "《甲条例》第三条" in page and "&lt;b&gt;乱堆" in page and "现行有效" in page
    )
    page = get(client, f"/exemptions/{table.pk}/?q=张贴")
    assert "擅自张贴" in page and "乱堆" not in page
    assert "没有找到" in get(client, f"/exemptions/{table.pk}/?q=没有")
    get(client, f"/exemptions/{city.agency.pk}/", 404)


def test_exemption_pages_ask_one_query_however_many_lists(client, city):
    tables = [exemption_list(title=f"清单{n}") for n in range(12)]
    client.get("/exemptions/")
    for path in ("/exemptions/", f"/exemptions/{tables[0].pk}/"):
        with CaptureQueriesContext(connection) as queries:
            get(client, path)
        assert sum("exemptiontable" in q["sql"] for q in queries) == 1


def test_a_decision_shows_the_benchmark_it_applied(client, city):
    page = get(client, f"/decisions/{city.publish().pk}/")
    assert "YZ-CG-001" in page and "第一次被处罚的。 处二千元罚款。" in page
    assert f"/benchmarks/{city.table.pk}/1/" in page and "处二万元罚款" not in page


@pytest.mark.requirement("RQ053")
def test_the_code_on_a_paper_leads_to_stages_and_decision(client, city):
    row = city.publish()
    page = get(client, f"/c/{row.code}")
    assert "云州市城市管理局" in page and "进入“" in page and "在人行道摆卖" in page
    assert client.get(f"/c/{row.code}/")["Location"] == f"/c/{row.code}"
    asked = client.get("/c/", {"code": f" https://example.test/c/{row.code}/ "})
    assert asked.status_code == 302 and asked["Location"] == f"/c/{row.code}"


def test_a_code_tells_nothing_of_a_state_secret(client, city):
    matter = city.matter(secrecy="state")
    assert client.get(f"/c/{matter.code}").status_code == 404
    assert client.get(f"/c/{city.matter(secrecy='business').code}").status_code == 200


def test_before_the_decision_a_code_shows_no_names(client, city):
    matter = city.matter(party_names="张三丰", title="擅自占道经营", stage="filed")
    page = get(client, f"/c/{matter.code}")
    assert "尚未公开决定" in page and "张三丰" not in page and "擅自占道经营" not in page


@pytest.mark.parametrize(
    "code", ["short", "x" * 70, "a" * 20, "%00" * 20, "..%2f..%2fetc%2fpasswd12345", "处罚" * 10]
)
def test_a_wrong_code_says_what_to_do(client, city, code):
    assert "没有这个案件码" in get(client, f"/c/{code}", 404) if "%2f" not in code else True
    assert client.get("/c/", {"code": code}).status_code in (200, 302)


def test_the_public_scope_hides_everything_else(client, city):
    from yifa.matters.models import Disclosure, Matter
    from yifa.registers.scope import PUBLIC, scope

    city.publish()
    city.publish(published_at=None, state="pending")
    with scope(PUBLIC):
        assert Matter.objects.count() == 0
        assert Disclosure.objects.count() == 1


@pytest.mark.requirement("RQ051")
def test_procedures_are_drawn(client, city):
    page = get(client, "/procedures/")
    for path in re.findall(r'href="(/procedures/[^"]+/)"', page):
        shown = get(client, path)
        assert 'role="img"' in shown and "各环节一览" in shown
    get(client, "/procedures/none/", 404)


def test_an_agencys_procedure_is_shown_with_what_its_sector_adds(client, city, urban_overlay):
    shipped = get(client, "/procedures/penalty.ordinary/")
    assert overlaid.TITLE not in shipped and "选择机关" in shipped
    assert f"/procedures/?agency={city.agency.pk}" in get(client, "/agencies/")
    with CaptureQueriesContext(connection) as asked:
        listing = get(client, f"/procedures/?agency={city.agency.pk}")
    assert len([q for q in asked if "registers_agency" in q["sql"]]) == 1
    assert city.agency.name in listing
    path = re.search(r'href="(/procedures/penalty.ordinary/[^"]+)"', listing)[1]
    page = get(client, path)
    assert overlaid.TITLE in page and "+U1" in page and city.agency.name in page


@pytest.mark.parametrize("agency", ["x", "01890000-0000-7000-8000-000000000000", "' OR 1=1"])
def test_the_procedures_of_an_unknown_agency_are_not_found(client, city, agency):
    assert client.get("/procedures/", {"agency": agency}).status_code == 404
    assert client.get("/procedures/penalty.ordinary/", {"agency": agency}).status_code == 404


def test_only_reading_is_possible_and_demo_says_so(client, city, settings):
    assert client.post("/decisions/").status_code == 405
    settings.YIFA_DEMO = True
    for path in ("/", "/decisions/", "/c/", "/benchmarks/", "/plans/", "/procedures/"):
        assert "演示数据，云州市为虚构" in get(client, path)
    settings.YIFA_DEMO = False
    assert "虚构" not in get(client, "/")


@pytest.mark.parametrize(
    "path", ["/", "/decisions/", "/c/", "/benchmarks/", "/exemptions/", "/plans/", "/procedures/"]
)
def test_pages_are_well_formed_and_free_of_inline_code(client, city, path):
    page = get(client, path)
    assert '<html lang="zh-CN">' in page and "<h1>" in page and 'href="#main"' in page
    assert " style=" not in page and "<style" not in page and "onclick" not in page and "<script" not in page
    labels = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    inputs = set(re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', page))
    assert inputs == labels
