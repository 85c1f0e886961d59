"""Every address × every role × whose case: the outcome that `matrix.toml` says, and nothing of anybody else's case."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from support.database import connect

from yifa.api.app import api

from .matrix import Question, questions, routes, table
from .town import VIEWERS, Town

# A reader leaves a note of what was read, a refusal is an event, and whoever is logged in has a session.
MINUTES = ("django_session", "registers_securityevent", "registers_loginsession", "registers_cache")
NOTES = ("matters_reading", "ledger_pendingleaf")


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are what is asked for."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def test_every_address_has_its_row_and_every_row_an_address() -> None:
    rows = {row["url"] for row in table()["row"]}
    assert set(routes()) - rows == set(), "new addresses need a row in tests/access/matrix.toml"
    assert rows - set(routes()) == set(), "rows of addresses that are no more"


def test_every_operation_of_the_api_has_its_row() -> None:
    rows = {row["url"]: row for row in table()["row"]}
    for path, operations in api.get_openapi_schema()["paths"].items():
        route = path.replace("{", "<").replace("}", ">")
        for method in operations:
            said = rows[route].get("get" if method == "get" else "post", rows[route]["get"])
            assert method in ("get", "post") and said != "405", (method, path)


def test_there_are_thousands_of_combinations(town: Town) -> None:
    asked = [q for viewer in VIEWERS for q in questions(town, viewer)]
    assert len(asked) >= 5000
    assert len({(q.viewer, q.method, q.url, bool(q.body)) for q in asked}) >= 5000


@pytest.mark.requirement("RQ187")
@pytest.mark.parametrize("viewer", VIEWERS)
def test_everyone_gets_what_the_table_says_and_no_more(town: Town, viewer: str) -> None:
    asked = sorted(questions(town, viewer), key=lambda q: q.leaves)  # some end every login
    client = town.client(viewer)
    wrong: list[str] = []
    before = contents(*MINUTES, *NOTES)
    for method in ("GET", "POST"):
        for question in (q for q in asked if q.method == method):
            wrong += judge(town, question, ask(town, client, question))
        after = contents(*MINUTES, *NOTES)
        wrong += [f"{viewer} {method}: changed rows of {t}" for t in before if before[t] != after[t]]
    assert not wrong, f"{len(wrong)} of {len(asked)}:\n" + "\n".join(wrong[:60])


def ask(town: Town, client: Client, question: Question) -> Any:
    """The answer. Whoever leaves does so in a browser of their own."""
    if question.leaves:
        client = LEAVING.setdefault(question.viewer, Client(raise_request_exception=False))
        if question.viewer != "anonymous":
            client.force_login(town.account(question.viewer))
    if question.method == "GET":
        return client.get(question.url)
    if question.url.startswith("/api/"):
        return client.post(question.url, json.dumps(question.body), content_type="application/json")
    return client.post(question.url, question.body)


LEAVING: dict[str, Client] = {}
TRAILS = ("/desk/admin/audit/", "/desk/admin/security/")


def judge(town: Town, question: Question, answer: Any) -> list[str]:
    """What is wrong with an answer."""
    where = f"{question.viewer} {question.method}{'*' if question.body else ''} {question.url} [{question.target}]"
    got = outcome(answer)
    wrong = []
    if not matches(got, question.expected):
        wrong.append(f"{where}: {got}, not {question.expected}")
    seen = leaks(town, question, words_of(answer))
    return wrong + [f"{where}: shows {name} of {target}" for target, name in seen]


def outcome(answer: Any) -> str:
    """The answer in the words of the table."""
    status = answer.status_code
    if status in (301, 302):
        return f"to:{answer['Location']}"
    if status == 403 and "json" in answer["Content-Type"]:
        return "no"
    if status == 403:
        page = answer.content.decode()
        if 'name="object_id"' in page:
            return "ask"
        return "out" if "账号暂不能办公" in page else "no" if "不能办理" in page else "403"
    return {200: "ok", 404: "gone"}.get(status, str(status))


def matches(got: str, expected: str) -> bool:
    if expected == "login":
        return got.startswith("to:/desk/login/?next=")
    if expected == "confirm":
        return got.startswith("to:/desk/account/confirm/")
    if expected.startswith("to:"):
        return got.startswith(expected) and not got.startswith("to:/desk/login/?next=")
    return got in {{"404": "gone"}.get(one, one) for one in expected.split("|")}


def words_of(answer: Any) -> str:
    """Everything that was sent: headers, cookies, body."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode(errors="replace")
    if "json" in answer.get("Content-Type", ""):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    cookies = " ".join(f"{k}={v.value}" for k, v in answer.cookies.items())
    return f"{answer.headers} {cookies} {text}"


def leaks(town: Town, question: Question, text: str) -> list[tuple[str, str]]:
    """(whose case, what) of everything in the text that the viewer may not see there."""
    for said in question.asked:
        text = text.replace(said, "")
    if question.body:
        for said in map(str, question.body.values()):
            text = text.replace(said, "") if len(said) > 20 else text
    sees, part = (table()[key].get(question.viewer, "").split() for key in ("sees", "part"))
    found = []
    for name, target in town.targets.items():
        if name in part:
            continue
        hidden = {f"mark {n}": mark for n, mark in enumerate(target.marks)}
        if name not in sees:
            ids = (
                "matter_id",
                "act_id",
                "paper_id",
                "file_id",
                "upload_id",
                "draft_id",
                "submitted_id",
                "code",
                "number",
            )
            public = question.shows if name == question.target else frozenset()
            if question.url.startswith(TRAILS):  # which address was refused to whom; an id opens nothing
                public = public | {key for key in ids if key.endswith("_id")}
            hidden |= {key: target.values[key] for key in ids if key not in public}
        found += [(name, key) for key, value in hidden.items() if value and value in text]
    return found


def contents(*without: str) -> dict[str, tuple[int, Any]]:
    """Number and digest of the rows of each table, as whoever sees all; when somebody logged in is left out."""
    row = {"registers_account": "(to_jsonb(t) - 'last_login')::text"}
    with connect(None) as raw:
        names = [n for (n,) in raw.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return {
            name: raw.execute(  # type: ignore[misc]
                f"SELECT count(*), sum(hashtextextended({row.get(name, 't::text')}, 0)) FROM {name} t"  # type: ignore[arg-type]
            ).fetchone()
            for name in names
            if name not in without
        }
