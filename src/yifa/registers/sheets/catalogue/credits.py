"""信用风险分类 of subjects, by whom judged and since when."""

from yifa.registers.models import SubjectCredit
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="credits",
    title="信用风险分类",
    model=SubjectCredit,
    columns=(
        col("subject", refers="subjects"),
        col("grade"),
        col("source"),
        col("valid_from", title="评定日期"),
        col("valid_to"),
    ),
    key=(("subject", "valid_from"),),
    shown=("subject", "grade", "source", "valid_from", "valid_to"),
    searched=("subject__name",),
    exact=("subject__identifier",),
    private=True,
    group="相对人",
    agency="",
    order="valid_from",
    right="subjects",
    about="A至D四类,由其他平台评定的,按评定机关和日期登记。",
    place=20,
)
