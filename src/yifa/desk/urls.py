"""Addresses of the officials' desk."""

from django.urls import path

from yifa.desk.views import (
    acts,
    approvals,
    discretion,
    figures,
    files,
    home,
    law,
    login,
    matters,
    register_files,
    registers,
    statistics,
    subjects,
)

app_name = "desk"

urlpatterns = [
    path("desk/login/", login.sign_in, name="login"),
    path("desk/logout/", login.sign_out, name="logout"),
    path("desk/", home.workbench, name="workbench"),
    path("desk/inbox/", home.inbox, name="inbox"),
    path("desk/handled/", home.handled, name="handled"),
    path("desk/news/", home.news, name="news"),
    path("desk/alerts/", home.alerts, name="alerts"),
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
    path("desk/registers/", registers.index, name="registers"),
    path("desk/registers/<slug:name>/", registers.listing, name="register"),
    path("desk/registers/<slug:name>/new/", registers.new, name="register-new"),
    path("desk/registers/<slug:name>/export.<str:form>", register_files.export, name="register-export"),
    path("desk/registers/<slug:name>/template.xlsx", register_files.template, name="register-template"),
    path("desk/registers/<slug:name>/rows/<str:row_id>/", registers.row, name="register-row"),
    path("desk/registers/<slug:name>/rows/<str:row_id>/edit/", registers.edit, name="register-edit"),
    path("desk/registers/<slug:name>/rows/<str:row_id>/end/", registers.stop, name="register-stop"),
    path("desk/law/", law.citation, name="citation"),
    path("desk/law/<uuid:statute_id>/", law.statute, name="statute"),
    path("desk/figures/", figures.figures, name="figures"),
    path("desk/statistics/", statistics.statistics, name="statistics"),
    path("desk/statistics.csv", statistics.export, name="statistics-csv"),
    path("desk/benchmarks/", law.benchmarks, name="benchmarks"),
    path("desk/procedures/", law.procedures, name="procedures"),
]
