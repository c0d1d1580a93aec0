"""Editions of books, in all their formats at once: while workers lay out pages, files are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bookmaker.errors import Diagnostic, Outcome, WorkerLostError
from bookmaker.exporters.artifacts import (
    artifact_path,
    content_key,
    describe_file,
    keep_artifact,
    recall_artifact,
)
from bookmaker.exporters.edition import EARLIEST, Artifact, Edition, RenderedBook
from bookmaker.exporters.explained import explained
from bookmaker.exporters.pdf.cover import draw_cover, recall_cover
from bookmaker.model import Format, PreparedImage
from bookmaker.publishing import PictureLimits
from bookmaker.workshop import Workshop

if TYPE_CHECKING:
    from bookmaker.exporters.pagination import Pagination
    from bookmaker.exporters.pdf.book import PdfBook

T = TypeVar("T")

#: Prepares all pictures of a book within other limits.
LightenBook = Callable[[RenderedBook, Workshop, PictureLimits], Mapping[str, PreparedImage]]
#: Source: Kindle Publishing Guidelines, "Cover image": at least 1,600 pixels on the long side.
_COVER_PX = 1600
#: A book of more is written where it stands: it would stand in memory twice.
_MOST_CHAPTERS_TWICE = 300


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
    are_several = sum(bool(one.missing) for one in making) > 1
    for one in making:
        one.begin_files(is_among_others=are_several)
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
        self.begun: dict[Format, Callable[[], Outcome[Any]]] = {}
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

    def begin_files(self, *, is_among_others: bool) -> None:
        """Have workers write what they can; the PDF of a book alone is written here meanwhile."""
        with explained(self.edition):
            if "epub" in self.missing:
                has_time = is_among_others or "pdf" in self.missing
                self.begun["epub"] = self._begin_epub(has_time=has_time)
            if "pdf" in self.missing:
                self.begun["pdf"] = self._begin_pdf(has_time=is_among_others)

    def finish(self) -> Outcome[tuple[Artifact, ...]]:
        """Write what no worker writes, and wait for what they do."""
        with explained(self.edition):
            for kind in sorted(self.missing, reverse=True):
                problems = self.begun[kind]()
                # A file that lacks a chapter is made again by the next build.
                is_whole = not (self.pdf and self.pdf.lost)
                self.made[kind] = keep_artifact(
                    self._path(kind), kind, self.workshop.store, self.content, problems, is_whole=is_whole
                )
            outcomes = [outcome for outcome in self.made.values() if outcome is not None]
            problems_of_all = tuple(problem for outcome in outcomes for problem in outcome.diagnostics)
            files = tuple(outcome.value for outcome in outcomes)
            return Outcome((*files, *_impose(files, self.edition)), problems_of_all)

    def _begin_epub(self, *, has_time: bool) -> Callable[[], Outcome[None]]:
        from bookmaker.exporters.epub.gathering import gather_publication, tell_shortcomings
        from bookmaker.exporters.epub.lightening import write_light_epub
        from bookmaker.exporters.epub.publication import write_epub

        cover_jpeg = self.cover.result()[1]
        publication = gather_publication(self.rendered, self.edition, cover_jpeg, self._paginate())
        problems = tell_shortcomings(self.rendered, self.edition, publication)
        store, path = self.workshop.store, self._path("epub")

        def write_here() -> tuple[Diagnostic, ...]:
            return write_light_epub(publication, store, path, self.lighten).diagnostics

        # A worker writes what needs no trying.
        if has_time and self.edition.epub.max_size_bytes is None:
            wait = self._hand_out(write_epub, publication, path, write_here)
        else:
            wait = write_here
        return lambda: Outcome(None, (*(wait() or ()), *problems))

    def _begin_pdf(self, *, has_time: bool) -> Callable[[], Outcome[int]]:
        from bookmaker.exporters.pdf.assembling.assembly import assemble_pdf

        assert self.pdf is not None
        gathered = self.pdf.gather(self.cover.result()[0], self.edition.modified or EARLIEST)
        store, path = self.workshop.store, self._path("pdf")

        def write_here() -> int:
            return assemble_pdf(gathered.value, store, path)

        wait = self._hand_out(assemble_pdf, gathered.value, path, write_here) if has_time else write_here
        return lambda: Outcome(wait(), gathered.diagnostics)

    def _hand_out(
        self, task: Callable[..., T], content: object, path: Path, write_here: Callable[[], T]
    ) -> Callable[[], T]:
        """Have a worker write a file, if it can. Calling the value waits for it."""
        size = len(self.rendered.documents)
        if size > _MOST_CHAPTERS_TWICE or not self.workshop.has_hands_here:
            return write_here
        begun = self.workshop.submit(task, content, self.workshop.store, path, priority=size)

        def wait() -> T:
            try:
                return begun.result()
            except WorkerLostError:
                return write_here()

        return wait

    def _paginate(self) -> Pagination:
        from bookmaker.exporters.pagination import NO_PAGES, paginate

        if self.pdf is None:
            return NO_PAGES
        book = self.rendered.book
        return paginate(self.pdf.plan, book.language, f"{book.title} (PDF, {self.pdf.sheets.size.name})")


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
