"""Who of a list gets an edition now, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bookmaker.errors import SourceError
from bookmaker.sender.edition import FinishedEdition
from bookmaker.sender.ledger.deliveries import Key, Ledger
from bookmaker.sender.ledger.people import People, read_people, unsubscribe
from bookmaker.sender.ledger.report import count_earlier, read_states
from bookmaker.sender.readers.reader import Channel, Reader, formats_of

#: Why a reader gets nothing now, in the order in which it is asked.
REASONS = (
    "other channel",
    "unsubscribed",
    "other interests",
    "blocked us",
    "sent",
    "failed",
    "unknown",
    "sending",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for. `again` are states to be sent anew: `unknown`, `failed`."""

    channel: Channel
    limit: int | None = None
    again: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Readers in the list's order. `left_out` counts the others by reason."""

    edition: FinishedEdition
    request: Request
    readers: tuple[Reader, ...]
    left_out: dict[str, int]
    later: int
    """Beyond the limit."""
    earlier: int
    """Readers who have another edition of this book."""
    unfinished: Mapping[str, tuple[str, ...]]
    """By reader: volumes, as hashes, that are still to be sent where the book was too large."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """What the ledger knows the deliveries by."""
        return tuple(
            Key(edition=edition, channel=self.request.channel, reader=reader.key)
            for reader in self.readers
            for edition in self.unfinished.get(reader.key, (self.edition.hash,))
        )

    @property
    def kindles(self) -> int:
        """How many go to a Kindle."""
        return sum(reader.format == "kindle" for reader in self.readers)


def make_plan(edition: FinishedEdition, readers: Iterable[Reader], ledger: Ledger, request: Request) -> Plan:
    """Look each reader up. Raises: SourceError where someone wants a file that there is not."""
    people = read_people(ledger)
    states = read_states(ledger, edition.hash, request.channel)
    unfinished = _find_unfinished(edition, states, ledger, request)
    # A book that was divided is sent when its volumes are.
    states |= dict.fromkeys(unfinished, "planned")
    chosen: dict[str, Reader] = {}
    left_out = dict.fromkeys(REASONS, 0)
    for reader in readers:
        present = replace(reader, key=people.present_key(reader.key))
        if present.key != reader.key:
            present = replace(present, address=present.key)
        reason = _reason(present, edition, people, states, request)
        if reason:
            left_out[reason] += 1
        else:
            chosen.setdefault(present.key, present)
    taken = tuple(chosen.values())[: request.limit]
    _check_formats(edition, taken)
    return Plan(
        edition=edition,
        request=request,
        readers=taken,
        left_out={reason: count for reason, count in left_out.items() if count},
        unfinished=unfinished,
        later=len(chosen) - len(taken),
        earlier=count_earlier(ledger, edition.hash, edition.identifier, request.channel),
    )


def _find_unfinished(
    edition: FinishedEdition, states: dict[str, str], ledger: Ledger, request: Request
) -> dict[str, tuple[str, ...]]:
    """By reader, the volumes that a run before has planned and not sent."""
    wanted = {"planned", *request.again}
    found: dict[str, tuple[str, ...]] = {}
    for volume in edition.volumes:
        for reader, state in read_states(ledger, volume.hash, request.channel).items():
            if state in wanted and states.get(reader) == "sent":
                found[reader] = (*found.get(reader, ()), volume.hash)
    return found


def keep_wishes(ledger: Ledger, readers: Iterable[Reader]) -> None:
    """Remember who is marked as unsubscribed, so that no later list brings them back."""
    unsubscribe(ledger, [reader.key for reader in readers if reader.is_unsubscribed])


def _reason(
    reader: Reader, edition: FinishedEdition, people: People, states: dict[str, str], request: Request
) -> str:
    """Why a reader gets nothing now; empty where it is sent."""
    if reader.channel != request.channel:
        return "other channel"
    if reader.is_unsubscribed or reader.key in people.unsubscribed:
        return "unsubscribed"
    subjects = {subject.casefold() for subject in edition.subjects}
    if reader.tags and subjects and not set(reader.tags) & subjects:
        return "other interests"
    if reader.key in people.blocked and "failed" not in request.again:
        return "blocked us"
    state = states.get(reader.key, "planned")
    return "" if state == "planned" or state in request.again else state


def _check_formats(edition: FinishedEdition, readers: tuple[Reader, ...]) -> None:
    for format in ("epub", "pdf"):
        count = sum(format in formats_of(reader.format) for reader in readers)
        if count and not edition.file(format):
            raise SourceError(
                f"{count} readers want {format.upper()}, and {edition.name} has none",
                f"build it with --format epub,pdf beside {edition.files[0].path.name}",
            )
