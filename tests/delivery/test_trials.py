"""Bad servers and killed programs, in small; `make trial` is the same in large."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.delivery.trial import Verdict, run_bot_trial, run_mail_trial, run_postfix_trial


def judge(verdict: Verdict, readers: int) -> None:
    assert verdict.faults == ()
    assert sum(verdict.states.values()) == readers
    assert verdict.states["sent"] <= verdict.taken
    # Two kills can leave four lines' messages each, and a few lines break by chance.
    assert verdict.states.get("unknown", 0) <= readers // 5


def test_by_mail_each_reader_gets_the_book_once_or_a_reason_is_known(tmp_path: Path) -> None:
    verdict = run_mail_trial(tmp_path, readers=200, kills=2, security="tls")
    judge(verdict, 200)
    assert verdict.states["failed"] == 4


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start Postfix")
def test_by_postfix_each_reader_gets_the_book_once_or_a_reason_is_known(tmp_path: Path) -> None:
    verdict = run_postfix_trial(tmp_path, readers=120, kills=2)
    judge(verdict, 120)
    assert verdict.states["failed"] == 3
    assert "concurrency limit exceeded" in (tmp_path / "mail.log").read_text()


def test_by_telegram_each_chat_gets_the_book_once_or_a_reason_is_known(tmp_path: Path) -> None:
    verdict = run_bot_trial(tmp_path, readers=200, kills=2)
    judge(verdict, 200)
    assert 6 <= verdict.states["failed"] <= 8
    # Each run, at most, uploads the file: those that were killed while they did may have done so in vain.
    assert len((tmp_path / "uploads.log").read_text().splitlines()) <= 3
