"""Entrustments and grants are published before anybody is punished under them (行政处罚法 20 II, 24 I)."""

from dataclasses import replace

from institutions.penalty.mandates import ENTRUSTED, GRANTED, said

GATE = "mandate_published"


def test_an_unpublished_entrustment_blocks():
    secret = replace(ENTRUSTED, published_on=None)
    assert said(GATE, "file", secret, kind="entrusted").blocks
    assert said(GATE, "file", ENTRUSTED, kind="entrusted").passes


def test_an_unpublished_grant_blocks():
    secret = replace(GRANTED, published_on=None)
    assert said(GATE, "decide_on_spot", secret, level=4).blocks
    assert said(GATE, "decide_on_spot", GRANTED, level=4).passes
