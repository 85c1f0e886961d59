"""Subjects by the million: rows go to staging by COPY, are judged against the register in sets, and written in sets.

What it decides is what the generic way decides (`judging`, `writing`); only the means differ. A row that is not plainly
good is handed to the generic reader, which says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import connection

from yifa.registers.ids import new_id
from yifa.registers.imports import staging, subjects_sql
from yifa.registers.imports.files import Line
from yifa.registers.imports.headings import Layout
from yifa.registers.imports.judging import REFUSED, Judge, Judged, key_of
from yifa.registers.imports.quick import identity_holds, uscc_holds
from yifa.registers.models import ImportJob, Subject
from yifa.registers.sheets.sheet import Sheet
from yifa.registers.sheets.texts import read
from yifa.registers.sheets.writing import GENERAL, messages

write_step = subjects_sql.write_step
undo_step = subjects_sql.undo_step

# Anything that cleaning might change, or that COPY or an array would have to be told. A single blank within a text is
# harmless; it is looked at apart, because one class of characters is searched several times faster than alternatives.
_SUSPECT = re.compile(
    r"[\x00-\x1e\x20\x7f\"\\'*\xa0\u2000-\u200f\u2028-\u202f\u2066-\u2069\u3000\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    r"\ud800-\udfff\ufe00-\ufeff\ufffe\uffff]"
)
_BLANKED = str.maketrans(" ", "_")
_CODE = re.compile(r"[0-9A-Z]{1,60}", re.ASCII)
_LIMITS = {"name": 200, "legal_rep": 100, "address": 300, "phone": 40}


class BulkReader:
    """Stages rows as fast as they are read; `whole` judges them against the register and against each other."""

    def __init__(self, sheet: Sheet, form: str, layout: Layout, agencies: frozenset[str] | None) -> None:
        self.sheet, self.layout = sheet, layout
        self.generic = Judge(sheet, form, layout, agencies)
        at = {name: i for i, name in enumerate(layout.fields)}
        self.at = [at.get(name, -1) for name in ("kind", "name", "identifier_kind", "identifier", "address")]
        self.dates = [at[n] for n in ("birth_date", "valid_from", "valid_to") if n in at]
        self.period = (at.get("valid_from", -1), at.get("valid_to", -1))
        self.limits = [(at[n], size) for n, size in _LIMITS.items() if n in at]
        self.days: dict[str, str | None] = {"": ""}
        self.kinds = self._words("kind")
        self.identifier_kinds = self._words("identifier_kind") | {"": ""}

    def _words(self, name: str) -> dict[str, str]:
        choices = self.sheet.by_field[name].choices
        return {title: value for value, title in choices} | {value: value for value, _ in choices}

    def stage(self, job: ImportJob, lines: list[tuple[int, Line]]) -> None:
        """Stage numbered lines: plainly good ones at once, the others after the generic reader looked at them."""
        staging.copy(self._lines(str(job.pk), lines))

    def _lines(self, job: str, lines: list[tuple[int, Line]]) -> Iterator[str]:
        width, plain = self.layout.width, self._plain
        picked = _picker(self.layout.at)
        rows, changes = _ids(), _ids()
        for n, line in lines:
            page, number, texts, odd = line
            cells = picked(texts) if len(texts) >= width else None
            if cells is None or odd or _suspicious("\x1f".join(cells)) or not plain(cells):
                yield self._slowly(job, n, line, next(rows), next(changes))
                continue
            listed = '","'.join(cells)
            yield (
                f"{job}\t{n}\t{page}\t{number}\tn\t{next(rows)}\t{next(changes)}"
                f'\t\\N\t\\N\t{{"{listed}"}}\t\\N'
            )

    def _plain(self, cells: list[str]) -> bool:
        """Whether the row is good beyond doubt; its choices and dates are then in the form the register keeps."""
        kind_at, name_at, of_at, code_at, address_at = self.at
        kind = self.kinds.get(cells[kind_at])
        if kind is None or not cells[name_at]:
            return False
        cells[kind_at] = kind
        code = cells[code_at] if code_at >= 0 else ""
        of = self.identifier_kinds.get(cells[of_at]) if of_at >= 0 else ""
        if of == "uscc":
            if not uscc_holds(code):
                return False
        elif of == "identity":
            if not identity_holds(code):
                return False
        elif of:
            if _CODE.fullmatch(code) is None:
                return False
        elif of is None or code or address_at < 0 or not cells[address_at]:
            return False
        if of_at >= 0:
            cells[of_at] = of
        for i in self.dates:
            text = cells[i]
            day = self.days.get(text)
            if day is None and (day := self._day(i, text)) is None:
                return False
            cells[i] = day
        start, stop = self.period
        if not cells[start] or (stop >= 0 and cells[stop] and cells[stop] < cells[start]):
            return False
        for i, size in self.limits:  # noqa: SIM110 — a generator would cost as much again
            if len(cells[i]) > size:
                return False
        return True

    def _day(self, i: int, text: str) -> str | None:
        value, wrong = read(self.generic.columns[i], text)
        if wrong or value is None:
            return None
        if len(self.days) > 100_000:
            self.days = {"": ""}
        self.days[text] = found = value.isoformat()
        return str(found)

    def _slowly(self, job: str, n: int, line: Line, row_id: str, change_id: str) -> str:
        """The line as the generic reader sees it: with what is wrong, or cleaned."""
        judged, said = self.generic._read(n, line)
        if not said:
            said = self._by_model(judged)
        values = judged.values
        if not said:
            judged.cells = tuple(
                ""
                if values[f] is None
                else values[f].isoformat()
                if hasattr(values[f], "isoformat")
                else values[f]
                for f in self.layout.fields
            )
        problem = self.generic._told(said) if said else None
        return "\t".join((
            job, str(n), str(judged.page), str(judged.line), REFUSED if said else "n", row_id, change_id,
            staging.NULL, staging.NULL, staging.array(judged.cells), staging.text(problem),
        ))  # fmt: skip

    def _by_model(self, judged: Judged) -> dict[str, str]:
        if key_of(self.sheet, judged.values) is None:
            return {GENERAL: self.generic.without_key()}
        try:
            row = Subject(**judged.values)
            row.clean_fields(exclude=["merged_into"])
            row.clean()
        except ValidationError as error:
            return messages(self.sheet, error)
        from yifa.registers.imports.conditions import broken

        wrong = broken(row)
        return {GENERAL: "；".join(wrong)} if wrong else {}

    def whole(self, job: ImportJob) -> None:
        """Two rows for one subject, and what is registered already."""
        with connection.cursor() as cursor:
            subjects_sql.judge(cursor, job, self.layout.fields)


def _picker(at: Sequence[int]) -> Callable[[Sequence[str]], list[str]]:
    """A function that gives the texts at these positions."""
    if tuple(at) == tuple(range(len(at))):
        size = len(at)
        return lambda texts: list(texts[:size])
    return lambda texts: [texts[i] for i in at]


def _suspicious(joined: str) -> bool:
    """Whether cells, joined by a separator, hold anything that is not taken as it is."""
    if _SUSPECT.search(joined) is None:
        return False
    single = "  " not in joined and "\x1f " not in joined and " \x1f" not in joined
    if not single or joined[0] == " " or joined[-1] == " ":
        return True
    return _SUSPECT.search(joined.translate(_BLANKED)) is not None


def _ids() -> Iterator[str]:
    """UUIDv7 in a row: the time and the random part of one, then counted up."""
    first = str(new_id())
    head, start = first[:24], int(first[24:], 16) & 0x7FFF_FFFF_FFFF
    while True:
        yield f"{head}{start:012x}"
        start += 1
