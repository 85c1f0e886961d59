"""Loading whole files: what a dry run says of every row, writing once, resuming, taking back; and bad files by name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from registers import make, sheetfiles
from registers.sheetfiles import book, book_bytes, csv_bytes
from yifa.registers.change import change, history
from yifa.registers.imports import jobs, preview
from yifa.registers.imports import writing as writing_module
from yifa.registers.models import (
    Agency,
    Certificate,
    CertificateState,
    Holiday,
    ImportJob,
    ImportRow,
    Mandate,
    Officer,
    Power,
    Region,
    RegisterChange,
    Unit,
)
from yifa.registers.scope import IMPORTER, Actor, scope
from yifa.registers.sheets import sheet_named

TITLES = ["实施机关", "实施编码", "事项名称", "事项类型", "生效日期", "失效日期"]


@pytest.fixture
def bureau(fresh_db: str) -> Agency:
    """One agency in one region."""
    return make.agency(1, make.region())


def sheet(name: str) -> Any:
    found = sheet_named(name)
    assert found is not None
    return found


def load(name: str, raw: bytes, actor: Actor = IMPORTER) -> ImportJob:
    """Read and judge a file; nothing is written."""
    with scope(actor):
        return jobs.begin(
            actor,
            sheet(name),
            "文件.csv",
            raw,
            "年度清理",
            agencies=None if actor is IMPORTER else actor.agencies,
        )


def write(job: ImportJob) -> ImportJob:
    with scope(IMPORTER):
        jobs.confirm(job.pk)
    jobs.run_writing(job.pk)
    job.refresh_from_db()
    return job


def told(job: ImportJob) -> list[tuple[str, str, str]]:
    """(verdict, place, problem) of every row."""
    with scope(IMPORTER):
        return [(r.verdict, r.place, r.problem) for r in preview.rows(job, sheet(job.sheet), "", 0, 100)]


def problems(job: ImportJob) -> list[str]:
    return [f"{place}{said}" for verdict, place, said in told(job) if verdict == "x"]


def powers(*rows: list[Any]) -> bytes:
    return csv_bytes([TITLES, *rows])


def power(agency: Agency, code: str, name: str = "占道经营", **values: Any) -> Power:
    row = {"agency": agency, "code": code, "name": name, "type": "02", "valid_from": make.FROM, **values}
    return change(IMPORTER, Power, None, row, "登记")


def test_a_dry_run_says_what_each_row_would_do_and_writes_nothing(bureau: Agency) -> None:
    same, other = power(bureau, "1", "不变"), power(bureau, "2", "旧名")
    with scope(IMPORTER):
        before = RegisterChange.objects.count()
    job = load("powers", powers(
        [bureau.code, "1", "不变", "行政处罚", "2020-01-01", ""],
        [bureau.code, "2", "新名", "行政处罚", "2020-01-01", ""],
        [bureau.code, "3", "新事项", "行政检查", "2026-01-01", ""],
        [bureau.code, "4", "", "行政检查", "2026-01-01", ""],
    ))  # fmt: skip
    assert (job.state, job.rows, job.new, job.changed, job.same, job.refused) == ("judged", 4, 1, 1, 1, 1)
    assert [v for v, _, _ in told(job)] == ["s", "c", "n", "x"]
    with scope(IMPORTER):
        changed = preview.rows(job, sheet("powers"), "c", 0, 10)[0]
        assert list(changed.fields) == [("事项名称", "旧名", "新名")]
        assert RegisterChange.objects.count() == before
    assert problems(job) == ["第5行第3列“事项名称”：没有填写"]
    assert {p.pk for p in Power.objects.all()} == {same.pk, other.pk}


def test_confirmed_rows_are_written_with_who_when_what_and_why(bureau: Agency) -> None:
    other = power(bureau, "2", "旧名")
    job = write(load("powers", powers(
        [bureau.code, "2", "新名", "行政处罚", "2020-01-01", ""],
        [bureau.code, "3", "新事项", "行政检查", "2026-01-01", "2026-12-31"],
    )))  # fmt: skip
    assert (job.state, job.written, job.failed) == ("written", 2, 0)
    made = Power.objects.get(code="3")
    assert (made.name, made.type, made.valid_from, made.valid_to) == (
        "新事项", "06", date(2026, 1, 1), date(2026, 12, 31),
    )  # fmt: skip
    with scope(IMPORTER):
        last = history(Power, other.pk).last()
        first = history(Power, made.pk).get()
    assert last is not None and last.before is not None
    assert (last.before["name"], last.after["name"], last.job_id) == ("旧名", "新名", job.pk)
    assert (
        first.before is None and first.reason == f"年度清理（导入{job.short}）" and first.actor == "数据导入"
    )
    with scope(IMPORTER):
        assert not ImportRow.objects.filter(job_id=job.pk).exists()


def test_what_was_changed_since_the_dry_run_is_not_overwritten(bureau: Agency) -> None:
    other = power(bureau, "2", "旧名")
    job = load("powers", powers(
        [bureau.code, "2", "新名", "行政处罚", "2020-01-01", ""],
        [bureau.code, "3", "新事项", "行政检查", "2026-01-01", ""],
    ))  # fmt: skip
    change(IMPORTER, Power, other.pk, {"name": "他人改的"}, "中间改了")
    power(bureau, "3", valid_from=date(2026, 1, 1))
    job = write(job)
    assert (job.written, job.failed) == (0, 2)
    assert "试算以后这一条又有变更" in problems(job)[0] and "试算以后他人已登记" in problems(job)[1]
    assert Power.objects.get(pk=other.pk).name == "他人改的"


def test_writing_cut_off_goes_on_where_it_was_and_writes_nothing_twice(
    bureau: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_module, "STEP", 10)
    job = load("powers", powers(*(
        [bureau.code, f"{n}", f"事项{n}", "行政处罚", "2026-01-01", ""] for n in range(35)
    )))  # fmt: skip
    with scope(IMPORTER):
        jobs.confirm(job.pk)

    class Crash(Exception):
        pass

    def crash(done: int, _total: int) -> None:
        if done >= 20:
            raise Crash

    with pytest.raises(Crash):
        jobs.run_writing(job.pk, crash)
    job.refresh_from_db()
    assert (job.state, job.written_to, Power.objects.count()) == ("writing", 20, 20)
    jobs.run_writing(job.pk)
    jobs.run_writing(job.pk)  # a second worker finds nothing to do
    job.refresh_from_db()
    assert (job.state, job.written, Power.objects.count()) == ("written", 35, 35)
    with scope(IMPORTER):
        assert RegisterChange.objects.filter(job_id=job.pk).count() == 35


def test_a_step_that_fails_leaves_neither_rows_nor_progress(
    bureau: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = load("powers", powers([bureau.code, "1", "事项", "行政处罚", "2026-01-01", ""]))
    with scope(IMPORTER):
        jobs.confirm(job.pk)

    kept = ImportJob.save

    def broken(job: ImportJob, **options: Any) -> None:
        if "written_to" in options.get("update_fields", ()):
            raise RuntimeError("the disk is gone")
        kept(job, **options)

    with monkeypatch.context() as patched:
        patched.setattr(ImportJob, "save", broken)
        with pytest.raises(RuntimeError):
            jobs.run_writing(job.pk)
    job.refresh_from_db()
    assert (job.state, job.written_to) == ("confirmed", 0) and not Power.objects.exists()
    jobs.run_writing(job.pk)
    assert Power.objects.count() == 1


def test_a_whole_import_is_taken_back_row_by_row(bureau: Agency) -> None:
    kept, moved = power(bureau, "1", "甲"), power(bureau, "2", "乙")
    job = write(load("powers", powers(
        [bureau.code, "1", "甲改", "行政处罚", "2020-01-01", ""],
        [bureau.code, "2", "乙改", "行政处罚", "2020-01-01", ""],
        [bureau.code, "3", "丙", "行政检查", "2026-01-01", ""],
    )))  # fmt: skip
    change(IMPORTER, Power, moved.pk, {"name": "乙又改"}, "以后改的")
    with scope(IMPORTER):
        back = jobs.undo(IMPORTER, job.pk, "导错文件")
    jobs.run_writing(back.pk)
    back.refresh_from_db()
    job.refresh_from_db()
    assert (back.state, back.written, back.failed, job.state) == ("written", 2, 1, "undone")
    assert Power.objects.get(pk=kept.pk).name == "甲"
    assert Power.objects.get(pk=moved.pk).name == "乙又改"
    assert "又有变更，没有撤销" in problems(back)[0]
    assert not Power.objects.filter(code="3").exists()
    gone = Power.every.get(code="3")
    assert (gone.withdrawn_by, gone.valid_from, gone.valid_to) == (back.pk, date(2026, 1, 1), None)
    with scope(IMPORTER):
        for row in (kept, gone):
            last = history(Power, row.pk).last()
            assert last is not None and last.reason == f"导错文件（撤销导入{job.short}）"
    with scope(IMPORTER), pytest.raises(jobs.NotNow):
        jobs.undo(IMPORTER, job.pk, "再来一次")


def test_a_file_taken_back_can_be_put_right_and_loaded_again(bureau: Agency) -> None:
    row = [bureau.code, "3", "丙", "行政检查", "2026-01-01", ""]
    for _ in range(2):
        job = write(load("powers", powers(row)))
        assert job.written == 1
        with scope(IMPORTER):
            back = jobs.undo(IMPORTER, job.pk, "导错了")
        jobs.run_writing(back.pk)
        back.refresh_from_db()
        assert (back.written, back.failed) == (1, 0)
    assert write(load("powers", powers(row))).written == 1
    assert Power.every.count() == 1
    with scope(IMPORTER):
        said = [(c.before is None, c.after["withdrawn_by"]) for c in history(Power, Power.objects.get().pk)]
    assert said[0] == (True, None) and [bool(by) for _, by in said[1:]] == [True, False, True, False]


def test_a_taken_back_certificate_state_says_what_held_before(bureau: Agency) -> None:
    held = make.certificate(make.officer("甲", bureau), "C1")
    rows = [["行政执法证", "起始日期", "状态", "原因"], ["C1", "2026-02-01", "暂扣", "误录"]]
    job = write(load("certificate_states", csv_bytes(rows)))
    assert Certificate.objects.get(pk=held.pk).state_on(date(2026, 3, 1)) == "suspended"
    with scope(IMPORTER):
        back = jobs.undo(IMPORTER, job.pk, "误录")
    jobs.run_writing(back.pk)
    assert Certificate.objects.get(pk=held.pk).state_on(date(2026, 3, 1)) == "valid"
    assert (CertificateState.objects.count(), CertificateState.every.count()) == (0, 1)


def test_a_taken_back_holiday_says_what_the_shipped_calendar_says(fresh_db: str) -> None:
    rows = [["日期", "工作日", "名称", "依据"], ["2026-03-03", "否", "误录", "通知"]]
    job = write(load("holidays", csv_bytes(rows)))
    with scope(IMPORTER):
        back = jobs.undo(IMPORTER, job.pk, "误录")
    jobs.run_writing(back.pk)
    assert not Holiday.objects.exists() and Holiday.every.get().withdrawn_by == back.pk


def test_rows_may_refer_to_rows_above_them_in_the_same_file(fresh_db: str) -> None:
    rows = [
        ["区划代码", "名称", "上级区划", "层级"],
        ["530000", "云南省", "", "省级"],
        ["530100", "云州市", "530000", "市级"],
        ["530101", "山区", "530100", "县级"],
        ["530102", "河区", "539900", "县级"],
    ]
    job = load("regions", csv_bytes(rows))
    assert problems(job) == ["第5行第3列“上级区划”：没有登记“539900”（行政区划）"]
    job = write(job)
    assert (job.written, job.failed) == (3, 0)
    assert Region.objects.get(pk="530101").parent_id == "530100"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(bureau: Agency, encoding: str) -> None:
    raw = csv_bytes([TITLES, [bureau.code, "1", "占道经营", "行政处罚", "2026-01-01", ""]], encoding)
    assert write(load("powers", raw)).written == 1
    assert Power.objects.get().name == "占道经营"


def test_rare_characters_outside_gbk_survive(bureau: Agency) -> None:
    raw = csv_bytes([TITLES, [bureau.code, "1", "𠮷野㙍", "行政处罚", "2026-01-01", ""]], "gb18030")
    write(load("powers", raw))
    assert Power.objects.get().name == "𠮷野㙍"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_usual_delimiter_is_read(bureau: Agency, delimiter: str) -> None:
    raw = csv_bytes([TITLES, [bureau.code, "1", "甲", "行政处罚", "2026-01-01", ""]], "utf-8", delimiter)
    assert load("powers", raw).new == 1


def test_full_width_digits_and_blanks_around_texts_are_put_right(bureau: Agency) -> None:
    full = "".join(chr(ord(c) + 0xFEE0) for c in "A12")
    row = [f" {bureau.code}\u3000", full + " ", "　占道 经营　", "行政处罚 ", "２０２６-０１-０１", ""]
    write(load("powers", powers(row)))
    made = Power.objects.get()
    assert (made.code, made.name, made.valid_from) == ("A12", "占道 经营", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("01/02/2026", "可以有几种读法"), ("46023", "日期序列号"), ("2026-02-30", "没有“2026-02-30”这一天"),
        ("明天", "不是日期"), ("0001-01-01", "不在1900年至2200年之间"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_read_in_one_way_is_refused(bureau: Agency, text: str, said: str) -> None:
    job = load("powers", powers([bureau.code, "1", "甲", "行政处罚", text, ""]))
    assert said in problems(job)[0] and "第2行第5列“生效日期”" in problems(job)[0]


@pytest.mark.parametrize(
    "text", ["2026-1-5", "2026/01/05", "2026.1.5", "2026年1月5日", "20260105", "2026-01-05 00:00:00"]
)
def test_a_date_written_as_text_is_taken_when_it_is_clear(bureau: Agency, text: str) -> None:
    write(load("powers", powers([bureau.code, "1", "甲", "行政处罚", text, ""])))
    assert Power.objects.get().valid_from == date(2026, 1, 5)


def test_an_empty_cell_of_a_field_with_a_default_means_the_default(bureau: Agency) -> None:
    rows = [
        ["机关名称", "统一社会信用代码", "行政区划", "主体性质", "生效日期"],
        ["乙局", make.uscc(9), "530100", "", "2026-01-01"],
    ]
    write(load("agencies", csv_bytes(rows)))
    assert Agency.objects.get(name="乙局").kind == "statutory"


def test_two_rows_for_one_key_are_both_refused(bureau: Agency) -> None:
    row = [bureau.code, "1", "甲", "行政处罚", "2026-01-01", ""]
    job = load("powers", powers(row, [bureau.code, "2", "乙", "行政处罚", "2026-01-01", ""], row))
    assert [v for v, _, _ in told(job)] == ["x", "n", "x"]
    assert problems(job) == ["第2行与第4行是同一条，请只留一行", "第4行与第2行是同一条，请只留一行"]


def test_a_code_with_a_wrong_check_digit_is_named(bureau: Agency) -> None:
    wrong = bureau.code[:-1] + ("1" if bureau.code[-1] != "1" else "2")
    rows = [["机关名称", "统一社会信用代码", "行政区划", "生效日期"], ["甲局", wrong, "530100", "2026-01-01"]]
    assert problems(load("agencies", csv_bytes(rows))) == [
        "第2行第2列“统一社会信用代码”：统一社会信用代码的校验位不符，请逐位核对"
    ]


def test_a_parent_that_does_not_exist_is_named(bureau: Agency) -> None:
    rows = [
        ["机关名称", "统一社会信用代码", "行政区划", "上级或委托机关", "生效日期"],
        ["甲局", make.uscc(7), "530100", make.uscc(8), "2026-01-01"],
    ]
    assert "第4列“上级或委托机关”：没有登记" in problems(load("agencies", csv_bytes(rows)))[0]


def test_a_certificate_that_ends_before_it_begins_is_named(bureau: Agency) -> None:
    make.officer("甲", bureau, staff_no="01")
    rows = [
        ["证号", "持证人", "执法主体", "发证日期", "有效期至"],
        ["C1", f"{bureau.code}/01", bureau.code, "2026-01-01", "2025-01-01"],
    ]
    assert problems(load("certificates", csv_bytes(rows))) == [
        "第2行第5列“有效期至”：失效日期不能早于生效日期"
    ]


def test_officers_without_number_are_told_apart_by_name_and_two_of_one_name_are_not_guessed(
    bureau: Agency,
) -> None:
    make.officer("甲", bureau)
    make.officer("乙", bureau)
    make.officer("乙", bureau)
    rows = [
        ["证号", "持证人", "执法主体", "发证日期", "有效期至"],
        ["C1", f"{bureau.code}/甲", bureau.code, "2026-01-01", "2027-01-01"],
        ["C2", f"{bureau.code}/乙", bureau.code, "2026-01-01", "2027-01-01"],
    ]
    job = load("certificates", csv_bytes(rows))
    assert [v for v, _, _ in told(job)] == ["n", "x"] and "对应2条执法人员" in problems(job)[0]


def test_a_unit_is_looked_for_in_the_rows_own_agency(bureau: Agency) -> None:
    other = make.agency(2, bureau.region)
    for of in (bureau, other):
        change(IMPORTER, Unit, None, {"agency": of, "name": "一科", "valid_from": make.FROM}, "登记")
    rows = [
        ["所属机关", "内设机构", "姓名", "任职日期"],
        [other.code, "一科", "丙", "2026-01-01"],
        [other.code, "二科", "丁", "2026-01-01"],
    ]
    job = load("officers", csv_bytes(rows))
    assert "没有登记“二科”（内设机构）" in problems(job)[0]
    write(job)
    assert Officer.objects.get().unit == Unit.objects.get(agency=other)


def test_what_only_the_database_would_refuse_is_named_in_the_dry_run(bureau: Agency) -> None:
    rows = [["区划代码", "名称", "层级"], ["53A1", "甲", "县级"]]
    assert load("regions", csv_bytes(rows)).refused == 1


def test_an_entrustment_without_term_is_refused_by_the_models_own_rule(bureau: Agency) -> None:
    rows = [
        [
            "行使机关或者组织", "权力来源", "事项类型", "具体事项和权限", "委托机关", "文件（委托书、决定）",
            "法律依据", "生效日期",
        ],
        [
            bureau.code, "委托", "行政处罚", "占道经营", make.agency(2, bureau.region).code, "委托书1号",
            "条例", "2026-01-01",
        ],
    ]  # fmt: skip
    assert "委托书须载明期限" in problems(load("mandates", csv_bytes(rows)))[0]
    assert not Mandate.objects.exists()


def test_rows_of_agencies_out_of_range_are_refused(bureau: Agency) -> None:
    other = make.agency(2, bureau.region)
    keeper = Actor("agency", name="管理员", agency_id=str(bureau.pk), agencies=(str(bureau.pk),))
    job = load("powers", powers(
        [bureau.code, "1", "甲", "行政处罚", "2026-01-01", ""],
        [other.code, "1", "甲", "行政处罚", "2026-01-01", ""],
    ), keeper)  # fmt: skip
    assert problems(job) == ["第3行属于其他机关，不由您维护"]


def test_a_missing_column_leaves_what_is_registered_and_an_empty_cell_empties_it(bureau: Agency) -> None:
    made = power(bureau, "1", basis="条例", base_code="B1")
    rows = [["实施机关", "实施编码", "事项名称", "事项类型", "生效日期", "基本编码"],
            [bureau.code, "1", "占道经营", "行政处罚", "2020-01-01", ""]]  # fmt: skip
    write(load("powers", csv_bytes(rows)))
    made.refresh_from_db()
    assert (made.basis, made.base_code) == ("条例", "")


SPOILT: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "文件是空的"),
    ("only a mark", lambda: b"\xef\xbb\xbf\r\n", "文件是空的"),
    ("titles only", lambda: powers(), "文件只有列名，没有数据"),
    ("no titles", lambda: csv_bytes([["甲", "乙"], ["1", "2"]]), "没有找到列名"),
    ("a column lacks", lambda: csv_bytes([["实施机关", "实施编码"], ["1", "2"]]),
     "缺少必填的列：事项名称、事项类型、生效日期"),
    ("a column twice", lambda: csv_bytes([[*TITLES, "实施编码"], ["1"] * 7]), "列“实施编码”出现了两次"),
    ("an old workbook", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "旧格式（.xls）"),
    ("no text", lambda: bytes(range(256)) * 4, "不是文本"),
    ("an open quote", lambda: powers() + b'"' + b"x" * 200_000, "请检查引号是否成对"),
    ("a zip", lambda: zipped({"a.txt": b"x"}), "不是Excel工作簿"),
    ("a broken zip", lambda: b"PK\x03\x04" + b"x" * 100, "已损坏"),
    ("a bomb", sheetfiles.bomb, "解压后异常地大"),
    ("a wrong sheet", lambda: book_bytes(book(("别的", [["甲"], ["乙"]]))), "工作表“别的”中没有找到列名"),
    ("only a guide", lambda: book_bytes(book(("填写说明", [TITLES]))), "没有可以导入的工作表"),
]  # fmt: skip


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(("raw", "said"), [case[1:] for case in SPOILT], ids=[case[0] for case in SPOILT])
def test_a_file_that_cannot_be_taken_says_why(fresh_db: str, raw: Callable[[], bytes], said: str) -> None:
    job = load("powers", raw())
    assert job.state == "unreadable" and said in job.notes[0][1]
    with scope(IMPORTER):
        assert not ImportRow.objects.exists()


def workbook(bureau: Agency, spoil: Callable[[Any], None] | None = None) -> bytes:
    made = book(("权责清单", [
        TITLES,
        [bureau.code, "1", "甲", "行政处罚", date(2026, 1, 1), None],
        [bureau.code, "2", "乙", "行政处罚", "2026年1月1日", None],
        [bureau.code, "3", "丙", "行政处罚", datetime(2026, 1, 1), None],
    ]))  # fmt: skip
    if spoil:
        spoil(made.worksheets[0])
    return book_bytes(made)


def test_a_workbook_is_read_with_dates_as_dates_and_as_texts(bureau: Agency) -> None:
    assert write(load("powers", workbook(bureau))).written == 3
    assert {p.valid_from for p in Power.objects.all()} == {date(2026, 1, 1)}


def test_the_template_with_a_row_filled_in_is_taken(bureau: Agency) -> None:
    from yifa.registers.sheets.export import write_template

    out = io.BytesIO()
    write_template(out, sheet("powers"))
    filled = load_workbook(io.BytesIO(out.getvalue()))
    said = {
        "实施机关": bureau.code, "实施编码": "1", "事项名称": "甲", "事项类型": "行政处罚",
        "生效日期": date(2026, 1, 1),
    }  # fmt: skip
    filled.worksheets[0].append([said.get(title) for title in sheetfiles.titles("powers")])
    assert write(load("powers", book_bytes(filled))).written == 1


@pytest.mark.parametrize(
    ("spoil", "place", "said"),
    [
        (lambda s: s.merge_cells("C2:C3"), "工作表“权责清单”第2行C列", "合并单元格C2:C3"),
        (lambda s: s.cell(3, 3, "=A1&B1"), "工作表“权责清单”第3行C列“事项名称”：", "是公式"),
        (
            lambda s: s.cell(4, 2, 530102199001011234),
            "工作表“权责清单”第4行B列“实施编码”：",
            "后几位已经丢失",
        ),
        (lambda s: plain_number(s.cell(2, 5, 46023)), "工作表“权责清单”第2行E列“生效日期”：", "日期序列号"),
        (
            lambda s: s.cell(2, 5, datetime(2026, 1, 1, 9, 30)),
            "工作表“权责清单”第2行E列“生效日期”：",
            "不是日期",
        ),
        (lambda s: s.cell(2, 3, "#REF!"), "工作表“权责清单”第2行C列“事项名称”：", "错误值"),
    ],
    ids=["merged", "formula", "long number", "serial date", "with a time", "error value"],
)
def test_a_bad_cell_is_named_with_sheet_row_and_column(
    bureau: Agency, spoil: Callable[[Any], None], place: str, said: str
) -> None:
    def spoilt(page: Any) -> None:
        spoil(page)
        for row in page.iter_rows():
            for cell in row:
                if cell.value == "#REF!":
                    cell.data_type = "e"

    found = problems(load("powers", workbook(bureau, spoilt)))
    assert found and found[0].startswith(place) and said in found[0]


def plain_number(cell: Any) -> None:
    """A date whose format was lost."""
    cell.number_format = "General"


def test_other_sheets_of_a_workbook_are_told_not_read(bureau: Agency) -> None:
    rows = [TITLES, [bureau.code, "1", "甲", "行政处罚", date(2026, 1, 1), None]]
    job = load("powers", book_bytes(book(("封面", [["说明文字"]]), ("数据", rows))))
    assert job.new == 1
    assert ["warn", "工作表“封面”没有读取：没有找到列名"] in job.notes


def test_a_title_above_the_column_names_is_passed_over(bureau: Agency) -> None:
    made = book(
        ("数据", [["云州市权责清单"], TITLES, [bureau.code, "1", "甲", "行政处罚", date(2026, 1, 1), None]])
    )
    made.worksheets[0].merge_cells("A1:F1")
    job = load("powers", book_bytes(made))
    assert (job.new, told(job)[0][1]) == (1, "工作表“数据”第3行")


def test_a_sheet_that_states_a_million_rows_and_all_columns_is_read_by_what_is_there(bureau: Agency) -> None:
    raw = workbook(bureau, lambda page: page.cell(1_048_576, 2, "9"))
    job = load("powers", raw)
    assert (job.rows, job.new) == (4, 3)
    assert problems(job)[0].startswith("工作表“权责清单”第1048576行A列“实施机关”：没有填写")


def test_unknown_columns_are_told(bureau: Agency) -> None:
    job = load(
        "powers", csv_bytes([[*TITLES, "备注"], [bureau.code, "1", "甲", "行政处罚", "2026-01-01", "", "x"]])
    )
    assert ["warn", "第1行第7列“备注”不是权责清单的列，没有读取"] in job.notes and job.new == 1


def test_what_is_exported_is_the_same_when_it_is_imported(bureau: Agency) -> None:
    from yifa.registers.sheets.export import csv_lines
    from yifa.registers.sheets.listing import Narrowing

    power(bureau, "1", "=SUM(1)", basis='第一款\n第二款,“引号"', valid_to=date(2027, 1, 1))
    person = make.officer("甲", bureau, staff_no="01", phone="13900001234")
    make.certificate(person, "C1")
    make.grant(person, "handler")
    with scope(IMPORTER):
        for name in ("regions", "agencies", "officers", "grants", "certificates", "powers"):
            raw = "".join(csv_lines(sheet(name), Narrowing())).encode()
            job = jobs.begin(IMPORTER, sheet(name), "再导入.csv", raw, "核对", agencies=None)
            assert (name, job.same, job.rows) == (name, job.rows, job.same), told(job)
            assert job.rows >= 1


def test_masked_content_is_never_taken_for_the_whole(bureau: Agency) -> None:
    rows = [["所属机关", "姓名", "电话", "任职日期"], [bureau.code, "甲", "139****1234", "2026-01-01"]]
    assert "是隐去了一部分的内容" in problems(load("officers", csv_bytes(rows)))[0]


def test_an_import_needs_a_reason(bureau: Agency) -> None:
    with scope(IMPORTER), pytest.raises(ValidationError):
        jobs.begin(IMPORTER, sheet("powers"), "a.csv", powers(), "  ", agencies=None)


def test_what_was_given_up_cannot_be_confirmed(bureau: Agency) -> None:
    job = load("powers", powers([bureau.code, "1", "甲", "行政处罚", "2026-01-01", ""]))
    with scope(IMPORTER):
        jobs.drop(job.pk)
        with pytest.raises(jobs.NotNow):
            jobs.confirm(job.pk)
        assert not ImportRow.objects.exists()
    assert not Power.objects.exists()


def test_a_large_file_is_kept_encrypted_read_by_the_queue_and_forgotten(
    bureau: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.files.storage import default_storage

    monkeypatch.setattr(jobs, "INLINE", 10)
    raw = powers([bureau.code, "1", "占道经营甲", "行政处罚", "2026-01-01", ""])
    job = load("powers", raw)
    assert job.state == "waiting"
    with default_storage.open(job.storage_key, "rb") as kept:
        assert "占道经营甲".encode() not in kept.read()
    place = job.storage_key
    jobs.run_reading(job.pk)
    job.refresh_from_db()
    assert (job.state, job.new, job.key) == ("judged", 1, None) and not default_storage.exists(place)
    jobs.run_reading(job.pk)  # queued twice: what is read stays
    job.refresh_from_db()
    assert job.new == 1


def test_reading_cut_off_begins_again(bureau: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    from yifa.registers.imports import reading

    monkeypatch.setattr(jobs, "INLINE", 10)
    monkeypatch.setattr(reading, "STEP", 5)
    job = load("powers", powers(*(
        [bureau.code, f"{n}", f"事项{n}", "行政处罚", "2026-01-01", ""] for n in range(12)
    )))  # fmt: skip

    def crash(done: int, _total: int) -> None:
        if done >= 10:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        jobs.run_reading(job.pk, crash)
    job.refresh_from_db()
    assert (job.state, job.rows) == ("reading", 10)
    jobs.run_reading(job.pk)
    job.refresh_from_db()
    assert (job.state, job.rows, job.new) == ("judged", 12, 12)


def test_an_import_whose_worker_is_gone_is_queued_again(bureau: Agency) -> None:
    from django.db import connection

    job = load("powers", powers([bureau.code, "1", "甲", "行政处罚", "2026-01-01", ""]))
    with scope(IMPORTER):
        jobs.confirm(job.pk)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_events")
            cursor.execute("DELETE FROM procrastinate_jobs")
            jobs.requeue()
            cursor.execute("SELECT count(*) FROM procrastinate_jobs")
            assert cursor.fetchone() == (0,)  # it has only just been confirmed
            ImportJob.objects.filter(pk=job.pk).update(touched_at=datetime(2026, 1, 1).astimezone())
            jobs.requeue()
            cursor.execute("SELECT args->>'job_id' FROM procrastinate_jobs")
            assert cursor.fetchall() == [(str(job.pk),)]
