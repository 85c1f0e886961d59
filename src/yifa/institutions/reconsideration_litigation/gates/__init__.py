"""The rules of the remedy procedures. Importing the package registers every gate and condition."""

from yifa.institutions import common
from yifa.institutions.reconsideration_litigation import conditions
from yifa.institutions.reconsideration_litigation.gates import (
    answering,
    following,
    norms,
    opening,
    results,
    retrial,
)

__all__ = ["answering", "common", "conditions", "following", "norms", "opening", "results", "retrial"]
