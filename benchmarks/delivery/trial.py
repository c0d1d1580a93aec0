"""Does each reader get the book once, whatever breaks?

    python -m benchmarks.delivery --readers 5000 --kills 20 [--channel telegram] [--security tls] [--volumes]
    python -m benchmarks.delivery --readers 600 --kills 5 --postfix

A server that misbehaves, a sending program that is killed at moments of chance and started again, and then
the ledger is held against what the server has taken.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from benchmarks.delivery.postfix import postfix_serving
from benchmarks.delivery.setting import (
    make_book,
    make_certificates,
    make_chats,
    make_readers,
    make_volumes,
    read_ledger,
    serving,
    start_sending,
    write_bot_settings,
    write_mail_settings,
)
from benchmarks.delivery.taken import Log, Taken

_PATIENCE_S = 1800.0
_DELIVERY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found. All of `faults` must be empty."""

    states: dict[str, int]
    taken: int
    kills: int
    kills_in_hand: int
    """Kills that left messages of which nobody knows."""
    seconds: float
    reasons: dict[str, int]
    faults: tuple[str, ...]


def run_mail_trial(
    folder: Path, readers: int, kills: int, security: Literal["starttls", "tls"], *, in_volumes: bool = False
) -> Verdict:
    """The trial by mail, over four connections."""
    book = make_book(folder)
    if in_volumes:
        make_volumes(folder, book)
    make_certificates(folder)
    make_readers(folder, readers)
    with serving(folder, "mail_server", "--security", security) as port:
        write_mail_settings(folder, port, security, 4)
        return run_trial(folder, book, Log(folder / "taken.log"), readers, kills)


def run_postfix_trial(folder: Path, readers: int, kills: int, connections: int = 3) -> Verdict:
    """The trial by mail through Postfix, which has so many connections at most."""
    book = make_book(folder)
    make_certificates(folder)
    make_readers(folder, readers)
    with postfix_serving(folder / "server.pem", connections) as (port, mailboxes):
        write_mail_settings(folder, port, "starttls", 4, has_login=False)
        return run_trial(folder, book, mailboxes, readers, kills)


def run_bot_trial(folder: Path, readers: int, kills: int, per_second: float = 300.0) -> Verdict:
    """The trial by Telegram; faster than the real one allows, so that it ends."""
    book = make_book(folder)
    make_chats(folder, readers)
    with serving(folder, "bot_server") as port:
        write_bot_settings(folder, port, per_second)
        return run_trial(folder, book, Log(folder / "taken.log"), readers, kills, "--channel", "telegram")


def run_trial(folder: Path, book: Path, taken: Taken, readers: int, kills: int, *more: str) -> Verdict:
    """Send, kill, send again, to the end; then once more, when nothing may be sent."""
    start_s = time.monotonic()
    in_hand = _kill_many(folder, book, taken, readers, kills, *more)
    status, said = _finish(start_sending(folder, book, *more))
    faults = [] if status in (0, _DELIVERY) else [f"the last run ended with {status}: {said}"]
    first = taken.read()
    status, said = _finish(start_sending(folder, book, *more))
    messages = taken.read()
    if len(messages) != len(first) or status != 0:
        faults.append(f"a run with nothing to do sent something, or ended with {status}: {said}")
    deliveries = read_ledger(folder)
    faults += _compare(deliveries, messages, readers, book)
    return Verdict(
        states=dict(Counter(delivery["state"] for delivery in deliveries)),
        taken=len(messages),
        kills=kills,
        kills_in_hand=in_hand,
        seconds=round(time.monotonic() - start_s, 1),
        reasons=dict(Counter(_kind(delivery["reason"]) for delivery in deliveries if delivery["reason"])),
        faults=tuple(faults),
    )


def _kill_many(folder: Path, book: Path, taken: Taken, readers: int, kills: int, *more: str) -> int:
    """Start the program and kill it, most times in the midst of sending, some at its beginning."""
    chance = random.Random(11)
    in_hand = 0
    for number in range(kills):
        program = start_sending(folder, book, *more)
        goal = taken.count() + int(readers / (kills + 2) * chance.uniform(0.3, 1.0))
        deadline = time.monotonic() + (chance.uniform(0.1, 1.0) if number % 5 == 4 else _PATIENCE_S)
        while program.poll() is None and taken.count() < goal and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.02))
        has_ended = program.poll() is not None
        program.kill()
        _, said = program.communicate()
        assert not has_ended, f"the program ended by itself: {said}"
        in_hand += _is_in_hand(folder / "ledger.sqlite3")
    return in_hand


def _is_in_hand(ledger: Path) -> bool:
    """Whether the program left a message on its way."""
    with closing(sqlite3.connect(ledger)) as database:
        has_tables = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'deliveries'").fetchone()
        query = "SELECT 1 FROM deliveries WHERE state = 'sending'"
        return bool(has_tables and database.execute(query).fetchone())


def _finish(program: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = program.communicate(timeout=_PATIENCE_S)
    return program.returncode, said


def _compare(
    deliveries: list[dict[str, Any]], taken: list[dict[str, Any]], readers: int, book: Path
) -> list[str]:
    """The ledger against the server. Of volumes each is a delivery; that of the whole book is no message."""
    volumes = sorted((book.parent / "volumes").glob("*.epub"))
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in volumes or [book]}
    copies = Counter(
        (reader, file) for message in taken for reader in message["to"] for file in message["files"]
    )
    states = {(d["reader"], f"{d['name']}.epub"): d["state"] for d in deliveries}
    whole = {d["reader"] for d in deliveries if d["name"] == book.stem}
    faults = []
    if len(whole) != readers or len(deliveries) != readers * (1 + len(volumes)):
        faults.append(f"{readers} readers, {len(whole)} in the ledger with {len(deliveries)} deliveries")
    if len({message["id"] for message in taken}) != len(taken):
        faults.append("two messages have one Message-ID")
    faults += [
        f"{reader} has {count} copies of {file}" for (reader, file), count in copies.items() if count > 1
    ]
    faults += [
        f"{reader} and {file} are in nobody's list" for reader, file in copies if (reader, file) not in states
    ]
    for message in taken:
        ((file, digest),) = message["files"].items()
        if digests.get(file) != digest:
            faults.append(f"{message['to']} got another file")
    for delivery in deliveries:
        if volumes and delivery["name"] == book.stem:
            is_right = (delivery["state"], delivery["reason"]) == ("sent", f"in {len(volumes)} volumes")
            faults += [] if is_right else [f"{delivery['reader']} is {delivery['state']}, and not in volumes"]
        else:
            faults += _check(delivery, copies[delivery["reader"], f"{delivery['name']}.epub"])
    return faults


def _check(delivery: dict[str, Any], count: int) -> list[str]:
    """One delivery, of which the server has taken so many copies."""
    reader, state = delivery["reader"], delivery["state"]
    faults = []
    if state not in ("sent", "failed", "unknown"):
        faults.append(f"{reader} is still {state}")
    if (state == "sent" and count != 1) or (state == "failed" and count):
        faults.append(f"{reader} is {state} and has {count} copies")
    if state != "sent" and not delivery["reason"]:
        faults.append(f"{reader} is {state} without a reason")
    return faults


def _kind(reason: str) -> str:
    """A reason without what differs from reader to reader."""
    return reason.split(":", maxsplit=1)[0][:60]
