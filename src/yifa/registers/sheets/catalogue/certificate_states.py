"""执法证状态: from a day on a certificate is suspended, withdrawn, cancelled or valid again."""

from collections.abc import Mapping
from typing import Any

from yifa.registers.models import CertificateState
from yifa.registers.sheets.sheet import Sheet, col


def _as_before(row: CertificateState) -> Mapping[str, Any]:
    """A state entered by mistake is taken back by saying what held before it."""
    earlier = CertificateState.objects.filter(certificate_id=row.certificate_id, since__lt=row.since)
    found = earlier.order_by("-since").first()
    return {"state": found.state if found else CertificateState.State.VALID}


SHEET = Sheet(
    name="certificate_states",
    title="执法证状态",
    model=CertificateState,
    columns=(col("certificate", refers="certificates"), col("since"), col("state"), col("reason")),
    key=(("certificate", "since"),),
    shown=("certificate", "since", "state", "reason"),
    searched=("certificate__number", "certificate__officer__name"),
    agency="certificate__agency",
    order="since",
    withdraw=_as_before,
    right="certificates",
    place=70,
)
