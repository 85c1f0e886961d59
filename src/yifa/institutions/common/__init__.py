"""Rules that several institutions share. Importing the package registers its gates."""

from yifa.institutions.common import (
    archiving,
    authority,
    corrections,
    erasure,
    identity,
    jurisdiction,
    people,
    publicity,
    remedies,
    secrecy,
    service,
    simple,
    times,
)

__all__ = [
    "archiving", "authority", "corrections", "erasure", "identity", "jurisdiction", "people", "publicity", "remedies",
    "secrecy", "service", "simple", "times",
]  # fmt: skip
