"""The decision to enforce: each rule blocking (or warning) and passing."""

import pytest

from institutions.coercion.builder import demand, demanded, enforcement, order

DEMOLITION = {"duty": "demolish", "principal_fen": None}
NOTICE = {"published_on": "2026-10-12", "demolish_by": "2026-10-20"}


def says(gate, case=None, **changes):
    return (case or demanded()).check(gate, "decide", order(**changes), on="2026-10-27")


def test_demand_unmet():
    gate = "coercion_demand_unmet"
    assert says(gate).passes
    assert says(gate, enforcement()).blocks
    assert says(gate, enforcement().act("demand", "2026-10-13", demand())).blocks
    assert says(gate, decided_on="2026-10-26").fields == {"decided_on"}
    at_once = {"decided_on": "2026-10-20", "at_once": True}
    assert says(gate, **at_once).fields == {"moving_evidence"}
    assert says(gate, **at_once, moving_evidence="正在搬运存货").passes
    assert says(gate, no_good_reason=False).fields == {"no_good_reason"}
    paid = demanded().act("perform_part", "2026-10-20", {"amount_fen": 500_000})
    assert "缴清" in says(gate, paid).blocks


def test_statements_settled():
    gate = "coercion_statements_settled"
    assert says(gate).passes
    assert says(gate, demanded().act("hear_statement", "2026-10-20", {"adopted": False})).passes
    assert says(gate, demanded().act("hear_statement", "2026-10-20", {"adopted": True})).warns


@pytest.mark.parametrize(
    "name",
    [
        "party_name",
        "party_address",
        "reasons",
        "basis",
        "remedy",
        "agency_name",
        "decided_on",
        "method",
        "planned_on",
    ],
)
def test_enforcement_contents(name):
    assert says("coercion_enforcement_contents", **{name: None}).fields == {name}


def test_enforcement_contents_complete():
    assert says("coercion_enforcement_contents").passes


def test_method_lawful():
    gate = "coercion_method_lawful"
    assert says(gate).passes
    assert says(gate, method="transfer").passes
    assert says(gate, method="remove").fields == {"method"}
    assert says(gate, demanded(power="auction"), method="transfer").fields == {"method"}
    assert says(gate, demanded(power="auction")).passes
    restore = {"duty": "restore", "principal_fen": None}
    assert says(gate, demanded(**restore), method="remove").passes
    assert says(gate, demanded(**restore), method="auction").blocks
    assert says(gate, demanded(**restore, power="substitute"), method="remove").blocks


def test_remedies_expired():
    """Served on 3 February: the six months end on 3 August."""
    gate, auction = "coercion_remedies_expired", {"power": "auction"}
    assert says(gate, demanded(**auction)).passes
    assert says(gate, demanded(**auction), decided_on="2026-08-03").fields == {"decided_on"}
    assert says(gate, demanded(**auction), decided_on="2026-08-04").passes
    sued = demanded(**auction, remedy="litigation", remedy_ended_on="2026-06-01")
    assert says(gate, sued).blocks
    assert says(gate).passes


def test_thirty_days():
    """A surcharge from the end of 18 February has run for thirty days at the end of 20 March."""
    gate = "coercion_thirty_days"
    case = demanded().act("add_surcharge", "2026-10-14", {"due_on": "2026-02-18", "amount_fen": 0})
    assert says(gate, case).passes
    assert says(gate, case, decided_on="2026-03-20").fields == {"decided_on"}
    assert says(gate, case, decided_on="2026-03-21").passes
    assert says(gate).fields == {"special_basis"}
    assert says(gate, special_basis="《某法》第四十条").warns
    assert says(gate, demanded(power="auction")).passes


def test_demolition_announced():
    gate = "coercion_demolition_announced"
    assert says(gate).passes
    assert says(gate, demanded(**DEMOLITION)).blocks
    told = demanded(**DEMOLITION).act("announce_demolition", "2026-10-12", NOTICE)
    assert says(gate, told).passes
    assert says(gate, told, decided_on="2026-10-20").fields == {"decided_on"}
    recent = {**DEMOLITION, "served_on": "2026-09-01"}
    assert (
        "复议、诉讼期限"
        in says(gate, demanded(**recent).act("announce_demolition", "2026-10-12", NOTICE)).blocks
    )
    running = demanded(**DEMOLITION, remedy="running").act("announce_demolition", "2026-10-12", NOTICE)
    assert "尚未终结" in says(gate, running).blocks
    answered = {**DEMOLITION, "remedy": "reconsideration", "remedy_ended_on": "2026-10-12"}
    case = demanded(**answered).act("announce_demolition", "2026-10-12", NOTICE)
    assert says(gate, case).fields == {"decided_on"}  # fifteen days to sue, until 27 October
    assert says(gate, case, decided_on="2026-10-28").passes
