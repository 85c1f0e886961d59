"""Agencies of two regions and a case in each; what a case may not show to a stranger is a mark that is easily found.

`build` fills a template once per run. `stock` adds, in the copy, what lies on disk (papers, evidence), and answers
with the ids of everything that an address can name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.test import Client
from django.utils import timezone
from support import permit_items, world
from support.walk import Walk, now
from support.world import IMPORTER, Office

from yifa.matters import drafting, files
from yifa.matters import models as m
from yifa.registers.actors import actor_of
from yifa.registers.change import change
from yifa.registers.models import (
    Account,
    Agency,
    Article,
    BenchmarkTable,
    Certificate,
    EvaluationItem,
    EvaluationUnit,
    ExemptionTable,
    Officer,
    PermitItem,
    PlanEvaluation,
    PlanSource,
    PlanTask,
    PolicyPlan,
    Region,
    Statute,
    Subject,
)
from yifa.registers.scope import WORKER, Actor, scope

PASSWORD = "Yunzhou-2026-desk"
NAMES = UUID("0198f000-1111-4000-8000-000000000000")
OFFICES = {
    "own": ("云州市城市管理综合执法局", "urban", "云城", "10000001"),
    "other": ("云州市市场监督管理局", "market", "云市监", "10000002"),
    "far": ("山州市城市管理综合执法局", "urban", "山城", "10000003"),
    "justice": ("云州市司法局", "other", "云司", "10000004"),
    "far_justice": ("山州市司法局", "other", "山司", "10000005"),
}
# Where each case is, who the party is, and the party's identity number, which is nowhere else.
CASES = {
    "own": ("own", "欧阳甲禾", "110105194912310101"),
    "secret": ("own", "欧阳乙禾", "110105194912310208"),
    "other": ("other", "欧阳丙禾", "110105194912310304"),
    "far": ("far", "欧阳丁禾", "110105194912310400"),
}
# Who asks: an account, and the office it is in.
VIEWERS = {
    "handler": ("own", "handler"),
    "stranger": ("own", "stranger"),
    "unit_head": ("own", "unit_head"),
    "agency_head": ("own", "agency_head"),
    "legal_reviewer": ("own", "legal_reviewer"),
    "hearing_officer": ("own", "hearing_officer"),
    "archivist": ("own", "archivist"),
    "supervisor": ("justice", "supervisor"),
    "supervisor_elsewhere": ("far_justice", "supervisor"),
    "system_admin": ("own", "system"),
    "security_admin": ("own", "security"),
    "audit_admin": ("own", "audit"),
    "out_of_service": ("own", "left"),
    "anonymous": ("", ""),
}
ADMINISTRATORS = {"system": "system_admin", "security": "security_admin", "audit": "audit_admin"}


@dataclass
class Target:
    """One case: the ids that addresses name, and its marks."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    number: str = ""
    marks: tuple[str, ...] = ()  # what only those may read who work on the case, or gave a reason


@dataclass
class Town:
    """What `stock` found."""

    targets: dict[str, Target]
    common: dict[str, str]

    def client(self, viewer: str) -> Client:
        """A browser in which the viewer is logged in, or nobody."""
        office, key = VIEWERS[viewer]
        client = Client(raise_request_exception=False)
        if office:
            client.force_login(account(office, key))
        return client

    def account(self, viewer: str) -> Account:
        return account(*VIEWERS[viewer])

    def actor(self, viewer: str) -> Actor:
        office, key = VIEWERS[viewer]
        return actor_of(account(office, key).officer_id)


def account(office: str, key: str) -> Account:
    return Account.objects.get(username=f"{office}-{key}")


def identity(body: str) -> str:
    """The identity number of those first seventeen digits, with its check character (GB 11643)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body[:17] + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=False)) % 11]


def build() -> None:
    """Everything that a database holds."""
    world.benchmarks()
    offices = {key: world.office(*values) for key, values in OFFICES.items()}
    with scope(IMPORTER):
        _regions(offices)
        for key, of in offices.items():
            _people(key, of)
        _law(offices["own"].agency)
        _plan(offices["own"].agency)
    permit_items.register(offices["own"].agency)
    for name in CASES:
        _case(name, offices[CASES[name][0]])


def _regions(offices: dict[str, Office]) -> None:
    """山州市 is another city of the province."""
    province = Region.objects.get(pk="990000")
    values = {"code": "990200", "name": "山州市", "level": 2, "parent": province}
    elsewhere = change(IMPORTER, Region, None, values, "测试")
    for key in ("far", "far_justice"):
        change(IMPORTER, Agency, offices[key].agency.pk, {"region": elsewhere}, "测试")


def _plan(agency: Agency) -> None:
    """A published plan of the first agency with one task and an evaluation of it."""
    text, today = "一、全员轮训。各单位每年组织轮训。", timezone.localdate()
    source = change(IMPORTER, PlanSource, None, {"agency": agency, "sha256": "0" * 64, "text": text}, "测试")
    plan = change(IMPORTER, PolicyPlan, None, {
        "agency": agency, "title": "云州市轮训方案", "level": "city", "adopted_on": today, "published_on": today,
        "source": source, "span_end": len(text),
    }, "测试")  # fmt: skip
    change(IMPORTER, PlanTask, None, {"plan": plan, "position": 0, "title": "全员轮训", "text": text}, "测试")
    evaluation = change(IMPORTER, PlanEvaluation, None, {
        "plan": plan, "kind": "mid", "title": "中期评估", "scheme": "查阅材料", "starts_on": today, "self_by": today,
        "check_by": today,
    }, "测试")  # fmt: skip
    change(IMPORTER, EvaluationItem, None, {
        "evaluation": evaluation, "position": 0, "title": "全员轮训", "standard": "全部完成", "points": 100,
    }, "测试")  # fmt: skip
    change(IMPORTER, EvaluationUnit, None, {"evaluation": evaluation, "agency": agency}, "测试")


def _people(key: str, of: Office) -> None:
    if key == "own":
        for name, role in ADMINISTRATORS.items():
            world.officer(of, name, role, f"管理员{name}")
        world.officer(of, "stranger", "handler", "非承办人")
        left = world.officer(of, "left", "handler", "已离任")
        change(IMPORTER, Officer, left.pk, {"valid_to": timezone.localdate() - timedelta(days=1)}, "调离")
    if key.endswith("justice"):
        world.officer(of, "supervisor", "supervisor", "监督员")
    for person_key, person in of.people.items():
        values = {"username": f"{key}-{person_key}", "officer": person, "password": PASSWORD}
        change(IMPORTER, Account, None, values, "测试账号")


def _law(agency: Agency) -> None:
    statute = Statute.objects.create(
        title="测试市容条例", short_title="市容条例", kind="local", adopted_on=date(2020, 1, 1),
        effective_from=date(2020, 1, 1), sha256="0" * 64,
    )  # fmt: skip
    Article.objects.create(statute=statute, number=1, label="第一条", text="为了市容，制定本条例。", order=1)
    data = {"list": {"title": "首违不罚清单", "effective": "2025-01-01"}, "items": []}
    values = {"title": "首违不罚清单", "effective_from": date(2025, 1, 1), "data": data, "sha256": "0" * 64}
    change(IMPORTER, ExemptionTable, None, values, "测试")


def _case(name: str, of: Office) -> None:
    """A case that was filed, with an open draft, and one that waits for the head of the unit."""
    party = world.person(CASES[name][1], identity(CASES[name][2]))
    walk = Marked(of, party, mark=name)
    walk.until("record_questioning")
    if name == "secret":
        form = {
            "secrecy": "business",
            "basis": "反不正当竞争法第九条",
            "reasons": f"配方{mark('涉密', name)}",
        }
        walk.do("classify", form)
    handler = of.actor("handler")
    with scope(handler):
        base = {"matter_id": walk.matter_id, "procedure": "penalty.ordinary", "agency_id": str(of.agency.pk)}
        more = {"occurred_from": now(), "co_handlers": [of.id_of("handler2")]}
        opened = {**walk.correction(), "content": mark("拟稿", name)}
        drafting.save_draft(
            handler,
            drafting.DraftInput(
                id=draft_id(name, "open"), kind="order_correction", payload=opened, **base, **more
            ),
        )
        waits = {"secrecy": "personal", "basis": "民法典第一千零三十四条", "reasons": mark("送审", name)}
        drafting.save_draft(
            handler,
            drafting.DraftInput(
                id=draft_id(name, "submitted"), kind="classify", payload=waits, **base, **more
            ),
        )
        outcome = drafting.submit(handler, draft_id(name, "submitted"))
        assert outcome.needed, (outcome.errors, [f.message for f in outcome.blocking])


def mark(kind: str, name: str) -> str:
    """A word that stands nowhere but in that part of that case."""
    return f"{kind}标记{uuid5(NAMES, kind + name).hex[:8]}"


def draft_id(name: str, state: str) -> str:
    """An id as a page would have made it."""
    return f"01890000-{list(CASES).index(name):04x}-7000-8000-{len(state):012x}"


class Marked(Walk):
    """The plain road with a mark in each text."""

    def __init__(self, of: Office, party: Subject, mark: str = "", matter_id: str = "") -> None:
        super().__init__(of, party, matter_id=matter_id)
        self.mark = mark

    def clue(self) -> dict[str, Any]:
        return {**super().clue(), "summary": mark("线索", self.mark)}

    def file(self) -> dict[str, Any]:
        return {**super().file(), "conduct": mark("行为", self.mark), "opinion": mark("意见", self.mark)}

    def questioning(self) -> dict[str, Any]:
        return {
            **super().questioning(),
            "exchanges": [{"question": "经过？", "answer": mark("陈述", self.mark)}],
        }


def stock() -> Town:
    """Papers are made and evidence is stored, here and now; what was built is found again."""
    targets = {name: _target(name, office_of(CASES[name][0])) for name in CASES}
    with scope(WORKER):
        published = _publish(targets["own"])
    with scope(IMPORTER):
        common = {
            "account_id": str(account("own", "handler2").pk),
            "officer_id": str(account("own", "handler2").officer_id),
            "plan_id": str(PolicyPlan.objects.get().pk),
            "task_id": str(PlanTask.objects.get().pk),
            "evaluation_id": str(PlanEvaluation.objects.get().pk),
            "unit_id": str(EvaluationUnit.objects.get().pk),
            "statute_id": str(Statute.objects.get().pk),
            "table_id": str(BenchmarkTable.objects.order_by("pk").first().pk),  # type: ignore[union-attr]
            "exemption_id": str(ExemptionTable.objects.get().pk),
            "item_id": str(PermitItem.objects.get().pk),
            "agency_id": str(office_of("own").agency.pk),
            "disclosure_id": published,
            "row_id": str(office_of("own").agency.pk),
            "certificate_id": str(Certificate.objects.get(officer=account("own", "handler2").officer_id).pk),
        }
    return Town(targets, common)


def office_of(key: str) -> Office:
    """An office and its people, keyed as when they were made."""
    agency = Agency.objects.get(name=OFFICES[key][0])
    rows = Certificate.objects.filter(agency=agency).select_related("officer", "officer__unit")
    people = {c.number.removeprefix(agency.doc_prefix): c.officer for c in rows}
    unit = people["handler"].unit
    assert unit is not None
    return Office(agency, unit, people)


def _target(name: str, of: Office) -> Target:
    with scope(IMPORTER):
        party = Subject.objects.get(name=CASES[name][1])
        matter = m.Matter.objects.get(parties__subject=party)
    walk = Marked(of, party, mark=name, matter_id=str(matter.pk))
    handler = of.actor("handler")
    with scope(handler):
        content = f"%PDF {mark('证据', name)}".encode()
        held = {
            "media_type": "application/pdf",
            "agency_id": str(of.agency.pk),
            "officer_id": handler.officer_id,
        }
        exhibit = files.store(content, name=f"{mark('证据名', name)}.pdf", **held)
        upload = files.store(content, name=f"{mark('上传名', name)}.pdf", **held)
    evidence = walk.evidence()
    evidence["exhibits"][0] |= {"file": str(exhibit.pk), "title": mark("证据名", name)}
    walk.do("add_evidence", evidence)
    walk.run_effects()
    with scope(IMPORTER):
        paper = m.Paper.objects.filter(matter=matter, state="ready").order_by("pk").first()
        act = m.Act.objects.get(matter=matter, kind="record_questioning")
        matter.refresh_from_db()
    assert paper is not None, walk.papers()
    values = {
        "matter_id": str(matter.pk), "act_id": str(act.pk), "paper_id": str(paper.pk), "file_id": str(exhibit.pk),
        "upload_id": str(upload.pk), "subject_id": str(party.pk), "draft_id": draft_id(name, "open"),
        "submitted_id": draft_id(name, "submitted"), "code": matter.code, "number": matter.number,
        "name": party.name, "identifier": party.identifier, "agency": str(of.agency.pk),
        "handler": of.id_of("handler"), "procedure": "penalty.ordinary",
    }  # fmt: skip
    kinds = ("线索", "行为", "意见", "陈述", "证据", "证据名", "上传名", "拟稿", "送审", "涉密")
    marks = (party.name, party.identifier, *(mark(kind, name) for kind in kinds))
    return Target(name, values, matter.number, marks)


def _publish(target: Target) -> str:
    """A decision that is published, as the engine leaves it: the party's name masked."""
    act = m.Act.objects.get(pk=target.values["act_id"])
    row = m.Disclosure(
        agency_id=act.agency_id, matter_id=act.matter_id, act=act, paper_kind="penalty_decision",
        code=target.values["code"], number="云城罚决〔2026〕1号", title="焚烧塑料", agency_name=OFFICES["own"][0],
        party_name="欧阳某某", decided_on=timezone.localdate() - timedelta(days=3), state="published",
        content={"violation_code": "YZ-CG-010", "fine_fen": 200000, "kinds": ["fine"], "kinds_label": ["罚款"]},
        published_at=timezone.now() - timedelta(days=1), search="云城罚决〔2026〕1号 焚烧塑料 欧阳某某",
    )  # fmt: skip
    row.save(force_insert=True)
    return str(row.pk)
