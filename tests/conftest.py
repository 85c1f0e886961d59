"""Fixtures for all tests.

db            a transaction on this process's database, rolled back afterwards; connected as yifa_app
              (a fixture marked `@begins`, see support/starts.py, gives it a database that is already filled)
fresh_db      a new clone of the template, for tests that commit, use several connections, or raw SQL
populated_db  `populated_db("key", build)`: a new clone of a template that `build` filled once per run
connect_as    `connect_as("owner")`: raw psycopg connections to the fresh database, as any role
owner_connection  the same as connect_as("owner")
live_server   a web server on the fresh database; `live_server.url`
browser_page  a Chromium page; `new_browser_page()` for more, each with its own session
kept_page     `kept_page()`: a page with its own session, cheaper, for tests that leave the page as it is
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

_MEDIA = tempfile.mkdtemp(prefix="yifa-media-")
_LEDGERS = tempfile.mkdtemp(prefix="yifa-ledgers-")
_NUMBERS = count(1)
os.environ["YIFA_TEST"] = "1"
# Dozens of processes are started by tests: without compiled files each would compile the whole of src again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ.pop("YIFA_DEMO", None)
os.environ["YIFA_MEDIA"] = _MEDIA
os.environ["DJANGO_SETTINGS_MODULE"] = "yifa.site.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the test's thread

from support import state  # noqa: E402

from yifa.site.home import home  # noqa: E402

if "YIFA_TEST_HOME_SET" not in os.environ:
    os.environ["YIFA_HOME"] = os.environ.get("YIFA_TEST_HOME") or str(state.folder(home() / "test"))
    os.environ["YIFA_TEST_HOME_SET"] = "1"  # xdist's workers inherit it
    os.environ["YIFA_TEST_RUN"] = str(os.getpid())

import psycopg  # noqa: E402
import pytest  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402
from support.requirements import RequirementReport  # noqa: E402
from support.selection import of_a_requirement, of_the_database  # noqa: E402

hypothesis_settings.register_profile(
    "yifa", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("yifa")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--requirements", action="store_true", help="run tests that name a requirement row; report rows"
    )
    parser.addoption(
        "--of-the-database", action="store_true", help="run what another database server could change"
    )


def pytest_configure(config: pytest.Config) -> None:
    import django

    (home() / "static").mkdir(parents=True, exist_ok=True)
    django.setup()
    from django.conf import settings

    # The shipped one is slow on purpose, half a second each; tests/desk/test_login.py shows it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if config.getoption("--requirements"):
        config.pluginmanager.register(RequirementReport(), "requirement-report")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # One test at a time uses the city: one process takes them all, first, and the other does not wait for it.
    items.sort(key=lambda item: "demo_city" not in getattr(item, "fixturenames", ()))
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences")):
            raise pytest.UsageError(f"{item.nodeid}: use the fresh_db fixture; TRUNCATE is refused")
        for marker in item.iter_markers("requirement"):
            item.user_properties.extend(("requirement", row) for row in marker.args)
    if config.getoption("--requirements"):
        _keep(config, items, of_a_requirement)
    if config.getoption("--of-the-database"):
        _keep(config, items, of_the_database)


def _keep(config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]) -> None:
    keep, drop = [], []
    for item in items:
        (keep if wanted(item) else drop).append(item)
    config.hook.pytest_deselected(items=drop)
    items[:] = keep


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(_MEDIA, ignore_errors=True)
    shutil.rmtree(_LEDGERS, ignore_errors=True)
    if not hasattr(config, "workerinput"):
        from support import demo_city

        demo_city.remove()


@pytest.fixture(scope="session")
def databases(django_db_blocker: Any) -> Iterator[Any]:
    """The test server and its databases."""
    from support.database import Databases

    with django_db_blocker.unblock():
        found = Databases()
    yield found
    with django_db_blocker.unblock():
        found.close()


@pytest.fixture(autouse=True)
def ledger_folder() -> Iterator[Path]:
    """Keys and newest checkpoint of this test's log: a database that is new has signed nothing yet."""
    from django.conf import settings

    before = settings.YIFA_LEDGER_DIR
    # Not `mktemp`, which reads the folder of all tests' folders each time: there are thousands.
    settings.YIFA_LEDGER_DIR = Path(_LEDGERS, str(next(_NUMBERS)))
    settings.YIFA_LEDGER_DIR.mkdir()
    yield settings.YIFA_LEDGER_DIR
    settings.YIFA_LEDGER_DIR = before


@pytest.fixture(scope="session")
def django_db_setup(databases: Any) -> None:
    """Replaces pytest-django's: the database is a clone of our template."""


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: pytest.FixtureRequest) -> Any:
    """What a test's transaction begins with is decided before it begins."""
    if fixturedef.argname == "_django_db_helper":
        from support.starts import stand

        databases = request.getfixturevalue("databases")
        with request.getfixturevalue("django_db_blocker").unblock():
            stand(request, databases)
    return (yield)


@pytest.fixture
def fresh_db(request: pytest.FixtureRequest, databases: Any, django_db_blocker: Any) -> Iterator[str]:
    """A new clone of the template, connected as yifa_app; committing is fine. Yields its name."""
    yield from _on_clone(request, databases, django_db_blocker, databases.template)


@pytest.fixture
def transactional_db(fresh_db: str) -> None:
    """pytest-django's name for a database that may be committed to."""


@pytest.fixture
def populated_db(
    request: pytest.FixtureRequest, databases: Any, django_db_blocker: Any
) -> Iterator[Callable[[str, Callable[[], object]], str]]:
    """`populated_db(key, build)` switches to a clone of a template that `build()` filled once per run."""
    with ExitStack() as stack:

        def switch(key: str, build: Callable[[], object]) -> str:
            from support.database import take_ledger, use

            stack.enter_context(django_db_blocker.unblock())
            template = databases.populated(key, build)
            databases.clone(template, databases.fresh)
            take_ledger(template)
            use(databases.fresh)
            stack.callback(use, databases.main)
            return str(databases.fresh)

        yield switch


@pytest.fixture
def connect_as(fresh_db: str) -> Iterator[Callable[[str | None], psycopg.Connection[Any]]]:
    """`connect_as(role)`: a raw autocommit connection to the fresh database; None is the administrator."""
    from support.database import connect

    with ExitStack() as stack:
        yield lambda role: stack.enter_context(connect(role))


@pytest.fixture
def owner_connection(connect_as: Callable[[str | None], psycopg.Connection[Any]]) -> psycopg.Connection[Any]:
    """A raw connection as yifa_owner."""
    return connect_as("owner")


@pytest.fixture
def live_server(fresh_db: str, settings: Any) -> Iterator[Any]:
    """A web server in a thread, on the fresh database. Has `url`."""
    from pytest_django.live_server_helper import LiveServer

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost", "127.0.0.1"]
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, one per test process. Skips when it is not installed; in CI that is a failure."""
    from support.browser import launched

    with launched() as found:
        yield found


@pytest.fixture
def new_browser_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """`new_browser_page()` opens a page with a session of its own.

    Breaking the content policy fails the test.
    """
    from support.browser import new_page

    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(new_page(browser, **options))


@pytest.fixture(scope="session")
def kept_pages(browser: Any) -> Any:
    """The pages of `kept_page`."""
    from support.browser import KeptPages

    return KeptPages(browser)


@pytest.fixture
def kept_page(kept_pages: Any) -> Iterator[Callable[[], Any]]:
    """`kept_page()` is `new_browser_page()` without options, from a window that an earlier test may have had."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(kept_pages.lend())


@pytest.fixture
def browser_page(new_browser_page: Callable[..., Any]) -> Any:
    """One Chromium page."""
    return new_browser_page()


def _on_clone(request: pytest.FixtureRequest, databases: Any, blocker: Any, template: str) -> Iterator[str]:
    from support.database import use

    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        raise pytest.UsageError("use either db (or the django_db mark) or fresh_db, not both")
    with blocker.unblock():
        databases.clone(template, databases.fresh)
        use(databases.fresh)
        try:
            yield databases.fresh
        finally:
            use(databases.main)
