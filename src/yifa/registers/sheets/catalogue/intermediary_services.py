"""中介服务清单."""

from yifa.registers.models import IntermediaryService
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="intermediary_services",
    title="中介服务清单",
    model=IntermediaryService,
    columns=(
        col("agency", refers="agencies"),
        col("power", refers="powers", within="agency"),
        col("name"),
        col("result"),
        col("providers"),
        col("source"),
        col("basis"),
        col("pricing"),
        col("fee_standard"),
        col("fee_document"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "power", "name", "valid_from"), ("agency", "name", "valid_from")),
    shown=("name", "agency", "power", "pricing", "fee_standard", "valid_to"),
    searched=("name", "basis"),
    group="清单",
    order="name",
    related=("service_cleanups",),
    right="lists",
    place=160,
)
