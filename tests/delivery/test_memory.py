"""A large attachment is held once, however many messages carry it."""

from __future__ import annotations

from benchmarks.delivery.throughput import measure


def test_messages_with_five_megabytes_need_the_memory_of_one() -> None:
    found = measure(messages=30, megabytes=5, connections=8)
    assert found.messages == 30
    assert 30 < found.memory_mb < 300
