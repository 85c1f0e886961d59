#!/usr/bin/env python3
"""离线核对“依法”系统出具的证明。Check a proof issued by a Yifa system, offline.

    python3 verify_proof.py 决定书.pdf --key "log.example.gov.cn/ledger+1a2b3c4d+AbCd…"
    python3 verify_proof.py proof.json --key-file key.txt --witness "…" --quorum 1 --json

只需要这一个文件和 Python 3.8 以上，不安装任何东西，不连网络，不写文件。
One file, Python 3.8 or newer, standard library only; no network, nothing is written.

--key 应从证明以外的渠道取得（公报、公告栏、另一机关的网站）。没有它，只能知道证明自身前后一致。
Take the key from somewhere other than the proof itself; without it the proof is only known to agree with itself.

退出码 exit code: 0 有效 valid · 3 自洽，签发者未经核实 self-consistent · 1 无效 invalid · 2 用法 usage
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import sys
import zlib
from datetime import datetime, timedelta, timezone
from itertools import islice
from pathlib import Path

FORMAT = "yifa-proof/1"
MAX_BUNDLE = 8 * 1024 * 1024
MAX_PDF = 64 * 1024 * 1024
MAX_UNPACKED = 4 * MAX_BUNDLE
MAX_ATTACHMENTS = 1000
MAX_NOTE = 64 * 1024
MAX_PROOFS = MAX_PATH = MAX_SIGNATURES = MAX_WITNESSES = MAX_DEPTH = 64
MAX_LINES, MAX_TEXT = 4000, 20000
MAX_VALUES = 1_000_000
ED25519, COSIGNATURE, OTHER = 0x01, 0x04, 0xFF
EXIT = {"valid": 0, "invalid": 1, "self-consistent": 3}
USAGE = 2


class Bad(Exception):
    """Something is wrong with what is checked: a short code, and the reason in both languages."""

    def __init__(self, code, zh, en):
        super().__init__(code, zh, en)
        self.code, self.zh, self.en = code, zh, en


# --- Ed25519 (RFC 8032, section 5.1): verification only, so nothing here is secret or needs constant time -----------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(a, b):
    """Sum of two points in extended coordinates (x, y, z, t) with x = X/Z, y = Y/Z, x·y = T/Z."""
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * D * a[3] * b[3] % P
    h = 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h + g, h - g, f + e
    return x * z % P, t * y % P, z * y % P, x * t % P


def decode_point(data):
    """The point that 32 bytes stand for, or None: y ≥ p, x not on the curve, and minus zero are refused."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def encode_point(point):
    """The 32 bytes of a point."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def usable_point(data):
    """Whether 32 bytes are a public key that only one secret fits: a point, and not one of the eight of small order."""
    point = decode_point(data)
    if point is None:
        return False
    for _ in range(3):
        point = add(point, point)
    return encode_point(point) != encode_point(NEUTRAL)


def verifies(public, message, signature):
    """Whether the 64 bytes are a signature of the message: [S]B = R + [k]A, S below the group order."""
    point = decode_point(public)
    if point is None or len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    factor = int.from_bytes(digest, "little") % ORDER
    minus = (P - point[0], point[1], 1, P - point[3])
    steps = (None, BASE, minus, add(BASE, minus))
    found = NEUTRAL
    for bit in range(252, -1, -1):
        found = add(found, found)
        step = steps[(scalar >> bit & 1) | (factor >> bit & 1) << 1]
        if step:
            found = add(found, step)
    return encode_point(found) == signature[:32]


# --- Merkle trees (RFC 6962, RFC 9162 sections 2.1.3.2 and 2.1.4.2) -----------------------------------------------


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_by_inclusion(entry_hash, index, size, path):
    """The root that the path leads to, or None when it is not a path of that entry in a tree of that size."""
    if not 0 <= index < size:
        return None
    node, last, root = index, size - 1, entry_hash
    for step in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            root = node_hash(step, root)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, step)
        node, last = node >> 1, last >> 1
    return root if last == 0 else None


def is_beginning(old, old_root, new, new_root, path):
    """Whether the path shows the old tree to be the beginning of the new one."""
    if old > new:
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == hashlib.sha256(b"").digest()
    steps = [old_root] + path if old & (old - 1) == 0 else path
    if not steps:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            was, now = node_hash(step, was), node_hash(step, now)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            now = node_hash(now, step)
        node, last = node >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root


# --- JSON without leniency ----------------------------------------------------------------------------------------


def strict_json(text, code):
    """The value of a JSON text; repeated keys, floats, huge numbers, half characters and depth are refused."""
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_int=_integer, parse_float=_no, parse_constant=_no
        )
        _check_depth(value)
    except (ValueError, RecursionError) as error:
        detail = "nested too deeply" if isinstance(error, RecursionError) else shown(str(error)[:120])
        raise Bad(code, "不是规范的 JSON（" + detail + "）", "not JSON as it must be: " + detail) from None
    return value


def _once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("repeated key")
    return found


def _integer(text):
    if len(text) > 17 or abs(int(text)) >= 2**53:
        raise ValueError("number too large")
    return int(text)


def _no(text):
    raise ValueError("not a whole number: " + text[:20])


def _check_depth(value):
    level = [value]
    for _ in range(MAX_DEPTH):
        inner = []
        for item in level:
            if isinstance(item, str):
                item.encode("utf-8")
            elif isinstance(item, dict):
                inner.extend(item.keys())
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        if not inner:
            return
        level = inner
    raise ValueError("nested too deeply")


def canonical(value):
    """The one right way to write a value (RFC 8785; without floats): keys sorted by UTF-16 units, no spaces."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def of_kind(value, kind):
    if type(value) is not kind:
        raise Bad(
            "format", "有的内容类型不对，应为 " + kind.__name__, "a value should be of type " + kind.__name__
        )
    return value


def record(value, **kinds):
    if not isinstance(value, dict) or set(value) != set(kinds):
        names = ", ".join(kinds)
        raise Bad("format", "应恰好有这些项：" + names, "should have exactly these fields: " + names)
    return [of_kind(value[name], kind) for name, kind in kinds.items()]


def rows_of(value, most):
    if len(of_kind(value, list)) > most:
        raise Bad("limits", f"列表超过 {most} 项", f"a list has more than {most} items")
    return value


def decode64(text):
    """Standard base64 written the one right way, or None."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode() == text else None


def path_of(value):
    steps = [decode64(of_kind(step, str)) for step in rows_of(value, MAX_PATH)]
    if any(step is None or len(step) != 32 for step in steps):
        raise Bad("path", "路径中有的一步不是哈希值", "a step of a path is not a hash")
    return steps


# --- Keys, signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature) ----------------------

KEY_NAME = re.compile("[^\\s+\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,255}")
SIZE = re.compile("0|[1-9][0-9]{0,17}")


class Key:
    """A public key: `name`, `id` (4 bytes), `kind` (signature type), `public` (what follows the type byte)."""

    def __init__(self, text):
        parts = text.split("+", 2)
        material = decode64(parts[2]) if len(parts) == 3 else None
        if not material or not KEY_NAME.fullmatch(parts[0]) or not re.fullmatch("[0-9a-f]{8}", parts[1]):
            raise Bad(
                "log-key", "不是公钥的写法：" + shown(text[:80]), "not written as a key: " + shown(text[:80])
            )
        self.text, self.name, self.id = text, parts[0], bytes.fromhex(parts[1])
        self.kind, self.public = material[0], material[1:]
        self.known = self.kind in (ED25519, COSIGNATURE)
        if not self.known:
            return
        digest = hashlib.sha256(self.name.encode("utf-8") + b"\n" + material).digest()
        if len(self.public) != 32 or digest[:4] != self.id:
            raise Bad(
                "log-key",
                "公钥与它的编号不符：" + self.label(),
                "the key does not fit its id: " + self.label(),
            )
        if not usable_point(self.public):
            raise Bad(
                "log-key", "公钥不是曲线上可用的点：" + self.label(), "not a usable point: " + self.label()
            )

    def label(self):
        return shown(self.name) + "+" + self.id.hex()

    def clock(self):
        """The same key under the same name, as it signs with the time: the log's own statement of when it signed."""
        material = bytes([COSIGNATURE]) + self.public
        digest = hashlib.sha256(self.name.encode("utf-8") + b"\n" + material).digest()
        return Key(self.name + "+" + digest[:4].hex() + "+" + base64.b64encode(material).decode())

    def algorithm(self):
        """What the key signs with, as far as it can be named."""
        names = {ED25519: "Ed25519", COSIGNATURE: "Ed25519 cosignature/v1", 0x02: "ECDSA", 0x06: "ML-DSA-44"}
        if self.kind == OTHER:
            return "0xff " + shown(re.match(b"[ -~]{0,40}", self.public).group().decode())
        return names.get(self.kind, f"0x{self.kind:02x}")

    def unknown(self, code):
        zh = f"不支持的签名算法 {self.algorithm()}：{self.label()}"
        return Bad(code, zh, f"unknown algorithm {self.algorithm()}: {self.label()}")

    def verifies(self, text, value):
        """Whether `value` is this key's signature of a note's text."""
        message = text.encode("utf-8")
        if self.kind == ED25519:
            return verifies(self.public, message, value)
        at = int.from_bytes(value[:8], "big")
        head = f"cosignature/v1\ntime {at}\n".encode()
        return len(value) == 72 and at < 2**63 and verifies(self.public, head + message, value[8:])


class Checkpoint:
    """A checkpoint as read: `text`, `origin`, `size`, `root`, and signature lines as (name, id, value).

    `at` is the POSIX second at which the log itself says it signed, once that was verified; None when it does not say.
    """

    def __init__(self, raw):
        if len(raw.encode("utf-8")) > MAX_NOTE:
            raise Bad("checkpoint", "检查点过大", "the checkpoint is too large")
        body, found, lines = raw.rpartition("\n\n")
        if not found or not lines.endswith("\n") or any(c < " " and c != "\n" for c in body):
            raise self._bad("正文、空行、签名行", "text, empty line, signature lines")
        self.text = body + "\n"
        rows = lines[:-1].split("\n")
        if len(rows) > MAX_SIGNATURES:
            raise self._bad("签名行过多", "too many signatures")
        self.signatures = [self._signature(row) for row in rows]
        head = self.text[:-1].split("\n")
        root = decode64(head[2]) if len(head) >= 3 and all(head) else None
        if root is None or len(root) != 32 or not SIZE.fullmatch(head[1]):
            raise self._bad("日志名、条数、根", "origin, size, root")
        self.origin, self.size, self.root, self.at = head[0], int(head[1]), root, None

    def _signature(self, row):
        parts = row.split(" ", 2)
        raw = decode64(parts[2]) if len(parts) == 3 else None
        if raw is None or len(raw) < 5 or parts[0] != "\u2014" or not KEY_NAME.fullmatch(parts[1]):
            raise self._bad("签名行", "signature lines")
        return parts[1], raw[:4], raw[4:]

    def _bad(self, zh, en):
        return Bad("checkpoint", "检查点的格式不对（" + zh + "）", "not a checkpoint (" + en + ")")


class Keys:
    """The keys at hand: the bundle's own, those given by the reader, witnesses named and given."""

    def __init__(self, origin, own, given, named, trusted):
        self.origin, self.own, self.given, self.named, self.trusted = origin, own, given, named, trusted
        self.clock = own.clock()
        self.cosigned = {}
        self.unknown = []

    def open(self, raw):
        """The checkpoint in a note, when it is this log's and every signature that is owed is there and right."""
        checkpoint = Checkpoint(raw)
        if checkpoint.origin != self.origin:
            name = shown(checkpoint.origin)
            raise Bad("origin", "这是另一个日志的检查点：" + name, "a checkpoint of another log: " + name)
        signed = set()
        known = [self.own, self.clock] + self.given + [key for key in self.named + self.trusted if key.known]
        for name, key_id, value in dict.fromkeys(checkpoint.signatures):
            keys = [key for key in known if (key.name, key.id) == (name, key_id)]
            for key in {key.text: key for key in keys}.values():
                if not key.verifies(checkpoint.text, value):
                    raise Bad("signature", "签名不对：" + key.label(), "a wrong signature: " + key.label())
                signed.add(key.text)
                at = int.from_bytes(value[:8], "big")
                if key.text == self.clock.text:
                    checkpoint.at = max(at, checkpoint.at or 0)
                elif key.kind == COSIGNATURE:
                    self.cosigned[key.text] = at
            if not keys:
                self.unknown.append(shown(name))
        if self.own.text not in signed:
            zh = "检查点没有证明所列密钥的签名"
            raise Bad("signature", zh, "the checkpoint is not signed by the key in the proof")
        if self.given and not any(key.text in signed and key.name == self.origin for key in self.given):
            zh = "检查点不是由您给定的密钥签发的（密钥不对，或者证明出自别处）"
            raise Bad("key", zh, "the checkpoint is not signed by the key you gave")
        return checkpoint


def log_key(text, origin):
    key = Key(text)
    if not key.known:
        raise key.unknown("log-key")
    if key.kind != ED25519 or key.name != origin:
        raise Bad("log-key", "证明所列的密钥不是这个日志的", "the key in the proof is not a key of this log")
    return key


def witness_key(text):
    try:
        return Key(text)
    except Bad as bad:
        raise Bad("witness-key", bad.zh, bad.en) from None


# --- The proof ----------------------------------------------------------------------------------------------------

DIGEST = re.compile("[0-9a-f]{64}")
SALT = re.compile("[0-9a-f]{32}")
KIND = re.compile("[a-z][a-z0-9_]{0,39}")


class Report:
    """What was found: the verdict, its reason, what was checked, what could not be, and what was opened."""

    def __init__(self):
        self.verdict, self.code, self.zh, self.en = "invalid", "", "", ""
        self.checked, self.unchecked, self.proofs, self.cosigned = [], [], [], []
        self.origin, self.key, self.checkpoint, self.newest = "", "", None, None

    def did(self, zh, en):
        self.checked.append((zh, en))

    def could_not(self, zh, en):
        self.unchecked.append((zh, en))


def check(data, given=(), witnesses=(), quorum=None, pdf=False):
    """A report on the bytes of a bundle. `given` and `witnesses` are Keys of the reader's own. Never raises."""
    report = Report()
    try:
        _check(report, data, list(given), list(witnesses), len(witnesses) if quorum is None else quorum)
        report.verdict = "valid" if given else "self-consistent"
        _say_what_remains(report, given, witnesses, pdf)
    except Bad as bad:
        report.verdict, report.code, report.zh, report.en = "invalid", bad.code, bad.zh, bad.en
    except Exception as error:  # whatever a hostile file brings about, the answer is a verdict
        name = type(error).__name__
        report.verdict, report.code = "invalid", "unreadable"
        report.zh, report.en = "内容无法读懂（" + name + "）", "the contents cannot be read (" + name + ")"
    return report


def _check(report, data, given, witnesses, quorum):
    if len(data) > MAX_BUNDLE:
        raise Bad("limits", "证明超过 8 MB", "the proof is larger than 8 MB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad("json", "不是 UTF-8 文本，也不是 PDF", "neither UTF-8 text nor a PDF") from None
    if sum(map(text.count, ",[{")) > MAX_VALUES:  # so many small values would cost a reader's memory
        raise Bad("limits", "证明里的内容项过多", "the proof holds too many values")
    bundle = strict_json(text, "json")
    if not isinstance(bundle, dict) or bundle.get("format") != FORMAT:
        raise Bad("format", "不是 yifa-proof/1 格式的证明", "not a proof of format yifa-proof/1")
    names = {"format": str, "log": dict, "checkpoint": str, "proofs": list, "witnesses": list}
    if set(bundle) != set(names) | {"newest"}:
        raise Bad("format", "证明缺项或有多余的项", "the proof lacks fields or has others")
    origin, key = record(bundle["log"], origin=str, key=str)
    named = [witness_key(of_kind(row, str)) for row in rows_of(bundle["witnesses"], MAX_WITNESSES)]
    keys = Keys(origin, log_key(key, origin), given, named, witnesses)
    report.origin, report.key = origin, key
    report.checkpoint = checkpoint = keys.open(of_kind(bundle["checkpoint"], str))
    rows = rows_of(bundle["proofs"], MAX_PROOFS)
    if not rows:
        raise Bad("format", "证明里没有任何记录", "a proof of nothing")
    proofs = [_opened(row, checkpoint) for row in rows]
    _check_links(proofs)
    if bundle["newest"] is not None:
        raw, path = record(bundle["newest"], checkpoint=str, path=list)
        newest = keys.open(raw)
        if not is_beginning(checkpoint.size, checkpoint.root, newest.size, newest.root, path_of(path)):
            zh = "较新的检查点不是这个检查点的延续：日志被改写过"
            raise Bad(
                "consistency", zh, "the newer checkpoint does not continue this one: the log was rewritten"
            )
        report.newest = newest
    report.cosigned = _cosigned(keys, quorum)
    report.proofs = proofs
    _say_what_was_checked(report, keys)


def _opened(row, checkpoint):
    kind, index, leaf, opened, path = record(row, kind=str, index=int, leaf=str, opened=list, path=list)
    digests = _digests(leaf)
    if not KIND.fullmatch(kind) or kind not in digests or (HEADS & set(digests)) - {kind}:
        raise Bad("leaf", "记录的种类与证明所称不符", "the entry is not of the kind it is said to be")
    values = {}
    for line in opened:
        pair = strict_json(of_kind(line, str), "opening")
        right = (
            isinstance(pair, list)
            and len(pair) == 3
            and isinstance(pair[0], str)
            and isinstance(pair[1], str)
        )
        if not right or not SALT.fullmatch(pair[0]) or canonical(pair) != line or pair[1] in values:
            raise Bad(
                "opening", "展示的字段写法不对，或者重复", "a line does not open a field, or opens it twice"
            )
        if digests.get(pair[1]) != hashlib.sha256(line.encode("utf-8")).hexdigest():
            name = shown(pair[1])
            raise Bad(
                "opening", "展示的内容与记录时不一致：" + name, "differs from what was recorded: " + name
            )
        values[pair[1]] = pair[2]
    root = root_by_inclusion(leaf_hash(leaf.encode("utf-8")), index, checkpoint.size, path_of(path))
    if root != checkpoint.root:
        zh = "记录不在检查点所签的日志里"
        raise Bad("inclusion", zh, "the entry is not in the log that the checkpoint signs")
    hidden = [name for name in digests if name not in values]
    return {"kind": kind, "index": index, "opened": values, "hidden": hidden}


def _digests(leaf):
    rows = strict_json(leaf, "leaf")
    whole = isinstance(rows, list) and rows and canonical(rows) == leaf
    for row in rows if whole else ():
        pair = isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row)
        whole = whole and pair and DIGEST.fullmatch(row[1])
    if not whole or any(a[0] >= b[0] for a, b in zip(rows, rows[1:])):  # noqa: B905 (strict= came with 3.10)
        raise Bad("leaf", "记录不是规范的字段摘要表", "the entry is not a list of field digests")
    return dict(rows)


# What belongs to an act, and under which name the head of such an entry has the act's id.
ACT_NAMES = {
    "disclosure": ("act_id", "act"),
    "withdrawal": ("act_id", "act"),
    "paper": ("act_id", "act"),
    "exhibit": ("act_id", "act"),
    "approval": ("draft_id",),
}


# An entry with one of these fields is of that kind and no other, whichever of its fields a proof calls its kind.
HEADS = {"act", "refusal", "register"} | set(ACT_NAMES)


def _head(proof, *names):
    """The texts that the opened head field of a proof has under these names."""
    found = proof["opened"].get(proof["kind"])
    values = [found.get(name) for name in names] if isinstance(found, dict) else []
    return {value for value in values if isinstance(value, str)}


def _check_links(proofs):
    """What is shown beside acts is of those acts, and says so.

    A publication names an act that is shown. Exhibits, papers and approvals may be of another act of the same matter:
    a matter's proofs stand in several bundles, an act's body may be erased, a draft need not have become an act.
    """
    acts = [proof for proof in proofs if proof["kind"] == "act" and proof["opened"]]
    if not acts:
        return
    ids = set().union(*(_head(act, "id") for act in acts))
    matters = set().union(*(_head(act, "matter") for act in acts))
    for proof in proofs:
        kind = proof["kind"]
        if kind not in ACT_NAMES or not proof["opened"]:
            continue
        named = _head(proof, *ACT_NAMES[kind])
        of_an_act = bool(named) and named <= ids
        of_the_matter = kind not in ("disclosure", "withdrawal") and bool(_head(proof, "matter_id") & matters)
        if not of_an_act and not of_the_matter:
            zh = "展示的" + KINDS[kind] + "不属于所附的办理记录"
            raise Bad("link", zh, "the " + kind + " that is shown is of another act")


def _cosigned(keys, quorum):
    """Witnesses who signed, as (label, time, given by the reader?). The log's own key is no witness of itself."""
    trusted = {key.public: key for key in keys.trusted if key.public != keys.own.public}
    signed = [key for key in trusted.values() if key.text in keys.cosigned]
    if len(signed) < quorum:
        zh = f"要求 {quorum} 个见证签名，只有 {len(signed)} 个"
        raise Bad("witness", zh, f"{quorum} witnesses were asked for, {len(signed)} signed")
    apart = set(trusted) | {keys.own.public}
    others = {key.text: key for key in keys.named if key.public not in apart and key.text in keys.cosigned}
    return [
        (key.label(), keys.cosigned[key.text], key.public in trusted)
        for key in signed + list(others.values())
    ]


def _say_what_was_checked(report, keys):
    fields = sum(len(proof["opened"]) for proof in report.proofs)
    size = report.checkpoint.size
    whose = (
        ("您给定的密钥", "the key you gave")
        if keys.given
        else ("证明自带的密钥", "the key in the proof itself")
    )
    report.did(
        f"检查点的签名（{keys.own.label()}，{whose[0]}）",
        f"signature of the checkpoint ({keys.own.label()}, {whose[1]})",
    )
    if report.checkpoint.at is not None:
        zh, en = moments(report.checkpoint.at)
        report.did(f"签署时间：{zh}（日志自己写明的）", f"signed at {en} (the log's own statement)")
    report.did(
        f"{len(report.proofs)} 条记录都在检查点所签的日志里（共 {size} 条）",
        f"{len(report.proofs)} entries are in the signed log of {size} entries",
    )
    report.did(
        f"展示的 {fields} 个字段与登记时一字不差",
        f"{fields} opened fields are exactly those recorded",
    )
    if report.newest:
        report.did(
            f"较新的检查点（{report.newest.size} 条）是原日志的延续，没有删改",
            f"a newer checkpoint ({report.newest.size} entries) continues the log unchanged",
        )
    for label, at, trusted in report.cosigned:
        if trusted:
            at = when(at)
            report.did(f"见证人 {label} 于 {at} 签名", f"witness {label} signed at {at}")
    for name in dict.fromkeys(keys.unknown):
        report.could_not("不认识的签名：" + name, "a signature by an unknown key: " + name)
    for key in keys.named + keys.trusted:
        if not key.known:
            report.could_not(*key.unknown("witness-key").args[1:])


def _say_what_remains(report, given, witnesses, pdf):
    if not given:
        report.could_not(
            "签发者是谁：没有给定从别处取得的日志公钥（--key）",
            "who issued it: no log key obtained elsewhere was given (--key)",
        )
    for label, at, trusted in report.cosigned:
        if not trusted:
            report.could_not(
                f"见证签名 {label}（{when(at)}）：该见证人是签发者自己列的",
                f"cosignature {label} ({when(at)}): a witness named by the issuer only",
            )
    if not witnesses:
        report.could_not(
            "没有给定您信任的见证人（--witness）：签发者若给不同的人看不同的日志，这里发现不了",
            "no witness of yours was given (--witness): a log shown differently to others would not be noticed",
        )
    report.could_not(
        "日志现在的样子（离线核对）：此后是否更正、撤回或撤销，请到案件码页面查看",
        "the log as it is today (this check is offline): later corrections or withdrawals are on the case page",
    )
    if not report.newest:
        report.could_not("没有与更新的检查点比对", "not compared with any newer checkpoint")
    if any(proof["hidden"] for proof in report.proofs):
        report.could_not("没有展示的字段写的是什么", "what the fields that are not shown say")
    if pdf:
        report.could_not(
            "PDF 版面上的文字：请与下面列出的内容对照",
            "the text on the pages of the PDF: compare it with what is listed below",
        )
    report.could_not(
        "所记的事情本身是否真实、合法：核对只说明记录此后没有改动",
        "whether what is recorded is true and lawful: only that the record has not been changed since",
    )


# --- PDF attachments ----------------------------------------------------------------------------------------------

MARK = re.compile(rb"/EmbeddedFile(?![A-Za-z])|/application#2[Ff]json")
STREAM = re.compile(rb">>[\x00\t\n\f\r ]{0,16}stream(?:\r\n|\n|\r)")
OBJECT = re.compile(rb"\d[\x00\t\n\f\r ]+obj")
FLATE = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\d|\s+\d+\s+R)")
WINDOW = 4096


def proof_in_pdf(data):
    """The bytes of the one proof that is attached to a PDF."""
    found, left, seen = {}, MAX_UNPACKED, set()
    for count, mark in enumerate(MARK.finditer(data)):
        if count >= MAX_ATTACHMENTS or left < 0:
            raise Bad(
                "limits", "PDF 的附件过多或过大", "the attachments of the PDF are too many or too large"
            )
        stream = STREAM.search(data, mark.start(), mark.start() + WINDOW)
        if not stream or stream.end() in seen:
            continue
        seen.add(stream.end())
        before = list(OBJECT.finditer(data, max(0, mark.start() - WINDOW), mark.start()))
        head = data[before[-1].end() if before else mark.start() : stream.start()]
        content = _unpacked(data, head, stream.end())
        left -= len(content)
        if content.lstrip()[:1] == b"{" and b'"yifa-proof/' in content:
            found[content] = True
    if not found:
        zh = "PDF 里没有找到证明附件（或者 PDF 已加密）"
        raise Bad("pdf", zh, "no proof is attached to the PDF (or it is encrypted)")
    if len(found) > 1:
        zh = "PDF 里有几份不同的证明，请把附件另存后逐一核对"
        raise Bad("pdf", zh, "several different proofs are attached: save and check them one by one")
    return next(iter(found))


def _unpacked(data, head, start):
    """The content of a stream; empty when it is written in a way not known here, or broken."""
    length = LENGTH.search(head)
    end = start + int(length.group(1)) if length else data.find(b"endstream", start)
    raw = data[start : end if end >= 0 else start]
    if b"/Filter" not in head:
        return raw[: MAX_BUNDLE + 1]
    if not FLATE.search(head) or b"/Predictor" in head:
        return b""
    try:
        return zlib.decompressobj().decompress(raw, MAX_BUNDLE + 1)
    except zlib.error:
        return b""


# --- Showing ------------------------------------------------------------------------------------------------------

VERDICTS = {
    "valid": ("有效", "VALID"),
    "self-consistent": ("自洽，但签发者未经核实", "SELF-CONSISTENT, ISSUER NOT VERIFIED"),
    "invalid": ("无效", "INVALID"),
}
KINDS = {
    "act": "办理", "approval": "审批", "exhibit": "证据材料", "paper": "文书", "disclosure": "公开",
    "withdrawal": "撤回公开", "refusal": "未准予办理", "register": "登记变更", "erasure": "清除",
    "draw": "抽取", "access": "查阅", "role": "岗位权限",
}  # fmt: skip
FIELDS = {
    "act": "办理", "time": "时间", "actors": "办理人员", "findings": "规则核对", "agency_name": "机关", "title": "案由",
    "party_name": "当事人", "reason": "理由", "id": "编号", "matter": "案件", "agency": "机关代码", "node": "节点",
    "seq": "第几步", "kind": "环节", "procedure": "办案程序", "procedure_sha256": "程序文本摘要",
    "schema_version": "版式版本", "mode": "方式", "stage_from": "原阶段", "stage_to": "现阶段", "secrecy": "密级",
    "corrects": "更正哪一步", "occurred_from": "发生（起）", "occurred_to": "发生（止）", "precision": "精度",
    "recorded_at": "登记时间", "source_recorded_at": "来源登记时间", "event": "事项", "code": "案件码",
    "number": "文号", "at": "时间", "disclosure": "公开", "withdrawal": "撤回公开", "approval": "审批",
    "exhibit": "证据材料", "paper": "文书", "refusal": "未准予办理", "register": "登记变更",
}  # fmt: skip
CHINA = timezone(timedelta(hours=8))
# Printable by their category, and yet nothing to see: fillers, joiners, the blank Braille cell, variation selectors.
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def shown(text):
    """Text that a terminal shows as it is: control, direction and other invisible characters are spelled out."""
    part = "".join(
        c if (c.isprintable() or c == "\u3000") and not UNSEEN.match(c) else f"\\u{ord(c):04x}"
        for c in text[:MAX_TEXT]
    )
    return part if len(text) <= MAX_TEXT else part + "……"


def when(at):
    """A POSIX second as Beijing time."""
    try:
        return datetime.fromtimestamp(at, CHINA).strftime("%Y-%m-%d %H:%M:%S +08:00")
    except (OverflowError, ValueError, OSError):
        return str(at)


def moments(at):
    """A POSIX second in Chinese (Beijing time and UTC) and in English."""
    try:
        utc = datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")  # noqa: UP017 (3.8)
    except (OverflowError, ValueError, OSError):
        return str(at), str(at)
    return f"北京时间 {when(at)}，UTC {utc}", f"{when(at)} (Shanghai), {utc} UTC"


def labelled(name):
    prefix, dot, rest = name.partition(".")
    if dot and prefix in ("content", "payload"):
        return ("公开内容 " if prefix == "content" else "办理内容 ") + shown(rest)
    label = FIELDS.get(name)
    return f"{label} {name}" if label else shown(name)


def lines_of(name, value, indent):
    """A named value in lines. Lines of a text are marked, so that none can pass for one of ours."""
    pad = "  " * indent
    head = pad + labelled(name) + "："
    if isinstance(value, (dict, list)) and value:
        rows = value.items() if isinstance(value, dict) else enumerate(value, 1)
        yield head
        for key, item in rows:
            yield from lines_of(str(key), item, indent + 1)
    elif isinstance(value, str):
        parts = re.split("\r\n|\n|\r", value)
        yield head + (shown(value) if len(parts) == 1 else "")
        for part in parts if len(parts) > 1 else ():
            yield pad + "  │ " + shown(part)
    elif type(value) is int and name.endswith("_fen"):
        yuan = "{}{}.{:02d}".format("-" if value < 0 else "", abs(value) // 100, abs(value) % 100)
        yield f"{head}{yuan} 元 yuan"
    else:
        words = {None: "（无）", True: "是", False: "否"}
        yield head + (words[value] if value is None or type(value) is bool else canonical(value))


def as_text(report):
    """The report in Chinese and English."""
    zh, en = VERDICTS[report.verdict]
    out = [f"结论 Result：{zh}  {en}"]
    if report.verdict == "invalid":
        out += ["原因 Reason：" + report.zh, "             " + report.en]
        return "\n".join(out + ["请不要采信这份证明。Do not rely on this proof."]) + "\n"
    for title, rows in (("核对了 Checked", report.checked), ("没有核对 Not checked", report.unchecked)):
        out += ["", title + "："]
        for zh, en in rows:
            out += ["  · " + zh, "    " + en]
    root = base64.b64encode(report.checkpoint.root).decode()
    out += ["", "日志 Log：" + shown(report.origin)]
    out.append(f"检查点 Checkpoint：{report.checkpoint.size} 条 entries，根 root {root}")
    out.append("检查点摘要 SHA-256：" + hashlib.sha256(report.checkpoint.text.encode("utf-8")).hexdigest())
    for proof in report.proofs:
        kind = KINDS.get(proof["kind"], "记录")
        out += ["", "第 {} 条 entry：{} {}".format(proof["index"], kind, proof["kind"])]
        for name, value in proof["opened"].items():
            out += islice(lines_of(name, value, 1), max(0, MAX_LINES + 1 - len(out)))
        if proof["hidden"]:
            out.append("  未展示 Not shown：" + "、".join(shown(name) for name in proof["hidden"]))
    if len(out) > MAX_LINES:
        out = out[:MAX_LINES] + ["……（其余从略，用 --json 看全文 the rest with --json）"]
    return "\n".join(out) + "\n"


def as_json(report):
    """The report for programs."""
    checkpoint, newest = report.checkpoint, report.newest
    done = report.verdict != "invalid"
    value = {
        "format": "yifa-verdict/1",
        "verdict": report.verdict,
        "code": report.code,
        "reason": {"zh": report.zh, "en": report.en},
        "checked": [{"zh": zh, "en": en} for zh, en in report.checked] if done else [],
        "unchecked": [{"zh": zh, "en": en} for zh, en in report.unchecked] if done else [],
    }
    if done:
        value["log"] = {"origin": report.origin, "key": report.key}
        value["checkpoint"] = {"size": checkpoint.size, "root": checkpoint.root.hex()}
        value["signed_at"] = checkpoint.at
        value["newest"] = newest and {"size": newest.size, "root": newest.root.hex()}
        value["cosigned"] = [{"name": name, "at": at, "given": given} for name, at, given in report.cosigned]
        value["proofs"] = report.proofs
    return json.dumps(value, indent=1) + "\n"


# --- Command line -------------------------------------------------------------------------------------------------


def arguments(argv):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument(
        "file", help="证明（JSON）或附有证明的 PDF；- 表示标准输入 a proof, a PDF with one, or -"
    )
    parser.add_argument("--key", action="append", default=[], help="日志公钥 the log's public key (vkey)")
    parser.add_argument(
        "--key-file", action="append", default=[], help="写有日志公钥的文件 a file with keys, one a line"
    )
    parser.add_argument(
        "--witness", action="append", default=[], help="您信任的见证人公钥 a witness you trust (vkey)"
    )
    parser.add_argument(
        "--quorum", type=int, help="至少要有几个见证签名（缺省为全部）how many must have signed"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON write JSON")
    options = parser.parse_args(argv)
    options.key = _given(parser, options.key + _key_lines(parser, options.key_file), ED25519)
    options.witness = _given(parser, options.witness, COSIGNATURE)
    if options.quorum is not None and not 0 <= options.quorum <= len(options.witness):
        parser.error("--quorum：0 到 --witness 的个数 from 0 to the number of --witness")
    return parser, options


def _key_lines(parser, names):
    found = []
    for name in names:
        try:
            with Path(name).open("rb") as file:
                text = file.read(MAX_NOTE).decode("utf-8")
        except (OSError, ValueError) as error:
            parser.error(f"--key-file {shown(name)}: {type(error).__name__}")
        lines = [line.strip() for line in text.splitlines()]
        lines = [line for line in lines if line and not line.startswith("#")]
        if not lines:
            parser.error(f"--key-file {shown(name)}：没有公钥 no key in it")
        found += lines
    return found


def _given(parser, texts, kind):
    keys = []
    for text in texts:
        try:
            key = Key(text.strip())
            if not key.known:
                raise key.unknown("usage")
            if key.kind != kind:
                raise Bad(
                    "usage", "密钥用途不对：" + key.label(), "a key for another purpose: " + key.label()
                )
        except (Bad, UnicodeError) as error:
            parser.error(f"{error.zh} {error.en}" if isinstance(error, Bad) else "not a key")
        keys.append(key)
    return list({key.text: key for key in keys}.values())


def read(parser, name):
    """The file's bytes, no more than one past the limit."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_PDF + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_PDF + 1)
    except (OSError, ValueError) as error:
        return parser.error(f"打不开文件 cannot read {shown(name)}: {type(error).__name__}")


def verdict_on(data, keys, witnesses, quorum):
    """A report on the bytes of a bundle or of a PDF. Never raises."""
    pdf = b"%PDF-" in data[:1024]
    try:
        if len(data) > (MAX_PDF if pdf else MAX_BUNDLE):
            raise Bad("limits", "文件过大", "the file is too large")
        bundle = proof_in_pdf(data) if pdf else data
    except Bad as bad:
        report = Report()
        report.code, report.zh, report.en = bad.code, bad.zh, bad.en
        return report
    return check(bundle, keys, witnesses, quorum, pdf)


def main(argv=None):
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    parser, options = arguments(argv)
    report = verdict_on(read(parser, options.file), options.key, options.witness, options.quorum)
    sys.stdout.write(as_json(report) if options.json else as_text(report))
    sys.stdout.flush()
    return EXIT[report.verdict]


if __name__ == "__main__":
    try:
        code = main()
    except KeyboardInterrupt:
        code = USAGE
    except BrokenPipeError:  # whoever read the output has seen enough; do not fail again while closing it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = USAGE
    sys.exit(code)
