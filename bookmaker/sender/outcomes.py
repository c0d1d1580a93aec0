"""What became of one attempt to deliver. A channel says it, the ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has taken the message. `reference` is what it calls it."""

    reference: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """It will not be taken, however often it is tried."""

    reason: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """It has certainly not been taken, and may be tried again. `wait_s` is what the server asks for."""

    reason: str
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """The reader does not want to hear from us: refused, and not to be tried with later editions either."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another address now; nothing has been delivered."""

    address: str


@dataclass(frozen=True, slots=True)
class Divided:
    """Too large for one message: each of these editions, its volumes, is a delivery of its own now."""

    editions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The message was given away and no answer came: it may have been taken or not."""

    reason: str


Outcome = Sent | Refused | Deferred | Blocked | Moved | Divided | Uncertain
