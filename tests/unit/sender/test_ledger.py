"""The ledger: states change only as they may, for all threads and programs, and nothing is forgotten."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bookmaker.errors import DeliveryError
from bookmaker.sender.ledger.deliveries import Key, Ledger
from bookmaker.sender.ledger.people import find_reader, read_people, read_tokens, unsubscribe
from bookmaker.sender.ledger.report import count_states, read_entries, read_states
from bookmaker.sender.ledger.runs import Run, is_alive, known_runs
from bookmaker.sender.ledger.schema import open_database
from bookmaker.sender.outcomes import Blocked, Deferred, Moved, Outcome, Refused, Sent, Uncertain
from bookmaker.sender.readers.reader import AddressError

FORK = multiprocessing.get_context("fork")


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2024, 3, 13, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def key(number: int, channel: str = "mail") -> Key:
    return Key(edition="e" * 64, channel=channel, reader=f"r{number}@example.org")


def plan(ledger: Ledger, *keys: Key, again: frozenset[str] = frozenset()) -> None:
    ledger.plan(keys, edition="e" * 64, identifier="urn:uuid:1", title="Окна", name="okna", again=again)


def states(ledger: Ledger) -> dict[str, str]:
    return read_states(ledger, "e" * 64, "mail")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite3", clock) as opened:
        opened.begin()
        plan(opened, key(1))
        yield opened


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Sent("250 taken"), "sent"),
        (Refused("550 no such mailbox"), "failed"),
        (Blocked("403"), "failed"),
        (Uncertain("silence"), "unknown"),
        (Deferred("451", 5.0), "planned"),
    ],
)
def test_each_outcome_has_its_state_and_reason(ledger: Ledger, outcome: Outcome, state: str) -> None:
    assert ledger.claim(key(1)).is_ours
    ledger.settle(key(1), outcome)
    (entry,) = read_entries(ledger)
    assert (entry.state, entry.attempts) == (state, 1)
    assert entry.reason == getattr(outcome, "reason", "")
    assert entry.reference == getattr(outcome, "reference", "")


@pytest.mark.parametrize("outcome", [Sent(), Refused("no"), Uncertain("?")])
def test_what_is_settled_cannot_be_claimed_or_settled_again(ledger: Ledger, outcome: Outcome) -> None:
    ledger.claim(key(1))
    ledger.settle(key(1), outcome)
    before = states(ledger)
    assert not ledger.claim(key(1), is_urgent=True).is_ours
    ledger.settle(key(1), Refused("later"))
    plan(ledger, key(1))
    assert states(ledger) == before


def test_what_is_put_off_is_ours_later_or_when_it_is_urgent(ledger: Ledger, clock: Clock) -> None:
    ledger.claim(key(1))
    ledger.settle(key(1), Deferred("451", 30.0))
    later = ledger.claim(key(1))
    assert not later.is_ours
    assert later.due_s is not None
    assert ledger.seconds_until(later.due_s) == 30.0
    clock.now += timedelta(seconds=31)
    assert ledger.claim(key(1)).attempts == 2
    ledger.settle(key(1), Deferred("451", 30.0))
    assert ledger.claim(key(1), is_urgent=True).is_ours


@pytest.mark.parametrize("state", ["unknown", "failed"])
def test_only_who_is_named_is_planned_again(ledger: Ledger, state: str) -> None:
    plan(ledger, key(2))
    for number, outcome in ((1, Uncertain("?")), (2, Refused("no"))):
        ledger.claim(key(number))
        ledger.settle(key(number), outcome)
    plan(ledger, key(1), key(2), again=frozenset({state}))
    planned = {reader for reader, now in states(ledger).items() if now == "planned"}
    assert planned == {key(1 if state == "unknown" else 2).reader}


def test_threads_never_claim_the_same_delivery(ledger: Ledger) -> None:
    keys = [key(number) for number in range(40)]
    plan(ledger, *keys)
    ours: list[Key] = []

    def claim_all() -> None:
        ours.extend(one for one in keys if ledger.claim(one).is_ours)

    threads = [threading.Thread(target=claim_all) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.reader for one in ours) == sorted(one.reader for one in keys)


def _claim_in_program(path: Path, count: int, queue: multiprocessing.Queue[list[int]]) -> None:
    with Ledger(path) as own:
        own.begin()
        queue.put([number for number in range(count) if own.claim(key(number)).is_ours])


def test_programs_never_claim_the_same_delivery(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    with Ledger(path) as opened:
        plan(opened, *map(key, range(30)))
    queue: multiprocessing.Queue[list[int]] = FORK.Queue()
    programs = [FORK.Process(target=_claim_in_program, args=(path, 30, queue)) for _ in range(3)]
    for program in programs:
        program.start()
    claimed = [queue.get(timeout=30) for _ in programs]
    for program in programs:
        program.join()
    assert sorted(number for numbers in claimed for number in numbers) == list(range(30))


def _claim_and_wait(path: Path, ready: multiprocessing.Queue[int]) -> None:
    with Ledger(path) as own:
        own.begin()
        own.claim(key(1))
        ready.put(1)
        time.sleep(60)


def test_what_a_killed_program_had_in_hand_is_unknown_and_what_a_live_one_has_is_not(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    with Ledger(path) as ledger:
        plan(ledger, key(1), key(2))
        ready: multiprocessing.Queue[int] = FORK.Queue()
        program = FORK.Process(target=_claim_and_wait, args=(path, ready))
        program.start()
        ready.get(timeout=30)
        ledger.begin()
        assert states(ledger) == {key(1).reader: "sending", key(2).reader: "planned"}
        assert program.pid
        os.kill(program.pid, signal.SIGKILL)
        program.join()
        ledger.begin()
        assert states(ledger) == {key(1).reader: "unknown", key(2).reader: "planned"}
        (entry,) = read_entries(ledger, states=["unknown"])
        assert "ended while the message was on its way" in entry.reason
        assert not ledger.claim(key(1), is_urgent=True).is_ours
        assert len(known_runs(path)) == 1


def test_a_run_is_alive_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    run = Run(path)
    assert is_alive(path, run.id)
    run.end()
    assert not is_alive(path, run.id)
    assert known_runs(path) == []


def test_who_unsubscribes_is_not_written_to_not_even_by_a_run_that_has_begun(ledger: Ledger) -> None:
    plan(ledger, key(2))
    assert unsubscribe(ledger, [key(2).reader, "new@example.org"]) == 2
    assert unsubscribe(ledger, [key(2).reader]) == 0
    assert not ledger.claim(key(2), is_urgent=True).is_ours
    assert states(ledger)[key(2).reader] == "failed"
    assert read_people(ledger).unsubscribed == {key(2).reader, "new@example.org"}


def test_a_reader_is_found_by_address_and_by_token(ledger: Ledger) -> None:
    token = read_tokens(ledger)[key(1).reader]
    assert len(token) >= 20
    assert find_reader(ledger, f" {token}\n") == key(1).reader
    assert find_reader(ledger, "R1@Example.org") == key(1).reader
    with pytest.raises(AddressError):
        find_reader(ledger, "no-such-token")


def test_a_moved_chat_goes_on_under_its_new_address_and_has_one_delivery(ledger: Ledger) -> None:
    old, new = (Key(edition="e" * 64, channel="telegram", reader=name) for name in ("-12345", "-10012345"))
    plan(ledger, old)
    ledger.claim(old)
    ledger.settle(old, Moved("-10012345"))
    assert read_states(ledger, "e" * 64, "telegram") == {"-10012345": "planned"}
    assert read_people(ledger).present_key("-12345") == "-10012345"
    ledger.claim(new)
    ledger.settle(new, Sent())
    plan(ledger, old)
    ledger.claim(old)
    ledger.settle(old, Moved("-10012345"))
    assert read_states(ledger, "e" * 64, "telegram") == {"-10012345": "sent"}


def test_entries_are_found_by_name_hash_state_and_channel(ledger: Ledger) -> None:
    plan(ledger, key(2, "telegram"))
    assert len(read_entries(ledger)) == 2
    assert len(read_entries(ledger, edition="okna")) == len(read_entries(ledger, edition="eeee")) == 2
    assert read_entries(ledger, edition="okn") == []
    assert [entry.reader for entry in read_entries(ledger, channel="telegram")] == [key(2).reader]
    assert read_entries(ledger, states=["sent"]) == []
    counts = {"sent": 0, "failed": 0, "unknown": 0, "sending": 0, "planned": 2}
    assert count_states(read_entries(ledger)) == counts


def test_an_older_file_becomes_a_newer_one_and_a_newer_one_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    open_database(path, ("CREATE TABLE one (x)",)).close()
    database = open_database(
        path, ("CREATE TABLE one (x)", "CREATE TABLE two (x); INSERT INTO two VALUES (7)")
    )
    assert database.execute("SELECT x FROM two").fetchone() == (7,)
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert database.execute("PRAGMA synchronous").fetchone() == (2,)
    database.close()
    with pytest.raises(DeliveryError, match="newer bookmaker"):
        open_database(path, ("CREATE TABLE one (x)",))


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    with pytest.raises(DeliveryError, match="cannot open the ledger"):
        open_database(path, ("CREATE TABLE one (x)", "CREATE TABLE two (x); CREATE TABLE one (x)"))
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []


def test_a_file_that_is_no_ledger_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_text("a shopping list, " * 100)
    with pytest.raises(DeliveryError, match="cannot open the ledger"):
        Ledger(tmp_path / "ledger.sqlite3")
