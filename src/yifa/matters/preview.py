"""A paper as it would be issued, made from a draft: same template, same data, no number, nothing stored."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from yifa.matters import discovery, paperwork, picture
from yifa.matters.models import Draft, Matter, Paper
from yifa.papers import PaperError, render
from yifa.registers.scope import Actor

NUMBER = "(待编号)"


def paper(actor: Actor, draft: Draft, matter: Matter, kind: str) -> bytes:
    """PDF bytes. Raises KeyError for a kind this act does not make, PaperError when the draft is too incomplete."""
    procedure = discovery.for_matter(matter)
    rule = procedure.papers[kind]
    if kind not in procedure.acts[draft.kind].papers:
        raise KeyError(kind)
    raw = _with_draft(actor, draft, matter)
    made = Paper(
        id=draft.pk,
        agency_id=matter.agency_id,
        matter=matter,
        act_id=draft.pk,
        kind=kind,
        title=rule.title,
        number=NUMBER if rule.number else "",
        served=rule.served,
        day=timezone.localdate(draft.occurred_to) if draft.occurred_to else timezone.localdate(),
    )
    try:
        data = paperwork.paper_data(made, matter, raw)
        data["paper"]["draft"] = True
        return render(f"{matter.procedure.partition('.')[0]}/{rule.template}", data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PaperError(f"拟稿内容不完整({type(error).__name__})") from error


def _with_draft(actor: Actor, draft: Draft, matter: Matter) -> dict[str, Any]:
    """The matter's picture with the draft as if it were its newest act."""
    officers = [str(draft.author_id), *draft.co_handlers]
    raw = picture.fetch(str(matter.pk), str(matter.agency_id), officers, draft_id=str(draft.pk))
    model = discovery.payload_model(matter.procedure, draft.kind)
    moment = (draft.occurred_to or datetime.now(UTC)).isoformat()
    people = {o["id"]: o for o in raw["officers"] or ()}
    rows = list(raw["acts"] or ())
    rows.append(
        {
            "id": str(draft.pk),
            "seq": len(rows) + 1,
            "kind": draft.kind,
            "schema": model.schema_version if model else 1,
            "from": (draft.occurred_from or draft.occurred_to or datetime.now(UTC)).isoformat(),
            "to": moment,
            "recorded": raw["now"],
            "actors": [_actor_row(people.get(o), o) for o in officers],
            "corrects": None,
            "mode": "propose",
            "source_recorded": None,
            "body": [["", f"payload.{k}", v] for k, v in draft.payload.items()],
        }
    )
    return raw | {"acts": rows}


def _actor_row(row: dict[str, Any] | None, officer_id: str) -> dict[str, str]:
    certificates = (row or {}).get("certificates") or []
    return {
        "officer_id": officer_id,
        "name": (row or {}).get("name", ""),
        "role": "handler",
        "certificate": certificates[-1]["number"] if certificates else "",
    }
