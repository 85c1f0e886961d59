# ruff: noqa: F811
"""期限计算 and an agency's figures on the public site: the answer with reasons, bad input named beside its field."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from support.published import city  # noqa: F401  (a fixture)


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def get(client: Client, path: str, status: int = 200, **query: str) -> str:
    response = client.get(path, query)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def test_a_citizen_finds_the_period_and_its_end(client, city):
    """Served on 11 February 2026, seven working days: the 27th, as docs/public/deadlines.md counts it by hand."""
    listing = get(client, "/deadlines/", q="宣告后送达 处罚")
    listing = listing if "figure=P21" in listing else get(client, "/deadlines/")
    assert "figure=P21" in listing and "中华人民共和国行政处罚法（" in listing
    form = get(client, "/deadlines/", figure="P21")
    assert 'name="from"' in form and "到期日" not in form
    page = get(client, "/deadlines/", figure="P21", **{"from": "2026-02-11"})
    assert "到期日 2026年2月27日（星期五）24时" in page
    assert "行政处罚法》第61条" in page and "春节" in page and "为什么适用这一条" in page
    assert "暂定</span>" not in page


def test_provisional_and_unverified_are_marked(client, city):
    page = get(client, "/deadlines/", figure="P20", **{"from": "2026-11-20"})
    assert "2027年2月18日" in page and '<span class="badge near">暂定</span>' in page
    doubtful = get(client, "/deadlines/", figure="C11", **{"from": "2026-03-02"})
    assert '<span class="badge near">未核实</span>' in doubtful


def test_sector_and_region_change_what_applies(client, city):
    page = get(
        client, "/deadlines/", figure="P20", sector="market", region="云州市", **{"from": "2026-03-02"}
    )
    assert "M09（所问 P20）" in page and "取代 P20" in page and "地区 530100" in page


def test_counted_back_from_an_event(client, city):
    page = get(client, "/deadlines/", figure="P24", **{"from": "2026-06-15"})
    assert "最迟在 2026年6月4日" in page and "24时" not in page.split("</h2>")[0]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("figure", {"figure": "P999", "from": "2026-03-01"}),
        ("from", {"figure": "P20", "from": "2026-02-30"}),
        ("from", {"figure": "P20", "from": "<b>明天"}),
        ("from", {"figure": "P20", "from": "1999-01-01"}),
        ("from", {"figure": "P20", "from": "9999-12-31"}),
        ("time", {"figure": "K02", "from": "2026-03-01"}),
        ("time", {"figure": "K02", "from": "2026-03-01", "time": "25:00"}),
        ("region", {"figure": "P20", "from": "2026-03-01", "region": "530199"}),
        ("region", {"figure": "P20", "from": "2026-03-01", "region": "火星"}),
        ("sector", {"figure": "P20", "from": "2026-03-01", "sector": "nowhere"}),
        ("pause", {"figure": "P20", "from": "2026-03-01", "pause_from": "昨天"}),
        ("pause", {"figure": "P20", "from": "2026-03-01", "pause_to": "2026-03-10"}),
        ("pause", {"figure": "P20", "from": "2026-03-01", "pause_from": "2026-03-10", "pause_to": "2026-03-01"}),
        ("extend", {"figure": "P20", "from": "2026-03-01", "sector": "market", "extend": "很久"}),
        ("extend", {"figure": "P20", "from": "2026-03-01", "sector": "market", "extend": "31"}),
        ("extend", {"figure": "P28", "from": "2026-03-01", "extend": "5"}),
    ],
)  # fmt: skip
def test_a_mistake_stands_beside_its_field_and_what_was_typed_is_kept(client, city, field, typed):
    page = get(client, "/deadlines/", **typed)
    assert f'id="d-{field}-error"' in page and 'role="alert"' in page and "怎样算出来的" not in page
    assert "<b>" not in page
    for name, value in typed.items():
        kept = value.replace("<", "&lt;").replace(">", "&gt;")
        assert re.search(rf'name="{name}"[^>]*value="{kept}"|value="{kept}" selected', page), name


def test_time_that_does_not_count_and_an_extension_are_explained(client, city):
    """As worked out by hand in date_questions.csv: identification 10 to 20 March, thirty days more, Friday 10 July."""
    asked = {"figure": "P20", "from": "2026-03-02", "sector": "market"}
    pause = {"pause_from": "2026-03-10", "pause_to": "2026-03-20", "pause_reason": "鉴定"}
    page = get(client, "/deadlines/", **asked, **pause, extend="30")
    assert "到期日 2026年7月10日（星期五）24时" in page
    assert "共10日（鉴定，《市场监督管理行政处罚程序规定》第64条）" in page
    assert "经市场监督管理部门负责人批准延长30日" in page and "哪些时间不计入" in page
    assert "没有算在内" not in page
    for name, value in {**pause, "extend": "30"}.items():
        assert re.search(rf'name="{name}"[^>]*value="{value}"', page), name
    lasting = get(client, "/deadlines/", **asked, pause_from="2026-03-10", pause_reason="鉴定")
    assert "仍在中止" in lasting
    without = get(client, "/deadlines/", figure="P20", **{"from": "2026-03-02"}, **pause)
    assert "注意：" in without and "没有写明“鉴定”的时间不计入" in without


def test_a_period_counted_back_offers_no_pause(client, city):
    assert 'name="pause_from"' not in get(client, "/deadlines/", figure="P24")
    assert 'name="pause_from"' in get(client, "/deadlines/", figure="P20")


def test_a_search_without_result_says_so(client, city):
    assert "没有找到“没有这种期限”" in get(client, "/deadlines/", q="没有这种期限")


def test_an_agency_has_its_effective_figures(client, city):
    assert f"/agencies/{city.agency.pk}/figures/" in get(client, "/agencies/")
    path = f"/agencies/{city.agency.pk}/figures/"
    page = get(client, path, on="2026-03-01")
    assert "行政处罚（" in page and "云州市" in page and "城市管理" in page and "仅适用于" not in page
    assert "未核实" in page and "来源不一致" in page
    one = get(client, path, on="2026-03-01", id="P20")
    assert "为什么是这一项" in one and "90日" in one
    permit = get(client, path, on="2026-03-01", id="L03")
    assert "不计入的时间" in permit and "专家评审" in permit and "（批准：本行政机关负责人）" in permit
    assert "没有找到" in get(client, path, q="没有这种事项")
    assert 'id="f-on-error"' in get(client, path, on="2026-02-30") and "没有编号" in get(
        client, path, id="P999"
    )
    get(client, f"/agencies/{city.table.pk}/figures/", 404)


def test_the_number_of_queries_is_constant(client, city):
    def count(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    path = f"/agencies/{city.agency.pk}/figures/"
    assert count(path) == count(f"{path}?q=听证") <= 8
    assert count("/deadlines/") <= 6
    assert count("/deadlines/?figure=P21&from=2026-02-11&region=530100") <= 10
