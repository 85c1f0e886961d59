"""Subjects in sets: the same judgement and the same traces as row by row, whatever the file holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from registers import make
from registers.sheetfiles import csv_bytes
from yifa.law.codes import check_identity_number, check_uscc
from yifa.registers import sheets
from yifa.registers.change import change, history, snapshot
from yifa.registers.imports import jobs, preview, quick, subjects_sql
from yifa.registers.models import ImportJob, RegisterChange, Subject
from yifa.registers.scope import IMPORTER, scope
from yifa.registers.sheets import sheet_named

TITLES = [
    "类别",
    "名称或姓名",
    "证件类型",
    "证件号码",
    "法定代表人或负责人",
    "住址或住所",
    "电话",
    "出生日期",
    "登记日期",
    "注销日期",
]
USCC, PERSON = "统一社会信用代码", "居民身份证"


def firm(number: int, name: str = "甲公司", **said: Any) -> list[str]:
    row = {
        "kind": "法人", "name": name, "of": USCC, "code": make.uscc(number), "rep": "周建国", "at": "中山路1号",
        "phone": "13900001234", "born": "", "from": "2026-01-01", "to": "", **said,
    }  # fmt: skip
    return list(row.values())


def load(rows: list[list[str]], titles: list[str] | None = None) -> ImportJob:
    found = sheet_named("subjects")
    assert found is not None
    with scope(IMPORTER):
        return jobs.begin(
            IMPORTER, found, "a.csv", csv_bytes([titles or TITLES, *rows]), "年度清理", agencies=None
        )


def write(job: ImportJob) -> ImportJob:
    with scope(IMPORTER):
        jobs.confirm(job.pk)
    jobs.run_writing(job.pk)
    job.refresh_from_db()
    return job


def told(job: ImportJob) -> list[tuple[str, str]]:
    found = sheet_named("subjects")
    assert found is not None
    with scope(IMPORTER):
        return [(r.verdict, r.problem) for r in preview.rows(job, found, "", 0, 200)]


def subjects() -> list[dict[str, Any]]:
    with scope(IMPORTER):
        return [
            {k: v for k, v in snapshot(s).items() if k != "id"}
            for s in Subject.objects.order_by("name", "identifier")
        ]


MESSY = [
    firm(1, "新公司"),
    firm(2, "有空格 的"),
    firm(3, "　全角１２３ ", phone=" 139 "),
    firm(4, '引号"逗号,公司', at="一\\二"),
    firm(5, "小写", code=make.uscc(5).lower()),
    firm(6, "校验位", code=make.uscc(6)[:-1] + ("0" if make.uscc(6)[-1] != "0" else "1")),
    firm(7, ""),
    firm(8, "类别不对", kind="公司"),
    firm(9, "无类型", of=""),
    firm(10, "无号码", code=""),
    firm(11, "都没有", of="", code=""),
    firm(12, "都没有也没有住址", of="", code="", at=""),
    firm(13, "日期", **{"from": "2026年2月3日"}),
    firm(14, "坏日期", **{"from": "2026-02-30"}),
    firm(15, "先后", to="2025-01-01"),
    firm(16, "太长" * 101),
    firm(17, "隐去", phone="139****0000"),
    firm(18, "重复一"),
    firm(18, "重复二"),
    firm(19, "护照", kind="自然人", of="护照", code="E12345678"),
    firm(20, "人", kind="自然人", of=PERSON, code=make.identity(1), born="1990-01-01", rep=""),
    firm(21, "假人", kind="自然人", of=PERSON, code=make.identity(2)[:-1] + "?"),
    firm(22, "同名", of="", code="", at="同址"),
    firm(23, "同名", of="", code="", at="同址"),
    firm(24, "公式", at="'=1+1"),
    firm(100, "旧公司"),
    firm(101, "改名了"),
]


def registered() -> None:
    make.firm(
        100,
        "旧公司",
        legal_rep="周建国",
        address="中山路1号",
        phone="13900001234",
        valid_from=date(2026, 1, 1),
    )
    make.firm(
        101, "原名", legal_rep="周建国", address="中山路1号", phone="13900001234", valid_from=date(2026, 1, 1)
    )


@pytest.fixture
def row_by_row(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Switch the set-based way off."""

    def switch() -> None:
        plain = {n: replace(s, bulk="") for n, s in sheets.all_sheets().items()}
        monkeypatch.setattr(sheets, "all_sheets", lambda: plain)

    return switch


def test_in_sets_and_row_by_row_agree_on_every_row(fresh_db: str, row_by_row: Any) -> None:
    registered()
    in_sets = load(MESSY)
    row_by_row()
    one_by_one = load(MESSY)
    assert told(in_sets) == told(one_by_one)
    counts = (in_sets.rows, in_sets.new, in_sets.changed, in_sets.same, in_sets.refused)
    assert counts == (
        one_by_one.rows,
        one_by_one.new,
        one_by_one.changed,
        one_by_one.same,
        one_by_one.refused,
    )
    assert counts == (len(MESSY), 10, 1, 1, 15)


def test_in_sets_and_row_by_row_leave_the_same_rows(populated_db: Any, row_by_row: Any) -> None:
    populated_db("subjects-registered", registered)
    write(load(MESSY))
    in_sets = subjects()
    populated_db("subjects-registered", registered)
    row_by_row()
    write(load(MESSY))
    assert in_sets == subjects()
    assert len(in_sets) == 12


def test_every_written_subject_has_the_history_that_a_change_leaves(fresh_db: str) -> None:
    registered()
    job = write(load(MESSY))
    with scope(IMPORTER):
        assert RegisterChange.objects.filter(job_id=job.pk).count() == job.written == 11
        for row in RegisterChange.objects.filter(job_id=job.pk):
            assert row.after == snapshot(Subject.objects.get(pk=row.row_id))
            assert (row.model, row.actor, row.reason) == (
                "registers.Subject", "数据导入", f"年度清理（导入{job.short}）",
            )  # fmt: skip
        renamed = history(Subject, Subject.objects.get(name="改名了").pk)
        first, last = renamed
        assert last.before == first.after and last.after["name"] == "改名了"


def test_a_column_that_is_not_there_leaves_what_is_registered(fresh_db: str) -> None:
    registered()
    rows = [["法人", "改名了", USCC, make.uscc(101), "2026-01-01"]]
    write(load(rows, ["类别", "名称或姓名", "证件类型", "证件号码", "登记日期"]))
    with scope(IMPORTER):
        found = Subject.objects.get(name="改名了")
    assert (found.address, found.phone, found.legal_rep) == ("中山路1号", "13900001234", "周建国")


def test_what_was_registered_or_changed_since_is_not_overwritten(fresh_db: str) -> None:
    registered()
    job = load([firm(1, "新公司"), firm(101, "改名了"), firm(2, "乙公司")])
    make.firm(1, "他人先登记")
    with scope(IMPORTER):
        change(IMPORTER, Subject, Subject.objects.get(name="原名").pk, {"phone": "1"}, "中间改了")
    job = write(job)
    assert (job.written, job.failed) == (1, 2)
    with scope(IMPORTER):
        assert sorted(Subject.objects.values_list("name", flat=True)) == [
            "乙公司",
            "他人先登记",
            "原名",
            "旧公司",
        ]


def test_what_others_were_faster_with_is_looked_up_not_compared_with_the_whole_register(
    fresh_db: str,
) -> None:
    job = load([firm(1, "新公司"), firm(2, "乙公司")])
    make.firm(1, "他人先登记")
    plans: list[str] = []

    def explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if f"problem = '{subjects_sql.TAKEN}'" in sql and not sql.startswith("EXPLAIN"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {sql}", params)
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        job = write(job)
    assert (job.written, job.failed, len(plans)) == (1, 1, 1)
    assert "Join" not in plans[0] and "Nested Loop" not in plans[0]
    condition = next(
        line for line in plans[0].splitlines() if "Index Cond" in line and "identifier_kind" in line
    )
    assert "(identifier)::text =" in condition


def test_cut_off_between_steps_it_goes_on_and_writes_nothing_twice(
    fresh_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subjects_sql, "STEP", 3)
    job = load([firm(n, f"第{n}") for n in range(10)])
    with scope(IMPORTER):
        jobs.confirm(job.pk)

    def crash(done: int, _total: int) -> None:
        if done >= 6:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        jobs.run_writing(job.pk, crash)
    with scope(IMPORTER):
        assert Subject.objects.count() == 6
    jobs.run_writing(job.pk)
    job.refresh_from_db()
    with scope(IMPORTER):
        assert (job.written, Subject.objects.count(), RegisterChange.objects.count()) == (10, 10, 10)


def test_a_whole_import_is_taken_back_in_sets(fresh_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects_sql, "STEP", 2)
    registered()
    before = subjects()
    job = write(load([firm(100, "旧公司改"), firm(101, "改名了"), firm(1, "新公司"), firm(2, "新公司二")]))
    with scope(IMPORTER):
        moved = Subject.objects.get(name="新公司二")
        change(IMPORTER, Subject, moved.pk, {"phone": "2"}, "以后改的")
        back = jobs.undo(IMPORTER, job.pk, "导错文件")
    jobs.run_writing(back.pk)
    back.refresh_from_db()
    assert (back.written, back.failed) == (3, 1)
    with scope(IMPORTER):
        assert not Subject.objects.filter(name="新公司").exists()
        gone = Subject.every.get(name="新公司")
        assert (gone.withdrawn_by, gone.valid_to) == (back.pk, None)
        assert Subject.objects.get(pk=moved.pk).valid_to is None
        for row in RegisterChange.objects.filter(job_id=back.pk):
            assert row.after == snapshot(Subject.every.get(pk=row.row_id))
    assert [s for s in subjects() if not s["name"].startswith("新公司")] == before
    titles = ["类别", "名称或姓名", "证件类型", "证件号码", "登记日期"]
    again = load(
        [["法人", "新公司", USCC, make.uscc(1), "2026-03-01"], firm(3, "新公司三")[:4] + ["2026-03-01"]],
        titles,
    )
    assert (again.new, again.changed, again.refused) == (2, 0, 0)
    again = write(again)
    assert (again.written, again.failed) == (2, 0)
    with scope(IMPORTER):
        back_again = Subject.objects.get(name="新公司")
        assert (back_again.pk, back_again.valid_from, back_again.phone) == (gone.pk, date(2026, 3, 1), "")
        last = history(Subject, gone.pk).last()
        assert last is not None and last.before is not None
        assert (last.before["withdrawn_by"], last.after) == (str(back.pk), snapshot(back_again))


def test_what_is_used_since_is_not_taken_back(fresh_db: str) -> None:
    job = write(load([firm(1, "新公司")]))
    with scope(IMPORTER):
        made = Subject.objects.get()
        values = {"subject": made, "grade": "A", "source": "信用平台", "valid_from": "2026-01-01"}
        from yifa.registers.models import SubjectCredit

        change(IMPORTER, SubjectCredit, None, values, "登记")
        back = jobs.undo(IMPORTER, job.pk, "导错文件")
    jobs.run_writing(back.pk)
    back.refresh_from_db()
    assert (back.written, back.failed) == (0, 1)


def test_a_dry_run_of_subjects_changes_neither_subjects_nor_history(fresh_db: str) -> None:
    registered()
    with scope(IMPORTER), connection.cursor() as cursor:
        sql = (
            "SELECT md5(string_agg(s::text, '' ORDER BY id)) FROM registers_subject s UNION ALL"
            " SELECT count(*)::text FROM registers_registerchange"
        )
        cursor.execute(sql)
        before = cursor.fetchall()
        load(MESSY)
        cursor.execute(sql)
        assert cursor.fetchall() == before


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXYIOZx ", min_size=0, max_size=20))
@settings(max_examples=300)
def test_the_quick_check_of_credit_codes_is_the_full_one(text: str) -> None:
    assert quick.uscc_holds(text) == (check_uscc(text) is None)


@given(st.integers(0, 99_999_999), st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
@settings(max_examples=300)
def test_a_good_credit_code_with_one_character_changed(number: int, at: int, char: str) -> None:
    good = make.uscc(number)
    assert quick.uscc_holds(good)
    other = good[:at] + char + good[at + 1 :]
    assert quick.uscc_holds(other) == (check_uscc(other) is None)


@given(st.integers(0, 999), st.integers(0, 17), st.sampled_from("0123456789Xx"), st.dates(date(1800, 1, 1)))
@settings(max_examples=300)
def test_the_quick_check_of_identity_numbers_is_the_full_one(
    number: int, at: int, char: str, born: date
) -> None:
    good = make.identity(number, f"{born:%Y%m%d}")
    other = good[:at] + char + good[at + 1 :]
    for text in (good, other):
        assert quick.identity_holds(text) == (check_identity_number(text) is None)
