"""A fine that still stands is not followed by a second one in the same file (行政处罚法 29)."""

import pytest

from institutions.builder import decision
from institutions.penalty.test_upset_disclosure_withdrawn import upset

GATE = "earlier_fine_gone"
ANEW = decision(decided_on="2026-06-20")


@pytest.mark.parametrize("standing", ["changed", "unlawful"])
def test_a_fine_that_was_left_standing_bars_another(standing):
    found = upset(standing=standing, redo=False).check(GATE, "decide", ANEW, on="2026-06-20")
    assert "不得再次罚款" in found.blocks and found.fields == {"fine_fen"}
    warned = {**ANEW, "kinds": ["warning"], "fine_fen": None}
    assert upset(standing=standing, redo=False).check(GATE, "decide", warned, on="2026-06-20").passes


@pytest.mark.parametrize("standing", ["revoked", "part_revoked", "invalid"])
def test_a_fine_that_was_taken_away_does_not(standing):
    assert upset(standing=standing, redo=False).check(GATE, "decide", ANEW, on="2026-06-20").passes


def test_an_order_to_decide_anew_lifts_the_bar():
    assert upset(standing="unlawful", redo=True).check(GATE, "decide", ANEW, on="2026-06-20").passes
