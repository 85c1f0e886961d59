"""岗位职责: posts with their duties and the roles they need."""

from yifa.registers.models import Post
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="posts",
    title="岗位职责",
    model=Post,
    columns=(
        col("agency", refers="agencies"),
        col("unit", refers="units", within="agency"),
        col("title"),
        col("duties"),
        col("basis"),
        col("role_names"),
        col("places"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "unit", "title", "valid_from"), ("agency", "title", "valid_from")),
    shown=("title", "agency", "unit", "places", "valid_to"),
    searched=("title", "duties"),
    order="title",
    related=("holdings",),
    place=35,
)
