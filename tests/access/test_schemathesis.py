"""The API against its own document, as each role: no server error, what is answered is what is written, nothing leaks.

schemathesis makes the requests from the document; in half of them the ids are those of real cases.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from .matrix import Question
from .test_matrix import MINUTES, NOTES, contents, leaks
from .town import VIEWERS, Town

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
EXAMPLES = 6
TOKEN = "x" * 32


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own test client: a request leaves the connection of the test open."""
    logging.disable(logging.WARNING)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_the_document_holds_for_every_role(town: Town, viewer: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    client = town.client(viewer)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {"csrftoken": TOKEN}
    targets = [*town.targets.values()]
    before = contents(*MINUTES, *NOTES)
    asked = 0

    def one(case: Any, name: int) -> None:
        nonlocal asked
        asked += 1
        target = targets[name % len(targets)]
        if name < len(targets):
            known = {key: target.values[key] for key in case.path_parameters or {} if key in target.values}
            case.path_parameters.update(known)
        answer = case.call(cookies=cookies, headers={"X-CSRFToken": TOKEN})
        case.validate_response(answer, checks=CHECKS)
        said = json.dumps([case.path_parameters, case.query, case.body], ensure_ascii=False, default=str)
        known = tuple(v for t in targets for v in t.values.values() if v and v in said)
        question = Question(viewer, "", "", "", "", known, frozenset(), leaves=False)
        body = answer.content.decode(errors="replace")
        if "json" in answer.headers.get("content-type", [""])[0]:
            body += json.dumps(json.loads(body), ensure_ascii=False)
        text = f"{answer.headers} {body}"
        assert not leaks(town, question, text), (viewer, case.method, case.path)

    for found in schema.get_all_operations():
        operation = found.ok()
        ask = given(case=operation.as_strategy(), name=st.integers(0, 2 * len(targets) - 1))(one)
        quick = settings(
            max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        seed(1)(quick(ask))()
    assert asked >= 17 * EXAMPLES / 2
    after = contents(*MINUTES, *NOTES)
    assert not {name for name in before if before[name] != after[name]}
