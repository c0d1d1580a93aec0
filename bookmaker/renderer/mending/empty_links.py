"""Links without a word, `[ ](…)`: nobody can see or follow them, and a reading aid would announce them."""

from __future__ import annotations

from bookmaker.renderer.mending.blank import find_blank, is_target, unwrap_blank
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.raw_html import LINE


def remove_empty_links(passage: Passage) -> None:
    """Take them out but for the space that stood in them; report once."""
    blank = find_blank(passage.root)
    links = [link for link in passage.root.iter("a") if link in blank and link.get("href")]
    links = [link for link in links if not is_target(link)]
    shown = {link.get("href") for link in passage.root.iter("a") if link not in blank}
    # Without a line, and with words elsewhere: the HTML parser's copy of a link around blocks.
    written = [link for link in links if link.get(LINE) or link.get("href") not in shown]
    if written:
        count = "a link" if len(written) == 1 else f"{len(written)} links"
        passage.report("link-empty", f"{count} without a word left out", written[0])
    unwrap_blank(links)
