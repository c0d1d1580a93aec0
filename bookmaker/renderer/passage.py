"""The tree of one post on its way through the passes, with what the passes learn about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bookmaker.errors import Diagnostic, Where, diagnose
from bookmaker.model import Asset, Heading, Post, Site
from bookmaker.renderer.found import Found
from bookmaker.renderer.raw_html import LINE
from bookmaker.renderer.xhtml import Element


@dataclass(slots=True, kw_only=True)
class Passage:
    """One post's tree. Units: `top_level` is the level of its highest heading in the chapter."""

    root: Element
    post: Post
    site: Site
    top_level: int
    language: str
    """The book's, for words that the program adds."""
    found: Found = field(default_factory=Found)
    problems: list[Diagnostic] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)
    """What the post calls an anchor, to the id it has in the book."""
    links: list[str] = field(default_factory=list)
    byline: Element | None = None
    """A paragraph that only names the author, to be taken into the opening."""
    assets: dict[str, Asset] = field(default_factory=dict)
    missing_images: int = 0
    remote: list[str] = field(default_factory=list)
    """Addresses of pictures on the web."""
    alts: dict[Element, str] = field(default_factory=dict)
    """What book.toml says of a picture to who cannot see it."""
    remote_images: int = 0
    undescribed_images: int = 0

    def where(self, element: Element) -> Where:
        """The place in the source file: the nearest element that carries a line."""
        node: Element | None = element
        while node is not None:
            line = node.get(LINE)
            if line and line.isdigit():
                return Where(path=self.post.path, line=int(line))
            node = node.getparent()
        return Where(path=self.post.path, line=self.post.body_line)

    def report(self, code: str, message: str, element: Element, hint: str = "") -> None:
        """Keep a diagnostic about an element."""
        self.problems.append(diagnose(code, message, self.where(element), hint))
