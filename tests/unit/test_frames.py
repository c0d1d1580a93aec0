"""Deep calls that go up and down do not ask the system for memory each time."""

from __future__ import annotations

import resource

import pytest

from bookmaker.frames import with_room

_DEPTHS, _TIMES = 300, 500


def sink(depth: int) -> int:
    """Go up and down at each depth, so that one of them is the end of a chunk of frames."""
    for _ in range(_TIMES):
        surface(depth)
    return sink(depth - 1) if depth else 0


def surface(depth: int) -> int:
    return depth


def count_faults() -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    sink(_DEPTHS)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_no_memory_is_asked_for_again_and_again() -> None:
    count = with_room(count_faults)
    count()
    assert count() < _TIMES // 5


def test_results_and_errors_pass_through() -> None:
    assert with_room(divmod)(7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        with_room(divmod)(7, 0)
