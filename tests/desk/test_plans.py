"""方案台账 at the desk: list, board, one plan, one task, the workbench; for everybody at work, in few statements."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from supervision.plans.paper import TEXT, reading

from yifa.registers.change import change, change_many
from yifa.registers.models import Account, PlanTask, PlanTaskUnit, PolicyPlan
from yifa.registers.scope import IMPORTER, WORKER, scope
from yifa.supervision.plans import opening
from yifa.supervision.plans.accepting import accept
from yifa.supervision.plans.collective import ensure_rules
from yifa.supervision.plans.proposing import propose

from .city import City, build_city

pytestmark = pytest.mark.requirement("RQ171")


@pytest.fixture
def city(db: None) -> City:
    found = build_city()
    with scope(IMPORTER):
        ensure_rules(IMPORTER)
    return found


def adopt(city: City, digest: str = "a", **document: Any) -> PolicyPlan:
    """The test plan, adopted by the market bureau; its first task is the urban agency's."""
    actor = city.other.actor("unit_head")
    with scope(actor):
        edited = propose(
            reading(**document),
            0,
            city.other.agency,
            sha256=digest * 64,
            file_name="方案.docx",
            on=date(2026, 3, 1),
        )
        plan = accept(actor, edited)
    opening.run(str(plan.pk))
    return plan


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content.decode()[:600]
    return response.content.decode()


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def statements(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_the_list_shows_how_far_each_plan_is_and_can_be_narrowed(city: City) -> None:
    adopt(city)
    client = city.client("handler")
    shown = page(client, "/desk/plans/")
    assert "云州市规范行政执法实施方案" in shown and "云政办发〔2026〕3号" in shown
    assert "读入方案" in shown and 'aria-current="page">方案台账' in shown
    assert "没有符合条件的方案" in page(client, "/desk/plans/?q=别的方案")
    assert "没有符合条件的方案" in page(client, "/desk/plans/?level=county")
    assert "没有符合条件的方案" not in page(client, "/desk/plans/?level=city&state=running&q=3号")
    assert page(client, "/desk/plans/?page=9999&level=%00&q=%ff")


def test_who_may_not_read_plans_is_told(city: City) -> None:
    from support import world

    with scope(IMPORTER):
        who = world.officer(city.office, "system", "system_admin", "管理员")
        change(
            IMPORTER,
            Account,
            None,
            {"username": "system", "password": "Yunzhou-2026-desk", "officer": who},
            "测试",
        )
    client = Client()
    client.force_login(Account.objects.get(username="system"))
    assert "方案台账" not in page(client, "/desk/")
    for path in ("/desk/plans/", "/desk/plans/board/", "/desk/plans/own/"):
        page(client, path, 403)


def test_the_board_counts_by_unit_and_month_and_shows_what_falls_due_on_a_day(city: City) -> None:
    adopt(city)
    client = city.client("handler")
    shown = page(client, "/desk/plans/board/?month=2026-12")
    row = re.search(r'<td class="first">云州市城市管理综合执法局</td>.*?</tr>', shown, re.S)
    assert row and words(row[0]).startswith("云州市城市管理综合执法局")
    assert 'href="?month=2027-06#calendar"' in shown
    assert page(client, "/desk/plans/board/?month=x&day=y") and page(
        client, "/desk/plans/board/?month=9999-12"
    )


def test_a_day_of_the_calendar_names_its_tasks(city: City) -> None:
    plan = adopt(city)
    with scope(WORKER):
        unit = PlanTaskUnit.objects.filter(plan=plan, charged=True, task__due_on__isnull=False).first()
        assert unit is not None
        day = unit.task.due_on
    client = city.client("handler")
    shown = page(client, f"/desk/plans/board/?month={day:%Y-%m}&day={day}")
    assert f"{day.year}年{day.month}月{day.day}日到期" in words(shown)
    assert unit.task.title in words(shown.partition('id="due"')[2])
    other = day - timedelta(days=1) if day.day > 1 else day + timedelta(days=1)
    assert "这一天没有到期" in words(page(client, f"/desk/plans/board/?month={day:%Y-%m}&day={other}"))


def test_a_plan_shows_outline_tasks_units_and_the_last_day_of_its_publication(city: City) -> None:
    plan = adopt(city)
    shown = page(city.client("handler"), f"/desk/plans/{plan.pk}/")
    said = words(shown)
    for expected in (
        "二、主要任务",
        "1.全员轮训",
        "2.建立台账",
        "3.赋权培训",
        "责任单位：各行政执法机关",
        "市数据局没有登记的机关",
    ):
        assert expected in said, expected
    # Issued on 1 March 2026, to be published within 20 days: the day of issue is not counted, the 21st is a Saturday,
    # so the Monday after it is the last day.
    assert "没有公开，最迟2026-03-23" in said
    assert "办理：公开" not in said  # another agency's matter


def test_the_source_is_shown_whole_with_every_place_marked(city: City) -> None:
    plan = adopt(city)
    shown = page(city.client("handler"), f"/desk/plans/{plan.pk}/?tab=source")
    text = re.search(r'<(p|div) class="source">(.*?)</\1>', shown, re.S)
    assert text and re.sub(r"<[^>]+>", "", text[2]) == TEXT
    for kind in ("task", "lead", "responsible", "date", "target", "duty"):
        assert f'class="mark mark-{kind}"' in text[2], kind
    assert 'title="牵头单位：云州市城市管理综合执法局"' in text[2]


def test_a_long_text_is_shown_in_pieces_that_leave_nothing_out() -> None:
    from yifa.desk.views.plan_page import PIECE, pieces

    text = ("甲" * 99 + "\n") * 1000 + "乙" * (2 * PIECE)
    found = pieces(text, 5, len(text))
    assert found[0][0] == 5 and found[-1][1] == len(text) and len(found) > 3
    assert all(a[1] == b[0] for a, b in zip(found, found[1:], strict=False))
    assert all(0 < end - start <= PIECE for start, end in found)
    assert text[found[0][1] - 1] == "\n"


def test_the_other_tabs_open_and_say_what_is_missing(city: City) -> None:
    from yifa.policies.document import NotUnderstood

    place = (TEXT.index("3."), TEXT.index("3.") + 2)
    plan = adopt(city, not_understood=(NotUnderstood("3.", place, "没有读出任务"),))
    client = city.client("handler")
    assert "进度图" in page(client, f"/desk/plans/{plan.pk}/?tab=board")
    assert "还没有评估" in page(client, f"/desk/plans/{plan.pk}/?tab=evaluation")
    assert "没有选定上级方案" in page(client, f"/desk/plans/{plan.pk}/?tab=compare")
    unknown = words(page(client, f"/desk/plans/{plan.pk}/?tab=unknown"))
    assert "没有读出任务" in unknown and "市数据局：出现在1处" in unknown
    page(client, "/desk/plans/01890000-0000-7000-8000-000000000000/", 404)


def test_the_unit_sees_its_task_with_the_way_to_its_matter(city: City) -> None:
    plan = adopt(city)
    with scope(WORKER):
        task = PlanTask.objects.get(plan=plan, no="3.")
        unit = PlanTaskUnit.objects.get(task=task, charged=True)
    assert unit.agency == city.office.agency
    shown = page(city.client("handler"), f"/desk/plans/tasks/{task.pk}/")
    assert f'href="/desk/matters/{unit.matter_id}/"' in shown
    assert 'class="mark mark-date" title="期限：自赋权起15个工作日，组织培训（按此计算任务期限）"' in shown
    assert "待接收" in shown and "没有报告" in words(shown)
    beyond = page(city.client("handler", city.other), f"/desk/plans/tasks/{task.pk}/")
    assert f'href="/desk/matters/{unit.matter_id}/"' not in beyond and "待接收" in beyond
    page(city.client("handler"), "/desk/plans/tasks/01890000-0000-7000-8000-000000000000/", 404)


def test_claim_and_measurement_stand_side_by_side(city: City) -> None:
    plan = adopt(city)
    with scope(WORKER):
        task = PlanTask.objects.get(plan=plan, no="3.")
        change(WORKER, PlanTask, task.pk, {"indicator": "reviewer_share"}, "测试")
    shown = words(page(city.client("handler"), f"/desk/plans/tasks/{task.pk}/"))
    assert "申报与实测：云州市城市管理综合执法局" in shown
    assert "法制审核人员占比" in shown.partition("平台实测")[2]
    assert f"2026-03-01至{timezone.localdate()}" in shown


def test_the_adopting_agency_binds_a_task_to_an_indicator(city: City) -> None:
    plan = adopt(city)
    with scope(WORKER):
        task = PlanTask.objects.get(plan=plan, no="3.")
    path = f"/desk/plans/tasks/{task.pk}/"
    owner, unit = city.client("unit_head", city.other), city.client("unit_head")
    assert "保存指标" in page(owner, path) and "保存指标" not in page(unit, path)
    assert (
        "没有这个平台指标"
        in owner.post(f"{path}indicator/", {"indicator": "x"}, follow=True).content.decode()
    )
    told = unit.post(f"{path}indicator/", {"indicator": "reviewer_share"}, follow=True).content.decode()
    assert "只有采纳方案的机关可以绑定指标" in told
    owner.post(f"{path}indicator/", {"indicator": "reviewer_share"})
    assert '<option value="reviewer_share" selected>' in page(owner, path)


def test_a_task_below_is_rolled_up_in_the_one_above(city: City) -> None:
    plan = adopt(city)
    with scope(WORKER):
        above = PlanTask.objects.get(plan=plan, no="1.")
        below = PlanTask.objects.get(plan=plan, no="3.")
        change(WORKER, PlanTask, below.pk, {"carries_out": above}, "测试")
    client = city.client("handler")
    assert "下级方案的对应任务" in page(client, f"/desk/plans/tasks/{above.pk}/")
    shown = page(client, f"/desk/plans/tasks/{below.pk}/")
    assert f'对应上级任务：<a href="/desk/plans/tasks/{above.pk}/">' in shown


def test_the_workbench_and_the_own_list_show_what_is_near(city: City) -> None:
    plan = adopt(city)
    client = city.client("handler")
    assert "本机关的方案任务" not in page(client, "/desk/")  # no last day of the agency's is near
    with scope(WORKER):
        unit = PlanTaskUnit.objects.get(plan=plan, task__no="3.", charged=True)
        change(WORKER, PlanTask, unit.task_id, {"due_on": timezone.localdate() - timedelta(days=3)}, "测试")
    bench = words(page(client, "/desk/"))
    assert "本机关的方案任务（逾期1·三十日内到期0）" in bench and "逾期3日" in bench
    own = page(client, "/desk/plans/own/")
    assert "3. 赋权培训" in own and f'href="/desk/matters/{unit.matter_id}/"' in own
    assert "本机关的方案任务" in page(client, "/desk/plans/own/?all=1&page=7")


def test_the_number_of_statements_does_not_grow(city: City) -> None:
    plan = adopt(city)
    client = city.client("handler")
    with scope(WORKER):
        task = PlanTask.objects.get(plan=plan, no="3.")
    paths = [
        "/desk/",
        "/desk/plans/",
        "/desk/plans/board/?month=2026-12",
        "/desk/plans/own/",
        f"/desk/plans/tasks/{task.pk}/",
    ]
    paths += [
        f"/desk/plans/{plan.pk}/?tab={t}"
        for t in ("tasks", "source", "board", "evaluation", "compare", "unknown")
    ]
    few = [statements(client, p) for p in paths]
    adopt(city, "b")
    with scope(WORKER):
        rows = list(PlanTaskUnit.objects.filter(plan=plan))
        more = [
            {
                "plan": plan,
                "task": r.task,
                "role": "responsible",
                "name": f"第{m}之{n}机关",
                "agency": city.office.agency,
            }
            for m, r in enumerate(rows)
            for n in range(4)
        ]
        change_many(WORKER, PlanTaskUnit, more, "测试")
    assert [statements(client, p) for p in paths] == few


def test_a_plan_is_compared_with_its_parents(city: City) -> None:
    parent, child = adopt(city), adopt(city, "b")
    with scope(WORKER):
        change(WORKER, PolicyPlan, child.pk, {"parent": parent}, "测试")
        first, second, third = PlanTask.objects.filter(plan=child).order_by("position")
        change(WORKER, PlanTask, first.pk, {"due_on": date(2027, 7, 10)}, "测试")
        gone = {"title": "建设执法数据中心", "text": "建设执法数据中心。", "no": "9."}
        change(WORKER, PlanTask, third.pk, gone, "测试")
    shown = page(city.client("handler"), f"/desk/plans/{child.pk}/?tab=compare")
    said = words(shown)
    # Of the parent's three tasks two are found again; one is due ten days later; one is new.
    assert "有对应的2项，没有对应的1项" in said and "本方案增加1项" in said
    assert "晚于上级2027-07-10比上级的2027-06-30晚10日" in said
    missing = words(shown.partition('id="missing"')[2].partition("</section>")[0])
    added = words(shown.partition('id="added"')[2])
    assert "3.赋权培训" in missing and "9.建设执法数据中心" in added


def test_the_matter_of_a_task_names_its_plan_and_who_charged_it(city: City) -> None:
    """By title and name with the way to the ledger, not by the row and the code that stand in its act."""
    plan = adopt(city)
    with scope(WORKER):
        unit = PlanTaskUnit.objects.filter(plan=plan, agency=city.office.agency, charged=True).first()
    assert unit is not None
    shown = page(city.client("unit_head"), f"/desk/matters/{unit.matter_id}/")
    assert f'<a href="/desk/plans/{plan.pk}/">{plan.title}</a>' in shown
    assert city.other.agency.name in shown and city.other.agency.code not in shown
    assert plan.pk.hex not in shown
    own = page(city.client("unit_head", city.other), f"/desk/matters/{plan.matter_id}/")
    assert f'<a href="/desk/plans/{plan.pk}/">{plan.title}</a>' in own


def test_a_task_of_nobody_says_how_it_is_charged(city: City) -> None:
    plan = adopt(city)
    with scope(IMPORTER):
        task = PlanTask.objects.create(plan=plan, position=99, title="没有单位的任务", text="没有单位的任务")
    path = f"/desk/plans/tasks/{task.pk}/"
    owner = page(city.client("unit_head", city.other), path)
    assert "用“补充交办”写明责任机关" in owner and f"/desk/matters/{plan.matter_id}/" in owner
    assert "补充交办" not in page(city.client("unit_head"), path)


def test_a_task_can_be_given_to_an_agency_of_another_level(city: City) -> None:
    """The form offers every agency that the act may name, not only those of the same region."""
    from registers import make

    plan = adopt(city)
    with scope(IMPORTER):
        county = make.region("990101", "云山区", 3, "990100")
        district = make.agency(77, county, name="云山区城市管理局")
        unit = PlanTaskUnit.objects.filter(plan=plan, agency=city.office.agency, charged=True).first()
    assert unit is not None
    owner = city.client("unit_head", city.other)
    opened = owner.post(f"/desk/plans/tasks/{unit.task_id}/withdraw/", {"unit": str(unit.pk)})
    for path in (opened["Location"], f"/desk/matters/{plan.matter_id}/act/supplement/"):
        assert f'value="{district.name}"' in page(owner, path), path
    assert district.name not in page(owner, f"/desk/matters/{plan.matter_id}/act/supervise/")
