"""Addresses of the public site, some of which must never change.

`/c/<code>` is printed on papers, `/v/<code>` on certificates; what is under `/ledger/` is known to the log's witnesses
and monitors.
"""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from yifa.portal.views import (
    agencies,
    benchmarks,
    certificates,
    codes,
    deadlines,
    decisions,
    exemptions,
    home,
    log,
    permits,
    plans,
    powers,
    procedures,
    statutes,
    verified,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("decisions/", decisions.listing, name="decisions"),
    path("decisions/<uuid:disclosure_id>/", decisions.one, name="decision"),
    path("decisions/<uuid:disclosure_id>/proof.json", decisions.proof, name="decision-proof"),
    path("c/", codes.ask, name="ask-code"),
    path("c/<str:code>", codes.case, name="code"),
    path("c/<str:code>/", RedirectView.as_view(pattern_name="portal:code", permanent=True)),
    path("v/<str:code>", certificates.check, name="certificate"),
    path("v/<str:code>/photo", certificates.photo, name="certificate-photo"),
    path("verified/", verified.listing, name="verified"),
    path("benchmarks/", benchmarks.listing, name="benchmarks"),
    path("benchmarks/<uuid:table_id>/", benchmarks.table, name="benchmark"),
    path("benchmarks/<uuid:table_id>/<int:number>/", benchmarks.item, name="benchmark-item"),
    path("exemptions/", exemptions.listing, name="exemptions"),
    path("exemptions/<uuid:table_id>/", exemptions.one, name="exemption"),
    path("permits/", permits.listing, name="permits"),
    path("permits/services/", permits.services, name="permit-services"),
    path("permits/<uuid:item_id>/", permits.one, name="permit-item"),
    path("plans/", plans.listing, name="plans"),
    path("plans/<uuid:plan_id>/", plans.one, name="plan"),
    path("law/", statutes.listing, name="statutes"),
    path("law/<uuid:statute_id>/", statutes.one, name="statute"),
    path("procedures/", procedures.listing, name="procedures"),
    path("procedures/<str:procedure_id>/", procedures.one, name="procedure"),
    path("deadlines/", deadlines.page, name="deadlines"),
    path("powers/", powers.listing, name="powers"),
    path("powers/<uuid:agency_id>/", powers.of_agency, name="agency-powers"),
    path("agencies/", agencies.listing, name="agencies"),
    path("agencies/<uuid:agency_id>/figures/", agencies.figures, name="agency-figures"),
    path("ledger/", log.page, name="ledger"),
    path("ledger/checkpoint", log.checkpoint, name="ledger-checkpoint"),
    path("ledger/tile/entries/<path:rest>", log.entries, name="ledger-entries"),
    path("ledger/tile/<str:level>/<path:rest>", log.tile, name="ledger-tile"),
    path("ledger/key", log.key, name="ledger-key"),
    path("ledger/verify_proof.py", log.tool, name="ledger-tool"),
    path("verify/", log.verify, name="verify"),
]
