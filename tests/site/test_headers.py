"""Headers and cookies of every face of the site, with and without TLS."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

PUBLIC = ("/", "/decisions/", "/c/", "/ledger/", "/verify/", "/healthz", "/no-such-page/", "/witness/")
OWN = (
    "/desk/",
    "/desk/login/",
    "/desk/matters/",
    "/api/v1/me",
    "/api/v1/matters",
    "/api/v1/openapi.json",
    "/api/v1/none",
)
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PUBLIC, *OWN])
def test_every_answer_is_guarded(address: str) -> None:
    answer = Client().get(address)
    for name, value in WANTED.items():
        assert answer.headers[name] == value, name
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for part in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "form-action 'self'",
    ):
        assert part in policy
    assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.django_db
@pytest.mark.parametrize("address", OWN)
def test_what_is_ones_own_is_kept_in_no_cache(address: str) -> None:
    kept = Client().get(address).headers["Cache-Control"]
    assert "no-store" in kept and "private" in kept


@pytest.mark.parametrize("folder", ["desk", "portal", "site"])
def test_no_template_holds_script_style_or_handlers(folder: str) -> None:
    """What the policy forbids is not there to be forbidden."""
    import yifa

    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I
    )
    found = sorted(Path(yifa.__path__[0], folder, "templates").rglob("*.html"))
    assert found
    assert not [(p.name, m[0]) for p in found for m in inline.finditer(p.read_text("utf-8"))]


def test_cookies_are_closed_to_scripts_and_other_sites() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


def test_behind_tls_cookies_are_secure_and_browsers_are_told_to_stay(tmp_path: Path) -> None:
    """As in production: neither demonstration nor test."""
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS,"
        "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEBUG)"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("YIFA_") or k == "YIFA_TEST_HOME"}
    env |= {"YIFA_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "yifa.site.settings"}
    said = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert said.stdout.split() == [
        "True", "True", "31536000", "True", "__Host-sessionid", "__Host-csrftoken", "False",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/static/../../../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/..%2f..%2f..%2fetc/passwd",
        "/ledger/tile/0/../../../../etc/passwd", "/ledger/tile/entries/..%2f..%2f..%2fetc%2fpasswd",
        "/ledger/tile/..%2f..%2fetc/passwd", "/desk/files/..%2f..%2fetc%2fpasswd/", "/c/..%2f..%2fetc%2fpasswd",
        "/procedures/..%2f..%2f..%2fetc%2fpasswd/", "//etc/passwd",
    ],
)  # fmt: skip
def test_no_address_leads_to_other_files(address: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in (301, 302, 400, 404)
    assert b"root:" not in body
