"""What a citizen sees who checks an officer's certificate: the state of today, nothing private (RQ002, RQ003)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from support import world

from yifa.portal.views import certificates
from yifa.registers.change import change
from yifa.registers.models import Certificate, CertificateState, Officer
from yifa.registers.scope import IMPORTER, scope

pytestmark = pytest.mark.requirement("RQ002", "RQ003")


@pytest.fixture
def held(db: None) -> Certificate:
    office = world.office()
    cache.clear()
    with scope(IMPORTER):
        person = office.people["handler"]
        change(IMPORTER, Officer, person.pk, {"phone": "13900007777", "staff_no": "S-4711"}, "测试")
        return change(
            IMPORTER, Certificate, Certificate.objects.get(officer=person).pk, {"area": "云州市"}, "测试"
        )


def check(code: str) -> tuple[int, str]:
    response = Client().get(reverse("portal:certificate", args=[code]))
    return response.status_code, response.content.decode()


def test_it_shows_who_for_whom_and_that_it_is_valid(held: Certificate) -> None:
    status, page = check(held.code)
    assert status == 200
    for word in ("张伟", "云州市城市管理综合执法局", "云城handler", "行政执法", "云州市", "有效", "照片"):
        assert word in page
    assert "idstate good" in page


def test_neither_telephone_nor_staff_number_nor_id_is_shown(held: Certificate) -> None:
    page = check(held.code)[1]
    for word in ("13900007777", "S-4711", str(held.pk), str(held.officer_id), "身份证"):
        assert word not in page


@pytest.mark.parametrize(
    ("state", "word"), [("suspended", "已暂扣"), ("withdrawn", "已收回"), ("cancelled", "已注销")]
)
def test_what_is_not_valid_is_said_plainly(held: Certificate, state: str, word: str) -> None:
    row = {"certificate": held, "since": timezone.localdate(), "state": state, "reason": "内部原因"}
    with scope(IMPORTER):
        change(IMPORTER, CertificateState, None, row, "测试")
    page = check(held.code)[1]
    assert word in page
    assert "idstate bad" in page
    assert "idstate good" not in page
    assert "内部原因" not in page


def test_expired_is_said_and_a_person_who_left_has_none(held: Certificate) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with scope(IMPORTER):
        change(IMPORTER, Officer, held.officer_id, {"valid_to": yesterday}, "离任")
    assert "已注销" in check(held.code)[1]
    with scope(IMPORTER):
        change(IMPORTER, Certificate, held.pk, {"valid_to": yesterday}, "测试")
    assert "已过有效期" in check(held.code)[1]


def test_an_unknown_code_tells_nothing_and_numbers_are_no_codes(held: Certificate) -> None:
    for code in ("A" * 22, held.number, str(held.pk), held.code[:-1], "x", "%00", "'; --"):
        status, page = check(code)
        assert status == 404
        assert "张伟" not in page


def test_guessing_is_slowed_down_and_right_codes_of_others_are_not(held: Certificate, monkeypatch) -> None:
    monkeypatch.setattr(certificates, "GUESSES", 3)
    assert [check("B" * 22)[0] for _ in range(4)] == [404, 404, 404, 429]
    response = Client(REMOTE_ADDR="203.0.113.9").get(reverse("portal:certificate", args=[held.code]))
    assert response.status_code == 200


def test_the_answer_is_of_today_and_found_by_no_search(held: Certificate) -> None:
    response = Client().get(reverse("portal:certificate", args=[held.code]))
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
