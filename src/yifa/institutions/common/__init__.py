"""Rules that several institutions share. Importing the package registers its gates."""

from yifa.institutions.common import (
    archiving,
    authority,
    corrections,
    erasure,
    handing_over,
    identity,
    jurisdiction,
    major,
    people,
    powers,
    publicity,
    remedies,
    secrecy,
    service,
    simple,
    standing,
    times,
)

__all__ = [
    "archiving", "authority", "corrections", "erasure", "handing_over", "identity", "jurisdiction", "major", "people",
    "powers",
    "publicity", "remedies", "secrecy", "service", "simple", "standing", "times",
]  # fmt: skip
