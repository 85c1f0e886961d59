"""Requests a minute: for each account or address, in every process, with words and a time to come back."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yifa.accounts import throttle
from yifa.registers.models import EventKind

from .people import People, happened

SEARCH = "/desk/matters/?q=占道"
LAW = "/api/v1/law/figures/没有这一项"


@pytest.fixture
def limits(settings: Any) -> dict[str, int]:
    settings.YIFA_REQUEST_LIMITS = {"api": 2, "search": 2, "export": 1, "upload": 1, "public": 2}
    return settings.YIFA_REQUEST_LIMITS


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is cut by the end of a minute: the database is asked for the minute of the first count."""
    fixed = "extract(epoch FROM transaction_timestamp())"
    real = throttle._COUNT.replace("extract(epoch FROM clock_timestamp())", fixed)
    assert real.count(fixed) == 2
    monkeypatch.setattr(throttle, "_COUNT", real)


def refused(answer: Any) -> str:
    """What is said with a 429, which must name when to come back."""
    assert answer.status_code == 429
    wait = int(answer.headers["Retry-After"])
    assert 1 <= wait <= 60
    text: str = answer.content.decode()
    assert f"请在{wait}秒后再试" in text
    return text


def test_a_search_too_many_is_refused_in_words_and_told_once(people: People, limits: dict[str, int]) -> None:
    client = people.log_in("handler")
    assert [client.get(SEARCH).status_code for _ in range(2)] == [200, 200]
    assert "查询过于频繁" in refused(client.get(SEARCH))
    refused(client.get(SEARCH))
    assert people.log_in("other").get(SEARCH).status_code == 200, "another account has its own minute"
    events = [e for e in happened(EventKind.REFUSED) if "每分钟" in e.detail]
    assert [(e.username, e.detail) for e in events] == [("handler", "查询超过每分钟2次：/desk/matters/")]


def test_pages_of_the_desk_are_neither_counted_nor_slower(people: People, limits: dict[str, int]) -> None:
    client = people.log_in("handler")
    assert {client.get("/desk/matters/").status_code for _ in range(5)} == {200}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/desk/matters/?state=open")
    assert not [q for q in asked.captured_queries if "requestcount" in q["sql"]]
    with CaptureQueriesContext(connection) as asked:
        client.get(SEARCH)
    assert len([q for q in asked.captured_queries if "requestcount" in q["sql"]]) == 1


def test_the_api_answers_in_its_own_form_and_counts_visitors_by_address(
    db: None, limits: dict[str, int], settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client()

    def ask(address: str) -> Any:
        return client.get(LAW, headers={"X-Forwarded-For": address})

    assert [ask("192.0.2.1").status_code for _ in range(2)] == [404, 404]
    answer = ask("192.0.2.1")
    refused(answer)
    assert answer.json()["message"].startswith("接口请求过于频繁") and answer.json()["fields"] == {}
    assert ask("192.0.2.2").status_code == 404
    assert ask("198.51.100.7, 192.0.2.1").status_code == 429, (
        "what stands before the proxy's own word is a claim"
    )
    assert [ask(f"2001:db8:0:1::{n}").status_code for n in (1, 2, 3)] == [404, 404, 429], (
        "one subscriber's network"
    )


def test_without_a_proxy_nobody_brings_an_address_along(
    db: None, limits: dict[str, int], settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    client = Client()
    answers = [client.get(LAW, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in (1, 2, 3)]
    assert answers == [404, 404, 429]


def test_what_is_taken_away_is_limited(people: People, limits: dict[str, int]) -> None:
    client = people.log_in("supervisor")
    first = client.get("/desk/statistics.csv")
    assert first.status_code == 200
    assert "下载过于频繁" in refused(client.get("/desk/statistics.csv"))


def test_uploads_are_limited(people: People, limits: dict[str, int]) -> None:
    client = people.log_in("handler")

    def send() -> Any:
        file = SimpleUploadedFile("a.csv", b"a,b\n")
        return client.post("/desk/registers/powers/import/", {"file": file, "reason": "试"})

    assert send().status_code == 403  # not a handler's register, but the file came
    assert "上传过于频繁" in refused(send())
    assert client.post("/desk/registers/powers/import/", {"reason": "试"}).status_code == 403


def test_public_searches_and_codes_are_limited_and_pages_are_not(db: None, limits: dict[str, int]) -> None:
    client = Client()
    assert client.get("/decisions/?q=甲").status_code == 200
    assert client.get("/v/" + "A" * 20).status_code == 404
    assert "公开查询过于频繁" in refused(client.get("/c/ABCD"))
    assert {client.get("/decisions/").status_code for _ in range(3)} == {200}


def test_zero_means_no_limit(people: People, settings: Any) -> None:
    settings.YIFA_REQUEST_LIMITS = {"search": 0}
    client = people.log_in("handler")
    assert {client.get(SEARCH).status_code for _ in range(5)} == {200}


def test_requests_at_once_are_all_counted_and_old_minutes_are_forgotten(
    fresh_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def ask() -> None:
        for _ in range(10):
            seen.append(throttle.count("api", "account:1").n)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    monkeypatch.setattr(
        throttle, "_COUNT", throttle._COUNT.replace("transaction_timestamp()", "timestamptz '2026-01-01'")
    )
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == list(range(1, 41))
    assert throttle.forget() == 1


def test_the_shipped_limits_are_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    asked = "from yifa.site import settings; print(sorted(settings.YIFA_REQUEST_LIMITS.values()))"
    monkeypatch.delenv("YIFA_TEST")
    monkeypatch.setenv("YIFA_LIMIT_EXPORT", "7")
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[7, 60, 60, 120, 600]"
