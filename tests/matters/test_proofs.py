"""Proof bundles from the rows: who gets which fields, against which checkpoint, and at what cost."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support import world
from support.walk import Walk, act_of, day
from tools.test_verify_proof import tool

from yifa.ledger import bundle
from yifa.ledger.checking import check
from yifa.ledger.store import keeping, reading, sequencer
from yifa.matters import proofs
from yifa.matters.models import Act, Approval, Disclosure, Exhibit, Paper, Refusal
from yifa.registers.scope import PUBLIC, WORKER, scope

pytestmark = pytest.mark.django_db


def checked(made: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """The opened values by kind of a bundle that is valid by the log's own key."""
    assert made is not None
    verdict = check(bundle.encode(made), [keeping.verifier()])
    assert (verdict.result, verdict.reason) == ("valid", "")
    return {proof.kind: proof.values for proof in verdict.proofs}


def served(walk: Walk) -> Walk:
    walk.until("serve_decision")
    walk.run_effects()
    sequencer.catch_up()
    return walk


def shown_id() -> str:
    with scope(PUBLIC):
        return str(Disclosure.objects.get().pk)


def test_the_public_proof_opens_what_was_shown_and_of_the_act_only_what_and_when(walk: Walk) -> None:
    served(walk)
    made = proofs.public_bundle(shown_id())
    opened = checked(made)
    assert opened["act"].keys() == {"act", "time"}
    assert opened["act"]["act"]["kind"] == "decide"
    assert opened["disclosure"]["content.fine_fen"] == walk.fine_fen
    assert opened["disclosure"]["party_name"] == walk.subject.name
    assert opened["disclosure"]["disclosure"]["act_id"] == opened["act"]["act"]["id"]


def test_what_is_of_one_case_does_not_pass_for_part_of_another(office: world.Office) -> None:
    first, second = (Walk(office, world.firm(f"云州市第{n}商行", f"2000000{n}")) for n in (1, 2))
    for case in (first, second):
        case.until("serve_decision")
        case.run_effects()
    sequencer.catch_up()
    with scope(PUBLIC):
        two, one = (proofs.public_bundle(row.pk) for row in Disclosure.objects.order_by("id"))
    assert one is not None and two is not None
    (act,) = [proof for proof in one["proofs"] if proof["kind"] == "act"]
    with scope(office.actor("handler")):
        of_other = [
            proof
            for case in (first, second)
            for part in proofs.matter_bundle(case.matter_id).bundles
            for proof in part["proofs"]
            if proof["kind"] != "act" and json.loads(act["opened"][0])[2]["matter"] != str(case.matter_id)
        ]
    foreign = {p["kind"]: p for p in [*of_other, *two["proofs"]] if p["kind"] != "act"}
    assert foreign.keys() == {"approval", "exhibit", "paper", "disclosure"}
    size = int(one["checkpoint"].split("\n")[1])  # the later case's checkpoint holds both
    for kind, proof in foreign.items():
        path = [base64.b64encode(step).decode() for step in reading.inclusion(proof["index"], size)]
        raw = bundle.encode({**one, "proofs": [act, {**proof, "path": path}]})
        verdict, report = check(raw, [keeping.verifier()]), tool.verdict_on(raw, [], [], None)
        assert (verdict.result, verdict.code) == ("invalid", "link"), kind
        assert (report.verdict, report.code) == ("invalid", "link"), kind


def test_a_proof_is_made_against_the_first_checkpoint_and_leads_to_the_newest(walk: Walk) -> None:
    walk.until("file")
    sequencer.catch_up()
    first = reading.newest(published=True)
    walk.steps()["show_identity"]()
    sequencer.catch_up()
    act = act_of(walk.outcomes[0])
    with scope(WORKER):
        made = proofs.bundle_of("act", act.pk)
    assert checked(made)["act"]["act"]["id"] == str(act.pk)
    assert made is not None and made["checkpoint"] == first.note
    assert made["newest"]["checkpoint"] == reading.newest(published=True).note
    made["newest"]["path"][0] = made["newest"]["path"][-1]
    assert check(bundle.encode(made), [keeping.verifier()]).result == "invalid"


@pytest.mark.requirement("RQ061")
def test_nothing_personal_is_in_the_public_proof(office: world.Office) -> None:
    walk = served(Walk(office, world.person(), tier="个人情节较轻", fine_fen=50_000))
    text = json.dumps(proofs.public_bundle(shown_id()), ensure_ascii=False)
    assert "孙某某" in text
    for secret in ("孙小明", "11010519491231002X", "周建国", walk.subject.phone or "13800000000"):
        assert secret not in text


def test_there_is_no_public_proof_before_the_checkpoint_nor_of_what_is_not_public(walk: Walk) -> None:
    walk.until("decide")
    walk.run_effects()
    with scope(WORKER):
        prepared = Disclosure.objects.get()
    assert proofs.public_bundle(prepared.pk) is None
    walk.steps()["serve_decision"]()
    walk.run_effects()
    assert proofs.public_bundle(prepared.pk) is None
    sequencer.catch_up()
    checked(proofs.public_bundle(prepared.pk))


def test_the_public_proof_of_a_withdrawn_decision_says_why_and_opens_no_content(walk: Walk) -> None:
    served(walk)
    reason = "复议机关认定事实不清,决定已撤销。"
    walk.do(
        "revoke",
        {"category": "revoked", "decided_by": "reconsideration", "authority": "云州市人民政府", "effective_on": day(),
         "reasons": "事实不清。", "public_reason": reason},
    )  # fmt: skip
    walk.run_effects()
    sequencer.catch_up()
    made = proofs.public_bundle(shown_id())
    opened = checked(made)
    assert opened["disclosure"].keys() == {"disclosure"}
    assert opened["withdrawal"]["withdrawn_reason"] == reason
    assert walk.subject.name not in json.dumps(made, ensure_ascii=False)


def test_whoever_reads_the_act_gets_every_field_opened_and_others_get_nothing(walk: Walk) -> None:
    outcome = walk.do("register_clue", walk.clue())
    sequencer.catch_up()
    act = act_of(outcome)
    with scope(walk.office.actor("handler")):
        opened = checked(proofs.bundle_of("act", act.pk))["act"]
        assert opened["payload.summary"] == walk.clue()["summary"]
        assert opened["actors"][0]["name"] == "张伟"
        few = checked(proofs.bundle_of("act", act.pk, ("act", "payload.summary")))["act"]
        assert few.keys() == {"act", "payload.summary"}
    with scope(PUBLIC):
        assert proofs.bundle_of("act", act.pk) is None
    other = world.office("云州市市场监督管理局", "market", "云市监", "10000002")
    with scope(other.actor("handler")):
        assert proofs.bundle_of("act", act.pk) is None


def test_every_kind_of_record_has_its_proof(walk: Walk) -> None:
    served(walk)
    walk.attempt("decide", walk.decision(), by="archivist")
    sequencer.catch_up()
    with scope(WORKER):
        rows = {
            "approval": Approval.objects.first(),
            "exhibit": Exhibit.objects.first(),
            "paper": Paper.objects.filter(state="ready").first(),
            "refusal": Refusal.objects.first(),
            "disclosure": Disclosure.objects.first(),
        }
        for kind, row in rows.items():
            assert row is not None, kind
            assert checked(proofs.bundle_of(kind, row.pk))[kind][kind]["id"] == str(row.pk)
        assert proofs.bundle_of("withdrawal", rows["disclosure"].pk) is None  # type: ignore[union-attr]


def test_a_matter_is_proved_as_a_whole_and_what_waits_is_counted(walk: Walk) -> None:
    served(walk)
    with scope(walk.office.actor("handler")):
        made = proofs.matter_bundle(walk.matter_id)
        acts = Act.objects.filter(matter_id=walk.matter_id).count()
    assert made.waiting == 0
    kinds = []
    for part in made.bundles:
        assert len(part["proofs"]) <= bundle.MAX_PROOFS
        checked(part)
        kinds += [proof["kind"] for proof in part["proofs"]]
    assert len(made.bundles) == -(-len(kinds) // bundle.MAX_PROOFS)
    assert kinds.count("act") == acts
    assert {"act", "approval", "exhibit", "paper"} == set(kinds)


def test_what_does_not_stand_in_a_checkpoint_yet_is_counted(walk: Walk) -> None:
    walk.until("register_clue")
    sequencer.catch_up()
    walk.steps()["check_clue"]()
    with scope(walk.office.actor("handler")):
        made = proofs.matter_bundle(walk.matter_id)
    assert [proof["kind"] for part in made.bundles for proof in part["proofs"]] == ["act"]
    assert made.waiting >= 1


def test_more_than_a_bundle_holds_is_split_and_what_is_too_large_stays_closed(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.until("add_evidence")
    sequencer.catch_up()
    monkeypatch.setattr(proofs, "ROOM", 2_500)
    with scope(walk.office.actor("handler")):
        made = proofs.matter_bundle(walk.matter_id)
    assert len(made.bundles) > 2
    for part in made.bundles:
        checked(part)
        assert all(sum(map(len, proof["opened"])) <= 2_500 for proof in part["proofs"])


def test_a_bundle_takes_few_statements_however_much_it_proves(walk: Walk) -> None:
    served(walk)
    with scope(walk.office.actor("handler")):
        act = Act.objects.filter(kind="decide").values_list("pk", flat=True).get()
        with CaptureQueriesContext(connection) as one:
            proofs.bundle_of("act", act)
        with CaptureQueriesContext(connection) as all_of_it:
            proofs.matter_bundle(walk.matter_id)
    assert len(one) <= 6
    assert len(all_of_it) <= 9
