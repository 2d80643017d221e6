"""Transactions of many threads over one connection: those that wait for each other share a commit.

So a slow disk holds each of them back once, however many there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, get_ident


class _Shared:
    """A commit that several wait for."""

    __slots__ = ("_fault", "_over")

    def __init__(self) -> None:
        self._over = Event()
        self._fault: BaseException | None = None

    def end(self, fault: BaseException | None) -> None:
        """All of it is durable, or nothing of it, over this."""
        self._fault = fault
        self._over.set()

    def wait(self) -> None:
        self._over.wait()
        if self._fault is not None:
            raise self._fault


class Commits:
    """Whoever ends a transaction while another waits for its turn leaves the commit to that one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._turn = Lock()
        self._counting = Lock()
        self._coming = 0
        self._shared: _Shared | None = None
        self._thread: int | None = None

    @property
    def mine(self) -> bool:
        """Whether this thread is in a transaction."""
        return self._thread == get_ident()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block or nothing of it, whatever comes of the others; durable when this ends."""
        self._come()
        try:
            try:
                with self._part() as shared:
                    self._thread = get_ident()
                    yield self._connection
            finally:
                self._thread = None
                if not self._coming:
                    self._commit()
        finally:
            self._turn.release()
        shared.wait()

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """The connection with no transaction open."""
        with self._turn:
            self._commit()
            yield self._connection

    def _come(self) -> None:
        with self._counting:
            self._coming += 1
        try:
            self._turn.acquire()
        finally:
            with self._counting:
                self._coming -= 1

    @contextmanager
    def _part(self) -> Iterator[_Shared]:
        """All of the block or nothing of it. Only behind others it needs a point to go back to."""
        shared, first = self._shared, self._shared is None
        if shared is None:
            self._connection.execute("BEGIN IMMEDIATE")
            shared = self._shared = _Shared()
        else:
            self._connection.execute("SAVEPOINT part")
        try:
            yield shared
        except BaseException as fault:
            self._take_back(shared, fault, all_of_it=first)
            raise
        if not first:
            self._connection.execute("RELEASE part")

    def _take_back(self, shared: _Shared, fault: BaseException, *, all_of_it: bool) -> None:
        # Over some faults SQLite itself has taken back all of it.
        if self._connection.in_transaction and not all_of_it:
            self._connection.execute("ROLLBACK TO part")
            self._connection.execute("RELEASE part")
            return
        self._shared = None
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        shared.end(fault)

    def _commit(self) -> None:
        shared, self._shared = self._shared, None
        if shared is None:
            return
        try:
            self._connection.execute("COMMIT")
        except BaseException as fault:
            shared.end(fault)
            raise
        else:
            shared.end(None)
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
