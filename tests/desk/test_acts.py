# ruff: noqa: F811
"""Acts by form: drafts, errors beside fields, approvals, returns, and two people at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from support import overlaid
from support.looking import tell
from support.overlaid import urban_overlay  # noqa: F401  (a fixture)

from yifa.matters.models import Act, Draft, Matter, StoredFile
from yifa.registers.scope import WORKER, scope

from .city import City, clue, hidden, now, press, register

NEW = "/desk/new/penalty.ordinary/register_clue/"


def rows(model: Any) -> int:
    with scope(WORKER):
        return int(model.objects.count())


HOSTILE = ["", "\x00", "\x07", "\u202e", "x" * 100_000, "9" * 400, "2026-13-40", "<script>alert(1)</script>"]


@pytest.mark.parametrize("name", ["source", "received_on", "parties.0.subject", "summary", "_occurred"])
def test_bad_values_are_kept_named_and_nothing_is_written(city: City, name: str) -> None:
    client = city.client("handler")
    page = hidden(client.get(NEW).content.decode())
    for value in HOSTILE:
        if name == "summary" and value[:1] in ("9", "2", "<"):
            continue  # a fair summary
        given = clue(city.firm) | {name: value}
        response = client.post(NEW, {"_occurred": now(), **page, **given, "_do": "submit"})
        text = response.content.decode()
        assert response.status_code == 422 and 'class="error"' in text, value[:20]
        assert given["cause"] in text and "<script>alert" not in text
    assert rows(Act) == rows(Draft) == rows(Matter) == 0


def test_rows_are_added_without_javascript_and_typed_text_stays(city: City) -> None:
    client = city.client("handler")
    text = client.post(NEW, {**clue(city.firm), "_add": "parties"}).content.decode()
    assert 'name="parties.1.subject"' in text or "parties.1._" in text
    assert "巡查发现当事人在人行道摆放货架。" in text
    text = client.post(NEW, {**clue(city.firm), "_remove": "parties:0"}).content.decode()
    assert "parties.0._" not in text
    found = client.post(
        NEW, {**clue(city.firm), "_find": "parties.0.subject", "_q.parties.0.subject": "顺达"}
    )
    assert str(city.firm.pk) in found.content.decode() and city.firm.name in found.content.decode()
    none = client.post(
        NEW, {**clue(city.firm), "_find": "parties.0.subject", "_q.parties.0.subject": "没有这家"}
    )
    assert "没有找到" in none.content.decode()


def test_a_draft_keeps_even_wrong_text_and_goes_on(city: City) -> None:
    client = city.client("handler")
    saved = press(client, NEW, "save", {"cause": "占道", "received_on": "昨天"})
    assert saved.status_code == 302
    text = client.get(saved["Location"]).content.decode()
    assert 'value="占道"' in text and 'value="昨天"' in text
    assert "占道" not in client.get(reverse("desk:matters")).content.decode()
    done = press(client, saved["Location"], "submit", clue(city.firm))
    assert done.status_code == 302 and "/desk/matters/" in done["Location"]
    assert rows(Act) == 1


def test_pressing_twice_is_one_act(city: City) -> None:
    client = city.client("handler")
    page = hidden(client.get(NEW).content.decode())
    given = {"_occurred": now(), **page, **clue(city.firm), "_do": "submit"}
    first, second = client.post(NEW, given), client.post(NEW, given)
    assert first.status_code == 302
    assert rows(Act) == 1 and rows(Matter) == 1
    assert second.status_code == 302 and second["Location"] == first["Location"]
    assert "先前已经办理，没有重复办理" in client.get(second["Location"]).content.decode()
    changed = client.post(NEW, {**given, "cause": "另一个案由"})
    text = changed.content.decode()
    assert changed.status_code == 409 and "先前已经办理" in text and "另一个案由" in text
    assert rows(Act) == 1


def test_every_mistake_is_listed_with_a_way_to_its_field(city: City) -> None:
    client = city.client("handler")
    page = hidden(client.get(NEW).content.decode())
    given = clue(city.firm) | {"cause": "", "parties.0.subject": ""}
    text = client.post(NEW, {"_occurred": now(), **page, **given, "_do": "submit"}).content.decode()
    said = re.findall(r'<li><a href="#([^"]+)">', text)
    told = re.search(r"有 (\d+) 处需要改正", text)
    assert told and int(told[1]) == len(said) > 1
    for field in said:
        assert f'id="{field}"' in text


CHECK = {"result": "情况属实。", "conclusion": "file", "reasons": "有违法事实。"}


def check_values() -> dict[str, str]:
    return CHECK | {"checked_on": now()[:10]}


def test_two_people_one_wins_the_other_is_told(city: City) -> None:
    first, url = register(city)
    second = city.client("handler")
    mine = hidden(first.get(f"{url}act/check_clue/").content.decode())
    theirs = hidden(second.get(f"{url}act/check_clue/").content.decode())
    given = {"_occurred": now(), "_do": "submit", **check_values()}
    won = first.post(f"{url}act/check_clue/", {**given, **mine})
    assert won.status_code == 302, won.content.decode()
    lost = second.post(f"{url}act/check_clue/", {**given, **theirs, "result": "另一份核查结论"})
    text = lost.content.decode()
    assert lost.status_code == 409
    assert "已有新的办理记录" in text and "核查线索" in text and "另一份核查结论" in text


def filing(city: City) -> dict[str, Any]:
    people = city.office.people
    return {
        "cause": "涉嫌未经许可占用城市道路",
        "parties.0.subject": str(city.firm.pk),
        "parties.0.role": "party",
        "violation_code": "YZ-CG-001",
        "conduct": "在人行道摆放货架经营。",
        "conduct_on": now()[:10],
        "discovered_on": now()[:10],
        "serious_hazard": "false",
        "place": "云州市一号路",
        "violated": "城市道路管理条例第二十七条",
        "handlers": [str(people["handler"].pk), str(people["handler2"].pk)],
        "opinion": "建议立案。",
        "_co": [str(people["handler2"].pk)],
    }


@pytest.mark.requirement("RQ068")
def test_approval_is_read_whole_returned_with_reasons_and_shows_what_changed(city: City) -> None:
    client, url = register(city)
    assert press(client, f"{url}act/check_clue/", "submit", check_values()).status_code == 302
    sent = press(client, f"{url}act/file/", "submit", filing(city))
    assert sent.status_code == 302, sent.content.decode()
    approval = sent["Location"]
    head = city.client("unit_head")
    assert "立案" in head.get("/desk/inbox/").content.decode()
    page = head.get(approval).content.decode()
    for said in ("在人行道摆放货架经营", "合法性核对", "同意", "退回", city.firm.name):
        assert said in page
    silent = head.post(approval, {**hidden(page), "_do": "return", "opinion": "  "})
    assert silent.status_code == 422 and "退回须写明理由" in silent.content.decode()
    assert (
        head.post(approval, {**hidden(page), "_do": "return", "opinion": "写明占用面积"}).status_code == 302
    )
    draft = reverse("desk:draft", args=[approval.rstrip("/").split("/")[-1]])
    assert "写明占用面积" in client.get(draft).content.decode()
    again = press(client, draft, "submit", filing(city) | {"conduct": "在人行道摆放货架经营,占用12平方米。"})
    assert again.status_code == 302, again.content.decode()
    stale = head.post(approval, {**hidden(page), "_do": "approve", "opinion": ""})
    assert stale.status_code == 422 and "拟稿内容已有改动" in stale.content.decode()
    page = head.get(approval).content.decode()
    assert re.search(r"<ins>[^<]*占用12平方米", page)
    assert head.post(approval, {**hidden(page), "_do": "approve", "opinion": "同意立案"}).status_code == 302
    boss = city.client("agency_head")
    page = boss.get(approval).content.decode()
    assert "同意立案" in page
    assert boss.post(approval, {**hidden(page), "_do": "approve", "opinion": ""}).status_code == 302
    text = client.get(url).content.decode()
    assert "立案调查" in text and "云城" in text


def test_an_approver_cannot_be_the_author_nor_a_stranger(city: City) -> None:
    client, url = register(city)
    press(client, f"{url}act/check_clue/", "submit", check_values())
    approval = press(client, f"{url}act/file/", "submit", filing(city))["Location"]
    page = client.get(approval).content.decode()
    refused = client.post(approval, {**hidden(page), "_version": "1", "_do": "approve", "opinion": ""})
    assert refused.status_code == 409 and "不能审批自己" in refused.content.decode()
    reviewer = city.client("legal_reviewer")
    refused = reviewer.post(approval, {"_version": "1", "_do": "approve", "opinion": ""})
    assert refused.status_code == 403 and "须写明理由" in refused.content.decode()
    with scope(WORKER):
        matter = Matter.objects.get().pk
    tell(city.office.people["legal_reviewer"].pk, matter)
    refused = reviewer.post(approval, {"_version": "1", "_do": "approve", "opinion": ""})
    assert refused.status_code == 409
    assert city.client("agency_head", city.other).get(approval).status_code == 404


@pytest.mark.parametrize(
    ("role", "kind"), [("archivist", "check_clue"), ("handler", "decide"), ("handler", "archive")]
)
def test_acts_out_of_order_or_by_the_wrong_role_are_refused_with_reasons(
    city: City, role: str, kind: str
) -> None:
    _, url = register(city)
    with scope(WORKER):
        matter = Matter.objects.get().pk
    if role != "handler":
        tell(city.office.people[role].pk, matter)
    page = city.client(role).get(f"{url}act/{kind}/")
    assert page.status_code == 200 and "未满足" in page.content.decode()
    assert rows(Act) == 1


def test_a_file_is_stored_once_and_comes_back(city: City) -> None:
    client, url = register(city)
    path = f"{url}act/add_evidence/"
    page = hidden(client.get(path).content.decode())
    photo = SimpleUploadedFile(
        "../现场 照片\x07.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64, content_type="image/png"
    )
    given = {
        "_occurred": now(),
        **page,
        "exhibits.0.title": "现场照片",
        "exhibits.0.file": photo,
        "_do": "submit",
    }
    first = client.post(path, given).content.decode()
    assert "已上传" in first and "现场 照片.png" in first and ".." not in first.split("已上传")[1][:40]
    assert rows(StoredFile) == 1
    kept = re.search(r'name="exhibits.0.file" value="([0-9a-f-]{36})"', first)
    assert kept is not None
    download = client.get(reverse("desk:file", args=[kept[1]]))
    assert download.content.startswith(b"\x89PNG") and download["X-Content-Type-Options"] == "nosniff"
    assert city.client("handler", city.other).get(reverse("desk:file", args=[kept[1]])).status_code == 404
    page_file = SimpleUploadedFile("a.html", b"<script>alert(1)</script>", content_type="text/html")
    refused = client.post(path, {**given, "exhibits.0.file": page_file}).content.decode()
    assert "不能上传程序或者网页文件" in refused and rows(StoredFile) == 1
    lying = SimpleUploadedFile("现场.png", b"<script>alert(1)</script>", content_type="image/png")
    refused = client.post(path, {**given, "exhibits.0.file": lying}).content.decode()
    assert "文件内容不是PNG图片，与扩展名.png不符" in refused and 'value="现场照片"' in refused
    assert rows(StoredFile) == 1


def test_a_paper_is_made_when_it_is_opened_and_only_once(city: City) -> None:
    client, url = register(city)
    press(client, f"{url}act/check_clue/", "submit", check_values())
    approval = press(client, f"{url}act/file/", "submit", filing(city))["Location"]
    for role in ("unit_head", "agency_head"):
        head = city.client(role)
        preview = head.get(f"{approval}papers/filing_approval.pdf")
        assert preview.content.startswith(b"%PDF")
        page = hidden(head.get(approval).content.decode())
        assert head.post(approval, {**page, "_do": "approve", "opinion": "同意"}).status_code == 302
    text = client.get(f"{url}?tab=papers").content.decode()
    address = re.search(r'href="(/desk/papers/[0-9a-f-]{36}\.pdf)"', text)
    assert address is not None
    first, second = client.get(address[1]), client.get(address[1])
    assert first.content.startswith(b"%PDF") and first.content == second.content
    assert city.client("handler", city.other).get(address[1]).status_code == 404
    whole = client.get(f"{url}file.pdf")
    assert whole.content.startswith(b"%PDF") and "attachment" in whole["Content-Disposition"]


def test_the_form_for_a_new_matter_follows_the_agencys_own_procedure(city: City, urban_overlay: None) -> None:
    """What the sector adds is said beforehand, on the form and in the diagram, not only when it is submitted."""
    page = city.client("handler").get(NEW).content.decode()
    assert overlaid.TITLE in page
    assert "提交后须经审批：法制审核" in re.sub(r"<[^>]+>", "", page)
    drawn = city.client("handler").get("/desk/procedures/?id=penalty.ordinary").content.decode()
    assert overlaid.TITLE in drawn


def test_elsewhere_the_form_is_as_shipped(city: City) -> None:
    assert overlaid.TITLE not in city.client("handler").get(NEW).content.decode()
