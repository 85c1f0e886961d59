"""批量导入 by the pages that people use: upload, dry run, confirm, progress, undo; who may, and what is said."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from registers.sheetfiles import csv_bytes
from support import world

from yifa.registers.change import change
from yifa.registers.imports import jobs
from yifa.registers.models import Account, ImportJob, Power, Subject
from yifa.registers.scope import IMPORTER, scope

from .city import PASSWORD, City

TITLES = ["实施机关", "实施编码", "事项名称", "事项类型", "生效日期"]


def url(name: str, *args: Any) -> str:
    return reverse(f"desk:{name}", args=args)


def upload(client: Client, raw: bytes, register: str = "powers", reason: str = "清单公布") -> Any:
    file = SimpleUploadedFile("权责清单.csv", raw)
    return client.post(url("register-import", register), {"file": file, "reason": reason})


def powers(city: City, *names: str, start: int = 1) -> bytes:
    code = city.office.agency.code
    return csv_bytes(
        [TITLES, *([code, f"{n}", name, "行政处罚", "2026-01-01"] for n, name in enumerate(names, start))]
    )


@pytest.fixture
def reviewer(fresh_city: City) -> Client:
    return fresh_city.client("legal_reviewer")


def test_a_file_is_judged_confirmed_written_and_taken_back(fresh_city: City, reviewer: Client) -> None:
    sent = upload(reviewer, powers(fresh_city, "占道经营", "乱倒垃圾", ""))
    assert sent.status_code == 302
    page = reviewer.get(sent["Location"]).content.decode()
    assert "新建 2，变更 0，相同 0，不能导入 1" in page and "还没有写入任何内容" in page
    assert "第3列“事项名称”：没有填写" in page and not Power.objects.exists()
    job_id = UUID(sent["Location"].rstrip("/").rpartition("/")[2])

    confirmed = reviewer.post(url("import-confirm", job_id), follow=True).content.decode()
    assert "已确认，正在写入" in confirmed and '<meta http-equiv="refresh"' in confirmed
    jobs.run_writing(job_id)
    done = reviewer.get(url("import", job_id)).content.decode()
    assert "已写入 2 行" in done and "撤销这次导入" in done
    row = Power.objects.get(code="1")
    history = reviewer.get(url("register-row", "powers", row.pk)).content.decode()
    assert "清单公布（导入" in history and url("import", job_id) in history

    assert reviewer.post(url("import-undo", job_id), {"reason": ""}).status_code == 422
    back = reviewer.post(url("import-undo", job_id), {"reason": "导错文件"})
    jobs.run_writing(UUID(back["Location"].rstrip("/").rpartition("/")[2]))
    assert "已撤销 2 条" in reviewer.get(back["Location"]).content.decode()
    assert "这次导入已经撤销" in reviewer.get(url("import", job_id)).content.decode()
    for query in ({}, {"all": "1"}):
        assert "占道经营" not in reviewer.get(url("register", "powers"), query).content.decode()
    gone = reviewer.get(url("register-row", "powers", row.pk)).content.decode()
    assert "该次导入已经撤销" in gone and "导错文件（撤销导入" in gone
    assert url("register-edit", "powers", row.pk) not in gone


def test_refused_rows_are_taken_away_as_a_file_and_loaded_again(fresh_city: City, reviewer: Client) -> None:
    sent = upload(reviewer, powers(fresh_city, "占道经营", "=1+1", ""))
    job_id = sent["Location"].rstrip("/").rpartition("/")[2]
    content = b"".join(reviewer.get(url("import-refused", job_id))).decode("utf-8-sig")  # type: ignore[arg-type]
    lines = content.splitlines()
    assert len(lines) == 2 and lines[1].endswith("第4行,第3列“事项名称”：没有填写")
    mended = content.replace(",,行政处罚", ",补上的,行政处罚")
    again = upload(reviewer, mended.encode("utf-8-sig"))
    page = reviewer.get(again["Location"]).content.decode()
    assert "新建 1，" in page and "不是权责清单的列，没有读取" in page


def test_a_changed_row_shows_what_was_and_what_would_be(fresh_city: City, reviewer: Client) -> None:
    values = {
        "agency": fresh_city.office.agency, "code": "1", "name": "旧名", "type": "02", "valid_from": "2026-01-01",
    }  # fmt: skip
    change(IMPORTER, Power, None, values, "登记")
    sent = upload(reviewer, powers(fresh_city, "新名"))
    page = reviewer.get(sent["Location"], {"kind": "c"}).content.decode()
    assert "<del>旧名</del> → <ins>新名</ins>" in page


def test_giving_up_leaves_nothing(fresh_city: City, reviewer: Client) -> None:
    sent = upload(reviewer, powers(fresh_city, "占道经营"))
    job_id = sent["Location"].rstrip("/").rpartition("/")[2]
    assert "没有写入任何内容" in reviewer.post(url("import-drop", job_id), follow=True).content.decode()
    assert "不能确认" in reviewer.post(url("import-confirm", job_id), follow=True).content.decode()
    assert not Power.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": "理由"}, "请选择文件"),
        ({"reason": "", "file": b"a,b\n1,2\n"}, "请写明导入理由"),
        ({"reason": "理由", "file": b""}, "文件是空的"),
        ({"reason": "由" * 401, "file": b"a,b\n1,2\n"}, "理由最多400个字"),
    ],
)
def test_what_an_upload_lacks_is_said_beside_the_field(
    fresh_city: City, reviewer: Client, fields: dict[str, Any], said: str
) -> None:
    sent = {k: SimpleUploadedFile("a.csv", v) if isinstance(v, bytes) else v for k, v in fields.items()}
    page = reviewer.post(url("register-import", "powers"), sent)
    assert page.status_code == 422 and said in page.content.decode()
    assert not ImportJob.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused(fresh_city: City, reviewer: Client) -> None:
    file = SimpleUploadedFile("权责清单.xlsx", b"<table><tr><td>1</td></tr></table>")
    page = reviewer.post(url("register-import", "powers"), {"file": file, "reason": "清单公布"})
    assert page.status_code == 422 and not ImportJob.objects.exists()
    said = page.content.decode()
    assert "文件内容不是.xlsx工作簿，与扩展名不符" in said and 'value="清单公布"' in said


def test_a_file_that_cannot_be_read_says_why_on_its_page(fresh_city: City, reviewer: Client) -> None:
    sent = upload(reviewer, b"\xff\xfe\x00")
    page = reviewer.get(sent["Location"]).content.decode()
    assert "文件不能导入" in page and "请重新导出后再试" in page


def test_rows_of_another_agency_are_refused(fresh_city: City, reviewer: Client) -> None:
    raw = csv_bytes([TITLES, [fresh_city.other.agency.code, "1", "甲", "行政处罚", "2026-01-01"]])
    page = reviewer.get(upload(reviewer, raw)["Location"]).content.decode()
    assert "属于其他机关，不由您维护" in page and "新建 0，" in page


def test_who_does_not_keep_the_register_loads_nothing(fresh_city: City, reviewer: Client) -> None:
    handler = fresh_city.client("handler")
    assert upload(handler, powers(fresh_city, "甲")).status_code == 403
    sent = upload(reviewer, powers(fresh_city, "甲"))
    job_id = sent["Location"].rstrip("/").rpartition("/")[2]
    elsewhere = fresh_city.client("legal_reviewer", fresh_city.other)
    for client in (handler, elsewhere):
        assert client.get(sent["Location"]).status_code == 403
        assert client.get(url("import-refused", job_id)).status_code == 403
        for step in ("import-confirm", "import-drop", "import-undo"):
            assert client.post(url(step, job_id), {"reason": "越权"}).status_code == 403
    assert ImportJob.objects.get().state == "judged"
    assert job_id not in elsewhere.get(url("imports")).content.decode()
    assert job_id in reviewer.get(url("imports")).content.decode()


def test_steps_change_nothing_by_being_looked_at(fresh_city: City, reviewer: Client) -> None:
    job_id = upload(reviewer, powers(fresh_city, "甲"))["Location"].rstrip("/").rpartition("/")[2]
    for step in ("import-confirm", "import-drop"):
        assert reviewer.get(url(step, job_id)).status_code == 405
    assert ImportJob.objects.get().state == "judged"


def test_the_dry_run_of_subjects_hides_numbers_of_people(fresh_city: City, reviewer: Client) -> None:
    number = "11010519491231002X"
    raw = csv_bytes([
        ["类别", "名称或姓名", "证件类型", "证件号码", "登记日期"],
        ["自然人", "孙小明", "居民身份证", number, "2026-01-01"],
    ])  # fmt: skip
    page = reviewer.get(upload(reviewer, raw, "subjects")["Location"]).content.decode()
    assert "孙某某" in page and "孙小明" not in page and number not in page and "110105" in page


def test_pages_of_a_long_dry_run_follow_each_other(fresh_city: City, reviewer: Client) -> None:
    sent = upload(reviewer, powers(fresh_city, *(f"事项{n:03d}" for n in range(120))))
    seen: list[str] = []
    at = sent["Location"]
    for _ in range(3):
        page = reviewer.get(at).content.decode()
        seen += re.findall(r"事项(\d{3})", page)
        found = re.search(r'rel="next" href="([^"]*)"', page)
        at = sent["Location"] + (found[1].replace("&amp;", "&") if found else "")
    assert seen == [f"{n:03d}" for n in range(120)]


def test_the_administrator_of_the_system_loads_people_but_no_parties(fresh_city: City) -> None:
    keeper = world.officer(fresh_city.office, "keeper", "system_admin", "管理员")
    with scope(IMPORTER):
        change(
            IMPORTER,
            Account,
            None,
            {"username": "keeper", "password": PASSWORD, "officer": keeper},
            "测试账号",
        )
    client = fresh_city.client("keeper")
    assert client.get(url("register-import", "officers")).status_code == 200
    assert client.get(url("register-import", "subjects")).status_code == 403
    with scope(IMPORTER):
        assert Subject.objects.count() == 1
