"""Two agencies with accounts in every role; the first has matters at several stages, papers, files and drafts.

Built once per run and found again by name, because every test works on a copy of the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.test import Client
from support import world
from support.walk import Walk, day, now
from support.world import IMPORTER, Office, change

from yifa.ledger.store.models import PendingLeaf
from yifa.matters import drafting, files
from yifa.matters import models as m
from yifa.registers.actors import actor_of
from yifa.registers.models import Account, Agency, Certificate, Officer, RoleGrant, Subject
from yifa.registers.scope import Actor, scope

OURS, THEIRS = "云州市城市管理综合执法局", "云州市市场监督管理局"
ADMINS = {"system": "system_admin", "security": "security_admin", "audit": "audit_admin"}
SECRET = "绝密口令甲乙丙"
HAN = re.compile(r"[\u4e00-\u9fff]")
HTML = '<script>alert("雪")</script><img src=x onerror=alert(1)>\' onmouseover="alert(2)'
TYPST = '#read("/etc/passwd") #eval("6*7") $x^2$ #panic("崩") *粗* @nobody <label> \\ // /* #[ ] { } `'
DJANGO = "{{ settings.SECRET_KEY }}{% debug %}{% load x %}"
HOSTILE = f"{HTML} {TYPST} {DJANGO}"
TABLES = (
    m.Matter, m.Act, m.ActBody, m.Party, m.MatterFact, m.Paper, m.Clock, m.Exhibit, m.Effect, m.Draft, m.DraftVersion,
    m.Approval, m.Refusal, PendingLeaf, m.Disclosure, m.StoredFile, m.NumberCounter, m.Alert,
)  # fmt: skip


def counts(*without: Any) -> dict[str, int]:
    """How many rows every table of the engine has, as whoever sees all."""
    with scope(IMPORTER):
        return {t.__name__: t.objects.count() for t in TABLES if t not in without}


@contextmanager
def nothing_written(*except_for: Any) -> Iterator[None]:
    """Fails when any table of the engine has more or fewer rows afterwards."""
    before = counts(*except_for)
    assert before["Matter"] and before["Act"] and before["Clock"]
    yield
    after = counts(*except_for)
    assert after == before, {
        name: (before[name], after[name]) for name in before if before[name] != after[name]
    }


def build() -> None:
    """Everything, through the write paths."""
    world.benchmarks()
    ours = world.office()
    theirs = world.office(THEIRS, "market", "云市监", "10000002")
    with scope(IMPORTER):
        for of in (ours, theirs):
            for key, role in ADMINS.items():
                world.officer(of, key, role, "管理员")
            world.officer(of, "supervisor", "supervisor", "监督员")
        _people(ours)
        for office in (ours, theirs):
            for key, person in office.people.items():
                values = {"username": f"{office.agency.doc_prefix}-{key}", "officer": person, "password": "!"}
                change(IMPORTER, Account, None, values, "测试账号")
    for n, (name, last) in enumerate([("clue", "register_clue"), ("filed", "file")]):
        Walk(ours, world.firm(f"云州市{name}{SECRET}有限公司", f"3000000{n}")).until(last)
    Poisoned(ours, _poisoned_firm()).until("serve_decision")
    _documents(ours)
    Walk(theirs, world.firm("云州市别家有限公司", "30000009"), violation="YZ-SC-001").do(
        "register_clue", Walk(theirs, world.person()).clue() | {"parties": [], "violation_code": None}
    )
    world.firm()


def poisoned(value: Any) -> Any:
    """The payload with hostile text behind every Chinese text in it."""
    if isinstance(value, dict):
        return {k: poisoned(v) for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(v) for v in value]
    return f"{value}{HOSTILE[:170]}" if isinstance(value, str) and HAN.search(value) else value


class Poisoned(Walk):
    """The same road, with everything typed on it hostile, but for what must agree with a register."""

    same = ("tier", "agency_name", "party_name", "party_address", "reconsideration_body", "court")

    def do(self, kind: str, payload: Mapping[str, Any], by: str = "handler", **extra: Any) -> Any:
        given = poisoned(dict(payload)) | {k: v for k, v in payload.items() if k in self.same}
        return super().do(kind, given, by, **extra)


def _poisoned_firm() -> Subject:
    values = {
        "kind": "legal", "name": f"云州市served{SECRET}{HTML}公司", "identifier": world.uscc("40000001"),
        "identifier_kind": "uscc", "legal_rep": HTML[:40], "address": f"云州{TYPST}", "phone": "13900001234",
        "valid_from": world.START,
    }  # fmt: skip
    with scope(IMPORTER):
        return change(IMPORTER, Subject, None, values, "测试")


def _people(ours: Office) -> None:
    """People who should be refused: an auxiliary, lapsed certificates, someone who left, someone with no role."""
    auxiliary = world.officer(ours, "auxiliary", "handler", "辅警")
    change(IMPORTER, Officer, auxiliary.pk, {"auxiliary": True}, "测试")
    world.officer(ours, "expired", "handler", "证过期", valid_to=now().date() - timedelta(days=1))
    world.suspend_certificate(
        world.officer(ours, "suspended", "handler", "证暂扣"), now().date() - timedelta(days=3)
    )
    left = world.officer(ours, "left", "handler", "已离任")
    change(IMPORTER, Officer, left.pk, {"valid_to": now().date() - timedelta(days=1)}, "调离")
    nobody = world.officer(ours, "roleless", "handler", "无岗位")
    grant = RoleGrant.objects.get(officer=nobody)
    change(IMPORTER, RoleGrant, grant.pk, {"valid_to": now().date() - timedelta(days=1)}, "免去")
    world.officer(ours, "stranger", "handler", "非承办人")


def _documents(ours: Office) -> None:
    """An open draft and a submitted one."""
    town = Town()
    handler = ours.actor("handler")
    with scope(handler):
        base = {"matter_id": town.matter("clue"), "procedure": "penalty.ordinary", "agency_id": town.ours_id}
        refusal = {"ground": "no_fact", "reasons": f"{SECRET}没有违法事实", "complainant_told_on": day()}
        for key, kind, payload in (
            ("open", "check_clue", {"result": SECRET}),
            ("submitted", "refuse_filing", refusal),
        ):
            draft = drafting.DraftInput(
                id=_draft_id(key),
                kind=kind,
                payload=payload,
                **base,
                occurred_from=now(),
                co_handlers=[ours.id_of("handler2")],
            )
            drafting.save_draft(handler, draft)
        outcome = drafting.submit(handler, _draft_id("submitted"))
        assert outcome.needed, (outcome.errors, [f.message for f in outcome.blocking])


def _draft_id(key: str) -> str:
    return {
        "open": "01890000-1111-7000-8000-000000000001",
        "submitted": "01890000-1111-7000-8000-000000000002",
    }[key]


class Town:
    """What `build` made, found again."""

    @cached_property
    def ours(self) -> Office:
        return office_named(OURS)

    @cached_property
    def theirs(self) -> Office:
        return office_named(THEIRS)

    @property
    def ours_id(self) -> str:
        return str(self.ours.agency.pk)

    def matter(self, name: str) -> str:
        """Id of our matter that stopped at clue, filed or served."""
        with scope(IMPORTER):
            return str(m.Matter.objects.get(party_names__startswith=f"云州市{name}{SECRET}", parent=None).pk)

    def walk(self, name: str = "") -> Walk:
        """The road of one of our matters, to go on; a new one with a new firm when no name is given."""
        start = f"云州市{name}{SECRET}" if name else "云州市顺达"
        with scope(IMPORTER):
            walk = Walk(self.ours, Subject.objects.get(name__startswith=start))
        walk.matter_id = self.matter(name) if name else ""
        return walk

    def evidence(self) -> str:
        """Id of a file of ours, stored now: what lies on disk is not copied with the database."""
        handler = self.actor("handler")
        with scope(handler):
            row = files.store(
                f"%PDF {SECRET}".encode(), name=f"{SECRET}.pdf", media_type="application/pdf", agency_id=self.ours_id,
                officer_id=handler.officer_id,
            )  # fmt: skip
        return str(row.pk)

    def draft(self, key: str) -> str:
        """Id of our draft that is open or submitted."""
        return _draft_id(key)

    def one(self, model: Any, **where: Any) -> Any:
        """Some row of a protected table, as whoever sees all."""
        with scope(IMPORTER):
            return model.objects.filter(**where).order_by("pk").first()

    def client(self, key: str, of: Office | None = None, **options: Any) -> Client:
        """A logged-in browser."""
        client = Client(**options)
        client.force_login(Account.objects.get(officer=(of or self.ours).people[key]))
        return client

    def actor(self, key: str, of: Office | None = None) -> Actor:
        return actor_of((of or self.ours).people[key].pk)


def office_named(name: str) -> Office:
    """An office and its people, keyed as when they were made."""
    agency = Agency.objects.get(name=name)
    rows = Certificate.objects.filter(agency=agency).select_related("officer", "officer__unit")
    people = {c.number.removeprefix(agency.doc_prefix): c.officer for c in rows}
    unit = people["handler"].unit
    assert unit is not None
    return Office(agency, unit, people)
