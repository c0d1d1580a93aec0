"""What the publication says of its own accessibility, true of its content.

Source: EPUB Accessibility 1.1, sections 2 and 3; the vocabulary is schema.org's.
"""

from __future__ import annotations

from collections.abc import Sequence

from bookmaker.exporters.epub.metadata import Entry
from bookmaker.model import Book, ChapterDocument
from bookmaker.wording import wording

#: Source: EPUB Accessibility 1.1, 3.5.1: the exact words that a claim has to have.
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"


def accessibility_metadata(
    documents: Sequence[ChapterDocument], book: Book, page_source: str
) -> tuple[Entry, ...]:
    """Entries of the package. `page_source` says whose pages the page list counts, or is empty."""
    has_images = any(document.assets for document in documents)
    undescribed = sum(document.undescribed_images for document in documents)
    facts = [
        *(("accessMode", mode) for mode in ("textual", "visual")[: 1 + has_images]),
        *(("accessibilityFeature", name) for name in _features(documents, page_source)),
        ("accessibilityHazard", "none"),
        ("accessModeSufficient", "textual,visual" if undescribed else "textual"),
        ("accessibilitySummary", _summary(book.language, has_images, undescribed)),
    ]
    if not undescribed and has_images:
        facts.insert(-1, ("accessModeSufficient", "textual,visual"))
    entries = [_meta(f"schema:{name}", value) for name, value in facts]
    if page_source:
        entries.append(_meta("pageBreakSource", page_source))
    if book.imprint.certified_by and not undescribed:
        entries += _claim(book.imprint.certified_by)
    return tuple(entries)


def _features(documents: Sequence[ChapterDocument], page_source: str) -> list[str]:
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA"]
    has_images = any(document.assets for document in documents)
    if has_images and not any(document.undescribed_images for document in documents):
        features.append("alternativeText")
    if any("<math " in document.xhtml for document in documents):
        features.append("MathML")
    if page_source:
        features += ["pageBreakMarkers", "pageNavigation"]
    return features


def _summary(language: str, has_images: bool, undescribed: int) -> str:
    if undescribed:
        return wording(language, "some_undescribed", count=undescribed)
    return wording(language, "all_described" if has_images else "no_pictures")


def _claim(certified_by: str) -> tuple[Entry, ...]:
    """A machine cannot tell that a description is a good one: only who has looked may say so."""
    return (
        Entry(value=CONFORMANCE, attributes=(("property", "dcterms:conformsTo"), ("id", "conformance"))),
        Entry(value=certified_by, attributes=(("refines", "#conformance"), ("property", "a11y:certifiedBy"))),
    )


def _meta(name: str, value: str) -> Entry:
    return Entry(value=value, attributes=(("property", name),))
