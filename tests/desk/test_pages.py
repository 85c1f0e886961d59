"""Every page of the desk answers, says what is wrong in words, and never shows another agency's matter."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yifa.law.clocks import SHANGHAI
from yifa.matters import queries
from yifa.matters.models import Matter
from yifa.registers.loading import load_laws
from yifa.registers.models import Subject
from yifa.registers.scope import IMPORTER, WORKER, scope
from yifa.registers.templatetags.statutes import cited

from .city import City, clue, press, register

PLAIN = [
    "workbench",
    "inbox",
    "handled",
    "news",
    "alerts",
    "matters",
    "subjects",
    "citation",
    "benchmarks",
    "procedures",
    "new-other",
]
ROLES = ["handler", "unit_head", "agency_head", "legal_reviewer", "hearing_officer", "archivist"]


def test_every_page_answers_for_every_role(city: City) -> None:
    register(city)
    for client, name in ((city.client(role), name) for role in ROLES for name in PLAIN):
        response = client.get(reverse(f"desk:{name}"))
        text = response.content.decode()
        assert response.status_code == 200, name
        assert "style=" not in text and "<style" not in text and "onclick" not in text, name
        assert not re.search(r"<script(?![^>]*src=)", text), name


def test_what_is_opened_seldom_stands_on_a_page_of_its_own(city: City) -> None:
    client = city.client("handler")
    menu = client.get(reverse("desk:workbench")).content.decode()
    other = client.get(reverse("desk:new-other")).content.decode()
    assert "登记线索" in menu
    assert "提出管辖争议" not in menu
    assert "提出管辖争议" in other


def test_a_matter_page_shows_head_tabs_and_what_may_be_done(city: City) -> None:
    client, url = register(city)
    text = client.get(url).content.decode()
    for said in ("涉嫌未经许可占用城市道路", city.firm.name, "核查线索", "可以办理", "流程图"):
        assert said in text
    for tab in ("evidence", "papers", "approvals", "service", "file", "timeline", "nonsense"):
        assert client.get(f"{url}?tab={tab}").status_code == 200
    assert "登记线索" in client.get(f"{url}?tab=timeline").content.decode()


def test_another_agency_sees_nothing(city: City) -> None:
    _, url = register(city)
    stranger = city.client("handler", city.other)
    response = stranger.get(url)
    assert response.status_code == 404
    assert "您可以" in response.content.decode(), "an error says what to do"
    assert stranger.get(f"{url}act/check_clue/").status_code == 404
    assert stranger.get(f"{url}file.pdf").status_code == 404
    assert city.firm.name not in stranger.get(reverse("desk:matters")).content.decode()


def test_nothing_without_login(city: City) -> None:
    _, url = register(city)
    for path in [url, f"{url}act/file/", *(reverse(f"desk:{n}") for n in PLAIN)]:
        response = Client().get(path)
        assert response.status_code == 302 and "/desk/login/" in response["Location"]


def test_the_list_is_paged_by_key_and_filtered(city: City) -> None:
    client, _ = register(city)
    for _ in range(4):
        register(city)
    page = client.get(reverse("desk:matters"), {"q": "占用城市道路", "state": "open"})
    assert page.content.decode().count('data-label="案号"') == 5
    assert "没有符合条件" in client.get(reverse("desk:matters"), {"q": "不存在的案由"}).content.decode()
    for hostile in ("\x00", "x" * 5000, "%", "' OR 1=1", "\\"):
        assert (
            client.get(reverse("desk:matters"), {"q": hostile, "at": hostile, "agency": hostile}).status_code
            == 200
        )


def test_pages_walk_through_every_matter_once(city: City) -> None:
    from yifa.registers.actors import actor_of

    for _ in range(5):
        register(city)
    with scope(actor_of(city.office.people["handler"].pk)):
        seen: list[Any] = []
        cursor = ""
        while True:
            page = queries.matter_list(queries.MatterFilters(), cursor, size=2)
            seen += [m.pk for m in page.rows]
            if not page.next:
                break
            cursor = page.next
        back = queries.matter_list(queries.MatterFilters(), page.previous, size=2)
    assert len(seen) == len(set(seen)) == 5
    assert [m.pk for m in back.rows] == seen[2:4]


@pytest.mark.parametrize("cursor", ["", "!!!", "bnwx", "bnwyMDI2fHg", "\x00", "a" * 500])
def test_a_broken_cursor_is_the_first_page(cursor: str) -> None:
    assert queries._decode(cursor)[1] is None


def test_query_counts_do_not_grow(city: City) -> None:
    client, url = register(city)

    def count(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(path).status_code == 200
        return len(found)

    paths = [url, reverse("desk:workbench"), reverse("desk:matters"), reverse("desk:inbox")]
    before = [count(p) for p in paths]
    for _ in range(5):
        register(city)
    fields = {"address": "云州市二号路9号", "recipient": "周建国", "phone": "13900000000"}
    press(client, f"{url}act/confirm_address/", "save", fields)
    after = [count(p) for p in paths]
    assert all(a <= b + 1 for a, b in zip(after, before, strict=True)), (before, after)
    assert max(after) <= 30


def test_a_subject_is_checked_registered_and_corrected_with_a_trace(city: City) -> None:
    client = city.client("handler")
    url = reverse("desk:subject-new")
    typed = {
        "kind": "natural",
        "name": "孙小明",
        "identifier_kind": "identity",
        "identifier": "110105194912310021",
    }
    wrong = client.post(url, typed)
    text = wrong.content.decode()
    assert wrong.status_code == 422 and "110105194912310021" in text and "孙小明" in text
    assert rows() == 1
    done = client.post(url, {**typed, "identifier": "11010519491231002x"})
    assert done.status_code == 302
    edit = done["Location"] + "edit/"
    values = {
        "kind": "natural",
        "name": "孙晓明",
        "identifier_kind": "identity",
        "_seen": "11010519491231002X",
    }
    values["identifier"] = "11010519491231002X"
    assert "请写明更正理由" in client.post(edit, values).content.decode()
    assert client.post(edit, {**values, "reason": "姓名录入有误"}).status_code == 302
    history = client.get(done["Location"]).content.decode()
    assert "孙小明" in history and "孙晓明" in history and "姓名录入有误" in history


def test_hostile_subject_values_write_nothing(city: City) -> None:
    client = city.client("handler")
    before = rows()
    for text in ("\x00", "x" * 5000, "<b>", "\u202e"):
        response = client.post(reverse("desk:subject-new"), {"kind": text, "name": text, "identifier": text})
        assert response.status_code == 422 and "<b>" not in response.content.decode()
    assert rows() == before


def rows() -> int:
    with scope(WORKER):
        return Subject.objects.count()


def test_articles_that_are_not_loaded_say_how_to_load_them(city: City) -> None:
    text = (
        city.client("handler").get(reverse("desk:citation"), {"q": "行政处罚法第五十四条"}).content.decode()
    )
    assert "yifa load laws" in text


def test_only_an_agency_sees_forms_for_its_roles(city: City) -> None:
    url = reverse("desk:new", args=["penalty.ordinary", "register_clue"])
    assert city.client("archivist").get(url).status_code == 403
    assert (
        city.client("handler").get(reverse("desk:new", args=["penalty.ordinary", "file"])).status_code == 404
    )
    assert city.client("handler").get(reverse("desk:new", args=["no.such", "file"])).status_code == 404
    assert clue(city.firm)["cause"] in city.client("handler").post(url, clue(city.firm)).content.decode()


def _at_the_market(city: City) -> tuple[Client, str]:
    """A clue of the market regulator, whose rule gives a number of days to check it."""
    client = city.client("handler", city.other)
    url = reverse("desk:new", args=["penalty.ordinary", "register_clue"])
    response = press(client, url, "submit", clue(city.firm))
    assert response.status_code == 302, response.content.decode()
    return client, response["Location"]


def _count_again(city: City, name: str) -> None:
    """A holiday on every last day of a running period, and the clocks counted again."""
    from yifa.matters.models import Clock
    from yifa.matters.recompute import recompute_open
    from yifa.registers.change import change
    from yifa.registers.models import Holiday
    from yifa.registers.scope import IMPORTER

    with scope(IMPORTER):
        days = {c.due_at.astimezone(SHANGHAI).date() for c in Clock.objects.exclude(due_at=None)}
        for day in sorted(days):
            change(
                IMPORTER, Holiday, None, {"day": day, "working": False, "name": "放假", "source": name}, name
            )
    recompute_open(name)


def test_to_read_shows_a_deadline_that_moved_with_both_dates_and_why(city: City) -> None:
    client, url = _at_the_market(city)
    before = client.get(reverse("desk:news")).content.decode()
    assert "期限变化" not in before
    with scope(WORKER):
        old = Matter.objects.get().due_at
    _count_again(city, "国务院办公厅关于放假的通知")
    with scope(WORKER):
        new = Matter.objects.get().due_at
    assert old is not None and new is not None and new > old
    text = client.get(reverse("desk:news")).content.decode()
    assert "期限变化" in text and "国务院办公厅关于放假的通知" in text and url.split("?")[0] in text
    for moment in (old, new):
        assert f"{moment.astimezone(SHANGHAI):%Y-%m-%d}" in text
    assert "期限变化" not in city.client("handler").get(reverse("desk:news")).content.decode()


def test_to_read_says_that_a_provisional_date_is_firm_now(city: City) -> None:
    from yifa.matters.models import Clock
    from yifa.matters.recompute import recompute_open
    from yifa.registers.scope import IMPORTER

    client, _ = _at_the_market(city)
    with scope(IMPORTER):
        Clock.objects.update(provisional=True)
    recompute_open("放假安排公布")
    text = client.get(reverse("desk:news")).content.decode()
    assert "不变，由暂定转为确定" in text and "放假安排公布" in text


def test_a_matter_page_tells_why_a_period_stands_still_and_by_which_article(city: City) -> None:
    from yifa.law import clocks as law_clocks
    from yifa.law.pauses import Pause
    from yifa.matters.models import Clock
    from yifa.registers.scope import IMPORTER

    client, url = _at_the_market(city)
    with scope(IMPORTER):
        clock = Clock.objects.get()
        pause = Pause(clock.started_at, None, "检测", "市场监督管理行政处罚程序规定第十八条第二款")
        steps = law_clocks.suspended(clock.amount or 1, clock.unit, clock.started_at, [pause])
        Clock.objects.update(
            pauses=[[clock.started_at.isoformat(), "", pause.reason, pause.basis]],
            paused=True,
            due_at=None,
            steps=list(steps),
        )
    text = client.get(url).content.decode()
    assert "已暂停计算" in text and "停止计算（检测，市场监督管理行政处罚程序规定第十八条第二款）" in text


def test_what_is_opened_seldom_is_grouped_by_its_procedure(city: City) -> None:
    other = city.client("handler").get(reverse("desk:new-other")).content.decode()
    groups = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", other)
    titles = {title: re.findall(r">([^<>]+)</a>", acts) for title, acts in groups}
    assert titles["行政给付"] == ["依申请启动行政给付", "依职权启动行政给付"]
    assert titles["管辖争议"] == ["提出管辖争议"]


def test_whoever_opens_a_matter_is_named_as_its_handler(city: City) -> None:
    form = city.client("handler").get(reverse("desk:new", args=["grant.general", "apply"])).content.decode()
    chosen = re.findall(r'name="handlers" value="([^"]+)" checked', form)
    assert chosen == [city.office.id_of("handler")]
    reviewer = city.client("legal_reviewer").get(
        reverse("desk:new", args=["jurisdiction.dispute", "raise_dispute"])
    )
    assert not re.findall(r'name="handlers" value="[^"]+" checked', reviewer.content.decode())


def test_a_procedure_without_parties_does_not_say_that_the_party_is_unknown() -> None:
    from yifa.desk.views.home import no_party_words

    assert no_party_words("jurisdiction.dispute") == "—"
    assert no_party_words("penalty.ordinary") == "不明"


def test_one_item_of_the_menu_is_where_one_is(city: City) -> None:
    client = city.client("handler")
    for address, title in (
        (reverse("desk:new", args=["permit.ordinary", "receive"]), "收到行政许可申请"),
        (reverse("desk:new", args=["grant.general", "apply"]), "其他事项"),
        (reverse("desk:new-other"), "其他事项"),
    ):
        text = client.get(address).content.decode()
        menu = re.search(r'<nav class="menu".*?</nav>', text, re.S)
        assert menu is not None
        assert re.findall(r'aria-current="page">([^<]+?)\s*<', menu[0]) == [title]


def test_statutes_are_searched_and_a_hit_leads_to_its_article(city: City, tmp_path: Any) -> None:
    (tmp_path / "a.md").write_text(
        "# 云州市市容条例\n\n2019年3月1日云州市人民代表大会通过 自2019年5月1日起施行\n\n<!-- INFO END -->\n\n"
        "**第一条**　占道经营的，责令改正。\n\n**第二条**　扣押物品的期限为三十日。",
        encoding="utf-8",
    )
    with scope(IMPORTER):
        load_laws(IMPORTER, tmp_path)
    client = city.client("handler")
    page = client.get(reverse("desk:citation"), {"q": "扣押 期限"}).content.decode()
    assert "<mark>扣押</mark>物品的<mark>期限</mark>" in page
    found = re.search(r'href="(/desk/law/[0-9a-f-]+/)#a2"', page)
    assert found
    assert "扣押物品的期限为三十日" in client.get(found[1]).content.decode()
    assert client.get(f"{found[1]}changes/").status_code == 200
    assert client.get(reverse("desk:statute", args=[UUID(int=7)])).status_code == 404
    public = Client(HTTP_HOST="localhost")
    assert "<mark>扣押</mark>" in public.get("/law/", {"q": "扣押"}).content.decode()
    assert "扣押物品的期限" in public.get(found[1].replace("/desk", "")).content.decode()
    assert "没有找到" in public.get("/law/", {"q": "<b>甲乙丙丁</b>"}).content.decode()


def test_articles_named_in_a_text_are_links_and_the_text_stays_escaped() -> None:
    shown = cited("依据《食品安全法》第三十四条、行政处罚法第五条，<b>责令</b>", "/law/")
    assert shown.count("<a href=") == 2
    assert "&lt;b&gt;责令&lt;/b&gt;" in shown
    assert ">行政处罚法第五条</a>" in shown
