"""Jekyll's tags, and those of its best known plug-ins, as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TextIO

from liquid.ast import Node
from liquid.builtin.output import Output, OutputNode
from liquid.parser import get_parser
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, TOKEN_TAG
from liquid.undefined import Undefined

from bookmaker.renderer.dialects.embeds import embed_to_markdown
from bookmaker.renderer.dialects.figures import parameters_to_markdown
from bookmaker.renderer.dialects.jekyll.markup import fill_outputs, filled_parameters
from bookmaker.renderer.dialects.jekyll.parse import report_unknown
from bookmaker.renderer.dialects.jekyll.run import run_of
from bookmaker.renderer.dialects.jekyll.stream import PieceStream
from bookmaker.renderer.dialects.jekyll.values import value_to_text
from bookmaker.renderer.dialects.parameters import named
from bookmaker.renderer.dialects.placement import place_code, place_paragraph, placement_of
from bookmaker.renderer.dialects.places import NAME_A_PAGE

if TYPE_CHECKING:
    from liquid import RenderContext, Token, TokenStream
    from liquid.ast import BlockNode

_LANGUAGE = re.compile(r"[\w.+#-]+")
_SITE_BEFORE = re.compile(r"\{\{-?\s*site\.(url|baseurl)\b[^{}]*\}\}$")
_LONGEST_BEFORE = 200


class OutputToText(OutputNode):
    """`{{ … }}`, printed as Ruby prints it."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        run = run_of(context)
        value = self.expression.evaluate(context)
        if isinstance(value, Undefined):
            if run.source.is_post:
                message = f"`{{{{ {self.expression} }}}}` is not defined and gives nothing"
                index = self.token.start_index
                run.report.once("dialect-undefined", message, message, run.source, index)
            return 0
        run.budget.spend_value(value)
        return buffer.write(value_to_text(value))


class OutputTag(Output):
    """The construct `{{ … }}`."""

    node_class = OutputToText


class MarkupNode(Node):
    """A tag with what stands in it. Subclasses say which Markdown it becomes."""

    __slots__ = ("markup", "markup_end")

    def __init__(self, token: Token, expression: Token | None):
        super().__init__(token)
        self.blank = False
        self.markup = expression.value if expression else ""
        end = expression.start_index + len(expression.value) if expression else token.start_index
        closing = token.source.find("%}", end)
        self.markup_end = closing + 2 if closing >= 0 else end

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        return buffer.write(self.to_markdown(context))

    def to_markdown(self, context: RenderContext) -> str:
        raise NotImplementedError

    def on_its_own(self, markdown: str) -> str:
        """Set Markdown apart as a paragraph where the tag stands."""
        if not markdown:
            return ""
        place = placement_of(self.token.source, self.token.start_index, self.markup_end)
        return place_paragraph(markdown, place)


class MarkupTag(Tag):
    """Parses a tag that is no block."""

    block = False
    node_class: type[MarkupNode]

    def parse(self, stream: TokenStream) -> Node:
        token = stream.current
        expression = stream.peek if stream.peek.kind == TOKEN_EXPRESSION else None
        if expression:
            next(stream)
        return self.node_class(token, expression)


class LinkNode(MarkupNode):
    """`{% link _posts/….md %}` and `{% post_url … %}`: the address in full."""

    def to_markdown(self, context: RenderContext) -> str:
        run = run_of(context)
        name = fill_outputs(self.markup, context).strip().strip("\"'")
        path = run.places.address_of(name)
        if path is None:
            message = f"no post or page is called `{name}`"
            index = self.token.start_index
            run.report.once("link-unresolved", name, message, run.source, index, NAME_A_PAGE)
            path = run.places.likely_address(name)
        start = self.token.start_index
        before = self.token.source[max(start - _LONGEST_BEFORE, 0) : start]
        site = _SITE_BEFORE.search(before)
        if site is None:
            return run.places.in_full(path)
        return path if site[1] == "baseurl" else run.places.base_path + path


class EmbedNode(MarkupNode):
    """`{% youtube … %}`, `{% gist … %}`: a link that stands alone."""

    def to_markdown(self, context: RenderContext) -> str:
        parameters = filled_parameters(self.markup, context)
        names = tuple(parameter.value for parameter in parameters if not parameter.name)
        names = names or (named(parameters, "id", "url", "src"),)
        title = named(parameters, "title")
        return self.on_its_own(embed_to_markdown(self.token.value, names, title))


class UnknownNode(MarkupNode):
    """A tag that nobody knows: its words and its picture stay."""

    def to_markdown(self, context: RenderContext) -> str:
        return self.on_its_own(parameters_to_markdown(filled_parameters(self.markup, context)))


class LinkTag(MarkupTag):
    node_class = LinkNode


class EmbedTag(MarkupTag):
    node_class = EmbedNode


class UnknownTag(MarkupTag):
    """Stands where python-liquid has its tag for errors."""

    node_class = UnknownNode

    def parse(self, stream: TokenStream) -> Node:
        if isinstance(stream, PieceStream):
            token = stream.current
            report_unknown(token.value, stream.source, token.start_index, stream.report)
        return super().parse(stream)


class HighlightNode(Node):
    """A block of code. What stands in it is Liquid, unless it is `raw`: so it is in Jekyll."""

    __slots__ = ("block", "end", "language", "options", "start")

    def __init__(self, token: Token, expression: str, block: BlockNode):
        super().__init__(token)
        self.blank = False
        language = _LANGUAGE.match(expression)
        self.language = language[0].lower() if language else ""
        self.options = "linenos" if "linenos" in expression else ""
        self.block = block
        self.start = token.start_index
        closing = token.source.find("%}", max(block.token.start_index, self.start))
        self.end = closing + 2 if closing >= 0 else len(token.source)

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        inside = context.get_buffer(buffer)
        for node in self.block.nodes:
            node.render(context, inside)
        code = inside.getvalue().strip("\r\n").rstrip()
        place = placement_of(self.token.source, self.start, self.end)
        return buffer.write(place_code(code, self.language, self.options, place))


class HighlightTag(Tag):
    """`{% highlight ruby linenos %}` … `{% endhighlight %}`, and Octopress' `codeblock`."""

    def parse(self, stream: TokenStream) -> Node:
        token = stream.eat(TOKEN_TAG)
        expression = ""
        if stream.current.kind == TOKEN_EXPRESSION:
            expression = next(stream).value
        end = f"end{token.value}"
        block = get_parser(self.env).parse_block(stream, (end,))
        stream.expect(TOKEN_TAG, end)
        return HighlightNode(token, expression, block)
