"""A photograph is kept by the system administrator, and seen on the certificate and by whoever checks it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from registers.test_photographs import picture

from yifa.registers.change import change
from yifa.registers.models import Certificate, CertificateState, OfficerPhoto
from yifa.registers.scope import IMPORTER, scope

from .city import City, with_roles

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ002")]


@pytest.fixture
def city(city: City) -> City:
    return with_roles(city, "system_admin", "security_admin", "audit_admin")


def upload(raw: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("照片.jpg", picture() if raw is None else raw, "image/jpeg")


def test_from_the_upload_to_the_citizen(city: City) -> None:
    handler = city.office.people["handler"]
    form = reverse("desk:staff-photo-keep", args=[handler.pk])
    admin = city.client("system_admin")
    assert "还没有照片" in admin.get(form).content.decode()
    sent = admin.post(form, {"photo": upload(), "reason": "本人提供的证件照"})
    assert sent["Location"] == reverse("desk:staff-person", args=[handler.pk])
    address = reverse("desk:staff-photo", args=[handler.pk])
    assert address in admin.get(sent["Location"]).content.decode()
    own = city.client("handler")
    assert reverse("desk:certificate-photo") in own.get(reverse("desk:certificate")).content.decode()
    for client, url in ((admin, address), (own, reverse("desk:certificate-photo"))):
        answer = client.get(url)
        assert answer["Content-Type"] == "image/jpeg"
        assert answer.content[:2] == b"\xff\xd8"
        assert answer["Cache-Control"] == "private, no-store"
    code = Certificate.objects.get(officer=handler).code
    public = reverse("portal:certificate-photo", args=[code])
    anyone = Client()
    assert public in anyone.get(reverse("portal:certificate", args=[code])).content.decode()
    assert anyone.get(public)["Content-Type"] == "image/jpeg"


def test_of_a_certificate_that_is_not_valid_the_public_sees_no_photograph(city: City) -> None:
    handler = city.office.people["handler"]
    city.client("system_admin").post(
        reverse("desk:staff-photo-keep", args=[handler.pk]), {"photo": upload(), "reason": "证件照"}
    )
    held = Certificate.objects.get(officer=handler)
    with scope(IMPORTER):
        since = timezone.localdate() - timedelta(days=1)
        values = {"certificate": held, "since": since, "state": "suspended", "reason": "违规"}
        change(IMPORTER, CertificateState, None, values, "暂扣")
    assert Client().get(reverse("portal:certificate-photo", args=[held.code])).status_code == 404
    page = Client().get(reverse("portal:certificate", args=[held.code])).content.decode()
    assert "已暂扣" in page and "没有登记照片" in page


def test_an_unknown_code_shows_nothing(city: City) -> None:
    for code in ("x" * 26, "short"):
        assert Client().get(reverse("portal:certificate-photo", args=[code])).status_code == 404


@pytest.mark.parametrize("raw", [b"", b"<svg onload=alert(1)>", b"MZ" + b"\0" * 4000])
def test_what_is_no_photograph_is_said_beside_the_field_and_nothing_is_kept(city: City, raw: bytes) -> None:
    form = reverse("desk:staff-photo-keep", args=[city.office.id_of("handler")])
    answer = city.client("system_admin").post(form, {"photo": upload(raw), "reason": "本人提供"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="photo-e"' in page and 'value="本人提供"' in page
    assert not OfficerPhoto.objects.exists()


def test_a_reason_is_needed(city: City) -> None:
    form = reverse("desk:staff-photo-keep", args=[city.office.id_of("handler")])
    answer = city.client("system_admin").post(form, {"photo": upload()})
    assert answer.status_code == 422 and "照片来源" in answer.content.decode()
    assert not OfficerPhoto.objects.exists()


def test_only_the_administrator_of_the_agency_keeps_it(city: City) -> None:
    form = reverse("desk:staff-photo-keep", args=[city.office.id_of("handler")])
    for role in ("handler", "agency_head", "security_admin", "audit_admin"):
        assert city.client(role).post(form, {"photo": upload(), "reason": "x"}).status_code == 403
    other = city.client("system_admin", city.other)
    assert other.post(form, {"photo": upload(), "reason": "x"}).status_code in (403, 404)
    assert not OfficerPhoto.objects.exists()
