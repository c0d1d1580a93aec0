"""What one line writes into the ledger: two entries a message, and one commit for both.

That a message was sent is written down together with the next intent. Between the two the line touches no
network and waits for nothing, so a program that dies there leaves no more in doubt than one message a line.
"""

from __future__ import annotations

from bookmaker.sender.ledger.deliveries import Claim, Key, Ledger
from bookmaker.sender.outcomes import Outcome, Sent


class Entries:
    """A line's part of the ledger. Whoever is about to wait calls `write_down()` first."""

    def __init__(self, ledger: Ledger):
        self._ledger = ledger
        self._sent: tuple[Key, Outcome] | None = None

    def claim(self, key: Key, *, is_urgent: bool) -> Claim:
        """Take a delivery in hand; what was sent before is written down by then."""
        claim = self._ledger.claim(key, is_urgent=is_urgent, settled=self._sent)
        self._sent = None
        return claim

    def settle(self, key: Key, outcome: Outcome) -> None:
        """Note what became of a delivery. All but the usual is written down at once: others act on it."""
        if isinstance(outcome, Sent):
            self._sent = (key, outcome)
        else:
            self._ledger.settle(key, outcome)

    def write_down(self) -> None:
        """Leave nothing unwritten."""
        if self._sent:
            self._ledger.settle(*self._sent)
            self._sent = None
