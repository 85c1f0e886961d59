"""One verdict for each thing: agency and region × role × secrecy × involvement, with its reason."""

from __future__ import annotations

import pytest

from yifa.access import (
    Case,
    access_counselling,
    access_draft,
    access_exam_paper,
    access_export,
    access_file,
    access_matter,
    access_paper,
    access_proposing,
    access_register,
    access_subject,
)
from yifa.access.rights import ADMINISTRATORS, CASEWORK
from yifa.registers.scope import IMPORTER, PUBLIC, WORKER, Actor

OURS, THEIRS = "agency-1", "agency-2"
CASE_DOORS = (access_matter, access_file, access_paper, access_draft, access_export)


def someone(role: str = "handler", **more) -> Actor:
    given = {
        "scope": "agency",
        "officer_id": "me",
        "agency_id": OURS,
        "agencies": (OURS,),
        "roles": frozenset({role}),
    }
    return Actor(**(given | more))


def supervisor(**more) -> Actor:
    return someone("supervisor", scope="supervision", agencies=(OURS, THEIRS), **more)


@pytest.mark.parametrize("door", CASE_DOORS, ids=lambda door: door.__name__)
class TestEveryDoorOfACase:
    def test_whoever_works_on_it_sees_it_without_a_reason(self, door) -> None:
        verdict = door(someone(), Case(OURS, involved=frozenset({"me"})))
        assert verdict
        assert not verdict.ask_why
        assert verdict.why == "参与本案办理"

    def test_a_colleague_gives_a_reason(self, door) -> None:
        verdict = door(someone(), Case(OURS, involved=frozenset({"another"})))
        assert verdict
        assert verdict.ask_why

    @pytest.mark.parametrize("role", CASEWORK)
    def test_another_agency_is_closed_whatever_the_role(self, door, role: str) -> None:
        verdict = door(someone(role), Case(THEIRS, involved=frozenset({"another"})))
        assert not verdict
        assert "其他机关" in verdict.why

    def test_being_named_in_another_agencys_case_does_not_open_it(self, door) -> None:
        assert not door(someone(), Case(THEIRS, involved=frozenset({"me"})))

    def test_supervision_sees_its_region_with_a_reason_and_no_further(self, door) -> None:
        seen = door(supervisor(), Case(THEIRS))
        assert seen
        assert seen.ask_why
        assert not door(supervisor(), Case("agency-of-another-city"))

    @pytest.mark.parametrize("role", ADMINISTRATORS)
    def test_no_administrator_gets_in(self, door, role: str) -> None:
        for roles in ({role}, {role, "handler"}, {role, "agency_head"}):
            actor = someone(roles=frozenset(roles))
            assert not door(actor, Case(OURS, involved=frozenset({"me"})))

    def test_nobody_without_a_role_gets_in(self, door) -> None:
        assert not door(someone(roles=frozenset()), Case(OURS, involved=frozenset({"me"})))
        assert not door(PUBLIC, Case(OURS))

    def test_the_machine_does(self, door) -> None:
        assert door(WORKER, Case(OURS, "state"))
        assert door(IMPORTER, Case(OURS, "state"))

    @pytest.mark.parametrize("secrecy", ["personal", "business", "state"])
    def test_a_classified_case_is_for_those_who_work_on_it(self, door, secrecy: str) -> None:
        case = Case(OURS, secrecy, frozenset({"another"}))
        for actor in (someone("agency_head"), someone("archivist"), supervisor()):
            verdict = door(actor, case)
            assert not verdict
            assert "密级" in verdict.why
        assert door(someone(), Case(OURS, secrecy, frozenset({"me"})))

    @pytest.mark.parametrize(
        ("clearance", "secrecy", "seen"),
        [
            ("personal", "personal", True),
            ("personal", "business", False),
            ("business", "personal", True),
            ("business", "state", False),
            ("state", "business", True),
            ("state", "state", True),
            ("state", "unheard of", False),
            ("unheard of", "personal", False),
        ],
    )
    def test_clearance_reaches_up_to_its_class(self, door, clearance: str, secrecy: str, seen: bool) -> None:
        assert bool(door(someone(clearance=clearance), Case(OURS, secrecy))) is seen

    def test_clearance_opens_no_other_agency(self, door) -> None:
        assert not door(someone(clearance="state"), Case(THEIRS, "state"))

    def test_whoever_is_asked_to_decide_a_draft_sees_its_case(self, door) -> None:
        case = Case(OURS, "state", waiting=frozenset({"agency_head"}))
        assert door(someone("agency_head"), case)
        assert not door(someone("unit_head"), case)
        elsewhere = someone("agency_head", agency_id=THEIRS)
        assert not door(elsewhere, case)


def test_a_party_is_seen_whole_by_those_who_work_on_one_of_its_cases() -> None:
    mine, other = Case(OURS, involved=frozenset({"me"})), Case(OURS, involved=frozenset({"another"}))
    assert not access_subject(someone(), [other, mine]).ask_why
    assert access_subject(someone(), [other]).ask_why
    assert access_subject(someone(), []).ask_why
    assert not access_subject(someone("system_admin"), [mine])
    assert not access_subject(PUBLIC, [])


def test_registers_are_kept_by_their_keepers() -> None:
    assert access_register(someone("handler"), "agencies")
    refused = access_register(someone("handler"), "agencies", write=True)
    assert not refused
    assert refused.why == "您没有维护执法主体的权限"
    assert access_register(someone("system_admin"), "agencies", write=True)
    with pytest.raises(LookupError):
        access_register(someone("handler"), "no_such_register")


@pytest.mark.requirement("RQ014")
def test_what_was_confided_opens_to_oneself_and_the_counsellors_named_and_to_no_role() -> None:
    assert access_counselling(someone(), "me", [])
    assert access_counselling(someone("handler"), "another", ["me"])
    for role in ("agency_head", "unit_head", "supervisor", "system_admin", "security_admin", "audit_admin"):
        assert not access_counselling(someone(role, clearance="state"), "another", ["third"]), role
    assert not access_counselling(PUBLIC, "", [""])


@pytest.mark.requirement("RQ005")
def test_no_candidate_reads_a_paper_before_handing_in() -> None:
    keeper = someone("supervisor", scope="supervision")
    assert access_exam_paper(keeper, "another", OURS, over=False)
    assert not access_exam_paper(keeper, "me", OURS, over=False)
    assert access_exam_paper(keeper, "me", OURS, over=True)
    assert not access_exam_paper(keeper, "another", THEIRS, over=True)
    assert not access_exam_paper(someone("handler"), "me", OURS, over=True)


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_administrators_ask_for_no_act_and_the_procedure_judges_everybody_else(role: str) -> None:
    assert not access_proposing(someone(role, scope="administration"))
    assert not access_proposing(someone(role))
    assert access_proposing(someone("handler")) and access_proposing(someone(roles=frozenset()))
    assert access_proposing(WORKER) and access_proposing(IMPORTER)
