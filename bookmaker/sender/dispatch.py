"""The loop that sends: takes deliveries one by one, each through the ledger, over several lines at once.

In: a ledger with planned deliveries, and a carrier. Out: the ledger's new state. What a message is, and how
it travels, is the carrier's business.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from bookmaker.errors import DeliveryError
from bookmaker.progress import Progress
from bookmaker.sender.entries import Entries
from bookmaker.sender.ledger.deliveries import Claim, Key, Ledger
from bookmaker.sender.outcomes import Blocked, Deferred, Divided, Moved, Outcome, Refused, Sent
from bookmaker.sender.pace import Pace
from bookmaker.sender.tasks import Tasks

_LONGEST_WAIT_S = 900.0
#: A server that states how long to wait is asked more often before we give up.
_PATIENCE = 10
#: So many refusals, and not one message taken among them, are not about readers.
_REFUSALS_TO_STOP = 25


class LineDownError(Exception):
    """A connection could not be made, or the server sent it away; it may be tried again."""


class Line(Protocol):
    """One connection to where messages go."""

    needs_rest: bool
    """Whether the server has asked for a pause of this connection."""

    def open(self) -> None:
        """Connect, where there is no connection. Raises: LineDownError; DeliveryError ends the run."""

    def write(self, key: Key) -> Any:
        """A delivery's message; `Refused` or `Divided` where there can be none. Touches no network."""

    def deliver(self, letter: Any) -> Outcome:
        """Send one message. Raises: DeliveryError where the run must end; nothing has been taken then."""

    def close(self) -> None:
        """Say goodbye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How often, how fast, over how many lines."""

    connections: int
    tries: int
    first_wait_s: float
    between_s: float
    """Between two messages of all lines together; 0 is no limit."""

    def wait_s(self, attempt: int) -> float:
        """How long to wait after the `attempt`-th failure in a row, counted from 1."""
        return float(min(self.first_wait_s * 2.0 ** (attempt - 1), _LONGEST_WAIT_S))


class Dispatcher:
    """One run."""

    def __init__(
        self,
        ledger: Ledger,
        make_line: Callable[[], Line],
        terms: Terms,
        progress: Progress,
        stop: threading.Event,
    ):
        self._ledger = ledger
        self._make_line = make_line
        self._terms = terms
        self._progress = progress
        self._stop = stop
        self._halt = threading.Event()
        """Set for the end of this run, whoever wants it."""
        self._pace = Pace(terms.between_s, self._halt)
        self._lock = threading.Lock()
        self._error: BaseException | None = None
        self._failed_connections = 0
        self._refusals = 0

    def run(self, keys: Iterable[Key]) -> None:
        """Send until nothing is left or someone stops it. Raises: DeliveryError where it cannot go on."""
        keys = tuple(keys)
        self._counted = frozenset(keys)
        self._progress.expect("send", len(keys))
        self._tasks = Tasks(keys, self._halt)
        count = min(self._terms.connections, max(len(keys), 1))
        threads = [threading.Thread(target=self._work, name=f"line-{n}", daemon=True) for n in range(count)]
        for thread in threads:
            thread.start()
        # A join that never wakes would keep the interrupt of the keyboard from being heard.
        while any(thread.is_alive() for thread in threads):
            if self._stop.wait(0.05):
                self._halt.set()
                for thread in threads:
                    thread.join()
        if self._error:
            raise self._error

    def _work(self) -> None:
        line, entries = self._make_line(), Entries(self._ledger)
        try:
            try:
                while (task := self._tasks.take(entries.write_down)) is not None:
                    self._serve(line, entries, *task)
            finally:
                entries.write_down()
        except BaseException as error:  # a thread's exception is told by the thread that runs it
            self._fail(error)
        finally:
            line.close()

    def _fail(self, error: BaseException) -> None:
        with self._lock:
            self._error = self._error or error
        self._halt.set()

    def _serve(self, line: Line, entries: Entries, key: Key, is_first: bool) -> None:
        """One attempt at one delivery. The task is given back or done with in any case."""
        try:
            trouble = self._open(line)
            if trouble or not self._pace.wait(entries.write_down):
                self._tasks.put_back(key, 0.0, is_first=is_first)
            else:
                self._attempt(line, entries, key, is_first)
        finally:
            self._tasks.done()
        if trouble:
            self._rest(trouble)

    def _attempt(self, line: Line, entries: Entries, key: Key, is_first: bool) -> None:
        letter = line.write(key)
        claim = entries.claim(key, is_urgent=is_first)
        if claim.is_ours:
            self._settle(line, entries, key, letter, claim)
        elif claim.due_s is not None:
            self._tasks.put_back(key, self._ledger.seconds_until(claim.due_s))
        else:
            self._advance(key)

    def _settle(self, line: Line, entries: Entries, key: Key, letter: Any, claim: Claim) -> None:
        if isinstance(letter, Refused | Divided):
            outcome: Outcome = letter
        else:
            try:
                outcome = line.deliver(letter)
            except DeliveryError as error:
                entries.settle(key, Deferred(error.message))
                raise
            outcome = self._judge(outcome, claim.attempts)
        entries.settle(key, outcome)
        match outcome:
            case Deferred(_, wait_s):
                self._tasks.put_back(key, wait_s or 0.0)
            case Moved(address):
                self._tasks.put_back(
                    Key(edition=key.edition, channel=key.channel, reader=address.casefold()), 0.0
                )
            case Divided(editions):
                for edition in editions:
                    volume = Key(edition=edition, channel=key.channel, reader=key.reader)
                    self._tasks.put_back(volume, 0.0, is_first=True)
                self._advance(key)
            case _:
                self._advance(key)

    def _advance(self, key: Key) -> None:
        """A delivery of the plan is done with; volumes were not in it."""
        if key in self._counted:
            self._progress.advance("send")

    def _judge(self, outcome: Outcome, attempts: int) -> Outcome:
        """Give every wait a length, and every delivery a last attempt."""
        if isinstance(outcome, Deferred):
            most = self._terms.tries * (1 if outcome.wait_s is None else _PATIENCE)
            if attempts >= most:
                return Refused(f"{outcome.reason} (given up after {attempts} attempts)")
            if outcome.wait_s is not None:
                self._pace.hold(outcome.wait_s)
                return outcome
            return Deferred(outcome.reason, self._terms.wait_s(attempts))
        self._failed_connections = 0
        if isinstance(outcome, Sent | Moved | Blocked):
            self._refusals = 0
        elif isinstance(outcome, Refused):
            self._refusals += 1
            if self._refusals >= _REFUSALS_TO_STOP:
                message = f"the server refused {self._refusals} messages in a row: {outcome.reason}"
                self._fail(DeliveryError(message, "look at what it says; then use --resend-failed"))
        return outcome

    def _open(self, line: Line) -> str:
        """Open the line. Why it must rest, where it is not open."""
        if line.needs_rest:
            line.needs_rest = False
            return "the server sends connections away"
        try:
            line.open()
        except LineDownError as error:
            return str(error)
        return ""

    def _rest(self, reason: str) -> None:
        """Let this line rest; others may have what it gave back. Raises: DeliveryError where none gets on."""
        with self._lock:
            self._failed_connections += 1
            failed = self._failed_connections
        # Each line may fail as often as a message may.
        if failed > self._terms.tries * self._terms.connections:
            raise DeliveryError(
                f"cannot go on: {reason}", "run the command again later; nothing is sent twice"
            )
        self._tasks.rest(self._terms.wait_s(1 + (failed - 1) // self._terms.connections))
