"""A small load of the city, with a few cases of every kind, read back from the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from yifa.demo import city
from yifa.demo.plan import SMALL, Row
from yifa.law.codes import check_identity_number, check_uscc
from yifa.matters import discovery
from yifa.matters.models import Act, Alert, Approval, Disclosure, Draft, Matter, Paper, Party
from yifa.registers import lawbook
from yifa.registers.models import (
    Account,
    Agency,
    Certificate,
    InspectionItem,
    Officer,
    Problem,
    RecordingItem,
    ReviewItem,
    RoleHeld,
    Subject,
    SupportingRule,
)
from yifa.registers.scope import IMPORTER, scope

# The mistakes that the plan makes on purpose: (kind of act, gate).
ON_PURPOSE = {
    ("record_inspection", "two_certified_officers"),
    ("decide", "legal_review_passed"),
    ("decide", "defence_period_elapsed"),
    ("serve_decision", "service_mode_proof"),
    ("notify", "not_heavier_after_defence"),
    ("notify", "notice_matches_report"),
}


def small() -> None:
    city.build(rows=SMALL, subject_count=1100, workers=1)


@pytest.fixture
def town(populated_db: Callable[..., str]) -> Iterator[None]:
    """The small city, seen as the import sees it."""
    populated_db("demo_small", small)
    with scope(IMPORTER):
        yield


def test_every_stage_is_reached_and_work_waits_at_each(town: None) -> None:
    reached = set(Act.objects.values_list("matter__procedure", "stage_to"))
    for procedure in discovery.procedures().values():
        if procedure.id.startswith("penalty."):
            missing = {s for s in procedure.stages if (procedure.id, s) not in reached}
            assert missing <= ({"revoked", "reopened"} if procedure.id == "penalty.summary" else set())
    now = set(Matter.objects.values_list("stage", flat=True))
    assert {"clue", "checked", "investigating", "investigated", "decided", "performing", "archived"} <= now
    assert Matter.objects.filter(suspended=True).exists()


def test_only_the_mistakes_made_on_purpose_are_found(town: None) -> None:
    found = {
        (act.kind, finding["gate"])
        for act in Act.objects.all()
        for finding in act.findings
        if finding["level"] == "block"
    }
    assert found == ON_PURPOSE
    assert {a.rule for a in Alert.objects.all()} == {gate for _, gate in ON_PURPOSE}
    assert Alert.objects.count() < 12


def test_the_list_of_violations_that_go_unpunished_is_loaded(town: None) -> None:
    listed = lawbook.current().exemptions
    found = listed.find("YZ-CG-012", "", timezone.localdate(), ("990100", "990000"), "urban")
    assert [e.kind for e in found.entries] == ["首违不罚"]


PLANS = "policy_task."  # adopted on the day the city is loaded, through the same door as on the desk


def test_every_act_is_attested_with_its_own_honest_time(town: None) -> None:
    acts = list(Act.objects.exclude(matter__procedure__startswith=PLANS).select_related("matter"))
    assert {a.mode for a in acts} == {"attest"}
    now = timezone.now()
    for act in acts:
        assert act.source_recorded_at == act.occurred_to < act.recorded_at <= now
        assert act.occurred_from >= now - timedelta(days=560)
    by_matter = defaultdict(list)
    for act in sorted(acts, key=lambda a: a.seq):
        by_matter[act.matter_id].append(act.occurred_to)
    assert all(times == sorted(times) for times in by_matter.values())


def test_acts_that_need_approval_have_the_whole_chain(town: None) -> None:
    rules = {p.id: p.acts for p in discovery.procedures().values()}
    chains = defaultdict(list)
    for row in Approval.objects.order_by("recorded_at", "id"):
        chains[row.draft_id].append(row)
    for act in Act.objects.exclude(matter__procedure__startswith=PLANS).select_related("matter"):
        wanted = [s.roles for s in rules[act.matter.procedure][act.kind].approve if s.roles and not s.when]
        given = [r for r in chains[act.pk] if r.action == "approve"]
        assert len(given) == len(wanted), act.kind
        for row, roles in zip(given, wanted, strict=True):
            assert row.role in roles
            assert row.opinion
            assert row.certificate
            assert row.source_recorded_at <= act.occurred_to
        assert len({r.officer_id for r in given} | {act.actors[0]["officer_id"]}) == len(given) + 1


def test_numbers_have_no_gaps_and_follow_the_days(town: None) -> None:
    rows = [
        (m.agency_id, m.number_year, f"案{m.number_kind}", m.number_seq, None)
        for m in Matter.objects.exclude(number="")
    ]
    rows += [
        (p.agency_id, p.number_year, p.number_kind, p.number_seq, p.day)
        for p in Paper.objects.exclude(number="")
    ]
    assert rows
    series = defaultdict(list)
    for agency, year, kind, seq, day in rows:
        series[agency, year, kind].append((seq, day))
    for numbers in series.values():
        ordered = sorted(numbers, key=lambda pair: pair[0])
        assert [seq for seq, _ in ordered] == list(range(1, len(ordered) + 1))
        days = [day for _, day in ordered if day]
        assert days == sorted(days)


def test_people_are_not_named_to_the_public(town: None) -> None:
    shown = list(Disclosure.objects.filter(published_at__isnull=False))
    assert shown
    for row in shown:
        text = f"{row.title}{row.party_name}{row.search}{row.content}"
        for party in Party.objects.filter(matter_id=row.matter_id, kind="natural").select_related("subject"):
            assert party.name not in text
            assert party.subject.identifier not in text
            assert party.subject.phone not in text


def test_withdrawn_decisions_say_why(town: None) -> None:
    withdrawn = list(Disclosure.objects.filter(state="withdrawn"))
    assert len(withdrawn) >= 3
    assert all(row.withdrawn_reason and row.content == {} and row.withdrawn_at for row in withdrawn)


def test_dissent_hearings_and_corrections_are_on_record(town: None) -> None:
    kinds = set(Act.objects.values_list("kind", flat=True))
    assert {
        "hold", "hearing_report", "legal_review", "deliberate", "decide_no_penalty", "transfer_criminal",
        "transfer_jurisdiction", "terminate", "revoke", "change_decision", "withdraw_disclosure", "grant_deferral",
        "demand", "apply_court", "court_ruling", "refuse_filing", "correct", "suspend", "resume_case", "preregister",
        "handle_preregistered", "decide_recusal", "extend_period", "publish_notice", "remit_to_bank",
    } <= kinds  # fmt: skip
    meetings = Act.objects.filter(kind="deliberate").select_related("body_row")
    assert any("disagree" in str(bytes(a.body_row.body)) for a in meetings)


def test_drafts_wait_for_each_signature_and_one_came_back(town: None) -> None:
    drafts = list(Draft.objects.exclude(state="done"))
    waiting = {tuple(d.waiting_roles) for d in drafts if d.state == "submitted"}
    assert {("unit_head",), ("agency_head",)} <= waiting
    assert {"open", "submitted", "returned"} == {d.state for d in drafts}


def test_some_periods_are_over_and_some_are_near(town: None) -> None:
    now = timezone.now()
    due = [m.due_at for m in Matter.objects.filter(closed_at=None, due_at__isnull=False)]
    assert any(d < now for d in due)
    assert any(now < d < now + timedelta(days=12) for d in due)


def test_agencies_are_staffed(town: None) -> None:
    assert Agency.objects.count() == 5
    assert 55 <= Officer.objects.count() <= 75
    roles = defaultdict(set)
    for grant in RoleHeld.objects.select_related("agency"):
        roles[grant.agency.sector].add((grant.role, grant.officer_id))
    for sector in ("urban", "market", "eco", "transport"):
        held = [role for role, _ in roles[sector]]
        assert held.count("agency_head") >= 3
        assert {"handler", "unit_head", "legal_reviewer", "hearing_officer", "archivist"} <= set(held)
    reviewers = Officer.objects.filter(roles_held__role="legal_reviewer")
    assert {r.legal_qualified for r in reviewers} == {True, False}
    states = {c.state_on(timezone.localdate()) for c in Certificate.objects.prefetch_related("states")}
    assert {"valid", "suspended", "withdrawn", "expired"} <= states
    assert Officer.objects.filter(auxiliary=True).exists()


def test_subjects_have_codes_that_hold_and_belong_to_nobody(town: None) -> None:
    for subject in Subject.objects.all():
        if subject.kind == "natural":
            assert check_identity_number(subject.identifier) is None
            assert subject.identifier.startswith("539901")  # a county that was never given out
            assert subject.birth_date.strftime("%Y%m%d") == subject.identifier[6:14]
        else:
            assert check_uscc(subject.identifier) is None
            assert subject.identifier[2:6] == "9901"


def test_one_account_for_every_role(town: None) -> None:
    rows = city.accounts()
    assert {row["role"] for row in rows} == set(RoleHeld.objects.values_list("role", flat=True))
    for row in rows:
        account = Account.objects.get(username=row["username"])
        assert account.check_password(row["password"])
        assert account.officer is not None
        assert account.officer.name == row["name"]


FEW = (
    Row("usual", 2, (200, 150), ("urban", "market")),
    Row("on_the_spot", 2, (90, 20), ("urban", "eco")),
    Row("refused", 1, (60, 60), ("transport",)),
)


def _few(day: date) -> Callable[[], None]:
    def build() -> None:
        # Two processes: the order in which they come to be written must not show either.
        city.build(rows=FEW, others=(), subject_count=120, today=day, workers=2)

    return build


def _picture() -> tuple[list[Any], list[Any], list[Any]]:
    with scope(IMPORTER):
        cases = Matter.objects.exclude(procedure__startswith=PLANS)
        matters = cases.order_by("agency__code", "opened_at").values_list(
            "agency__name",
            "procedure",
            "stage",
            "number",
            "title",
            "party_names",
            "opened_at",
            "due_at",
            "act_count",
        )
        acts = (
            Act.objects.filter(matter__in=cases)
            .order_by("agency__code", "occurred_to", "seq")
            .values_list("kind", "occurred_from", "occurred_to", "stage_to")
        )
        papers = (
            Paper.objects.filter(matter__in=cases)
            .exclude(number="")
            .order_by("number")
            .values_list("number", "title", "day")
        )
        return list(matters), list(acts), list(papers)


def test_the_same_day_gives_the_same_city(populated_db: Any) -> None:
    day = timezone.localdate() - timedelta(days=2)
    populated_db("demo_once", _few(day))
    once = _picture()
    populated_db("demo_again", _few(day))
    assert _picture() == once
    assert len([row for row in once[0] if row[1].startswith("penalty.")]) == 5


def test_a_second_time_is_punished_by_the_next_tier(town: None) -> None:
    numbers = Matter.objects.values_list("fact_rows__text", "parties__subject", "pk").filter(
        fact_rows__name="tier", fact_rows__text="情节较重"
    )
    assert numbers
    for _, subject, matter in numbers:
        earlier = Matter.objects.filter(parties__subject=subject).exclude(pk=matter)
        assert earlier.filter(fact_rows__name="tier", fact_rows__text="情节较轻").exists()


def test_every_enforcing_agency_keeps_its_lists_and_one_problem_is_overdue(town: None) -> None:
    today = timezone.localdate()
    keeping = set(InspectionItem.objects.values_list("agency", flat=True))
    assert len(keeping) >= 4
    for model in (ReviewItem, RecordingItem, SupportingRule, Problem):
        assert set(model.objects.values_list("agency", flat=True)) == keeping
    assert sum(p.overdue(today) for p in Problem.objects.all()) == 1
