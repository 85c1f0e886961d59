"""One page with everything recorded about a subject; merging and splitting by the pages that people use."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from support import world

from yifa.registers import merging
from yifa.registers.change import change
from yifa.registers.models import Mandate, Subject, SubjectCredit
from yifa.registers.scope import IMPORTER, scope

from .city import City, register


def url(name: str, *args: Any) -> str:
    return reverse(f"desk:{name}", args=args)


@pytest.fixture
def double(city: City) -> Subject:
    """Another entry with the firm's name and address."""
    return world_firm(city.firm.name, "20000009")


def world_firm(name: str, eight: str) -> Subject:
    return world.firm(name, eight)


def test_matters_of_both_entries_are_shown_with_either(city: City, double: Subject) -> None:
    client, at = register(city)
    merged = client.post(
        url("subject-merge", double.pk), {"other": str(city.firm.pk), "stays": "this", "reason": "同一企业"}
    )
    assert merged["Location"] == url("subject", double.pk)
    for one in (double, city.firm):
        page = client.get(url("subject", one.pk)).content.decode()
        assert at in page, one
    gone = client.get(url("subject", city.firm.pk)).content.decode()
    assert "已并入" in gone and "同一企业" in gone and "<del>（空）</del>" in gone


def test_a_merge_is_taken_back_with_a_reason(city: City, double: Subject) -> None:
    client = city.client("handler")
    client.post(
        url("subject-merge", double.pk), {"other": str(city.firm.pk), "stays": "this", "reason": "同一企业"}
    )
    assert client.post(url("subject-split", city.firm.pk), {"reason": " "}).status_code == 422
    assert client.post(url("subject-split", city.firm.pk), {"reason": "不是同一企业"}).status_code == 302
    with scope(IMPORTER):
        assert merging.family(double.pk) == [double.pk]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"other": "", "reason": "x"}, "请选择要合并的登记"),
        ({"other": "OTHER", "reason": ""}, "请写明理由"),
        ({"other": "SELF", "reason": "x"}, "不能并入自己"),
        ({"other": "no-id", "reason": "x"}, "没有找到要合并的相对人"),
    ],
)
def test_what_a_merge_lacks_is_said(city: City, double: Subject, fields: dict[str, str], said: str) -> None:
    ids = {"OTHER": str(double.pk), "SELF": str(city.firm.pk)}
    sent = {k: ids.get(v, v) for k, v in fields.items()} | {"stays": "this"}
    page = city.client("handler").post(url("subject-merge", city.firm.pk), sent)
    assert page.status_code == 422 and said in page.content.decode()


def test_likely_duplicates_are_suggested_on_the_page_and_in_the_list(city: City, double: Subject) -> None:
    client = city.client("handler")
    page = client.get(url("subject", city.firm.pk)).content.decode()
    assert "名称和住址相同" in page and url("subject", double.pk) in page
    listed = client.get(url("subject-duplicates")).content.decode()
    assert url("subject-merge", double.pk) in listed
    offered = client.get(url("subject-merge", city.firm.pk)).content.decode()
    assert f'value="{double.pk}"' in offered


def test_a_given_up_entry_is_not_offered_as_a_party(city: City, double: Subject) -> None:
    with scope(IMPORTER):
        merging.merge(IMPORTER, city.firm.pk, double.pk, "同一企业")
    client = city.client("handler")
    found = client.get(url("subjects"), {"q": city.firm.name}).content.decode()
    assert url("subject", city.firm.pk) in found and url("subject", double.pk) not in found


def test_credit_class_with_its_date_and_source(city: City) -> None:
    with scope(IMPORTER):
        for grade, since, until in (("D", "2024-01-01", "2025-12-31"), ("B", "2026-01-01", None)):
            values = {
                "subject": city.firm, "grade": grade, "source": "省信用平台", "valid_from": since, "valid_to": until,
            }  # fmt: skip
            change(IMPORTER, SubjectCredit, None, values, "同步")
    page = city.client("handler").get(url("subject", city.firm.pk)).content.decode()
    head = page.partition("信用风险类别")[2].partition("</dl>")[0]
    assert "B 信用风险一般" in head and "2026-01-01" in head and "省信用平台" in head and "D " not in head
    assert "D 信用风险高" in page


def test_a_subject_that_is_itself_an_enforcing_body_shows_its_mandates(city: City) -> None:
    agency = city.office.agency
    with scope(IMPORTER):
        firm = change(
            IMPORTER, Subject, None,
            {"kind": "other_org", "name": agency.name, "identifier_kind": "uscc", "identifier": agency.code,
             "valid_from": world.START}, "登记",
        )  # fmt: skip
        change(
            IMPORTER, Mandate, None,
            {"agency": agency, "kind": "authorised", "type": "02", "scope": "市容", "document": "某条例",
             "grantor_name": "某", "basis": "某条例第一条", "valid_from": world.START}, "登记",
        )  # fmt: skip
    page = city.client("handler").get(url("subject", firm.pk)).content.decode()
    assert "某条例" in page and "授权、委托和赋权" in page


def test_another_agencys_matters_stay_out_of_the_page(city: City) -> None:
    _, at = register(city)
    page = city.client("m-handler" if "m-handler" in city.other.people else "handler", city.other)
    assert at not in page.get(url("subject", city.firm.pk)).content.decode()


def test_the_page_takes_the_same_number_of_queries_however_much_there_is(
    city: City, django_assert_max_num_queries: Any
) -> None:
    client, _ = register(city)
    with django_assert_max_num_queries(60) as few:
        client.get(url("subject", city.firm.pk))
    number = len(few.captured_queries)  # the next request clears the record
    for _ in range(3):
        register(city)
    with django_assert_max_num_queries(number):
        page = client.get(url("subject", city.firm.pk)).content.decode()
    assert page.count("未立案") == 4
    assert f"{timezone.localdate():%Y}" in page
