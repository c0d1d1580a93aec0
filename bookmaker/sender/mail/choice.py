"""Which files a reader's message carries, and what to do when they are too large for it."""

from __future__ import annotations

from collections.abc import Iterator

from bookmaker.sender.edition import EditionFile, FinishedEdition
from bookmaker.sender.readers.reader import ReaderFormat, formats_of

#: Source: Amazon's help on Send to Kindle: 50 MB a mail.
KINDLE_LIMIT_BYTES = 50_000_000


def choose_files(
    edition: FinishedEdition, wanted: ReaderFormat
) -> Iterator[tuple[tuple[EditionFile, ...], str]]:
    """What may be attached, the best first, and what to note of it. Which fits the server decides.

    Who has asked for both can do with one.
    """
    files = [edition.file(format) for format in formats_of(wanted)]
    whole = tuple(file for file in files if file)
    if whole or wanted == "link":
        yield whole, ""
    lighter = edition.lighter
    if lighter and any(file.format == "epub" for file in whole):
        files = [lighter if file.format == "epub" else file for file in whole]
        yield tuple(file for file in files if file), "the lighter EPUB: the other is too large for a message"
        whole = tuple(file for file in files if file)
    if len(whole) > 1:
        smallest = min(whole, key=lambda file: file.size_bytes)
        yield (smallest,), f"only the {smallest.format.upper()}: both are too large for one message"


def mail_limit_bytes(limit_mb: float, stated_bytes: int, wanted: ReaderFormat) -> int:
    """The largest encoded message: ours, unless the server takes less. Kindle has a limit of its own."""
    ours = KINDLE_LIMIT_BYTES if wanted == "kindle" else int(limit_mb * 1_000_000)
    limits = [limit for limit in (ours, stated_bytes) if limit]
    return min(limits, default=0)
