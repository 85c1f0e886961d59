"""监督员和联系点任务: what was asked, what they answered, what came of it."""

from yifa.registers.models import ContactTask
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="contact_tasks",
    title="监督员和联系点任务",
    model=ContactTask,
    columns=(
        col("contact", refers="contacts"),
        col("about"),
        col("asked_on"),
        col("due"),
        col("answer"),
        col("answered_on"),
        col("outcome"),
    ),
    key=(("contact", "about", "asked_on"),),
    shown=("about", "contact", "asked_on", "due", "answered_on"),
    searched=("about", "contact__name"),
    agency="",
    order="asked_on",
    right="contacts",
    place=111,
)
