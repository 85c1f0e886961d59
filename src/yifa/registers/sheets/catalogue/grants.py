"""岗位角色."""

from yifa.registers.models import RoleGrant
from yifa.registers.sheets.sheet import Sheet, col

SHEET = Sheet(
    name="grants",
    title="岗位角色",
    model=RoleGrant,
    columns=(
        col("officer", refers="officers"),
        col("role"),
        col("agency", refers="agencies"),
        col("unit", refers="units", within="agency"),
        col("valid_from"),
        col("valid_to"),
    ),
    key=(("officer", "role", "agency", "unit", "valid_from"), ("officer", "role", "agency", "valid_from")),
    shown=("officer", "role", "agency", "unit", "valid_from", "valid_to"),
    searched=("officer__name", "officer__staff_no"),
    order="role",
    place=50,
)
