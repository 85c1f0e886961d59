"""Closing and archiving, each rule passing and blocking (行政许可法第四十四条；档案法第十四条)."""

from institutions.permit.permits import accepted, in_force, renewal

DONE = {"complete": True}


def test_nothing_is_closed_before_it_was_served():
    refused = accepted().act("decide", "2026-03-10", {"outcome": "refuse"})
    assert refused.check("permit_served_before_close", "close").blocks
    assert refused.act("serve_decision", "2026-03-11").check("permit_served_before_close", "close").passes


def test_what_was_granted_goes_into_force_and_is_not_closed():
    gate = "permit_granted_is_issued"
    assert (
        "许可证件" in accepted().act("decide", "2026-03-10", {"outcome": "grant"}).check(gate, "close").blocks
    )
    assert accepted().act("decide", "2026-03-10", {"outcome": "refuse"}).check(gate, "close").passes
    assert in_force().check(gate, "close").passes


def test_only_later_decisions_are_served_later():
    gate = "permit_later_served_after_decision"
    assert in_force().check(gate, "serve_later").blocks
    assert in_force().act("decide_change", "2026-04-07").check(gate, "serve_later").passes


def test_a_file_is_complete_before_it_is_archived():
    gate = "permit_file_complete"
    assert in_force().check(gate, "archive_volume", DONE).passes
    assert in_force().check(gate, "archive_volume", {}).fields == {"complete"}
    unserved = accepted().act("decide", "2026-03-10", {"outcome": "refuse"})
    assert "送达凭证" in unserved.check(gate, "archive", DONE).blocks
    later = in_force().act("cancel_permit", "2026-07-02")
    assert later.check(gate, "archive", DONE).fields == {"missing"}
    assert later.check(gate, "archive", {**DONE, "missing": "已公告"}).passes
    assert later.act("serve_later", "2026-07-03").check(gate, "archive", DONE).passes
    assert "延续申请" in renewal().check(gate, "archive_volume", DONE).blocks
