"""What is read from a finished file: its language, and the text of each post."""

from __future__ import annotations

from dataclasses import dataclass, field

from bookmaker.checker.words import Piece


@dataclass(slots=True)
class BookText:
    """A book's text. Order: reading order."""

    language: str
    posts: dict[str, list[Piece]] = field(default_factory=dict)
