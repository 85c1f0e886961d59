"""Sitting an exam: begun once, saved as it goes, over by the server's clock, marked and entered as the result."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from yifa.registers.change import change
from yifa.registers.dates import in_force
from yifa.registers.exams.drawing import Part, digest, drawn
from yifa.registers.exams.marking import Marked, marked, said
from yifa.registers.models import (
    CertificateApplication,
    ExamAttempt,
    ExamBank,
    ExamPaper,
    ExamResult,
    ExamScheme,
    Question,
)
from yifa.registers.models.certificate_steps import STEPS
from yifa.registers.node import current_node
from yifa.registers.scope import WORKER, Actor

SITS = ("checked", "failed")
RUNNING = "您有一场考试正在进行，交卷后才能再考"


class NotNow(ValueError):
    """The exam cannot be begun or saved; the message says why, in Chinese."""


def may_sit(officer_id: str) -> CertificateApplication | None:
    """The officer's newest application that waits for an exam today, or None. Four statements."""
    today = timezone.localdate()
    rows = CertificateApplication.objects.filter(officer_id=officer_id, officer__auxiliary=False)
    rows = rows.select_related("officer", "agency").prefetch_related("checks", "exams", "certificates")
    return next((a for a in rows.order_by("-applied_on", "-id") if a.step_on(today) in SITS), None)


def schemes_open() -> list[ExamScheme]:
    """The schemes of this node in force today, with their parts. Two statements."""
    rows = in_force(ExamScheme, timezone.localdate()).filter(node=current_node())
    return list(rows.prefetch_related("parts").order_by("name"))


def running(officer_id: str) -> ExamAttempt | None:
    """The officer's exam that is not handed in, perhaps over by now."""
    rows = ExamAttempt.objects.filter(officer_id=officer_id, submitted_at=None)
    return rows.select_related("scheme", "paper").first()


def parts_of(scheme: ExamScheme) -> list[Part]:
    """The scheme's parts that ask for anything."""
    rows = sorted(scheme.parts.all(), key=lambda p: p.position)
    return [Part(p.position, p.category, p.kind, p.number, p.points) for p in rows if p.number]


def start(actor: Actor, scheme_id: UUID | str) -> ExamAttempt:
    """Draw a paper for whoever is at work and let the time run. Raises NotNow. Inside the actor's scope."""
    now = timezone.now()
    application = _application(actor, now)
    scheme = next((s for s in schemes_open() if str(s.pk) == str(scheme_id)), None)
    if scheme is None:
        raise NotNow("该考试没有开放，请重新选择")
    parts = parts_of(scheme)
    full = sum(p.number * p.points for p in parts)
    if full < scheme.pass_mark:
        raise NotNow("组卷方案的总分低于合格分数，请联系组织考试的机关")
    bank, seed = _bank(), secrets.token_hex(16)
    try:
        numbers = drawn(seed, parts, bank.pools)
    except ValueError as error:
        raise NotNow(f"{error}，请联系组织考试的机关") from None
    known = {q.number: q for q in _questions().filter(number__in=[d.number for d in numbers])}
    questions = [_frozen(known[d.number], d.part) for d in numbers]
    values = {
        "application": application, "officer": application.officer, "scheme": scheme, "bank": bank, "seed": seed,
        "paper_sha256": digest(questions), "pass_mark": scheme.pass_mark, "started_at": now,
        "ends_at": now + timedelta(minutes=scheme.minutes),
    }  # fmt: skip
    try:
        with transaction.atomic():
            attempt: ExamAttempt = change(actor, ExamAttempt, None, values, "开始考试")
            ExamPaper.objects.create(attempt=attempt, questions=questions)
    except (IntegrityError, ValidationError):  # begun in another window at the same moment
        raise NotNow(RUNNING) from None
    return attempt


def _application(actor: Actor, now: datetime) -> CertificateApplication:
    begun = running(actor.officer_id)
    if begun is not None and begun.ends_at > now:
        raise NotNow(RUNNING)
    if begun is not None:
        submit(begun.pk)
    application = may_sit(actor.officer_id)
    if application is None:
        mine = (
            CertificateApplication.objects.filter(officer_id=actor.officer_id).order_by("-applied_on").first()
        )
        state = f"申领目前是“{STEPS[mine.step_on(timezone.localdate())]}”" if mine else "没有申领登记"
        raise NotNow(f"资格审核通过、等待考试的申领才能参加考试；您的{state}")
    if any(e.on == timezone.localdate(now) for e in application.exams.all()):
        raise NotNow("今天已有考试成绩，请改日再考")
    return application


def _questions() -> Any:
    return in_force(Question, timezone.localdate()).filter(node=current_node())


def _bank() -> ExamBank:
    """The bank as it is now, kept under its digest."""
    pools: dict[str, list[str]] = {}
    for category, kind, number in _questions().order_by("number").values_list("category", "kind", "number"):
        pools.setdefault(f"{category}|{kind}", []).append(number)
    sha256 = digest(pools)
    bank, _ = ExamBank.objects.get_or_create(sha256=sha256, defaults={"pools": pools})
    return bank


def _frozen(question: Question, part: Part) -> dict[str, Any]:
    return {
        "number": question.number, "category": question.category, "kind": question.kind, "text": question.text,
        "options": [list(o) for o in question.options()], "answer": question.answer, "basis": question.basis,
        "points": part.points, "part": part.position,
    }  # fmt: skip


def save(actor: Actor, attempt_id: UUID | str, given: Mapping[int, Sequence[str]]) -> ExamAttempt:
    """Keep answers by place; what is not given here stays. After the time nothing is kept. Raises NotNow."""
    with transaction.atomic():
        attempt = _locked(attempt_id)
        if attempt is None or str(attempt.officer_id) != actor.officer_id:
            raise NotNow("没有这场考试")
        if attempt.submitted_at is not None:
            raise NotNow("已经交卷，不能再修改答案")
        now = timezone.now()
        if now < attempt.ends_at:
            paper = attempt.paper
            places = range(len(paper.questions))
            kept = {str(n): _kept(paper.questions[n], answer) for n, answer in given.items() if n in places}
            paper.answers = {k: v for k, v in (paper.answers | kept).items() if v}
            paper.saved_at = now
            paper.save(update_fields=["answers", "saved_at"])
            return attempt
    submit(attempt.pk)
    raise NotNow("考试时间已到，按已保存的答案交卷")


def _kept(question: Mapping[str, Any], answer: Sequence[str]) -> list[str]:
    """The letters of an answer that the question offers; nothing for one it does not."""
    form = said(question, list(answer))
    return [x for x, _ in question["options"] if x in form] if form else []


def submit(attempt_id: UUID | str) -> Marked:
    """Hand in, mark, and enter the result; what was handed in before stays as it is. Inside a scope."""
    with transaction.atomic():
        attempt = _locked(attempt_id)
        if attempt is None:
            raise NotNow("没有这场考试")
        points = marked(attempt.paper.questions, attempt.paper.answers)
        if attempt.submitted_at is not None:
            return points
        at = min(timezone.now(), attempt.ends_at)
        row: dict[str, Any] = {
            "application": attempt.application, "on": timezone.localdate(attempt.started_at),
            "name": attempt.scheme.name, "score": points.score, "pass_mark": attempt.pass_mark,
        }  # fmt: skip
        same = ExamResult.objects.filter(application=attempt.application, on=row["on"]).first()
        result = change(WORKER, ExamResult, None, row, "网上考试") if same is None else None
        done = {"submitted_at": at, "score": points.score, "result": result}
        change(WORKER, ExamAttempt, attempt.pk, done, "交卷，自动评分")
    return points


def _locked(attempt_id: UUID | str) -> ExamAttempt | None:
    rows = ExamAttempt.objects.select_for_update(of=("self",)).filter(pk=attempt_id)
    return rows.select_related("paper", "scheme", "application").first()


def close_overdue() -> int:
    """Hand in what ran out of time and nobody came back to. Returns how many."""
    found = ExamAttempt.objects.filter(submitted_at=None, ends_at__lte=timezone.now())
    over = list(found.values_list("pk", flat=True)[:500])
    for pk in over:
        submit(pk)
    return len(over)


def redrawn(attempt: ExamAttempt, paper: ExamPaper) -> bool:
    """Whether seed and bank give exactly this paper, and the paper is the one that was begun with."""
    questions = paper.questions
    parts: dict[int, Part] = {}
    for q in questions:
        number = sum(1 for x in questions if x["part"] == q["part"])
        parts[q["part"]] = Part(q["part"], q["category"], q["kind"], number, q["points"])
    again = [d.number for d in drawn(attempt.seed, list(parts.values()), attempt.bank.pools)]
    bank = digest(attempt.bank.pools) == attempt.bank_id
    return bank and again == [q["number"] for q in questions] and digest(questions) == attempt.paper_sha256
