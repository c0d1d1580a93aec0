"""A book that is too large for a message goes in volumes, each once, also over several runs."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path

import pytest

from bookmaker.errors import SourceError
from bookmaker.progress import Silence
from bookmaker.sender.dispatch import Dispatcher, Terms
from bookmaker.sender.edition import FinishedEdition
from bookmaker.sender.ledger.deliveries import Key, Ledger
from bookmaker.sender.ledger.report import read_entries
from bookmaker.sender.mail.message import Packed
from bookmaker.sender.mail.writer import LetterWriter, Sender
from bookmaker.sender.outcomes import Deferred, Divided, Outcome, Refused, Sent
from bookmaker.sender.plan import Plan, Request, make_plan
from bookmaker.sender.readers.reader import Reader, ReaderFormat
from bookmaker.sender.volumes import add_volumes
from tests.small_book import FIRST, SECOND, TITLE, write_book

_LARGE, _SMALL = 1_200_000, 500_000


def book(folder: Path, padding: int = _SMALL, *, with_pdf: bool = False) -> FinishedEdition:
    """A large book, and its chapters as two volumes of so many bytes each."""
    (folder / "volumes").mkdir()
    for number, chapters in enumerate((FIRST, SECOND), start=1):
        write_book(
            folder / "volumes", title=f"{TITLE}. Том {number}", identifier=f"urn:uuid:{number}",
            name=f"balkon-2024-{number}", chapters=chapters, padding=padding, with_pdf=with_pdf,
        )  # fmt: skip
    return add_volumes(write_book(folder, padding=_LARGE, with_pdf=with_pdf))


def reader(name: str, format: ReaderFormat = "epub") -> Reader:
    return Reader(key=f"{name}@example.org", address=f"{name}@example.org", channel="mail", format=format)


def writer(edition: FinishedEdition, *readers: Reader, shelf: str = "") -> LetterWriter:
    sender = Sender(
        address=Address("", "books", "example.org"), reply_to=None, shelf=shelf, limit_mb=1.0,
        unsubscribe_url="", unsubscribe_mail="",
    )  # fmt: skip
    return LetterWriter(
        edition, sender, {one.key: one for one in readers}, {}, lambda: datetime(2024, 3, 13, tzinfo=UTC)
    )


def key(edition: str, name: str = "a") -> Key:
    return Key(edition=edition, channel="mail", reader=f"{name}@example.org")


def test_volumes_are_editions_of_their_own_in_their_order(tmp_path: Path) -> None:
    edition = book(tmp_path)
    assert [volume.title for volume in edition.volumes] == [f"{TITLE}. Том 1", f"{TITLE}. Том 2"]
    assert len({edition.hash, *(volume.hash for volume in edition.volumes)}) == 3


def test_a_volume_that_is_missing_or_left_over_is_told(tmp_path: Path) -> None:
    edition = book(tmp_path)
    volume = tmp_path / "volumes/balkon-2024-2.epub"
    volume.rename(other := volume.with_name("other.epub"))
    with pytest.raises(SourceError, match="lack the chapter “A Loaf <in> Eleven Hours”"):
        add_volumes(edition)
    other.rename(volume)
    write_book(tmp_path / "volumes", name="balkon-2024-3", chapters=SECOND, with_pdf=False)
    with pytest.raises(SourceError, match=r"balkon-2024-3 in .* has no chapter that is still missing"):
        add_volumes(edition)


@pytest.mark.parametrize("shelf", ["", "https://example.org/books/"])
def test_what_fits_in_volumes_goes_in_volumes_before_a_link(tmp_path: Path, shelf: str) -> None:
    edition = book(tmp_path)
    letters = writer(edition, reader("a"), shelf=shelf)
    assert letters.write(key(edition.hash)) == Divided(tuple(volume.hash for volume in edition.volumes))
    for volume in edition.volumes:
        letter = letters.write(key(volume.hash))
        assert isinstance(letter, Packed)
        assert letter.size_bytes <= 1_000_000


@pytest.mark.parametrize(("format", "padding"), [("epub", 900_000), ("pdf", _SMALL)])
def test_volumes_that_do_not_all_fit_or_are_not_needed_are_not_sent(
    tmp_path: Path, format: ReaderFormat, padding: int
) -> None:
    edition = book(tmp_path, padding, with_pdf=format == "pdf")
    letter = writer(edition, reader("a", format)).write(key(edition.hash))
    assert isinstance(letter, Packed if format == "pdf" else Refused)


class Line:
    """Delivers the letters of a writer as a script says."""

    needs_rest = False

    def __init__(self, letters: LetterWriter, answers: dict[str, Outcome], taken: list[str]):
        self._letters, self._answers, self._taken = letters, answers, taken

    def open(self) -> None:
        """Nothing is to be opened."""

    def close(self) -> None:
        """Nothing is open."""

    def write(self, key: Key) -> tuple[str, Packed] | Refused | Divided:
        letter = self._letters.write(key)
        return (key.edition, letter) if isinstance(letter, Packed) else letter

    def deliver(self, letter: tuple[str, Packed]) -> Outcome:
        outcome = self._answers.get(letter[0], Sent())
        if outcome == Sent():
            self._taken.append(letter[0])
        return outcome


def send(ledger: Ledger, edition: FinishedEdition, answers: dict[str, Outcome], *again: str) -> list[str]:
    """A run; gives the hashes of the editions that were taken."""
    plan: Plan = make_plan(edition, [reader("a")], ledger, Request(channel="mail", again=frozenset(again)))
    for one in (edition, *edition.volumes):
        ledger.plan(
            [key for key in plan.keys if key.edition == one.hash], edition=one.hash,
            identifier=one.identifier, title=one.title, name=one.name, again=plan.request.again,
        )  # fmt: skip
    taken: list[str] = []
    letters = writer(edition, reader("a"))
    terms = Terms(connections=1, tries=2, first_wait_s=0.01, between_s=0)
    line = Line(letters, answers, taken)
    Dispatcher(ledger, lambda: line, terms, Silence(), threading.Event()).run(plan.keys)
    return taken


def test_each_volume_is_taken_once_and_a_later_run_sends_what_is_left(tmp_path: Path) -> None:
    edition = book(tmp_path)
    first, second = (volume.hash for volume in edition.volumes)
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.begin()
        assert send(ledger, edition, {second: Deferred("452 no room")}) == [first]
        states = {entry.edition: (entry.state, entry.reason) for entry in read_entries(ledger)}
        assert states == {
            edition.hash: ("sent", "in 2 volumes"),
            first: ("sent", ""),
            second: ("failed", "452 no room (given up after 2 attempts)"),
        }
        assert send(ledger, edition, {}) == []
        assert send(ledger, edition, {}, "failed") == [second]
        assert send(ledger, edition, {}, "failed", "unknown") == []


def test_a_run_that_ends_between_volumes_is_gone_on_with(tmp_path: Path) -> None:
    edition = book(tmp_path)
    volumes = [volume.hash for volume in edition.volumes]
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.begin()
        for one in (edition, *edition.volumes):
            whole = [key(edition.hash)] if one is edition else []
            ledger.plan(whole, edition=one.hash, identifier=one.identifier, title="", name="")
        assert ledger.claim(key(edition.hash)).is_ours
        ledger.settle(key(edition.hash), Divided(tuple(volumes)))
        assert send(ledger, edition, {}) == volumes
        assert send(ledger, edition, {}) == []
