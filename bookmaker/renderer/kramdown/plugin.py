"""All of kramdown's additions, as one plugin of the Markdown parser."""

from __future__ import annotations

from markdown_it import MarkdownIt

from bookmaker.renderer.kramdown.abbreviations import abbreviations_plugin
from bookmaker.renderer.kramdown.block_attributes import block_attributes_plugin
from bookmaker.renderer.kramdown.code_info import code_info_plugin
from bookmaker.renderer.kramdown.extensions import extensions_plugin
from bookmaker.renderer.kramdown.html_content import html_content_plugin
from bookmaker.renderer.kramdown.indented_html import indented_html_plugin
from bookmaker.renderer.kramdown.inner_attributes import inner_attributes_plugin
from bookmaker.renderer.kramdown.line_breaks import line_breaks_plugin
from bookmaker.renderer.kramdown.pipe_tables import pipe_tables_plugin
from bookmaker.renderer.kramdown.span_attributes import span_attributes_plugin

#: Order: rules that look at whole blocks before those that read what is left in a line.
_PLUGINS = (
    html_content_plugin,
    indented_html_plugin,
    extensions_plugin,
    block_attributes_plugin,
    inner_attributes_plugin,
    pipe_tables_plugin,
    code_info_plugin,
    abbreviations_plugin,
    span_attributes_plugin,
    line_breaks_plugin,
)


def kramdown_plugin(md: MarkdownIt) -> None:
    """Let a parser read kramdown's additions."""
    for plugin in _PLUGINS:
        plugin(md)
