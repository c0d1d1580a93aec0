"""Raw HTML as it stands in a post, before it is cleaned: which of it is HTML, on which line, and what goes.

In: pieces of a post's HTML. Out: the same with the file's lines on its tags, drawings turned into pictures,
and what looks like a tag but is none turned into text.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape, unescape

from bookmaker.renderer.elements import HTML_ELEMENTS, MATHEMATICS

#: The attribute that carries a file's line number through to the tree. Never leaves the renderer.
LINE = "data-line"
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_OPENING = re.compile(
    r"""<!--|<(?P<name>[A-Za-z][\w-]*)(?=(?:[\s/](?:"[^"]{0,2000}"|'[^']{0,2000}'|[^"'<>])*)?>)"""
)
# What looks like a tag in these is none.
_CODE_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_WHOLE_TAG = re.compile(r"""</?([A-Za-z][\w:-]*)(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'<>])*>""")
# Browsers take it for a slip. Source: HTML, 13.2.6.4.7.
_IMAGE = re.compile(r"<(/?)image(?=[\s/>])", re.IGNORECASE)
_PLAIN = HTML_ELEMENTS - MATHEMATICS
_MATHEMATICS = re.compile(rf"</?(?:{'|'.join(sorted(MATHEMATICS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BARE = re.compile(r"<[A-Za-z][\w-]*((?:\s+[^\s=<>\"'/]+)+)\s*>")
_BARE_NAMES = frozenset(
    "allowfullscreen async autoplay autofocus checked compact controls default defer disabled download "
    "hidden inert ismap itemscope loop markdown multiple muted nohref nomodule noshade novalidate nowrap "
    "open playsinline readonly required reversed selected".split()
)
_SVG = re.compile(r"<svg\b(?=[^<>]*[^/<>]>|>)", re.IGNORECASE)
_SVG_END = re.compile(r"</svg\s*>", re.IGNORECASE)
_NAMED = re.compile(r"<title\b[^<>]*>([^<]+)", re.IGNORECASE)
_LABEL = re.compile(r"<(?:text|tspan)\b[^<>]*>([^<]+)", re.IGNORECASE)
_SVG_SPACE = 'xmlns="http://www.w3.org/2000/svg"'
#: A page shows them, and a book cannot.
_SHOWN = ("button", "canvas", "noscript", "select", "textarea")
_REMOVED = re.compile(rf"<!--|<({'|'.join(_SHOWN)}|script|style|svg)\b[^<>]*>", re.IGNORECASE)
_LINE = re.compile(rf' {LINE}="(\d+)"')


def keep_unknown_tags(html: str) -> str:
    """Escape what looks like a tag of no HTML element, so that its words are not lost."""

    def keep(found: re.Match[str]) -> str:
        known = found[2].lower() in HTML_ELEMENTS
        return found[0] if known else f"&lt;{found[1]}{found[2]}"

    # The cleaning would take the letters of formulas away with their tags.
    return _TAG.sub(keep, _MATHEMATICS.sub("", _IMAGE.sub(r"<\1img", html)))


def drop_unknown_tags(html: str) -> str:
    """Take away tags of no HTML element, where all is HTML: their words stay.

    The cleaning would take the words too where it knows the name from SVG or MathML: `<pi>` for `<p>`.
    """

    def drop(found: re.Match[str]) -> str:
        return found[0] if found[1].lower() in _PLAIN else ""

    return _WHOLE_TAG.sub(drop, _IMAGE.sub(r"<\1img", html))


def is_comparison(tag: str) -> bool:
    """Whether `<b and c>` is meant: bare words where HTML has attributes."""
    found = _BARE.fullmatch(tag)
    return found is not None and not all(
        word.lower() in _BARE_NAMES or "-" in word for word in found[1].split()
    )


def is_raw(line: str | None) -> bool:
    """Whether an element with this mark of its line was written as HTML, and not as Markdown."""
    return line is None or line.startswith("0")


def mark_lines(html: str, line: int) -> str:
    """Put the file's line on every opening tag, with a zero before it: `is_raw`.

    Units: `line` is where `html` begins, from 1.
    """
    pieces: list[str] = []
    done = position = 0
    while (found := _OPENING.search(html, position)) is not None:
        name = found["name"]
        position = found.end() if name else html.find("-->", found.end())
        if position < 0:
            break
        # A parser copies a link that has blocks in it: one with a line would be taken for the author's.
        if not name or name.lower() == "a" or name.lower() not in HTML_ELEMENTS:
            continue
        line += html.count("\n", done, found.end())
        pieces += [html[done : found.end()], f' {LINE}="0{line}"']
        done = found.end()
        code_end = _CODE_ENDS.get(name.lower())
        if code_end:
            end = code_end.search(html, done)
            if end is None:
                break
            position = end.start()
    return "".join([*pieces, html[done:]])


def show_drawings(html: str) -> str:
    """Turn drawings in the text into pictures that hold their own bytes."""
    pieces: list[str] = []
    done = 0
    while (opening := _SVG.search(html, done)) is not None:
        closing = _SVG_END.search(html, opening.end())
        if closing is None:
            break
        picture = _drawing_to_picture(html[opening.start() : closing.end()])
        pieces += [html[done : opening.start()], picture]
        done = closing.end()
    return "".join([*pieces, html[done:]])


def _drawing_to_picture(svg: str) -> str:
    named = _NAMED.search(svg)
    words = " ".join(unescape(named[1] if named else " ".join(_LABEL.findall(svg))).split())
    own_line = _LINE.search(svg)
    whole = _LINE.sub("", svg)
    whole = whole if "xmlns=" in whole else f"<svg {_SVG_SPACE}{whole[4:]}"
    data = b64encode(whole.encode("utf-8", "replace")).decode()
    line = own_line[0] if own_line else ""
    return f'<img{line} src="data:image/svg+xml;base64,{data}" alt="{escape(words)}">'


def find_removed(html: str) -> Iterator[tuple[str, int | None]]:
    """What the cleaning takes away although a page shows it, or that is not closed, each with its line."""
    line: int | None = None
    position = 0
    while (found := _REMOVED.search(html, position)) is not None:
        before = _LINE.findall(html, position, found.end())
        line = int(before[-1]) if before else line
        name = (found[1] or "").lower()
        end = _end_of(html, name, found.end())
        if name in _SHOWN:
            yield f"<{name}> left out", line
        elif name and end < 0 and not found[0].endswith("/>"):
            yield f"<{name}> is not closed: it and what seems to be in it left out", line
        if end < 0:
            break
        position = end


def _end_of(html: str, name: str, position: int) -> int:
    """Where an element or a comment ends, below 0 where it does not."""
    if not name:
        return html.find("-->", position)
    end = re.compile(f"</{name}", re.IGNORECASE).search(html, position)
    return end.start() if end else -1
