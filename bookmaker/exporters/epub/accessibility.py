"""What the publication says of its own accessibility, true of its content.

Source: EPUB Accessibility 1.1, section 2; the vocabulary is schema.org's.
"""

from __future__ import annotations

from collections.abc import Sequence

from bookmaker.model import ChapterDocument
from bookmaker.wording import wording

Property = tuple[str, str]


def accessibility_properties(documents: Sequence[ChapterDocument], language: str) -> tuple[Property, ...]:
    """Pairs of a `schema:` property and its value."""
    has_images = any(document.assets for document in documents)
    undescribed = sum(document.undescribed_images for document in documents)
    modes = ["textual", *(["visual"] if has_images else [])]
    features = [
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
    ]
    if has_images and not undescribed:
        features.append("alternativeText")
    is_text_enough = not undescribed
    key = "all_described" if is_text_enough else "some_undescribed"
    return (
        *(("schema:accessMode", mode) for mode in modes),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessModeSufficient", "textual" if is_text_enough else "textual,visual"),
        ("schema:accessibilitySummary", wording(language, key, count=undescribed)),
    )
