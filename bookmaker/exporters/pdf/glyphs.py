"""Characters that no font has: which they are, and where in the sources they stand.

In: what the layout engine could not draw in a chapter, and the chapter's posts. Out: diagnostics.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bookmaker.errors import Diagnostic, Where, diagnose
from bookmaker.model import Chapter, Post

# Source: WeasyPrint 70, `draw_first_line`.
_COMPLAINT = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]{4,6})\)\Z", re.DOTALL)
#: So many are told one by one; of a post in a script without a font, the rest in one message.
_MOST_TOLD = 4


@dataclass(frozen=True, slots=True)
class Complaints:
    """What a layout complained of. Order: of the pages; each once."""

    missing: tuple[str, ...]
    """Characters without a glyph."""
    others: tuple[str, ...]


def sort_complaints(complaints: Iterable[str]) -> Complaints:
    """Tell missing characters from other complaints."""
    missing: dict[str, None] = {}
    others = []
    for text in complaints:
        found = _COMPLAINT.match(text)
        if found:
            missing[chr(int(found[1], 16))] = None
        else:
            others.append(text)
    return Complaints(tuple(missing), tuple(others))


def missing_in_chapter(chapter: Chapter, characters: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Tell of each character at the line where it stands first; what no post has, of the chapter."""
    left = dict.fromkeys(characters)
    for post in chapter.posts:
        here = [character for character in left if character in post.title or character in post.body]
        yield from _missing_in_post(post, here)
        left = {character: None for character in left if character not in here}
    if left:
        # An entity, a short code or a wording of the program's own.
        where = Where(path=chapter.posts[0].path)
        yield diagnose("glyph-missing", f"no font has {_names(left)}", where)


def missing_elsewhere(characters: Iterable[str]) -> Iterator[Diagnostic]:
    """Tell of characters of titles, contents and running heads."""
    named = _names(characters)
    if named:
        yield diagnose("glyph-missing", f"no font has {named}, of a title")


def _missing_in_post(post: Post, characters: list[str]) -> Iterator[Diagnostic]:
    for character in characters[:_MOST_TOLD]:
        yield diagnose("glyph-missing", f"no font has {_names(character)}", _where(post, character))
    rest = characters[_MOST_TOLD:]
    if rest:
        message = f"no font has {len(rest)} more characters of the post: {_names(rest)}"
        yield diagnose("glyph-missing", message, _where(post, rest[0]))


def _where(post: Post, character: str) -> Where:
    index = post.body.find(character)
    line = 1 if index < 0 else post.body_line + post.body.count("\n", 0, index)
    return Where(path=post.path, line=line)


def _names(characters: Iterable[str]) -> str:
    return ", ".join(f"{character} (U+{ord(character):04X})" for character in characters)
