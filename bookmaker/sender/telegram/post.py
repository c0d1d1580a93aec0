"""What is posted: one call of the Bot API, so that it is posted as a whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from bookmaker.sender.edition import EditionFile, FinishedEdition
from bookmaker.sender.telegram.api import Upload
from bookmaker.wording import wording

COVER = "cover"
_LONGEST_CAPTION = 1000  # Telegram takes 1024 UTF-16 units
_LONGEST_DESCRIPTION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A book for one chat. Without files it is a link to the shelf."""

    reader: str
    chat: str
    caption: str
    files: tuple[EditionFile, ...]
    cover: bytes
    """A JPEG for a link's picture, or nothing."""
    thumbnail: bytes
    """A JPEG of at most 320 pixels for a file's, or nothing."""
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What has to be uploaded, or named by what is uploaded already."""
        if self.files:
            return tuple(file.format for file in self.files)
        return (COVER,) if self.cover else ()


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Bot API and what it is given."""

    method: str
    values: Mapping[str, str]
    files: Mapping[str, Upload]


def caption_of(edition: FinishedEdition, language: str, shelf: str) -> str:
    """Title, author, description and where the book is to be had, as plain text."""
    author = ", ".join(edition.authors)
    head = f"{edition.title} — {author}" if author else edition.title
    description = edition.description
    if len(description) > _LONGEST_DESCRIPTION:
        description = description[:_LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + "…"
    link = f"{wording(language, 'mail_download')}: {shelf}" if shelf else ""
    rest = "".join(f"\n\n{part}" for part in (description, link) if part)
    room = max(_LONGEST_CAPTION - len(rest.encode("utf-16-le")) // 2, 100)
    return head.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + rest


def post_to_call(post: Post, ids: Mapping[str, str], opened: ExitStack) -> Call:
    """The one call that posts it all. What `ids` do not name is uploaded; `opened` closes the files."""
    values = {"chat_id": post.chat}
    uploads: dict[str, Upload] = {}
    if not post.files:
        if not post.cover:
            return Call("sendMessage", {**values, "text": post.caption}, {})
        if COVER not in ids:
            uploads["photo"] = ("cover.jpg", post.cover, "image/jpeg")
        photo = {"photo": ids[COVER]} if COVER in ids else {}
        return Call("sendPhoto", {**values, **photo, "caption": post.caption}, uploads)
    media = [_medium(file, post, ids, uploads, opened) for file in post.files]
    media[-1]["caption"] = post.caption
    if len(media) == 1:
        (only,) = media
        only["document"] = only.pop("media")
        only.pop("type")
        return Call("sendDocument", {**values, **only}, uploads)
    return Call("sendMediaGroup", {**values, "media": json.dumps(media, ensure_ascii=False)}, uploads)


def _medium(
    file: EditionFile, post: Post, ids: Mapping[str, str], uploads: dict[str, Upload], opened: ExitStack
) -> dict[str, str]:
    if file.format in ids:
        return {"type": "document", "media": ids[file.format]}
    stream = opened.enter_context(file.path.open("rb"))
    uploads[file.format] = (file.file_name, stream, file.media_type)
    medium = {"type": "document", "media": f"attach://{file.format}"}
    if post.thumbnail:
        uploads["thumb"] = ("cover.jpg", post.thumbnail, "image/jpeg")
        medium["thumbnail"] = "attach://thumb"
    return medium


def result_to_ids(post: Post, result: Any) -> dict[str, str]:
    """What the answer calls the uploaded files. An answer of another shape names none."""
    messages = result if isinstance(result, list) else [result]
    ids: dict[str, str] = {}
    for name, message in zip(post.names, messages, strict=False):
        if not isinstance(message, dict):
            continue
        photos = message.get("photo")
        found = (
            photos[-1] if name == COVER and isinstance(photos, list) and photos else message.get("document")
        )
        if isinstance(found, dict) and isinstance(found.get("file_id"), str):
            ids[name] = found["file_id"]
    return ids


def result_to_reference(result: Any) -> str:
    """The numbers of the messages in their chat."""
    messages = result if isinstance(result, list) else [result]
    numbers = [message.get("message_id") for message in messages if isinstance(message, dict)]
    return ",".join(str(number) for number in numbers if number is not None)
