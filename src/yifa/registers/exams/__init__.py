"""The qualification exam online: papers drawn at random that can be drawn again, sat against the server's clock."""

from yifa.registers.exams.drawing import Drawn, Part, drawn, ranked
from yifa.registers.exams.marking import Marked, marked
from yifa.registers.exams.sitting import (
    NotNow,
    close_overdue,
    may_sit,
    redrawn,
    running,
    save,
    schemes_open,
    start,
    submit,
)

__all__ = [
    "Drawn", "Marked", "NotNow", "Part", "close_overdue", "drawn", "marked", "may_sit", "ranked", "redrawn", "running",
    "save", "schemes_open", "start", "submit",
]  # fmt: skip
