"""A region as people type it, with what lies above it, for asking which law applies there."""

from __future__ import annotations

from yifa.law.asking import Mistake
from yifa.law.codes import check_region_code
from yifa.registers.dates import region_chain
from yifa.registers.models import Region


def regions_of(code: str) -> tuple[str, ...]:
    """The chain, narrow to wide, of a registered region; empty for no code. Short codes are completed: 53, 5301.

    Raises Mistake (field region) for a code that is none or that the register does not have. Two queries.
    """
    code = code.strip()
    if not code:
        return ()
    if reason := check_region_code(code):
        raise Mistake("region", reason)
    full = code.ljust(6, "0")
    if not Region.objects.filter(pk=full).exists():
        raise Mistake("region", f"行政区划登记中没有“{code}”，请核对代码；上级行政区划也可以")
    return region_chain(full)
