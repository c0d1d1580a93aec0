"""The ledger as rows to be shown, and as counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bookmaker.sender.ledger.deliveries import Ledger

STATES = ("sent", "failed", "unknown", "sending", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One delivery. `changed_at` is ISO 8601 in UTC."""

    edition: str
    name: str
    title: str
    channel: str
    reader: str
    state: str
    attempts: int
    reason: str
    reference: str
    changed_at: str


def read_entries(
    ledger: Ledger, *, edition: str = "", states: Iterable[str] = (), channel: str = ""
) -> list[Entry]:
    """Deliveries by edition, channel and reader. `edition` is a book's name, or the beginning of a hash."""
    wanted = tuple(states) or STATES
    marks = ", ".join("?" * len(wanted))
    rows = ledger.read(
        "SELECT edition, name, title, channel, reader, state, attempts, reason, reference, changed_at "
        "FROM deliveries JOIN editions USING (edition) "
        f"WHERE state IN ({marks}) AND (? IN ('', name) OR edition LIKE ? || '%') AND ? IN ('', channel) "
        "ORDER BY planned_at, edition, channel, reader",
        (*wanted, edition, edition or "-", channel),
    )
    names = Entry.__slots__
    return [Entry(**dict(zip(names, row, strict=True))) for row in rows]  # type: ignore[arg-type]


def count_states(entries: Iterable[Entry]) -> dict[str, int]:
    """How many deliveries are in each state, none left out."""
    counts = dict.fromkeys(STATES, 0)
    for entry in entries:
        counts[entry.state] += 1
    return counts


def read_states(ledger: Ledger, edition: str, channel: str) -> dict[str, str]:
    """The state of an edition by reader."""
    rows = ledger.read(
        "SELECT reader, state FROM deliveries WHERE edition = ? AND channel = ?", (edition, channel)
    )
    return {str(reader): str(state) for reader, state in rows}


def count_earlier(ledger: Ledger, edition: str, identifier: str, channel: str) -> int:
    """How many readers have another edition of the same book."""
    rows = ledger.read(
        "SELECT count(DISTINCT reader) FROM deliveries JOIN editions USING (edition) "
        "WHERE identifier = ? AND edition <> ? AND channel = ? AND state = 'sent'",
        (identifier, edition, channel),
    )
    return int(str(rows[0][0]))
