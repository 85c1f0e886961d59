"""加处罚款 of penalties; the computation is shared with coercion."""

from yifa.institutions.common.surcharge import PERCENT_A_DAY, Payment, Stop, Surcharge, surcharge

__all__ = ["PERCENT_A_DAY", "Payment", "Stop", "Surcharge", "surcharge"]
