"""The rules of the licensing procedures (行政许可法). Importing the package registers them and those of common."""

from yifa.institutions import common
from yifa.institutions.permit import conditions
from yifa.institutions.permit.gates import (
    bars,
    closing,
    decision,
    ending,
    examination,
    hearing,
    intake,
    item,
    later,
    receipt,
    registered,
    times,
)

__all__ = [
    "bars", "closing", "common", "conditions", "decision", "ending", "examination", "hearing", "intake", "item",
    "later", "receipt", "registered", "times",
]  # fmt: skip
