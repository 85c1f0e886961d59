"""Every address there is, asked in every way there is: never a server error, never a traceback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote
from uuid import uuid4

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from yifa.ledger.store.models import PendingLeaf
from yifa.matters import models as m

from .town import Town, nothing_written

PART = re.compile(r"<(?:(\w+):)?(\w+)>")
WORDS = (
    "penalty.ordinary",
    "decide",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "%00",
    "处罚",
    "a" * 3000,
)
NUMBERS = ("0", "99999999999999999999")
QUERIES = (
    "", "?q=%00&at=%00&state=%00&handler=%00&agency=%00&stage=%00&procedure=%00&tab=%00&id=%00&code=%00",
    "?q=%ff%fe&at=%ff&state=%ff&handler=%ff&agency=%ff&from=%ff&to=%ff&after=%ff&number=%ff",
    "?q='%20OR%201=1--&at=bnwyMDI2&state=x&mine=1&handler=x&agency=x&limit=abc&cursor=x",
    "?q=" + "%E5%AD%97" * 500 + "&limit=-1&cursor=" + "A" * 2000,
    "?q=%25_\\\\&violation=%25&from=0000-00-00&to=99999-01-01&after=999999999999999999999999~x",
    "?limit=1e400&cursor=bnx4fHg&handler=[]&text=%F0%9F%92%A9&state[]=1&q=1&q=2",
    "?at=cHwyMDI2LTAxLTAxVDAwOjAwOjAwKzAwOjAwfDAxODkwMDAw&q=第9999999条",
    "?figure=P20&id=%00&from=0001-01-01&time=%ff&region=%00&sector=%00&pause=0001-01-01..9999-12-31&on=99999-01-01",
    "?q=行政处罚法99999999999999999999999条&code=%0d%0aSet-Cookie:x&next=//evil",
)  # fmt: skip
METHODS = ("post", "put", "patch", "delete", "head", "options", "trace")
BODIES = (
    ("application/json", b""), ("application/json", b"\x00\xff"), ("application/json", b'{"payload": ' + b"[" * 5000),
    ("application/json", b'{"kind": 1e999, "payload": {"a": NaN}}'), ("application/json", b'"\\ud800"'),
    ("application/x-www-form-urlencoded", b"%00=%00&_do=%00&a=%ff&_draft=../..&_count=-1&_version=%00&next=//e"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"a=b"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\x00"),
    ("multipart/form-data", b"no boundary"), ("text/xml", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"),
    ("application/json; charset=nothing", b"{}"), ("", b"\xff" * 100),
)  # fmt: skip


def routes(resolver: URLResolver | None = None, start: str = "/") -> Iterator[str]:
    """Every route of the site, with its parameters as they are written."""
    for one in (resolver or get_resolver()).url_patterns:
        route = start + str(one.pattern).lstrip("^")
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        elif isinstance(one, URLPattern):
            yield route


def addresses(town: Town) -> list[str]:
    """Each route with real, unknown and hostile parameters."""
    found = []
    for route in routes():
        for n in range(len(WORDS) if "<str" in route or "<slug" in route or "<kind" in route else 4):

            def value(part: re.Match[str], n: int = n) -> str:
                ids = (town.matter("filed"), str(uuid4()), town.draft("open"), "0" * 36, town.ours_id)
                if part[1] == "uuid" or part[2].endswith("_id"):
                    return ids[n % len(ids)]
                return NUMBERS[n % 2] if part[1] == "int" else quote(WORDS[n], safe="%/")

            found.append(PART.sub(value, route))
    return list(dict.fromkeys(found))


def test_all_routes_are_found(town: Town) -> None:
    assert {"/desk/", "/api/v1/acts", "/c/<str:code>", "/desk/matters/<uuid:matter_id>/"} <= set(routes())


def test_every_address_answers_every_reading(town: Town) -> None:
    wrong = []
    clients = [town.client("handler", raise_request_exception=False), Client(raise_request_exception=False)]
    with nothing_written(m.StoredFile, PendingLeaf):  # what leaves the house is noted
        for n, address in enumerate(addresses(town)):
            for client in clients if n % 4 == 0 else clients[:1]:
                response = client.get(address + QUERIES[n % len(QUERIES)])
                if response.status_code >= 500:
                    wrong.append((response.status_code, address, QUERIES[n % len(QUERIES)]))
        for page in (
            "/desk/matters/",
            "/desk/subjects/",
            "/desk/law/",
            "/desk/benchmarks/",
            "/desk/procedures/",
            "/decisions/",
            "/c/",
            "/benchmarks/",
            "/procedures/",
            "/deadlines/",
            "/agencies/",
            "/desk/figures/",
            "/api/v1/law/due",
            "/api/v1/law/figures",
            "/api/v1/matters",
            "/desk/subjects/new/",
        ):
            for query in (*QUERIES[1:6], QUERIES[-2]):
                response = clients[0].get(page + query)
                if response.status_code >= 500:
                    wrong.append((response.status_code, page, query))
    assert not wrong


def test_every_address_answers_every_method_and_body(town: Town) -> None:
    wrong = []
    client = town.client("handler", raise_request_exception=False)
    with nothing_written():
        for n, address in enumerate(a for a in addresses(town) if "logout" not in a):
            for k in range(2):
                method = METHODS[(n + k * 3) % len(METHODS)]
                kind, body = BODIES[(n // 2 + k) % len(BODIES)]
                response = client.generic(method.upper(), address, body, content_type=kind)
                if response.status_code >= 500:
                    wrong.append((response.status_code, method, address, kind, body[:40]))
    assert not wrong


def test_strange_headers_are_survived(town: Town) -> None:
    client = town.client("handler", raise_request_exception=False)
    headers = [
        {"HTTP_HOST": "evil.example"}, {"HTTP_HOST": "localhost:abc"}, {"HTTP_ACCEPT_LANGUAGE": "x" * 5000},
        {"HTTP_COOKIE": "sessionid=\x00; csrftoken=" + "x" * 5000}, {"HTTP_X_FORWARDED_FOR": "' OR 1=1"},
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "javascript:alert(1)"},
        {"HTTP_RANGE": "bytes=0-99999999999999"}, {"HTTP_IF_MODIFIED_SINCE": "never"},
        {"HTTP_REFERER": "http://evil/\r\nX: y"}, {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
    ]  # fmt: skip
    for header in headers:
        for address in ("/", "/desk/", "/desk/matters/", "/api/v1/me", "/c/x"):
            assert client.get(address, **header).status_code < 500, (header, address)
