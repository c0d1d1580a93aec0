"""The balance of words: what each post's source says against what a file holds of it.

In: a finished file, and posts whose bodies have their Liquid and short codes expanded. Out: a balance and
diagnostics for every post that is in the file. Posts are told by their ids, which go by their paths.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bookmaker.checker.booktext import BookText
from bookmaker.checker.comparison import Comparison
from bookmaker.checker.findings import Balance, Fault, Finding
from bookmaker.checker.joints import settle_joints
from bookmaker.checker.source import post_to_words
from bookmaker.checker.words import Kind, Word, fold_loosely, fold_text, pieces_to_words
from bookmaker.errors import Diagnostic, Where, diagnose
from bookmaker.model import Format, Post

#: In words, and in letters of one.
_LONGEST_QUOTE, _LONGEST_WORD = 12, 60
_MESSAGES: dict[Fault, str] = {
    "lost": "not in {file}: {words}",
    "doubled": "too often in {file}{place}: {words}",
    "added": "in {file}{place} and not in the post: {words}",
    "glued": "glued together in {file}{place}: {words}",
    "split": "a word in pieces in {file}{place}: {words}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBalance:
    """The balance of one post in one file."""

    path: str
    title: str
    balance: Balance

    def diagnostics(self, file: str) -> tuple[Diagnostic, ...]:
        """The findings, with the places in the source."""
        return tuple(self._diagnose(finding, file) for finding in self.balance.findings)

    def _diagnose(self, finding: Finding, file: str) -> Diagnostic:
        more = len(finding.words) - _LONGEST_QUOTE
        message = _MESSAGES[finding.fault].format(
            file=file,
            place=f" (page {finding.page})" if finding.page else "",
            words=" ".join(map(_shorten, finding.words[:_LONGEST_QUOTE]))
            + (f" … and {more} more" if more > 0 else ""),
        )
        return diagnose(f"words-{finding.fault}", message, Where(path=self.path, line=finding.line))


def _shorten(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…"


def balance_file(
    path: Path, kind: Format, posts: Sequence[Post], site_url: str = ""
) -> tuple[PostBalance, ...]:
    """Compare each post that is in the file. Order: the posts'. Raises: ExportError."""
    # What a picture shows in words is printed or is its alternative text, which a PDF's text lacks.
    required: tuple[Kind, ...] = ("printed", "described") if kind == "epub" else ("printed",)
    fold = fold_text if kind == "epub" else fold_loosely
    text = _read(path, kind, {post.id for post in posts})
    return tuple(
        PostBalance(
            path=post.path,
            title=post.title,
            balance=balance_words(
                post_to_words(post, text.language, site_url, fold),
                pieces_to_words(text.posts[post.id], fold),
                required,
            ),
        )
        for post in posts
        if post.id in text.posts
    )


def balance_words(source: Sequence[Word], file: Sequence[Word], required: Collection[Kind]) -> Balance:
    """Compare a post's words with a file's. `required` kinds of the source must be in the file."""
    comparison = Comparison(*settle_joints(source, file), frozenset(required))
    return Balance(
        source_words=sum(word.kind in required for word in comparison.source),
        file_words=sum(word.kind == "printed" for word in comparison.file),
        moved=comparison.moved,
        findings=tuple(comparison.findings()),
    )


def _read(path: Path, kind: Format, ids: Collection[str]) -> BookText:
    # Each needs one large library.
    read: Callable[[Path, Collection[str]], BookText]
    if kind == "epub":
        from bookmaker.checker.epub_text import read_epub as read
    else:
        from bookmaker.checker.pdf_text import read_pdf as read
    return read(path, ids)
