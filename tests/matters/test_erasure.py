"""Erasing: only by a recorded act, only what it names, never before the log has it; every face says who did it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.db import InternalError, connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from support.walk import Walk, act_of, day, now

from yifa.ledger.commit import lines_of, openings, recommit
from yifa.ledger.store import reading, sequencer
from yifa.matters import casefile, effects, erasure, files, service
from yifa.matters.committed import ENVELOPE
from yifa.matters.models import (
    Act,
    ActBody,
    Disclosure,
    Draft,
    DraftVersion,
    Effect,
    Exhibit,
    FileKey,
    Matter,
    Paper,
    StoredFile,
)
from yifa.matters.outcome import Outcome
from yifa.matters.page import look
from yifa.matters.request import Ask
from yifa.registers.change import change
from yifa.registers.models import Account
from yifa.registers.scope import IMPORTER, PUBLIC, WORKER, scope

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(_draft|_count|_corrects|_version)" value="([^"]*)"')
SAID = "内容已由“销毁办案内容”（云法〔2026〕9号，"
ORDER = {
    "ground": "judgment",
    "basis": "云州市云山区人民法院（2026）云01行初1号判决主文第二项",
    "document_number": "云法〔2026〕9号",
    "approved_on": day(),
    "reasons": "判决要求删除询问笔录中的个人信息。",
}


def _closed(walk: Walk, retention: str = "ten") -> Walk:
    """A case with a photograph, decided, served, paid, closed and archived."""
    for name, step in walk.steps().items():
        if name == "add_evidence":
            with scope(walk.office.actor("handler")):
                photo = files.store(
                    b"photo", name="p.jpg", media_type="image/jpeg", agency_id=str(walk.office.agency.pk)
                )
            rows = walk.evidence()["exhibits"]
            rows[0]["file"] = str(photo.pk)
            walk.do("add_evidence", {"exhibits": rows})
        else:
            step()
    paid = {"paid_on": day(), "amount_fen": walk.fine_fen, "channel": "bank", "receipt_number": "0001"}
    walk.do("pay", paid)
    walk.do("close", {"ground": "performed", "result": "处以罚款", "performance": "已经缴清"})
    walk.do("archive", {"retention": retention, "complete": True}, by="archivist")
    walk.run_effects()
    return walk


def _id(walk: Walk, kind: str) -> str:
    return next(str(o.act.pk) for o in walk.outcomes if o.act is not None and o.act.kind == kind)


def _order(walk: Walk, kind: str, **changes: Any) -> Outcome:
    return walk.attempt(kind, {**ORDER, **changes}, by="archivist")


def _erased(walk: Walk, *kinds: str) -> Act:
    """The contents of these records are gone; returns the act that ordered it."""
    act = act_of(_order(walk, "erase_body", acts=[_id(walk, kind) for kind in kinds]))
    for _ in range(3):
        walk.run_effects()
    return act


REMOVES = "UPDATE matters_actbody SET body = NULL, erased_by_id = %s, head = %s WHERE act_id = %s"


def _head(act_id: str) -> bytes:
    """What a lawful erasure would keep of a body."""
    with scope(WORKER):
        return b"\n".join(lines_of(bytes(ActBody.objects.get(act_id=act_id).body or b""), ENVELOPE))


def _refused(statement: str, *values: Any) -> None:
    refuses = pytest.raises((ProgrammingError, InternalError))
    with scope(WORKER), refuses as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def _blocked(outcome: Outcome) -> str:
    assert outcome.act is None
    return "".join(f.message for f in outcome.blocking)


def test_an_open_case_and_a_running_lawsuit_keep_their_contents(walk: Walk) -> None:
    walk.until("serve_decision")
    assert "阶段" in _blocked(_order(walk, "erase_body", acts=[_id(walk, "file")]))
    paid = {"paid_on": day(), "amount_fen": walk.fine_fen, "channel": "bank", "receipt_number": "0001"}
    walk.do("pay", paid)
    walk.do("close", {"ground": "performed", "result": "处以罚款", "performance": "已经缴清"})
    values = {"category": "litigation", "body": "云州市云山区人民法院", "started_on": day()}
    walk.do("start_reconsideration", values)
    assert "尚未终结" in _blocked(_order(walk, "erase_body", acts=[_id(walk, "file")]))


def test_what_must_be_kept_is_not_erased_for_being_old(walk: Walk) -> None:
    _closed(walk)
    old = {"ground": "retention", "appraisal": "经鉴定无保存价值"}
    assert "尚未届满" in _blocked(_order(walk, "erase_body", acts=[_id(walk, "file")], **old))
    assert "停止除存储" in _blocked(_order(walk, "erase_body", acts=[_id(walk, "file")], ground="purpose"))


def test_only_the_archivist_asks_and_the_head_approves(walk: Walk) -> None:
    _closed(walk)
    wanted = {**ORDER, "acts": [_id(walk, "file")]}
    assert "岗位角色" in _blocked(walk.attempt("erase_body", wanted, by="handler"))
    act_of(walk.attempt("erase_body", wanted, by="archivist"))
    assert walk.outcomes[-1].act is not None
    with scope(WORKER):
        draft = Draft.objects.get(pk=walk.outcomes[-1].act.pk)
        assert list(draft.approvals.filter(action="approve").values_list("role", flat=True)) == [
            "agency_head"
        ]


def test_the_body_and_its_copies_go_and_everything_else_stays_proved(walk: Walk) -> None:
    _closed(walk)
    target = _id(walk, "decide")
    by = _erased(walk, "decide")
    with scope(WORKER):
        row = ActBody.objects.get(act_id=target)
        assert (row.body, row.erased_by_id) == (None, by.pk)
        assert tuple(name for _, name, _ in openings(bytes(row.head or b""))) == ENVELOPE
        assert Draft.objects.get(pk=target).payload == {}
        assert {v.payload == {} for v in DraftVersion.objects.filter(draft_id=target)} == {True}
        found = erasure.erased_by(target)
        assert (
            found == by and erasure.erased_by(by.pk) is None and erasure.erased_by(_id(walk, "file")) is None
        )
        assert erasure.sentence(by).startswith(SAID)
        for body in ActBody.objects.exclude(body=None):
            entry = reading.entry_of("act", body.act_id)
            assert entry is not None and recommit(bytes(body.body or b"")).leaf == entry[1]
        entry = reading.entry_of("act", target)
        assert (
            entry is not None and Act.objects.get(pk=target).commitment == hashlib.sha256(entry[1]).digest()
        )


def test_nothing_is_removed_before_the_log_has_it(walk: Walk) -> None:
    _closed(walk)
    late = act_of(
        walk.do("withdraw_disclosure", {"public_reason": "误将不应公开的决定公开。"}, by="legal_reviewer")
    )
    by = act_of(_order(walk, "erase_body", acts=[str(late.pk)]))
    with scope(WORKER):
        for act in (late, by):
            effects.run(str(act.pk))
        effect = Effect.objects.get(act=by, name="erase")
        assert (effect.state, effect.problem) == ("queued", erasure.WAITING)
        assert ActBody.objects.get(act=late).body is not None


def test_an_erasure_entered_as_done_elsewhere_erases_nothing_here(walk: Walk) -> None:
    _closed(walk)
    importer = replace(IMPORTER, roles=frozenset({"importer"}))
    with scope(importer):
        values = {**ORDER, "acts": [_id(walk, "file")]}
        asked = Ask(importer, "erase_body", values, matter_id=walk.matter_id, mode="attest")
        act = act_of(service.record(asked))
    walk.run_effects()
    with scope(WORKER):
        assert not Effect.objects.filter(act=act).exists()
        assert ActBody.objects.get(act_id=_id(walk, "file")).body is not None
    _refused(REMOVES, act.pk, _head(_id(walk, "file")), _id(walk, "file"))


def test_erasing_twice_is_erasing_once(walk: Walk) -> None:
    _closed(walk)
    by = _erased(walk, "file")
    with scope(WORKER):
        effect = Effect.objects.get(act=by, name="erase")
        assert effect.state == "done" and erasure.erase(by, effect) == ""
    assert "已经销毁" in _blocked(_order(walk, "erase_body", acts=[_id(walk, "file")]))
    assert "本身不能销毁" in _blocked(_order(walk, "erase_body", acts=[str(by.pk)]))


def test_what_the_public_was_shown_goes_too(walk: Walk) -> None:
    _closed(walk)
    _erased(walk, "decide")
    with scope(PUBLIC):
        row = Disclosure.objects.get()
        assert (row.state, row.content, row.bodies, row.party_name) == ("withdrawn", {}, [], "")
        assert row.withdrawn_reason.startswith(SAID)
    with scope(WORKER):
        code = Matter.objects.get(pk=walk.matter_id).code
        assert reading.entry_of("withdrawal", row.pk) is not None
    for path in (reverse("portal:code", args=[code]), reverse("portal:decision", args=[row.pk])):
        page = Client().get(path)
        assert page.status_code == 200 and SAID in page.content.decode()
        assert walk.subject.name not in page.content.decode()


def test_every_face_of_the_case_says_by_what_it_was_erased(walk: Walk) -> None:
    _closed(walk)
    _erased(walk, "record_questioning", "show_identity", "decide")
    with scope(IMPORTER):
        values = {
            "username": "u-archive",
            "password": "Yunzhou-2026-x",
            "officer": walk.office.people["archivist"],
        }
        account = change(IMPORTER, Account, None, values, "测试账号")
    client = Client()
    client.force_login(account)
    url = reverse("desk:matter", args=[walk.matter_id])
    for tab in ("overview", "evidence", "papers", "approvals", "service", "file", "timeline"):
        assert client.get(f"{url}?tab={tab}").status_code == 200, tab
    timeline = client.get(f"{url}?tab=timeline").content.decode()
    assert timeline.count(SAID) == 3 and "工人图省事" not in timeline
    assert "仍然保留" in timeline
    approval = client.get(reverse("desk:approval", args=[_id(walk, "decide")]))
    assert approval.status_code == 200 and SAID in approval.content.decode()
    listed = client.get(f"/api/v1/matters/{walk.matter_id}/acts").json()
    gone = [a for a in listed if a["kind"] == "record_questioning"]
    assert gone[0]["payload"] is None and gone[0]["erased"].startswith(SAID)
    assert [a for a in listed if a["kind"] == "file"][0]["erased"] == ""
    assert client.get(f"/api/v1/acts/{gone[0]['id']}").json()["erased"].startswith(SAID)
    form = client.get(reverse("desk:act", args=[walk.matter_id, "erase_body"]))
    assert form.status_code == 200 and "核查线索" in form.content.decode()
    hidden = dict(HIDDEN.findall(form.content.decode()))
    typed = {
        **ORDER,
        **hidden,
        "acts": [_id(walk, "file")],
        "_occurred": f"{now():%Y-%m-%dT%H:%M}",
        "_do": "submit",
    }
    sent = client.post(reverse("desk:act", args=[walk.matter_id, "erase_body"]), typed)
    assert sent.status_code == 302
    with scope(WORKER):
        waiting = Draft.objects.get(kind="erase_body", state="submitted")
        assert waiting.payload["acts"] == [_id(walk, "file")] and waiting.waiting_roles == ["agency_head"]
    with scope(WORKER):
        text = "".join(
            p.extract_text()
            for p in PdfReader(io.BytesIO(casefile.build(Matter.objects.get(pk=walk.matter_id)))).pages
        )
        assert "内容已由“销毁办案内容”" in text.replace("\n", "")


def test_a_file_goes_with_its_key_and_is_named_as_destroyed(
    walk: Walk, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    _closed(walk)
    with scope(WORKER):
        photo = Exhibit.objects.exclude(file=None).get()
        record = Paper.objects.filter(act_id=_id(walk, "record_questioning")).get()
        paths = [StoredFile.objects.get(pk=i).storage_key for i in (photo.file_id, record.file_id)]
    by = act_of(_order(walk, "destroy_file", files=[str(photo.pk), str(record.pk)]))
    with django_capture_on_commit_callbacks(execute=True):
        walk.run_effects()
    with scope(WORKER):
        for file_id in (photo.file_id, record.file_id):
            assert FileKey.objects.get(file_id=file_id).key is None
            assert erasure.destroyed_by(file_id) == by
            with pytest.raises(files.FileUnreadable, match="文件已由“销毁证据或文书文件”（云法〔2026〕9号"):
                files.read(StoredFile.objects.get(pk=file_id))
        assert not any(default_storage.exists(path) for path in paths)
        assert reading.entry_of("exhibit", photo.pk) is not None
        assert {e.state for e in Effect.objects.filter(act=by)} == {"done"}
        casefile.build(Matter.objects.get(pk=walk.matter_id))
        view = look(walk.office.actor("archivist"), Matter.objects.get(pk=walk.matter_id))[1]
        told = erasure.files_told(view)
        assert {told[str(i)] for i in (photo.pk, record.pk)} == {erasure.sentence(by)}
    assert "已经销毁" in _blocked(_order(walk, "destroy_file", files=[str(photo.pk)]))


def test_a_file_of_another_case_is_not_destroyed_with_this_one(walk: Walk) -> None:
    _closed(walk)
    other = Walk(walk.office, walk.subject)
    other.until("show_identity")
    with scope(WORKER):
        photo = Exhibit.objects.exclude(file=None).get()
    rows = other.evidence()["exhibits"]
    rows[0]["file"] = str(photo.file_id)
    other.do("add_evidence", {"exhibits": rows})
    by = act_of(_order(walk, "destroy_file", files=[str(photo.pk)]))
    walk.run_effects()
    with scope(WORKER):
        assert Effect.objects.get(act=by, name="destroy").problem == erasure.SHARED
        view = look(walk.office.actor("archivist"), Matter.objects.get(pk=walk.matter_id))[1]
        assert erasure.files_told(view)[str(photo.pk)] == f"已决定销毁，尚未完成：{erasure.SHARED}"
        assert files.read(StoredFile.objects.get(pk=photo.file_id)) == b"photo"


@pytest.mark.parametrize("kind", ["erase_body", "destroy_file"])
def test_an_erasing_act_opens_no_door_for_what_it_does_not_name(walk: Walk, kind: str) -> None:
    _closed(walk)
    with scope(WORKER):
        photo = Exhibit.objects.exclude(file=None).get()
        paper = Paper.objects.filter(act_id=_id(walk, "record_questioning")).get()
    named = {"acts": [_id(walk, "file")]} if kind == "erase_body" else {"files": [str(paper.pk)]}
    by = act_of(_order(walk, kind, **named))
    _refused(REMOVES, by.pk, _head(_id(walk, "decide")), _id(walk, "decide"))
    _refused(
        "UPDATE matters_filekey SET key = NULL, destroyed_by_id = %s WHERE file_id = %s", by.pk, photo.file_id
    )


def test_a_body_leaves_exactly_its_envelope_in_one_step(walk: Walk) -> None:
    """Not less, not another's, not more of the content; not while it lives, and nothing afterwards."""
    _closed(walk)
    target = _id(walk, "file")
    by = act_of(_order(walk, "erase_body", acts=[target]))
    own = _head(target)
    with scope(WORKER):
        whole = bytes(ActBody.objects.get(act_id=target).body or b"")
    for head in (None, b"", own[:-1], own.rpartition(b"\n")[0], _head(_id(walk, "decide")), whole):
        _refused(REMOVES, by.pk, head, target)
    _refused("UPDATE matters_actbody SET head = %s WHERE act_id = %s", own, target)
    _refused("UPDATE matters_actbody SET head = %s, erased_by_id = %s WHERE act_id = %s", own, by.pk, target)
    with scope(WORKER), connection.cursor() as cursor:
        cursor.execute(REMOVES, [by.pk, own, target])
        assert cursor.rowcount == 1
    for again in (
        "head = NULL",
        "head = head",
        "erased_by_id = NULL",
        "body = head",
        "body = head, head = NULL",
    ):
        _refused(f"UPDATE matters_actbody SET {again} WHERE act_id = %s", target)


def test_saved_drafts_are_emptied_only_after_the_act_lost_its_body(walk: Walk) -> None:
    _closed(walk)
    sequencer.catch_up()
    with scope(WORKER), pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        DraftVersion.objects.filter(draft_id=_id(walk, "decide")).update(payload={})
