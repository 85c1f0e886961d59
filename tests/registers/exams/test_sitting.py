"""An exam is begun once, kept as it goes, over by the server's clock, and its result is what a certificate asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from registers import make
from yifa.demo.exams import PARTS, questions
from yifa.registers import exams
from yifa.registers.change import change, change_many
from yifa.registers.models import (
    Agency,
    Certificate,
    CertificateApplication,
    ExamAttempt,
    ExamBank,
    ExamPaper,
    ExamPart,
    ExamResult,
    ExamScheme,
    Officer,
    Question,
    RegisterChange,
)
from yifa.registers.scope import IMPORTER, Actor, scope

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ005")]
TODAY = date.today()


def put(model: Any, **values: Any) -> Any:
    return change(IMPORTER, model, None, values, "测试")


@pytest.fixture
def here(db: None) -> Iterator[Agency]:
    with scope(IMPORTER):
        yield make.agency(1, make.region())


@pytest.fixture
def ann(here: Agency) -> Officer:
    return make.officer("安宁", here)


@pytest.fixture
def application(ann: Officer) -> CertificateApplication:
    made: CertificateApplication = put(
        CertificateApplication, officer=ann, agency=ann.agency, applied_on=TODAY - timedelta(days=30),
        kind="行政执法", area="云州市",
    )  # fmt: skip
    put_check(made)
    return made


def put_check(of: CertificateApplication) -> None:
    from yifa.registers.models import QualificationCheck

    put(QualificationCheck, application=of, on=TODAY - timedelta(days=20), passed=True, checked_by="司法局")


@pytest.fixture
def scheme(here: Agency) -> ExamScheme:
    change_many(IMPORTER, Question, questions(), "测试")
    made: ExamScheme = put(
        ExamScheme, name="资格考试", minutes=60, pass_mark=60, organised_by="市司法局", valid_from=make.FROM
    )
    rows = [
        {"scheme": made, "position": n, "category": c, "kind": k, "number": number, "points": points}
        for n, (c, k, number, points) in enumerate(PARTS, 1)
    ]
    change_many(IMPORTER, ExamPart, rows, "测试")
    return made


def who(officer: Officer) -> Actor:
    own = str(officer.agency_id)
    return Actor("agency", officer.name, "", str(officer.pk), own, agencies=(own,))


def right(attempt: ExamAttempt, but: int = 0) -> dict[int, list[str]]:
    """The right answer to every question of the paper, but for the last few."""
    asked = attempt.paper.questions
    return {
        n: [q["answer"]] if q["kind"] == "judge" else list(q["answer"])
        for n, q in enumerate(asked[: len(asked) - but])
    }


def over(attempt: ExamAttempt) -> None:
    past = timezone.now() - timedelta(minutes=1)
    ExamAttempt.objects.filter(pk=attempt.pk).update(started_at=past - timedelta(hours=1), ends_at=past)


def test_from_the_draw_to_the_certificate(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    attempt = exams.start(who(ann), scheme.pk)
    assert len(attempt.paper.questions) == sum(p[2] for p in PARTS) == 15
    assert sum(q["points"] for q in attempt.paper.questions) == 100
    assert attempt.ends_at - attempt.started_at == timedelta(minutes=60)
    exams.save(who(ann), attempt.pk, right(attempt))
    assert exams.submit(attempt.pk).score == 100
    result = ExamResult.objects.get(application=application)
    assert (result.name, result.score, result.pass_mark, result.passed) == ("资格考试", 100, 60, True)
    found = CertificateApplication.objects.get(pk=application.pk)
    assert found.step_on(TODAY) == "ready"
    put(Certificate, officer=ann, agency=ann.agency, number="N-1", application=found, valid_from=TODAY,
        valid_to=TODAY + timedelta(days=900))  # fmt: skip


def test_too_few_points_fail_and_no_certificate_follows(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    attempt = exams.start(who(ann), scheme.pk)
    exams.save(who(ann), attempt.pk, {0: right(attempt)[0]})
    assert exams.submit(attempt.pk).score == attempt.paper.questions[0]["points"]
    found = CertificateApplication.objects.get(pk=application.pk)
    assert found.step_on(TODAY) == "failed"
    with pytest.raises(ValidationError, match="考试未通过"), transaction.atomic():
        put(Certificate, officer=ann, agency=ann.agency, number="N-1", application=found, valid_from=TODAY,
            valid_to=TODAY + timedelta(days=900))  # fmt: skip


def test_no_second_exam_while_one_runs(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    first = exams.start(who(ann), scheme.pk)
    with pytest.raises(exams.NotNow, match="正在进行"):
        exams.start(who(ann), scheme.pk)
    twin = ExamAttempt(
        application=application, officer=ann, scheme=scheme, bank=first.bank, seed="0" * 32, paper_sha256="",
        pass_mark=60, started_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="attempt_running_once"), transaction.atomic():
        twin.save(force_insert=True)  # two windows at the same moment


def test_nor_on_the_day_of_a_result(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    attempt = exams.start(who(ann), scheme.pk)
    exams.submit(attempt.pk)
    with pytest.raises(exams.NotNow, match="改日再考"):
        exams.start(who(ann), scheme.pk)


def test_answers_are_kept_as_they_come_and_later_ones_replace_them(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    attempt = exams.start(who(ann), scheme.pk)
    exams.save(who(ann), attempt.pk, {0: ["A"], 1: ["B"]})
    exams.save(who(ann), attempt.pk, {1: ["C"], 2: ["D"]})
    exams.save(who(ann), attempt.pk, {2: [], 3: ["Z"], 99: ["A"], -1: ["A"]})
    assert ExamPaper.objects.get(pk=attempt.pk).answers == {"0": ["A"], "1": ["C"]}


def test_after_the_time_nothing_is_kept_and_what_was_saved_is_handed_in(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    attempt = exams.start(who(ann), scheme.pk)
    exams.save(who(ann), attempt.pk, {0: right(attempt)[0]})
    over(attempt)
    with pytest.raises(exams.NotNow, match="时间已到"):
        exams.save(who(ann), attempt.pk, right(attempt))
    attempt.refresh_from_db()
    assert attempt.score == attempt.paper.questions[0]["points"]
    assert attempt.submitted_at == attempt.ends_at
    with pytest.raises(exams.NotNow, match="已经交卷"):
        exams.save(who(ann), attempt.pk, right(attempt))


def test_who_does_not_come_back_is_handed_in_by_the_clock(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    attempt = exams.start(who(ann), scheme.pk)
    assert exams.close_overdue() == 0
    over(attempt)
    assert exams.close_overdue() == 1
    assert ExamResult.objects.get(application=application).score == 0


def test_nobody_saves_in_anothers_exam(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    attempt = exams.start(who(ann), scheme.pk)
    bo = make.officer("柏文", ann.agency)
    with pytest.raises(exams.NotNow, match="没有这场考试"):
        exams.save(who(bo), attempt.pk, {0: ["A"]})


def test_only_a_checked_application_opens_the_exam(ann: Officer, scheme: ExamScheme) -> None:
    with pytest.raises(exams.NotNow, match="没有申领登记"):
        exams.start(who(ann), scheme.pk)
    made = put(
        CertificateApplication, officer=ann, agency=ann.agency, applied_on=TODAY - timedelta(days=30),
        kind="行政执法", area="云州市",
    )  # fmt: skip
    with pytest.raises(exams.NotNow, match="待资格审核"):
        exams.start(who(ann), scheme.pk)
    put_check(made)
    assert exams.start(who(ann), scheme.pk).application == made


def test_the_paper_is_proved_by_its_seed_and_the_bank_it_was_drawn_from(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    attempt = exams.start(who(ann), scheme.pk)
    assert bytes(RegisterChange.objects.get(row_id=attempt.pk).body)  # seed and digests stand in the log
    change(
        IMPORTER,
        Question,
        Question.objects.get(number="S01").pk,
        {"valid_to": TODAY - timedelta(days=1)},
        "停用",
    )
    assert exams.redrawn(attempt, attempt.paper)  # the bank has changed since; the paper's own bank has not
    paper = ExamPaper.objects.get(pk=attempt.pk)
    paper.questions[0]["answer"] = "D" if paper.questions[0]["answer"] != "D" else "A"
    assert not exams.redrawn(attempt, paper)
    attempt.bank = ExamBank(attempt.bank_id, {**attempt.bank.pools, "别的|judge": ["X"]})
    assert not exams.redrawn(attempt, attempt.paper)


def test_a_question_changed_during_the_exam_is_marked_as_it_was_asked(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    attempt = exams.start(who(ann), scheme.pk)
    asked = attempt.paper.questions[0]
    other = next(x for x in "ABCD" if x != asked["answer"])
    change(IMPORTER, Question, Question.objects.get(number=asked["number"]).pk, {"answer": other}, "更正")
    exams.save(who(ann), attempt.pk, {0: [asked["answer"]]})
    assert exams.submit(attempt.pk).score == asked["points"]


def test_a_scheme_the_bank_cannot_fill_begins_nothing(
    ann: Officer, application: CertificateApplication, scheme: ExamScheme
) -> None:
    part = scheme.parts.get(position=1)
    change(IMPORTER, ExamPart, part.pk, {"number": 60}, "调整")
    with pytest.raises(exams.NotNow, match="题目不足：要60题"):
        exams.start(who(ann), scheme.pk)
    change(IMPORTER, ExamPart, part.pk, {"number": 0}, "调整")
    change(IMPORTER, ExamScheme, scheme.pk, {"pass_mark": 90}, "调整")
    with pytest.raises(exams.NotNow, match="总分低于合格分数"):
        exams.start(who(ann), scheme.pk)
    assert not ExamAttempt.objects.exists()


WRONG = [
    ({"answer": "E"}, "answer"),
    ({"answer": "AB"}, "answer"),
    ({"option_b": ""}, "option_a"),
    ({"option_b": "", "option_c": ""}, "option_a"),
    ({"kind": "multiple", "answer": "A"}, "answer"),
    ({"kind": "multiple", "answer": "BA"}, "answer"),
    ({"kind": "judge", "answer": "A"}, "answer"),
    ({"kind": "judge", "answer": "对"}, "option_a"),
]


@pytest.mark.parametrize(("values", "field"), WRONG)
def test_a_question_that_cannot_be_answered_is_refused(here: Agency, values: Any, field: str) -> None:
    good = {
        "number": "T-1", "category": "行政处罚", "kind": "single", "text": "题", "option_a": "甲", "option_b": "乙",
        "option_c": "丙", "answer": "A", "basis": "《行政处罚法》第九条", "valid_from": make.FROM,
    }  # fmt: skip
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        put(Question, **{**good, **values})
    assert field in caught.value.message_dict
    put(Question, **good)
