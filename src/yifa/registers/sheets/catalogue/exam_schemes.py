"""组卷方案: time and pass mark of an exam."""

from yifa.registers.models import ExamScheme
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="exam_schemes",
    title="组卷方案",
    model=ExamScheme,
    columns=(
        col("name"),
        col("minutes"),
        col("pass_mark"),
        col("organised_by"),
        col("valid_from", title="开放日期"),
        col("valid_to", title="截止日期"),
    ),
    key=(("name", "valid_from"),),
    shown=("name", "minutes", "pass_mark", "organised_by", "valid_from", "valid_to"),
    searched=("name",),
    group="资格考试",
    agency="",
    order="name",
    related=("exam_parts",),
    right="questions",
    place=67,
)
