"""What an edition's EPUB is made of: a rendered book, its cover, its theme's fonts, the pages of its PDF."""

from __future__ import annotations

from collections.abc import Mapping

from bookmaker.addresses import leads_nowhere
from bookmaker.errors import Diagnostic, diagnose
from bookmaker.exporters.edition import EARLIEST, Edition, RenderedBook
from bookmaker.exporters.epub.publication import Publication
from bookmaker.exporters.pagination import Pagination
from bookmaker.exporters.pdf.front import years_of
from bookmaker.themes import read_theme

#: What an EPUB sets in which face of the theme.
_FACES = {"body": "--text-face", "h1, h2, h3, h4, h5, h6": "--head-face"}


def gather_publication(
    rendered: RenderedBook, edition: Edition, cover_jpeg: bytes, pagination: Pagination
) -> Publication:
    """All that goes into the EPUB. `pagination`: of the PDF that is made along with it."""
    outer = (matter.document for matter in (*rendered.front, *rendered.back))
    documents = (*rendered.documents, *outer)
    return Publication(
        book=rendered.book,
        years=years_of(rendered.book),
        documents={document.id: document for document in documents},
        front=rendered.front,
        back=rendered.back,
        images=rendered.images,
        cover_jpeg=cover_jpeg,
        find_anchor=rendered.find_anchor,
        is_dead=leads_nowhere,
        modified=edition.modified or EARLIEST,
        now=edition.now,
        options=edition.epub,
        stacks=_stacks(edition) if edition.epub.embed_fonts else {},
        pagination=pagination,
    )


def tell_shortcomings(
    rendered: RenderedBook, edition: Edition, publication: Publication
) -> tuple[Diagnostic, ...]:
    """What was asked for, and this EPUB cannot have."""
    return (*_unclaimed(rendered), *_without_faces(edition, publication.stacks))


def _unclaimed(rendered: RenderedBook) -> tuple[Diagnostic, ...]:
    """Conformance is claimed only where it can be true."""
    count = sum(document.undescribed_images for document in rendered.documents)
    if not (count and rendered.book.imprint.certified_by):
        return ()
    message = f"the EPUB claims no conformance to WCAG: {count} of its pictures have no description"
    return (diagnose("conformance-not-claimed", message),)


def _stacks(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The theme's families of fonts by the selector that is set in them."""
    from bookmaker.exporters.epub.faces import families_of

    theme = read_theme(edition.theme, edition.style)
    return {selector: families_of(theme.value(name)) for selector, name in _FACES.items()}


def _without_faces(edition: Edition, stacks: Mapping[str, tuple[str, ...]]) -> tuple[Diagnostic, ...]:
    """Fonts that were asked for, and cannot be had."""
    if not stacks:
        return ()
    from bookmaker.exporters.epub.faces import installed_families

    missing = [", ".join(stack) for stack in dict.fromkeys(stacks.values()) if not installed_families(stack)]
    message = f"no font embedded for `{{}}` of the theme {edition.theme}: none comes as a Python package"
    return tuple(diagnose("epub-no-fonts", message.format(stack)) for stack in missing)
