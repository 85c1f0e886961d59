"""A small city whose officers have accounts, and a worker for the queue. Models are imported late, after Django."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from .clerk import PASSWORD, Clerk

if TYPE_CHECKING:
    from support.world import Office

    from yifa.registers.models import Subject


@dataclass
class Town:
    """An agency, a person and a firm of the register, and a way to sit down at anybody's desk."""

    office: Office
    person: Subject
    firm: Subject
    url: str
    open_page: Callable[..., Any]
    kept_page: Callable[[], Any]

    def clerk(self, username: str, **options: Any) -> Clerk:
        """Somebody logged in; accounts are named after the roles of `Office`."""
        page = self.open_page(**options) if options else self.kept_page()
        return Clerk(page, self.url, username).log_in()


@pytest.fixture
def town(
    live_server: Any, new_browser_page: Callable[..., Any], kept_page: Callable[[], Any], settings: Any
) -> Town:
    """Eight officers with accounts, benchmarks, and papers whose codes lead to this server."""
    from support import world

    from yifa.registers.change import change_many
    from yifa.registers.models import Account
    from yifa.registers.scope import IMPORTER, scope

    settings.YIFA_PUBLIC_URL = live_server.url
    office = world.office()
    world.benchmarks()
    accounts = [
        {"username": username, "password": PASSWORD, "officer": officer}
        for username, officer in office.people.items()
    ]
    with scope(IMPORTER):
        change_many(IMPORTER, Account, accounts, "测试账号")
    return Town(office, world.person(), world.firm(), live_server.url, new_browser_page, kept_page)


@pytest.fixture
def work(fresh_db: str) -> Callable[[], None]:
    """`work()` runs a worker until the queue is empty, in a thread: this one has Playwright's event loop."""

    def run() -> None:
        from procrastinate.contrib.django import app

        def worker() -> None:
            with app.replace_connector(app.connector.get_worker_connector()) as running:  # type: ignore[attr-defined]
                running.run_worker(
                    queues=["effects"], wait=False, install_signal_handlers=False, listen_notify=False
                )

        thread = Thread(target=worker, name="worker")
        thread.start()
        thread.join(60)
        assert not thread.is_alive()

    return run
