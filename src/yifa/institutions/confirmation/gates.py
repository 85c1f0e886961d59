"""Rules of 行政确认: the common ones only."""

from yifa.institutions import common

__all__ = ["common"]
