"""Whoever leaves hands over first; what reminds of the case follows the case (RQ010)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from support import world
from support.walk import Walk

from yifa.matters import drafting, queries
from yifa.matters.leaving import OpenCase, hand_over, leave, open_cases, replaced
from yifa.matters.models import Alert, Draft, Matter
from yifa.registers.actors import actor_for, actor_of
from yifa.registers.change import change
from yifa.registers.ids import new_id
from yifa.registers.models import Account, Certificate, Officer, OfficerExit, RoleGrant
from yifa.registers.scope import IMPORTER, WORKER, Actor, scope

pytestmark = pytest.mark.requirement("RQ010")


@pytest.fixture
def newcomer(office: world.Office) -> Officer:
    with scope(IMPORTER):
        return world.officer(office, "handler3", "handler", "康行")


def handed(walk: Walk, new: Officer, by: str = "unit_head") -> Any:
    head = walk.office.actor(by)
    leaving = walk.office.id_of("handler")
    with scope(head):
        matter = Matter.objects.get(pk=walk.matter_id)
        return hand_over(
            head, leaving, {walk.matter_id: [str(new.pk)]}, {walk.matter_id: matter.handlers}, "调离执法岗位"
        )


def exit_values(**more: Any) -> dict[str, Any]:
    return {"reason": "posted", "last_day": timezone.localdate(), **more}


def admin(office: world.Office) -> Actor:
    with scope(IMPORTER):
        values = {"agency": office.agency, "name": "沈管", "valid_from": world.START}
        person = change(IMPORTER, Officer, None, values, "测试")
        grant = {
            "officer": person,
            "role": "system_admin",
            "agency": office.agency,
            "valid_from": world.START,
        }
        change(IMPORTER, RoleGrant, None, grant, "测试")
    return actor_of(person.pk)


def test_the_place_of_the_one_who_leaves_is_taken() -> None:
    assert replaced(["a", "b"], "a", ["c"]) == ["c", "b"]
    assert replaced(["a", "b"], "a", ["b"]) == ["b"]
    assert replaced(["b"], "a", ["c"]) == ["b"]


def test_nobody_leaves_with_a_case_open_and_it_is_said_how_many(walk: Walk) -> None:
    walk.until("file")
    person = walk.office.people["handler"]
    keeper = admin(walk.office)
    with scope(keeper):
        (case,) = open_cases(person.pk)
        assert case.number.startswith("云城立")
        with pytest.raises(ValidationError, match="还有1件承办的案件没有移交") as refused:
            leave(keeper, person.pk, exit_values())
        assert case.number not in str(refused.value)  # it may be a closed one
        assert Matter.objects.count() == 0  # the keeper of accounts sees no case
        assert not OfficerExit.objects.exists()
        assert Officer.objects.get(pk=person.pk).valid_to is None


def test_of_a_classified_case_nothing_is_told_but_that_it_is_open(walk: Walk) -> None:
    """Neither its number nor its id, also to who asks the database directly; it keeps its handler all the same."""
    walk.until("file")
    person = walk.office.people["handler"]
    given = {"secrecy": "business", "basis": "反不正当竞争法第九条", "reasons": "涉及企业配方"}
    walk.do("classify", given)
    keeper = admin(walk.office)
    with scope(keeper):
        assert open_cases(person.pk) == [OpenCase()]
        with pytest.raises(ValidationError, match="还有1件承办的案件没有移交"):
            leave(keeper, person.pk, exit_values())
    for reader in (walk.office.actor("handler"), WORKER):
        with scope(reader):
            (case,) = open_cases(person.pk)
            assert case.number.startswith("云城立")


@pytest.mark.parametrize("change_of", ["end", "agency"])
def test_the_register_is_no_way_around(walk: Walk, change_of: str) -> None:
    walk.until("register_clue")
    person = walk.office.people["handler"]
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    values: dict[str, Any] = {"valid_to": timezone.localdate()}
    if change_of == "agency":
        values = {"agency": other.agency, "unit": None}
    with scope(IMPORTER):
        with pytest.raises(ValidationError, match="没有移交"):
            change(IMPORTER, Officer, person.pk, values, "离任")
        assert Officer.objects.get(pk=person.pk).valid_to is None
        later = {"valid_to": timezone.localdate() + timedelta(days=90)}
        change(IMPORTER, Officer, person.pk, later, "到期离任")


def test_reminders_follow_the_case(walk: Walk, newcomer: Officer) -> None:
    walk.until("file")
    with scope(IMPORTER):
        matter = Matter.objects.get(pk=walk.matter_id)
        Alert.objects.create(
            id=new_id(), agency_id=matter.agency_id, matter=matter, rule="case_period", level="warn",
            message="办案期限将到", raised_at=timezone.now(),
        )  # fmt: skip
    done = handed(walk, newcomer)
    assert all(o.ok for o in done.values()), done
    old, new = walk.office.actor("handler"), actor_of(newcomer.pk)
    with scope(new):
        assert [str(m.pk) for m in queries.workbench(new, timezone.now()).rows] == [walk.matter_id]
        assert [a.message for a in queries.open_alerts(new)] == ["办案期限将到"]
    with scope(old):
        assert not queries.workbench(old, timezone.now()).rows
        assert not queries.open_alerts(old)
    assert walk.kinds()[-1] == "hand_over"


def test_afterwards_everything_of_the_person_ends(walk: Walk, newcomer: Officer) -> None:
    walk.until("file")
    person = walk.office.people["handler"]
    with scope(IMPORTER):
        account = change(IMPORTER, Account, None, {"username": "goes", "officer": person}, "测试")
    handed(walk, newcomer)
    keeper, today = admin(walk.office), timezone.localdate()
    with scope(keeper):
        row = leave(keeper, person.pk, exit_values())
        assert (row.reason, row.last_day) == ("posted", today)
        account.refresh_from_db()
        assert not account.is_active
        assert actor_for(account).scope == "public"
        assert not RoleGrant.objects.filter(officer=person, valid_to=None).exists()
        (held,) = Certificate.objects.filter(officer=person)
        assert held.state_on(today) == "valid"
        assert held.state_on(today + timedelta(days=1)) == "cancelled"
        assert Officer.objects.get(pk=person.pk).valid_to == today
        with pytest.raises(ValidationError):
            leave(keeper, person.pk, exit_values())


def test_who_is_disqualified_has_the_certificate_taken_away(office: world.Office) -> None:
    keeper, person = admin(office), office.people["archivist"]
    with scope(keeper):
        with pytest.raises(ValidationError, match="文件"):
            leave(keeper, person.pk, exit_values(reason="disqualified"))
        leave(keeper, person.pk, exit_values(reason="disqualified", document="云司〔2026〕9号"))
        held = Certificate.objects.get(officer=person)
        assert held.state_on(timezone.localdate() + timedelta(days=1)) == "withdrawn"


def test_a_transfer_begins_anew_without_a_certificate(office: world.Office) -> None:
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    keeper, person = admin(office), office.people["legal_reviewer"]
    with scope(keeper):
        row = leave(keeper, person.pk, exit_values(reason="transfer", to_agency=other.agency))
        follows = row.follows
        assert follows is not None
        assert (follows.name, follows.agency_id) == (person.name, other.agency.pk)
        assert follows.valid_from == timezone.localdate() + timedelta(days=1)
        assert follows.legal_qualified
        assert not Certificate.objects.filter(officer=follows).exists()


def test_all_cases_or_none(walk: Walk, newcomer: Officer) -> None:
    walk.until("file")
    second = Walk(walk.office, world.firm("云州市远方商贸有限公司", "20000002"))
    second.until("file")
    with scope(IMPORTER):
        world.suspend_certificate(newcomer, timezone.localdate())
    head, leaving = walk.office.actor("unit_head"), walk.office.id_of("handler")
    ids = [walk.matter_id, second.matter_id]
    with scope(head):
        handlers = {str(m.pk): m.handlers for m in Matter.objects.filter(pk__in=ids)}
        hearing = walk.office.id_of("handler2")
        wanted = {ids[0]: [str(newcomer.pk)], ids[1]: [hearing]}
        done = hand_over(head, leaving, wanted, handlers, "调离")
    assert not done[ids[0]].ok
    assert "已暂扣" in done[ids[0]].blocking[0].message
    with scope(head):
        assert {str(m.pk): m.handlers for m in Matter.objects.filter(pk__in=ids)} == handlers


def test_nobody_is_left_to_approve_a_draft_of_the_one_who_left(walk: Walk, newcomer: Officer) -> None:
    walk.until("check_clue")
    author, head, draft_id = walk.office.actor("handler"), walk.office.actor("unit_head"), str(new_id())
    with scope(author):
        given = drafting.DraftInput(
            id=draft_id, kind="file", payload=walk.file(), matter_id=walk.matter_id, procedure="penalty.ordinary",
            co_handlers=[walk.office.id_of("handler2")],
        )  # fmt: skip
        drafting.save_draft(author, given)
        assert drafting.submit(author, draft_id).needed
    with scope(head):
        assert [str(d.pk) for d in queries.inbox(head).waiting] == [draft_id]
    assert all(o.ok for o in handed(walk, newcomer).values())
    with scope(head):
        assert not queries.inbox(head).waiting
        assert "不在审批中" in drafting.approve(head, draft_id, "同意").errors[""]
    with scope(author):
        assert not queries.inbox(author).open
        assert Draft.objects.get(pk=draft_id).state == "dropped"


def test_handlers_hand_nothing_over(walk: Walk, newcomer: Officer) -> None:
    walk.until("file")
    done = handed(walk, newcomer, by="handler2")
    assert [f.gate for f in done[walk.matter_id].blocking] == ["engine.role"]


def test_who_handles_nothing_has_nothing_to_hand_over(office: world.Office) -> None:
    with scope(IMPORTER):
        assert open_cases(office.people["archivist"].pk) == []
