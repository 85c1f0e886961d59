"""Rules of 行政征收、征用. Importing the module registers them with the common ones."""

from __future__ import annotations

from collections.abc import Iterator

from yifa.institutions import common
from yifa.institutions.common.reading import text
from yifa.law.gates import Note, block, gate
from yifa.law.view import MatterView, Proposal

__all__ = ["common"]


@gate("compensation_decided", title="征收、征用依法补偿", cites="民法典第二百四十三条、第二百四十五条")
def compensation_decided(view: MatterView, proposal: Proposal | None) -> Iterator[Note]:
    """No taking without compensation; how much is for the special law that the decision names."""
    if proposal is not None and not text(proposal.payload, "compensation"):
        yield block("征收、征用决定没有写明补偿", "写明补偿的方式、数额和支付期限", "compensation")
