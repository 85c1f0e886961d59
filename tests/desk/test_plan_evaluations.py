"""方案评估 at the desk: scheme, self-assessment, check, ranking, result, and the acts with its figures."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from yifa.matters.models import Draft
from yifa.registers.models import EvaluationUnit, PlanEvaluation, PolicyPlan
from yifa.registers.scope import WORKER, scope

from .city import City
from .test_plans import adopt, city, page, statements, words  # noqa: F401  a fixture

pytestmark = pytest.mark.requirement("RQ195")


def scheme(**changed: str) -> dict[str, str]:
    """What is typed for an evaluation that begins today: two items of 60 and 40 points."""
    today = timezone.localdate()
    days = {"starts_on": today, "self_by": today + timedelta(days=10), "check_by": today + timedelta(days=20)}
    typed = {
        "kind": "mid", "scheme": "逐项查阅佐证材料。", **{k: d.isoformat() for k, d in days.items()},
        "row.0.title": "全员轮训", "row.0.standard": "全部完成", "row.0.points": "60",
        "row.1.title": "建立台账", "row.1.standard": "按期报送", "row.1.points": "40",
        "row.2.title": "不评的一项", "row.2.points": "",
    }  # fmt: skip
    return {**typed, **changed}


def begun(city: City) -> tuple[PolicyPlan, PlanEvaluation]:  # noqa: F811
    plan = adopt(city)
    client = city.client("unit_head", city.other)
    response = client.post(f"/desk/plans/{plan.pk}/evaluations/new/", scheme())
    assert response.status_code == 302, words(response.content.decode())
    with scope(WORKER):
        return plan, PlanEvaluation.objects.get(plan=plan)


def unit_of(found: PlanEvaluation, agency: Any) -> EvaluationUnit:
    with scope(WORKER):
        return EvaluationUnit.objects.get(evaluation=found, agency=agency)


def posted(client: Client, path: str, values: dict[str, str], status: int) -> str:
    response = client.post(path, values)
    assert response.status_code == status, words(response.content.decode())[:800]
    return response.content.decode()


def test_a_scheme_with_mistakes_keeps_what_was_typed(city: City) -> None:  # noqa: F811
    plan = adopt(city)
    client = city.client("unit_head", city.other)
    path = f"/desk/plans/{plan.pk}/evaluations/new/"
    form = page(client, path)
    assert 'value="全员轮训"' in form and 'name="row.0.points" maxlength="9" value=""' in form
    wrong = scheme(
        **{"row.0.points": "101", "row.1.standard": "", "self_by": "2026-02-30", "scheme": "<b>\x00"}
    )
    shown = posted(client, path, wrong, 422)
    for said in ("分值为 1 至 100 的整数", "请写明评分标准", "请填写自评截止日期，写成年-月-日"):
        assert said in shown, said
    assert 'value="101"' in shown and 'value="2026-02-30"' in shown and "&lt;b&gt;" in shown
    early = posted(client, path, scheme(check_by=timezone.localdate().isoformat()), 422)
    assert "核查截止日期不能早于自评截止日期" in early
    none = posted(client, path, scheme(**{"row.0.points": "", "row.1.points": ""}), 422)
    assert "请至少给一项指标写明分值" in none
    with scope(WORKER):
        assert not PlanEvaluation.objects.exists()


def test_another_agency_does_not_evaluate(city: City) -> None:  # noqa: F811
    plan, found = begun(city)
    outside = city.client("unit_head")
    unit = unit_of(found, city.office.agency)
    page(outside, f"/desk/plans/{plan.pk}/evaluations/new/", 404)
    page(outside, f"/desk/plans/evaluations/{found.pk}/units/{unit.pk}/", 404)
    assert outside.post(f"/desk/plans/evaluations/{found.pk}/act/begin/").status_code == 404
    shown = page(outside, f"/desk/plans/evaluations/{found.pk}/")
    assert "填报本单位自评" in shown and "核查<span" not in shown and "形成结果，固定" not in shown


def test_from_self_assessment_to_the_ranking(city: City) -> None:  # noqa: F811
    plan, found = begun(city)
    base = f"/desk/plans/evaluations/{found.pk}/"
    with scope(WORKER):
        first, second = found.items.order_by("position")
    own = {f"points.{first.pk}": "60", f"points.{second.pk}": "41", "report": "已按方案完成。"}
    told = posted(city.client("handler"), f"{base}own/", own, 422)
    assert "请填写 0 至 40 的整数" in told and 'value="41"' in told
    posted(city.client("handler"), f"{base}own/", own | {f"points.{second.pk}": "38"}, 302)

    head = city.client("unit_head", city.other)
    path = f"{base}units/{unit_of(found, city.office.agency).pk}/"
    assert "已按方案完成。" in page(head, path)
    wrong = posted(
        head, path, {"_do": "deduct", "item": str(second.pk), "points": "6", "reason": "台账缺两期"}, 422
    )
    assert "每次扣1至5分" in wrong and "台账缺两期" in wrong
    assert "请写明扣分理由" in posted(
        head, path, {"_do": "deduct", "item": str(second.pk), "points": "5", "reason": ""}, 422
    )
    posted(head, path, {"_do": "deduct", "item": str(second.pk), "points": "5", "reason": "台账缺两期"}, 302)
    assert "扣5分：台账缺两期" in words(page(head, path))
    assert "请写明核查意见" in posted(head, path, {"_do": "check", "finding": " "}, 422)

    assert "还没有核查" in posted(head, base, {"result": "总体较好。"}, 422)
    with scope(WORKER):
        units = list(found.units.all())
    owners = unit_of(found, city.other.agency)
    for unit in [u for u in units if u.pk != owners.pk]:
        posted(head, f"{base}units/{unit.pk}/", {"_do": "check", "finding": "属实"}, 302)
    late = city.client("handler").post(f"{base}own/", own | {f"points.{second.pk}": "38"})
    assert late.status_code == 422 and "自评已经截止" in late.content.decode()  # of the unit that was checked
    posted(head, f"{base}units/{owners.pk}/", {"_do": "check", "finding": "属实"}, 302)
    waits = posted(head, base, {"result": "总体较好。"}, 422)
    assert "未满，还没有自评：" in waits and "总体较好。" in waits
    with scope(WORKER):
        yesterday = timezone.localdate() - timedelta(days=1)
        PlanEvaluation.objects.filter(pk=found.pk).update(starts_on=yesterday, self_by=yesterday)
    posted(head, base, {"result": "总体较好。"}, 302)
    shown = page(head, base)
    lines = [words(row) for row in re.findall(r"<tr>.*?</tr>", shown, re.S) if "综合执法局" in row]
    assert lines and lines[0].endswith("595") and "已形成结果" in shown  # 5 points off, 95 left
    assert "总体较好" in shown

    assert "请填写通报的文号" in posted(head, base, {"_do": "circular", "circular": ""}, 422)
    outside = city.client("unit_head").post(base, {"_do": "circular", "circular": "云司通〔2026〕1号"})
    assert outside.status_code == 404
    posted(head, base, {"_do": "circular", "circular": "云司通〔2026〕1号"}, 302)
    assert "云司通〔2026〕1号" in page(head, f"/desk/plans/{plan.pk}/?tab=evaluation")

    response = head.get(f"{base}report.docx")
    cells = [c.text for t in Document(BytesIO(response.content)).tables for r in t.rows for c in r.cells]
    assert "95" in cells and "建立台账扣5分：台账缺两期" in cells


def test_the_acts_of_the_matter_open_with_the_figures(city: City) -> None:  # noqa: F811
    plan, found = begun(city)
    head = city.client("unit_head", city.other)
    response = head.post(f"/desk/plans/evaluations/{found.pk}/act/begin/")
    assert response.status_code == 302
    form = page(head, response["Location"])
    assert "逐项查阅佐证材料。" in form and 'value="100"' in form
    with scope(WORKER):
        draft = Draft.objects.get(kind="begin_mid_term")
        assert (draft.matter_id, draft.payload["total_points"]) == (plan.matter_id, 100)
    assert head.post(f"/desk/plans/evaluations/{found.pk}/act/no-such/").status_code == 404


def test_the_page_of_an_evaluation_asks_a_constant_number_of_statements(city: City) -> None:  # noqa: F811
    plan, found = begun(city)
    client = city.client("unit_head", city.other)
    few = statements(client, f"/desk/plans/evaluations/{found.pk}/")
    from support import world

    from yifa.registers.change import change_many

    with scope(WORKER):
        offices = [world.office(f"云州市第{n}局", "other", f"云{n}", f"2000000{n}") for n in range(4)]
        change_many(
            WORKER, EvaluationUnit, [{"evaluation": found, "agency": o.agency} for o in offices], "测试"
        )
    assert statements(client, f"/desk/plans/evaluations/{found.pk}/") == few
