"""The rules of coercion. Importing the package registers every gate and condition."""

from yifa.institutions import common
from yifa.institutions.coercion import conditions
from yifa.institutions.coercion.gates import (
    freezing,
    measure_ending,
    measure_onsite,
    measure_opening,
    measure_running,
    measure_urgent,
    review,
)

__all__ = [
    "common", "conditions", "freezing", "measure_ending", "measure_onsite", "measure_opening", "measure_running",
    "measure_urgent", "review",
]  # fmt: skip
