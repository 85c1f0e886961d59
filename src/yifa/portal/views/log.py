"""The public log under the stable prefix /ledger/: C2SP tlog-tiles for machines, one page for people.

Only what the newest published checkpoint covers is served; anything else is 404, in plain text for machines.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page

from yifa.ledger import tiles
from yifa.ledger.store import reading
from yifa.portal import status
from yifa.portal.views import public

_LEVEL = re.compile(r"0|[1-9]|[1-5][0-9]|6[0-3]", re.ASCII)
_WIDTH = re.compile(r"[1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]", re.ASCII)
_TEXT = "text/plain; charset=utf-8"
_BYTES = "application/octet-stream"
_FOREVER = "public, max-age=31536000, immutable"


@public
def page(request: HttpRequest) -> HttpResponse:
    """What the log is for, in plain words, and how it stands now. Three queries at most."""
    head = status.published()
    key = status.log_key()
    context = {
        "newest": status.newest(head) if head.size else None,
        "key": key,
        "fingerprint": status.fingerprint(key) if key else "",
        "witnesses": status.witnesses(),
        "tool": status.tool() is not None,
    }
    return render(request, "portal/ledger.html", context)


@public
def verify(request: HttpRequest) -> HttpResponse:
    """The page that checks a proof in the reader's own browser. Nothing of the proof comes here."""
    return render(request, "portal/verify.html", {"tool": status.tool() is not None})


@public
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest published checkpoint with its cosignatures."""
    head = status.published()
    if not head.size:
        return _absent("日志还没有发布过检查点。The log has not published a checkpoint yet.\n")
    return _answer(head.note.encode(), _TEXT, "public, max-age=2")


@public
def tile(request: HttpRequest, level: str, rest: str) -> HttpResponse:
    """`tile/<L>/<N>[.p/<W>]`: up to 256 hashes. Three queries at most."""
    asked = _place(rest) if _LEVEL.fullmatch(level) else None
    if asked is None or not _covered(int(level), *asked):
        return _absent()
    data = reading.tile(int(level), *asked)
    return _absent() if data is None else _answer(data, _BYTES, _FOREVER)


@gzip_page
@public
def entries(request: HttpRequest, rest: str) -> HttpResponse:
    """`tile/entries/<N>[.p/<W>]`: up to 256 entries. Two queries at most."""
    asked = _place(rest)
    if asked is None or not _covered(0, *asked):
        return _absent()
    data = reading.bundle(*asked)
    return _absent() if data is None else _answer(data, _BYTES, _FOREVER)


@public
def key(request: HttpRequest) -> HttpResponse:
    """The log's public key, as the offline tool's --key-file reads it; witnesses as comments."""
    found = status.log_key()
    if found is None:
        return _absent("本机没有日志的公钥。This machine does not hold the log's key.\n")
    lines = [
        "# 日志公钥。请与公报、公告栏或者其他机关网站上公布的核对后再用。",
        "# The log's public key. Compare it with one published elsewhere before you rely on it.",
        found,
        *(f"# 见证人公钥 witness: {text}" for text in status.witness_keys()),
    ]
    return _answer("".join(f"{line}\n" for line in lines).encode(), _TEXT, "public, max-age=300")


@public
def tool(request: HttpRequest) -> HttpResponse:
    """The offline verifier, to be saved; a page that says where else to get it when it is not here."""
    found = status.tool()
    if found is None:
        return render(request, "portal/no_tool.html", status=404)
    headers = {"Content-Disposition": f'attachment; filename="{status.TOOL}"'}
    return HttpResponse(found.read_bytes(), content_type="text/x-python; charset=utf-8", headers=headers)


def _place(rest: str) -> tuple[int, int] | None:
    """Index and width of `<N>[.p/<W>]`; None when it is not written the one right way."""
    number, partial, width = rest.partition(".p/")
    if partial and not _WIDTH.fullmatch(width):
        return None
    try:
        return tiles.read_index(number), int(width) if partial else tiles.WIDTH
    except ValueError:
        return None


def _covered(level: int, index: int, width: int) -> bool:
    """Whether the published tree has that many hashes there."""
    return index * tiles.WIDTH + width <= status.published().size >> tiles.BITS * level


def _answer(body: bytes, kind: str, cache: str) -> HttpResponse:
    headers = {"Cache-Control": cache, "Access-Control-Allow-Origin": "*"}
    return HttpResponse(body, content_type=kind, headers=headers)


def _absent(text: str = "没有这一项。Not found.\n") -> HttpResponse:
    return HttpResponse(text, content_type=_TEXT, status=404, headers={"Cache-Control": "no-store"})
