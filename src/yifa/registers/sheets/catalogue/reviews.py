"""执法证年度审验."""

from yifa.registers.models import CertificateReview
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="reviews",
    title="执法证年度审验",
    model=CertificateReview,
    columns=(col("certificate", refers="certificates"), col("year"), col("on"), col("result"), col("note")),
    key=(("certificate", "year"),),
    shown=("certificate", "year", "on", "result", "note"),
    searched=("certificate__number", "certificate__officer__name"),
    agency="certificate__agency",
    order="year",
    right="qualifications",
    place=65,
)
