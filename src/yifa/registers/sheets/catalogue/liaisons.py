"""联络员。"""

from yifa.registers.models import PlanLiaison
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="liaisons",
    title="联络员",
    model=PlanLiaison,
    columns=(
        col("agency", refers="agencies"),
        col("topic"),
        col("officer", refers="officers", within="agency"),
        col("name"),
        col("post"),
        col("phone", masked="phone"),
        col("filed_on"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "topic", "valid_from"),),
    shown=("name", "agency", "topic", "post", "filed_on", "valid_to"),
    searched=("name", "topic"),
    group="方案和督办",
    right="plans",
    order="topic",
    place=20,
)
