"""Words of a source and of a file, written shortly, for the tests here."""

from __future__ import annotations

from collections.abc import Sequence

from bookmaker.checker.findings import Finding
from bookmaker.checker.source import post_to_words
from bookmaker.checker.text import balance_words
from bookmaker.checker.words import Kind, Piece, Word, pieces_to_words
from tests.posts import make_post

PRINTED: tuple[Kind, ...] = ("printed",)


def source_words(body: str, suffix: str = ".md") -> list[Word]:
    """The words of a post's body, without those of its title and date."""
    post = make_post("post", path=f"post{suffix}", title="Title", body=body, body_line=9)
    return [word for word in post_to_words(post, "en") if word.line > 1]


def printed(body: str, suffix: str = ".md") -> str:
    """The words that must be in a book, parted by spaces; `+` where two may be one."""
    shown = ""
    for word in source_words(body, suffix):
        if word.kind == "printed":
            shown += ("+" if word.may_join else " ") + word.text
    return shown.strip()


def kinds(body: str, kind: Kind) -> str:
    """The words of one kind."""
    return " ".join(word.text for word in source_words(body) if word.kind == kind)


def text_words(text: str, line: int = 0) -> list[Word]:
    """Words of plain text."""
    return pieces_to_words([Piece(text=text, line=line, is_page=True)])


def faults(source: Sequence[Word] | str, file: str) -> list[str]:
    """What comparing a source with a file's text finds: `lost: two words`."""
    words = text_words(source) if isinstance(source, str) else source
    found = balance_words(words, text_words(file), PRINTED).findings
    return [_short(finding) for finding in found]


def _short(finding: Finding) -> str:
    return f"{finding.fault}: {' '.join(finding.words)}"
