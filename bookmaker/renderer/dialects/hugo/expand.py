"""Expands the short codes of one post. In: a post and its site. Out: Markdown and diagnostics."""

from __future__ import annotations

from dataclasses import dataclass

from bookmaker.errors import Outcome
from bookmaker.model import Post
from bookmaker.renderer.dialects.context import SiteContext
from bookmaker.renderer.dialects.hugo.codes import CODES, Code, UnresolvedError, unknown_code
from bookmaker.renderer.dialects.hugo.parse import (
    Piece,
    cut_into_pieces,
    pair_codes,
    shallow_pairs,
)
from bookmaker.renderer.dialects.lines import join_in_place
from bookmaker.renderer.dialects.placement import placement_of
from bookmaker.renderer.dialects.places import NAME_A_PAGE, Places
from bookmaker.renderer.dialects.report import Report, Source


def expand_hugo(post: Post, context: SiteContext) -> Outcome[str]:
    """Replace every short code by Markdown. No word of the post is lost."""
    return _Expansion(post, context).run()


@dataclass(slots=True)
class _Level:
    """A short code that has been opened, and what has come since. The body is the first level."""

    opening: Piece | None
    texts: list[tuple[str, int]]


class _Expansion:
    def __init__(self, post: Post, context: SiteContext):
        self.post = post
        self.places = Places(context)
        self.source = Source(path=post.path, text=post.body, first_line=post.body_line)
        self.report = Report()

    def run(self) -> Outcome[str]:
        pieces = cut_into_pieces(self.post.body)
        pairs = shallow_pairs(pair_codes(pieces))
        ends = frozenset(pairs.values())
        levels = [_Level(None, [])]
        line = position = 0
        for index, piece in enumerate(pieces):
            line += self.source.text.count("\n", position, piece.start)
            position = piece.start
            if index in pairs:
                levels.append(_Level(piece, [("", line)]))
            elif index in ends:
                level = levels.pop()
                levels[-1].texts.append((self.close(level, piece), level.texts[0][1]))
            else:
                levels[-1].texts.append((self.write(piece), line))
        text = join_in_place(levels[0].texts)
        return Outcome(text, self.report.in_order(self.post.path))

    def write(self, piece: Piece) -> str:
        """Words, or a short code that stands alone."""
        if piece.kind == "text":
            if piece.is_broken:
                message = f"`{piece.text}` begins no short code; it stands in the text as it is"
                self.tell(message, message, piece)
            return piece.text
        if piece.kind == "close":
            message = f"`{piece.name}` is closed here and never opened"
            self.tell(message, message, piece)
            return ""
        return self.expand(piece, None, piece.end)

    def close(self, level: _Level, closing: Piece) -> str:
        opening = level.opening
        assert opening is not None  # the body itself is never closed
        inner = "".join(text for text, _ in level.texts)
        return self.expand(opening, inner, closing.end)

    def expand(self, piece: Piece, inner: str | None, end: int) -> str:
        code = Code(
            name=piece.name,
            parameters=piece.parameters,
            inner=inner,
            place=placement_of(self.source.text, piece.start, end),
            post=self.post,
            places=self.places,
        )
        if piece.name not in CODES:
            kept = "its text and picture, if any, are" if inner is None else "what stands inside is"
            message = f"no short code is called `{piece.name}`; {kept} kept"
            self.tell(f"short code {piece.name}", message, piece)
        try:
            return CODES.get(piece.name, unknown_code)(code)
        except UnresolvedError as error:
            name = str(error)
            message = f"no page is called `{name}`"
            self.report.once("link-unresolved", name, message, self.source, piece.start, NAME_A_PAGE)
            return name

    def tell(self, subject: str, message: str, piece: Piece) -> None:
        self.report.once("dialect-unexpanded", subject, message, self.source, piece.start)
