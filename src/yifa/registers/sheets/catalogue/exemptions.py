"""免罚清单, listed only: a list is loaded whole."""

from yifa.registers.models import ExemptionTable
from yifa.registers.sheets.published import published

SHEET = published(
    "exemptions", "免罚清单", ExemptionTable, loaded="整表用命令 yifa load exemptions 装载", place=40
)
