"""`bookmaker send` and its kin, as a person uses them, with a real mail server."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

from benchmarks.delivery.mail_server import PASSWORD
from benchmarks.delivery.setting import environment
from tests.delivery.conftest import Desk
from tests.small_book import FIRST, SECOND, write_book

THREE = "anna@example.org,Анна,,\nboris@example.org,Борис,both,\na@kindle.com,,,\n"


def test_each_reader_gets_the_book_once_and_the_ledger_says_so(desk: Desk) -> None:
    desk.list_readers(THREE)
    done = desk.send("--to", "readers.csv", "--yes")
    assert done.status == 0, done.err
    assert "3 readers: 1 epub, 1 both, 1 kindle" in done.out
    assert "Kindle: readers must approve" in done.out
    assert "3 sent" in done.out
    files = {message["to"][0]: set(message["files"]) for message in desk.taken()}
    assert files == {
        "anna@example.org": {"balkon-2024.epub"},
        "boris@example.org": {"balkon-2024.epub", "balkon-2024.pdf"},
        "a@kindle.com": {"balkon-2024.epub"},
    }
    again = desk.send("--to", "readers.csv", "--yes")
    assert (again.status, len(desk.taken())) == (0, 3)
    assert "left out: 3 sent" in again.out
    rows = list(csv.DictReader(io.StringIO(desk.run("ledger", "export").out)))
    assert [(row["reader"], row["state"], row["attempts"]) for row in rows] == [
        (reader, "sent", "1") for reader in ("a@kindle.com", "anna@example.org", "boris@example.org")
    ]
    assert "balkon-2024" in desk.run("ledger", "show").out


def test_looking_sends_and_remembers_nothing(desk: Desk) -> None:
    desk.list_readers(f"{THREE}nobody,,,\n")
    done = desk.send("--to", "readers.csv", "--dry-run")
    assert done.status == 0, done.err
    assert "3 readers" in done.out
    assert "nothing was sent" in done.out
    assert "readers.csv:5: error[reader-invalid]" in done.err
    report = desk.send("--to", "readers.csv", "--dry-run", "--json").json()
    assert report["delivery"]["planned"] == 3
    assert report["delivery"]["message_bytes"]["both"] > report["delivery"]["message_bytes"]["epub"] > 1000
    assert [problem["code"] for problem in report["diagnostics"]] == ["reader-invalid"]
    assert desk.taken() == []
    assert not (desk.folder / "ledger.sqlite3").exists()


def test_nothing_is_sent_before_someone_has_said_yes(desk: Desk) -> None:
    desk.list_readers(THREE)
    done = desk.send("--to", "readers.csv")
    assert (done.status, desk.taken()) == (2, [])
    assert "add --yes" in done.err


def test_a_limit_sends_the_rest_later(desk: Desk) -> None:
    desk.list_readers(THREE)
    done = desk.send("--to", "readers.csv", "--yes", "--limit", "2")
    assert "for later: 1" in done.out
    assert len(desk.taken()) == 2
    desk.send("--to", "readers.csv", "--yes")
    assert sorted(message["to"][0] for message in desk.taken()) == [
        "a@kindle.com", "anna@example.org", "boris@example.org",
    ]  # fmt: skip


def test_a_test_goes_to_one_address_as_often_as_one_likes(desk: Desk) -> None:
    for _ in range(2):
        done = desk.send("--test", "me@example.org", "--yes", "--json")
        assert done.json()["delivery"]["counts"]["sent"] == 1
    assert [message["to"] for message in desk.taken()] == [["me@example.org"]] * 2
    assert not (desk.folder / "ledger.sqlite3").exists()


def test_who_unsubscribes_is_never_written_to_again(desk: Desk) -> None:
    desk.list_readers("anna@example.org,,,\nboris@example.org,,,yes\n")
    desk.list_readers("boris@example.org,,,\nAnna@Example.org,,,\nvera@example.org,,,\n", "later.csv")
    done = desk.send("--to", "readers.csv", "--yes", "--limit", "1")
    assert "left out: 1 unsubscribed" in done.out
    assert "1 unsubscribed" in desk.run("readers", "unsubscribe", "ANNA@example.org").out
    added = desk.run("readers", "import", "later.csv", "--into", "mine.csv")
    assert "1 added, 0 known, 2 unsubscribed" in added.out
    desk.send("--to", "later.csv", "--yes")
    assert [message["to"][0] for message in desk.taken()] == ["anna@example.org", "vera@example.org"]
    refused = desk.send("--test", "anna@example.org", "--yes")
    assert "left out: 1 unsubscribed" in refused.out
    assert len(desk.taken()) == 2


def test_tokens_of_a_file_unsubscribe_and_a_wrong_one_is_told(desk: Desk) -> None:
    (desk.folder / "tokens.txt").write_text("anna@example.org\nno-such-token\n")
    done = desk.run("readers", "unsubscribe", "--from", "tokens.txt")
    assert done.status == 6
    assert "1 unsubscribed" in done.out
    assert "no-such-token: no reader has this token" in done.err


def test_a_wrong_password_stops_the_run_and_loses_nothing(desk: Desk) -> None:
    desk.list_readers(THREE)
    done = desk.send("--to", "readers.csv", "--yes", password="wrong-password")
    assert done.status == 6
    assert "refused the login" in done.err
    assert "wrong-password" not in done.err + done.out
    assert desk.taken() == []
    assert desk.send("--to", "readers.csv", "--yes").status == 0
    assert len(desk.taken()) == 3


def test_a_missing_secret_sender_or_server_is_told_before_anything_is_planned(desk: Desk) -> None:
    desk.list_readers(THREE)
    settings = (desk.folder / "book.toml").read_text()
    assert "has no BOOKMAKER_SMTP_PASSWORD" in desk.send("--to", "readers.csv", "--yes", password="").err
    for line, words in (("from =", "does not say who sends"), ("host =", "names no mail server")):
        kept = [text for text in settings.splitlines() if not text.startswith(line)]
        (desk.folder / "book.toml").write_text("\n".join(kept))
        done = desk.send("--to", "readers.csv", "--yes")
        assert done.status == 2
        assert words in done.err
    assert desk.run("ledger", "show").out == "nothing\n"


def test_interrupting_finishes_what_is_in_hand_and_the_next_run_goes_on(desk: Desk) -> None:
    desk.list_readers("".join(f"r{number}@example.org,,,\n" for number in range(60)))
    settings = desk.folder / "book.toml"
    settings.write_text(settings.read_text() + "per_minute = 600\n")
    program = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "bookmaker",
            "send",
            "balkon-2024.epub",
            "--to",
            "readers.csv",
            "--yes",
            "--json",
        ],
        cwd=desk.folder,
        env={**environment(), "BOOKMAKER_SMTP_PASSWORD": PASSWORD},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while len(desk.taken()) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(program.pid, signal.SIGINT)
    out, err = program.communicate(timeout=30)
    assert program.returncode == 130
    assert "stopping after the messages in hand" in err
    counts = json.loads(out)["delivery"]["counts"]
    assert counts["sent"] == len(desk.taken()) < 60
    assert counts["unknown"] == counts["sending"] == counts["failed"] == 0
    settings.write_text(settings.read_text().replace("per_minute = 600", "per_minute = 0"))
    assert desk.send("--to", "readers.csv", "--yes").status == 0
    assert sorted(message["to"][0] for message in desk.taken()) == sorted(
        f"r{number}@example.org" for number in range(60)
    )


def test_a_list_is_checked_line_by_line(desk: Desk) -> None:
    desk.list_readers(f"{THREE}nobody,,,\nANNA@example.org,,,\n")
    done = desk.run("readers", "check", "readers.csv")
    assert done.status == 3
    assert "readers.csv:5: error[reader-invalid]" in done.err
    assert "readers.csv:6: note[reader-duplicate]" in done.err
    assert "3 readers, 0 of them unsubscribed" in done.out
    facts = desk.run("readers", "check", "readers.csv", "--json").json()
    assert facts["formats"] == {"epub": 1, "both": 1, "kindle": 1}


def test_what_cannot_be_found_is_told(desk: Desk) -> None:
    desk.list_readers(THREE)
    no_book = desk.run("send", "no-such-book", "--to", "readers.csv")
    assert (no_book.status, "no file out/no-such-book.epub" in no_book.err) == (3, True)
    no_list = desk.send("--to", "nobody.csv")
    assert (no_list.status, "cannot read nobody.csv" in no_list.err) == (3, True)
    assert desk.send().status == 2
    no_ledger = desk.run("ledger", "show", "--ledger", "nowhere.sqlite3")
    assert (no_ledger.status, "there is no ledger" in no_ledger.err) == (2, True)


def test_a_book_too_large_for_a_mail_goes_in_volumes(desk: Desk) -> None:
    (desk.folder / "volumes").mkdir()
    write_book(desk.folder, padding=1_000_000, with_pdf=False)  # the settings allow 1 MB
    for number, chapters in enumerate((FIRST, SECOND), start=1):
        write_book(
            desk.folder / "volumes", name=f"balkon-2024-{number}", chapters=chapters,
            identifier=f"urn:uuid:{number}", with_pdf=False,
        )  # fmt: skip
    desk.list_readers("anna@example.org,Анна,,\na@kindle.com,,,\n")
    looked = desk.send("--to", "readers.csv", "--dry-run")
    assert "2 messages with epub: 0.0 + 0.0 MB" in looked.out
    done = desk.send("--to", "readers.csv", "--yes")
    assert (done.status, "4 sent" in done.out) == (0, True), done.err
    assert sorted((message["to"][0], *message["files"]) for message in desk.taken()) == [
        ("a@kindle.com", "balkon-2024.epub"),  # Kindle's own limit is larger
        ("anna@example.org", "balkon-2024-1.epub"),
        ("anna@example.org", "balkon-2024-2.epub"),
    ]
    desk.send("--to", "readers.csv", "--yes")
    assert len(desk.taken()) == 3
