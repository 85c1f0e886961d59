"""Checking a paper by the code printed on it: how far the case has come, and what was decided."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime

from yifa.law.procedure import Procedure
from yifa.matters import discovery
from yifa.portal import projection, status
from yifa.portal.search import visible
from yifa.portal.views import public

_CODE = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Step:
    """One movement of the case, in words."""

    title: str
    stage: str
    on: datetime | None


@public
def ask(request: HttpRequest) -> HttpResponse:
    """The form for typing a code; with a code it leads to its page."""
    code = request.GET.get("code", "").strip().rstrip("/").rpartition("/")[2]
    if _CODE.fullmatch(code):
        return redirect("portal:code", code=code)
    return render(request, "portal/ask_code.html", {"typed": code[:80], "wrong": bool(code)})


@public
def case(request: HttpRequest, code: str) -> HttpResponse:
    """What anyone who holds a paper may know: stages, and the redacted decision once it is published."""
    found = _public_case(code) if _CODE.fullmatch(code) else None
    if found is None:
        return render(request, "portal/ask_code.html", {"typed": code[:80], "unknown": True}, status=404)
    procedure = discovery.procedures().get(str(found["procedure"]))
    rows = list(visible().filter(code=code).order_by("decided_on", "id"))
    context = {
        "code": code,
        "case": found,
        "opened": parse_datetime(str(found["opened"])),
        "closed": parse_datetime(str(found["closed"])) if found["closed"] else None,
        "title": procedure.title if procedure else found["procedure"],
        "procedure": procedure,
        "stage": _stage(procedure, str(found["stage"])),
        "steps": [_step(procedure, h) for h in found["history"] or ()],
        "decisions": [(row, projection.shown(row)) for row in rows],
        "proofs": status.proof_states(rows) if rows else {},
    }
    return render(request, "portal/code.html", context)


def _public_case(code: str) -> dict[str, Any] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public_case(%s)", [code])
        row = cursor.fetchone()
    value = row[0] if row else None
    return json.loads(value) if isinstance(value, str) else value


def _stage(procedure: Procedure | None, stage: str) -> str:
    return procedure.stages[stage].title if procedure and stage in procedure.stages else stage


def _step(procedure: Procedure | None, entry: dict[str, Any]) -> Step:
    kind = str(entry["kind"])
    stage = _stage(procedure, str(entry["stage"]))
    return Step(procedure.act_title(kind) if procedure else kind, stage, parse_datetime(str(entry["on"])))
