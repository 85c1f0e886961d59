"""中介服务清理: what was proposed and decided about each service."""

from yifa.registers.models import ServiceCleanup
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="service_cleanups",
    title="中介服务清理",
    model=ServiceCleanup,
    columns=(
        col("service", refers="intermediary_services"),
        col("proposed_on"),
        col("proposal"),
        col("reason"),
        col("decided_on"),
        col("outcome"),
        col("document"),
        col("published_on"),
    ),
    key=(("service", "proposed_on"),),
    shown=("service", "proposed_on", "proposal", "decided_on", "outcome", "published_on"),
    searched=("service__name", "document"),
    group="清单",
    agency="service__agency",
    order="proposed_on",
    right="lists",
    place=161,
)
