"""From a publication to an EPUB file: its files are gathered and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import unescape
from pathlib import Path

from bookmaker.cache import Store
from bookmaker.exporters.epub.accessibility import accessibility_metadata
from bookmaker.exporters.epub.archive import gather_members, write_archive
from bookmaker.exporters.epub.content import (
    Surroundings,
    chapter_anchors,
    chapter_content,
    chapter_file,
    chapter_pieces,
    fill_page,
)
from bookmaker.exporters.epub.editions import date_of_change, set_date
from bookmaker.exporters.epub.matter import back_semantics, front_semantics
from bookmaker.exporters.epub.metadata import package_metadata
from bookmaker.exporters.epub.navigation import make_navigation, nav_document, ncx_document
from bookmaker.exporters.epub.package import PackageFile, write_package
from bookmaker.exporters.epub.pages import page_anchor, page_mark
from bookmaker.exporters.epub.publication import Publication
from bookmaker.exporters.pagination import ChapterPages
from bookmaker.model import ChapterDocument, PreparedImage
from bookmaker.templating import markup, read_style
from bookmaker.wording import wording

_XHTML = "application/xhtml+xml"
#: The folder that EbookLib puts everything in.
_FOLDER = "EPUB"


def write_publication(publication: Publication, store: Store, path: Path) -> None:
    """Write the EPUB. Raises: OSError where `path` cannot be written, ExportError."""
    book = publication.book
    ordered = publication.ordered
    entries = (
        *package_metadata(book),
        *accessibility_metadata(ordered, book, publication.pagination.source),
    )
    anchors = {
        document.id: chapter_anchors(document, publication.pagination.chapters.get(document.id))
        for document in ordered
    }
    files = [
        *_front_files(publication, _place_anchors(publication, anchors)),
        *_text_files(publication, anchors),
        *_image_files(publication, store),
    ]
    package = write_package(book, files, entries, publication.modified)
    loaders = {f"{_FOLDER}/{file.name}": file.load for file in files}
    members = gather_members(package, loaders, book.language)

    def complete(package: bytes, checksums: Mapping[str, int]) -> bytes:
        if publication.now is None:
            return package
        date = date_of_change(path, package, checksums, publication.modified, publication.now)
        return set_date(package, date)

    write_archive(path, members, f"{_FOLDER}/content.opf", complete)


def _place_anchors(
    publication: Publication, anchors: Mapping[str, tuple[tuple[str, ...], ...]]
) -> dict[str, str]:
    """The file of each anchor, the marks of pages in openings of parts among them."""
    places = {
        anchor: chapter_file(chapter_id, number)
        for chapter_id, files in anchors.items()
        for number, file in enumerate(files, start=1)
        for anchor in file
    }
    for part in publication.book.parts:
        if part.id in publication.pagination.chapters:
            numbers = publication.pagination.chapters[part.id].numbers
            places.update((page_anchor(number), chapter_file(part.id)) for number in numbers)
    return places


def _front_files(publication: Publication, files: Mapping[str, str]) -> Iterator[PackageFile]:
    book, options = publication.book, publication.options
    label = wording(book.language, "cover")
    cover = partial(fill_page, "epub_cover.xhtml.j2", book, label=label)
    yield _text("cover", cover)
    title = partial(
        fill_page,
        "epub_title.xhtml.j2",
        book,
        years=publication.years,
        label=wording(book.language, "title_page"),
    )
    yield _text("title-page", title)
    outer = (
        [matter.document for matter in publication.front],
        [matter.document for matter in publication.back],
    )
    navigation = make_navigation(book, publication.documents, files, publication.pagination, options, outer)
    yield PackageFile(
        id="nav",
        name="nav.xhtml",
        media_type=_XHTML,
        load=partial(nav_document, book, navigation, is_page=options.contents_page),
        properties=("nav",),
        in_spine=options.contents_page,
    )
    ncx = partial(ncx_document, book, navigation)
    yield PackageFile(id="ncx", name="toc.ncx", media_type="application/x-dtbncx+xml", load=ncx)
    yield from _style_files(publication)
    yield PackageFile(
        id="cover-image",
        name="images/cover.jpg",
        media_type="image/jpeg",
        load=lambda: publication.cover_jpeg,
        properties=("cover-image",),
    )


def _text_files(
    publication: Publication, anchors: Mapping[str, tuple[tuple[str, ...], ...]]
) -> Iterator[PackageFile]:
    book, pages = publication.book, publication.pagination.chapters
    semantics = {
        **{matter.page.id: front_semantics(matter.page) for matter in publication.front},
        **{matter.page.id: back_semantics(matter.page) for matter in publication.back},
    }
    around = Surroundings(
        book=book,
        images=publication.images,
        find_anchor=publication.find_anchor,
        is_dead=publication.is_dead,
        files=_place_anchors(publication, anchors),
        semantics=semantics,
    )
    for matter in publication.front:
        yield from _chapter_files(matter.document, len(anchors[matter.page.id]), None, around)
    for part in book.parts:
        if part.title:
            marks = markup("".join(map(page_mark, pages[part.id].numbers)) if part.id in pages else "")
            yield _text(part.id, partial(fill_page, "epub_part.xhtml.j2", book, part=part, marks=marks))
        for chapter in part.chapters:
            document = publication.documents[chapter.id]
            yield from _chapter_files(document, len(anchors[chapter.id]), pages.get(chapter.id), around)
    for matter in publication.back:
        yield from _chapter_files(matter.document, len(anchors[matter.page.id]), None, around)


def _chapter_files(
    document: ChapterDocument, count: int, pages: ChapterPages | None, around: Surroundings
) -> Iterator[PackageFile]:
    pieces = (document.xhtml,) if count == 1 else chapter_pieces(document, pages)
    for number, piece in enumerate(pieces, start=1):
        content = partial(chapter_content, document, pages, number, around)
        name = chapter_file(document.id, number).removesuffix(".xhtml")
        kinds = {"mathml": "<math ", "svg": "<svg "}
        yield _text(name, content, tuple(kind for kind, tag in kinds.items() if tag in piece))


def _image_files(publication: Publication, store: Store) -> Iterator[PackageFile]:
    for image in sorted(publication.images.values(), key=lambda image: image.key):
        yield PackageFile(
            id=image.key,
            name=f"images/{image.file_name}",
            media_type=image.media_type,
            load=partial(_read, image, store),
        )


def _text(file_id: str, load: Callable[[], bytes], properties: tuple[str, ...] = ()) -> PackageFile:
    name = f"text/{chapter_file(file_id)}"
    return PackageFile(
        id=file_id,
        name=name,
        media_type=_XHTML,
        load=load,
        properties=properties,
        in_spine=True,
    )


def _style_files(publication: Publication) -> Iterator[PackageFile]:
    """The style sheet, and the fonts that it names."""
    fonts = ""
    if publication.stacks:
        # Here, because most books have none, and fontTools takes a while to load.
        from bookmaker.exporters.epub.faces import embedded_faces, face_rules

        faces = embedded_faces(publication.stacks.values(), _all_text(publication))
        fonts = face_rules(faces, publication.stacks)
        for face in faces:
            load = partial(bytes, face.data)
            yield PackageFile(id=face.id, name=face.name, media_type=face.media_type, load=load)
    style = partial(_style_sheet, fonts)
    yield PackageFile(id="style", name="styles/book.css", media_type="text/css", load=style)


def _all_text(publication: Publication) -> str:
    """All letters of the book, whatever else."""
    book = publication.book
    titles = (book.title, book.subtitle, *book.authors, *(part.title for part in book.parts))
    return "".join((*titles, *(unescape(document.xhtml) for document in publication.ordered)))


def _style_sheet(fonts: str) -> bytes:
    return (fonts + read_style("base.css") + read_style("epub.css")).encode()


def _read(image: PreparedImage, store: Store) -> bytes:
    return store.take(image.cache_key)
