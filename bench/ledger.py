"""The log: appending, integrating, verifying, proving, and the delay until a record stands in a checkpoint."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import place
from bench.report import Row, percentile

SECONDS, RUNS = 4.0, 3
PER_TRANSACTION = 100
ACTS = 550
WAITING = 100_000
COPIES = 100_000
LARGE = 10_000_000
PROOFS = 400
RATE, WATCHED = 50, 20.0
TOOL = Path(__file__).resolve().parent.parent / "tools" / "verify_proof.py"


def run(populated: str) -> list[Row]:
    """All rows of this topic."""
    rows: list[Row] = []
    with place.database("bench_walked", populated):
        _walk()
        place.disconnect()
        with place.database("bench_log", "bench_walked"):
            samples = _bodies()
            rows += _appending(samples)
            rows += _integrating(samples)
            rows += _delay(samples)
            place.disconnect()
        with place.database("bench_verified", "bench_walked"):
            rows += _verifying()
            rows += _offline()
            place.disconnect()
    with place.database("bench_large"):
        rows += _proving()
    return rows


def _walk() -> None:
    """Real acts of every kind, through the write path."""
    from bench.acts import Desk

    desk = Desk(0, 1, "ledger")
    for _ in range(ACTS):
        desk.record(*desk.ready())


def _bodies() -> list[bytes]:
    """Bodies of real acts, of every size there is in the city."""
    from yifa.matters.models import ActBody
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        return [bytes(body) for body in ActBody.objects.values_list("body", flat=True)[:2000]]


# -- appending -----------------------------------------------------------------------------------------------------


def _appending(samples: list[bytes]) -> list[Row]:
    batches = [_in_processes(_append_batches, samples) * PER_TRANSACTION for _ in range(RUNS)]
    single = [_in_processes(_append_singly, samples) for _ in range(RUNS)]
    floor = [_in_processes(_insert_raw, samples) for _ in range(RUNS)]
    leaf = sum(len(_leaf(body)) for body in samples) / len(samples)
    return [
        Row("ledger", "leaves appended, 100 a transaction", "leaves/s", tuple(batches), 3000, more=True,
            note=f"2 processes; commitments of real acts made anew, leaves of {leaf:.0f} bytes on average"),
        Row("ledger", "leaves appended, each in its own commit", "leaves/s", tuple(single), more=True,
            note=f"×{_mid(single) / _mid(floor):.2f} of the floor"),
        Row("ledger", "floor: one raw INSERT of the same bytes, committed", "rows/s", tuple(floor), more=True),
    ]  # fmt: skip


def _in_processes(work: Callable[[list[bytes], float], int], samples: list[bytes]) -> float:
    """How often both processes together did it, per second."""
    place.disconnect()
    context = multiprocessing.get_context("fork")
    with context.Pool(2) as pool:
        results = [pool.apply_async(work, (samples, SECONDS)) for _ in range(2)]
        return sum(result.get() for result in results) / SECONDS


def _append_batches(samples: list[bytes], seconds: float) -> int:
    return _repeat(lambda: _append(samples, PER_TRANSACTION), seconds)


def _append_singly(samples: list[bytes], seconds: float) -> int:
    return _repeat(lambda: _append(samples, 1), seconds)


def _append(samples: list[bytes], count: int) -> None:
    from django.db import transaction

    from yifa.ledger.commit import commit, open_body
    from yifa.ledger.store.pending import leaf_row, queue
    from yifa.matters.dbclock import database_now
    from yifa.registers.ids import new_id

    made = [commit(open_body(random.choice(samples))) for _ in range(count)]
    with transaction.atomic():
        now = database_now()
        queue([leaf_row("act", new_id(), sealed, now) for sealed in made])


def _insert_raw(samples: list[bytes], seconds: float) -> int:
    from django.db import connection

    from yifa.registers.ids import new_id

    leaves = [_leaf(body) for body in samples]
    connection.ensure_connection()

    def insert() -> None:
        with connection.connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_pendingleaf (kind, object_id, leaf, recorded_at)"
                " VALUES ('act', %s, %s, clock_timestamp())",
                [new_id(), random.choice(leaves)],
            )

    return _repeat(insert, seconds)


def _repeat(work: Callable[[], None], seconds: float) -> int:
    done, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        work()
        done += 1
    return done


def _leaf(body: bytes) -> bytes:
    from yifa.ledger.commit import recommit

    return recommit(body).leaf


def _mid(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


# -- integration and delay -----------------------------------------------------------------------------------------


def _integrating(samples: list[bytes]) -> list[Row]:
    from yifa.ledger.store import reading, sequencer

    sequencer.catch_up()
    before = _stored()
    start_size = reading.newest().size
    rates: list[float] = []
    for _ in range(RUNS):
        _wait_many(samples, WAITING // RUNS)
        start, added = time.perf_counter(), 0
        while True:
            done = sequencer.integrate(wait=True)
            assert done is not None
            added += done.added
            if not done.more:
                break
        rates.append(added / (time.perf_counter() - start))
    added = reading.newest().size - start_size
    return [
        Row("ledger", "leaves integrated", "leaves/s", tuple(rates), 20_000, more=True,
            note="one sequencer: moved into the log, hashed, tiles, checkpoint signed, kept and published"),
        Row("ledger", "storage per leaf in the log", "bytes", ((_stored() - before) / added,),
            note="entries with their indexes, tiles, checkpoints; the leaf itself included"),
    ]  # fmt: skip


def _wait_many(samples: list[bytes], count: int) -> None:
    """Fill the queue through COPY; this is not what is measured."""
    from django.db import connection

    from yifa.registers.ids import new_id

    leaves = [_leaf(body) for body in samples]
    connection.ensure_connection()
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
        with cursor.copy("COPY ledger_pendingleaf (kind, object_id, leaf, recorded_at) FROM STDIN") as copy:
            for n in range(count):
                copy.write_row(("act", new_id(), leaves[n % len(leaves)], now))


def _stored() -> float:
    from yifa.ledger.store.reading import query

    names = ("ledger_entry", "ledger_tile", "ledger_checkpoint", "ledger_publication")
    return float(sum(query("SELECT pg_total_relation_size(%s::regclass)", [name])[0][0] for name in names))


def _delay(samples: list[bytes]) -> list[Row]:
    """Leaves arrive at random moments while the worker's thread follows; from commit to published checkpoint."""
    from yifa.ledger.store.following import following
    from yifa.ledger.store.reading import query

    ((before,),) = query("SELECT max(index) FROM ledger_entry", [])
    stop = threading.Event()
    with following(print):
        arriving = threading.Thread(target=_arrive, args=(samples, stop))
        arriving.start()
        time.sleep(WATCHED)
        stop.set()
        arriving.join()
        time.sleep(2)
    found = query(
        "SELECT 1000 * extract(epoch FROM (SELECT min(p.published_at) FROM ledger_publication p"
        " WHERE p.checkpoint_id > e.index) - b.at)::float8 FROM ledger_entry e JOIN bench_arrived b USING (object_id)"
        " WHERE e.index > %s",
        [before],
    )
    delays = [value for (value,) in found]
    note = f"{len(delays) / WATCHED:.0f} leaves/s arriving at random; p99 {percentile(delays, 0.99):.0f} ms"
    return [Row("ledger", "from commit to published checkpoint", "ms", tuple(delays), 2000, note=note)]


def _arrive(samples: list[bytes], stop: threading.Event) -> None:
    from django.db import connection

    from yifa.ledger.commit import commit, open_body
    from yifa.registers.ids import new_id

    place.admin_sql(
        str(connection.settings_dict["NAME"]),
        "CREATE TABLE bench_arrived (object_id uuid, at timestamptz)",
        "GRANT INSERT, SELECT ON bench_arrived TO yifa_app",
    )
    due = time.perf_counter()
    while not stop.is_set():
        due += random.expovariate(RATE)
        time.sleep(max(0.0, due - time.perf_counter()))
        key, leaf = new_id(), commit(open_body(random.choice(samples))).leaf
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH added AS (INSERT INTO ledger_pendingleaf (kind, object_id, leaf, recorded_at)"
                " VALUES ('act', %s, %s, clock_timestamp()))"
                " INSERT INTO bench_arrived VALUES (%s, clock_timestamp())",
                [key, leaf, key],
            )
    connection.close()


# -- verification --------------------------------------------------------------------------------------------------


def _verifying() -> list[Row]:
    from yifa.ledger.store import sequencer, verify
    from yifa.registers.scope import WORKER, scope

    copies = _copy_acts()
    sequencer.catch_up()
    rates, floors, share = [], [], 0.0
    for _ in range(RUNS):
        start = time.perf_counter()
        report = verify.verify(lambda: scope(WORKER))
        taken = time.perf_counter() - start
        assert report.ok, report.damages[:3]
        share = report.counts["act"] / report.size
        rates.append(report.counts["act"] / taken)
        floors.append(_hash_floor(copies))
    note = (
        f"2 processes; {report.size} entries, {share:.0%} of them acts; columns, bodies, leaves, tiles,"
        f" checkpoints, signatures, files; ×{_mid(rates) / _mid(floors):.3f} of the floor"
    )
    return [
        Row("ledger", "acts verified from the rows up", "acts/s", tuple(rates), 30_000, more=True, note=note),
        Row("ledger", "floor: SHA-256 over the same bytes, 2 processes", "acts/s", tuple(floors), more=True),
    ]


def _copy_acts() -> list[bytes]:
    """Real acts under new ids in new matters, each with a commitment of its own; returns bodies and leaves."""
    from django.db import connection

    from yifa.matters.models import Act, Matter
    from yifa.registers.ids import new_id
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        matters = list(Matter.objects.filter(act_count__gt=0))
        by_matter = {
            m.pk: list(Act.objects.filter(matter=m).select_related("version", "body_row")) for m in matters
        }
    kept: list[bytes] = []
    name = str(connection.settings_dict["NAME"])
    acts: list[Any] = []
    made: list[tuple[Any, Any]] = []
    while len(acts) < COPIES:
        for matter in matters:
            new = new_id()
            made.append((new, matter.pk))
            for act in by_matter[matter.pk]:
                sealed, body = _moved(act, new)
                acts.append((act, new, sealed, body))
                kept += [sealed.body, sealed.leaf]
            if len(acts) >= COPIES:
                break
    _write_copies(name, made, acts)
    return kept


def _moved(act: Any, matter: Any) -> tuple[Any, Any]:
    from yifa.ledger.commit import commit, open_body
    from yifa.registers.ids import new_id

    fields = open_body(bytes(act.body_row.body))
    body = new_id()
    fields["act"] |= {"id": str(body), "matter": str(matter)}
    return commit(fields), body


def _write_copies(name: str, matters: list[tuple[Any, Any]], acts: list[Any]) -> None:
    """As the administrator, triggers off: recorded times stay those of the originals."""
    from yifa.matters.models import Act, Matter
    from yifa.site import boot

    with boot.admin_connection(name) as admin, admin.transaction(), admin.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("CREATE TEMP TABLE m (new uuid, old uuid)")
        with cursor.copy("COPY m FROM STDIN") as copy:
            for row in matters:
                copy.write_row(row)
        cursor.execute(f"INSERT INTO matters_matter {_copied(Matter, ('id', 'code', 'number', 'number_seq'))}"
                       " FROM matters_matter t JOIN m ON m.old = t.id"
                       .replace("@id", "m.new").replace("@code", "md5(m.new::text)").replace("@number_seq", "NULL")
                       .replace("@number", "''"))  # fmt: skip
        cursor.execute(
            "CREATE TEMP TABLE a (new uuid, old uuid, matter uuid, commitment bytea, body bytea, leaf bytea)"
        )
        with cursor.copy("COPY a FROM STDIN") as copy:
            for act, matter, sealed, new in acts:
                copy.write_row((new, act.pk, matter, sealed.digest, sealed.body, sealed.leaf))
        cursor.execute(f"INSERT INTO matters_act {_copied(Act, ('id', 'matter_id', 'commitment', 'corrects_id'))}"
                       " FROM matters_act t JOIN a ON a.old = t.id"
                       .replace("@id", "a.new").replace("@matter_id", "a.matter").replace("@commitment", "a.commitment")
                       .replace("@corrects_id", "t.corrects_id"))  # fmt: skip
        cursor.execute(
            "INSERT INTO matters_actbody (act_id, node, agency_id, body)"
            " SELECT a.new, b.node, b.agency_id, a.body FROM a JOIN matters_actbody b ON b.act_id = a.old"
        )
        cursor.execute(
            "INSERT INTO ledger_pendingleaf (kind, object_id, leaf, recorded_at)"
            " SELECT 'act', new, leaf, clock_timestamp() FROM a"
        )
    with boot.admin_connection(name) as admin:
        admin.execute("ANALYZE")


def _copied(model: Any, changed: tuple[str, ...]) -> str:
    """Column list and SELECT of a copy; changed columns stand as @name."""
    columns = [f.column for f in model._meta.concrete_fields if not f.generated]
    return (
        f"({', '.join(columns)}) SELECT {', '.join(f'@{c}' if c in changed else f't.{c}' for c in columns)}"
    )


def _hash_floor(kept: list[bytes]) -> float:
    """Acts whose bytes two processes hash per second, nothing else done."""
    context = multiprocessing.get_context("fork")
    half = len(kept) // 4 * 2
    start = time.perf_counter()
    with context.Pool(2, initializer=_share, initargs=(kept,)) as pool:
        pool.map(_hash_part, [(0, half), (half, len(kept))])
    return len(kept) / 2 / (time.perf_counter() - start)


_KEPT: list[bytes] = []


def _share(kept: list[bytes]) -> None:
    global _KEPT
    _KEPT = kept


def _hash_part(bounds: tuple[int, int]) -> int:
    for part in _KEPT[slice(*bounds)]:
        hashlib.sha256(part).digest()
    return 0


# -- proofs --------------------------------------------------------------------------------------------------------


def _proving() -> list[Row]:
    """Inclusion proofs in a tree of ten million leaves, whose tiles stand in the database."""
    from yifa.ledger import tree
    from yifa.ledger.store import reading

    root = _grow(LARGE)
    dice = random.Random(1)
    taken: list[float] = []
    for _ in range(PROOFS):
        index = dice.randrange(LARGE)
        start = time.perf_counter()
        path = reading.inclusion(index, LARGE)
        taken.append(1000 * (time.perf_counter() - start))
        assert tree.root_from_inclusion(_large_hash(index), index, LARGE, path) == root
    note = f"random leaves, each checked against the root; p99 {percentile(taken, 0.99):.2f} ms; 5 statements at most"
    return [Row("ledger", "inclusion proof among 10 million leaves", "ms", tuple(taken), 2, note=note)]


def _large_hash(index: int) -> bytes:
    return hashlib.sha256(index.to_bytes(8, "big")).digest()


def _grow(size: int) -> bytes:
    """Tiles of a tree of this size, and the entries at its edge; returns the root."""
    from django.db import connection

    from yifa.ledger.tiles import Edge

    edge = Edge()
    connection.ensure_connection()
    raw = connection.connection
    with raw.transaction(), raw.cursor() as cursor:
        with cursor.copy("COPY ledger_tile (level, index, data, root) FROM STDIN") as copy:
            for start in range(0, size, 65536):
                for tile in edge.append(_large_hash(i) for i in range(start, min(start + 65536, size))):
                    copy.write_row((tile.level, tile.index, tile.data, tile.root))
        edge_start = size - len(edge.levels[0])
        cursor.executemany(
            "INSERT INTO ledger_entry (index, kind, object_id, leaf, hash)"
            " VALUES (%s, 'act', gen_random_uuid(), '', %s)",
            [(i, _large_hash(i)) for i in range(edge_start, size)],
        )
    return edge.root()


def _offline() -> list[Row]:
    """The offline verifier as a whole process, on a real proof."""
    from yifa.ledger import bundle
    from yifa.ledger.store import keeping
    from yifa.ledger.store.models import Entry
    from yifa.matters import proofs
    from yifa.registers.scope import WORKER, scope

    with scope(WORKER):
        entry = Entry.objects.filter(kind="act").order_by("index").first()
        assert entry is not None
        made = proofs.bundle_of("act", entry.object_id)
    assert made is not None
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(bundle.encode(made))
        file.flush()
        command = [sys.executable, "-I", "-S", str(TOOL), file.name, "--key", str(keeping.verifier())]
        taken = tuple(_seconds(command) for _ in range(10))
    return [Row("ledger", "verify_proof.py on the proof of an act", "s", taken, 1, note="the whole process")]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={"PATH": os.defpath})
    return time.perf_counter() - start
