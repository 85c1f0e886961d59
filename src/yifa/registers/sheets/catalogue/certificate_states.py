"""执法证状态: from a day on a certificate is suspended, withdrawn, cancelled or valid again."""

from yifa.registers.models import CertificateState
from yifa.registers.sheets.sheet import Sheet, col

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
    right="certificates",
    place=70,
)
