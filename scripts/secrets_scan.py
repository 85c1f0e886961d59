"""Tracked files must hold no secret: private keys, tokens of well-known services, passwords, random strings.

    python scripts/secrets_scan.py [FILE…]      without files: everything git knows of

What only looks like one stands with its SHA-256 in `no_secrets.txt`, or is told by its kind of file. Prints file, line
and kind, never the secret itself; exit code 1 when something is found.
"""

from __future__ import annotations

import hashlib
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

KINDS = {
    "private key": re.compile(
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\bPRIVATE\+KEY\+[\w.-]+\+[0-9a-f]{8}\+[\w+/=]{20,}"
    ),
    "token": re.compile(
        r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36,}|github_pat_\w{40,}|glpat-[\w-]{20}|xox[abpr]-[\w-]{10,}|LTAI[0-9A-Za-z]{12,}"
        r"|AIza[\w-]{35}|sk-[\w-]{32,}|pypi-[\w-]{50,}|npm_\w{36}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})"
    ),
    "address with a password": re.compile(r"\b[a-z][a-z0-9+]*://[^\s:/@'\"{}<>]+:([^\s:/@'\"{}<>]{3,})@"),
    "password": re.compile(
        r"(?i)\b(?:password|passwd|secret|api_?key|token)\w*['\"]?\s*[:=]\s*['\"]([^'\"\s{}<>%]{8,})['\"]"
    ),
    "random string": re.compile(r"['\"=:\s]([A-Za-z0-9+/_-]{40,}={0,2})['\"\s,;]"),
}  # fmt: skip
# Digests, lock files and pictures look random and are none; law texts and their figures hold no strings of this kind.
PLAIN = re.compile(
    r"\.(?:png|jpg|woff2|pdf|typ|svg|lock)$|(?:^|/)(?:samples|data)/|proof\.json$|static/.*\.min\.js$"
)
RANDOM_BITS = 4.6  # per character, of a string of forty or more; words and paths have less
HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
ALLOWED = Path(__file__).with_name("no_secrets.txt")
NO_SECRET = frozenset(line[:64] for line in ALLOWED.read_text("utf-8").splitlines())


def bits(text: str) -> float:
    """Shannon entropy, in bits per character."""
    shares = [text.count(c) / len(text) for c in set(text)]
    return -sum(p * math.log2(p) for p in shares)


def found_in(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, kind, the string) of everything that may be a secret."""
    for number, line in enumerate(text.splitlines(), 1):
        for kind, pattern in KINDS.items():
            for match in pattern.finditer(line + "\n"):
                said = match[1] if match.groups() else match[0]
                if kind == "random string" and (HEX.fullmatch(said) or bits(said) < RANDOM_BITS):
                    continue
                if kind == "password" and not re.search(
                    r"\d", said
                ):  # words of a message, a name of a setting
                    continue
                if hashlib.sha256(said.encode()).hexdigest() not in NO_SECRET:
                    yield number, kind, said


def main(names: list[str]) -> int:
    """0 when nothing is found."""
    tracked = names or subprocess.run(
        ["git", "ls-files", "-z"], capture_output=True, check=True
    ).stdout.decode().split("\0")
    count = 0
    for name in filter(None, tracked):
        path = Path(name)
        if PLAIN.search(name) or not path.is_file():
            continue
        for line, kind, said in found_in(path.read_text("utf-8", errors="replace")):
            count += 1
            print(f"{name}:{line}: {kind}, sha256 {hashlib.sha256(said.encode()).hexdigest()}")
    print(f"{count} found" if count else "no secret found")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
