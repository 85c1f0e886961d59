"""Where each face lives.

The public site at the root, the workbench under /desk/, the HTTP API under /api/, the witness of other logs under
/witness/.
"""

from __future__ import annotations

from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from yifa.api import witness


def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the web process answers; touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("witness/", witness.shown, name="witness"),
    path("witness/add-checkpoint", witness.add_checkpoint, name="add-checkpoint"),
    path("login/", RedirectView.as_view(pattern_name="desk:login", query_string=True)),
]
for _prefix, _urls in (
    ("api/", "yifa.api.urls"),
    ("", "yifa.desk.account_urls"),
    ("", "yifa.desk.urls"),
    ("", "yifa.portal.urls"),
):
    if find_spec(_urls):
        urlpatterns.append(path(_prefix, include(_urls)))

handler400 = "yifa.site.errors.bad_request"
handler403 = "yifa.site.errors.forbidden"
handler404 = "yifa.site.errors.not_found"
handler500 = "yifa.site.errors.server_error"
