"""The city's matters that are no penalties: each institution has some, open and put away."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import pytest

from yifa.demo.others import OTHERS
from yifa.matters.models import Act, Disclosure, Matter, Paper
from yifa.matters.page import look
from yifa.registers.models import PermitItem
from yifa.registers.scope import IMPORTER, WORKER, scope

from .test_city import small

INSTITUTIONS = {o.procedure.partition(".")[0] for o in OTHERS}
INSTITUTIONS |= {"reconsideration_litigation", "jurisdiction"}
SERVING = (
    "legal_review",
    "hearing",
    "deliberation",
)  # they end with their result, and lie in the case's file


@pytest.fixture
def town(populated_db: Callable[..., str]) -> Iterator[None]:
    """The small city, seen as the import sees it."""
    populated_db("demo_small", small)
    with scope(IMPORTER):
        yield


def test_every_institution_has_open_matters_and_some_in_the_archive(town: None) -> None:
    stages = defaultdict(set)
    for procedure, archived, closed in Matter.objects.values_list("procedure", "archived_at", "closed_at"):
        stages[procedure.partition(".")[0]].add("archived" if archived else "closed" if closed else "open")
    for name in INSTITUTIONS:
        assert {"open", "archived"} <= stages[name], name
    assert "open" in stages["legal_review"]
    assert all("closed" in stages[name] for name in SERVING)


def test_a_permit_has_its_legal_review_as_a_child(town: None) -> None:
    reviews = Matter.objects.filter(procedure="legal_review", parent__isnull=False).select_related("parent")
    assert {r.parent.procedure for r in reviews} >= {"permit.ordinary"}
    for review in reviews:
        assert list(review.parties.values_list("subject")) == list(
            review.parent.parties.values_list("subject")
        )


def test_a_contested_penalty_is_named_by_its_number_and_its_file(town: None) -> None:
    remedies = Matter.objects.filter(procedure__startswith="reconsideration_litigation.")
    told = {
        m.pk: dict(m.fact_rows.values_list("name", "text")) for m in remedies.prefetch_related("fact_rows")
    }
    assert len(told) >= 6
    for facts in told.values():
        penalty = Matter.objects.get(number=facts["decision_matter"])
        assert penalty.procedure.startswith("penalty.")
        assert Paper.objects.filter(matter=penalty, number=facts["decision_number"]).exists()
    upset = [f["decision_matter"] for f in told.values() if f.get("standing") == "revoked"]
    assert upset
    assert set(Matter.objects.filter(number__in=upset).values_list("disclosures__state", flat=True)) == {
        "withdrawn"
    }


def test_decisions_of_the_shorter_procedures_are_public(town: None) -> None:
    shown = Disclosure.objects.filter(published_at__isnull=False)
    kinds = {d.matter.procedure for d in shown.select_related("matter")}
    assert {
        "levy.general",
        "grant.general",
        "confirmation.general",
        "adjudication.general",
        "award.general",
    } <= kinds


def test_nothing_of_these_stories_was_refused(town: None) -> None:
    acts = Act.objects.exclude(matter__procedure__startswith="penalty.")
    assert acts.count() > 150
    assert [a.kind for a in acts if any(f["level"] == "block" for f in a.findings)] == []


@pytest.mark.requirement("RQ047")
def test_permits_are_of_items_that_their_agency_published(town: None) -> None:
    items = {str(i.pk): i for i in PermitItem.objects.select_related("power")}
    per_agency = Counter(i.power.agency_id for i in items.values())
    assert len(per_agency) == 4 and all(2 <= n <= 3 for n in per_agency.values())
    matters = Matter.objects.filter(procedure="permit.ordinary").prefetch_related("clocks")
    assert matters
    for matter in matters:
        payload = look(WORKER, matter)[1].all("receive")[0].payload
        item = items[payload["registered_item"]]
        assert item.power.agency_id == matter.agency_id
        assert [c["content"] for c in payload["conditions"]] == [c["content"] for c in item.conditions]
        for clock in matter.clocks.filter(name="decision"):
            special = (item.period_days, item.period_unit, item.period_basis)
            assert (clock.amount, clock.unit, clock.citation) == special or item.period_days is None
