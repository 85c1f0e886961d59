"""The process in which a provider is asked: `python -m yifa.assist.run`, question on standard input, JSON out."""

from __future__ import annotations

import json
import os
import pickle  # nosec B403
import sys
import traceback
from dataclasses import asdict
from importlib.metadata import entry_points
from itertools import islice

from yifa.assist.asking import GROUP, MOST
from yifa.assist.proposal import Proposal
from yifa.policies.document import PolicyDocument


def main() -> None:
    """Answer one question. What the provider prints goes to standard error, for the operator."""
    with os.fdopen(os.dup(1), "w", encoding="ascii") as out:
        os.dup2(2, 1)
        # Written by `asking`, our own process.
        name, text, document = pickle.load(sys.stdin.buffer)  # nosec B301
        out.write(answer(name, text, document))


def answer(name: str, text: str, document: PolicyDocument) -> str:
    """JSON of the provider's `proposals` (null for what is none), or of an `error`, in Chinese."""
    found = entry_points(group=GROUP, name=name)
    if not found:
        return json.dumps({"error": "没有安装，请告诉系统管理员"})
    try:
        made = islice(next(iter(found)).load()().propose(text, document), MOST + 1)
        return json.dumps({"proposals": [asdict(p) if isinstance(p, Proposal) else None for p in made]})
    except Exception as error:
        traceback.print_exc()
        return json.dumps({"error": f"运行出错（{type(error).__name__}），请告诉系统管理员"})


if __name__ == "__main__":
    main()
