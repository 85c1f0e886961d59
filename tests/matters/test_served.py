"""Where what was done apart for a case stands among the case's own entries."""

from __future__ import annotations

from uuid import NAMESPACE_OID, uuid5

from yifa.matters.models import Matter
from yifa.matters.served import Apart, among

FILED, REPORTED, NOTIFIED = (f"01890000-0000-7000-8000-00000000000{n}" for n in (1, 2, 3))
IDS = [FILED, REPORTED, NOTIFIED]
OWN = ["立案", "报告", "告知"]


def opened_by(act: str, ordinal: int = 0) -> Apart:
    """A matter whose opening act has the id that the machine makes of the act and its effect (0015)."""
    return Apart(Matter(), ({"id": str(uuid5(NAMESPACE_OID, f"{act}:spawn:{ordinal}"))},))


def test_a_block_stands_behind_the_act_that_opened_it() -> None:
    blocks = [(opened_by(REPORTED), ["送审", "意见"])]
    assert among(OWN, IDS, blocks) == ["立案", "报告", "送审", "意见", "告知"]


def test_two_matters_opened_by_one_act_keep_their_order() -> None:
    blocks = [(opened_by(FILED), ["一"]), (opened_by(FILED, 1), ["二"])]
    assert among(OWN, IDS, blocks) == ["立案", "一", "二", "报告", "告知"]


def test_what_none_of_the_acts_opened_comes_last() -> None:
    assert among(OWN, IDS, [(opened_by("x"), ["另案"])]) == [*OWN, "另案"]
