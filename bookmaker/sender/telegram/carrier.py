"""The Telegram channel: lines that post to chats, and what each answer means for a delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bookmaker.config_delivery import DeliveryTable, TelegramTable
from bookmaker.errors import DeliveryError
from bookmaker.rasterise import picture_to_jpeg
from bookmaker.sender.credentials import read_secret
from bookmaker.sender.dispatch import Terms
from bookmaker.sender.edition import FinishedEdition
from bookmaker.sender.ledger.deliveries import Key, Ledger
from bookmaker.sender.outcomes import Blocked, Deferred, Moved, Outcome, Refused, Sent, Uncertain
from bookmaker.sender.plan import Plan
from bookmaker.sender.readers.reader import Reader, formats_of
from bookmaker.sender.telegram.api import Answer, BotApi, NoAnswerError, NotAskedError, bot_of
from bookmaker.sender.telegram.post import (
    Post,
    caption_of,
    post_to_call,
    result_to_ids,
    result_to_reference,
)
from bookmaker.sender.telegram.uploads import Uploads

_COVER_PX = 640
_THUMBNAIL_PX = 200  # wide; a book's cover stays under 320 in height
_TOO_LARGE = "the file is larger than the Bot API takes"
_LOST_FILE = ("wrong file_id", "wrong file identifier", "wrong remote file", "file reference")


class PostWriter:
    """Writes what is posted of an edition to each reader."""

    def __init__(self, edition: FinishedEdition, readers: Mapping[str, Reader], shelf: str, uploads: Uploads):
        self._edition = edition
        self._readers = dict(readers)
        self._shelf = shelf
        self._uploads = uploads
        cover = edition.cover
        self._cover = picture_to_jpeg(cover, _COVER_PX) if cover else b""
        self._thumbnail = picture_to_jpeg(cover, _THUMBNAIL_PX) if cover else b""

    def write(self, reader: str) -> Post | Refused:
        """What a reader gets: the files, or a link where the server does not take them."""
        who = self._readers[reader]
        wanted = [file for file in map(self._edition.file, formats_of(who.format)) if file]
        files = tuple(file for file in wanted if file.format not in self._uploads.too_large)
        is_short = len(files) < len(wanted)
        if not self._shelf and (who.format == "link" or (is_short and not files)):
            return Refused(_TOO_LARGE if is_short else "no shelf is known that a link could lead to")
        language = who.language or self._edition.language
        return Post(
            reader=who.key,
            chat=who.address,
            caption=caption_of(self._edition, language, self._shelf),
            files=files,
            cover=b"" if files else self._cover,
            thumbnail=self._thumbnail,
            note=_TOO_LARGE if is_short else "",
        )

    def follow(self, reader: str, address: str) -> None:
        """The reader's chat has another address from now on."""
        self._readers[address.casefold()] = replace(
            self._readers[reader], key=address.casefold(), address=address
        )


class TelegramLine:
    """One connection to the Bot API."""

    needs_rest = False

    def __init__(self, api: BotApi, writer: PostWriter, uploads: Uploads):
        self._api = api
        self._writer = writer
        self._uploads = uploads

    def open(self) -> None:
        """There is nothing to be opened: HTTP connects when it asks."""

    def close(self) -> None:
        """Close the connection."""
        self._api.close()

    def write(self, key: Key) -> Post | Refused:
        """What a reader gets."""
        return self._writer.write(key.reader)

    def deliver(self, post: Post) -> Outcome:
        """Post it. Raises: DeliveryError where the token is not taken."""
        if len(self._uploads.ids(post.names)) == len(post.names):
            return self._post(post)
        with self._uploads.turn:
            return self._post(post)

    def _post(self, post: Post) -> Outcome:
        with ExitStack() as opened:
            call = post_to_call(post, self._uploads.ids(post.names), opened)
            try:
                answer = self._api.call(call.method, call.values, call.files)
            except NotAskedError as error:
                return Deferred(str(error))
            except NoAnswerError as error:
                return Uncertain(str(error))
        if answer.code == 200:
            self._uploads.keep(result_to_ids(post, answer.result))
            return Sent(result_to_reference(answer.result), post.note)
        return self._judge(post, answer)

    def _judge(self, post: Post, answer: Answer) -> Outcome:
        said = f"{answer.code} {answer.description}".strip()
        match answer.code:
            case 401 | 404:
                raise DeliveryError(f"the Bot API does not take the token: {said}", "correct the token")
            case 403:
                return Blocked(said)
            case 413:
                largest = max(post.files, key=lambda file: file.size_bytes, default=None)
                if not largest:
                    return Refused(said)
                self._uploads.too_large.add(largest.format)
                return Deferred(_TOO_LARGE, 0.0)
            case 429:
                return Deferred(said, answer.retry_after_s)
            case 400 if answer.migrate_to:
                self._writer.follow(post.reader, answer.migrate_to)
                return Moved(answer.migrate_to)
            case 400 if any(words in answer.description.lower() for words in _LOST_FILE):
                self._uploads.forget()
                return Deferred(said)
            case code if code >= 500:
                # What broke may have broken after the post was made.
                return Uncertain(said)
        return Refused(said)


def telegram_terms(table: TelegramTable) -> Terms:
    """How hard the Bot API may be pressed. A chat gets one post, and another try after a wait only."""
    return Terms(
        connections=table.connections,
        tries=table.tries,
        first_wait_s=table.first_wait_s,
        between_s=1 / table.per_second,
    )


def open_telegram(
    plan: Plan, ledger: Ledger, settings: DeliveryTable, folder: Path, environment: Mapping[str, str]
) -> Callable[[], TelegramLine]:
    """Makes lines. Raises: DeliveryError where there is no token."""
    table = settings.telegram
    token = read_secret(table.token_from, "telegram", folder, environment)
    uploads = Uploads(ledger, plan.edition.hash, bot_of(token))
    limit = table.upload_limit_mb * 1_000_000
    uploads.too_large.update(file.format for file in plan.edition.files if file.size_bytes > limit)
    readers = {reader.key: reader for reader in plan.readers}
    writer = PostWriter(plan.edition, readers, settings.shelf, uploads)
    return lambda: TelegramLine(BotApi(table.api, token, table.timeout_s), writer, uploads)
