"""人员基本情况: the few facts that staff figures need."""

from yifa.registers.models import StaffDetail
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="staff",
    title="人员基本情况",
    model=StaffDetail,
    columns=(col("officer", refers="officers"), col("birth_year"), col("profession"), col("employment")),
    key=(("officer",),),
    shown=("officer", "profession", "employment"),
    searched=("officer__name",),
    agency="officer__agency",
    order="officer",
    about="只用于执法力量统计，不对外公开。",
    place=81,
)
