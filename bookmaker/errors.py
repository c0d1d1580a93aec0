"""Problems as values: diagnostics, outcomes, and the exceptions that end a command.

In: facts about a problem. Out: `Diagnostic` values and `BookmakerError`s with an exit code.
Nothing is printed here; the command line does that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

#: Units: characters.
_MOST_QUOTED = 60
Severity = Literal["error", "warning", "note"]
# Covariant: an outcome is never written to.
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a source file. Units: `line` counts from 1; None means the whole file."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem that the author, or a reader of the book, would notice."""

    code: str
    severity: Severity
    message: str
    where: Where | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"\n  fix: {self.hint}" if self.hint else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}{remedy}"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """A value and what went wrong on the way to it. Workers return this; they do not raise."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()


#: Every code the program can give: its severity and its usual remedy.
CODES: dict[str, tuple[Severity, str]] = {
    "config-invalid": ("error", "correct the value in book.toml"),
    "config-unknown-key": ("error", "remove the key or write it as suggested"),
    "site-config-invalid": ("warning", "correct the site's _config.yml; its values were not used"),
    "post-unreadable": ("error", "save the file as UTF-8 text"),
    "post-bad-encoding": ("warning", "save the file as UTF-8; unreadable bytes became U+FFFD"),
    "post-control-characters": ("warning", "remove the characters; they were left out of the book"),
    "post-not-a-post": (
        "note",
        "name it YYYY-MM-DD-slug.md and give it front matter to include it",
    ),
    "front-matter-broken": ("warning", "correct the YAML between the two --- lines"),
    "front-matter-duplicate-key": ("warning", "keep one of the two; the last one was used"),
    "front-matter-bad-value": ("warning", "correct the value; it was not used"),
    "date-unreadable": ("warning", "write it as 2024-03-13 16:40:01 +0000"),
    "date-missing": (
        "warning",
        "add `date:` to the front matter or name the file YYYY-MM-DD-slug.md",
    ),
    "post-unpublished": ("note", "give --drafts to include it"),
    "post-empty": ("note", "write a body, or leave the post out"),
    "image-missing": ("warning", "put the file there, or correct the address"),
    "image-broken": ("warning", "save the picture again as PNG or JPEG"),
    "image-remote": ("warning", "save the picture beside the post, or give --fetch-images"),
    "image-fetch-failed": ("warning", "save the picture beside the post and refer to that file"),
    "image-no-alt": ("note", "describe the picture between the brackets: ![description](file)"),
    "override-unmatched": ("warning", "correct the name: a post's file name, or its path in the site"),
    "link-unresolved": (
        "warning",
        "set `url` in _config.yml or in book.toml's [site], or correct the link",
    ),
    "link-empty": ("note", "write words between the brackets: [words](address)"),
    "anchor-missing": ("warning", "correct the part of the link after #"),
    "footnote-unused": ("warning", "refer to it in the text, or remove it"),
    "html-removed": ("note", "nothing to do if the element was not meant for a book"),
    "dialect-unexpanded": ("warning", "replace the tag by Markdown"),
    "dialect-undefined": ("note", "define it, or put {% raw %} and {% endraw %} around it"),
    "dialect-too-costly": ("warning", "shorten the loops, or write the text out"),
    "include-missing": ("warning", "put the file into _includes, or remove the tag"),
    "site-data-invalid": ("warning", "correct the file in _data; its values were not used"),
    "math-unreadable": ("warning", "correct the formula; it is shown as it was written"),
    "chapter-lost": ("error", "give fewer processes with --jobs, or more memory, and build again"),
    "layout-warning": ("warning", "see the message of the layout engine"),
    "glyph-missing": (
        "warning",
        "install a font that has the character (for emoji: fonts-noto-color-emoji)",
    ),
    "epubcheck-missing": ("warning", "install Java, for one Debian's default-jre-headless"),
    "epub-invalid": ("error", "build the book again; if the message stays, report it"),
    "epub-doubtful": ("warning", "build the book again; if the message stays, report it"),
    "epub-usage": ("note", "nothing to do for a book that reads well"),
    "access-metadata": ("warning", "build the book again; it states all this"),
    "access-alternative": ("note", "describe the pictures between the brackets: ![description](file)"),
    "access-claim": ("error", "describe all pictures, or remove the claim"),
    "access-structure": ("warning", "build the book again; if the message stays, report it"),
    "shop-picture": ("warning", "build the book again; its pictures are made to fit"),
    "shop-cover": ("warning", "build the book again; it has a cover that fits"),
    "shop-size": ("warning", "divide the book with --volumes, or long posts with headings"),
    "shop-navigation": ("warning", "build the book again; it has the navigation that is asked for"),
    "shop-metadata": ("warning", "state it in book.toml or in the site's settings"),
    "shop-styles": ("warning", "leave colours to the reader, and styles to the style sheet"),
    "shop-notes": ("warning", "build the book again; if the message stays, report it"),
    "epub-lightened": (
        "note",
        "nothing to do; --volumes makes smaller books with pictures as they are",
    ),
    "epub-no-fonts": (
        "warning",
        "name a family of a fontpkg-* package in the theme's --text-face or --head-face",
    ),
    "conformance-not-claimed": ("warning", "describe all pictures, or remove `certified_by`"),
    "pdf-invalid": ("error", "build the book again; if the message stays, report it"),
    "link-broken": ("error", "build the book again; if the message stays, report it"),
    "words-lost": ("error", "look at the markup of the line; if it is as it should be, report it"),
    "words-doubled": ("warning", "look at the markup of the line; if it is as it should be, report it"),
    "words-added": ("warning", "look at the markup of the line; if it is as it should be, report it"),
    "words-glued": ("warning", "put a space, or a tag that parts the words, between them"),
    "reader-invalid": ("error", "correct the line; this reader was left out"),
    "reader-bad-value": ("warning", "correct the value; it was not used"),
    "readers-column-unknown": ("note", "nothing to do if the column is not meant for us"),
    "edition-unreadable": ("error", "build the book again"),
    "reader-duplicate": ("note", "keep one of the lines; they were taken as one reader"),
    "words-split": ("warning", "take out what stands inside the word"),
}


def diagnose(code: str, message: str, where: Where | None = None, hint: str = "") -> Diagnostic:
    """Make a diagnostic; severity and usual remedy come from `CODES`. Raises KeyError on a new code."""
    severity, usual = CODES[code]
    return Diagnostic(code=code, severity=severity, message=message, where=where, hint=hint or usual)


def one_line(text: str) -> str:
    """What is quoted, short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= _MOST_QUOTED else f"{text[: _MOST_QUOTED - 1]}…"


class BookmakerError(Exception):
    """A problem that ends the command. Positional arguments only, so that it can be pickled."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "", diagnostics: Iterable[Diagnostic] = ()):
        super().__init__(message, hint, tuple(diagnostics))
        self.message = message
        self.hint = hint
        self.diagnostics = tuple(diagnostics)

    def __str__(self) -> str:
        return f"{self.message}\n  fix: {self.hint}" if self.hint else self.message


class ConfigError(BookmakerError):
    """Wrong usage or configuration."""

    exit_code = 2


class SourceError(BookmakerError):
    """Nothing usable among the sources."""

    exit_code = 3


class RenderError(BookmakerError):
    """A chapter could not be rendered."""

    exit_code = 4


class WorkerLostError(RenderError):
    """The process that did the work ended before it, and so did the one that tried again."""


class ExportError(BookmakerError):
    """An output file could not be made."""

    exit_code = 5


class DeliveryError(BookmakerError):
    """Sending could not begin or go on. What was sent before stands in the ledger."""

    exit_code = 6
