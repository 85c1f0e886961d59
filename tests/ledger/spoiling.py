"""Ways to spoil a proof bundle, each with the code of the verdict it must get."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from typing import Any

from ledger.proofs import ACT, APPROVAL, CLOCK, DISCLOSURE, EXHIBIT, LOG, STRANGER, Log, decision
from yifa.ledger.bundle import encode
from yifa.ledger.keys import key_id
from yifa.ledger.note import Signature

Bundle = dict[str, Any]
GOOD = decision()


def _put(*place: Any) -> Callable[[Any], Callable[[Bundle], None]]:
    def with_value(value: Any) -> Callable[[Bundle], None]:
        def spoil(bundle: Bundle) -> None:
            target: Any = bundle
            for step in place[:-1]:
                target = target[step]
            target[place[-1]] = value(target[place[-1]]) if callable(value) else value

        return spoil

    return with_value


def _other(text: str) -> str:
    return text[:-3] + ("A" if text[-3] != "A" else "B") + text[-2:]


def _drop(name: str) -> Callable[[Bundle], None]:
    return lambda bundle: bundle.pop(name) and None


def _drop_line(bundle: Bundle) -> None:
    bundle["checkpoint"] = bundle["checkpoint"].rsplit("—", 1)[0]


def _swap_proofs(bundle: Bundle) -> None:
    one, two = bundle["proofs"]
    one["index"], two["index"] = two["index"], one["index"]


def _foreign_log_key(bundle: Bundle) -> None:
    bundle["log"]["key"] = str(STRANGER.verifier)


def _fork(bundle: Bundle) -> None:
    log = Log()
    log.add(*(b"rewritten %d" % i for i in range(403)))
    bundle["newest"]["checkpoint"] = log.checkpoint(403, LOG)


def _older(bundle: Bundle) -> None:
    bundle["newest"] = {"checkpoint": Log(entries=[b"a"]).checkpoint(1, LOG), "path": []}


def _append_unknown_to_leaf(bundle: Bundle) -> None:
    leaf = json.loads(bundle["proofs"][0]["leaf"])
    bundle["proofs"][0]["leaf"] = json.dumps([*leaf, ["zz", "0" * 64]], separators=(",", ":"))


def _other_act(bundle: Bundle) -> None:
    bundle.clear()
    bundle.update(decision(act=headed(ACT, id="0199ff")))


def headed(entry: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The entry with a head field that says something else; None leaves a name out."""
    kind = next(iter(entry))
    head = {name: value for name, value in {**entry[kind], **changed}.items() if value is not None}
    return {**entry, kind: head}


def _beside(entry: dict[str, Any], **changed: Any) -> Callable[[Bundle], None]:
    def show(bundle: Bundle) -> None:
        bundle.clear()
        bundle.update(decision(beside=headed(entry, **changed)))

    return show


def _closed_head(at: int) -> Callable[[Bundle], None]:
    def close(bundle: Bundle) -> None:
        proof = bundle["proofs"][at]
        proof["opened"] = [line for line in proof["opened"] if json.loads(line)[1] != proof["kind"]]

    return close


def _called(kind: str) -> Callable[[Bundle], None]:
    """Another case's publication beside an act, under the name of one of its own fields."""

    def show(bundle: Bundle) -> None:
        _beside(DISCLOSURE, act="0199ff")(bundle)
        bundle["proofs"][1]["kind"] = kind

    return show


def as_kind(entry: dict[str, Any], kind: str) -> dict[str, Any]:
    """The entry under a head field of another name."""
    head, *others = entry
    return {kind: entry[head]} | {name: entry[name] for name in others}


# What may stand beside an act: each is valid.
LINKED = {
    "a publication": decision(beside=headed(DISCLOSURE, act=None, act_id="0199a1")),
    "a publication under both names": decision(beside=headed(DISCLOSURE, act_id="0199a1")),
    "a withdrawal": decision(beside=as_kind(headed(DISCLOSURE, act=None, act_id="0199a1"), "withdrawal")),
    "an exhibit": decision(beside=EXHIBIT),
    "a paper": decision(beside=as_kind(EXHIBIT, "paper")),
    "an exhibit of another act of the matter": decision(beside=headed(EXHIBIT, act_id="0199ff")),
    "an approval": decision(beside=APPROVAL),
    "an approval of a draft of the matter": decision(beside=headed(APPROVAL, draft_id="0199ff", matter_id="0199b2")),
    "something else": decision(beside={"register": {"id": "0199ff"}}),
}  # fmt: skip
STAMPED = decision(LOG, CLOCK)


def _stamp(change: Callable[[bytes], bytes]) -> Callable[[Bundle], None]:
    """The log's own statement of when it signed, changed."""

    def stamp(bundle: Bundle) -> None:
        text = bundle["checkpoint"].partition("\n\n")[0] + "\n"
        bundle["checkpoint"] += Signature(CLOCK.name, CLOCK.key_id, change(CLOCK.sign(text))).line()

    return stamp


def signed_leaf(kind: str, leaf: bytes, opened: list[bytes]) -> Bundle:
    """A bundle that a log's owner made around any leaf at all."""
    log = Log()
    log.add(leaf)
    bundle = copy.deepcopy(GOOD)
    lines = [line.decode() for line in opened]
    bundle["proofs"] = [{"kind": kind, "index": 0, "leaf": leaf.decode(), "opened": lines, "path": []}]
    bundle["checkpoint"], bundle["newest"] = log.checkpoint(1, LOG), None
    return bundle


def _unknown_algorithm(bundle: Bundle) -> None:
    identity = key_id(LOG.name, 0x02, bytes(32)).hex()
    bundle["log"]["key"] = f"{LOG.name}+{identity}+{base64.b64encode(bytes([2]) + bytes(32)).decode()}"


def _wrong_cosignature(bundle: Bundle) -> None:
    name, identity, _ = bundle["witnesses"][0].split("+", 2)
    bundle["checkpoint"] += Signature(name, bytes.fromhex(identity), bytes(72)).line()


SPOILED: dict[str, tuple[Callable[[Bundle], None], str]] = {
    "another format": (_put("format")("yifa-proof/2"), "format"),
    "no format": (_drop("format"), "format"),
    "no newest": (_drop("newest"), "format"),
    "a field more": (lambda bundle: bundle.update(extra=1), "format"),
    "an entry with a field more": (lambda bundle: bundle["proofs"][0].update(extra=1), "format"),
    "proofs of nothing": (_put("proofs")([]), "format"),
    "proofs not a list": (_put("proofs")({}), "format"),
    "a proof not an object": (_put("proofs", 0)([]), "format"),
    "too many proofs": (_put("proofs")(lambda rows: rows[:1] * 65), "limits"),
    "a path without end": (_put("proofs", 0, "path")(lambda path: path[:1] * 65), "limits"),
    "index as text": (_put("proofs", 0, "index")("300"), "format"),
    "index as truth": (_put("proofs", 0, "index")(True), "format"),
    "index below zero": (_put("proofs", 0, "index")(-1), "inclusion"),
    "another index": (_put("proofs", 0, "index")(301), "inclusion"),
    "an index past the tree": (_put("proofs", 0, "index")(303), "inclusion"),
    "indexes exchanged": (_swap_proofs, "inclusion"),
    "a step left out": (_put("proofs", 0, "path")(lambda path: path[1:]), "inclusion"),
    "a step more": (_put("proofs", 0, "path")(lambda path: [*path, path[0]]), "inclusion"),
    "steps reversed": (_put("proofs", 0, "path")(lambda path: path[::-1]), "inclusion"),
    "a step too short": (_put("proofs", 0, "path", 0)("AAAA"), "path"),
    "a step that is no base64": (_put("proofs", 0, "path", 0)("!"), "path"),
    "a step that is a number": (_put("proofs", 0, "path", 0)(7), "format"),
    "another kind": (_put("proofs", 0, "kind")("paper"), "leaf"),
    "a kind of another form": (_put("proofs", 0, "kind")("time "), "leaf"),
    "a changed leaf": (_append_unknown_to_leaf, "inclusion"),
    "a leaf with a space": (_put("proofs", 0, "leaf")(lambda leaf: leaf.replace("],[", "], [")), "leaf"),
    "a leaf that is no list": (_put("proofs", 0, "leaf")("{}"), "leaf"),
    "an empty leaf": (_put("proofs", 0, "leaf")("[]"), "leaf"),
    "a changed amount": (_put("proofs", 0, "opened", 1)(lambda line: line.replace("20000", "2000")), "opening"),
    "a changed name": (_put("proofs", 1, "opened", 0)(lambda line: line.replace("云州", "云洲")), "opening"),
    "a line with a space": (_put("proofs", 0, "opened", 0)(lambda line: line.replace(",", ", ", 1)), "opening"),
    "a line twice": (_put("proofs", 0, "opened")(lambda lines: [*lines, lines[0]]), "opening"),
    "a line of another entry": (_put("proofs", 0, "opened", 0)(lambda _: GOOD["proofs"][1]["opened"][0]), "opening"),
    "a line that is a number": (_put("proofs", 0, "opened", 0)(1), "format"),
    "a line with a fraction": (_put("proofs", 0, "opened", 0)('["%s","act",1.0]' % ("0" * 32)), "opening"),
    "no signature": (_drop_line, "checkpoint"),
    "a changed size": (_put("checkpoint")(lambda note: note.replace("\n303\n", "\n304\n")), "signature"),
    "a checkpoint of another log": (_put("checkpoint")(lambda note: note.replace("yunzhou", "other", 1)), "origin"),
    "a checkpoint signed by others": (_put("checkpoint")(lambda _: decision(STRANGER)["checkpoint"]), "signature"),
    "a checkpoint that is none": (_put("checkpoint")("hello"), "checkpoint"),
    "a checkpoint past all size": (_put("checkpoint")(lambda note: "x" * 70000 + note), "checkpoint"),
    "a wrong signature beside the right one": (_wrong_cosignature, "signature"),
    "another log's name": (_put("log", "origin")("log.example/other"), "log-key"),
    "another key": (_foreign_log_key, "signature"),
    "a key of an unknown algorithm": (_unknown_algorithm, "log-key"),
    "a key with a changed id": (_put("log", "key")(lambda key: key.replace("+", "+0", 1)), "log-key"),
    "a key with a changed byte": (_put("log", "key")(_other), "log-key"),
    "a key that is none": (_put("log", "key")("key"), "log-key"),
    "a witness that is none": (_put("witnesses", 0)("witness"), "witness-key"),
    "too many witnesses": (_put("witnesses")(lambda rows: rows * 65), "limits"),
    "a fork": (_fork, "consistency"),
    "a newest that is older": (_older, "consistency"),
    "a consistency path cut": (_put("newest", "path")(lambda path: path[1:]), "consistency"),
    "a newest that is nothing": (_put("newest")({}), "format"),
    "a witness with a space before": (_put("witnesses", 0)(lambda key: " " + key), "witness-key"),
    "a witness with a line's end": (_put("witnesses", 0)(lambda key: key + "\n"), "witness-key"),
    "an unknown witness with a space": (_put("witnesses", 0)("sm.example+00000000+/3lpZmEgc20y "), "witness-key"),
    "a time of signing put back": (_stamp(lambda value: bytes([*value[:7], value[7] ^ 1, *value[8:]])), "signature"),
    "a time of signing cut off": (_stamp(lambda value: value[:7]), "signature"),
    "a time of signing of other bytes": (_stamp(lambda value: value[:-1] + bytes([value[-1] ^ 1])), "signature"),
    "a publication of another act": (_other_act, "link"),
    "a publication of another act, as rows name it": (_beside(DISCLOSURE, act=None, act_id="0199ff"), "link"),
    "a publication that names two acts": (_beside(DISCLOSURE, act_id="0199ff"), "link"),
    "a publication that names no act": (_beside(DISCLOSURE, act=None), "link"),
    "a publication of another act of the matter": (_beside(DISCLOSURE, act="0199ff", matter_id="0199b2"), "link"),
    "a publication without its head": (_closed_head(1), "link"),
    "a publication beside an act without its head": (_closed_head(0), "link"),
    "a publication of another act that is called a title": (_called("title"), "leaf"),
    "a withdrawal of another act": (_beside(as_kind(DISCLOSURE, "withdrawal"), act="0199ff"), "link"),
    "an exhibit of another matter": (_beside(EXHIBIT, act_id="0199ff", matter_id="0199fe"), "link"),
    "an exhibit of nothing": (_beside(EXHIBIT, act_id=None, matter_id=None), "link"),
    "a paper of another matter": (_beside(as_kind(EXHIBIT, "paper"), act_id="0199ff", matter_id="0199fe"), "link"),
    "an approval of another draft": (_beside(APPROVAL, draft_id="0199ff"), "link"),
}  # fmt: skip


def spoiled(name: str) -> bytes:
    """The file of the good bundle, spoiled in the named way."""
    bundle = copy.deepcopy(GOOD)
    SPOILED[name][0](bundle)
    return encode(bundle)


GOOD_FILE = encode(GOOD)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "json"),
    "half of it": (GOOD_FILE[: len(GOOD_FILE) // 2], "json"),
    "something after it": (GOOD_FILE + b"{}", "json"),
    "not JSON": (b"hello", "json"),
    "not text": (b"\xff\xfe\x00", "json"),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD_FILE, "json"),
    "too large": (GOOD_FILE + b" " * (8 * 1024 * 1024), "limits"),
    "too many small values": (b"[" + b"[]," * 2_000_000 + b"[]]", "limits"),
    "a list": (b"[]", "format"),
    "null": (b"null", "format"),
    "a key twice": (GOOD_FILE.replace(b'"log":', b'"log": {}, "log":', 1), "json"),
    "a fraction": (GOOD_FILE.replace(b'"index": 300', b'"index": 300.0'), "json"),
    "an exponent": (GOOD_FILE.replace(b'"index": 300', b'"index": 3e2'), "json"),
    "not a number": (GOOD_FILE.replace(b'"index": 300', b'"index": NaN'), "json"),
    "a number without end": (GOOD_FILE.replace(b'"index": 300', b'"index": ' + b"9" * 1_000_000), "json"),
    "brackets without end": (b"[" * 1_000_000, "json"),
    "objects without end": (b'{"a":' * 1_000_000, "json"),
    "closed brackets, too deep": (b"[" * 500 + b"]" * 500, "json"),
    "half a character": (GOOD_FILE.replace(b"yifa-proof/1", b"\\ud800"), "json"),
    "half a character in a line": (GOOD_FILE.replace('云州市'.encode(), b"\\ud800"), "json"),
    "a zero byte": (GOOD_FILE.replace(b"yifa-proof/1", b"yifa-proof/1\x00"), "json"),
}  # fmt: skip
