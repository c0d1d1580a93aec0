"""Puts a guard around every tag of python-liquid: an error costs one construct, never the post."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from liquid.ast import Node
from liquid.exceptions import LiquidError, LiquidInterrupt, LiquidSyntaxError, ResourceLimitError
from liquid.tag import Tag

from bookmaker.errors import one_line
from bookmaker.renderer.dialects.jekyll.budget import NODE_COST
from bookmaker.renderer.dialects.jekyll.run import first_line, run_of
from bookmaker.renderer.dialects.jekyll.stream import PieceStream
from bookmaker.renderer.dialects.report import Source

if TYPE_CHECKING:
    from liquid import Environment, RenderContext, TokenStream

#: python-liquid reads expressions with patterns that are slow on very long ones.
_LONGEST_EXPRESSION = 10_000
_MOST_BRACKETS = 100


class GuardedTag(Tag):
    """A tag whose construct stands as words where it cannot be parsed."""

    def __init__(self, env: Environment, inner: Tag):
        super().__init__(env)
        self.inner = inner

    def parse(self, stream: TokenStream) -> Node:
        return self.get_node(stream)

    def get_node(self, stream: TokenStream) -> Node:
        if not isinstance(stream, PieceStream):
            raise LiquidSyntaxError("a tag inside an expression", token=stream.current)
        position, depth = stream.pos, stream.block_depth
        try:
            _refuse_long_expression(stream)
            node = self.inner.parse(stream)
        except LiquidError as error:
            return stream.give_up(position, depth, first_line(error))
        except RecursionError:
            return stream.give_up(position, depth, "it is nested too deeply")
        return GuardedNode(node, stream, position)


class GuardedNode(Node):
    """A construct that, where it cannot be rendered, gives the words that stand inside it."""

    __slots__ = ("end", "inner", "source", "start", "words")

    def __init__(self, inner: Node, stream: PieceStream, position: int):
        super().__init__(inner.token)
        opening = stream.structure.pieces[stream.piece_at[position]]
        closing = stream.end_of_construct(position)
        self.inner = inner
        self.blank = inner.blank
        self.source: Source = stream.source
        self.start, self.end = opening.start, closing.end
        self.words = (opening.end, max(closing.start, opening.end))
        if opening.kind == "output":
            self.words = (opening.start, opening.end)

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        run = run_of(context)
        run.budget.spend(NODE_COST)
        try:
            return self.inner.render(context, buffer)
        except (LiquidInterrupt, ResourceLimitError):
            raise
        # A hostile or mistaken template can raise anything from deep inside python-liquid.
        except Exception as error:
            written = one_line(self.source.text[self.start : self.end])
            message = f"cannot run `{written}`: {first_line(error)}"
            run.report.once("dialect-unexpanded", message, message, self.source, self.start)
            return buffer.write(self.source.text[slice(*self.words)])


def _refuse_long_expression(stream: PieceStream) -> None:
    text = stream.structure.pieces[stream.piece_at[stream.pos]].text
    brackets = text.count("(") + text.count("[")
    if len(text) > _LONGEST_EXPRESSION or brackets > _MOST_BRACKETS:
        raise LiquidSyntaxError("it is too long", token=None)
