"""任岗: who holds a post, from when to when."""

from yifa.registers.models import PostHolding
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="holdings",
    title="任岗",
    model=PostHolding,
    columns=(
        col("post", refers="posts"),
        col("officer", refers="officers"),
        col("valid_from", title="任岗日期"),
        col("valid_to", title="离岗日期"),
    ),
    key=(("post", "officer", "valid_from"),),
    shown=("officer", "post", "valid_from", "valid_to"),
    searched=("officer__name", "post__title"),
    agency="post__agency",
    order="valid_from",
    place=36,
)
