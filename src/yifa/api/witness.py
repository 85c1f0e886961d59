"""This node as a witness over HTTP (C2SP tlog-witness): /witness/add-checkpoint, and /witness/ for everyone to read.

Open to the public and without sessions: what counts is the log's signature on the checkpoint.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from yifa.ledger.store import witness
from yifa.ledger.store.trouble import LedgerTrouble
from yifa.ledger.witnessing import MAX_BODY_BYTES


@csrf_exempt
@require_POST
def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """Cosign another log's checkpoint, if it continues what was cosigned before."""
    if _length(request) > MAX_BODY_BYTES:
        return HttpResponse("the request is too large\n", status=413, content_type="text/plain")
    try:
        reply = witness.submit(request.read(MAX_BODY_BYTES + 1))
    except LedgerTrouble as trouble:
        return HttpResponse(f"{trouble.english}\n", status=503, content_type="text/plain")
    return HttpResponse(reply.body, status=reply.status, content_type=reply.content_type)


@require_GET
@never_cache
def shown(request: HttpRequest) -> HttpResponse:
    """Our key, the newest cosigned checkpoint of each log, and the evidence of forks."""
    try:
        found = witness.shown()
    except LedgerTrouble as trouble:
        return JsonResponse({"message": f"{trouble.problem}{trouble.remedy}"}, status=503)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
