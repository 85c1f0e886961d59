"""A log made of nothing but a key and leaf hashes, for tests that need one log more: an honest one or a forked one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from yifa.ledger import note, tree, witnessing
from yifa.ledger.keys import Ed25519Signer
from yifa.ledger.note import Checkpoint


@dataclass(frozen=True)
class PaperLog:
    """Leaves are numbered words; `word` makes those from `fork` on differ from another log's."""

    signer: Ed25519Signer = field(
        default_factory=lambda: Ed25519Signer("city.example/ledger", hashlib.sha256(b"city").digest())
    )
    word: str = "leaf"
    fork: int = 0
    known: str = "leaf"

    def forked_at(self, index: int, word: str = "other") -> PaperLog:
        """The log of the same key that tells another story from this entry on."""
        return replace(self, word=word, fork=index, known=self.word)

    def hashes(self, size: int) -> list[bytes]:
        """Leaf hashes of the first entries."""
        words = (self.known if n < self.fork else self.word for n in range(size))
        return [tree.leaf_hash(f"{word} {n}".encode()) for n, word in enumerate(words)]

    def root(self, size: int) -> bytes:
        """The root over the first entries."""
        return tree.root_of(self.hashes(size))

    def checkpoint(self, size: int) -> str:
        """A signed note."""
        text = Checkpoint(self.signer.name, size, self.root(size)).text()
        return str(note.sign(text, [self.signer]))

    def path(self, old: int, new: int) -> list[bytes]:
        """The consistency path."""
        hashes = self.hashes(new)

        def nodes(level: int, index: int) -> bytes:
            return tree.root_of(hashes[index << level : (index + 1) << level])

        return tree.consistency_path(old, new, nodes)

    def asks(self, old: int, new: int) -> bytes:
        """The body of its request to a witness that holds `old`."""
        return witnessing.write(old, self.path(old, new) if old <= new else [], self.checkpoint(new))
