"""Tasks of the queue. Each job runs in one transaction under an explicit worker scope."""

from __future__ import annotations

import contextlib
import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Min, Q
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from yifa.ledger.store import sequencer
from yifa.ledger.store.trouble import LedgerTrouble
from yifa.matters import children, disclosure, effects, erasure, figure_recount, lapsing, proofs, watch
from yifa.matters.models import Effect
from yifa.matters.queue import RUN_EFFECTS
from yifa.matters.recompute import recompute_open
from yifa.registers.scope import WORKER, scope

log = logging.getLogger(__name__)


@app.task(
    name="yifa.matters.run_effects", queue="effects", retry=RetryStrategy(max_attempts=8, exponential_wait=3)
)
def run_effects(act_id: str, agency_id: str) -> None:
    """Do the effects of one act; raises when one is left, so that the queue tries again.

    A served paper carries the proof of its act, which therefore stands in a checkpoint before the paper is made.
    """
    with scope(WORKER):
        unproved = effects.wants_proof(act_id) and not proofs.is_covered(act_id)
    if unproved:
        with contextlib.suppress(LedgerTrouble):  # the worker says so; what needs no proof goes on
            sequencer.catch_up()
    with scope(WORKER):
        effects.run(act_id)
    with scope(WORKER):
        left = Effect.objects.filter(act_id=act_id, state="queued").exclude(problem="").first()
        if left is not None:
            raise effects.EffectProblem(left.problem)


@app.periodic(cron="*/5 * * * *")
@app.task(name="yifa.matters.requeue_stalled", queue="effects", queueing_lock="requeue_stalled")
def requeue_stalled(timestamp: int) -> None:
    """Queue again the effects of acts whose job was lost with its worker, unless that was done already.

    What waits for another matter (to be opened or told) is tried as long as it waits; those tried least go first, so
    that however many wait, none is passed over.
    """
    with scope(WORKER):
        acts = (
            Effect.objects.filter(
                Q(attempts__lt=8) | Q(problem=erasure.WAITING) | Q(name__in=children.NAMES), state="queued"
            )
            .values("act_id", "agency_id")
            .annotate(least=Min("attempts"))
            .order_by("least", "act_id")
            .values_list("act_id", "agency_id")[:500]
        )
        for act_id, agency_id in acts:
            with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
                job = app.configure_task(RUN_EFFECTS, queue="effects", queueing_lock=f"again {act_id}")
                job.defer(act_id=str(act_id), agency_id=str(agency_id))


@app.task(name="yifa.matters.recompute_clocks", queue="effects")
def recompute_clocks(reason: str) -> None:
    """Recompute open clocks after the calendar changed. Opens its own transactions, batch by batch."""
    seen, changed = recompute_open(reason, _logged)
    log.info("clocks recomputed: %d looked at, %d changed", seen, changed)


@app.task(
    name="yifa.matters.recompute_figures", queue="effects", retry=RetryStrategy(max_attempts=3, wait=60)
)
def recompute_figures(change_id: str) -> None:
    """Recompute the clocks that one change of a figure overlay reaches."""
    seen, changed = figure_recount.recompute(change_id, _logged)
    log.info("clocks recomputed for figures: %d looked at, %d changed", seen, changed)


def _logged(done: int, total: int) -> None:
    log.info("recomputing clocks: %d of %d", done, total)


@app.periodic(cron="7 * * * *")
@app.task(name="yifa.matters.publish_due", queue="effects", queueing_lock="publish_due")
def publish_due(timestamp: int) -> None:
    """Publish decisions whose disclosure falls due within a day."""
    with scope(WORKER):
        disclosure.publish_due(timedelta(days=1))


@app.periodic(cron="23 * * * *")
@app.task(name="yifa.matters.watch_open", queue="effects", queueing_lock="watch_open")
def watch_open(timestamp: int) -> None:
    """Raise and close alerts on open matters by the rules their procedures watch."""
    watch.watch_open()


@app.periodic(cron="37 * * * *")
@app.task(name="yifa.matters.lapse_due", queue="effects", queueing_lock="lapse_due")
def lapse_due(timestamp: int) -> None:
    """Record what the law makes of clocks that are over."""
    lapsing.lapse_due()
