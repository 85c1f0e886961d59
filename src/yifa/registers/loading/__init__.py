"""Loading registers from files: regions, statutes, benchmarks, lists, items, mandates. Bad lines are named."""

from yifa.registers.loading.benchmark import load_benchmark_file
from yifa.registers.loading.exemptions import load_exemption_file
from yifa.registers.loading.laws import load_laws
from yifa.registers.loading.mandates import load_mandates
from yifa.registers.loading.permit_items import load_permit_items
from yifa.registers.loading.regions import load_regions
from yifa.registers.loading.report import LoadReport, Problem

__all__ = [
    "LoadReport",
    "Problem",
    "load_benchmark_file",
    "load_exemption_file",
    "load_laws",
    "load_permit_items",
    "load_mandates",
    "load_regions",
]
