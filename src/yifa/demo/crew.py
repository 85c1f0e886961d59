"""Two processes tell the stories at once, each those of some agencies: no agency's numbers or cases meet another's."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection, wait
from typing import Any

from django.db import connection, connections

from yifa.demo.story import Affair, Story
from yifa.demo.telling import Report, StoryBroken, Told, tell

Tale = tuple[Affair, Story]


@dataclass
class _Done:
    """What a process hands back: what it told, and which matter each case became."""

    told: Told
    matters: dict[str, str | None]


def tell_all(stories: Sequence[Tale], until: datetime, report: Report, workers: int | None = None) -> Told:
    """As `tell`, with as many processes as the machine has cores, at most two. Raises StoryBroken."""
    count = min(workers or os.cpu_count() or 1, 2)
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return tell(stories, until, report)
    parts = _parts(stories, count)
    connection.close()  # a connection must not be shared with a child
    told, so_far = Told(), [0] * len(parts)
    with _started(parts, until) as pipes:
        waiting = dict(enumerate(pipes))
        while waiting:
            for pipe in wait(list(waiting.values())):
                number = next(n for n, p in waiting.items() if p is pipe)
                message = _receive(pipe)
                if isinstance(message, _Done):
                    _take(told, message, stories)
                    del waiting[number]
                else:
                    so_far[number] = message
                    report(sum(so_far))
    return told


def _parts(stories: Sequence[Tale], count: int) -> list[list[Tale]]:
    """The stories by agency, in parts of about the same size."""
    by_agency: dict[str, list[Tale]] = {}
    for tale in stories:
        by_agency.setdefault(tale[0].office.plan.key, []).append(tale)
    parts: list[list[Tale]] = [[] for _ in range(count)]
    for tales in sorted(by_agency.values(), key=len, reverse=True):
        min(parts, key=len).extend(tales)
    return [part for part in parts if part]


@contextmanager
def _started(parts: Sequence[Sequence[Tale]], until: datetime) -> Iterator[list[Any]]:
    """A process per part; whatever happens, none is left behind."""
    context = multiprocessing.get_context("fork")
    pipes, processes = [], []
    for part in parts:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(part, until, theirs, os.getpid()), daemon=True)
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    try:
        yield pipes
    except BaseException:
        for process in processes:
            process.terminate()
        raise
    finally:
        for process in processes:
            process.join()


def _work(part: Sequence[Tale], until: datetime, pipe: Connection, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _forget_connections()

    def report(done: int) -> None:
        if os.getppid() != parent:  # the load was killed: nobody waits for this any more
            os._exit(1)
        pipe.send(done)

    try:
        told = tell(part, until, report)
        pipe.send(_Done(told, {case.label: case.matter_id for case, _ in part}))
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def _forget_connections() -> None:
    """A child never speaks on a connection of its parent: whatever was inherited is dropped, not closed."""
    for inherited in connections.all(initialized_only=True):
        inherited.connection = None
        inherited.in_atomic_block = inherited.needs_rollback = False
        inherited.savepoint_ids, inherited.run_on_commit = [], []


def _receive(pipe: Any) -> Any:
    try:
        message = pipe.recv()
    except EOFError:
        message = "a process ended before its stories did"
    if isinstance(message, str):
        raise StoryBroken(message)
    return message


def _take(told: Told, done: _Done, stories: Sequence[Tale]) -> None:
    told.acts += done.told.acts
    told.approvals += done.told.approvals
    told.blocking += done.told.blocking
    told.unexpected += done.told.unexpected
    for kind, count in done.told.kinds.items():
        told.kinds[kind] = told.kinds.get(kind, 0) + count
    for case, _ in stories:
        case.matter_id = done.matters.get(case.label, case.matter_id)
