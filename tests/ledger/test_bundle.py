"""Proof bundles: what build writes check accepts, and nothing that differs from it."""

from __future__ import annotations

import copy
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proofs import ACT, CLOCK, LOG, SIGNED_AT, STRANGER, WITNESSES, decision, decision_file
from ledger.spoiling import GOOD, GOOD_FILE, HOSTILE, LINKED, SPOILED, STAMPED, signed_leaf, spoiled
from yifa.ledger.bundle import encode
from yifa.ledger.checking import check
from yifa.ledger.keys import Cosigner

KEY = LOG.verifier
SEEN = [witness.verifier for witness in WITNESSES]


def test_a_bundle_is_valid_with_the_readers_key_and_self_consistent_without() -> None:
    assert check(GOOD_FILE, [KEY]).result == "valid"
    assert check(GOOD_FILE).result == "self-consistent"


def test_the_verdict_shows_what_was_opened_and_only_that() -> None:
    act, disclosure = check(GOOD_FILE, [KEY]).proofs
    assert (act.kind, act.index) == ("act", 300)
    assert act.values == {name: ACT[name] for name in ("act", "time", "payload.fine_fen")}
    assert disclosure.values["party_name"] == "张某"
    assert "530102199001011234" not in GOOD_FILE.decode()


def test_the_readers_key_must_have_signed() -> None:
    verdict = check(GOOD_FILE, [STRANGER.verifier])
    assert (verdict.result, verdict.code) == ("invalid", "key")
    assert check(GOOD_FILE, [STRANGER.verifier, KEY]).result == "valid"


def test_asked_for_witnesses_must_have_cosigned() -> None:
    both, one = decision_file(*WITNESSES), decision_file(WITNESSES[0])
    assert check(both, [KEY], SEEN).cosigned == ("witness.example/1", "witness.example/2")
    assert check(one, [KEY], SEEN, quorum=1).result == "valid"
    assert check(one, [KEY], SEEN).code == "witness"
    assert check(GOOD_FILE, [KEY], SEEN[:1]).code == "witness"


def test_one_witness_under_two_names_counts_once() -> None:
    twins = [Cosigner(name, b"t" * 32) for name in ("w.example/a", "w.example/b")]
    assert check(decision_file(*twins), [KEY], [twin.verifier for twin in twins]).code == "witness"


def test_the_log_is_no_witness_of_itself() -> None:
    own = Cosigner("w.example/own", b"log key seed".ljust(32, b"."))
    assert check(decision_file(own), [KEY], [own.verifier]).code == "witness"


def test_the_logs_own_statement_of_when_it_signed_is_told_and_is_no_witness() -> None:
    verdict = check(encode(STAMPED), [KEY])
    assert (verdict.result, verdict.signed_at, verdict.cosigned) == ("valid", SIGNED_AT, ())
    assert check(GOOD_FILE, [KEY]).signed_at is None
    assert check(encode(STAMPED), [KEY], [CLOCK.verifier]).code == "witness"
    again = decision(LOG, CLOCK, LOG.timestamping(lambda: SIGNED_AT - 60))
    assert check(encode(again), [KEY]).signed_at == SIGNED_AT


@pytest.mark.parametrize("name", LINKED)
def test_what_is_of_the_act_beside_it_or_of_its_matter_may_stand_there(name: str) -> None:
    verdict = check(encode(LINKED[name]), [KEY])
    assert verdict.result == "valid", verdict.reason


@pytest.mark.parametrize("name", SPOILED)
@pytest.mark.parametrize("keys", [[], [KEY]], ids=["without key", "with key"])
def test_a_spoiled_bundle_is_invalid_and_the_verdict_says_why(name: str, keys: list[object]) -> None:
    verdict = check(spoiled(name), keys)  # type: ignore[arg-type]
    assert (verdict.result, verdict.code) == ("invalid", SPOILED[name][1]), verdict.reason
    assert not verdict.proofs


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_invalid_and_the_verdict_says_why(name: str) -> None:
    raw, code = HOSTILE[name]
    verdict = check(raw, [KEY])
    assert (verdict.result, verdict.code) == ("invalid", code), verdict.reason


@pytest.mark.parametrize(
    "line",
    [
        '"act",{"a":1,"a":2}',
        '"act",1.5',
        '"act",[1, 2]',
        '"act",9007199254740992',
        '"act",-0',
        '"act"',
        '"act",1,2',
    ],
)
def test_a_line_that_two_readers_could_read_differently_is_refused_even_when_the_log_signed_it(
    line: str,
) -> None:
    opened = f'["{"0" * 32}",{line}]'.encode()
    leaf = f'[["act","{hashlib.sha256(opened).hexdigest()}"]]'.encode()
    assert check(encode(signed_leaf("act", leaf, [opened])), [KEY]).code == "opening"


@pytest.mark.parametrize("names", [["act", "act"], ["time", "act"]])
def test_a_leaf_that_names_a_field_twice_or_out_of_order_is_refused_even_when_signed(
    names: list[str],
) -> None:
    leaf = json.dumps([[name, "0" * 64] for name in names], separators=(",", ":")).encode()
    assert check(encode(signed_leaf("act", leaf, [])), [KEY]).code == "leaf"


def test_a_bundle_may_have_no_newer_checkpoint_and_open_nothing() -> None:
    bundle = copy.deepcopy(GOOD)
    bundle["newest"] = None
    bundle["proofs"][0]["opened"] = []
    assert check(encode(bundle), [KEY]).result == "valid"


def test_unknown_signatures_and_witnesses_of_unknown_algorithms_are_passed_over() -> None:
    bundle = decision(LOG, Cosigner("w.example/unknown", b"u" * 32))
    bundle["witnesses"].append("sm.example+00000000+/3lpZmEgc20y")
    assert check(encode(bundle), [KEY]).result == "valid"


@given(st.binary(max_size=200))
def test_junk_is_invalid_and_raises_nothing(raw: bytes) -> None:
    assert check(raw, [KEY]).result == "invalid"


@given(st.integers(0, len(GOOD_FILE) - 1), st.integers(0, 255))
def test_a_byte_changed_anywhere_never_changes_what_is_shown(at: int, byte: int) -> None:
    raw = bytearray(GOOD_FILE)
    raw[at] = byte
    verdict = check(bytes(raw), [KEY])
    assert verdict.result == "invalid" or verdict.proofs == check(GOOD_FILE, [KEY]).proofs
