from __future__ import annotations
import re
from pathlib import Path
from typing import Any, Callable
import pytest
from .conftest import Town
from .test_imports import powers
OUT = Path("/tmp/h/regdesk/shots"); OUT.mkdir(exist_ok=True)

def test_shots(town: Town, work: Callable[[], None]) -> None:
    from support import world
    from yifa.registers.change import change
    from yifa.registers.models import Power, Subject, SubjectCredit, Account
    from yifa.registers.scope import IMPORTER, scope
    from .clerk import PASSWORD
    a = town.office.agency
    with scope(IMPORTER):
        for n in range(60):
            change(IMPORTER, Power, None, {"agency": a, "code": f"53010{n:03d}", "name": f"对违反城市市容管理规定第{n}项行为的处罚", "type": "02", "valid_from": world.START}, "登记")
        p = Power.objects.order_by("code")[0]
        change(IMPORTER, Power, p.pk, {"name": "对占道经营的处罚", "basis": "《云州市市容条例》第十条"}, "法规修改")
        f2 = world.firm(town.firm.name, "20000009")
        for g, s, u in (("D", "2024-01-01", "2025-12-31"), ("B", "2026-01-01", None)):
            change(IMPORTER, SubjectCredit, None, {"subject": town.firm, "grade": g, "source": "省信用平台", "valid_from": s, "valid_to": u}, "同步")
    k = world.officer(town.office, "keeper", "system_admin", "管理员")
    with scope(IMPORTER):
        change(IMPORTER, Account, None, {"username": "keeper", "password": PASSWORD, "officer": k}, "测试账号")
    for width, tag in ((1280, "d"), (390, "m")):
        c = town.clerk("legal_reviewer", viewport={"width": width, "height": 900})
        page = c.page
        def shot(path: str, name: str) -> None:
            page.goto(town.url + path); page.screenshot(path=OUT / f"{name}-{tag}.png", full_page=True)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            print(name, tag, "overflow", over)
        shot("/desk/registers/", "index")
        shot("/desk/registers/powers/", "list")
        shot(f"/desk/registers/powers/rows/{p.pk}/", "row")
        shot(f"/desk/registers/powers/rows/{p.pk}/edit/", "edit")
        page.get_by_label(re.compile("^失效日期")).fill("2019-01-01")
        page.get_by_role("button", name="变更").click()
        page.screenshot(path=OUT / f"edit-error-{tag}.png", full_page=True)
        shot("/desk/registers/powers/import/", "upload")
        page.get_by_label(re.compile("^文件")).set_input_files(powers(a.code, ("53010000", "对占道经营的处罚"), ("2", ""), ("3", "新事项")))
        page.get_by_label(re.compile("^理由")).fill("2026年清单")
        page.get_by_role("button", name="上传并试算").click()
        page.screenshot(path=OUT / f"dry-{tag}.png", full_page=True)
        shot("/desk/registers/imports/", "imports")
        shot(f"/desk/subjects/{town.firm.pk}/", "subject")
        shot(f"/desk/subjects/{town.firm.pk}/merge/", "merge")
        shot("/desk/subjects/duplicates/", "dups")
        shot("/desk/registers/subjects/", "subjects")
        c = town.clerk("keeper", viewport={"width": width, "height": 900}); page = c.page
        shot("/desk/registers/strength/", "strength")
        shot(f"/desk/registers/agencies/rows/{a.pk}/", "agency")
        shot("/desk/registers/officers/", "officers")
