"""Rules that several institutions share. Importing the package registers its gates."""

from yifa.institutions.common import (
    archiving,
    corrections,
    erasure,
    identity,
    people,
    publicity,
    remedies,
    service,
    simple,
    times,
)

__all__ = [
    "archiving", "corrections", "erasure", "identity", "people", "publicity", "remedies", "service",
    "simple", "times",
]  # fmt: skip
