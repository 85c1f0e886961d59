"""The rules of coercion. Importing the package registers every gate and condition."""

from yifa.institutions import common
from yifa.institutions.coercion import conditions
from yifa.institutions.coercion.gates import (
    court,
    enforcement_decision,
    enforcement_opening,
    enforcement_running,
    enforcement_turns,
    freezing,
    measure_ending,
    measure_onsite,
    measure_opening,
    measure_running,
    measure_urgent,
    review,
    substitute,
)

__all__ = [
    "common", "conditions", "court", "enforcement_decision", "enforcement_opening", "enforcement_running",
    "enforcement_turns", "freezing", "measure_ending", "measure_onsite", "measure_opening", "measure_running",
    "measure_urgent", "review", "substitute",
]  # fmt: skip
