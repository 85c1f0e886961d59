"""Nothing that somebody types is ever fetched: whom this node talks to is set by its operator."""

from __future__ import annotations

import ast
import json
import socket
from pathlib import Path

from django.test import Client

import yifa

from .town import Town

CLIENTS = {
    "requests",
    "httpx",
    "urllib3",
    "aiohttp",
    "http.client",
    "urllib.request",
    "ftplib",
    "smtplib",
    "boto3",
}
# Who may talk to others, and to whom.
KNOWN = {
    "site/processes.py",  # its own web process, whether it answers
    "desk/views/own_account.py",  # only the name of an error of the identity provider, set in oidc.json
    "accounts/signon.py",  # likewise
    "ledger/store/posting.py",  # the witnesses named in YIFA_LEDGER_WITNESSES
}


def test_only_known_modules_can_open_connections() -> None:
    """A new one must be looked at: from where does it have its address?"""
    root = Path(yifa.__path__[0])
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
            if any(n == c or n.startswith(f"{c}.") for n in names for c in CLIENTS):
                found.add(str(path.relative_to(root)))
    assert found <= KNOWN, found - KNOWN


def test_addresses_that_are_sent_are_not_visited(town: Town) -> None:
    """A server waits at an address that stands in every field, header and query; nobody comes."""
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        waiting.settimeout(0.2)
        url = f"http://127.0.0.1:{waiting.getsockname()[1]}/x"
        fields = (
            "next", "url", "file", "source", "place", "cause", "summary", "name", "address", "phone", "q", "code",
            "text", "webhook", "callback", "redirect_uri", "issuer", "server_url", "logo", "parties.0.subject",
        )  # fmt: skip
        form = dict.fromkeys(fields, url)
        clients = [town.client(k, raise_request_exception=False) for k in ("handler", "system", "security")]
        for client in (*clients, Client(raise_request_exception=False)):
            for address in (
                "/desk/new/penalty.ordinary/register_clue/", "/desk/subjects/new/", "/desk/reason/", "/desk/login/",
                "/desk/login/with/x/", "/desk/admin/accounts/new/", "/desk/admin/security/policy/",
            ):  # fmt: skip
                client.post(address, {**form, "_do": "submit"})
            for address in ("/desk/matters/", "/c/", "/decisions/", "/law/", "/api/v1/matters", "/verify/"):
                client.get(
                    address,
                    form,
                    headers={"Referer": url, "Origin": url, "X-Forwarded-Host": url, "Forwarded": url},
                )
            for address in ("/api/v1/acts", "/witness/add-checkpoint"):
                client.post(
                    address, json.dumps({"kind": url, "payload": form}), content_type="application/json"
                )
        try:
            waiting.accept()
        except TimeoutError:
            return
    raise AssertionError("somebody came")
