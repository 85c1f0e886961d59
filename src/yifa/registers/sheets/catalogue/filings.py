"""重大行政处罚备案。"""

from yifa.registers.models import DecisionFiling
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="filings",
    title="重大处罚备案",
    model=DecisionFiling,
    columns=(
        col("agency", refers="agencies"),
        col("number"),
        col("decided_on"),
        col("filed_on"),
        col("filed_with"),
        col("document"),
    ),
    key=(("agency", "number", "filed_on"),),
    shown=("number", "agency", "decided_on", "filed_on", "filed_with"),
    searched=("number", "document"),
    group="方案和督办",
    order="filed_on",
    place=50,
)
