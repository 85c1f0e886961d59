"""Pages of the staff, handing over, leaving, and the officer's own certificate."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from support import world

from yifa.matters.models import Matter
from yifa.registers.change import change
from yifa.registers.models import (
    Account,
    Certificate,
    Officer,
    OfficerAssessment,
    OfficerExit,
    Post,
    PostHolding,
    RoleGrant,
)
from yifa.registers.scope import IMPORTER, scope

from .city import City, register

PAGES = ["desk:staff", "desk:staff-reminders", "desk:staff-posts", "desk:staff-auxiliaries"]


def administrator(city: City, role: str = "system_admin") -> Client:
    with scope(IMPORTER):
        values = {"agency": city.office.agency, "name": "沈管", "valid_from": world.START}
        person = change(IMPORTER, Officer, None, values, "测试")
        grant = {"officer": person, "role": role, "agency": city.office.agency, "valid_from": world.START}
        change(IMPORTER, RoleGrant, None, grant, "测试")
        account = change(IMPORTER, Account, None, {"username": "shenguan", "officer": person}, "测试")
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize("name", PAGES)
def test_pages_show_ones_own_agency_only(city: City, name: str) -> None:
    client = city.client("unit_head")
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert client.get(reverse(name), {"agency": str(city.other.agency.pk)}).status_code == 404
    assert client.get(reverse(name), {"agency": "x"}).status_code == 404


def test_who_keeps_the_registers_sees_all_agencies_and_no_case(city: City) -> None:
    register(city)
    client = administrator(city)
    page = client.get(reverse("desk:staff")).content.decode()
    assert "云州市城市管理综合执法局" in page
    assert "云州市市场监督管理局" in page
    person = client.get(reverse("desk:staff-person", args=[city.office.id_of("handler")])).content.decode()
    assert "办理退出" in person
    assert "移交案件" not in person


@pytest.mark.requirement("RQ012")
def test_figures_are_a_chart_and_a_table(city: City) -> None:
    page = city.client("agency_head").get(reverse("desk:staff")).content.decode()
    assert "8（100.0%）" in page
    assert "<svg" in page
    assert "style=" not in page


def test_the_count_of_queries_does_not_grow(city: City) -> None:
    client = city.client("unit_head")

    def look() -> list[int]:
        counts = []
        for name in PAGES:
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(name))
            counts.append(len(asked))
        return counts

    look()
    few = look()
    with scope(IMPORTER):
        for n in range(3):
            world.officer(city.office, f"more{n}", "handler", f"增员{'一二三'[n]}")
    assert look() == few


# ---- handing over and leaving -------------------------------------------------------------------------------------


def newcomer(city: City) -> Officer:
    with scope(IMPORTER):
        return world.officer(city.office, "handler3", "handler", "康行")


@pytest.mark.requirement("RQ010")
def test_a_head_hands_the_open_cases_over_with_one_form(city: City) -> None:
    register(city)
    new = newcomer(city)
    url = reverse("desk:staff-hand-over", args=[city.office.id_of("handler")])
    client = city.client("unit_head")
    page = client.get(url).content.decode()
    assert "涉嫌未经许可占用城市道路" in page
    assert "康行" in page
    response = client.post(url, {"all": str(new.pk), "reasons": ""})
    assert response.status_code == 422
    assert "请填写移交理由" in response.content.decode()
    assert f'value="{new.pk}" selected' in response.content.decode()
    response = client.post(url, {"all": "", "reasons": "调离"})
    assert "请选择接手的人员" in response.content.decode()
    done = client.post(url, {"all": str(new.pk), "reasons": "调离"})
    assert done.status_code == 302
    with scope(city.office.actor("unit_head")):
        assert Matter.objects.get().handlers == [str(new.pk)]
    assert "没有承办中的案件" in client.get(url).content.decode()


@pytest.mark.requirement("RQ010")
def test_what_the_engine_refuses_is_said_beside_the_case(city: City) -> None:
    register(city)
    new = newcomer(city)
    with scope(IMPORTER):
        world.suspend_certificate(new, timezone.localdate())
    url = reverse("desk:staff-hand-over", args=[city.office.id_of("handler")])
    response = city.client("unit_head").post(url, {"all": str(new.pk), "reasons": "调离"})
    assert response.status_code == 422
    assert "已暂扣" in response.content.decode()
    with scope(city.office.actor("unit_head")):
        assert Matter.objects.get().handlers == [city.office.id_of("handler")]


@pytest.mark.parametrize("role", ["handler", "archivist", "legal_reviewer"])
def test_others_hand_nothing_over(city: City, role: str) -> None:
    url = reverse("desk:staff-hand-over", args=[city.office.id_of("handler")])
    assert city.client(role).get(url).status_code == 403
    assert city.client("unit_head", city.other).get(url).status_code == 404


def leaving(city: City, client: Client, who: str = "handler", **typed: Any) -> Any:
    url = reverse("desk:staff-leave", args=[city.office.id_of(who)])
    values = {"reason": "posted", "last_day": timezone.localdate().isoformat(), **typed}
    return client.post(url, values)


@pytest.mark.requirement("RQ010")
def test_the_exit_is_refused_while_cases_are_open_and_done_afterwards(city: City) -> None:
    handler, _ = register(city)
    client = administrator(city)
    page = leaving(city, client)
    assert page.status_code == 422
    assert "还有1件承办的案件没有移交" in page.content.decode()
    assert not OfficerExit.objects.exists()
    new = newcomer(city)
    url = reverse("desk:staff-hand-over", args=[city.office.id_of("handler")])
    city.client("unit_head").post(url, {"all": str(new.pk), "reasons": "调离"})
    assert leaving(city, client).status_code == 302
    assert handler.get(reverse("desk:workbench")).status_code in (302, 403)  # the session is over
    page = client.get(reverse("desk:staff-person", args=[city.office.id_of("handler")])).content.decode()
    assert "已退出" in page
    assert "调离执法岗位" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": "?"}, "请选择退出原因"),
        ({"last_day": "昨天"}, "日期应写成"),
        ({"last_day": ""}, "请填写最后在岗日期"),
        ({"last_day": (timezone.localdate() + timedelta(days=1)).isoformat()}, "不能晚于今天"),
        ({"reason": "transfer"}, "请选择调往的机关"),
        ({"to_agency": "x"}, "没有这个机关"),
        ({"reason": "unlawful"}, "请填写作出处理的文件"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(city: City, typed: dict[str, str], said: str) -> None:
    response = leaving(city, administrator(city), "archivist", note="已谈话", **typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert "已谈话" in page
    assert not OfficerExit.objects.exists()
    assert Officer.objects.get(pk=city.office.id_of("archivist")).valid_to is None


@pytest.mark.parametrize("role", ["handler", "unit_head", "agency_head"])
def test_only_the_keeper_of_accounts_ends_a_service(city: City, role: str) -> None:
    url = reverse("desk:staff-leave", args=[city.office.id_of("archivist")])
    assert city.client(role).get(url).status_code == 403


# ---- the officer's own certificate ---------------------------------------------------------------------------------


@pytest.mark.requirement("RQ002")
def test_ones_own_certificate_with_its_code(city: City) -> None:
    held = Certificate.objects.get(officer=city.office.people["handler"])
    client = city.client("handler")
    page = client.get(reverse("desk:certificate")).content.decode()
    assert held.number in page
    assert f"/v/{held.code}" in page
    picture = client.get(reverse("desk:certificate-code", args=[held.pk]))
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    paper = client.get(reverse("desk:certificate-paper", args=[held.pk]))
    assert paper.content.startswith(b"%PDF")


def test_anothers_is_not_there(city: City) -> None:
    held = Certificate.objects.get(officer=city.office.people["handler2"])
    client = city.client("handler")
    for name in ("desk:certificate-code", "desk:certificate-paper"):
        assert client.get(reverse(name, args=[held.pk])).status_code == 404


def test_suspended_is_said_on_ones_own_page(city: City) -> None:
    with scope(IMPORTER):
        world.suspend_certificate(city.office.people["handler"], timezone.localdate())
    page = city.client("handler").get(reverse("desk:certificate")).content.decode()
    assert "暂扣" in page
    assert "idstate bad" in page


@pytest.mark.requirement("RQ003")
@pytest.mark.parametrize(("left", "told"), [(60, True), (61, False)])
def test_the_first_page_tells_when_ones_certificate_ends(city: City, left: int, told: bool) -> None:
    held = Certificate.objects.get(officer=city.office.people["handler"])
    ends = timezone.localdate() + timedelta(days=left)
    with scope(IMPORTER):
        change(IMPORTER, Certificate, held.pk, {"valid_to": ends}, "测试")
    page = city.client("handler").get(reverse("desk:workbench")).content.decode()
    assert (f"还有{left}天到期" in page) is told


@pytest.mark.requirement("RQ006")
def test_the_first_page_tells_a_handler_without_a_valid_certificate(city: City) -> None:
    assert (
        "没有有效的行政执法证" not in city.client("handler").get(reverse("desk:workbench")).content.decode()
    )
    with scope(IMPORTER):
        world.suspend_certificate(city.office.people["handler"], timezone.localdate())
        world.suspend_certificate(city.office.people["archivist"], timezone.localdate())
    assert "没有有效的行政执法证" in city.client("handler").get(reverse("desk:workbench")).content.decode()
    assert (
        "没有有效的行政执法证" not in city.client("archivist").get(reverse("desk:workbench")).content.decode()
    )


@pytest.mark.requirement("RQ009")
def test_an_assessment_is_read_by_the_person_and_by_those_above(city: City) -> None:
    person = city.office.people["handler"]
    row = {"officer": person, "year": 2025, "on": timezone.localdate(), "grade": "failed", "note": "违规执法"}
    with scope(IMPORTER):
        change(IMPORTER, OfficerAssessment, None, row, "测试")
    page, due = reverse("desk:staff-person", args=[person.pk]), reverse("desk:staff-reminders")
    for role in ("handler", "unit_head", "agency_head"):
        assert "违规执法" in city.client(role).get(page).content.decode(), role
    for role in ("handler2", "archivist"):
        assert "违规执法" not in city.client(role).get(page).content.decode(), role
        assert "不称职" not in city.client(role).get(due).content.decode(), role
    assert "不称职" in city.client("unit_head").get(due).content.decode()
    assert city.client("handler2").get(reverse("desk:register", args=["assessments"])).status_code == 403


# ---- posts and what comes with them ------------------------------------------------------------------------------


def posted(city: City, roles: str) -> tuple[Officer, Client]:
    """Somebody new without any grant, in a post with these roles."""
    with scope(IMPORTER):
        officer = change(
            IMPORTER, Officer, None,
            {"agency": city.office.agency, "name": "康行", "valid_from": world.START}, "测试",
        )  # fmt: skip
        post = change(
            IMPORTER, Post, None,
            {"agency": city.office.agency, "unit": city.office.unit, "title": "执法岗", "duties": "=1+1 调查取证",
             "role_names": roles, "valid_from": world.START}, "测试",
        )  # fmt: skip
        change(
            IMPORTER, PostHolding, None, {"post": post, "officer": officer, "valid_from": world.START}, "测试"
        )
        account = change(IMPORTER, Account, None, {"username": "posted", "officer": officer}, "测试")
    client = Client()
    client.force_login(account)
    return officer, client


@pytest.mark.requirement("RQ011")
def test_whoever_holds_a_post_works_by_it_until_it_is_left(city: City) -> None:
    officer, client = posted(city, "承办人")
    assert client.get(reverse("desk:matters")).status_code == 200
    with scope(IMPORTER):
        held = PostHolding.objects.get(officer=officer)
        yesterday = timezone.localdate() - timedelta(days=1)
        change(IMPORTER, PostHolding, held.pk, {"valid_to": yesterday}, "离岗")
    assert client.get(reverse("desk:matters")).status_code == 403


@pytest.mark.requirement("RQ011")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_down_to_the_person_is_a_page_and_a_file(city: City, form: str) -> None:
    posted(city, "承办人、听证主持人")
    client = city.client("unit_head")
    page = client.get(reverse("desk:staff-posts")).content.decode()
    assert "康行" in page and "承办人、听证主持人" in page and "导出 XLSX" in page
    answer = client.get(reverse("desk:staff-posts-file", args=[form]))
    raw = b"".join(answer.streaming_content)
    if form == "csv":
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    else:
        rows = [
            [c or "" for c in r] for r in load_workbook(io.BytesIO(raw)).active.iter_rows(values_only=True)
        ]
    assert rows[0][:4] == ["部门", "机构", "岗位", "岗位职责"]
    (row,) = [r for r in rows[1:] if r[6] == "康行"]
    assert row[1:3] == ["执法一科", "执法岗"]
    assert row[3] == "'=1+1 调查取证"  # no text that a spreadsheet would run
    assert row[8] == "承办人、听证主持人"
    assert client.get(reverse("desk:staff-posts-file", args=["pdf"])).status_code == 404


@pytest.mark.requirement("RQ011")
def test_putting_people_into_posts_is_for_the_security_administrator(city: City) -> None:
    address = reverse("desk:register-new", args=["holdings"])
    assert administrator(city, "security_admin").get(address).status_code == 200
    assert city.client("unit_head").get(address).status_code == 403


@pytest.mark.requirement("RQ012")
def test_the_figures_of_another_day_are_on_the_same_page(city: City) -> None:
    client = city.client("unit_head")
    early = client.get(reverse("desk:staff"), {"day": "2019-01-01"}).content.decode()
    assert "2019年1月1日" in early and "取得法律职业资格" in early
    assert early.count('data-label="在岗" class="num">0<') >= 1
    assert client.get(reverse("desk:staff"), {"day": "昨天"}).status_code == 200
