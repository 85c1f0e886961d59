"""The commands are tried on a town with a case on its way."""

from __future__ import annotations

from matters.conftest import committed_walk

__all__ = ["committed_walk"]
