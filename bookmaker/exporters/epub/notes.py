"""Notes as reading systems pop them up.

In: the renderer's list of notes. Out: an `aside` for each. Apple Books wants an `aside` whose id is the
target, Kindle the way back first, Kobo the id on the outermost element of the note; where none of that is
known, notes stand at the end of the chapter and are linked in both directions.
Source: Apple Books Asset Guide, "Footnotes"; Kindle Publishing Guidelines, "Footnotes"; DPUB-ARIA 1.1,
doc-footnote.
"""

from __future__ import annotations

from bookmaker.exporters.epub.tags import iterate_tags


def notes_to_asides(xhtml: str) -> str:
    """Turn the items of lists of notes into asides. A list item may not have the role of a footnote."""
    if 'class="footnotes"' not in xhtml:
        return xhtml
    pieces, done = [], 0
    section = -1
    for tag in iterate_tags(xhtml):
        if tag.name == "section" and tag.kind == "start" and tag.has_class("footnotes"):
            section = tag.depth
        elif tag.depth == section:
            section = -1
        new = _replacement(tag.name, tag.kind, tag.written, tag.depth - section) if section >= 0 else None
        if new is not None:
            pieces += [xhtml[done : tag.start], new]
            done = tag.end
    return "".join((*pieces, xhtml[done:]))


def _replacement(name: str, kind: str, written: str, depth: int) -> str | None:
    if (name, depth) == ("ol", 1):
        return ""
    if (name, depth) == ("li", 2):
        return "</aside>" if kind == "end" else f'<aside role="doc-footnote"{written}>'
    return None
