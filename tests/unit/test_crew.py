"""The crew: the loss of a worker costs its task one more try and no other task anything."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from bookmaker.crew import Crew
from bookmaker.errors import WorkerLostError
from tests import tasks


@pytest.fixture
def hire(tmp_path: Path) -> Iterator[Callable[..., Crew]]:
    """Crews that are dismissed after the test."""
    hired: list[Crew] = []

    def crew(jobs: int, **more: int) -> Crew:
        hired.append(Crew(tmp_path / "cache", jobs, **more))
        return hired[-1]

    yield crew
    for each in hired:
        each.shutdown()


def wait_until(is_so: Callable[[], bool], patience_s: float = 20) -> None:
    end = time.monotonic() + patience_s
    while not is_so():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_worker_costs_its_task_one_more_try(hire: Callable[..., Crew], tmp_path: Path) -> None:
    crew, log = hire(2), tmp_path / "log"
    others = [crew.submit(tasks.note, log, str(number), 0.05) for number in range(12)]
    mended = crew.submit(tasks.die_once, tmp_path / "mark", priority=1)
    assert mended.result() == "done"
    assert [other.result() for other in others] == [str(number) for number in range(12)]
    assert sorted(log.read_text().split(), key=int) == [str(number) for number in range(12)]


@pytest.mark.parametrize("task", [tasks.die, tasks.run_out_of_memory])
def test_a_task_that_two_workers_are_lost_over_is_given_up(
    hire: Callable[..., Crew], task: Callable[[], None], tmp_path: Path
) -> None:
    crew = hire(2)
    others = [crew.submit(tasks.note, tmp_path / "log", str(number), 0.05) for number in range(6)]
    lost = crew.submit(task)
    with pytest.raises(WorkerLostError, match=r"killed by SIGKILL|exit code 0") as caught:
        lost.result()
    assert "--jobs" in caught.value.hint
    assert [other.result() for other in others] == [str(number) for number in range(6)]
    assert crew.submit(pow, 2, 3).result() == 8


def test_an_idle_worker_that_is_killed_is_not_missed(hire: Callable[..., Crew]) -> None:
    crew = hire(1)
    pid = crew.submit(os.getpid).result()
    os.kill(pid, 9)
    assert crew.submit(os.getpid).result() != pid


def test_the_highest_priority_goes_first(hire: Callable[..., Crew], tmp_path: Path) -> None:
    crew, log = hire(1), tmp_path / "log"
    crew.submit(tasks.note, log, "begun", 0.3)
    wait_until(log.exists)
    names = ["low", "first of two", "second of two", "high"]
    priorities = dict(zip(names, (1, 2, 2, 3.5), strict=True))
    futures = [crew.submit(tasks.note, log, name, priority=priorities[name]) for name in names]
    assert [future.result() for future in futures] == names
    assert log.read_text().splitlines() == ["begun", "high", "first of two", "second of two", "low"]


def test_a_worker_that_has_grown_is_renewed(hire: Callable[..., Crew]) -> None:
    grown, kept = hire(1, largest_worker_bytes=1), hire(1)
    assert len({grown.submit(os.getpid).result() for _ in range(3)}) == 3
    assert len({kept.submit(os.getpid).result() for _ in range(3)}) == 1


def test_no_more_workers_are_started_than_there_is_work(hire: Callable[..., Crew]) -> None:
    crew = hire(8)
    assert len({crew.submit(os.getpid).result() for _ in range(4)}) == 1


def test_errors_come_back_as_themselves_or_as_their_text(hire: Callable[..., Crew]) -> None:
    crew = hire(1)
    with pytest.raises(ZeroDivisionError) as caught:
        crew.submit(divmod, 1, 0).result()
    assert "in a worker process" in caught.value.__notes__[0]
    with pytest.raises(RuntimeError, match="a particular one"):
        crew.submit(tasks.raise_unreadable).result()
    with pytest.raises((pickle.PicklingError, AttributeError)):
        crew.submit(lambda: None).result()
    assert crew.submit(pow, 2, 3).result() == 8


def test_dismissed_at_once_it_leaves_neither_process_nor_half_a_file(
    hire: Callable[..., Crew], tmp_path: Path
) -> None:
    crew, folder, mark = hire(1), tmp_path / "out", tmp_path / "mark"
    begun = crew.submit(tasks.write_slowly, folder / "book.pdf", mark)
    waiting = crew.submit(pow, 2, 3)
    wait_until(lambda: mark.exists() and mark.read_text() != "")
    crew.shutdown(wait=False)
    assert not is_alive(int(mark.read_text()))
    assert list(folder.iterdir()) == []
    assert waiting.cancelled()
    with pytest.raises(BrokenExecutor):
        begun.result()


def test_told_to_end_it_keeps_nothing_that_a_library_finishes(
    hire: Callable[..., Crew], tmp_path: Path
) -> None:
    """A page whose last drawing was given up must not be taken from the cache by the next build."""
    with pytest.raises(WorkerLostError):
        hire(1).submit(tasks.draw_deaf, tmp_path / "page").result()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["went-on"]


def test_dismissed_it_finishes_its_work(hire: Callable[..., Crew], tmp_path: Path) -> None:
    crew = hire(1)
    futures = [crew.submit(tasks.note, tmp_path / "log", str(number), 0.05) for number in range(3)]
    crew.shutdown()
    assert [future.result() for future in futures] == ["0", "1", "2"]
    with pytest.raises(RuntimeError, match="dismissed"):
        crew.submit(pow, 2, 3)


def test_workers_that_never_get_ready_are_told(
    hire: Callable[..., Crew], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bookmaker.processes.serve", tasks.leave)
    with pytest.raises(BrokenExecutor, match="before they are ready"):
        hire(1).submit(pow, 2, 3).result()
