"""A register loaded from a file in a browser: dry run, put right, confirmed, written by the queue, taken back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import Town

pytestmark = pytest.mark.browser
TITLES = ["实施机关", "实施编码", "事项名称", "事项类型", "生效日期"]


def powers(code: str, *rows: tuple[str, str]) -> dict[str, Any]:
    """A CSV in GBK, as an older office program saves it."""
    out = io.StringIO()
    csv.writer(out).writerows([TITLES, *([code, n, name, "行政处罚", "2026年1月1日"] for n, name in rows)])
    return {"name": "权责清单.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode("gbk")}


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["with scripts", "without"])
def test_a_file_is_tried_put_right_confirmed_and_taken_back(
    town: Town, work: Callable[[], None], options: dict[str, Any]
) -> None:
    reviewer = town.clerk("legal_reviewer", **options)
    page, code = reviewer.page, town.office.agency.code
    main = page.get_by_role("main")

    def upload(*rows: tuple[str, str]) -> None:
        page.get_by_role("navigation", name="主菜单").get_by_role("link", name="登记", exact=True).click()
        main.get_by_role("link", name="权责清单").click()
        main.get_by_role("link", name="导入", exact=True).click()
        page.get_by_label(re.compile("^文件")).set_input_files(powers(code, *rows))
        page.get_by_label(re.compile("^理由")).fill("2026年清单")
        page.get_by_role("button", name="上传并试算").click()

    upload(("1", "占道经营"), ("2", ""))
    expect(main).to_contain_text("新建 1，变更 0，相同 0，不能导入 1")
    expect(main).to_contain_text("第3行")
    expect(main).to_contain_text("第3列“事项名称”：没有填写")
    page.get_by_role("button", name="放弃").click()
    expect(main).to_contain_text("没有写入任何内容")

    upload(("1", "占道经营"), ("2", "乱倒垃圾"))
    page.get_by_role("button", name="确认写入 2 行").click()
    expect(main).to_contain_text("已确认，正在写入")
    work()
    page.reload()
    expect(main).to_contain_text("已写入 2 行")
    page.get_by_role("link", name="撤销这次导入").click()
    page.get_by_label(re.compile("^撤销理由")).fill("导错文件")
    page.get_by_role("button", name="撤销这次导入").click()
    expect(main).to_contain_text("正在撤销")
    work()
    page.reload()
    expect(main).to_contain_text("已撤销 2 条")
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="登记", exact=True).click()
    main.get_by_role("link", name="权责清单").click()
    expect(main).to_contain_text("没有符合条件的记录")
