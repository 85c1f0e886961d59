"""What follows an act: papers rendered once, disclosure in time, withdrawal with a reason, nothing done twice."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.db import connection
from pypdf import PdfReader
from support import world
from support.walk import Walk, day

from yifa.ledger.store.models import PendingLeaf
from yifa.matters import casefile, effects, files
from yifa.matters.models import Act, Disclosure, Effect, Matter, Paper
from yifa.registers.scope import PUBLIC, WORKER, scope

pytestmark = pytest.mark.django_db


def _text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


@pytest.mark.requirement("RQ088")
def test_a_paper_is_rendered_once_stored_and_proved(walk: Walk) -> None:
    walk.until("file")
    walk.run_effects()
    with scope(WORKER):
        paper = Paper.objects.get(kind="filing_approval")
        content = files.read(paper.file)
        assert paper.state == "ready"
        assert hashlib.sha256(content).hexdigest() == paper.sha256
        assert walk.subject.name in _text(content)
        assert "云城unit_head" in _text(content)
        assert PendingLeaf.objects.filter(kind="paper", object_id=paper.pk).count() == 1
        made = paper.made_at
        effects.run(str(paper.act_id))
        assert Paper.objects.get(pk=paper.pk).made_at == made
        assert Effect.objects.filter(act_id=paper.act_id, state="done").count() == 1


def test_every_paper_of_the_road_can_be_made(walk: Walk) -> None:
    walk.until("serve_decision")
    walk.run_effects()
    with scope(WORKER):
        problems = {p.kind: p.problem for p in Paper.objects.exclude(state="ready")}
        assert problems == {}
        numbers = [p.number for p in Paper.objects.exclude(number="")]
        assert len(numbers) == len(set(numbers)) >= 4


@pytest.mark.requirement("RQ057")
def test_a_decision_becomes_public_when_it_is_served(walk: Walk) -> None:
    walk.until("decide")
    walk.run_effects()
    with scope(PUBLIC):
        assert not Disclosure.objects.exists()
    walk.steps()["serve_decision"]()
    walk.run_effects()
    with scope(PUBLIC):
        shown = Disclosure.objects.get()
        assert shown.party_name == walk.subject.name
        assert shown.content["fine_fen"] == walk.fine_fen
        assert walk.subject.identifier not in str(shown.content)


@pytest.mark.requirement("RQ061")
def test_a_natural_persons_name_and_identity_number_are_never_public(office: world.Office) -> None:
    walk = Walk(office, world.person(), violation="YZ-CG-010", tier="个人情节较轻", fine_fen=50_000)
    walk.until("serve_decision")
    walk.run_effects()
    with scope(PUBLIC):
        shown = Disclosure.objects.get()
        everything = f"{shown.content}{shown.party_name}{shown.search}{shown.title}"
        assert "孙小明" not in everything
        assert "11010519491231002X" not in everything
        assert "孙某某" in shown.party_name


@pytest.mark.requirement("RQ059")
def test_a_revoked_decision_is_taken_down_with_a_public_reason(walk: Walk) -> None:
    walk.until("serve_decision")
    walk.run_effects()
    reason = "复议机关认定事实不清,决定已撤销。"
    walk.do(
        "revoke",
        {"category": "revoked", "decided_by": "reconsideration", "authority": "云州市人民政府", "effective_on": day(),
         "reasons": "事实不清。", "public_reason": reason},
    )  # fmt: skip
    walk.run_effects()
    with scope(PUBLIC):
        row = Disclosure.objects.get()
        assert (row.state, row.withdrawn_reason, row.content) == ("withdrawn", reason, {})
        assert walk.subject.name not in row.search


@pytest.mark.requirement("RQ096")
def test_the_case_file_is_one_pdf_in_which_nothing_that_happened_is_missing(walk: Walk) -> None:
    walk.until("serve_decision")
    walk.run_effects()
    with scope(WORKER):
        matter = Matter.objects.select_related("version").get(pk=walk.matter_id)
        text = _text(casefile.build(matter))
        for paper in Paper.objects.all():
            assert paper.title in text, paper.title
    for title in ("登记线索", "核查线索", "出示执法证件", "放弃陈述申辩", "路口监控录像"):
        assert title in text, title
    # What was done apart for the case stands where it was opened.
    apart = ("重大执法决定法制审核：确定审核人员", "法制审核意见书", "负责人集体讨论记录")
    for title in apart:
        assert title in text, title
    assert text.index("确定审核人员") < text.index("行政处罚事先告知书")
    assert text.index("法制审核意见书") < text.index("负责人集体讨论记录")  # both in the inner volume


def test_a_file_whose_key_is_gone_or_whose_bytes_changed_is_not_shown(office: world.Office) -> None:
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    with scope(office.actor("handler")):
        stored = files.store(b"photo", name="a.jpg", media_type="image/jpeg", agency_id=str(office.agency.pk))
        assert files.read(stored) == b"photo"
        assert b"photo" not in default_storage.open(stored.storage_key).read()
        default_storage.delete(stored.storage_key)
        default_storage.save(stored.storage_key, ContentFile(b"x" * 40))
        with pytest.raises(files.FileUnreadable, match="不一致"):
            files.read(stored)
        default_storage.delete(stored.storage_key)
        with pytest.raises(files.FileUnreadable, match="没有找到"):
            files.read(stored)


@pytest.mark.requirement("RQ061")
def test_the_representative_of_a_firm_is_masked_in_what_is_public(walk: Walk) -> None:
    walk.until("serve_decision")
    walk.run_effects()
    with scope(PUBLIC):
        shown = Disclosure.objects.get()
        assert "周建国" not in f"{shown.content}{shown.search}"
        assert "周某某" in str(shown.content)


def test_what_a_decision_has_established_is_no_longer_called_suspected(walk: Walk) -> None:
    suspected = walk.file() | {"cause": "涉嫌在人口集中地区焚烧塑料案"}
    walk.file = lambda: suspected  # type: ignore[method-assign]
    walk.until("serve_decision")
    walk.run_effects()
    with scope(PUBLIC):
        assert Disclosure.objects.get().title == "在人口集中地区焚烧塑料案"


def test_publication_waits_for_what_is_published_whatever_the_order_of_the_queue(walk: Walk) -> None:
    walk.until("serve_decision")
    acts = {str(o.act.kind): str(o.act.pk) for o in walk.outcomes if o.act}
    with scope(WORKER):
        effects.run(acts["serve_decision"])
    with scope(PUBLIC):
        assert not Disclosure.objects.exists()
    with scope(WORKER):
        effects.run(acts["decide"])
        effects.run(acts["serve_decision"])
    with scope(PUBLIC):
        assert Disclosure.objects.count() == 1


def test_an_effect_that_fails_undoes_nothing_of_its_siblings(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Even when the database refuses a statement in the middle, papers of the same act are made."""
    walk.until("decide")

    def broken(act: Act, effect: Effect) -> str:
        Matter.objects.filter(pk=act.matter_id).update(title="半途而废")
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        return ""

    monkeypatch.setitem(effects.HANDLERS, "disclose", broken)
    walk.run_effects()
    with scope(WORKER):
        decided = Act.objects.get(matter_id=walk.matter_id, kind="decide")
        states = dict(Effect.objects.filter(act=decided).values_list("name", "state"))
        assert states == {"disclose": "queued", "paper": "done"}
        failed = Effect.objects.get(act=decided, name="disclose")
        assert (failed.attempts, "稍后自动再办" in failed.problem) == (1, True)
        assert Matter.objects.get(pk=walk.matter_id).title != "半途而废"
    assert "disclose" in caplog.text
    monkeypatch.undo()
    walk.run_effects()
    with scope(WORKER):
        assert Disclosure.objects.filter(act=decided).exists()
