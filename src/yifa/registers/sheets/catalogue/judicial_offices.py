"""司法所."""

from yifa.registers.models import JudicialOffice
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="judicial_offices",
    title="司法所",
    model=JudicialOffice,
    columns=(
        col("agency", refers="agencies"),
        col("name"),
        col("region", refers="regions"),
        col("places"),
        col("phone"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("agency", "name", "valid_from"),),
    shown=("name", "agency", "region", "places", "valid_to"),
    searched=("name",),
    order="name",
    related=("judicial_members",),
    place=75,
)
