# ruff: noqa: F811
"""The law's numbers over HTTP: the answers of the command line, without login, and every mistake beside its field."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from support.published import City, city  # noqa: F401  (a fixture)
from typer.testing import CliRunner

from yifa.cli.law import app
from yifa.registers.change import change
from yifa.registers.models import Holiday, Region
from yifa.registers.scope import IMPORTER, scope

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def ask(client: Client, path: str, status: int = 200, **query: Any) -> Any:
    response = client.get(f"/api/v1/law/{path}", query)
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


def said(*arguments: str) -> Any:
    result = CliRunner().invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_due_date_is_worked_out_by_hand(client, city):
    """P21 served on Wednesday 11 February 2026: the seventh working day after the Spring Festival is the 27th."""
    found = ask(client, "due", **{"figure": "P21", "from": "2026-02-11T14:30"})
    assert found["due"] == "2026-02-27T23:59:59+08:00" and not found["provisional"]
    assert "行政处罚法》第61条" in found["citation"] and found["from"] == "2026-02-11T14:30:00+08:00"


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ({"figure": "P21", "from": "2026-02-11"}, ()),
        ({"figure": "p20", "from": "2026-11-20", "sector": "market", "region": "530100"},
         ("--sector", "market", "--region", "530100")),
        ({"figure": "P20", "from": "2026-03-01", "pause": ["2026-03-10..2026-03-20", "2026-03-15..2026-03-25"]},
         ("--pause", "2026-03-10..2026-03-20", "--pause", "2026-03-15..2026-03-25")),
        ({"figure": "P24", "from": "2026-06-01", "on": "2026-05-01"}, ("--on", "2026-05-01")),
        ({"figure": "P20", "from": "2026-03-02", "sector": "market",
          "pause": ["2026-03-10..2026-03-20:鉴定"], "extend": ["30"]},
         ("--sector", "market", "--pause", "2026-03-10..2026-03-20:鉴定", "--extend", "30")),
    ],
)  # fmt: skip
def test_the_answer_is_that_of_the_command_line(client, city, asked, options):
    assert ask(client, "due", **asked) == said("due", asked["figure"], "--from", asked["from"], *options)


def test_one_figure_is_that_of_the_command_line(client, city):
    with scope(IMPORTER):
        province = change(IMPORTER, Region, None, {"code": "530000", "name": "云山省", "level": 1}, "测试")
        change(IMPORTER, Region, "530100", {"parent": province}, "测试")
    found = ask(client, "figures/P20", on="2026-03-01", region="530100", sector="market")
    assert found == said("figure", "P20", "--on", "2026-03-01", "--region", "530100", "--sector", "market")
    assert found["id"] == "M09" and any("取代 P20" in why for why in found["why"])


def test_all_figures_of_a_place(client, city):
    national = {f["asked"]: f for f in ask(client, "figures", on="2026-03-01")["figures"]}
    market = {f["asked"]: f for f in ask(client, "figures", on="2026-03-01", sector="market")["figures"]}
    assert national["P20"]["id"] == "P20" and market["P20"]["id"] == "M09"
    assert not any(f["sector"] or f["region"] for f in national.values())
    assert "M14" in market and "M14" not in national
    assert ask(client, "figures", region="5301")["regions"] == ["530100"]


def test_a_holiday_of_the_register_counts(client, city):
    before = ask(client, "due", **{"figure": "P21", "from": "2026-06-01"})["due"]
    with scope(IMPORTER):
        row = {"day": "2026-06-03", "working": False, "name": "临时放假", "source": "测试通知"}
        change(IMPORTER, Holiday, None, row, "测试")
    after = ask(client, "due", **{"figure": "P21", "from": "2026-06-01"})["due"]
    assert (before[:10], after[:10]) == ("2026-06-10", "2026-06-11")


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("figure", {"figure": "P999", "from": "2026-03-01"}),
        ("figure", {"figure": "P01", "from": "2026-03-01"}),
        ("figure", {"from": "2026-03-01"}),
        ("from", {"figure": "P20"}),
        ("from", {"figure": "P20", "from": "2026-02-30"}),
        ("from", {"figure": "P20", "from": "昨天"}),
        ("from", {"figure": "P20", "from": "1999-01-01"}),
        ("from", {"figure": "P20", "from": "9999-12-31"}),
        ("from", {"figure": "P20", "from": "0001-01-01"}),
        ("from", {"figure": "K02", "from": "2026-03-01"}),
        ("on", {"figure": "P20", "from": "2026-03-01", "on": "2026-13-01"}),
        ("on", {"figure": "P20", "from": "2026-03-01", "on": "1999-01-01"}),
        ("region", {"figure": "P20", "from": "2026-03-01", "region": "990000"}),
        ("region", {"figure": "P20", "from": "2026-03-01", "region": "530199"}),
        ("sector", {"figure": "P20", "from": "2026-03-01", "sector": "nowhere"}),
        ("sector", {"figure": "M09", "from": "2026-03-01", "region": "530100"}),
        ("pause", {"figure": "P20", "from": "2026-03-01", "pause": "x"}),
        ("pause", {"figure": "P20", "from": "2026-03-01", "pause": "2026-03-05..2026-03-01"}),
        ("pause", {"figure": "P20", "from": "2026-03-01", "pause": "0001-01-01..2026-03-01"}),
        ("pause", {"figure": "P24", "from": "2026-03-01", "pause": "2026-03-01..2026-03-05"}),
    ],
)  # fmt: skip
def test_a_mistake_is_named_in_chinese_beside_its_parameter(client, city, field, asked):
    body = ask(client, "due", 422, **asked)
    assert HAN.search(body["message"])
    assert list(body["fields"]) == [field] and HAN.search(body["fields"][field])


def test_an_unknown_figure_is_not_there_and_suggests(client, city):
    body = ask(client, "figures/P200", 404)
    assert "是否要找" in body["message"]
    ask(client, "figures/P20", 422, on="x")
    ask(client, "figures", 422, region="1")


def test_hostile_queries_are_answered(client, city):
    for value in (
        "%00",
        "%ff%fe",
        "%ed%a0%80",
        "x" * 5000,
        "<script>",
        "%0d%0aX:y",
        "１",
        "'--",
        "2026-03-01T99",
    ):
        for key in ("figure", "from", "on", "region", "sector", "pause"):
            for path in ("due?figure=P20&from=2026-03-01&", "figures?", "figures/P20?"):
                response = client.get(f"/api/v1/law/{path}{key}={value}")
                assert response.status_code in (200, 404, 422), (path, key, value)


def test_the_number_of_queries_is_constant(client, city):
    def count(path: str) -> int:
        client.get(f"/api/v1/law/{path}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/api/v1/law/{path}")
        return len(captured)

    assert count("figures?region=530100") == count("figures/P20?region=530100") <= 7


def test_the_reason_for_a_pause_and_the_extension_are_explained(client, city):
    """90 + 30 days from 2 March and ten days of identification: Friday 10 July (worked out in date_questions.csv)."""
    asked = {"figure": "P20", "from": "2026-03-02", "sector": "market", "extend": "30"}
    found = ask(client, "due", **asked, pause="2026-03-10..2026-03-20:鉴定")
    assert found["due"] == "2026-07-10T23:59:59+08:00"
    assert found["extended"] == [30]
    assert found["pauses"] == [
        {"from": "2026-03-10T00:00:00+08:00", "to": "2026-03-20T00:00:00+08:00", "reason": "鉴定"}
    ]
    steps = "".join(found["steps"])
    assert "共10日（鉴定，《市场监督管理行政处罚程序规定》第64条）" in steps
    assert "经市场监督管理部门负责人批准延长30日" in steps
    open_pause = ask(client, "due", **asked, pause="2026-03-10..:鉴定")
    assert open_pause["open_pause"] and open_pause["pauses"][0]["to"] is None


def test_an_extension_beyond_the_figure_is_named_beside_its_field(client, city):
    problem = ask(
        client, "due", 422, **{"figure": "P20", "from": "2026-03-02", "sector": "market", "extend": "31"}
    )
    assert "extend" in json.dumps(problem) and "最多延长30日" in json.dumps(problem, ensure_ascii=False)


def test_a_figure_says_what_does_not_count_and_who_may_extend_it(client, city):
    found = ask(client, "figures/P20", sector="market", on="2026-03-02")
    assert "鉴定" in found["excludes"] and found["extension_by"] == "市场监督管理部门负责人"
    assert (found["extension_times"], found["extension_again_by"]) == (1, "负责人集体讨论")


def test_the_rule_that_settled_a_conflict_is_in_the_steps(client, city):
    found = ask(client, "due", **{"figure": "C11", "from": "2026-03-02"})
    steps = "".join(found["steps"])
    assert "来源不一致：" in steps and "按“" in steps and "未核实" in steps
