"""Classifying a case, and who sees it then: the database and `yifa.access` say the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from support import world
from support.walk import Walk

from yifa.access import Case, access_matter
from yifa.matters import drafting
from yifa.matters.models import Act, ActBody, Approval, Draft, Exhibit, Matter, Paper, Party
from yifa.registers.actors import actor_of
from yifa.registers.change import change
from yifa.registers.models import Officer
from yifa.registers.scope import IMPORTER, WORKER, Actor, apply_scope, scope


def form(secrecy: str = "business", **more: Any) -> dict[str, Any]:
    given = {"secrecy": secrecy, "basis": "反不正当竞争法第九条", "reasons": "涉及企业配方"}
    return given | ({"period": "十年"} if secrecy == "state" else {}) | more


def bystander(walk: Walk, role: str = "archivist", **values: Any) -> Actor:
    """Somebody of the agency who has had no part in the case."""
    from registers import make

    who = make.officer("旁观者", walk.office.agency)
    make.grant(who, role)
    if values:
        change(IMPORTER, Officer, who.pk, values, "确定可接触的密级")
    return actor_of(who.pk)


def counts(actor: Actor) -> dict[str, int]:
    with scope(actor):
        models = (Matter, Act, ActBody, Party, Draft, Approval, Paper, Exhibit)
        return {m.__name__: m.objects.count() for m in models}


def test_the_handler_proposes_and_the_head_approves(walk: Walk) -> None:
    walk.until("file")
    outcome = walk.attempt("classify", form())
    assert [step.roles for step in outcome.needed] == [("agency_head",)] or outcome.act is not None
    walk.do("classify", form())
    with scope(WORKER):
        matter = Matter.objects.get()
        assert matter.secrecy == "business"
        last = Act.objects.order_by("-seq").first()
        assert (last.kind, last.secrecy) == ("classify", "business")
        assert last.actors[0]["role"] == "handler"
        assert Approval.objects.filter(draft_id=last.pk, action="approve", role="agency_head").exists()


def test_a_state_secret_needs_its_period(walk: Walk) -> None:
    walk.until("file")
    outcome = walk.attempt("classify", form("state", period=""))
    assert "保密期限" in outcome.errors["period"]


@pytest.mark.requirement("RQ187")
def test_a_classified_case_shows_only_to_those_who_work_on_it(walk: Walk) -> None:
    walk.until("file")
    outsider = bystander(walk)
    before = counts(outsider)
    assert before["Matter"] == 1
    assert before["ActBody"] > 0
    walk.do("classify", form())
    assert counts(outsider) == dict.fromkeys(before, 0)
    inside = counts(walk.office.actor("handler"))
    assert inside["Matter"] == 1
    assert inside["Act"] > before["Act"]
    walk.do("classify", form("ordinary", reasons="已公开"))
    assert counts(outsider)["Matter"] == 1


@pytest.mark.parametrize(
    ("clearance", "secrecy", "seen"),
    [
        ("business", "business", 1),
        ("personal", "business", 0),
        ("state", "state", 1),
        ("business", "state", 0),
    ],
)
def test_clearance_opens_its_class_and_those_before(
    walk: Walk, clearance: str, secrecy: str, seen: int
) -> None:
    walk.until("file")
    cleared = bystander(walk, clearance=clearance)
    assert cleared.clearance == clearance
    walk.do("classify", form(secrecy))
    assert counts(cleared)["Matter"] == seen
    assert bool(access_matter(cleared, Case(cleared.agency_id, secrecy))) is bool(seen)


def test_whom_the_classification_names_may_know(walk: Walk) -> None:
    walk.until("file")
    outsider = bystander(walk)
    walk.do("classify", form(known_to=[outsider.officer_id]))
    assert counts(outsider)["Matter"] == 1


def test_nobody_of_another_agency_is_named(walk: Walk) -> None:
    walk.until("file")
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    outcome = walk.attempt("classify", form(known_to=[other.id_of("handler")]))
    assert "known_to_serve_here" in [f.gate for f in outcome.blocking]


def test_supervision_sees_no_further_than_its_region_and_no_classified_case(walk: Walk) -> None:
    walk.until("file")
    agency = str(walk.office.agency.pk)
    over = Actor("supervision", officer_id=walk.office.id_of("archivist"), agencies=(agency,))
    elsewhere = Actor("supervision", officer_id=walk.office.id_of("archivist"), agencies=())
    assert counts(over)["Matter"] == 1
    assert counts(elsewhere) == dict.fromkeys(counts(over), 0)
    walk.do("classify", form())
    over = Actor("supervision", officer_id=bystander(walk).officer_id, agencies=(agency,))
    assert counts(over) == dict.fromkeys(counts(over), 0)


def test_with_no_officer_set_a_classified_case_is_closed(walk: Walk) -> None:
    """A forgotten setting hides; it never shows."""
    walk.until("file")
    walk.do("classify", form())
    agency = str(walk.office.agency.pk)
    with scope(Actor("agency", agencies=(agency,))), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('yifa.clearance', '', true), set_config('yifa.roles', '', true)")
        cursor.execute("SELECT count(*) FROM matters_matter")
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT set_config('yifa.clearance', 'everything', true)")
        cursor.execute("SELECT count(*) FROM matters_matter")
        assert cursor.fetchone()[0] == 0
    apply_scope(Actor("public"))


def test_a_head_who_is_asked_to_approve_sees_the_case_until_then(walk: Walk) -> None:
    walk.until("file")
    head = bystander(walk, "agency_head")
    walk.do("classify", form())
    assert counts(head)["Matter"] == 0
    handler = walk.office.actor("handler")
    with scope(handler):
        given = drafting.DraftInput(
            id="0198f000-0000-4000-8000-000000000001", kind="classify", payload=form("ordinary"),
            matter_id=walk.matter_id, agency_id=handler.agency_id,
        )  # fmt: skip
        assert not drafting.submit(handler, str(drafting.save_draft(handler, given).pk)).errors
    assert counts(head)["Matter"] == 1
    with scope(handler):
        drafting.drop_draft(handler, given.id)
    assert counts(head)["Matter"] == 0


def test_no_draft_can_be_laid_upon_a_case_that_is_closed(walk: Walk) -> None:
    """It would wait for one's own role and so open the case."""
    from django.db import DatabaseError, transaction

    walk.until("file")
    walk.do("classify", form())
    outsider = bystander(walk, "unit_head")
    with scope(outsider):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Draft.objects.create(
                agency_id=outsider.agency_id, matter_id=walk.matter_id, kind="classify",
                author_id=outsider.officer_id, state="submitted", waiting_roles=["unit_head"],
            )  # fmt: skip
        assert Matter.objects.count() == 0


def test_who_has_had_a_part_is_kept_on_the_case(walk: Walk) -> None:
    walk.until("file")
    with scope(WORKER):
        part = set(Matter.objects.get().involved)
    assert {walk.office.id_of(r) for r in ("handler", "handler2", "unit_head", "agency_head")} <= part
    assert walk.office.id_of("archivist") not in part


def test_the_database_and_the_verdict_never_differ(walk: Walk) -> None:
    """Every class × clearance × part in the case × kind of reader, asked of both."""
    from itertools import product

    from yifa.access.things import SECRECY
    from yifa.matters import looks

    walk.until("file")
    reader = bystander(walk, "agency_head")
    agency = reader.agency_id
    parts = {
        "none": {},
        "involved": {"involved": [reader.officer_id]},
        "known": {"known_to": [reader.officer_id]},
    }
    kinds = {
        "own": {"scope": "agency", "agencies": (agency,)},
        "region": {"scope": "supervision", "agencies": (agency,), "roles": frozenset({"supervisor"})},
        "elsewhere": {"scope": "agency", "agencies": ()},
        "administrator": {
            "scope": "administration",
            "agencies": (agency,),
            "roles": frozenset({"audit_admin"}),
        },
        "nobody": {"scope": "public", "agencies": ()},
    }
    asked = 0
    for secrecy, clearance, part, kind in product(SECRECY, SECRECY, parts, kinds):
        with scope(WORKER):
            Matter.objects.update(**{"secrecy": secrecy, "involved": [], "known_to": [], **parts[part]})
            row = Matter.objects.get()
        actor = Actor(**{
            "officer_id": reader.officer_id, "agency_id": agency, "roles": reader.roles, "clearance": clearance,
            **kinds[kind],
        })  # fmt: skip
        case = Case(agency, secrecy, looks.part_in(row) - set(map(str, row.handlers)))
        with scope(actor):
            shown = Matter.objects.count()
            acts = Act.objects.count()
        assert bool(shown) is access_matter(actor, case).allowed, (secrecy, clearance, part, kind)
        assert bool(acts) is bool(shown)
        asked += 1
    assert asked == 4 * 4 * 3 * 5


def test_classes_rank_alike_in_python_and_sql(walk: Walk) -> None:
    from yifa.access.things import SECRECY
    from yifa.registers.models import Secrecy

    assert list(SECRECY) == list(Secrecy.values)
    with connection.cursor() as cursor:
        for rank, name in enumerate(SECRECY, 1):
            cursor.execute("SELECT secrecy_rank(%s)", [name])
            assert cursor.fetchone()[0] == rank


def test_what_serves_a_classified_case_is_closed_with_it(walk: Walk) -> None:
    """A legal review is a matter of its own; its reviewer sees the case, others see neither."""
    walk.until("deliberate")
    outsider, reviewer = bystander(walk), walk.office.actor("legal_reviewer")
    with scope(WORKER):
        children = Matter.objects.filter(parent_id=walk.matter_id).count()
    assert children
    assert counts(outsider)["Matter"] == 1 + children
    walk.do("classify", form())
    assert counts(outsider)["Matter"] == 0
    assert counts(reviewer)["Matter"] == 1 + children


@pytest.mark.parametrize(
    "table",
    ["matter", "party", "act", "actbody", "paper", "exhibit", "storedfile", "clockevent", "mattertext"],
)
def test_what_is_closed_is_asked_once_per_statement(walk: Walk, table: str) -> None:
    """As a hashed sub-plan, for cases before the first row: never a function call for each row.

    Only a row that is sealed is looked at further.
    """
    with scope(walk.office.actor("handler")), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (VERBOSE) SELECT count(*) FROM matters_{table}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert ("InitPlan" if table == "matter" else "hashed SubPlan") in plan
    lines = [line for line in plan.splitlines() if "One-Time Filter" not in line]
    conditions = [line for line in lines if "Filter" in line or "Cond" in line]
    per_row = ("hidden_", "agencies_read(", "reads_everything(", "opened_matters(")
    assert not [line for line in conditions if any(name in line for name in per_row)], plan
    assert not [line for line in conditions if "current_setting" in line.split("seal = 0) OR ")[0]], plan


def test_files_of_a_classified_case_are_closed_with_it(walk: Walk) -> None:
    """Evidence, papers, what a record names and what a draft names; a file apart stays as it was."""
    from yifa.matters import files
    from yifa.matters.models import FileKey, StoredFile

    walk.until("record_questioning")
    handler, outsider = walk.office.actor("handler"), bystander(walk)
    with scope(handler):
        kept = {
            name: files.store(
                f"%PDF {name}".encode(), name=f"{name}.pdf", media_type="application/pdf",
                agency_id=handler.agency_id, officer_id=handler.officer_id,
            )
            for name in ("evidence", "draft", "apart")
        }  # fmt: skip
        given = drafting.DraftInput(
            id="0198f000-0000-4000-8000-000000000002", kind="add_evidence", matter_id=walk.matter_id,
            agency_id=handler.agency_id, payload={"exhibits": [{"title": "视频", "file": str(kept["draft"].pk)}]},
        )  # fmt: skip
        drafting.save_draft(handler, given)
    exhibits = walk.evidence()["exhibits"]
    exhibits[0]["file"] = str(kept["evidence"].pk)
    walk.do("add_evidence", {"exhibits": exhibits})

    def seen() -> set[str]:
        with scope(outsider):
            keys = set(FileKey.objects.values_list("file_id", flat=True))
            found = {n for n, f in kept.items() if StoredFile.objects.filter(pk=f.pk).exists()}
            assert found == {n for n, f in kept.items() if f.pk in keys}
        return found

    assert seen() == {"evidence", "draft", "apart"}
    walk.do("classify", form())
    assert seen() == {"apart"}
    with scope(handler):
        assert StoredFile.objects.count() == 3


def test_files_of_a_closed_case_are_closed_and_others_are_not(walk: Walk) -> None:
    """Evidence, and what is only attached to a record; somebody's upload that no case holds stays as it was."""
    from yifa.matters import files
    from yifa.matters.models import StoredFile

    walk.until("show_identity")
    handler, outsider = walk.office.actor("handler"), bystander(walk)
    with scope(handler):
        of_record, exhibit, loose = (
            files.store(
                b"%PDF-", name=f"{n}.pdf", media_type="application/pdf", agency_id=handler.agency_id,
                officer_id=handler.officer_id,
            )
            for n in range(3)
        )  # fmt: skip
    walk.do("record_questioning", {**walk.questioning(), "recording": str(of_record.pk)})
    evidence = walk.evidence()
    evidence["exhibits"][0]["file"] = str(exhibit.pk)
    walk.do("add_evidence", evidence)
    with scope(outsider):
        assert StoredFile.objects.filter(pk__in=[of_record.pk, exhibit.pk, loose.pk]).count() == 3
    walk.do("classify", form())
    with scope(outsider):
        assert list(StoredFile.objects.values_list("pk", flat=True)) == [loose.pk]
    with scope(handler):
        assert StoredFile.objects.filter(pk__in=[of_record.pk, exhibit.pk, loose.pk]).count() == 3
