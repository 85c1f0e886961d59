"""节假日: days on which the calendar shipped with the program is wrong or does not know yet."""

from yifa.registers.models import Holiday
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="holidays",
    title="节假日",
    model=Holiday,
    columns=(col("day", fixed=True), col("working"), col("name"), col("source")),
    key=(("day",),),
    shown=("day", "working", "name", "source"),
    searched=("name", "source"),
    group="权责和依据",
    agency="",
    about="随程序提供的日历没有的、或者需要更正的日子。登记后,在办事项的期限重新计算。",
    right="calendar",
    place=50,
)
