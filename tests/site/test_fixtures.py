"""The databases that tests get."""

from __future__ import annotations

import pytest
from django.db import connection
from support.selection import of_the_database


def current() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        return cursor.fetchone()


@pytest.mark.django_db
def test_db_is_the_app_role() -> None:
    assert current()[0] == "yifa_app"


def test_fresh_db_may_commit_and_is_another_database(fresh_db: str) -> None:
    assert current() == ("yifa_app", fresh_db)


def test_fresh_db_is_new_each_time(connect_as) -> None:
    owner = connect_as("owner")
    assert owner.execute("SELECT current_user").fetchone() == ("yifa_owner",)
    assert owner.execute("SELECT to_regclass('left_behind')").fetchone() == (None,)
    owner.execute("CREATE TABLE left_behind (n int)")


def test_fresh_db_is_new_each_time_again(connect_as) -> None:
    test_fresh_db_is_new_each_time(connect_as)


@pytest.mark.parametrize("role", ["owner", "app", "worker", "facts"])
def test_connect_as(connect_as, role: str) -> None:
    assert connect_as(role).execute("SELECT current_user").fetchone() == (f"yifa_{role}",)


def test_populated_template_is_filled_once(populated_db) -> None:
    calls: list[int] = []

    def build() -> None:
        from django.contrib.auth import get_user_model

        calls.append(get_user_model()._default_manager.count())

    populated_db("nothing", build)
    populated_db("nothing", build)
    assert calls in ([0], [])


@pytest.mark.django_db
def test_whoever_is_marked_for_a_database_is_of_it(request: pytest.FixtureRequest) -> None:
    assert of_the_database(request.node)


def test_whoever_asks_for_a_database_is_of_it(fresh_db: str, request: pytest.FixtureRequest) -> None:
    assert of_the_database(request.node)


def test_whoever_has_no_database_is_not_of_it(request: pytest.FixtureRequest) -> None:
    assert not of_the_database(request.node)


@pytest.mark.browser
def test_whoever_has_a_browser_is_not_of_it(
    fresh_db: str, browser: object, request: pytest.FixtureRequest
) -> None:
    assert not of_the_database(request.node)
