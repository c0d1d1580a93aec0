"""Hands the pieces to python-liquid as tokens, and takes back those that it cannot parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liquid import Token, TokenStream
from liquid.ast import Node
from liquid.builtin.content import ContentNode
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG

from bookmaker.errors import one_line
from bookmaker.renderer.dialects.jekyll.keywords import quote_names
from bookmaker.renderer.dialects.jekyll.lexer import Piece
from bookmaker.renderer.dialects.jekyll.structure import Structure
from bookmaker.renderer.dialects.report import Report, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The remedy for what cannot be read.
MEND = "correct it, or put {% raw %} and {% endraw %} around it if it is meant to be read"


class PieceStream(TokenStream):
    """Tokens that remember their pieces."""

    def __init__(self, structure: Structure, source: Source, report: Report):
        self.source = source
        self.report = report
        self.structure = structure
        self.piece_at: dict[int, int] = {}
        self.position_of: dict[int, int] = {}
        super().__init__(self._make_tokens())

    def _make_tokens(self) -> Iterator[Token]:
        position = 0
        for index, piece in enumerate(self.structure.pieces):
            self.piece_at[position] = index
            self.position_of[index] = position
            for token in _tokens_of(piece, self.source.text):
                yield token
                position += 1

    def written(self, piece: Piece) -> str:
        """A construct as its author wrote it."""
        return self.source.text[piece.start : piece.end]

    def end_of_construct(self, position: int) -> Piece:
        """The piece that closes the construct begun at a token's position."""
        index = self.piece_at[position]
        partners = self.structure.partners.get(index)
        return self.structure.pieces[partners[-1] if partners else index]

    def give_up(self, position: int, depth: int, reason: str) -> Node:
        """Go back to a construct that cannot be parsed, and let its markers stand as words."""
        index = self.piece_at[position]
        piece = self.structure.pieces[index]
        message = f"cannot read `{one_line(self.written(piece))}`: {reason}"
        self.report.once("dialect-unexpanded", message, message, self.source, piece.start, MEND)
        for broken in (index, *self.structure.partners.pop(index, ())):
            self._make_words(broken)
        self.pos = position
        self.block_depth = depth
        return ContentNode(self.tokens[position], self.tokens[position].value)

    def _make_words(self, index: int) -> None:
        piece = self.structure.pieces[index]
        position = self.position_of[index]
        words = Token(TOKEN_CONTENT, self.written(piece), piece.start, self.source.text)
        self.tokens[position] = words
        following = position + 1
        if following < len(self.tokens) and self.tokens[following].kind == TOKEN_EXPRESSION:
            self.tokens[following] = words._replace(value="")


def _tokens_of(piece: Piece, source: str) -> Iterator[Token]:
    if piece.kind == "text":
        text = source[piece.start : piece.end] if piece.is_broken else piece.text
        yield Token(TOKEN_CONTENT, text, piece.start, source)
        return
    if piece.kind == "output":
        yield Token(TOKEN_OUTPUT, "{{", piece.start, source)
        yield Token(TOKEN_EXPRESSION, quote_names(piece.text), piece.text_start, source)
        return
    yield Token(TOKEN_TAG, piece.name, piece.start, source)
    if piece.text:
        text = quote_names(piece.text, piece.name)
        yield Token(TOKEN_EXPRESSION, text, piece.text_start, source)
