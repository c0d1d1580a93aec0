"""What HTML says of its elements, as far as words are concerned."""

from __future__ import annotations

from lxml.html import defs

#: Words go on through these: `при<b>мер</b>` is one word.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
#: Anything else between < and > is the author's text.
KNOWN = frozenset(defs.tags) | frozenset(
    "bdi data datalist dialog hgroup main math menu meter output picture rb rtc search slot svg template "
    "track wbr".split()
)
#: No book shows what is in them.
UNSEEN = ("script", "style")
#: A book may show what is in them, or something in their place.
REPLACED = (
    "audio", "button", "canvas", "head", "iframe", "math", "noscript", "object", "select", "svg", "template",
    "textarea", "title", "video",
)  # fmt: skip
