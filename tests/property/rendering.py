"""Rendering one post in memory, and what a reader finds in the result."""

from __future__ import annotations

import itertools
import re

from lxml import etree

from bookmaker.errors import Outcome
from bookmaker.model import Chapter, ChapterDocument
from bookmaker.renderer.chapter import render_chapter
from bookmaker.renderer.elements import BLOCKS
from tests.posts import SITE, make_post

WORD = re.compile(r"w\d+w")
_EPUB = 'xmlns:epub="http://www.idpf.org/2007/ops"'
_LEVELS = tuple(f"h{level}" for level in range(1, 7))


def render_text(body: str, *, language: str = "en", suffix: str = ".md") -> Outcome[ChapterDocument]:
    """Render a post of that body in a chapter of its own."""
    post = make_post("plain", body=body, language=language, path=f"plain{suffix}")
    chapter = Chapter(id=post.id, title=post.title, posts=(post,), language=language)
    return render_chapter(chapter, SITE, language)


def parse(document: ChapterDocument) -> etree._Element:
    """The chapter's tree, as an XML parser sees it. Raises: etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    return etree.fromstring(f"<body {_EPUB}>{document.xhtml}</body>".encode(), parser)


def seen_words(document: ChapterDocument) -> list[str]:
    """The marked words that a reader sees, in order; two that are glued are none."""
    pieces = []
    for event, element in etree.iterwalk(parse(document), events=("start", "end")):
        is_apart = element.tag in BLOCKS or element.tag == "br" or element.get("class") == "note-reference"
        edge = " " if is_apart else ""
        pieces += [edge, (element.text if event == "start" else element.tail) or ""]
    words = re.findall(r"[^\W_]+", "".join(pieces))
    return [word for word in words if WORD.fullmatch(word)]


def assert_sound(document: ChapterDocument) -> None:
    """What must hold for every chapter, whatever the post: see the names of the checks."""
    root = parse(document)
    ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
    assert len(ids) == len(set(ids)), "ids are unique"
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", name or "") for name in ids), "ids are ASCII names"
    targets = {
        (link.get("href") or "")[1:] for link in root.iter("a") if (link.get("href") or "#x")[0] == "#"
    }
    assert targets - {""} <= set(ids), "internal links land"
    assert set(document.anchors) <= set(ids), "anchors are in the text"
    levels = [int(str(element.tag)[1]) for element in root.iter(*_LEVELS)]
    steps = [after - before for before, after in itertools.pairwise(levels)]
    assert levels[0] == 1 and max(steps, default=0) <= 1, f"levels do not skip: {levels}"
    headings = [(heading.level, heading.anchor) for heading in document.headings]
    real = [(int(str(element.tag)[1]), element.get("id")) for element in root.iter(*_LEVELS)]
    assert headings == real, "the headings that are told are those that are there"
    assert all(image.get("alt") is not None for image in root.iter("img")), "pictures have words"
