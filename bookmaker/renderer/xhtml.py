"""From cleaned HTML to a tree, and from a tree to XHTML that XML and HTML parsers read alike."""

from __future__ import annotations

import re
from html import escape, unescape

import lxml.html
import nh3
from lxml import etree

from bookmaker.renderer.elements import ATTRIBUTES, CONVERTED, DROPPED, KEPT, VOID

Element = etree._Element
_EPUB = "{http://www.idpf.org/2007/ops}"
_MATHML = "http://www.w3.org/1998/Math/MathML"
# What a numeric reference can smuggle past the reading of the file. Source: XML 1.0, production Char.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Source: libxml2 2.14, HTMLparser.c, knows the void elements of HTML 4 only: what follows one of these
# would become its content, and go where it goes.
_VOID_SINCE_HTML_5 = re.compile(r'<(embed|source|track|wbr)((?: [^\s=>"]+="[^"]*")*)>')
# Cleaned HTML is regular: all that is opened is closed, values are quoted, and text has no angle brackets.
_TAG = re.compile(r'<(/?)([A-Za-z][\w-]*)(?: [^\s=>"]+="[^"]*")*>')
# What stands in a frame is no markup for the cleaner, which leaves it as it is: to libxml2 it would be some.
# An unclosed frame swallows the rest of its post so. Source: HTML, 13.1.2.6; html5ever, serialize/mod.rs.
_RAW = re.compile(r"(<iframe\b[^>]*>)(.*?)(</iframe>)", re.DOTALL)
_ANY_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_DEEPEST = 60
_PARTS = frozenset("caption colgroup dd dt figcaption li rp rt summary tbody td tfoot th thead tr".split())
_SCHEMES = {"http", "https", "mailto", "tel", "tg", "geo", "magnet", "ftp", "xmpp", "data"}


def html_to_tree(html: str) -> Element:
    """Clean HTML by the allow-list and parse it. The result is a `div` around it."""
    clean = nh3.clean(
        html,
        tags=set(KEPT | CONVERTED),
        clean_content_tags=set(DROPPED),
        attributes=ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    if not clean.strip():
        return etree.Element("div")
    clean = _RAW.sub(_escape_raw, clean)
    # A numeric reference can give a character that no tree takes, and every pass would stumble over it.
    clean = _VOID_SINCE_HTML_5.sub(r"<\1\2></\1>", FORBIDDEN.sub("", _limit_depth(clean)))
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    document = lxml.html.document_fromstring(
        f"<html><body><div>{clean}</div></body></html>".encode(), parser=parser
    )
    root = document.find("body/div")
    assert root is not None
    return root


def _escape_raw(frame: re.Match[str]) -> str:
    words = unescape(_ANY_TAG.sub("", frame[2]))
    return f"{frame[1]}{escape(words, quote=False)}{frame[3]}"


def _limit_depth(html: str) -> str:
    """Take away the tags of what is nested too deep; the words stay.

    No author nests like this, but broken HTML does: libxml2 drops what is deeper than 2,048 levels, and
    layout engines call themselves for each. A part of a list or table goes only with what it is a part of.
    """
    kept: list[bool] = []

    def limit(found: re.Match[str]) -> str:
        closing, tag = found.groups()
        if tag in VOID:
            return found[0]
        if closing:
            return found[0] if kept.pop() else ""
        kept.append(len(kept) < _DEEPEST or (tag in _PARTS and kept[-1]))
        return found[0] if kept[-1] else ""

    return _TAG.sub(limit, html)


def tree_to_xhtml(root: Element) -> str:
    """Serialise what is inside `root`.

    Elements that HTML knows as void close themselves, all others have an end tag: a reading system that
    takes the file for HTML must not see `<a id="x"/>` as a link that never ends. Iterative, because
    hostile posts nest deeper than Python's stack.
    """
    pieces = [escape(root.text or "", quote=False)]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element is root:
            continue
        if event == "start":
            pieces.append(_start_tag(element))
            pieces.append(escape(element.text or "", quote=False))
        else:
            tag = str(element.tag)
            if tag not in VOID:
                pieces.append(f"</{tag}>")
            pieces.append(escape(element.tail or "", quote=False))
    return FORBIDDEN.sub("", "".join(pieces))


def _start_tag(element: Element) -> str:
    tag = str(element.tag)
    attributes = "".join(
        f' {name.replace(_EPUB, "epub:")}="{escape(value)}"' for name, value in sorted(element.attrib.items())
    )
    namespace = f' xmlns="{_MATHML}"' if tag == "math" else ""
    return f"<{tag}{namespace}{attributes}{'/' if tag in VOID else ''}>"


def text_of(element: Element) -> str:
    """The text inside an element, white space folded."""
    return " ".join("".join(element.itertext()).split())
