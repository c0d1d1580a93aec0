"""Chapters and pictures of one book or of many at once: what several books have in common is done once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bookmaker.addresses import PRIVATE_BASE, leads_nowhere
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose
from bookmaker.exporters.edition import RenderedBook
from bookmaker.model import Asset, Book, Chapter, ChapterDocument, PreparedImage, Site
from bookmaker.publishing import PictureLimits
from bookmaker.remote.album import collect_pictures
from bookmaker.remote.policy import Policy
from bookmaker.renderer import work
from bookmaker.renderer.found import NOTHING, Found
from bookmaker.workshop import Workshop

#: All that a rendered chapter depends on but for its pictures. The language is the book's.
_Piece = tuple[Chapter, Site, str]
_Outcomes = Mapping[_Piece, Outcome[ChapterDocument]]


def render_books(
    books: Sequence[Book], workshop: Workshop, fetch: Policy | None = None
) -> list[Outcome[RenderedBook]]:
    """Render all chapters of some books and prepare all pictures. Order: the books'."""
    outcomes, found = _render_pieces(books, workshop, fetch)
    assets = {asset.key: asset for outcome in outcomes.values() for asset in outcome.value.assets}
    ordered = sorted(assets.values(), key=work.cost)
    jobs = ((asset, workshop.store, _picture_mark(asset, workshop)) for asset in ordered)
    results = workshop.run_all("images", work.prepare, jobs, work.recall_picture, work.give_up_picture)
    prepared = {asset.key: result for asset, result in zip(ordered, results, strict=True)}
    images = {key: image for key, image in prepared.items() if isinstance(image, PreparedImage)}
    broken = {key: reason for key, reason in prepared.items() if isinstance(reason, str)}
    if broken:
        outcomes = _render_again(outcomes, replace(found, broken=broken), workshop)
    return [_gather(book, outcomes, images) for book in books]


def render_texts(books: Sequence[Book], workshop: Workshop) -> list[Outcome[RenderedBook]]:
    """Render all chapters; pictures are looked for and measured, not prepared. Order: the books'."""
    outcomes, _ = _render_pieces(books, workshop, None)
    return [_gather(book, outcomes, None) for book in books]


def lighten_pictures(
    rendered: RenderedBook, workshop: Workshop, limits: PictureLimits
) -> dict[str, PreparedImage]:
    """Prepare all pictures of a book anew, within other limits; those that cannot be are missing."""
    documents = (*rendered.documents, *rendered.texts)
    assets = {asset.key: asset for document in documents for asset in document.assets}
    jobs = [
        (assets[key], workshop.store, _picture_mark(assets[key], workshop), limits)
        for key in rendered.images
        if key in assets
    ]
    results = workshop.run_all("images", work.prepare, jobs, work.recall_picture)
    return {image.key: image for image in results if isinstance(image, PreparedImage)}


def _picture_mark(asset: Asset, workshop: Workshop) -> str:
    return workshop.fingerprint if asset.is_drawing else workshop.pictures_fingerprint


def _gather(
    book: Book, outcomes: _Outcomes, images: Mapping[str, PreparedImage] | None
) -> Outcome[RenderedBook]:
    """One book of what was rendered for all. Without `images` its links are not judged either."""
    mine = [outcomes[piece] for piece in _pieces(book)]
    documents = tuple(outcome.value for outcome in mine)
    used = {asset.key for document in documents for asset in document.assets}
    count = len(book.chapters)
    rendered = RenderedBook(
        book=book,
        documents=documents[:count],
        texts=documents[count:],
        images={key: image for key, image in (images or {}).items() if key in used},
    )
    problems = [problem for outcome in mine for problem in outcome.diagnostics]
    return Outcome(rendered, (*problems, *(_dead_links(rendered) if images is not None else ())))


def _pieces(book: Book) -> list[_Piece]:
    """The chapters, then the author's own pages before and after them."""
    return [(chapter, book.site, book.language) for chapter in (*book.chapters, *book.texts)]


def _render_pieces(
    books: Sequence[Book], workshop: Workshop, fetch: Policy | None
) -> tuple[_Outcomes, Found]:
    """Render, see which pictures are on the web, and render again with those that are to be had."""
    pieces = dict.fromkeys(piece for book in books for piece in _pieces(book))
    outcomes = _run_render(dict.fromkeys(pieces, NOTHING), workshop)
    addresses = dict.fromkeys(address for outcome in outcomes.values() for address in outcome.value.remote)
    album = collect_pictures(addresses, workshop.store, fetch, workshop.progress)
    found = Found(fetched=album.files, failed=album.failed)
    return _render_again(outcomes, found, workshop), found


def _render_again(outcomes: _Outcomes, found: Found, workshop: Workshop) -> _Outcomes:
    """Render the chapters that `found` says something new of."""
    facts = {piece: found.about(outcome.value) for piece, outcome in outcomes.items()}
    news = {piece: fact for piece, fact in facts.items() if not fact.says_nothing}
    return {**outcomes, **_run_render(news, workshop)}


def _run_render(facts: Mapping[_Piece, Found], workshop: Workshop) -> _Outcomes:
    common = (workshop.store, workshop.chapters_fingerprint)
    jobs = [(*piece, found, *common) for piece, found in facts.items()]
    if not jobs:
        return {}
    results = workshop.run_all("render", work.render, jobs, work.recall_render, work.give_up_render)
    return dict(zip(facts, results, strict=True))


def _dead_links(rendered: RenderedBook) -> Iterable[Diagnostic]:
    """Links to pages of a site that has no address, and that are not in the book either."""
    paths = {chapter.id: chapter.posts[0].path for chapter, *_ in _pieces(rendered.book)}
    for document in (*rendered.documents, *rendered.texts):
        for link in document.links:
            if leads_nowhere(link) and rendered.find_anchor(link) is None:
                message = f"a link to {link.removeprefix(PRIVATE_BASE)}, which is not in the book"
                yield diagnose("link-unresolved", message, Where(path=paths[document.id]))
