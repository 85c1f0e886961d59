"""Whether a measure may be taken: each rule blocking (or warning) and passing."""

import pytest

from institutions.builder import ANN, AUXILIARY, BO, NOVICE
from institutions.coercion.builder import ACCOUNT, CRATE, measure, planned
from yifa.institutions.coercion.acts import ImplementUrgently


def says(gate, **changes):
    return measure().check(gate, "apply_measure", planned(**changes))


@pytest.mark.parametrize(
    ("kind", "level", "lawful"),
    [
        ("freedom", "law", True),
        ("freedom", "regulation", False),
        ("freeze", "regulation", False),
        ("seal", "local", True),
        ("seize", "lower", False),
        ("other", "regulation", True),
        ("other", "local", False),
    ],
)
def test_set_by_law(kind, level, lawful):
    found = measure(kind).check(
        "coercion_set_by_law", "apply_measure", planned(category=kind, law_level=level)
    )
    assert found.passes is lawful


def test_not_entrusted():
    gate = "coercion_not_entrusted"
    assert says(gate, power="entrusted").blocks
    assert says(gate, power="own").passes
    assert says(gate, power="concentrated").passes
    assert says(gate, power="concentrated", category="freeze").blocks


def test_necessary():
    assert says("coercion_necessary", necessity="").fields == {"necessity"}
    assert says("coercion_necessary").passes


def test_officers_certified():
    gate = "coercion_officers_certified"
    assert says(gate).passes
    assert says(gate, handlers=[ANN]).blocks
    assert says(gate, handlers=[ANN, BO, NOVICE]).blocks
    assert measure().check(gate, "implement", {}, by=(ANN, BO)).passes
    assert measure().check(gate, "implement", {}, by=(ANN, AUXILIARY)).blocks


def test_only_related():
    gate = "coercion_only_related"
    assert says(gate).passes
    assert says(gate, goods=[]).blocks
    assert says(gate, goods=[{**CRATE, "related": False}]).blocks
    assert "生活必需品" in says(gate, goods=[{**CRATE, "necessity": True}]).blocks
    assert measure("freeze").check(gate, "apply_measure", planned(category="freeze", goods=[])).passes


def test_not_twice():
    gate = "coercion_not_twice"
    assert says(gate).passes
    assert "重复查封" in says(gate, goods=[{**CRATE, "sealed_by": "某法院"}]).blocks
    assert "重复冻结" in says(gate, accounts=[{**ACCOUNT, "frozen_by": "某税务局"}]).blocks
    elsewhere = measure().past(kind="coercion.measure", stage="in_force")
    assert "测试市交通运输局" in elsewhere.check(gate, "apply_measure", planned()).warns
    ended = measure().past(kind="coercion.measure", stage="lifted")
    assert ended.check(gate, "apply_measure", planned()).passes


def test_freeze_amount_fits():
    gate = "coercion_freeze_amount_fits"

    def freeze(**changes):
        return says(gate, category="freeze", accounts=[ACCOUNT], **changes)

    assert freeze(illegal_fen=300_000).passes
    assert freeze(illegal_fen=299_999).fields == {"accounts"}
    assert freeze().fields == {"illegal_fen"}
    assert says(gate, category="freeze", illegal_fen=1).fields == {"accounts"}
    assert says(gate).passes


def test_period_within_limit():
    gate = "coercion_period_within_limit"
    assert says(gate, days=30).passes
    assert says(gate, days=31).blocks
    assert says(gate, days=31, special_basis="《某法》第五条").warns
    assert says(gate, category="other", days=90).passes  # the statute sets none
    assert says(gate, category="freeze", days=31).blocks
    assert says(gate, days=None).fields == {"days"}
    assert says(gate, category="freedom", days=None).passes
    # 第三十二条 lets statutes alone set another period for deposits, 第二十五条 also administrative regulations.
    assert "行政法规" not in says(gate, category="freeze", days=31).findings[0].remedy
    assert "法律、行政法规另有规定" in says(gate, days=31).findings[0].remedy


def test_deposits_cannot_be_frozen_on_the_spot():
    """第三十条: by a notice to the institution, so the form on the spot does not offer it."""
    assert "freeze" not in {c.value for c in ImplementUrgently.model_fields["category"].annotation}
