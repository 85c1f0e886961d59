"""Tasks of the queue for accounts."""

from __future__ import annotations

from procrastinate.contrib.django import app

from yifa.accounts import throttle


@app.periodic(cron="*/10 * * * *")
@app.task(name="yifa.accounts.forget_counts", queue="effects", queueing_lock="forget_counts")
def forget_counts(timestamp: int) -> None:
    """Remove the request counts of minutes that are over."""
    throttle.forget()
