"""Turn what someone asks into something that can be judged: payload validated, matter locked, picture loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from pydantic import ValidationError

from yifa.law.procedure import ActRule, Procedure
from yifa.law.view import MatterView, Proposal
from yifa.matters import discovery, picture, versions
from yifa.matters.messages import errors_by_path
from yifa.matters.models import Matter
from yifa.matters.payloads import ActPayload
from yifa.registers.scope import Actor


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked, as given. `draft_id` is the idempotency key and becomes the act's id."""

    actor: Actor
    kind: str
    payload: Mapping[str, Any]
    matter_id: str | None = None
    procedure: str | None = None
    agency_id: str = ""
    draft_id: str | None = None
    occurred_from: datetime | None = None
    occurred_to: datetime | None = None
    precision: str = "minute"
    co_handlers: Sequence[str] = ()
    mode: str = "propose"
    source_recorded_at: datetime | None = None
    overrides: Sequence[Mapping[str, str]] = ()
    expected_count: int | None = None
    corrects: str | None = None
    parent_id: str | None = None


@dataclass(slots=True)
class Case:
    """An ask that can be judged: everything the engine knows, loaded once."""

    ask: Ask
    procedure: Procedure
    rule: ActRule
    matter: Matter | None
    model: type[ActPayload]
    values: dict[str, Any]
    raw: dict[str, Any]
    view: MatterView
    proposal: Proposal
    now: datetime
    agency_id: str
    overridden: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unusable:
    """The ask cannot even be judged: `errors` by payload path ("" = the whole), or it came too late (`stale`)."""

    errors: dict[str, str]
    stale: str = ""


def ids_in(value: Any) -> Iterator[str]:
    """Every UUID written anywhere in a JSON value."""
    for _, found in named_ids(value):
        yield found


def named_ids(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, UUID) of every UUID written anywhere in a JSON value; paths as in `errors` (`rows.0.officer`)."""
    if isinstance(value, str):
        if len(value) == 36 and is_id(value):
            yield path, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from named_ids(item, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from named_ids(item, f"{path}.{position}" if path else str(position))


def is_id(text: str) -> bool:
    """Does the text have the form of a UUID?"""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def reserved(actor: Actor, draft_id: str | None) -> bool:
    """Is that an id which only the machine gives its acts (uuid5), though a person asks?

    Such ids can be worked out beforehand. A person who took one would keep the machine from ever recording that act.
    """
    if actor.scope in ("worker", "import") or not draft_id or not is_id(str(draft_id)):
        return False
    return UUID(str(draft_id)).version == 5


def validate(model: type[ActPayload], payload: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """JSON values of a payload, and Chinese messages by path when it is wrong (then the values are empty)."""
    try:
        return model.model_validate(dict(payload)).model_dump(mode="json"), {}
    except ValidationError as error:
        return {}, errors_by_path(error)
    except (RecursionError, UnicodeError, OverflowError):
        return {}, {"": "提交的内容无法识别,请检查后重新填写"}


def prepare(ask: Ask, *, lock: bool = True) -> Case | Unusable:
    """Load and check what is needed to judge an ask. Constant number of statements: the matter and its picture."""
    matter: Matter | None = None
    if ask.matter_id is not None:
        matter = _find(ask.matter_id, lock)
        if matter is None:
            return Unusable({"": "没有找到该案件,或者该案件不属于您可以办理的范围"})
        if ask.expected_count is not None and ask.expected_count != matter.act_count:
            return Unusable(
                {}, stale="您打开页面后,该案件已有新的办理记录。您填写的内容已保留,请核对最新情况后再提交"
            )
    procedure = discovery.for_matter(matter) if matter else discovery.procedures().get(ask.procedure or "")
    if procedure is None:
        return Unusable({"": "没有这种办案程序"})
    if ask.procedure and ask.procedure != procedure.id:
        return Unusable({"": f"该案件适用“{procedure.title}”，不是所填的程序"})
    rule = procedure.acts.get(ask.kind)
    model = discovery.payload_model(procedure.id, ask.kind)
    if rule is None or model is None:
        return Unusable({"": f"“{procedure.title}”中没有这个办理环节"})
    if matter is None and not (ask.agency_id or ask.actor.agency_id):
        return Unusable({"": "您的账号没有对应的机关，不能办理"})
    values, errors = validate(model, ask.payload)
    if errors:
        return Unusable(errors)
    return _load(ask, procedure, rule, matter, model, values)


def _find(matter_id: str, lock: bool) -> Matter | None:
    if not is_id(str(matter_id)):
        return None
    matter = next(iter(Matter.objects.raw(_select(lock), [matter_id])), None)
    if matter is not None:
        matter.version = versions.stored(matter.version_id)
    return matter


@lru_cache(maxsize=2)
def _select(lock: bool) -> str:
    """The statement that reads a matter, written once: the query builder takes longer than the database."""
    columns = ", ".join(connection.ops.quote_name(str(f.column)) for f in Matter._meta.concrete_fields)
    return f"SELECT {columns} FROM {Matter._meta.db_table} WHERE id = %s" + (" FOR UPDATE" if lock else "")


def party_inputs(rule: ActRule, values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows of the payload that name parties, if the act enters any."""
    rows = values.get(rule.project.get("parties", ""), None) or []
    return [rows] if isinstance(rows, Mapping) else list(rows)


def _load(
    ask: Ask,
    procedure: Procedure,
    rule: ActRule,
    matter: Matter | None,
    model: type[ActPayload],
    values: dict[str, Any],
) -> Case:
    agency_id = str(matter.agency_id) if matter else (ask.agency_id or ask.actor.agency_id)
    officers = _unique(
        [ask.actor.officer_id, *ask.co_handlers, *(matter.handlers if matter else ()), *ids_in(values)]
    )
    roles = {str(row["subject"]): str(row.get("role", "party")) for row in party_inputs(rule, values)}
    raw = picture.fetch(
        ask.matter_id,
        agency_id,
        officers,
        list(roles),
        ask.draft_id,
        asker=ask.actor.officer_id,
        kind=ask.kind,
    )
    if matter is None:  # only now is it known where the matter will be
        agency = raw["agency"] or {}
        here = discovery.effective(procedure.id, agency.get("sector") or "", agency.get("region") or "")
        procedure = here or procedure
        rule = procedure.acts[ask.kind]
    now = datetime.fromisoformat(raw["now"])
    end = ask.occurred_to or ask.occurred_from or now
    view = picture.build(
        raw,
        matter=_head(procedure, matter),
        as_at=min(end, now),
        extra_parties=picture.party_views(raw, roles),
    )
    proposal = Proposal(
        kind=ask.kind,
        payload=values,
        officer_ids=tuple(_unique([ask.actor.officer_id, *ask.co_handlers])),
        occurred_from=ask.occurred_from or end,
        occurred_to=end,
        corrects=ask.corrects or values.get("corrects") or None,
    )
    return Case(ask, procedure, rule, matter, model, values, raw, view, proposal, now, agency_id)


def _unique(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(i for i in ids if i and is_id(i)))


def _head(procedure: Procedure, matter: Matter | None) -> dict[str, Any]:
    return picture.head(matter) if matter else {"id": "", "kind": procedure.id, "stage": "none"}
