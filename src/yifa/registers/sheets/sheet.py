"""What a register looks like from outside: its columns, its business key, who may read and write it.

One `Sheet` describes one register. Lists, pages with history, forms, export, template and import are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

PERIODS = (("valid_from", "valid_to"), ("effective_from", "effective_to"))
_KINDS: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.ForeignKey, "reference"),
    (models.DateField, "date"),
    (models.BooleanField, "flag"),
    (models.IntegerField, "whole"),
    (models.TextField, "long"),
    (models.CharField, "text"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet. `col()` declares it; what is not said is taken from the model's field.

    `kind` is one of text, long, date, flag, whole, choice, reference. `refers` names the sheet a reference leads to;
    with `within` the referred row must have the same value there (a unit within the row's agency). `code` texts are
    normalised: no spaces, half-width, upper case. `masked` (identifier, phone, name, address, date) says as what it is
    hidden from those who need not see it whole.
    """

    field: str
    title: str = ""
    kind: str = ""
    required: bool = False
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    limit: int = 0
    refers: str = ""
    within: str = ""
    code: bool = False
    masked: str = ""
    null: bool = False  # an empty cell is nothing, not an empty text
    default: Any = None  # what an empty cell means, where the model says so
    fixed: bool = False  # set when the row is made, never changed on a form


# How a text of a masked column is shown to those who need not see it whole: (column, text, the row it is of) → text.
# Who needs what is not decided here; None stands for the whole text.
Mask = Callable[[Column, str, Any], str]


def col(field: str, **said: Any) -> Column:
    """Declare a column by the name of its field."""
    return Column(field, **said)


@dataclass(frozen=True)
class Sheet:
    """A register. `key` lists alternatives of business keys, the first whose fields are all filled in counts.

    `agency` is the path from a row to the agency it belongs to ("" when it belongs to none), `order` the field lists
    are ordered by. A sheet with `writable` False is only listed and exported; `loaded` says how it is filled instead.
    """

    name: str
    title: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: tuple[tuple[str, ...], ...]
    shown: tuple[str, ...]
    searched: tuple[str, ...] = ()  # by a part of the text
    exact: tuple[str, ...] = ()  # only by the whole text: what must not be found out bit by bit
    group: str = "机关和人员"
    agency: str = "agency"
    order: str = ""
    about: str = ""
    writable: bool = True
    loaded: str = ""
    related: tuple[str, ...] = ()  # sheets whose rows are listed on a row's page
    place: int = 100  # where it stands in its group
    page: str = ""  # name of a desk address that shows a row instead of the generic page
    private: bool = False  # personal data of parties: masked in lists and files for everybody
    bulk: str = ""  # a module with a set-based BulkReader and write_step for very large files
    right: str = ""  # whose rights (`registers.<right>.read`, `.write`) it goes by, when not its own

    @property
    def right_name(self) -> str:
        return self.right or self.name

    @cached_property
    def full(self) -> tuple[Column, ...]:
        """The columns with everything that the model says of them."""
        return tuple(_filled(self.model, c) for c in self.columns)

    @cached_property
    def by_field(self) -> Mapping[str, Column]:
        return {c.field: c for c in self.full}

    @cached_property
    def by_title(self) -> Mapping[str, Column]:
        return {c.title: c for c in self.full}

    @property
    def period(self) -> tuple[str, str] | None:
        """Names of the fields of legal time, None for a register without."""
        names = {f.name for f in self.model._meta.concrete_fields}
        return next((p for p in PERIODS if set(p) <= names), None)

    @property
    def versioned(self) -> bool:
        """Whether one thing has a row for each period in which it was the same."""
        return self.period is not None and self.period[0] in self.key[0]

    @property
    def by_order(self) -> str:
        return self.order or self.key[0][0]

    @property
    def has_node(self) -> bool:
        return any(f.name == "node" for f in self.model._meta.concrete_fields)


def _filled(model: type[models.Model], column: Column) -> Column:
    made = model._meta.get_field(column.field)
    assert isinstance(made, models.Field)
    choices = column.choices or tuple((str(k), str(v)) for k, v in made.flatchoices)
    kind = column.kind or ("choice" if choices else next(k for t, k in _KINDS if isinstance(made, t)))
    needed = not (made.blank or made.null or made.has_default()) and kind != "flag"
    return Column(
        field=column.field,
        title=column.title or str(made.verbose_name),
        kind=kind,
        required=column.required or needed,
        help=column.help or str(made.help_text),
        choices=choices,
        limit=column.limit or made.max_length or (20_000 if kind == "long" else 0),
        refers=column.refers,
        within=column.within,
        code=column.code,
        masked=column.masked,
        null=made.null,
        default=_default(made) if column.default is None else column.default,
        fixed=column.fixed,
    )


def _default(made: models.Field[Any, Any]) -> Any:
    """The model's own value for a field that may not be empty."""
    if made.blank or not made.has_default() or callable(made.default):
        return None
    return made.get_default()
