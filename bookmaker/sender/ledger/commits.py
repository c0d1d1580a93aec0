"""Transactions of many threads on one connection, those that wait for one another committed together.

A commit ends when the disk has it, which takes milliseconds: with one for each message, the disk and not the
server would say how fast a book is sent.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class _Piece(Generic[T]):
    """A piece of work, and what came of it. `result` is there once `is_done`."""

    def __init__(self, work: Callable[[sqlite3.Connection], T]):
        self.work = work
        self.is_done = False
        self.result: T
        self.error: BaseException | None = None

    def do(self, database: sqlite3.Connection) -> None:
        """Do it, or undo it: the others of the transaction must not suffer."""
        database.execute("SAVEPOINT piece")
        try:
            self.result = self.work(database)
        except BaseException as error:  # raised again by the thread that wants the work done
            self.error = error
            database.execute("ROLLBACK TO piece")
        database.execute("RELEASE piece")


class Commits:
    """A connection that all threads of a program share."""

    def __init__(self, database: sqlite3.Connection):
        self._database = database
        self._turn = threading.Lock()
        self._mutex = threading.Lock()
        self._waiting: list[_Piece[object]] = []

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the work in a transaction that is on the disk at the end. Raises: what the work raises."""
        piece = _Piece(work)
        with self._mutex:
            self._waiting.append(piece)  # type: ignore[arg-type]
        with self._turn:
            # Whoever had the turn before may have done it already.
            if not piece.is_done:
                with self._mutex:
                    pieces, self._waiting = self._waiting, []
                self._commit(pieces)
        if piece.error:
            raise piece.error
        return piece.result

    def _commit(self, pieces: list[_Piece[object]]) -> None:
        try:
            with self._transaction() as database:
                for piece in pieces:
                    piece.do(database)
        except BaseException as error:
            for piece in pieces:
                piece.error = error
        for piece in pieces:
            piece.is_done = True

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """A transaction with no other work in it."""
        with self._turn, self._transaction() as database:
            yield database

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """IMMEDIATE, so that no other program writes between what is read here and what is written."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._database
            self._database.execute("COMMIT")
        except BaseException:
            self._database.execute("ROLLBACK")
            raise

    def read(self, query: str, values: Iterable[object] = ()) -> list[tuple[object, ...]]:
        """All rows of a query."""
        with self._turn:
            return self._database.execute(query, tuple(values)).fetchall()

    def close(self) -> None:
        """Close the connection."""
        with self._turn:
            self._database.close()
