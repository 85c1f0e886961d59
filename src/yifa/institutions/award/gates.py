"""Rules of 行政奖励: the common ones only."""

from yifa.institutions import common

__all__ = ["common"]
