"""A small log in memory, and a proof bundle of a decision and its publication, to be checked and to be spoiled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from yifa.ledger.bundle import Newest, Proof, build, encode
from yifa.ledger.commit import Commitment, commit, lines_of
from yifa.ledger.keys import Cosigner, Ed25519Signer
from yifa.ledger.note import Checkpoint, Signer, sign
from yifa.ledger.tree import consistency_path, inclusion_path, leaf_hash, root_at, root_of

LOG = Ed25519Signer("log.yunzhou.example/ledger", b"log key seed".ljust(32, b"."))
STRANGER = Ed25519Signer(LOG.name, b"another seed".ljust(32, b"."))
WITNESSES = [Cosigner(f"witness.example/{i}", bytes([i]) * 32, clock=lambda: 1_790_000_000) for i in (1, 2)]

ACT = {
    "act": {
        "id": "0199a1",
        "matter": "0199b2",
        "kind": "decide",
        "seq": 12,
        "corrects": None,
        "secrecy": "open",
    },
    "time": {"occurred_from": "2026-11-20T09:30:00+08:00", "recorded_at": "2026-11-20T09:31:02+08:00"},
    "actors": [{"id": "0199c3", "role": "handler"}],
    "payload.fine_fen": 20000,
    "payload.id_number": "530102199001011234",
}
DISCLOSURE = {
    "disclosure": {
        "id": "0199d4",
        "act": "0199a1",
        "event": "published",
        "code": "7KQ2",
        "number": "云城罚〔2026〕12号",
    },
    "agency_name": "云州市城市管理局",
    "title": "擅自占道经营",
    "party_name": "张某",
    "content.decision": "处以罚款\u3000200元。\n当事人应当十五日内缴纳。",
    "content.fine_fen": 20000,
}

EXHIBIT = {
    "exhibit": {"id": "0199e5", "act_id": "0199a1", "matter_id": "0199b2", "kind": "photo", "position": 0},
    "title": "现场照片",
}
APPROVAL = {"approval": {"id": "0199f6", "draft_id": "0199a1", "matter_id": None, "action": "approve"}}
SIGNED_AT = 1_795_000_000  # 2026-11-18 11:06:40 UTC
CLOCK = LOG.timestamping(lambda: SIGNED_AT)


@dataclass
class Log:
    """Entries in memory; checkpoints of any size so far, signed by whom you like."""

    origin: str = LOG.name
    entries: list[bytes] = field(default_factory=list)

    def add(self, *entries: bytes) -> int:
        """Index of the first of them."""
        self.entries += entries
        return len(self.entries) - len(entries)

    def nodes(self, level: int, index: int) -> bytes:
        return root_of([leaf_hash(entry) for entry in self.entries[index << level : (index + 1) << level]])

    def checkpoint(self, size: int, *signers: Signer) -> str:
        text = Checkpoint(self.origin, size, root_at(size, self.nodes)).text()
        return str(sign(text, signers or [LOG]))

    def proof(
        self, kind: str, index: int, sealed: Commitment, size: int, names: list[str] | None = None
    ) -> Proof:
        path = inclusion_path(index, size, self.nodes)
        return Proof(kind, index, sealed.leaf, lines_of(sealed.body, names), path)


def decision(
    signer: Signer = LOG,
    *cosigners: Signer,
    act: dict[str, Any] = ACT,
    beside: dict[str, Any] = DISCLOSURE,
) -> dict[str, Any]:
    """The public bundle of a decision: its act with `act` and `time` opened, its publication opened whole.

    `beside` is another entry to show in place of the publication; its first field is the one named after its kind.
    """
    log = Log(signer.name)
    log.add(*(b"earlier %d" % i for i in range(300)))
    sealed, shown = commit(act), commit(beside)
    at = log.add(sealed.leaf, b"between", shown.leaf)
    size = len(log.entries)
    log.add(*(b"later %d" % i for i in range(100)))
    return build(
        log.origin,
        str(getattr(signer, "verifier")),  # noqa: B009 (a Signer need not have one; these do)
        log.checkpoint(size, signer, *cosigners),
        [
            log.proof("act", at, sealed, size, ["act", "time", "payload.fine_fen"]),
            log.proof(next(iter(beside)), at + 2, shown, size),
        ],
        Newest(log.checkpoint(403, signer), consistency_path(size, 403, log.nodes)),
        [str(cosigner.verifier) for cosigner in WITNESSES[:1]],
    )


def decision_file(*cosigners: Signer) -> bytes:
    """The same as the bytes of its file."""
    return encode(decision(LOG, *cosigners))
