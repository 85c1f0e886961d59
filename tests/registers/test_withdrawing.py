"""What an import had made and was taken back: in no list, picker or file, never lost, back when registered anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from registers import make
from registers.sheetfiles import csv_bytes
from registers.test_imports import bureau, load, powers, problems, sheet, write
from yifa.registers import proved
from yifa.registers.change import change, change_many, history
from yifa.registers.imports import jobs
from yifa.registers.models import Agency, Equipment, ImportJob, Officer, Power, RoleGrant, Standing
from yifa.registers.scope import IMPORTER, scope
from yifa.registers.sheets import all_sheets
from yifa.registers.sheets.export import csv_lines
from yifa.registers.sheets.listing import Narrowing, find, page
from yifa.registers.sheets.references import resolve
from yifa.registers.sheets.showing import is_void

__all__ = ["bureau"]


def undo(job: ImportJob) -> ImportJob:
    with scope(IMPORTER):
        back = jobs.undo(IMPORTER, job.pk, "导错文件")
    jobs.run_writing(back.pk)
    back.refresh_from_db()
    return back


def one_power(bureau: Agency, name: str = "丙") -> ImportJob:
    return write(load("powers", powers([bureau.code, "3", name, "行政检查", "2026-01-01", ""])))


def test_every_register_that_takes_files_can_take_them_back() -> None:
    assert [s.name for s in all_sheets().values() if s.writable and not issubclass(s.model, Standing)] == []


def test_a_withdrawn_row_is_in_no_list_picker_or_file_and_keeps_its_page(bureau: Agency) -> None:
    job = one_power(bureau)
    made = Power.objects.get(code="3")
    shown: list[Callable[[], int]] = [
        lambda: len(page(sheet("powers"), Narrowing()).rows),
        lambda: len(list(csv_lines(sheet("powers"), Narrowing()))) - 1,
        lambda: len(resolve(sheet("powers"), [(None, f"{bureau.code}/3")])),
        lambda: bureau.powers.count(),
    ]
    with scope(IMPORTER):
        assert [count() for count in shown] == [1, 1, 1, 1]
    undo(job)
    with scope(IMPORTER):
        assert [count() for count in shown] == [0, 0, 0, 0]
        found = find(sheet("powers"), str(made.pk))
        assert is_void(found) and (found.name, found.valid_from) == ("丙", date(2026, 1, 1))


def test_a_register_without_period_is_taken_back_in_the_same_form(bureau: Agency) -> None:
    titles = [c.title for c in sheet("equipment").full if c.required]
    values = {"机关": bureau.code}
    row = [values.get(t, _filled(t)) for t in titles]
    job = write(load("equipment", csv_bytes([titles, row])))
    assert (job.written, Equipment.objects.count()) == (1, 1)
    back = undo(job)
    assert (back.written, back.failed, Equipment.objects.count(), Equipment.every.count()) == (1, 0, 0, 1)


def _filled(title: str) -> str:
    column = sheet("equipment").by_title[title]
    if column.kind == "reference":
        return make.uscc(1)
    if column.kind == "choice":
        return column.choices[0][1]
    return "2026-01-01" if column.kind == "date" else "1"


def test_what_another_row_refers_to_stays_and_is_named(bureau: Agency) -> None:
    given = {c.field: c.title for c in sheet("officers").full}
    titles = [given[f] for f in ("name", "agency", "staff_no", "valid_from")]
    rows = [["用着的", bureau.code, "7", "2026-01-01"], ["没用的", bureau.code, "8", "2026-01-01"]]
    job = write(load("officers", csv_bytes([titles, *rows])))
    assert job.written == 2
    make.grant(Officer.objects.get(name="用着的"), "handler")
    back = undo(job)
    assert (back.written, back.failed) == (1, 1)
    assert list(Officer.objects.values_list("name", flat=True)) == ["用着的"]
    assert "没有撤销" in problems(back)[0] and str(RoleGrant._meta.verbose_name) in problems(back)[0]


def test_registering_the_same_by_hand_brings_the_row_back_with_the_new_values(bureau: Agency) -> None:
    job = one_power(bureau, "录错的")
    old = Power.objects.get(code="3")
    undo(job)
    again = make_power(bureau, "对的")
    assert (again.pk, again.withdrawn_by, again.name) == (old.pk, None, "对的")
    with scope(IMPORTER):
        assert [c.after["name"] for c in history(Power, old.pk)] == ["录错的", "录错的", "对的"]
    with pytest.raises(ValidationError):
        make_power(bureau, "第二条")


def make_power(bureau: Agency, name: str, **values: Any) -> Power:
    row = {
        "agency": bureau,
        "code": "3",
        "name": name,
        "type": "02",
        "valid_from": date(2026, 1, 1),
        **values,
    }
    return change(IMPORTER, Power, None, row, "登记")


def test_nothing_of_a_withdrawn_row_stays_when_it_is_loaded_again_by_its_key(bureau: Agency) -> None:
    old = make_power(bureau, "旧", basis="旧依据")
    change(IMPORTER, Power, old.pk, {"withdrawn_by": bureau.pk}, "撤销导入")
    row = {"agency": bureau, "code": "3", "name": "新", "type": "02", "valid_from": date(2026, 1, 1)}
    result = change_many(IMPORTER, Power, [row], "再装", key=["agency", "code", "valid_from"])
    assert [p.pk for p in result.updated] == [old.pk]
    now = Power.objects.get(pk=old.pk)
    assert (now.name, now.basis) == ("新", "")


def test_a_withdrawn_grant_keeps_no_administrator_apart(bureau: Agency) -> None:
    who = make.officer("甲", bureau)
    wrong = make.grant(who, "system_admin")
    with pytest.raises(ValidationError):
        make.grant(who, "handler")
    change(IMPORTER, RoleGrant, wrong.pk, {"withdrawn_by": bureau.pk}, "撤销导入")
    assert make.grant(who, "handler").role == "handler"
    with pytest.raises(ValidationError):  # it may not come back beside what was granted since
        change(IMPORTER, RoleGrant, wrong.pk, {"withdrawn_by": None}, "恢复")


def test_verification_knows_what_was_withdrawn_and_when_the_mark_was_forged(bureau: Agency) -> None:
    undo(one_power(bureau))
    with scope(IMPORTER):
        assert list(proved.rows_are_as_changed()) == []
        Power.every.filter(code="3").update(withdrawn_by=None)
        assert [loose.problem for loose in proved.rows_are_as_changed()] == ["与最后一次登记的变更不符"]
