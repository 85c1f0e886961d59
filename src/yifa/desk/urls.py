"""Addresses of the officials' desk."""

from django.urls import path

from yifa.desk.views import (
    acts,
    approvals,
    clearance,
    discretion,
    figures,
    files,
    home,
    law,
    login,
    looking,
    matters,
    power_lists,
    statistics,
    statutes,
    subjects,
)
from yifa.desk.views.admin import accounts as admin_accounts
from yifa.desk.views.admin import audit as admin_audit
from yifa.desk.views.admin import security as admin_security

app_name = "desk"

urlpatterns = [
    path("desk/admin/accounts/", admin_accounts.index, name="admin-accounts"),
    path("desk/admin/accounts/new/", admin_accounts.new, name="admin-account-new"),
    path("desk/admin/accounts/<uuid:account_id>/", admin_accounts.account, name="admin-account"),
    path("desk/admin/security/", admin_security.events, name="admin-security"),
    path("desk/admin/security/roles/", admin_security.roles, name="admin-roles"),
    path("desk/admin/security/roles/<uuid:officer_id>/", admin_security.officer, name="admin-officer"),
    path("desk/admin/security/locks/", admin_security.locks, name="admin-locks"),
    path("desk/admin/security/policy/", admin_security.limits, name="admin-policy"),
    path("desk/admin/audit/", admin_audit.index, name="admin-audit"),
    path("desk/admin/audit/export/", admin_audit.export, name="admin-audit-export"),
    path("desk/login/", login.sign_in, name="login"),
    path("desk/logout/", login.sign_out, name="logout"),
    path("desk/", home.workbench, name="workbench"),
    path("desk/inbox/", home.inbox, name="inbox"),
    path("desk/handled/", home.handled, name="handled"),
    path("desk/news/", home.news, name="news"),
    path("desk/alerts/", home.alerts, name="alerts"),
    path("desk/clearance/", clearance.index, name="clearance"),
    path("desk/clearance/<uuid:officer_id>/", clearance.officer, name="clearance-of"),
    path("desk/reason/", looking.reason, name="reason"),
    path("desk/matters/", matters.index, name="matters"),
    path("desk/matters/<uuid:matter_id>/", matters.matter, name="matter"),
    path("desk/matters/<uuid:matter_id>/what-if/", discretion.what_if, name="what-if"),
    path("desk/matters/<uuid:matter_id>/file.pdf", files.case_file, name="case-file"),
    path("desk/matters/<uuid:matter_id>/proof/", files.matter_proof, name="matter-proof"),
    path("desk/acts/<uuid:act_id>/proof/", files.act_proof, name="act-proof"),
    path("desk/matters/<uuid:matter_id>/act/<slug:kind>/", acts.act, name="act"),
    path("desk/new/", home.new_other, name="new-other"),
    path("desk/new/<str:procedure>/<slug:kind>/", acts.new, name="new"),
    path("desk/drafts/<uuid:draft_id>/", acts.draft, name="draft"),
    path("desk/approvals/<uuid:draft_id>/", approvals.approval, name="approval"),
    path(
        "desk/approvals/<uuid:draft_id>/papers/<slug:kind>.pdf", approvals.paper_preview, name="paper-preview"
    ),
    path("desk/papers/<uuid:paper_id>.pdf", files.paper, name="paper"),
    path("desk/files/<uuid:file_id>/", files.stored, name="file"),
    path("desk/subjects/", subjects.index, name="subjects"),
    path("desk/subjects/new/", subjects.create, name="subject-new"),
    path("desk/subjects/<uuid:subject_id>/", subjects.subject, name="subject"),
    path("desk/subjects/<uuid:subject_id>/edit/", subjects.edit, name="subject-edit"),
    path("desk/law/", statutes.citation, name="citation"),
    path("desk/law/<uuid:statute_id>/", statutes.statute, name="statute"),
    path("desk/law/<uuid:statute_id>/changes/", statutes.changes, name="statute-changes"),
    path("desk/power-lists/", power_lists.power_lists, name="power-lists"),
    path("desk/figures/", figures.figures, name="figures"),
    path("desk/statistics/", statistics.statistics, name="statistics"),
    path("desk/statistics.csv", statistics.export, name="statistics-csv"),
    path("desk/benchmarks/", law.benchmarks, name="benchmarks"),
    path("desk/procedures/", law.procedures, name="procedures"),
]
