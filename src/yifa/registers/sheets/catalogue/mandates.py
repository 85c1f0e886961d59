"""授权、委托和赋权."""

from yifa.registers.models import Mandate
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="mandates",
    title="授权、委托和赋权",
    model=Mandate,
    columns=(
        col("agency", refers="agencies"),
        col("kind"),
        col("type"),
        col("codes"),
        col("scope"),
        col("grantor", refers="agencies"),
        col("grantor_name"),
        col("document"),
        col("basis"),
        col("published_on"),
        col("published_at"),
        col("evaluated_on"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "kind", "type", "document", "valid_from"),),
    shown=("agency", "kind", "type", "document", "valid_from", "valid_to"),
    searched=("document", "scope", "agency__name"),
    related=("mandate_evaluations",),
    group="权责和依据",
    order="document",
    place=20,
)
