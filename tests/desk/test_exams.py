"""The exam on the desk: answered page by page without a script, handed in; the bank stays closed to candidates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from registers.sheetfiles import csv_bytes
from support import world

from yifa.demo.exams import PARTS, questions
from yifa.registers.change import change, change_many
from yifa.registers.imports import jobs
from yifa.registers.models import (
    Account,
    CertificateApplication,
    ExamAttempt,
    ExamPart,
    ExamResult,
    ExamScheme,
    Officer,
    QualificationCheck,
    Question,
)
from yifa.registers.scope import IMPORTER, scope
from yifa.registers.sheets import sheet_named

from .city import PASSWORD, City, with_roles

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("RQ005")]


def put(model: Any, **values: Any) -> Any:
    return change(IMPORTER, model, None, values, "测试")


@pytest.fixture
def city(city: City) -> City:
    return with_roles(city, "supervisor")


@pytest.fixture
def novice(city: City) -> Client:
    client = Client()
    client.force_login(open_exam(city))
    return client


def open_exam(city: City) -> Account:
    """Somebody of the agency without any role or certificate, whose application was checked; a scheme is open."""
    today = timezone.localdate()
    with scope(IMPORTER):
        officer = put(Officer, agency=city.office.agency, name="宁新", valid_from=world.START)
        account = put(Account, username="novice", officer=officer, password=PASSWORD)
        wanted = put(CertificateApplication, officer=officer, agency=city.office.agency, kind="执法", area="云州市",
                     applied_on=today - timedelta(days=9))  # fmt: skip
        put(
            QualificationCheck,
            application=wanted,
            on=today - timedelta(days=3),
            passed=True,
            checked_by="司法局",
        )
        change_many(IMPORTER, Question, questions(), "测试")
        scheme = put(ExamScheme, name="资格考试", minutes=60, pass_mark=60, organised_by="市司法局",
                     valid_from=world.START)  # fmt: skip
        rows = [
            {"scheme": scheme, "position": n, "category": c, "kind": k, "number": number, "points": points}
            for n, (c, k, number, points) in enumerate(PARTS, 1)
        ]
        change_many(IMPORTER, ExamPart, rows, "测试")
    return account


def begin(client: Client) -> ExamAttempt:
    response = client.post(reverse("desk:exam"), {"scheme": str(ExamScheme.objects.get().pk)})
    assert response.status_code == 302
    found = ExamAttempt.objects.select_related("paper").get()
    assert response["Location"] == reverse("desk:exam-sit", args=[found.pk])
    return found


def answers(attempt: ExamAttempt, page: int) -> dict[str, Any]:
    asked = list(enumerate(attempt.paper.questions))[(page - 1) * 5 : page * 5]
    return {f"q{n}": [q["answer"]] if q["kind"] == "judge" else list(q["answer"]) for n, q in asked}


def test_a_whole_exam_without_a_script(novice: Client) -> None:
    assert "开始考试" in novice.get(reverse("desk:exam")).content.decode()
    attempt = begin(novice)
    url = reverse("desk:exam-sit", args=[attempt.pk])
    for page in (1, 2, 3):
        shown = novice.get(f"{url}?page={page}").content.decode()
        assert shown.count("<fieldset") == 5
        assert "checked" not in shown
        left = novice.post(url, {"page": page, "_do": "next", **answers(attempt, page)})
        assert left["Location"] == f"{url}?page={page + 1}"
        assert " checked" in novice.get(f"{url}?page={page}").content.decode()  # kept through a reload
    assert "全部题目都已作答" in novice.get(f"{url}?page=4").content.decode()
    done = novice.post(url, {"page": 4, "_do": "submit"}, follow=True).content.decode()
    assert "成绩100分" in done and "合格" in done
    assert ExamResult.objects.get().score == 100
    assert novice.get(url)["Location"] == reverse("desk:exam")


def test_what_is_open_is_named_before_handing_in_and_a_change_is_saved_at_once(novice: Client) -> None:
    attempt = begin(novice)
    url = reverse("desk:exam-sit", args=[attempt.pk])
    kept = novice.post(url, {"page": 1, **answers(attempt, 1)}, headers={"HX-Request": "true"})
    assert kept.status_code == 204
    page = novice.get(f"{url}?page=4").content.decode()
    assert "还有 10 题没有答" in page and "第6题" in page and "第5题" not in page
    assert ExamAttempt.objects.get().submitted_at is None


def test_the_clock_of_the_server_ends_it(novice: Client) -> None:
    attempt = begin(novice)
    past = timezone.now() - timedelta(minutes=1)
    ExamAttempt.objects.update(started_at=past - timedelta(hours=1), ends_at=past)
    url = reverse("desk:exam-sit", args=[attempt.pk])
    page = novice.post(url, {"page": 1, **answers(attempt, 1)}, follow=True).content.decode()
    assert "考试时间已到" in page
    assert ExamResult.objects.get().score == 0


def test_a_second_one_is_refused_in_words(novice: Client) -> None:
    begin(novice)
    again = novice.post(reverse("desk:exam"), {"scheme": str(ExamScheme.objects.get().pk)})
    assert again.status_code == 422
    assert "正在进行" in again.content.decode()


@pytest.mark.parametrize("absurd", ["", "x", "-1", "9" * 30, "²"])
def test_absurd_pages_and_answers_change_nothing(novice: Client, absurd: str) -> None:
    attempt = begin(novice)
    url = reverse("desk:exam-sit", args=[attempt.pk])
    assert novice.get(f"{url}?page={absurd}").status_code == 200
    assert novice.post(url, {"page": absurd, "q0": ["对" * 500, "\0"], "qx": "A"}).status_code == 302
    attempt.paper.refresh_from_db()
    assert attempt.paper.answers == {}


def test_the_bank_and_other_peoples_papers_are_closed_to_candidates(city: City, novice: Client) -> None:
    attempt = begin(novice)
    question = Question.objects.first()
    assert question is not None
    sheet = reverse("desk:register", args=["questions"])
    for address in (
        sheet, reverse("desk:register-row", args=["questions", question.pk]),
        reverse("desk:exam-paper", args=[attempt.pk]),
    ):  # fmt: skip
        assert novice.get(address).status_code == 403
        assert city.client("handler").get(address).status_code == 403
    assert city.client("handler").get(reverse("desk:exam-sit", args=[attempt.pk])).status_code == 404
    shown = city.client("supervisor").get(sheet)
    assert shown.status_code == 200 and "S01" in shown.content.decode()


def test_those_who_keep_the_bank_see_that_the_paper_can_be_drawn_again(city: City, novice: Client) -> None:
    attempt = begin(novice)
    address = reverse("desk:exam-paper", args=[attempt.pk])
    running = city.client("supervisor").get(address).content.decode()
    assert attempt.seed in running and "可以重现" in running
    assert attempt.paper.questions[0]["text"] not in running  # not before it is handed in
    novice.post(reverse("desk:exam-sit", args=[attempt.pk]), {"page": 4, "_do": "submit"})
    assert attempt.paper.questions[0]["text"] in city.client("supervisor").get(address).content.decode()


def test_questions_come_in_by_a_file_and_a_bad_row_is_named(db: None) -> None:
    sheet = sheet_named("questions")
    assert sheet is not None
    titles = ["题号", "类别", "题型", "题干", "选项A", "选项B", "答案", "依据", "生效日期"]
    good = ["Q-1", "行政处罚", "单项选择题", "题", "甲", "乙", "B", "《行政处罚法》第九条", "2026-01-01"]
    bad = ["Q-2", "行政处罚", "判断题", "题", "", "", "C", "《行政处罚法》第九条", "2026-01-01"]
    with scope(IMPORTER):
        job = jobs.begin(IMPORTER, sheet, "题库.csv", csv_bytes([titles, good, bad]), "建库", agencies=None)
        from yifa.registers.imports import preview

        told = {r.verdict: r.problem for r in preview.rows(job, sheet, "", 0, 10)}
    assert "判断题的答案填对或者错" in told["x"]
    assert not Question.objects.exists()  # a dry run
