"""执法证申领."""

from collections.abc import Mapping
from typing import Any

from yifa.registers.models import CertificateApplication
from yifa.registers.sheets.sheet import Sheet, col


def _given_up(row: CertificateApplication) -> Mapping[str, Any]:
    """An application entered by mistake counts as withdrawn on its day."""
    return {"withdrawn_on": row.applied_on}


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
    withdraw=_given_up,
    right="qualifications",
    place=62,
)
