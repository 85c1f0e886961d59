"""Roles come with a post for as long as it is held; nothing is copied, and the administrators stay apart (RQ011)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from registers import make
from yifa.ledger.store.models import PendingLeaf
from yifa.matters import picture
from yifa.registers.actors import actor_for
from yifa.registers.change import change
from yifa.registers.dates import officers_with_role, roles_on
from yifa.registers.models import Agency, Officer, Post, PostHolding, RegisterChange, RoleGrant, RoleHeld
from yifa.registers.scope import IMPORTER, scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ011")]
FROM, SPRING, SUMMER = make.FROM, date(2026, 3, 1), date(2026, 6, 30)


@pytest.fixture
def here(db: None) -> Iterator[Agency]:
    with scope(IMPORTER):
        yield make.agency(1, make.region())


@pytest.fixture
def ann(here: Agency) -> Officer:
    return make.officer("安宁", here)


def put(model: Any, **values: Any) -> Any:
    return change(IMPORTER, model, None, values, "测试")


def post(here: Agency, roles: str = "承办人、听证主持人", **more: Any) -> Post:
    values = {"title": "执法员", "duties": "调查取证", "role_names": roles, "valid_from": FROM, **more}
    made: Post = put(Post, agency=here, **values)
    return made


def hold(of: Post, who: Officer, since: date = SPRING, until: date | None = None) -> PostHolding:
    made: PostHolding = put(PostHolding, post=of, officer=who, valid_from=since, valid_to=until)
    return made


def refused(model: Any, **values: Any) -> str:
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        put(model, **values)
    return "；".join(caught.value.messages)


def test_holding_a_post_gives_its_roles_and_leaving_it_takes_them(here: Agency, ann: Officer) -> None:
    held = hold(post(here), ann, until=SUMMER)
    agency = str(here.pk)
    assert roles_on(ann.pk, agency, date(2026, 2, 28)) == frozenset()
    assert (
        roles_on(ann.pk, agency, SPRING) == roles_on(ann.pk, agency, SUMMER) == {"handler", "hearing_officer"}
    )
    assert roles_on(ann.pk, agency, date(2026, 7, 1)) == frozenset()
    account = make.account("ann", ann)
    assert actor_for(account, SPRING).roles == {"handler", "hearing_officer"}
    assert actor_for(account, date(2026, 7, 1)).roles == frozenset()
    assert list(officers_with_role(agency, ["hearing_officer"], SPRING)) == [ann]
    change(IMPORTER, PostHolding, held.pk, {"valid_to": SPRING}, "调离")
    assert actor_for(account, SUMMER).roles == frozenset()
    assert not RoleGrant.objects.exists()


def test_gates_see_the_roles_of_posts(here: Agency, ann: Officer) -> None:
    hold(post(here), ann, until=SUMMER)
    (seen,) = picture.fetch(None, str(here.pk), [str(ann.pk)])["officers"]
    assert {(g["role"], g["from"], g["to"]) for g in seen["grants"]} == {
        ("handler", "2026-03-01", "2026-06-30"), ("hearing_officer", "2026-03-01", "2026-06-30"),
    }  # fmt: skip


def test_a_post_that_ended_gives_nothing_more(here: Agency, ann: Officer) -> None:
    hold(post(here, valid_to=SUMMER), ann)
    assert roles_on(ann.pk, here.pk, date(2026, 7, 1)) == frozenset()
    assert roles_on(ann.pk, here.pk, SUMMER) == {"handler", "hearing_officer"}


def test_what_was_given_by_hand_stays_when_the_post_goes(here: Agency, ann: Officer) -> None:
    hold(post(here), ann, until=SUMMER)
    make.grant(ann, "handler")
    assert roles_on(ann.pk, here.pk, date(2026, 7, 1)) == {"handler"}


def test_the_words_of_every_role_are_known_to_the_database(here: Agency, ann: Officer) -> None:
    from yifa.registers.models import ADMINISTRATORS, Role

    words = {str(label): code for code, label in Role.choices if code not in ADMINISTRATORS}
    hold(post(here, "、".join(words)), ann)
    assert set(RoleHeld.objects.values_list("role", flat=True)) == set(words.values())


def test_no_post_makes_an_administrator(here: Agency) -> None:
    assert "逐人授予" in refused(
        Post, agency=here, title="系统管理", duties="运维", role_names="系统管理员", valid_from=FROM
    )


def test_administrators_hold_no_post_with_roles_and_the_other_way_round(here: Agency, ann: Officer) -> None:
    bo = make.officer("柏文", here)
    make.grant(bo, "system_admin")
    place = post(here)
    assert "三员" in refused(PostHolding, post=place, officer=bo, valid_from=SPRING)
    hold(post(here, "", title="信息员"), bo)  # a post without roles
    hold(place, ann)
    assert "三员" in refused(RoleGrant, officer=ann, role="audit_admin", agency=here, valid_from=SUMMER)


@pytest.mark.parametrize("first", ["post", "grant"])
def test_the_database_keeps_them_apart_whoever_writes(here: Agency, ann: Officer, first: str) -> None:
    place = post(here)
    held = PostHolding(post=place, officer=ann, valid_from=SPRING)
    grant = RoleGrant(officer=ann, role="system_admin", agency=here, valid_from=SPRING)
    earlier, later = (held, grant) if first == "post" else (grant, held)
    earlier.save()
    with pytest.raises(IntegrityError, match="administrator"), transaction.atomic():
        later.save()
    for row in (held, grant):
        row.valid_from, row.valid_to = date(2025, 1, 1), date(2025, 12, 31)
    later.save()  # in another time


def test_auxiliaries_hold_no_post_with_roles(here: Agency) -> None:
    helper = make.officer("富辅", here, auxiliary=True)
    assert "只能协助" in refused(PostHolding, post=post(here), officer=helper, valid_from=SPRING)
    hold(post(here, "", title="协管"), helper)


def test_the_roles_of_a_post_that_is_held_cannot_be_changed_from_afar(here: Agency, ann: Officer) -> None:
    place = post(here)
    change(IMPORTER, Post, place.pk, {"role_names": "承办人"}, "尚无人任岗")
    hold(place, ann)
    with pytest.raises(ValidationError, match="不能修改"), transaction.atomic():
        change(IMPORTER, Post, place.pk, {"role_names": "承办人、机关负责人"}, "加一个角色")
    change(IMPORTER, Post, place.pk, {"duties": "调查取证和送达"}, "职责调整")


def test_taking_a_post_is_proved_in_the_log(here: Agency, ann: Officer) -> None:
    place = post(here)
    held = hold(place, ann)
    for row in (place, held):
        made = RegisterChange.objects.get(row_id=row.pk)
        assert bytes(made.body)
        assert PendingLeaf.objects.filter(kind="register", object_id=made.pk).exists()


def test_what_is_computed_cannot_be_written(here: Agency) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('yifa_app', 'registers_roleheld', 'INSERT')")
        assert cursor.fetchone() == (False,)
