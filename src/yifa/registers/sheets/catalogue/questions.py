"""考试题库: questions with their answers; only those who keep the bank see them."""

from yifa.registers.models import Question
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="questions",
    title="考试题库",
    model=Question,
    columns=(
        col("number", code=True),
        col("category", help="组卷方案按类别抽题，例如：行政处罚"),
        col("kind"),
        col("text"),
        col("option_a"),
        col("option_b"),
        col("option_c"),
        col("option_d"),
        col("option_e"),
        col("option_f"),
        col("answer", code=True),
        col("basis"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("number",),),
    shown=("number", "category", "kind", "text", "basis", "valid_to"),
    searched=("number", "category", "text", "basis"),
    group="资格考试",
    agency="",
    place=66,
)
