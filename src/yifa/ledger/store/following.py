"""A thread that keeps the log up with the queue of leaves, for as long as the worker lives.

It never ends by itself: a trouble is told once, and again when it changes, while the worker's other tasks go on.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator

from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from yifa.ledger.store import sequencer
from yifa.ledger.store.trouble import LedgerTrouble

SECONDS = 0.5
log = logging.getLogger(__name__)


@contextlib.contextmanager
def following(say: Callable[[str], None], seconds: float = SECONDS) -> Iterator[None]:
    """Integrate waiting leaves every `seconds` for the length of the block; `say` is told what is wrong."""
    follower = Follower(say, seconds)
    follower.start()
    try:
        yield
    finally:
        follower.stop()


class Follower(threading.Thread):
    """Rounds of the sequencer, with a database connection of its own."""

    def __init__(self, say: Callable[[str], None], seconds: float = SECONDS) -> None:
        super().__init__(name="yifa-log", daemon=True)
        self._say, self._seconds = say, seconds
        self._stopping = threading.Event()
        self._told = ""

    def stop(self) -> None:
        """End after the round at hand, and wait for that."""
        self._stopping.set()
        self.join()

    def run(self) -> None:
        """Round after round until stopped; at once again while more is waiting."""
        try:
            while not self._stopping.is_set():
                if not self._round():
                    self._stopping.wait(self._seconds)
        finally:
            connection.close()

    def _round(self) -> bool:
        """One round; whether there is more to do. Nothing that happens in it ends the thread."""
        try:
            done = sequencer.integrate()
        except LedgerTrouble as trouble:
            self._tell(f"{trouble.problem}\n{trouble.remedy}\n({trouble.english})")
        except (OperationalError, InterfaceError):
            connection.close()  # the database was restarted: the next round takes a new connection
            self._tell("存证日志暂时连接不上数据库，恢复后自动继续。(The log waits for the database.)")
        except Exception as error:
            connection.close()
            log.exception("a round of the log failed")
            self._tell(f"存证日志的一次登入没有完成，将继续重试。({type(error).__name__})")
        else:
            if self._told:
                self._say("存证日志已恢复登入。(The log goes on.)")
                self._told = ""
            return done is not None and done.more
        return False

    def _tell(self, what: str) -> None:
        if what != self._told:
            self._told = what
            self._say(what)
