"""The rules of the penalty procedures. Importing the package registers every gate and condition."""

from yifa.institutions import common
from yifa.institutions.penalty import conditions
from yifa.institutions.penalty.gates import (
    closing,
    decision,
    discretion,
    enforcement,
    exemptions,
    hearing,
    history,
    inquiry,
    measures,
    notice,
    opening,
    performance,
    redecision,
    review,
    several,
    spot,
)

__all__ = [
    "closing", "common", "conditions", "decision", "discretion", "enforcement", "exemptions", "hearing", "history",
    "inquiry", "measures", "notice", "opening", "performance", "redecision", "review", "several", "spot",
]  # fmt: skip
