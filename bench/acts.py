"""Recording acts: throughput with two processes, latency at 50 a second, statements per act, gates, approvals."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from bench import place
from bench.report import Row, percentile

PROCESSES, ROUNDS, SECONDS, IN_HAND = 2, 5, 6.0, 20
RATE, OPEN_SECONDS = 50.0, 12.0
MOST_REFUSED = 0.1


@dataclass
class Tally:
    """What one process did in one round. Times in seconds; `machine` counts the acts that the machine recorded."""

    acts: list[float] = field(default_factory=list)
    machine: int = 0
    approvals: list[float] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0
    server_cpu: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def recorded(self) -> int:
        return len(self.acts) + self.machine


class Desk:
    """Some cases in hand, whose next acts are recorded in random order, as one web process meets them."""

    def __init__(self, share: int, of: int, seed: str) -> None:
        from bench import city, mix
        from yifa.demo.dice import Dice
        from yifa.matters.clocks import SHANGHAI
        from yifa.registers import lawbook

        self.mix = mix
        self.now = lambda: datetime.now(SHANGHAI)
        today = self.now().date()
        self.city = city.find(today, share, of)
        self.source = mix.cases(self.city, lawbook.current(), today, Dice("bench", seed, share))
        self.random = random.Random(f"{seed}/{share}")
        self.hand = list(islice(self.source, IN_HAND))
        self.tally = Tally()

    def ready(self) -> tuple[Any, Any]:
        """A case of those in hand, and the ask of its next act."""
        running = self.random.choice(self.hand)
        return running, self.mix.ask_for(self.city, running, self.now())

    def record(self, running: Any, ask: Any) -> float:
        """Record an act in its own transaction, its approvals taken as given; returns its seconds."""
        from yifa.matters import service
        from yifa.registers.scope import scope

        start = time.perf_counter()
        with scope(ask.actor):
            outcome = service.record(ask, approved=True)
        took = time.perf_counter() - start
        self.follow(running, ask.kind, outcome)
        return took

    def follow(self, running: Any, kind: str, outcome: Any) -> None:
        """Move the case on; a case that was refused is laid aside and counted.

        Raises RuntimeError when too many were refused: what is measured are acts, not refusals.
        """
        if outcome.act is None:
            names = [f.gate for f in outcome.blocking] or list(outcome.errors) or ["stale"]
            self.tally.refused[f"{kind}: {', '.join(names)}"] += 1
            running.step = None
            refused = self.tally.refused.total()
            if refused > MOST_REFUSED * (refused + self.tally.kinds.total()) + 5:
                raise RuntimeError(f"mostly refused: {self.tally.refused.most_common(3)}")
        else:
            self.tally.kinds[kind] += 1
            self.tally.machine += running.done(outcome.act)
        if running.step is None:
            self.hand[self.hand.index(running)] = next(self.source)

    def warm(self, acts: int = 150) -> None:
        """Fill the caches of the process and bring the cases in hand to different stages."""
        for _ in range(acts):
            self.record(*self.ready())
        self.tally = Tally()


def closed_loop(desk: Desk, seconds: float) -> Tally:
    """One act after the other, as fast as they go."""
    used, server = time.process_time(), server_seconds()
    began = time.perf_counter()
    while time.perf_counter() < began + seconds:
        running, ask = desk.ready()
        desk.tally.acts.append(desk.record(running, ask))
    desk.tally.wall = time.perf_counter() - began
    desk.tally.cpu, desk.tally.server_cpu = time.process_time() - used, server_seconds() - server
    return desk.tally


def server_seconds() -> float:
    """Processor seconds that the server's process behind this connection has used; 0 where /proc does not tell."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def open_loop(desk: Desk, seconds: float) -> Tally:
    """Acts arrive at random at this process's part of the rate; waiting counts as part of the answer time."""
    began = time.perf_counter()
    due = 0.0
    while (due := due + desk.random.expovariate(RATE / PROCESSES)) < seconds:
        running, ask = desk.ready()
        time.sleep(max(0.0, began + due - time.perf_counter()))
        waited = time.perf_counter() - began - due
        desk.tally.acts.append(waited + desk.record(running, ask))
    desk.tally.wall = time.perf_counter() - began
    return desk.tally


def _process(
    name: str,
    share: int,
    loop: Callable[[Desk, float], Tally],
    seconds: float,
    seed: str,
    gate: Any,
    out: Any,
) -> None:
    try:
        place.settle()
        place.use(name)
        desk = Desk(share, PROCESSES, seed)
        desk.warm()
        gate.wait(120)
        out.put(loop(desk, seconds))
    except BaseException as error:
        gate.abort()
        out.put(repr(error))
        raise


def together(name: str, loop: Callable[[Desk, float], Tally], seconds: float, seed: str) -> list[Tally]:
    """The same loop in two processes at once on one database. Raises RuntimeError when a process fails."""
    spawn = multiprocessing.get_context("spawn")
    gate, out = spawn.Barrier(PROCESSES), spawn.Queue()
    started = [
        spawn.Process(target=_process, args=(name, n, loop, seconds, seed, gate, out))
        for n in range(PROCESSES)
    ]
    for process in started:
        process.start()
    try:
        tallies = [out.get(timeout=seconds + 180) for _ in started]
    finally:
        for process in started:
            process.join(20)
            if process.is_alive():
                process.terminate()
    if failures := [t for t in tallies if isinstance(t, str)]:
        raise RuntimeError("; ".join(failures))
    return tallies


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    from bench import approvals

    rates, tallies = [], []
    for n in range(ROUNDS):
        with place.database(f"bench_acts_{n}", populated) as name:
            found = together(name, closed_loop, SECONDS, f"closed{n}")
        rates.append(sum(t.recorded for t in found) / max(t.wall for t in found))
        tallies += found
    kinds = sum((t.kinds for t in tallies), Counter[str]())
    note = f"{PROCESSES} processes, {SECONDS:.0f} s each run, {len(kinds)} kinds of act; {_refusals(tallies)}"
    rows = [Row("acts", "acts recorded", "acts/s", tuple(rates), 200, True, note), *_processor_time(tallies)]
    rows += _latency(populated)
    rows += approvals.run(populated)
    return rows


def _refusals(tallies: Sequence[Tally]) -> str:
    refused = sum((t.refused for t in tallies), Counter[str]())
    return f"{sum(refused.values())} refused" + (f" ({refused.most_common(2)})" if refused else "")


def _processor_time(tallies: Sequence[Tally]) -> list[Row]:
    """What an act costs whatever else the machine does meanwhile: the process with its payloads, and the server."""
    ours = tuple(1000 * t.cpu / t.recorded for t in tallies)
    servers = tuple(1000 * t.server_cpu / t.recorded for t in tallies)
    both = sum(ours) / len(ours) + sum(servers) / len(servers)
    note = f"with the server's: {os.cpu_count()} idle cores can do {1000 * (os.cpu_count() or 1) / both:.0f} acts/s"
    return [
        Row("acts", "processor time of the process per act", "ms", ours, note=note),
        Row("acts", "processor time of the server per act", "ms", servers),
    ]


def _latency(populated: str) -> list[Row]:
    halves, tails = [], []
    for n in range(3):
        with place.database(f"bench_open_{n}", populated) as name:
            found = together(name, open_loop, OPEN_SECONDS, f"open{n}")
        times = [1000 * t for tally in found for t in tally.acts]
        halves.append(percentile(times, 0.5))
        tails.append(percentile(times, 0.99))
    note = f"open loop, random arrivals, {OPEN_SECONDS:.0f} s each run"
    return [
        Row("acts", f"p50 at {RATE:.0f} acts/s", "ms", tuple(halves), note=note),
        Row("acts", f"p99 at {RATE:.0f} acts/s", "ms", tuple(tails), 60, note=note),
    ]
