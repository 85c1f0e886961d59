"""Rows of a file judged against the register: what each would make, change or leave, and why one cannot be taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from yifa.registers.change import snapshot
from yifa.registers.ids import new_id
from yifa.registers.imports.conditions import broken
from yifa.registers.imports.files import Line, place
from yifa.registers.imports.headings import Layout
from yifa.registers.node import current_node
from yifa.registers.sheets import sheet_named
from yifa.registers.sheets.listing import agency_of
from yifa.registers.sheets.references import key_text, paths, resolve, the_one
from yifa.registers.sheets.sheet import Column, Sheet
from yifa.registers.sheets.texts import clean, read
from yifa.registers.sheets.writing import GENERAL, messages

NEW, CHANGED, SAME, REFUSED = "n", "c", "s", "x"


@dataclass(slots=True)
class Judged:
    """One row: cleaned cells in the order of the layout, and what was found."""

    n: int
    page: int
    line: int
    cells: tuple[str, ...]
    verdict: str = NEW
    row_id: UUID | None = None
    change_id: UUID | None = None
    target: str | None = None
    seen: str | None = None
    problem: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def digest(values: Mapping[str, Any]) -> str:
    """Short name of a row's values, to see later whether they are still the same."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class Judge:
    """Judges batch after batch of one file; remembers keys, so that two rows for one thing are met."""

    def __init__(
        self, sheet: Sheet, form: str, layout: Layout, agencies: frozenset[str] | None, *, told: bool = True
    ) -> None:
        self.sheet, self.form, self.layout, self.agencies = sheet, form, layout, agencies
        self.columns = tuple(sheet.by_field[name] for name in layout.fields)
        self.told = told  # whether two rows for one key are a problem; not when staged rows are read again
        self.keys: dict[int, tuple[int, int, int]] = {}
        self.firsts: dict[int, str] = {}  # n of a first row → what is wrong: another one for the same thing
        self.coming: dict[str, models.Model] = {}  # rows that earlier lines of this file would make, by key

    def judge(self, lines: Sequence[tuple[int, Line]]) -> list[Judged]:
        """Lines (numbered) as judged rows. A constant number of statements for each batch, besides the models' own."""
        made = [self._read(n, line) for n, line in lines]
        self._refer([j for j, _ in made], {j.n: said for j, said in made})
        return self._against_register(made)

    def again(self, rows: Iterable[tuple[int, int, int, Sequence[str]]]) -> list[Judged]:
        """Staged rows (n, page, line, cells) judged once more, as the register is now."""
        made: list[tuple[Judged, dict[str, str]]] = []
        for n, page, line, cells in rows:
            judged = Judged(n, page, line, tuple(cells))
            made.append((judged, self._values(judged)))
        self._refer([j for j, _ in made], {j.n: said for j, said in made})
        return self._against_register(made)

    def _read(self, n: int, line: Line) -> tuple[Judged, dict[str, str]]:
        page, number, texts, odd = line
        wide = list(texts) + [""] * (self.layout.width - len(texts))
        cells = tuple(clean(c, wide[at]) for c, at in zip(self.columns, self.layout.at, strict=True))
        judged = Judged(n, page, number, cells)
        said = self._values(judged)
        for at, wrong in (odd or {}).items():
            said[self._name(at)] = wrong
        return judged, said

    def _name(self, at: int) -> str:
        """The field at a position; a position without one stands for itself."""
        return next((f for f, p in zip(self.layout.fields, self.layout.at, strict=True) if p == at), f"@{at}")

    def _values(self, judged: Judged) -> dict[str, str]:
        said: dict[str, str] = {}
        for column, text in zip(self.columns, judged.cells, strict=True):
            value, wrong = read(column, text)
            if wrong:
                said[column.field] = wrong
            else:
                judged.values[column.field] = value
        return said

    def _refer(self, rows: Sequence[Judged], said: Mapping[int, dict[str, str]]) -> None:
        """Texts of keys become the rows they lead to; columns within another one after that one."""
        for column in sorted(self.columns, key=lambda c: bool(c.within)):
            if column.kind != "reference":
                continue
            target = sheet_named(column.refers)
            assert target is not None
            asked: list[tuple[Judged, tuple[Any, str]]] = []
            for row in rows:
                text = row.values.get(column.field)
                if not isinstance(text, str) or not text:
                    continue
                within = row.values.get(column.within) if column.within else None
                if column.within and not isinstance(within, models.Model):
                    said[row.n].setdefault(
                        column.field, f"请先填写{self.sheet.by_field[column.within].title}"
                    )
                    continue
                asked.append((row, (within.pk if isinstance(within, models.Model) else None, text)))
            found = resolve(target, {one for _, one in asked}, column.within)
            for row, one in asked:
                value, wrong = the_one(target, found.get(one, []), one[1])
                if wrong and target is self.sheet and one[1] in self.coming:
                    value, wrong = self.coming[one[1]], ""
                if wrong:
                    said[row.n][column.field] = wrong
                    row.values.pop(column.field, None)
                else:
                    row.values[column.field] = value
            if target is self.sheet:
                self._announce(rows, said)

    def _announce(self, rows: Sequence[Judged], said: Mapping[int, dict[str, str]]) -> None:
        """Within one file a row may refer to one above it that is not in the register yet."""
        references = [c for c in self.columns if c.kind == "reference" and c.refers == self.sheet.name]
        for row in rows:
            for column in references:
                text = row.cells[self.layout.fields.index(column.field)]
                if text and text in self.coming and column.field in said[row.n]:
                    row.values[column.field] = self.coming[text]
                    del said[row.n][column.field]
            if not said[row.n]:
                plain = {k: v for k, v in row.values.items() if not isinstance(v, models.Model)}
                coming = self.sheet.model(**plain)
                self.coming.setdefault(key_text(self.sheet, coming), coming)

    def _against_register(self, made: Sequence[tuple[Judged, dict[str, str]]]) -> list[Judged]:
        found = existing(self.sheet, [j.values for j, said in made if not said])
        for judged, said in made:
            if not said:
                self._one(judged, said, found)
            if said:
                judged.verdict, judged.problem = REFUSED, self._told(said)
        return [judged for judged, _ in made]

    def _one(self, judged: Judged, said: dict[str, str], found: Mapping[Any, list[Any]]) -> None:
        key = key_of(self.sheet, judged.values)
        if key is None:
            said[GENERAL] = self.without_key()
            return
        if self.told and (other := self._twice(judged, key)):
            said[GENERAL] = other
            return
        rows = found.get(key, [])
        if len(rows) > 1:
            said[GENERAL] = f"已登记的{self.sheet.title}中有{len(rows)}条与它相符，不能确定是哪一条"
            return
        row = rows[0] if rows else self.sheet.model()
        if rows:
            judged.target, judged.before = str(row.pk), snapshot(row)
            judged.seen = digest(judged.before)
            if (reason := self._out_of_range(row)) is not None:
                said[GENERAL] = reason
                return
        else:
            judged.row_id = None if _own_key(self.sheet) else new_id()
            if self.sheet.has_node:
                judged.values["node"] = current_node()
        said |= self._checked(row, judged)
        if said:
            return
        judged.after = snapshot(row)
        judged.verdict = NEW if not rows else SAME if judged.after == judged.before else CHANGED

    def without_key(self) -> str:
        """What is said of a row that no business key tells apart."""
        wanted = "；或者".join("、".join(self.sheet.by_field[f].title for f in k) for k in self.sheet.key)
        return f"没有填写用来辨认的{wanted}"

    def _checked(self, row: Any, judged: Judged) -> dict[str, str]:
        """What the model itself says of the row with these values."""
        if judged.row_id is not None:
            row.pk = judged.row_id
        for name, value in judged.values.items():
            setattr(row, name, value)
        relations = [f.name for f in row._meta.concrete_fields if f.is_relation]
        try:
            row.clean_fields(exclude=relations)
            row.clean()
        except ValidationError as error:
            return messages(self.sheet, error)
        wrong = broken(row)
        if wrong:
            return {GENERAL: "；".join(wrong)}
        reason = self._out_of_range(row) if judged.target is None and self.sheet.agency != "pk" else None
        return {GENERAL: reason} if reason else {}

    def _out_of_range(self, row: Any) -> str | None:
        if self.agencies is None or not self.sheet.agency or agency_of(self.sheet, row) in self.agencies:
            return None
        return "属于其他机关，不由您维护"

    def _twice(self, judged: Judged, key: Any) -> str:
        short = hash(key)
        first = self.keys.setdefault(short, (judged.n, judged.page, judged.line))
        if first[0] == judged.n:
            return ""
        self.firsts.setdefault(first[0], f"与第{judged.line}行是同一条，请只留一行")
        return f"与第{first[2]}行是同一条，请只留一行"

    def _told(self, said: Mapping[str, str]) -> str:
        return "；".join(self._where(name) + text for name, text in said.items())

    def _where(self, name: str) -> str:
        if name == GENERAL:
            return ""
        if name.startswith("@"):
            return f"{place(self.form, int(name[1:]))}："
        column = self.sheet.by_field.get(name)
        if column is None or name not in self.layout.fields:
            return f"{column.title}：" if column else ""
        at = self.layout.at[self.layout.fields.index(name)]
        return f"{place(self.form, at)}“{column.title}”："


def _own_key(sheet: Sheet) -> bool:
    """Whether the primary key is itself filled in (a region's code, a holiday's day)."""
    key = sheet.model._meta.pk
    return key is not None and key.name in sheet.by_field


def key_of(sheet: Sheet, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """(number of the alternative, values of its fields) of the first business key that is filled in."""
    for number, fields in enumerate(sheet.key):
        got = [values.get(name) for name in fields]
        if all(v not in (None, "") for v in got):
            return (number, *(v.pk if isinstance(v, models.Model) else v for v in got))
    return None


def existing(sheet: Sheet, wanted: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], list[Any]]:
    """Registered rows by business key. One statement for each alternative that is used."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    keys = {key for values in wanted if (key := key_of(sheet, values)) is not None}
    for number, fields in enumerate(sheet.key):
        some = {key for key in keys if key[0] == number}
        if not some:
            continue
        names = [_attname(sheet.by_field[f], sheet) for f in fields]
        rows = sheet.model._default_manager.select_related(*paths(sheet)).filter(
            **{f"{name}__in": {key[i + 1] for key in some} for i, name in enumerate(names)}
        )
        if sheet.has_node:
            rows = rows.filter(node=current_node())
        # A row found by a later alternative must not be one that the earlier would tell apart.
        for earlier in sheet.key[:number]:
            for name in set(earlier) - set(fields):
                made = sheet.model._meta.get_field(name)
                if isinstance(made, models.CharField):
                    rows = rows.filter(**{name: ""})
                elif getattr(made, "null", False):
                    rows = rows.filter(**{f"{name}__isnull": True})
        for row in rows:
            key = (number, *(getattr(row, name) for name in names))
            if key in some:
                found.setdefault(key, []).append(row)
    return found


def _attname(column: Column, sheet: Sheet) -> str:
    made = sheet.model._meta.get_field(column.field)
    assert isinstance(made, models.Field)
    return str(made.attname)
