"""写明查看理由: the reason given before somebody else's case, draft, file or a party's full particulars are shown."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from yifa.desk.views.base import ask_reason, desk, needs
from yifa.matters.looks import give_reason
from yifa.registers.scope import Actor

FIELDS = {"what": 10, "object_id": 36, "kind": 20, "reason": 2000, "next": 2000}


@require_POST
@desk
@needs("matters.read")
def reason(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Record the reason and go on to what was asked for; what was typed is kept when something is missing."""
    typed = {name: request.POST.get(name, "")[:longest] for name, longest in FIELDS.items()}
    try:
        give_reason(actor, typed["what"], typed["object_id"], typed["kind"], typed["reason"])
    except ValidationError as error:
        said = {name: ";".join(texts) for name, texts in error.message_dict.items()}
        return ask_reason(
            request,
            actor,
            typed["what"],
            typed["object_id"],
            "所选内容",
            "您没有参与办理",
            typed=typed,
            errors=said,
        )
    onward = typed["next"]
    safe = url_has_allowed_host_and_scheme(onward, allowed_hosts=None) and onward.startswith("/")
    return redirect(onward if safe else reverse("desk:workbench"))
