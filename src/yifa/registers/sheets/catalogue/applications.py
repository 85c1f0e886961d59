"""执法证申领."""

from yifa.registers.models import CertificateApplication
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="applications",
    title="执法证申领",
    model=CertificateApplication,
    columns=(
        col("officer", refers="officers"),
        col("agency", refers="agencies"),
        col("cause"),
        col("applied_on"),
        col("kind"),
        col("area"),
        col("withdrawn_on"),
    ),
    key=(("officer", "agency", "applied_on"),),
    shown=("officer", "agency", "cause", "applied_on", "withdrawn_on"),
    searched=("officer__name",),
    order="applied_on",
    related=("checks", "exams"),
    right="qualifications",
    place=62,
)
