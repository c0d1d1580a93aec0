"""The loop that sends: how often, how long it waits, and when it gives up. The lines here are scripts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bookmaker.errors import DeliveryError
from bookmaker.progress import Silence
from bookmaker.sender.dispatch import Dispatcher, LineDownError, Terms
from bookmaker.sender.entries import Entries
from bookmaker.sender.ledger.deliveries import Key, Ledger
from bookmaker.sender.ledger.report import read_entries, read_states
from bookmaker.sender.outcomes import Deferred, Divided, Moved, Outcome, Refused, Sent
from bookmaker.sender.pace import Pace
from bookmaker.sender.tasks import Tasks

EDITION = "e" * 64


class ScriptedLine:
    """Delivers as it is told; a letter is its reader's key."""

    def __init__(self, answer: Callable[[str], Outcome], opening: Iterator[bool] | None = None):
        self._answer = answer
        self._opening = opening
        self.needs_rest = False

    def open(self) -> None:
        if self._opening and not next(self._opening, True):
            raise LineDownError("nobody is there")

    def write(self, key: Key) -> str | Refused | Divided:
        reader = key.reader
        if reader == "lost":
            raise KeyError(reader)
        return Refused("too large") if reader == "large" else reader

    def deliver(self, letter: str) -> Outcome:
        return self._answer(letter)

    def close(self) -> None:
        """Nothing is open."""


def keys(*readers: str) -> list[Key]:
    return [Key(edition=EDITION, channel="mail", reader=reader) for reader in readers]


def run(
    folder: Path, readers: list[str], answer: Callable[[str], Outcome], *, connections: int = 1,
    opening: Iterator[bool] | None = None, tries: int = 3,
) -> dict[str, str]:  # fmt: skip
    """Send, and give the states. An error of the run is raised after the ledger was looked at."""
    terms = Terms(connections=connections, tries=tries, first_wait_s=0.01, between_s=0)
    with Ledger(folder / "ledger") as ledger:
        ledger.begin()
        ledger.plan(keys(*readers), edition=EDITION, identifier="i", title="t", name="n")
        dispatcher = Dispatcher(
            ledger, lambda: ScriptedLine(answer, opening), terms, Silence(), threading.Event()
        )
        dispatcher.run(keys(*readers))
        return read_states(ledger, EDITION, "mail")


def states_after(folder: Path) -> dict[str, str]:
    with Ledger(folder / "ledger") as ledger:
        return read_states(ledger, EDITION, "mail")


def test_what_is_put_off_is_tried_again_and_given_up_at_last(tmp_path: Path) -> None:
    tried: list[str] = []

    def answer(reader: str) -> Outcome:
        tried.append(reader)
        return Sent() if reader == "a" and tried.count("a") == 3 else Deferred("451 later")

    assert run(tmp_path, ["a", "b"], answer) == {"a": "sent", "b": "failed"}
    assert (tried.count("a"), tried.count("b")) == (3, 3)
    with Ledger(tmp_path / "ledger") as ledger:
        (failed,) = read_entries(ledger, states=["failed"])
    assert failed.reason == "451 later (given up after 3 attempts)"


def test_who_is_told_how_long_to_wait_is_tried_more_often(tmp_path: Path) -> None:
    answers = iter([Deferred("429", 0.0)] * 5 + [Sent()])
    assert run(tmp_path, ["a"], lambda reader: next(answers)) == {"a": "sent"}


def test_what_cannot_be_written_fails_and_is_not_delivered(tmp_path: Path) -> None:
    assert run(tmp_path, ["large", "a"], lambda reader: Sent()) == {"large": "failed", "a": "sent"}


def test_a_moved_reader_is_delivered_to_once_under_the_new_name(tmp_path: Path) -> None:
    delivered: list[str] = []

    def answer(reader: str) -> Outcome:
        delivered.append(reader)
        return Moved("new") if reader == "old" else Sent()

    assert run(tmp_path, ["old", "new"], answer, connections=3) == {"new": "sent"}
    assert delivered.count("new") == 1


def test_refusals_of_everyone_stop_the_run_before_all_have_failed(tmp_path: Path) -> None:
    readers = [f"r{number}" for number in range(60)]
    with pytest.raises(DeliveryError, match="refused 25 messages in a row: 554 you are not welcome"):
        run(tmp_path, readers, lambda reader: Refused("554 you are not welcome"))
    states = states_after(tmp_path)
    assert list(states.values()).count("failed") == 25
    assert list(states.values()).count("planned") == 35


def test_refusals_with_successes_among_them_stop_nothing(tmp_path: Path) -> None:
    readers = [f"r{number}" for number in range(60)]
    states = run(tmp_path, readers, lambda reader: Sent() if reader.endswith("0") else Refused("550 nobody"))
    assert list(states.values()).count("sent") == 6


def test_a_server_that_comes_back_loses_nothing(tmp_path: Path) -> None:
    opening = iter([False, False, True])
    assert run(tmp_path, ["a", "b"], lambda reader: Sent(), opening=opening) == {"a": "sent", "b": "sent"}


def test_a_server_that_does_not_come_back_stops_the_run_with_everything_planned(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="cannot go on: nobody is there"):
        run(tmp_path, ["a", "b"], lambda reader: Sent(), opening=iter([False] * 99))
    assert states_after(tmp_path) == {"a": "planned", "b": "planned"}


def test_a_line_that_the_server_sends_away_gives_its_message_to_the_others(tmp_path: Path) -> None:
    has_failed = threading.Event()

    class LineSentAway(ScriptedLine):
        def open(self) -> None:
            has_failed.set()
            raise LineDownError("421 too many connections")

    def answer(reader: str) -> Outcome:
        assert has_failed.wait(60)
        return Sent()

    lines = iter([ScriptedLine(answer), LineSentAway(answer)])
    # It rests for a quarter of an hour, or until nothing is left.
    terms = Terms(connections=2, tries=3, first_wait_s=1000, between_s=0)
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.begin()
        ledger.plan(keys("a", "b"), edition=EDITION, identifier="i", title="t", name="n")
        Dispatcher(ledger, lambda: next(lines), terms, Silence(), threading.Event()).run(keys("a", "b"))
        assert read_states(ledger, EDITION, "mail") == {"a": "sent", "b": "sent"}


def test_what_is_sent_is_in_the_ledger_before_the_next_message_leaves(tmp_path: Path) -> None:
    seen: list[dict[str, str]] = []

    def answer(reader: str) -> Outcome:
        seen.append(states_after(tmp_path))
        return Sent()

    run(tmp_path, ["a", "b"], answer)
    assert seen == [{"a": "sending", "b": "planned"}, {"a": "sent", "b": "sending"}]


def test_a_line_that_waits_writes_down_first_and_one_that_goes_on_writes_with_the_next(
    tmp_path: Path,
) -> None:
    told: list[str] = []
    pace, tasks = Pace(0.01, stop := threading.Event()), Tasks(keys("b"), stop)
    for wait in (
        lambda: pace.wait(lambda: told.append("pace")),
        lambda: tasks.take(lambda: told.append("queue")),
    ):
        assert wait()
    assert told == []
    tasks.done()
    assert pace.wait(lambda: told.append("pace"))
    assert tasks.take(lambda: told.append("queue")) is None
    assert told == ["pace", "queue"]


def test_entries_of_two_messages_reach_the_disk_together(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.begin()
        ledger.plan(keys("a", "b"), edition=EDITION, identifier="i", title="t", name="n")
        entries, (first, second) = Entries(ledger), keys("a", "b")
        assert entries.claim(first, is_urgent=True).is_ours
        entries.settle(first, Sent())
        assert states_after(tmp_path) == {"a": "sending", "b": "planned"}
        assert entries.claim(second, is_urgent=True).is_ours
        assert states_after(tmp_path) == {"a": "sent", "b": "sending"}
        entries.settle(second, Sent())
        entries.write_down()
        assert states_after(tmp_path) == {"a": "sent", "b": "sent"}


def test_what_is_sent_is_in_the_ledger_when_the_next_message_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        run(tmp_path, ["a", "lost"], lambda reader: Sent())
    assert states_after(tmp_path) == {"a": "sent", "lost": "planned"}


def test_a_login_that_is_no_longer_good_leaves_the_message_planned(tmp_path: Path) -> None:
    def answer(reader: str) -> Outcome:
        raise DeliveryError("530 log in first")

    with pytest.raises(DeliveryError, match="530 log in first"):
        run(tmp_path, ["a"], answer)
    assert states_after(tmp_path) == {"a": "planned"}


def test_a_fault_of_ours_in_the_midst_of_a_delivery_is_unknown_to_the_next_run(tmp_path: Path) -> None:
    def answer(reader: str) -> Outcome:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(tmp_path, ["a"], answer)
    with Ledger(tmp_path / "ledger") as ledger:
        ledger.begin()
        assert read_states(ledger, EDITION, "mail") == {"a": "unknown"}
