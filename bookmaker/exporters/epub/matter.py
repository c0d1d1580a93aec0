"""What the pages before and after the text are in the words of EPUB.

Source: EPUB 3 Structural Semantics Vocabulary 1.1; Digital Publishing WAI-ARIA Module 1.1.
"""

from __future__ import annotations

from dataclasses import dataclass

from bookmaker.model import MatterPage


@dataclass(frozen=True, slots=True)
class Semantics:
    """The `epub:type` of the body and the section, and the section's role."""

    body: str = "bodymatter"
    section: str = "chapter"
    role: str = "doc-chapter"


CHAPTER = Semantics()
_BACK = {
    "colophon": Semantics("backmatter", "colophon", "doc-colophon"),
    "tags": Semantics("backmatter", "index", "doc-index"),
    "text": Semantics("backmatter", "afterword", "doc-afterword"),
}
_APPENDIX = Semantics("backmatter", "appendix", "doc-appendix")


def front_semantics(page: MatterPage) -> Semantics:
    """Of an author's page before the text: a dedication where it has no title."""
    if page.title:
        return Semantics("frontmatter", "preface", "doc-preface")
    return Semantics("frontmatter", "dedication", "doc-dedication")


def back_semantics(page: MatterPage) -> Semantics:
    """Of a page after the text."""
    return _BACK.get(page.kind, _APPENDIX)
