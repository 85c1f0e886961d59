"""The one way to write a register: validated, traced, in the database's own transaction.

Every change leaves a `RegisterChange` with the values before and after, the reason and the actor. Legal time
is in the row's own dates in force; the history is knowledge time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from yifa.registers import passwords
from yifa.registers.models import APART, Account, RegisterChange, Standing
from yifa.registers.passwords import HashedPassword
from yifa.registers.recording import SECRET, importing, on_change, plain, record, snapshot
from yifa.registers.scope import Actor, scope

__all__ = [
    "BulkResult",
    "ChangeConflict",
    "HashedPassword",
    "change",
    "change_many",
    "history",
    "importing",
    "on_change",
    "snapshot",
    "writing",
]

M = TypeVar("M", bound=models.Model)

# What triggers refuse, by the name they give.
TOLD = {"grant_administrators_apart": APART}
# Control characters, bidirectional overrides and halves of surrogate pairs.
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BATCH = 2000


class ChangeConflict(ValidationError):
    """The row is no longer what the editor saw; the message says which fields differ."""


@dataclass
class BulkResult:
    """What `change_many` did: rows made, rows changed, and how many were already as asked."""

    created: list[Any] = field(default_factory=list)
    updated: list[Any] = field(default_factory=list)
    unchanged: int = 0


def change(
    actor: Actor,
    model: type[M],
    row_id: Any | None,
    values: Mapping[str, Any],
    reason: str,
    *,
    expected: Mapping[str, Any] | None = None,
) -> M:
    """Create a row (`row_id` None) or change one, and record it. Returns the row as it now is.

    `values` are field values; a foreign key takes an instance or an id. `expected` are the values the editor
    saw: when the row has others by now, ChangeConflict is raised. Raises ValidationError (Chinese, by field)
    and writes nothing when the values are not valid, the row is not there or the reason is missing.
    Nothing is recorded when nothing differs. A row that was withdrawn stands again once it is changed, or when the
    same thing is registered anew; `withdrawn_by` among the values says otherwise.
    """
    _check_request(actor, reason, [values])
    with writing(actor):
        row = model() if row_id is None else _locked(model, row_id)
        before = None if row_id is None else snapshot(row)
        if before is not None and expected is not None:
            _check_expected(model, before, expected)
        _assign(row, values)
        if before is not None and before == snapshot(row) and not SECRET & set(values):
            return row
        row.full_clean()
        try:
            with _constraints_as_messages(model):
                row.save(force_insert=row_id is None, force_update=row_id is not None)
        except ValidationError:
            twin = _withdrawn_twin(row) if row_id is None else None
            if twin is None:
                raise
            asked = {name: value for name, value in values.items() if not _column(model, name).primary_key}
            return change(actor, model, twin, _all_of(row) | asked, reason)
        if isinstance(row, Account) and "password" in values:
            passwords.keep([row])
        record(actor, model, [(row, before)], reason)
    return row


def change_many(
    actor: Actor,
    model: type[models.Model],
    rows: Iterable[Mapping[str, Any]],
    reason: str,
    *,
    key: Sequence[str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> BulkResult:
    """Write many rows in one transaction, each with its own history row; all of them or none.

    With `key` (field names of the natural key) rows that exist are updated where they differ; without it all
    are created. Fields and `clean` are validated per row; uniqueness and foreign keys by the database.
    `progress` is called with the number of rows done since its last call. Raises ValidationError.
    """
    wanted = list(rows)
    _check_request(actor, reason, wanted)
    result = BulkResult()
    with writing(actor):
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            _write_batch(actor, model, batch, reason, key, result)
            if progress:
                progress(len(batch))
    return result


def history(model: type[models.Model], row_id: Any) -> models.QuerySet[RegisterChange]:
    """Every recorded change of a row, oldest first."""
    return RegisterChange.objects.filter(model=model._meta.label, row_id=str(row_id)).order_by("at", "id")


def _check_request(actor: Actor, reason: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if actor.scope == "public":
        raise ValidationError("公众不能变更登记簿")
    if not reason.strip():
        raise ValidationError("请填写变更理由")
    if len(reason) > 500 or _UNSTORABLE.search(reason):
        raise ValidationError("变更理由须在 500 字以内,且不含无法保存的字符")
    for values in rows:
        for name, value in values.items():
            if isinstance(value, float):
                raise ValidationError(f"{name}:不接受小数,请使用整数")
            if isinstance(value, str) and _UNSTORABLE.search(value):
                raise ValidationError(f"{name}:含有不可见的控制字符或无法保存的字符,请重新输入")


@contextmanager
def writing(actor: Actor) -> Iterator[None]:
    """Join the scope that the caller opened, or open the actor's own when there is none."""
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
    else:
        with scope(actor):
            yield


def _locked(model: type[M], row_id: Any) -> M:
    try:
        row = model._base_manager.select_for_update(of=("self",)).filter(pk=row_id).first()
    except (ValueError, ValidationError):
        row = None
    if row is None:
        raise ValidationError(f"{model._meta.verbose_name}:没有编号为 {row_id} 的记录")
    return row


def _check_expected(
    model: type[models.Model], before: Mapping[str, Any], expected: Mapping[str, Any]
) -> None:
    differing = [
        str(getattr(model._meta.get_field(name), "verbose_name", name))
        for name, value in expected.items()
        if before.get(name) != plain(value.pk if isinstance(value, models.Model) else value)
    ]
    if differing:
        raise ChangeConflict("他人已修改:" + "、".join(differing) + "。请核对后重新提交")


def _withdrawn_twin(row: models.Model) -> Any | None:
    """The id of the withdrawn row that stands in the way of this new one; asked only once the database refused it."""
    if not isinstance(row, Standing):
        return None
    unique = [c for c in row._meta.constraints if isinstance(c, models.UniqueConstraint) and c.fields]
    names = [(c.fields, c.condition or models.Q()) for c in unique]
    names += [((f.name,), models.Q()) for f in row._meta.concrete_fields if f.unique]
    found: dict[Any, Any] = {}
    for fields, condition in names:
        key = {a: getattr(row, a) for a in (_column(type(row), name).attname for name in fields)}
        found |= dict(type(row)._base_manager.filter(condition, **key).values_list("pk", "withdrawn_by"))
    pk, by = next(iter(found.items()), (None, None))
    return pk if len(found) == 1 and by is not None else None


def _blank(row: models.Model) -> None:
    """Nothing of a withdrawn row stays when the same thing is registered anew."""
    for f in row._meta.concrete_fields:
        if not f.primary_key:
            setattr(row, f.attname, f.get_default())


def _all_of(row: models.Model) -> dict[str, Any]:
    """Every value of a new row but its id."""
    return {f.name: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}


def _assign(row: models.Model, values: Mapping[str, Any]) -> None:
    if isinstance(row, Standing) and "withdrawn_by" not in values:
        row.withdrawn_by = None
    for name, value in values.items():
        if isinstance(value, HashedPassword) and isinstance(row, Account):
            row.password = value.encoded
            continue
        if name == "password" and isinstance(row, Account):
            passwords.check_rules(row, value)
            unusable = value is None or value.startswith(UNUSABLE_PASSWORD_PREFIX)
            row.set_password(None if unusable else value)
            continue
        column = row._meta.get_field(name)
        if isinstance(column, models.ForeignKey) and not isinstance(value, models.Model):
            setattr(row, column.attname, column.target_field.to_python(value))
        elif isinstance(column, models.Field) and not column.is_relation:
            setattr(row, name, column.to_python(value))
        else:
            setattr(row, name, value)


def _write_batch(
    actor: Actor,
    model: type[models.Model],
    batch: Sequence[Mapping[str, Any]],
    reason: str,
    key: Sequence[str] | None,
    result: BulkResult,
) -> None:
    existing = _existing(model, batch, key) if key else {}
    created: list[models.Model] = []
    updated: list[models.Model] = []
    changes: list[tuple[models.Model, dict[str, Any] | None]] = []
    for values in batch:
        found = existing.get(_key_of(model, values, key)) if key else None
        row = found or model()
        before = snapshot(row) if found else None
        if found and getattr(found, "withdrawn_by", None):
            _blank(row)
        _assign(row, values)
        if before is not None and before == snapshot(row):
            result.unchanged += 1
            continue
        row.clean_fields(exclude=[f.name for f in model._meta.concrete_fields if f.is_relation])
        row.clean()
        (updated if found else created).append(row)
        changes.append((row, before))
    with _constraints_as_messages(model):
        model._default_manager.bulk_create(created)
        if updated:
            names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
            model._base_manager.bulk_update(updated, names, batch_size=500)
    if model is Account:
        passwords.keep(row for row, _ in changes if isinstance(row, Account))
    record(actor, model, changes, reason)
    result.created.extend(created)
    result.updated.extend(updated)


def _existing(
    model: type[models.Model], batch: Sequence[Mapping[str, Any]], key: Sequence[str]
) -> dict[tuple[Any, ...], models.Model]:
    wanted = {_key_of(model, values, key) for values in batch}
    first = _column(model, key[0]).attname
    rows = model._base_manager.filter(**{f"{first}__in": {k[0] for k in wanted}})
    attnames = [_column(model, name).attname for name in key]
    by_key = {tuple(getattr(row, a) for a in attnames): row for row in rows}
    return {k: row for k, row in by_key.items() if k in wanted}


def _column(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    column = model._meta.get_field(name)
    assert isinstance(column, models.Field)
    return column


def _key_of(model: type[models.Model], values: Mapping[str, Any], key: Sequence[str]) -> tuple[Any, ...]:
    parts = []
    for name in key:
        column = _column(model, name)
        value = values[name] if name in values else column.get_default()
        target = column.target_field if isinstance(column, models.ForeignKey) else column
        parts.append(value.pk if isinstance(value, models.Model) else target.to_python(value))
    return tuple(parts)


@contextmanager
def _constraints_as_messages(model: type[models.Model]) -> Iterator[None]:
    """A constraint that the database refuses becomes the message of that constraint."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        for constraint in model._meta.constraints:
            if constraint.name == name:
                raise ValidationError(constraint.get_violation_error_message()) from None
        if name in TOLD:
            raise ValidationError(TOLD[name]) from None
        detail = getattr(getattr(error.__cause__, "diag", None), "message_detail", "") or name
        raise ValidationError(f"{model._meta.verbose_name}:与已登记的数据冲突({detail})") from None
