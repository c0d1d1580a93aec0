"""What the ledger knows of readers: who wants no more mail, who has blocked us, whose chat has moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bookmaker.sender.ledger.deliveries import Ledger
from bookmaker.sender.readers.reader import AddressError, read_address

_UNSUBSCRIBED = "unsubscribed"


@dataclass(frozen=True, slots=True)
class People:
    """Readers by their keys. `moved` leads from a chat's former address to its present one."""

    unsubscribed: frozenset[str]
    blocked: frozenset[str]
    moved: dict[str, str]

    def present_key(self, key: str) -> str:
        """The key that a chat goes by now."""
        seen = {key}
        while (after := self.moved.get(key, key)) not in seen:
            key = after
            seen.add(key)
        return key


def read_people(ledger: Ledger) -> People:
    """All that is known."""
    rows = ledger.read("SELECT reader, unsubscribed_at, blocked_at, moved_to FROM readers")
    return People(
        unsubscribed=frozenset(str(row[0]) for row in rows if row[1]),
        blocked=frozenset(str(row[0]) for row in rows if row[2]),
        moved={str(row[0]): str(row[3]) for row in rows if row[3]},
    )


def read_tokens(ledger: Ledger) -> dict[str, str]:
    """What each reader's link to unsubscribe carries, by key. It says nothing of the address."""
    return {str(row[0]): str(row[1]) for row in ledger.read("SELECT reader, token FROM readers")}


def unsubscribe(ledger: Ledger, keys: Iterable[str]) -> int:
    """Never write to these readers again, whatever list names them. Returns how many are new to this."""
    keys = list(keys)
    ledger.add_readers(keys)
    count = 0
    with ledger.writing() as database:
        for key in keys:
            changed = database.execute(
                "UPDATE readers SET unsubscribed_at = ? WHERE reader = ? AND unsubscribed_at IS NULL",
                (ledger.now(), key),
            )
            count += changed.rowcount
            database.execute(
                "UPDATE deliveries SET state = 'failed', reason = ?, changed_at = ? "
                "WHERE reader = ? AND state = 'planned'",
                (_UNSUBSCRIBED, ledger.now(), key),
            )
    return count


def find_reader(ledger: Ledger, text: str) -> str:
    """The key of an address or of a token from a link. Raises: AddressError where it is neither."""
    text = text.strip()
    rows = ledger.read("SELECT reader FROM readers WHERE token = ?", (text,))
    if rows:
        return str(rows[0][0])
    if "@" not in text and not text.lstrip("-").isdecimal():
        raise AddressError("no reader has this token")
    return read_address(text)[1]
