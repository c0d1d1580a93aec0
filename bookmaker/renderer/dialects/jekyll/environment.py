"""The one python-liquid environment of a process: Jekyll's tags and filters, each under guard.

It holds no state of a post: what a post may read and spend lies in its `JekyllContext`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from liquid import Environment
from liquid.builtin.expressions import primitive
from liquid.exceptions import ResourceLimitError
from liquid.token import TOKEN_CONTENT, TOKEN_ILLEGAL, TOKEN_OUTPUT

from bookmaker.renderer.dialects.embeds import EMBEDS
from bookmaker.renderer.dialects.jekyll.filters_addresses import ADDRESS_FILTERS
from bookmaker.renderer.dialects.jekyll.filters_dates import DATE_FILTERS
from bookmaker.renderer.dialects.jekyll.filters_lists import LIST_FILTERS
from bookmaker.renderer.dialects.jekyll.filters_text import TEXT_FILTERS
from bookmaker.renderer.dialects.jekyll.guard import GuardedTag
from bookmaker.renderer.dialects.jekyll.includes import IncludeTag, RelativeIncludeTag
from bookmaker.renderer.dialects.jekyll.tags import (
    EmbedTag,
    HighlightTag,
    LinkTag,
    OutputTag,
    UnknownTag,
)

#: Tags of later Liquids. Jekyll has Liquid 4, to which they are unknown.
_NOT_IN_JEKYLL = ("render", "liquid", "echo", "doc", "comment", "#")
_LONGEST_RANGE = 100_000


@cache
def jekyll_environment() -> Environment:
    """Make the environment. It is never changed afterwards."""
    environment = Environment()
    for name in _NOT_IN_JEKYLL:
        environment.tags.pop(name, None)
    tags = environment.tags
    tags[TOKEN_OUTPUT] = OutputTag(environment)
    tags[TOKEN_ILLEGAL] = UnknownTag(environment)
    tags["highlight"] = tags["codeblock"] = HighlightTag(environment)
    tags["link"] = tags["post_url"] = LinkTag(environment)
    tags["include"] = tags["include_cached"] = IncludeTag(environment)
    tags["include_relative"] = RelativeIncludeTag(environment)
    for name in EMBEDS:
        tags[name] = EmbedTag(environment)
    for name, tag in tuple(tags.items()):
        if name != TOKEN_CONTENT:
            tags[name] = GuardedTag(environment, tag)
    for filters in (ADDRESS_FILTERS, DATE_FILTERS, LIST_FILTERS, TEXT_FILTERS):
        environment.filters.update(filters)
    _bound_ranges()
    return environment


def _bound_ranges() -> None:
    """Refuse ranges that nobody means.

    python-liquid 2.3 walks through all of `(1..999999999999)` to answer `contains "a"`, and asks no
    limit of its own or of ours on the way.
    """
    unbounded = primitive.RangeLiteral._make_range

    def make_range(self: primitive.RangeLiteral, start: Any, stop: Any) -> range:
        made = unbounded(self, start, stop)
        if made and made[-1] - made[0] > _LONGEST_RANGE:
            raise ResourceLimitError("a range is too long", token=None)
        return made

    primitive.RangeLiteral._make_range = make_range  # type: ignore[method-assign]
