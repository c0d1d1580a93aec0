"""What people who cannot see a book, or not well, need of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bookmaker.checker.epub_archive import XHTML, Archive
from bookmaker.checker.rules import Finding, Rule

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NEEDED = (
    "schema:accessMode",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessModeSufficient",
    "schema:accessibilitySummary",
)
_HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))


def find_missing_metadata(archive: Archive) -> Iterator[Finding]:
    """What catalogues filter by."""
    for name in _NEEDED:
        if not any(archive.metadata(name)):
            yield archive.package_name, f"the package does not state {name}"


def find_undescribed_pictures(archive: Archive) -> Iterator[Finding]:
    """Pictures without words. Icons in the text may do without."""
    for name, root in archive.documents.items():
        count = sum(1 for image in root.iter(f"{XHTML}img") if _is_undescribed(image))
        if count:
            yield name, f"{count} {'picture has' if count == 1 else 'pictures have'} no description"


def find_false_claims(archive: Archive) -> Iterator[Finding]:
    """A claim of conformance while pictures have no words, or nobody who makes it."""
    claims = [value for value in archive.metadata("dcterms:conformsTo") if "WCAG" in value]
    if not claims:
        return
    if not any(archive.metadata("a11y:certifiedBy")):
        yield archive.package_name, f"it claims \u201c{claims[0]}\u201d, and nobody certifies it"
    if any(find_undescribed_pictures(archive)):
        yield archive.package_name, f"it claims \u201c{claims[0]}\u201d, but pictures have no description"


def find_broken_structure(archive: Archive) -> Iterator[Finding]:
    """Languages, titles and levels of headings."""
    for name, root in archive.documents.items():
        if not (root.get("lang") or root.get(_XML_LANG)):
            yield name, "the document does not state its language"
        if not (root.findtext(f".//{XHTML}title") or "").strip():
            yield name, "the document has no title"
        level = 0
        for heading in root.iter(*_HEADINGS):
            own = int(str(heading.tag)[-1])
            if own > level + 1 and level:
                yield name, f"a heading of level {own} follows one of level {level}"
            level = own


def _is_undescribed(image: etree._Element) -> bool:
    is_icon = "icon" in (image.get("class") or "").split() or image.get("role") in ("presentation", "none")
    return not (image.get("alt") or "").strip() and not is_icon


_GATE = ("accessibility",)
ACCESSIBILITY_RULES = (
    Rule(
        code="access-metadata", gates=_GATE, source="EPUB Accessibility 1.1, 2.2", find=find_missing_metadata
    ),
    Rule(code="access-alternative", gates=_GATE, source="WCAG 2.1, 1.1.1", find=find_undescribed_pictures),
    Rule(code="access-claim", gates=_GATE, source="EPUB Accessibility 1.1, 3.5", find=find_false_claims),
    Rule(
        code="access-structure",
        gates=_GATE,
        source="WCAG 2.1, 1.3.1, 2.4.2, 3.1.1",
        find=find_broken_structure,
    ),
)
