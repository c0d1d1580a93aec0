"""Expands the Liquid of one post.

In: a post and its site. Out: Markdown and diagnostics. Nothing but includes is read from disk.
"""

from __future__ import annotations

from collections.abc import Iterator

from liquid import BoundTemplate
from liquid.ast import Node
from liquid.exceptions import LiquidInterrupt, ResourceLimitError

from bookmaker.errors import Outcome
from bookmaker.model import Post
from bookmaker.renderer.dialects.context import SiteContext
from bookmaker.renderer.dialects.jekyll.environment import jekyll_environment
from bookmaker.renderer.dialects.jekyll.guard import GuardedNode
from bookmaker.renderer.dialects.jekyll.parse import parse_liquid
from bookmaker.renderer.dialects.jekyll.run import JekyllContext, Run, first_line
from bookmaker.renderer.dialects.lines import join_in_place


def expand_jekyll(post: Post, context: SiteContext) -> Outcome[str]:
    """Run a post's Liquid. Whatever is wrong in it, no word of the post is lost."""
    run = Run(post, context)
    environment = jekyll_environment()
    nodes = parse_liquid(run.body, run.report, environment)
    template = BoundTemplate(environment, nodes)
    text = join_in_place(_render(nodes, JekyllContext(template, run), run))
    return Outcome(text, run.report.in_order(post.path))


def _render(nodes: list[Node], context: JekyllContext, run: Run) -> Iterator[tuple[str, int]]:
    """Each piece of text, with the line of the body it comes from."""
    line = position = 0
    for node in nodes:
        start = node.start if isinstance(node, GuardedNode) else node.token.start_index
        line += run.body.text.count("\n", position, start)
        position = start
        yield _render_one(node, context, run), line


def _render_one(node: Node, context: JekyllContext, run: Run) -> str:
    buffer = context.get_buffer()
    try:
        node.render(context, buffer)
    except LiquidInterrupt:  # `break` in an include, which has no loop around it
        return buffer.getvalue()
    except ResourceLimitError as error:
        if not isinstance(node, GuardedNode):
            return str(node)
        message = f"the template is too costly: {first_line(error)}; it stands in the text as it is"
        run.report.once("dialect-too-costly", "", message, run.body, node.start)
        return run.body.text[node.start : node.end]
    return buffer.getvalue()
