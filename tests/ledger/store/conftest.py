"""Databases beside the one of the test, for second nodes and for copies of the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ledger.store.node import Node, running
from yifa.ledger.store import posting

PATIENCE = 60.0  # seconds that only a busy machine takes


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A witness that answers is waited for, however busy the machine is. Tests of the limit itself set it."""
    monkeypatch.setattr(posting, "TIMEOUT", PATIENCE)


@pytest.fixture
def copy_of(databases: Any, fresh_db: str) -> Iterator[Callable[[str, str], str]]:
    """`copy_of(template, name)`: a new database that is a copy of another; dropped afterwards."""
    made: list[str] = []

    def copy(template: str, name: str) -> str:
        made.append(f"{databases.main}_{name}")
        databases.clone(template, made[-1])
        return made[-1]

    yield copy
    for name in made:
        databases._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@pytest.fixture
def witness_node(
    databases: Any, copy_of: Callable[[str, str], str], tmp_path: Path
) -> Iterator[Callable[..., Node]]:
    """`witness_node(vkey, name)`: a witness of that log, a process with a database and keys of its own."""
    with ExitStack() as stack:

        def start(logs: str, name: str = "supervision") -> Node:
            database = copy_of(databases.template, name)
            return stack.enter_context(running(database, tmp_path / name, logs, f"{name}.example"))

        yield start
