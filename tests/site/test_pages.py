"""Headers and error pages, as the whole site sends them."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from yifa.site.middleware import DatabaseAway


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_every_answer_forbids_inline_scripts(client: Client) -> None:
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == directives["script-src"] == directives["style-src"] == "'self'"
    assert "unsafe" not in policy
    assert directives["object-src"] == directives["base-uri"] == "'none'"


def test_other_headers(client: Client) -> None:
    headers = client.get("/healthz").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.django_db
def test_unknown_page_is_said_in_chinese(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


def test_a_database_that_is_away_is_said_with_503() -> None:
    away = DatabaseAway(lambda _request: None)  # type: ignore[arg-type,return-value]
    answer = away.process_exception(RequestFactory().get("/"), OperationalError("connection refused"))
    assert answer is not None
    assert answer.status_code == 503
    assert "没有丢失" in answer.content.decode()
    assert away.process_exception(RequestFactory().get("/"), ValueError()) is None


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "503"])
def test_error_pages_need_nothing(name: str) -> None:
    from django.template.loader import render_to_string

    page = render_to_string(f"{name}.html")
    assert 'lang="zh-CN"' in page
    assert "<script" not in page
    assert "style=" not in page


@pytest.mark.django_db
def test_a_refusal_outside_of_the_desk_is_on_record(rf: RequestFactory) -> None:
    """The public site and whatever else ends at the error page; without a user, since none may be known yet."""
    from yifa.access import Denied
    from yifa.registers.models import SecurityEvent
    from yifa.registers.scope import WORKER, scope
    from yifa.site import errors

    answer = errors.forbidden(rf.get("/decisions/", REMOTE_ADDR="192.0.2.7"), Denied("您没有查看的权限。"))
    assert answer.status_code == 403
    with scope(WORKER):
        event = SecurityEvent.objects.get()
    assert (event.kind, event.ok, event.address) == ("refused", False, "192.0.2.7")
    assert event.detail == "GET /decisions/：您没有查看的权限。"
