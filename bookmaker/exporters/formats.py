"""Editions of books, in all their formats at once: while workers lay out pages, files are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bookmaker.addresses import leads_nowhere
from bookmaker.errors import Diagnostic, Outcome, WorkerLostError, diagnose
from bookmaker.exporters.artifacts import (
    artifact_path,
    content_key,
    describe_file,
    keep_artifact,
    recall_artifact,
)
from bookmaker.exporters.edition import Artifact, Edition, RenderedBook
from bookmaker.exporters.explained import explained
from bookmaker.exporters.pdf.cover import draw_cover, recall_cover
from bookmaker.exporters.pdf.front import years_of
from bookmaker.model import Format, PreparedImage
from bookmaker.publishing import PictureLimits
from bookmaker.themes import read_theme
from bookmaker.workshop import Workshop

if TYPE_CHECKING:
    from bookmaker.exporters.epub.publication import Publication
    from bookmaker.exporters.pagination import Pagination
    from bookmaker.exporters.pdf.book import PdfBook

#: Prepares all pictures of a book within other limits.
LightenBook = Callable[[RenderedBook, Workshop, PictureLimits], Mapping[str, PreparedImage]]
#: Source: Kindle Publishing Guidelines, "Cover image": at least 1,600 pixels on the long side.
_COVER_PX = 1600
#: What an EPUB sets in which face of the theme.
_FACES = {"body": "--text-face", "h1, h2, h3, h4, h5, h6": "--head-face"}
#: A book of more is written where it stands: it would stand in memory twice.
_MOST_CHAPTERS_TWICE = 1000
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


def export_books(
    books: Sequence[tuple[RenderedBook, Edition]], workshop: Workshop, lighten: LightenBook
) -> list[Outcome[tuple[Artifact, ...]]]:
    """Write the files of some editions, those that do not stand there already. Order: the books'.

    Layout of all is begun before the first file is written. Raises: ExportError, RenderError.
    """
    making = [_Making(rendered, edition, workshop, lighten) for rendered, edition in books]
    for one in making:
        one.begin_back()
    for one in making:
        one.begin_front()
    return [one.finish() for one in making]


class _Making:
    """An edition in the making: what stands there already, and what is under way."""

    def __init__(self, rendered: RenderedBook, edition: Edition, workshop: Workshop, lighten: LightenBook):
        self.lighten = partial(lighten, rendered, workshop)
        self.rendered, self.edition, self.workshop = rendered, edition, workshop
        self.content = content_key(rendered, edition, workshop.fingerprint)
        self.made = {
            kind: recall_artifact(self._path(kind), kind, workshop.store, self.content)
            for kind in edition.formats
        }
        self.missing = tuple(kind for kind, outcome in self.made.items() if outcome is None)
        self.pdf: PdfBook | None = None
        if self.missing:
            with explained(edition):
                self._begin()

    def _begin(self) -> None:
        # Here, because it loads pikepdf, which a build with nothing to do does not need.
        from bookmaker.exporters.pdf.book import PdfBook, book_cover_job

        job = book_cover_job(self.rendered, self.edition, self.workshop.fingerprint)
        pictures = tuple(self.rendered.images[key] for key, *_ in job.images)
        self.cover = self.workshop.submit(
            draw_cover, job, self.workshop.store, _COVER_PX, *pictures, recall=recall_cover
        )
        # The EPUB counts the PDF's pages, so it needs the layout also where the file stands there already.
        if "pdf" in self.edition.formats:
            self.pdf = PdfBook(self.rendered, self.edition, self.workshop)
        if "pdf" in self.missing:
            # While workers lay out, for it takes a moment.
            import bookmaker.exporters.pdf.assembling.assembly  # noqa: F401

    def _path(self, kind: Format) -> Path:
        return artifact_path(self.rendered, self.edition, kind)

    def begin_back(self) -> None:
        """Hand out the back matter as soon as the pages are numbered."""
        if self.pdf and "pdf" in self.missing:
            with explained(self.edition):
                _ = self.pdf.back

    def begin_front(self) -> None:
        """Hand out the front matter as soon as the contents have their numbers."""
        if self.pdf and "pdf" in self.missing:
            with explained(self.edition):
                _ = self.pdf.front

    def finish(self) -> Outcome[tuple[Artifact, ...]]:
        """Write what is missing."""
        with explained(self.edition):
            epub = self._begin_epub() if "epub" in self.missing else None
            for kind in sorted(self.missing, reverse=True):
                problems = epub() if kind == "epub" and epub else self._write_pdf()
                # A file that lacks a chapter is made again by the next build.
                is_whole = not (self.pdf and self.pdf.lost)
                self.made[kind] = keep_artifact(
                    self._path(kind), kind, self.workshop.store, self.content, problems, is_whole=is_whole
                )
            outcomes = [outcome for outcome in self.made.values() if outcome is not None]
            problems_of_all = tuple(problem for outcome in outcomes for problem in outcome.diagnostics)
            files = tuple(outcome.value for outcome in outcomes)
            return Outcome((*files, *_impose(files, self.edition)), problems_of_all)

    def _begin_epub(self) -> Callable[[], Outcome[None]]:
        """Have a worker write the EPUB, while the PDF is written here. Calling the value waits for it."""
        from bookmaker.exporters.epub.lightening import write_light_epub

        publication = self._publish()
        problems = (*_unclaimed(self.rendered), *_without_faces(self.edition, publication.stacks))
        path = self._path("epub")
        store, lighten = self.workshop.store, self.lighten

        def write_here() -> Outcome[None]:
            written = write_light_epub(publication, store, path, lighten)
            return Outcome(None, (*written.diagnostics, *problems))

        if not self._has_time_for_epub():
            return write_here
        from bookmaker.exporters.epub.publication import write_epub

        begun = self.workshop.submit(write_epub, publication, store, path)

        def wait_for_it() -> Outcome[None]:
            try:
                begun.result()
            except WorkerLostError:
                return write_here()
            return Outcome(None, problems)

        return wait_for_it

    def _has_time_for_epub(self) -> bool:
        """Whether a worker can write the EPUB in one go, with something else to do here meanwhile."""
        is_small = len(self.rendered.documents) <= _MOST_CHAPTERS_TWICE
        is_one_go = self.edition.epub.max_size_bytes is None
        return self.missing != ("epub",) and is_small and is_one_go and self.workshop.has_hands_here

    def _publish(self) -> Publication:
        from bookmaker.exporters.pagination import NO_PAGES, paginate

        pages, book = NO_PAGES, self.rendered.book
        if self.pdf:
            source = f"{book.title} (PDF, {self.pdf.sheets.size.name})"
            pages = paginate(self.pdf.plan, book.language, source)
        return _publication(self.rendered, self.edition, self.cover.result()[1], pages)

    def _write_pdf(self) -> Outcome[int]:
        assert self.pdf is not None
        path = self._path("pdf")
        return self.pdf.finish(self.cover.result()[0], path, self.edition.modified or _EARLIEST)


def _impose(artifacts: tuple[Artifact, ...], edition: Edition) -> Iterator[Artifact]:
    """The booklet of an edition that wants one. It is made anew: that takes a moment."""
    if edition.impose == "none":
        return
    from bookmaker.exporters.pdf.imposition import Scheme
    from bookmaker.exporters.pdf.sheets import impose_pdf

    for artifact in artifacts:
        if artifact.format == "pdf":
            path = Path(artifact.path)
            booklet = path.with_name(f"{path.stem}-booklet.pdf")
            yield describe_file(booklet, "pdf", impose_pdf(path, booklet, Scheme()).sides)


def _unclaimed(rendered: RenderedBook) -> tuple[Diagnostic, ...]:
    """Conformance is claimed only where it can be true."""
    count = sum(document.undescribed_images for document in rendered.documents)
    if not (count and rendered.book.imprint.certified_by):
        return ()
    message = f"the EPUB claims no conformance to WCAG: {count} of its pictures have no description"
    return (diagnose("conformance-not-claimed", message),)


def _publication(
    rendered: RenderedBook, edition: Edition, cover_jpeg: bytes, pagination: Pagination
) -> Publication:
    from bookmaker.exporters.epub.publication import Publication

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
        modified=edition.modified or _EARLIEST,
        now=edition.now,
        options=edition.epub,
        stacks=_stacks(edition) if edition.epub.embed_fonts else {},
        pagination=pagination,
    )


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
