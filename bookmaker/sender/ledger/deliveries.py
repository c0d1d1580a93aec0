"""The ledger proper: deliveries and the only ways in which their state may change.

    planned → sending → sent | failed | unknown        sending → planned: certainly not taken, tried again

The intent, `sending`, is on the disk before the network is touched. What a dead program left in `sending`
is `unknown` and stays so until someone asks for it to be sent again.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bookmaker.sender.ledger.commits import Commits
from bookmaker.sender.ledger.runs import Run, is_alive, known_runs
from bookmaker.sender.ledger.schema import open_database
from bookmaker.sender.outcomes import Blocked, Deferred, Divided, Moved, Outcome, Refused, Sent, Uncertain

_CRASHED = "the sending program ended while the message was on its way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a delivery is known by. `edition` is a SHA-256, `reader` a normalised address."""

    edition: str
    channel: str
    reader: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What came of asking for a delivery: ours, ours later (`due_s`, the clock's), or nobody's to send."""

    is_ours: bool
    due_s: float | None = None
    attempts: int = 0


class Ledger:
    """An open ledger. All threads of a program share one; other programs may have it open, too."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self.path = path
        self._clock = clock
        self._commits = Commits(open_database(path))
        self._run: Run | None = None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        if self._run:
            self._run.end()
        self._commits.close()

    def begin(self) -> None:
        """Begin to send. What programs that are no more had in hand is unknown from now on."""
        self._run = self._run or Run(self.path)
        with self.writing() as database:
            rows = database.execute("SELECT DISTINCT run FROM deliveries WHERE state = 'sending'")
            runs = {run for (run,) in rows} | set(known_runs(self.path))
            for run in runs - {self._run.id}:
                if not is_alive(self.path, run):
                    self._declare_unknown(database, run)

    def _declare_unknown(self, database: sqlite3.Connection, run: str) -> None:
        database.execute(
            "UPDATE deliveries SET state = 'unknown', reason = ?, changed_at = ? "
            "WHERE state = 'sending' AND run = ?",
            (_CRASHED, self.now(), run),
        )

    def add_readers(self, readers: Iterable[str]) -> None:
        """Know these readers from now on; each gets a token to unsubscribe with."""
        with self.writing() as database:
            rows = ((reader, secrets.token_urlsafe(16)) for reader in readers)
            database.executemany("INSERT OR IGNORE INTO readers (reader, token) VALUES (?, ?)", rows)

    def plan(
        self,
        keys: Iterable[Key],
        *,
        edition: str,
        identifier: str,
        title: str,
        name: str,
        again: frozenset[str] = frozenset(),
    ) -> None:
        """Write down what is to be sent of an edition, and the edition itself.

        `again` names states that are planned anew: unknown, failed.
        """
        keys = list(keys)
        self.add_readers(key.reader for key in keys)
        now = self.now()
        with self.writing() as database:
            row = (edition, identifier, title, name, now)
            database.execute("INSERT OR IGNORE INTO editions VALUES (?, ?, ?, ?, ?)", row)
            database.executemany(
                "INSERT OR IGNORE INTO deliveries (edition, channel, reader, state, changed_at) "
                "VALUES (?, ?, ?, 'planned', ?)",
                ((key.edition, key.channel, key.reader, now) for key in keys),
            )
            database.executemany(
                "UPDATE deliveries SET state = 'planned', attempts = 0, due_s = 0, changed_at = ? "
                "WHERE edition = ? AND channel = ? AND reader = ? AND state = ?",
                ((now, key.edition, key.channel, key.reader, state) for key in keys for state in again),
            )

    def claim(
        self, key: Key, *, is_urgent: bool = False, settled: tuple[Key, Outcome] | None = None
    ) -> Claim:
        """Take a planned delivery in hand, as one step that no other program can share.

        `is_urgent` disregards how long it should wait yet: at the beginning of a run. `settled` is written
        down in the same commit: what became of the delivery before.
        """
        assert self._run, "begin() comes first"
        run = self._run.id

        def work(database: sqlite3.Connection) -> Claim:
            if settled:
                self._settle(database, *settled)
            return self._claim(database, key, run, is_urgent)

        return self._commits.run(work)

    def _claim(self, database: sqlite3.Connection, key: Key, run: str, is_urgent: bool) -> Claim:
        now_s = self._clock().timestamp()
        row = database.execute(
            "UPDATE deliveries SET state = 'sending', attempts = attempts + 1, run = ?, changed_at = ? "
            "WHERE edition = ? AND channel = ? AND reader = ? AND state = 'planned' AND due_s <= ? "
            "AND NOT EXISTS (SELECT 1 FROM readers WHERE readers.reader = deliveries.reader "
            "AND unsubscribed_at IS NOT NULL) RETURNING attempts",
            (
                run, self.now(), key.edition, key.channel, key.reader,
                float("inf") if is_urgent else now_s,
            ),
        ).fetchone()  # fmt: skip
        if row:
            return Claim(True, attempts=row[0])
        row = database.execute(
            "SELECT due_s FROM deliveries WHERE edition = ? AND channel = ? AND reader = ? "
            "AND state = 'planned' AND due_s > ?",
            (key.edition, key.channel, key.reader, now_s),
        ).fetchone()
        return Claim(False, due_s=row[0] if row else None)

    def settle(self, key: Key, outcome: Outcome) -> None:
        """Write down what became of a delivery in hand. One put off is due as many seconds from now."""
        self._commits.run(lambda database: self._settle(database, key, outcome))

    def _settle(self, database: sqlite3.Connection, key: Key, outcome: Outcome) -> None:
        if isinstance(outcome, Moved):
            self._move(database, key, outcome.address.casefold())
            return
        if isinstance(outcome, Divided):
            database.executemany(
                "INSERT OR IGNORE INTO deliveries (edition, channel, reader, state, changed_at) "
                "VALUES (?, ?, ?, 'planned', ?)",
                ((edition, key.channel, key.reader, self.now()) for edition in outcome.editions),
            )
        if isinstance(outcome, Blocked):
            database.execute("UPDATE readers SET blocked_at = ? WHERE reader = ?", (self.now(), key.reader))
        state, reason, reference, wait_s = _entry(outcome)
        due_s = self._clock().timestamp() + wait_s if wait_s else 0.0
        database.execute(
            "UPDATE deliveries SET state = ?, reason = ?, reference = ?, due_s = ?, changed_at = ? "
            "WHERE edition = ? AND channel = ? AND reader = ? AND state = 'sending'",
            (state, reason, reference, due_s, self.now(), key.edition, key.channel, key.reader),
        )

    def _move(self, database: sqlite3.Connection, key: Key, address: str) -> None:
        """The chat's delivery goes on under its new address, unless there is one already."""
        now = self.now()
        database.execute(
            "INSERT OR IGNORE INTO readers (reader, token) VALUES (?, ?)",
            (address, secrets.token_urlsafe(16)),
        )
        database.execute("UPDATE readers SET moved_to = ? WHERE reader = ?", (address, key.reader))
        where = "WHERE edition = ? AND channel = ? AND reader = ?"
        database.execute(
            f"UPDATE OR IGNORE deliveries SET reader = ?, state = 'planned', changed_at = ? {where}",
            (address, now, key.edition, key.channel, key.reader),
        )
        database.execute(f"DELETE FROM deliveries {where}", (key.edition, key.channel, key.reader))

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """One transaction, alone among threads and programs."""
        return self._commits.alone()

    def read(self, query: str, values: Iterable[object] = ()) -> list[tuple[object, ...]]:
        """All rows of a query."""
        return self._commits.read(query, values)

    def seconds_until(self, due_s: float) -> float:
        """From now until a moment that `claim` gave."""
        return max(due_s - self._clock().timestamp(), 0.0)

    def now(self) -> str:
        """The moment, as it is written down."""
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")


def _entry(outcome: Outcome) -> tuple[str, str, str, float]:
    """State, reason, reference, and seconds to wait."""
    match outcome:
        case Sent(reference, note):
            return "sent", note, reference, 0.0
        case Refused(reason) | Blocked(reason):
            return "failed", reason, "", 0.0
        case Deferred(reason, wait_s):
            return "planned", reason, "", wait_s or 0.0
        case Uncertain(reason):
            return "unknown", reason, "", 0.0
        case Divided(editions):
            return "sent", f"in {len(editions)} volumes", "", 0.0
        case Moved(address):
            return "planned", f"the chat is {address} now", "", 0.0
