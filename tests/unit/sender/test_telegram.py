"""Telegram: one call a book, files uploaded once, and what the Bot API's answers mean."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from benchmarks.delivery.bot_server import TOKEN, Bot, Reply, handler_of, refusal
from bookmaker.errors import DeliveryError
from bookmaker.sender.credentials import Secret
from bookmaker.sender.edition import FinishedEdition
from bookmaker.sender.ledger.deliveries import Key, Ledger
from bookmaker.sender.outcomes import Blocked, Deferred, Moved, Outcome, Refused, Sent, Uncertain
from bookmaker.sender.readers.reader import Reader, ReaderFormat
from bookmaker.sender.telegram.api import BotApi
from bookmaker.sender.telegram.carrier import PostWriter, TelegramLine
from bookmaker.sender.telegram.post import caption_of, post_to_call
from bookmaker.sender.telegram.uploads import Uploads
from tests.small_book import TITLE, write_book

SHELF = "https://example.org/books/"


class ScriptedBot(Bot):
    """Answers what it is told to, and then as usual."""

    def __init__(self, folder: Path):
        super().__init__(folder, False, 50 * 1024 * 1024)
        self.told: list[Reply] = []
        self.folder = folder

    def answer(self, method: str, values: dict[str, str], files: dict[str, tuple[str, bytes]]) -> Reply:
        return self.told.pop(0) if self.told else super().answer(method, values, files)

    def taken(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "taken.log").read_text().splitlines()]

    def uploads(self) -> int:
        return len((self.folder / "uploads.log").read_text().splitlines())


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[ScriptedBot]:
    yield ScriptedBot(tmp_path)


@contextmanager
def serving(bot: Bot) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(bot))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def line_to(
    bot: Bot, edition: FinishedEdition, ledger: Path, *, format: ReaderFormat = "epub", shelf: str = ""
) -> Iterator[tuple[TelegramLine, Uploads]]:
    readers = {
        str(n): Reader(key=str(n), address=str(n), channel="telegram", format=format)
        for n in range(12345, 12350)
    }
    with serving(bot) as address, Ledger(ledger) as opened:
        uploads = Uploads(opened, edition.hash, "123456789")
        line = TelegramLine(
            BotApi(address, Secret(TOKEN), 5.0), PostWriter(edition, readers, shelf, uploads), uploads
        )
        yield line, uploads
        line.close()


def post(line: TelegramLine, reader: str = "12345") -> Outcome:
    letter = line.write(Key(edition="e", channel="telegram", reader=reader))
    assert not isinstance(letter, Refused), letter
    return line.deliver(letter)


@pytest.fixture
def edition(tmp_path: Path) -> FinishedEdition:
    return write_book(tmp_path)


def test_a_file_is_uploaded_once_for_all_chats_and_all_runs(
    bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path
) -> None:
    with line_to(bot, edition, tmp_path / "l") as (line, _):
        assert [post(line, str(n)) for n in (12345, 12346)] == [Sent("1"), Sent("2")]
    with line_to(bot, edition, tmp_path / "l") as (line, _):
        assert post(line, "12347") == Sent("3")
    assert bot.uploads() == 1
    first, second, third = bot.taken()
    assert first["files"] == second["files"] == third["files"] == {"balkon-2024.epub": edition.hash}
    assert first["method"] == "sendDocument"
    assert TITLE in first["caption"]


def test_both_files_go_in_one_call(bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path) -> None:
    with line_to(bot, edition, tmp_path / "l", format="both") as (line, _):
        assert [post(line, str(n)) for n in (12345, 12346)] == [Sent("1,2"), Sent("3,4")]
    assert bot.uploads() == 2
    (first, second) = bot.taken()
    assert first["method"] == "sendMediaGroup"
    assert set(first["files"]) == {"balkon-2024.epub", "balkon-2024.pdf"} == set(second["files"])
    media = json.loads(second["caption"])
    assert [medium["type"] for medium in media] == ["document", "document"]
    assert [TITLE in medium.get("caption", "") for medium in media] == [False, True]


def test_a_link_has_the_cover_above_it(bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path) -> None:
    with line_to(bot, edition, tmp_path / "l", format="link", shelf=SHELF) as (line, _):
        assert [post(line, str(n)) for n in (12345, 12346)] == [Sent("1"), Sent("2")]
    assert [taken["method"] for taken in bot.taken()] == ["sendPhoto", "sendPhoto"]
    assert bot.taken()[1]["caption"].endswith(SHELF)
    assert bot.uploads() == 1


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (refusal(429, "Wait", retry_after=7), Deferred("429 Wait", 7.0)),
        (refusal(429, "Wait"), Deferred("429 Wait", None)),
        (refusal(403, "Forbidden: bot was blocked"), Blocked("403 Forbidden: bot was blocked")),
        (refusal(400, "Bad Request: chat not found"), Refused("400 Bad Request: chat not found")),
        (refusal(400, "Bad Request: upgraded", migrate_to_chat_id=-100777), Moved("-100777")),
        (refusal(500, "Internal Server Error"), Uncertain("500 Internal Server Error")),
        (Reply(502), Uncertain("502 Bad Gateway")),
    ],
)
def test_what_the_answers_mean(
    bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path, reply: Reply, outcome: Outcome
) -> None:
    bot.told = [reply]
    with line_to(bot, edition, tmp_path / "l") as (line, _):
        assert post(line) == outcome


def test_a_moved_chat_is_written_to_at_its_new_address(
    bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path
) -> None:
    bot.told = [refusal(400, "Bad Request: upgraded", migrate_to_chat_id=-100777)]
    with line_to(bot, edition, tmp_path / "l") as (line, _):
        assert post(line) == Moved("-100777")
        assert isinstance(post(line, "-100777"), Sent)
    assert bot.taken()[0]["to"] == ["-100777"]


def test_a_broken_line_is_no_knowledge_and_a_closed_port_is_no_sending(
    bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path
) -> None:
    bot.told = [Reply(0)]
    with line_to(bot, edition, tmp_path / "l") as (line, _):
        assert isinstance(post(line), Uncertain)
    with Ledger(tmp_path / "l") as ledger:
        uploads = Uploads(ledger, edition.hash, "1")
        reader = Reader(key="12345", address="12345", channel="telegram", format="epub")
        writer = PostWriter(edition, {"12345": reader}, "", uploads)
        dead = TelegramLine(BotApi("http://127.0.0.1:9", Secret(TOKEN), 1.0), writer, uploads)
        assert isinstance(post(dead), Deferred)


@pytest.mark.parametrize("shelf", ["", SHELF])
def test_what_is_too_large_is_not_uploaded_again(
    bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path, shelf: str
) -> None:
    bot.largest_bytes = 2000
    with line_to(bot, edition, tmp_path / "l", shelf=shelf) as (line, uploads):
        assert post(line) == Deferred("the file is larger than the Bot API takes", 0.0)
        assert uploads.too_large == {"epub"}
        if not shelf:
            assert line.write(Key(edition="e", channel="telegram", reader="12345")) == Refused(
                "the file is larger than the Bot API takes"
            )
            return
        bot.largest_bytes = 1_000_000
        found = post(line)
        assert isinstance(found, Sent)
        assert found.note == "the file is larger than the Bot API takes"
        assert bot.taken()[0]["method"] == "sendPhoto"


def test_a_file_that_telegram_has_lost_is_uploaded_again(
    bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path
) -> None:
    with line_to(bot, edition, tmp_path / "l") as (line, uploads):
        uploads.keep({"epub": "a-file-id-of-another-time"})
        assert isinstance(post(line), Deferred)
        assert isinstance(post(line), Sent)
    assert bot.uploads() == 1


@pytest.mark.parametrize("code", [401, 404])
def test_a_wrong_token_ends_the_run(
    bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path, code: int
) -> None:
    bot.told = [refusal(code, "Unauthorized")]
    with (
        line_to(bot, edition, tmp_path / "l") as (line, _),
        pytest.raises(DeliveryError, match="does not take the token"),
    ):
        post(line)


@pytest.mark.parametrize("token", ["", "hello", "12345:short", f"{TOKEN}/../x", f"{TOKEN}\n"])
def test_what_is_no_token_is_not_tried(token: str) -> None:
    with pytest.raises(DeliveryError, match="does not look like one"):
        BotApi("http://127.0.0.1:9", Secret(token), 1.0)


def test_a_caption_is_as_long_as_telegram_takes(tmp_path: Path) -> None:
    edition = write_book(tmp_path, title="Длинное заглавие 😀 " * 100)
    caption = caption_of(edition, "ru", SHELF)
    assert len(caption.encode("utf-16-le")) // 2 <= 1024
    assert caption.endswith(f"Скачать книгу: {SHELF}")


def test_a_cover_goes_with_an_upload_only(bot: ScriptedBot, edition: FinishedEdition, tmp_path: Path) -> None:
    with line_to(bot, edition, tmp_path / "l") as (line, _), ExitStack() as opened:
        letter = line.write(Key(edition="e", channel="telegram", reader="12345"))
        assert not isinstance(letter, Refused)
        new = post_to_call(letter, {}, opened)
        assert new.values["thumbnail"] == "attach://thumb"
        known = post_to_call(letter, {"epub": "an-id"}, opened)
        assert (known.values["document"], dict(known.files)) == ("an-id", {})
        assert "thumbnail" not in known.values
