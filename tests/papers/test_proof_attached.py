"""A served paper carries the proof of its act, and its foot says in which checkpoint the act stands."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path

import pikepdf
import pypdf
import pytest
from django.db import connection
from support import world
from support.starts import begins
from support.walk import Walk

from yifa.ledger import bundle
from yifa.ledger.checking import check
from yifa.ledger.note import parse_note
from yifa.ledger.store import keeping, sequencer
from yifa.matters import casefile, effects, files, paperwork, tasks
from yifa.matters.models import Effect, Matter, Paper
from yifa.papers import render
from yifa.registers.scope import WORKER, scope

pytestmark = pytest.mark.django_db


@pytest.fixture
@begins
def walk(db: None) -> Walk:
    world.benchmarks()
    return Walk(world.office(), world.firm())


def bytes_of(kind: str) -> bytes:
    with scope(WORKER):
        return files.read(Paper.objects.select_related("file").get(kind=kind).file)


def attachment(content: bytes) -> tuple[str, bytes]:
    """Name and bytes of the one associated file of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (found,) = pdf.Root.AF
        assert found.AFRelationship == pikepdf.Name.Data
        assert found.EF.F.Subtype == pikepdf.Name("/application/json")
        assert len(pdf.attachments) == 1
        return str(found.UF), found.EF.F.read_bytes()


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def test_a_decision_carries_a_proof_of_its_act_that_is_valid_by_the_logs_key(walk: Walk) -> None:
    walk.until("decide")
    walk.run_effects()
    content = bytes_of("penalty_decision")
    name, raw = attachment(content)
    with scope(WORKER):
        code = Matter.objects.get(pk=walk.matter_id).code
    assert name == f"证明-{code}.json"
    verdict = check(raw, [keeping.verifier()])
    assert (verdict.result, verdict.reason) == ("valid", "")
    (act,) = verdict.proofs
    assert act.values["act"]["kind"] == "decide"
    assert act.values["payload.fine_fen"] == walk.fine_fen
    assert act.values["payload.party_name"] == walk.subject.name
    assert "time" in act.values
    for closed in ("actors", "findings", "payload.repeat_count", "payload.maker_approval"):
        assert closed not in act.values
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3B"


def test_the_foot_of_a_decision_names_the_checkpoint_and_where_to_check_it(walk: Walk) -> None:
    walk.until("decide")
    walk.run_effects()
    content = bytes_of("penalty_decision")
    note = parse_note(json.loads(attachment(content)[1])["checkpoint"])
    digest = hashlib.sha256(note.text.encode()).hexdigest()[:32]
    size = note.text.split("\n")[1]
    text = text_of(content)
    assert f"存证检查点第{size}项" in text
    assert digest in text
    assert "/verify/" in text


def test_the_same_data_and_proof_give_the_same_bytes(walk: Walk) -> None:
    walk.until("decide")
    sequencer.catch_up()
    with scope(WORKER):
        paper = Paper.objects.select_related("matter").get(kind="penalty_decision")
        data = paperwork.paper_data(paper, paper.matter)
        proof = paperwork.proof_for(paper, paper.matter, "penalty/penalty_decision")
    attached = ("证明.json", bundle.encode(proof))
    first, again = (render("penalty/penalty_decision", data, proof=attached) for _ in range(2))
    assert first == again


def test_papers_that_stay_in_the_file_and_previews_carry_none(walk: Walk) -> None:
    walk.until("file")
    walk.run_effects()
    content = bytes_of("filing_approval")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.attachments
    assert "存证检查点" not in text_of(content)


@pytest.mark.parametrize("kind", ["preregister", "preregister_urgent"])
def test_names_of_people_stay_closed_even_where_the_paper_prints_them(kind: str) -> None:
    opened = paperwork.openable_on("penalty/preregistration_notice", "penalty.ordinary", kind)
    assert "payload.items" in opened
    assert "payload.keeper" not in opened


def test_a_served_paper_waits_for_the_checkpoint_of_its_act(walk: Walk) -> None:
    walk.until("decide")
    act_id = next(str(o.act.pk) for o in walk.outcomes if o.act and o.act.kind == "decide")
    with scope(WORKER):
        assert effects.wants_proof(act_id)
        effects.run(act_id)
        paper = Paper.objects.get(kind="penalty_decision")
        effect = Effect.objects.get(name="paper", target=paper.pk)
        assert (paper.state, effect.state, effect.attempts) == ("queued", "queued", 0)
        assert "检查点" in effect.problem
    walk.run_effects()
    with scope(WORKER):
        assert Paper.objects.get(kind="penalty_decision").state == "ready"
        assert not effects.wants_proof(act_id)


def test_what_waits_for_the_log_is_queued_again_but_once(walk: Walk) -> None:
    walk.until("decide")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE queueing_lock IS NOT NULL")
        before = cursor.fetchone()[0]
        tasks.requeue_stalled(0)
        counts = []
        for _ in range(2):
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE queueing_lock IS NOT NULL")
            counts.append(cursor.fetchone()[0])
            tasks.requeue_stalled(0)
    assert counts[0] == counts[1] > before


def test_the_queues_own_task_enters_the_act_in_the_log_and_makes_its_paper(walk: Walk) -> None:
    walk.until("decide")
    act = next(o.act for o in walk.outcomes if o.act and o.act.kind == "decide")
    tasks.run_effects(str(act.pk), str(act.agency_id))
    with scope(WORKER):
        assert Paper.objects.get(kind="penalty_decision").state == "ready"


def test_while_the_log_stands_still_only_served_papers_wait(walk: Walk, ledger_folder: Path) -> None:
    walk.until("notify")
    sequencer.catch_up()
    key = (ledger_folder / keeping.LOG_KEY).read_bytes()
    (ledger_folder / keeping.LOG_KEY).unlink()
    for step in list(walk.steps())[list(walk.steps()).index("notify") + 1 :]:
        walk.steps()[step]()
    act = next(o.act for o in walk.outcomes if o.act and o.act.kind == "decide")
    with pytest.raises(effects.EffectProblem, match="检查点"):
        tasks.run_effects(str(act.pk), str(act.agency_id))
    with scope(WORKER):
        states = dict(Effect.objects.filter(act=act).values_list("name", "state"))
    assert states == {"paper": "queued", "disclose": "done"}
    (ledger_folder / keeping.LOG_KEY).write_bytes(key)
    tasks.run_effects(str(act.pk), str(act.agency_id))
    with scope(WORKER):
        assert Paper.objects.get(kind="penalty_decision").state == "ready"


def test_the_case_file_keeps_the_papers_as_issued_with_their_proofs(walk: Walk) -> None:
    walk.until("serve_decision")
    walk.run_effects()
    issued = bytes_of("penalty_decision")
    with scope(WORKER):
        whole = casefile.build(Matter.objects.select_related("version").get(pk=walk.matter_id))
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        kept = [f.get_file().read_bytes() for f in pdf.attachments.values()]
    assert issued in kept
    assert check(attachment(issued)[1], [keeping.verifier()]).result == "valid"
