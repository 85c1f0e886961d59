"""What the template draws: fields with their texts, choices and messages, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yifa.desk.forms.spec import FILLING, MAX_ROWS, FieldSpec
from yifa.desk.forms.tree import Tree, one_by_one

Choices = Sequence[tuple[str, str]]


@dataclass(slots=True)
class Pickers:
    """What may be picked: (value, label) pairs for officers, acts, violations and subjects.

    `records` are all acts, corrected ones too; `kept` are the matter's files; `children` the open matters it opened.

    `subjects` are those known so far (the matter's parties, those already chosen); `found` maps the path of a
    subject field to what a search for `queries[path]` brought up.
    """

    officers: Choices = ()
    acts: Choices = ()
    records: Choices = ()
    kept: Choices = ()
    violations: Choices = ()
    permit_items: Choices = ()
    region_permit_items: Choices = ()
    agencies: Choices = ()
    children: Choices = ()
    subjects: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    found: dict[str, Choices] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)

    def choices(self, spec: FieldSpec) -> Choices:
        if spec.widget == "flag":
            return (("true", "是"), ("false", "否"))
        table = {
            "officer": self.officers,
            "act": self.acts,
            "record": self.records,
            "kept": self.kept,
            "violation": self.violations,
            "permit_item": self.permit_items,
            "region_permit_item": self.region_permit_items,
            "agency": self.agencies,
            "child": self.children,
        }
        return table.get(spec.widget, spec.choices)


@dataclass(slots=True)
class BoundField:
    """One field ready to draw. `rows` are lists of bound fields, `items` the elements of a typed list."""

    path: str
    spec: FieldSpec
    value: str = ""
    values: tuple[str, ...] = ()
    choices: Choices = ()
    error: str = ""
    findings: tuple[Any, ...] = ()
    rows: tuple[tuple[BoundField, ...], ...] = ()
    label: str = ""
    query: str = ""
    searched: bool = False
    in_row: bool = False

    @property
    def id(self) -> str:
        """Id of the input, safe in HTML and CSS."""
        return "f-" + self.path.replace(".", "-")

    @property
    def wide(self) -> bool:
        return self.spec.widget in ("prose", "rows", "group", "many", "subject", "file")

    @property
    def fills(self) -> bool:
        """A choice that fills other fields: it has a button of its own."""
        return self.spec.widget in FILLING

    @property
    def radios(self) -> bool:
        """Few choices are shown all at once; many go into a drop-down list."""
        return self.spec.widget == "flag" or (self.spec.widget == "choice" and len(self.choices) <= 4)

    @property
    def may_add(self) -> bool:
        return len(self.rows) < MAX_ROWS

    @property
    def typed_list(self) -> bool:
        return self.spec.widget == "many" and one_by_one(self.spec)


def bind(
    fields: Sequence[FieldSpec],
    tree: Tree,
    *,
    errors: Mapping[str, str] | None = None,
    pickers: Pickers | None = None,
    findings: Iterable[Any] = (),
    prefix: str = "",
) -> tuple[BoundField, ...]:
    """Bound fields in order. `findings` with a `.field` go beside that field."""
    beside: dict[str, list[Any]] = {}
    for finding in findings:
        if finding.field:
            beside.setdefault(finding.field, []).append(finding)
    binder = _Binder(dict(errors or {}), pickers or Pickers(), beside)
    return binder.all(fields, tree, prefix)


def every(bound: Iterable[BoundField]) -> Iterator[BoundField]:
    """Each field and those within its rows, in the order of the page."""
    for one in bound:
        yield one
        for row in one.rows:
            yield from every(row)


class _Binder:
    def __init__(self, errors: dict[str, str], pickers: Pickers, beside: dict[str, list[Any]]) -> None:
        self.errors, self.pickers, self.beside = errors, pickers, beside

    def all(
        self, fields: Sequence[FieldSpec], tree: Tree, prefix: str, in_row: bool = False
    ) -> tuple[BoundField, ...]:
        return tuple(self.one(f, tree.get(f.name), f"{prefix}{f.name}", in_row) for f in fields)

    def one(self, spec: FieldSpec, raw: Any, path: str, in_row: bool = False) -> BoundField:
        bound = BoundField(
            path,
            spec,
            error=self.errors.get(path, ""),
            findings=tuple(self.beside.get(path, ())),
            in_row=in_row,
        )
        if spec.widget == "group":
            bound.rows = (self.all(spec.fields, raw or {}, f"{path}."),)
        elif spec.widget == "rows":
            rows = raw if isinstance(raw, list) else []
            bound.rows = tuple(self.all(spec.fields, r, f"{path}.{i}.", True) for i, r in enumerate(rows))
        elif spec.widget == "many":
            self._many(bound, raw)
        else:
            self._single(bound, raw)
        return bound

    def _many(self, bound: BoundField, raw: Any) -> None:
        item = bound.spec.item
        assert item is not None
        bound.values = tuple(str(v) for v in raw or ())
        bound.choices = self._with_unknown(self.pickers.choices(item), bound.values)
        if bound.typed_list:
            bound.rows = tuple(
                (self.one(item, text, f"{bound.path}.{i}", True),) for i, text in enumerate(bound.values)
            )
        elif item.widget == "file":
            bound.choices = tuple((v, self.pickers.files.get(v, v)) for v in bound.values)
        if not bound.error:
            bound.error = next((m for p, m in self.errors.items() if p.startswith(f"{bound.path}.")), "")

    def _single(self, bound: BoundField, raw: Any) -> None:
        bound.value = raw if isinstance(raw, str) else ""
        widget = bound.spec.widget
        if widget == "subject":
            bound.label = self.pickers.subjects.get(bound.value, bound.value)
            bound.query = self.pickers.queries.get(bound.path, "")
            bound.searched = bound.path in self.pickers.found
            bound.choices = self.pickers.found.get(bound.path, tuple(self.pickers.subjects.items()))
        elif widget == "file":
            bound.label = self.pickers.files.get(bound.value, "已上传的文件" if bound.value else "")
        else:
            bound.choices = self.pickers.choices(bound.spec)
            if widget in ("choice", "officer", "act", "violation", "flag", "agency", "child", *FILLING):
                bound.choices = self._with_unknown(bound.choices, (bound.value,))

    @staticmethod
    def _with_unknown(choices: Choices, values: Iterable[str]) -> Choices:
        """What was submitted stays on the page even when it is not among the choices."""
        known = {value for value, _ in choices}
        extra = tuple((v, f"{v}（不在可选范围内）") for v in values if v and v not in known)
        return (*choices, *extra)
