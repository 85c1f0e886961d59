"""Rules of 行政给付: the common ones only."""

from yifa.institutions import common

__all__ = ["common"]
