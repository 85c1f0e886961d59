"""The offline verifier: one file, a bare Python, a clear verdict for every input there is."""

from __future__ import annotations

import ast
import copy
import hashlib
import importlib.util
import io
import json
import resource
import shutil
import subprocess
import sys
import time
import tracemalloc
import zlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ledger.proofs import ACT, CLOCK, LOG, SIGNED_AT, STRANGER, WITNESSES, decision, decision_file
from ledger.published_notes import (
    GO_KEYS,
    GO_LINES,
    GO_TEXT,
    LIVE_CHECKPOINT,
    LIVE_LOG,
    LIVE_WITNESS,
    SPEC_KEY,
)
from ledger.spoiling import GOOD, GOOD_FILE, HOSTILE, LINKED, SPOILED, STAMPED, signed_leaf, spoiled

from yifa.ledger import checking as product
from yifa.ledger.bundle import encode
from yifa.ledger.keys import Cosigner

TOOL = Path(__file__).resolve().parents[2] / "tools" / "verify_proof.py"
KEY = str(LOG.verifier)


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_proof", TOOL)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load()
GIVEN = [tool.Key(KEY)]


def run(data: bytes, *options: str, python: str = sys.executable) -> subprocess.CompletedProcess[bytes]:
    """The tool as a reader runs it: no site packages, no environment, the file on standard input."""
    return subprocess.run(
        [python, "-I", "-S", str(TOOL), "-", *options],
        input=data,
        capture_output=True,
        timeout=60,
        check=False,
    )


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout.decode()


def in_pdf(*attached: bytes, name: str = "proof.json", **how: Any) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for at, data in enumerate(attached):
        pdf.attachments[f"{at}-{name}"] = pikepdf.AttachedFileSpec(pdf, data, mime_type="application/json")
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


# --- What a reader sees -------------------------------------------------------------------------------------------


def test_with_the_logs_key_the_proof_is_valid_within_a_second() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run(decision_file(*WITNESSES), "--key", KEY)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 1
    text = said(done)
    assert done.returncode == 0
    assert text.startswith("结论 Result：有效  VALID\n")
    for shown in (
        "云州市城市管理局",
        "云城罚〔2026〕12号",
        "200.00 元",
        "decide",
        "2026-11-20T09:30:00+08:00",
    ):
        assert shown in text
    assert "未展示 Not shown：actors、payload.id_number" in text
    assert "真实、合法" in text
    assert "没有给定您信任的见证人" in text


def test_without_a_key_the_issuer_is_not_verified() -> None:
    done = run(GOOD_FILE)
    assert done.returncode == 3
    assert said(done).startswith(
        "结论 Result：自洽，但签发者未经核实  SELF-CONSISTENT, ISSUER NOT VERIFIED\n"
    )


def test_with_another_key_it_is_invalid() -> None:
    done = run(GOOD_FILE, "--key", str(STRANGER.verifier))
    assert done.returncode == 1
    assert "不是由您给定的密钥签发" in said(done)
    assert "云城罚" not in said(done)


def test_the_key_may_stand_in_a_file_with_remarks(tmp_path: Path) -> None:
    keys = tmp_path / "key.txt"
    keys.write_text(f"# 云州市公报 2026年第3期\n\n{STRANGER.verifier}\n{KEY}\n", encoding="utf-8")
    assert run(GOOD_FILE, "--key-file", str(keys)).returncode == 0


def test_a_file_is_read_by_name(tmp_path: Path) -> None:
    proof = tmp_path / "证明.json"
    proof.write_bytes(GOOD_FILE)
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(TOOL), str(proof), "--key", KEY], capture_output=True, check=False
    )
    assert done.returncode == 0


def test_witnesses_are_counted_and_their_time_is_told() -> None:
    witnesses = [option for witness in WITNESSES for option in ("--witness", str(witness.verifier))]
    done = run(decision_file(*WITNESSES), "--key", KEY, *witnesses)
    assert done.returncode == 0
    assert "见证人 witness.example/1+" in said(done)
    assert "2026-09-21 22:13:20 +08:00" in said(done)
    assert run(decision_file(WITNESSES[0]), "--key", KEY, *witnesses).returncode == 1
    assert run(decision_file(WITNESSES[0]), "--key", KEY, *witnesses, "--quorum", "1").returncode == 0


def test_a_witness_that_only_the_issuer_names_counts_for_nothing() -> None:
    text = said(run(decision_file(WITNESSES[0]), "--key", KEY))
    assert "该见证人是签发者自己列的" in text
    assert "没有给定您信任的见证人" in text


def test_the_logs_own_statement_of_when_it_signed_is_told_and_is_no_witness() -> None:
    bundle = copy.deepcopy(STAMPED)
    bundle["witnesses"].append(str(CLOCK.verifier))
    text = said(run(encode(bundle), "--key", KEY))
    assert "签署时间：北京时间 2026-11-18 19:06:40 +08:00，UTC 2026-11-18 11:06:40（日志自己写明的）" in text
    assert (
        "signed at 2026-11-18 19:06:40 +08:00 (Shanghai), 2026-11-18 11:06:40 UTC (the log's own statement)"
        in text
    )
    assert "不认识的签名" not in text and "见证签名" not in text
    report = json.loads(said(run(encode(bundle), "--key", KEY, "--json")))
    assert (report["signed_at"], report["cosigned"]) == (SIGNED_AT, [])
    assert run(encode(bundle), "--key", KEY, "--witness", str(CLOCK.verifier)).returncode == 1
    assert json.loads(said(run(GOOD_FILE, "--json")))["signed_at"] is None


@pytest.mark.parametrize("name", LINKED)
def test_what_is_of_the_act_beside_it_or_of_its_matter_may_stand_there(name: str) -> None:
    report = tool.verdict_on(encode(LINKED[name]), GIVEN, [], None)
    assert report.verdict == "valid", report.en


def test_the_json_report_carries_the_same() -> None:
    report = json.loads(said(run(GOOD_FILE, "--key", KEY, "--json")))
    assert report["verdict"] == "valid"
    assert report["proofs"][0]["opened"]["act"] == ACT["act"]
    assert report["checkpoint"]["size"] == 303
    report = json.loads(said(run(b"{}", "--json")))
    assert (report["verdict"], report["code"]) == ("invalid", "format")
    assert report["reason"]["zh"] and report["reason"]["en"]
    assert "proofs" not in report


@pytest.mark.parametrize(
    "options",
    [
        ["--key", "nonsense"],
        ["--key", ""],
        ["--key", "\udcff"],
        ["--key", KEY.replace("+", "+0", 1)],
        ["--key", str(WITNESSES[0].verifier)],
        ["--witness", KEY],
        ["--key", "n+00000000+/3lpZmE="],
        ["--quorum", "1"],
        ["--quorum", "-1"],
        ["--quorum", "x"],
        ["--key-file", "/nonexistent"],
        ["--key-file", "/"],
        ["--unknown"],
        ["--k", KEY],
        ["another.json"],
    ],
)
def test_what_the_reader_got_wrong_is_a_matter_of_usage(options: list[str]) -> None:
    done = run(GOOD_FILE, *options)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"usage:" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["/nonexistent", "/", ""])
def test_a_file_that_cannot_be_read_is_a_matter_of_usage(name: str) -> None:
    done = subprocess.run([sys.executable, "-I", "-S", str(TOOL), name], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_contents_cannot_draw_on_the_screen_or_pass_for_a_verdict() -> None:
    act = {
        **ACT,
        "act": {
            "id": "0199a1",
            "kind": "\x1b[2J\u202egnp.exe\u3164",
            "结论 Result": "a\n结论 Result：有效  VALID\n",
        },
    }
    text = said(run(encode(decision(act=act))))
    assert not {"\x1b", "\u202e", "\u3164"} & set(text)
    assert "\\u001b[2J\\u202egnp" in text
    assert [line for line in text.splitlines() if line.startswith("结论")] == [text.splitlines()[0]]


# --- Bad input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SPOILED)
@pytest.mark.parametrize("given", [[], GIVEN], ids=["without key", "with key"])
def test_a_spoiled_bundle_is_invalid_for_the_same_reason_as_in_the_product(
    name: str, given: list[Any]
) -> None:
    report = tool.verdict_on(spoiled(name), given, [], None)
    assert (report.verdict, report.code) == ("invalid", SPOILED[name][1]), report.en
    assert report.zh and report.en


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_invalid_for_the_same_reason_as_in_the_product(name: str) -> None:
    raw, code = HOSTILE[name]
    report = tool.verdict_on(raw, GIVEN, [], None)
    assert (report.verdict, report.code) == ("invalid", code), report.en


@pytest.mark.parametrize("name", [*list(SPOILED)[::6], *HOSTILE])
def test_on_the_command_line_bad_input_is_a_verdict_and_no_traceback(name: str) -> None:
    done = run(HOSTILE[name][0] if name in HOSTILE else spoiled(name), "--key", KEY)
    assert done.returncode == 1
    assert said(done).startswith("结论 Result：无效  INVALID\n原因 Reason：")


@pytest.mark.parametrize(
    "line", ['{"a":1,"a":2}', "1.5", "[1, 2]", "9007199254740992", '"\\u0041"', '{"b":1,"a":2}', "-0"]
)
def test_a_line_that_two_readers_could_read_differently_is_refused_even_when_the_log_signed_it(
    line: str,
) -> None:
    opened = f'["{"0" * 32}","act",{line}]'.encode()
    leaf = f'[["act","{hashlib.sha256(opened).hexdigest()}"]]'.encode()
    raw = encode(signed_leaf("act", leaf, [opened]))
    assert tool.verdict_on(raw, GIVEN, [], None).code == product.check(raw).code == "opening"


def test_an_unknown_algorithm_is_named() -> None:
    bundle = decision()
    bundle["witnesses"].append("sm.example+00000000+/3lpZmEgc20yLXdpdGgtc20zL3YxAQID")
    report = tool.verdict_on(encode(bundle), GIVEN, [], None)
    assert report.verdict == "valid"
    assert any("0xff yifa sm2-with-sm3/v1" in en for _, en in report.unchecked)
    assert "ECDSA" in tool.verdict_on(spoiled("a key of an unknown algorithm"), [], [], None).en


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda junk: b"%PDF-1.7\n" + junk))
def test_junk_is_invalid_and_raises_nothing(raw: bytes) -> None:
    report = tool.verdict_on(raw, GIVEN, [], None)
    assert report.verdict == "invalid"
    assert tool.as_text(report) and json.loads(tool.as_json(report))


@settings(max_examples=300)
@given(st.integers(0, len(GOOD_FILE) - 1), st.sampled_from(["turn", "drop", "double"]), st.integers(1, 255))
def test_a_byte_changed_anywhere_never_changes_what_is_shown(at: int, how: str, turned: int) -> None:
    one = GOOD_FILE[at : at + 1]
    middle = {"turn": bytes([one[0] ^ turned]), "drop": b"", "double": one * 2}[how]
    raw = GOOD_FILE[:at] + middle + GOOD_FILE[at + 1 :]
    agree(raw)
    report = tool.verdict_on(raw, GIVEN, [], None)
    assert report.verdict == "invalid" or report.proofs == tool.verdict_on(GOOD_FILE, GIVEN, [], None).proofs


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(found for key, item in items for found in places(item, (*place, key)))]


PLACES = places(GOOD)[1:]
strange = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["", "act", "AA=="]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300)
@given(st.sampled_from(PLACES), strange | st.sampled_from(PLACES))
@example(("proofs", 0, "path"), ["0", None])
def test_any_value_exchanged_for_another_is_invalid(place: tuple[Any, ...], value: Any) -> None:
    bundle = json.loads(GOOD_FILE)
    if isinstance(value, tuple) and value in PLACES:
        value = copy.deepcopy(found(bundle, value))
    before = found(bundle, place)
    found(bundle, place[:-1])[place[-1]] = value
    raw = json.dumps(bundle).encode()
    agree(raw)
    report = tool.verdict_on(raw, GIVEN, [], None)
    same = type(before) is type(value) and before == value
    harmless = (
        same or place[0] == "witnesses" or (place == ("newest",) and value is None) or emptied(place, value)
    )
    assert report.verdict == "invalid" or harmless


def emptied(place: tuple[Any, ...], value: Any) -> bool:
    """Showing fewer fields of an entry is as true as showing more of them."""
    return len(place) == 3 and place[2] == "opened" and isinstance(value, list)


def found(bundle: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        bundle = bundle[step]
    return bundle


def agree(raw: bytes) -> None:
    """The tool and the product come to the same verdict, for the same reason."""
    for keys, mine in ([], []), ([LOG.verifier], GIVEN):
        ours, theirs = product.check(raw, keys), tool.verdict_on(raw, mine, [], None)
        if b"%PDF-" not in raw[:1024]:
            assert (ours.result, ours.code) == (theirs.verdict, theirs.code), (ours.reason, theirs.en)


def test_tool_and_product_agree_on_witnesses() -> None:
    twins = [Cosigner(name, b"t" * 32) for name in ("w.example/a", "w.example/b")]
    own = Cosigner("w.example/own", b"log key seed".ljust(32, b"."))
    for cosigners in ([], WITNESSES[:1], WITNESSES, twins, [own]):
        raw = decision_file(*cosigners)
        for asked in ([], WITNESSES[:1], WITNESSES, twins, [own]):
            for quorum in (None, 0, 1):
                verifiers = [witness.verifier for witness in asked]
                ours = product.check(raw, [LOG.verifier], verifiers, quorum)
                theirs = tool.verdict_on(raw, GIVEN, [tool.Key(str(v)) for v in verifiers], quorum)
                assert (ours.result, ours.code) == (theirs.verdict, theirs.code)


# --- PDF ----------------------------------------------------------------------------------------------------------

PACKED: list[dict[str, Any]] = [
    {},
    {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
    {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    {"linearize": True},
]


@pytest.mark.parametrize("how", PACKED, ids=["plain", "unpacked", "object streams", "linearized"])
def test_the_proof_attached_to_a_pdf_is_found(how: dict[str, Any]) -> None:
    done = run(in_pdf(GOOD_FILE, b"{}", b"not ours", **how), "--key", KEY)
    assert done.returncode == 0
    assert "PDF 版面上的文字" in said(done)


@pytest.mark.parametrize(
    "raw",
    [
        in_pdf(),
        in_pdf(b"{}"),
        in_pdf(GOOD_FILE, decision_file()),
        in_pdf(GOOD_FILE, encryption=pikepdf.Encryption(owner="o", user="u")),
        b"%PDF-1.7\n",
        b"%PDF-1.7\n1 0 obj<</Type/EmbeddedFile/Filter/FlateDecode/Length 4>>stream\nabcd\nendstream",
        b"%PDF-1.7\n1 0 obj<</Type/EmbeddedFile/Length 99999999>>stream\n{",
        b"%PDF-1.7\n1 0 obj<</Type/EmbeddedFile>>stream\n",
    ],
    ids=["nothing", "another file", "two proofs", "encrypted", "no body", "broken", "length", "cut"],
)
def test_a_pdf_without_exactly_one_proof_is_no_proof(raw: bytes) -> None:
    assert tool.verdict_on(raw, GIVEN, [], None).code == "pdf"


def test_a_proof_in_a_pdf_is_checked_like_any_other() -> None:
    assert tool.verdict_on(in_pdf(spoiled("a changed amount")), GIVEN, [], None).code == "opening"


def test_a_bomb_in_a_pdf_does_not_go_off() -> None:
    bomb = zlib.compress(b'{"yifa-proof/1"' + bytes(400_000_000), 9)
    head = b"1 0 obj<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    raw = b"%PDF-1.7\n" + (head + bomb + b"\nendstream endobj\n") * 20
    tracemalloc.start()
    try:
        report = tool.verdict_on(raw, GIVEN, [], None)
        assert tracemalloc.get_traced_memory()[1] < 120_000_000
    finally:
        tracemalloc.stop()
    assert (report.verdict, report.code) == ("invalid", "limits")


def test_attachments_without_number_are_refused_soon() -> None:
    start = time.process_time()
    assert tool.verdict_on(b"%PDF-1.7\n" + b"/EmbeddedFile " * 2_000_000, GIVEN, [], None).code == "limits"
    assert time.process_time() - start < 5


@given(st.integers(0, len(in_pdf(GOOD_FILE)) - 1), st.integers(1, 255))
def test_a_byte_changed_in_a_pdf_never_changes_what_is_shown(at: int, turned: int) -> None:
    raw = bytearray(PDF)
    raw[at % len(raw)] ^= turned
    report = tool.verdict_on(bytes(raw), GIVEN, [], None)
    assert report.verdict == "invalid" or report.proofs == tool.verdict_on(GOOD_FILE, GIVEN, [], None).proofs


PDF = in_pdf(GOOD_FILE)


# --- Ed25519 and notes of others ----------------------------------------------------------------------------------

# RFC 8032, section 7.1: public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_the_vectors_of_rfc_8032_verify(public: str, message: str, signature: str) -> None:
    key, text, value = (bytes.fromhex(part) for part in (public, message, signature))
    assert tool.verifies(key, text, value)
    assert not tool.verifies(key, text + b"x", value)
    assert not tool.verifies(key, text, value[:63])
    assert not tool.verifies(key, text, value + b"\0")


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_a_scalar_past_the_group_order_is_refused(public: str, message: str, signature: str) -> None:
    value = bytes.fromhex(signature)
    scalar = int.from_bytes(value[32:], "little") + tool.ORDER
    assert not tool.verifies(
        bytes.fromhex(public), bytes.fromhex(message), value[:32] + scalar.to_bytes(32, "little")
    )


@settings(max_examples=60)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100), st.integers(0, 511))
def test_signatures_verify_as_the_library_makes_them_and_no_bit_may_turn(
    seed: bytes, text: bytes, bit: int
) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, value = private.public_key().public_bytes_raw(), private.sign(text)
    assert tool.verifies(public, text, value)
    turned = (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(64, "big")
    assert not tool.verifies(public, text, turned)


# The eight points of small order, and two encodings that RFC 8032 does not allow (y ≥ p; minus zero).
BAD_POINTS = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "0200000000000000000000000000000000000000000000000000000000000000",
]


@pytest.mark.parametrize("public", BAD_POINTS)
def test_a_key_that_fits_more_than_one_secret_or_none_is_refused(public: str) -> None:
    assert not tool.usable_point(bytes.fromhex(public))


def test_published_notes_verify() -> None:
    note = tool.Checkpoint(LIVE_CHECKPOINT)
    assert note.size == 1432088532
    for text in (LIVE_LOG, LIVE_WITNESS):
        key = tool.Key(text)
        (value,) = [v for name, identity, v in note.signatures if (name, identity) == (key.name, key.id)]
        assert key.verifies(note.text, value)
        assert not key.verifies(note.text + "x\n", value)
    for text, line in zip(GO_KEYS, GO_LINES, strict=True):
        raw = tool.decode64(line.split(" ")[2].strip())
        assert tool.Key(text).id == raw[:4]
        assert tool.Key(text).verifies(GO_TEXT, raw[4:])
    assert tool.Key(SPEC_KEY).id.hex() == "530d903a"


# --- The file itself ----------------------------------------------------------------------------------------------


def test_it_is_python_3_8_and_imports_the_standard_library_only() -> None:
    tree = ast.parse(TOOL.read_text(encoding="utf-8"), feature_version=(3, 8))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)
    assert not names & {"socket", "ssl", "http", "urllib", "urllib.request", "subprocess"}


def pythons() -> list[str]:
    """This interpreter, and the others from 3.8 on that are installed here and start."""
    found = [shutil.which(f"python3.{minor}") for minor in (8, 9, 10, 12, 13, 14)]
    starting = [
        p
        for p in found
        if p and not subprocess.run([p, "-c", ""], capture_output=True, check=False).returncode
    ]
    return [sys.executable, *starting]


@pytest.mark.parametrize("python", pythons())
def test_it_runs_on_the_pythons_that_are_installed(python: str) -> None:
    assert run(GOOD_FILE, "--key", KEY, python=python).returncode == 0
    assert run(HOSTILE["brackets without end"][0], python=python).returncode == 1
    assert run(HOSTILE["a number without end"][0], python=python).returncode == 1


NEWER = {
    "datetime.UTC",
    "enum.StrEnum",
    "itertools.batched",
    "itertools.pairwise",
    "functools.cache",
    "functools.cached",
}


def test_nothing_is_imported_that_python_3_8_has_not() -> None:
    """Formatters put in newer names by themselves; the older interpreters are not everywhere to try it with."""
    tree = ast.parse(TOOL.read_text(encoding="utf-8"), feature_version=(3, 8))
    named = {f"{n.module}.{a.name}" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
    assert named and not named & NEWER
    methods = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert not methods & {"removeprefix", "removesuffix", "bit_count", "UTC"}
