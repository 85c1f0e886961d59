"""网上考试: who sat which exam when, and with what result. Only read here."""

from yifa.registers.models import ExamAttempt
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="exam_attempts",
    title="网上考试",
    model=ExamAttempt,
    columns=(
        col("officer", refers="officers"),
        col("scheme", refers="exam_schemes"),
        col("seed"),
        col("paper_sha256"),
        col("score"),
        col("pass_mark"),
    ),
    key=(("officer", "seed"),),
    shown=("officer", "scheme", "score", "pass_mark"),
    searched=("officer__name", "scheme__name"),
    group="资格考试",
    agency="officer__agency",
    order="seed",
    writable=False,
    loaded="考生在“资格考试”页面参加考试时自动登记",
    page="desk:exam-paper",
    right="questions",
    place=69,
)
