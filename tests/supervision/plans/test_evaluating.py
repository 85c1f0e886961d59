"""An evaluation from its scheme to the ranking: units first, then another checks; the plan's matter is told."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from supervision.plans.conftest import Place

DAY = date(2026, 10, 1)


@pytest.fixture
def begun(place: Place) -> Any:
    from yifa.registers.scope import scope
    from yifa.supervision.plans.evaluating import Item, begin

    plan = place.accept()
    actor = place.justice.actor("legal_reviewer")
    with scope(actor):
        items = [Item("培训", "按学时", 60), Item("公示", "按期公开", 40)]
        return begin(actor, plan, "mid", items, scheme="查阅资料", starts_on=DAY, self_by=date(2026, 10, 20),
                     check_by=date(2026, 10, 30))  # fmt: skip


def unit_of(evaluation: Any, office: Any) -> Any:
    from yifa.registers.models import EvaluationUnit

    return EvaluationUnit.objects.select_related("evaluation__plan__agency").get(
        evaluation=evaluation, agency=office.agency
    )


def assess(place: Place, evaluation: Any, office: Any, on: date = DAY, **points: int) -> Any:
    from yifa.registers.scope import scope
    from yifa.supervision.plans.evaluating import self_assess

    actor = office.actor("handler")
    with scope(actor):
        items = {i.title: i.pk for i in evaluation.items.all()}
        given = {items[t]: (points.get(t, 10), "") for t in items if points.get(t) != -1}
        return self_assess(actor, unit_of(evaluation, office), given, "自评报告", on)


@pytest.mark.requirement("RQ154")
def test_an_evaluation_is_scored_ranked_and_told(place: Place, begun: Any) -> None:
    from docx import Document

    from yifa.matters import service
    from yifa.matters.request import Ask
    from yifa.registers.scope import scope
    from yifa.supervision.plans import evaluating, report_docx

    assess(place, begun, place.urban, 培训=60, 公示=40)
    assess(place, begun, place.justice, 培训=55, 公示=40)
    checker = place.justice.actor("unit_head")
    with scope(checker):
        urban, own = unit_of(begun, place.urban), unit_of(begun, place.justice)
        training, shown = begun.items.order_by("position")
        evaluating.deduct(checker, urban, training, 3, "两人未达到学时", DAY)
        evaluating.deduct(checker, urban, shown, 5, "三件逾期公开", DAY)
        evaluating.check(checker, urban, "属实", DAY)
        evaluating.check(checker, own, "属实", DAY)
        rows = evaluating.conclude(checker, begun, "总体有序", DAY)
        assert [(r.unit.agency.name, r.score, r.rank) for r in rows] == [
            ("云州市司法局", 100, 1), ("云州市城市管理综合执法局", 92, 2),
        ]  # fmt: skip
        begun.refresh_from_db()
        told = evaluating.payload(begun, DAY)
        assert [r["self_points"] for r in told["results"]] == [95, 100]
        assert told["results"][1]["reasons"] == "培训扣3分：两人未达到学时；公示扣5分：三件逾期公开"
        assert (told["self_assessed"], told["tasks_open"]) == (2, 3)
        text = Document(BytesIO(report_docx.report(begun, told, DAY)))
        assert [c.text for c in text.tables[0].rows[2].cells][:2] == ["2", "云州市城市管理综合执法局"]
        scheme = {"scheme": "查阅资料", "units": 2, "self_by": "2099-01-01", "check_by": "2099-01-02"}
        matter = str(begun.plan.matter_id)
        tried = service.dry_run(Ask(checker, "begin_mid_term", scheme, matter_id=matter))
        assert not tried.errors and not tried.blocking


def test_who_assessed_does_not_check_and_elsewhere_nobody_may(place: Place, begun: Any) -> None:
    from yifa.registers.scope import scope
    from yifa.supervision.plans import evaluating

    office = place.justice
    with scope(office.actor("legal_reviewer")) as actor:
        points = {i.pk: (1, "") for i in begun.items.all()}
        evaluating.self_assess(actor, unit_of(begun, office), points, "", DAY)
        with pytest.raises(ValidationError, match="自评人不能核查"):
            evaluating.check(actor, unit_of(begun, office), "", DAY)
    stranger = place.urban.actor("unit_head")
    with scope(stranger):
        with pytest.raises(ValidationError, match="采纳方案的机关"):
            evaluating.check(stranger, unit_of(begun, place.urban), "", DAY)
        with pytest.raises(ValidationError, match="本单位"):
            evaluating.self_assess(stranger, unit_of(begun, office), {}, "", DAY)


@pytest.mark.parametrize(("points", "reason"), [(0, "逾期公开三件"), (6, "逾期公开三件"), (3, "迟")])
def test_a_deduction_is_one_to_five_points_with_a_reason(
    place: Place, begun: Any, points: int, reason: str
) -> None:
    from yifa.registers.models import Deduction
    from yifa.registers.scope import scope
    from yifa.supervision.plans import evaluating

    with scope(place.justice.actor("unit_head")) as checker:
        with pytest.raises(ValidationError):
            evaluating.deduct(checker, unit_of(begun, place.urban), begun.items.first(), points, reason, DAY)
        assert not Deduction.objects.exists()


def test_no_self_assessment_after_its_day_nor_without_every_item(place: Place, begun: Any) -> None:
    with pytest.raises(ValidationError, match="截止"):
        assess(place, begun, place.urban, on=date(2026, 10, 21))
    with pytest.raises(ValidationError, match="还没有填写：公示"):
        assess(place, begun, place.urban, 公示=-1)
    with pytest.raises(ValidationError, match="60"):
        assess(place, begun, place.urban, 培训=61)


def test_nothing_is_concluded_before_all_are_checked(place: Place, begun: Any) -> None:
    from yifa.registers.scope import scope
    from yifa.supervision.plans import evaluating

    told = "还没有核查：云州市司法局、云州市城市管理综合执法局"
    with scope(place.justice.actor("unit_head")) as checker, pytest.raises(ValidationError, match=told):
        evaluating.conclude(checker, begun, "", DAY)


def test_publishing_is_one_step_for_matter_and_ledger(place: Place) -> None:
    from yifa.registers.models import PolicyPlan
    from yifa.registers.scope import WORKER, scope
    from yifa.supervision.plans import following

    plan = place.accept()
    with scope(place.justice.actor("unit_head")) as actor:
        refused = following.publish(actor, plan, date(2026, 2, 1), "门户网站")
        assert refused.act is None and PolicyPlan.objects.get(pk=plan.pk).published_on is None
        assert following.publish(actor, plan, date(2026, 3, 5), "门户网站").act is not None
        assert PolicyPlan.objects.get(pk=plan.pk).published_on == date(2026, 3, 5)
    with scope(WORKER):
        assert following.follow() == 0


def test_what_is_done_in_the_matter_reaches_the_ledger(place: Place) -> None:
    from yifa.matters import service
    from yifa.matters.request import Ask
    from yifa.registers.models import PolicyPlan
    from yifa.registers.scope import WORKER, scope
    from yifa.supervision.plans import following

    plan = place.accept()
    with scope(place.justice.actor("unit_head")) as actor:
        filed = {"filed_on": "2026-03-09", "filed_with": "云岭省司法厅"}
        assert service.record(Ask(actor, "file_plan", filed, matter_id=str(plan.matter_id))).act is not None
    with scope(WORKER):
        assert following.follow() == 1
        found = PolicyPlan.objects.get(pk=plan.pk)
        assert (found.filed_on, found.filed_with) == (date(2026, 3, 9), "云岭省司法厅")
