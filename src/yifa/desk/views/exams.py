"""资格考试: whoever applied for a certificate sits the exam here; those who keep the bank see the papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yifa.access import access_exam_paper
from yifa.desk.views.base import NotThere, desk, needs, show
from yifa.registers import exams
from yifa.registers.exams.marking import said
from yifa.registers.models import CertificateApplication, ExamAttempt
from yifa.registers.models.certificate_steps import STEPS
from yifa.registers.scope import Actor

PAGE = 5  # questions on one page: short enough for a phone, and each page turned is a page saved
HOME = "desk:exam"


@require_http_methods(["GET", "POST"])
@desk
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Which exams are open to whoever is at work, the one that runs, and those sat before. POST begins one."""
    refused = ""
    if request.method == "POST":
        try:
            attempt = exams.start(actor, request.POST.get("scheme", "")[:40])
            return redirect("desk:exam-sit", attempt.pk)
        except exams.NotNow as error:
            refused = str(error)
    running = exams.running(actor.officer_id)
    if running is not None and running.ends_at <= timezone.now():
        exams.submit(running.pk)
        running = None
    newest = _newest(actor)
    context = {
        "running": running,
        "application": newest,
        "state": STEPS[newest.step_on(timezone.localdate())] if newest else "",
        "may": exams.may_sit(actor.officer_id) is not None,
        "schemes": [(s, *_size(s)) for s in exams.schemes_open()],
        "past": ExamAttempt.objects.filter(officer_id=actor.officer_id)
        .exclude(submitted_at=None)
        .select_related("scheme")[:20],
        "refused": refused,
    }
    return show(
        request, actor, "desk/exams.html", context, crumbs=[("资格考试", "")], status=422 if refused else 200
    )


def _newest(actor: Actor) -> CertificateApplication | None:
    rows = CertificateApplication.objects.filter(officer_id=actor.officer_id)
    return rows.prefetch_related("checks", "exams", "certificates").order_by("-applied_on", "-id").first()


def _size(scheme: Any) -> tuple[int, int]:
    parts = [p for p in scheme.parts.all() if p.number]
    return sum(p.number for p in parts), sum(p.number * p.points for p in parts)


@require_http_methods(["GET", "POST"])
@desk
def sit(request: HttpRequest, actor: Actor, attempt_id: str) -> HttpResponse:
    """One page of the paper; every page that is left is saved. The server's clock decides when it is over."""
    attempt = _own(actor, attempt_id)
    if attempt.submitted_at is None and attempt.ends_at <= timezone.now():
        exams.submit(attempt.pk)
        messages.warning(request, "考试时间已到，已按保存的答案交卷。")
        return redirect(HOME)
    if attempt.submitted_at is not None:
        return redirect(HOME)
    pages = -(-len(attempt.paper.questions) // PAGE)
    page = _page(request.POST.get("page") or request.GET.get("page", ""), pages)
    if request.method == "POST":
        return _saved(request, actor, attempt, page, pages)
    return _paper(request, actor, attempt, page, pages)


def _own(actor: Actor, attempt_id: str) -> ExamAttempt:
    rows = ExamAttempt.objects.select_related("scheme", "paper").filter(pk=attempt_id)
    found = rows.filter(officer_id=actor.officer_id).first() if actor.officer_id else None
    if found is None:
        raise NotThere("没有找到这场考试，或者它不是您的。", "在“资格考试”中查看")
    return found


def _page(text: str, pages: int) -> int:
    """A page from 1; one after the last is the page that hands in."""
    return (
        min(int(text), pages + 1)
        if text.isascii() and text.isdecimal() and 0 < len(text) < 5 and int(text)
        else 1
    )


def _saved(request: HttpRequest, actor: Actor, attempt: ExamAttempt, page: int, pages: int) -> HttpResponse:
    places = range((page - 1) * PAGE, min(page * PAGE, len(attempt.paper.questions)))
    given = {n: request.POST.getlist(f"q{n}")[:10] for n in places}
    try:
        exams.save(actor, attempt.pk, given)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204)
        if request.POST.get("_do") == "submit" and page > pages:
            done = exams.submit(attempt.pk)
            messages.success(request, f"已交卷，成绩{done.score}分。", extra_tags="good")
            return redirect(HOME)
    except exams.NotNow as error:
        messages.warning(request, str(error))
        return redirect(HOME)
    step = {"back": -1, "stay": 0}.get(request.POST.get("_do", ""), 1)
    return redirect(f"{reverse('desk:exam-sit', args=[attempt.pk])}?page={max(page + step, 1)}")


def _paper(request: HttpRequest, actor: Actor, attempt: ExamAttempt, page: int, pages: int) -> HttpResponse:
    answers, questions = attempt.paper.answers, attempt.paper.questions
    shown = [
        (n, questions[n], answers.get(str(n), []))
        for n in range((page - 1) * PAGE, min(page * PAGE, len(questions)))
    ]
    open_places = [n for n in range(len(questions)) if not answers.get(str(n))]
    context = {
        "attempt": attempt,
        "shown": shown,
        "page": page,
        "pages": pages,
        "total": len(questions),
        "open": [(n + 1, n // PAGE + 1) for n in open_places],
        "answered": len(questions) - len(open_places),
        "minutes": max(int((attempt.ends_at - timezone.now()).total_seconds() // 60), 0),
    }
    crumbs = [("资格考试", reverse(HOME)), (attempt.scheme.name, "")]
    return show(request, actor, "desk/exam_sit.html", context, crumbs=crumbs)


@require_safe
@desk
@needs("registers.questions.read")
def paper(request: HttpRequest, actor: Actor, attempt_id: str) -> HttpResponse:
    """A paper with right and given answers, its seed, and whether it is drawn again from them."""
    found = ExamAttempt.objects.select_related("scheme", "paper", "bank", "officer__agency").filter(
        pk=attempt_id
    )
    attempt = found.first()
    if attempt is None:
        raise NotThere("没有找到这场考试。", "在“登记—网上考试”中查找")
    candidate = attempt.officer
    over = attempt.submitted_at is not None
    verdict = access_exam_paper(actor, str(candidate.pk), str(candidate.agency_id), over=over)
    if not verdict:
        raise NotThere(f"{verdict.why}。", "在“登记—网上考试”中查找")
    lines = [
        (n, q, said(q, attempt.paper.answers.get(str(n), [])), q["answer"])
        for n, q in enumerate(attempt.paper.questions, 0)
    ]
    context = {
        "attempt": attempt,
        "lines": [(n + 1, q, given, given == answer) for n, q, given, answer in lines] if over else [],
        "over": over,
        "proved": exams.redrawn(attempt, attempt.paper),
    }
    crumbs = [("登记", reverse("desk:registers")), ("网上考试", reverse("desk:register", args=["exam_attempts"])),
              (attempt.officer.name, "")]  # fmt: skip
    return show(request, actor, "desk/exam_paper.html", context, crumbs=crumbs)
