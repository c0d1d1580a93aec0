"""Finished files: what they are, and whether they stand there already, made of the same things."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import chain
from pathlib import Path

import msgspec

from bookmaker.cache import Store, clear_left_behind, make_key
from bookmaker.errors import Diagnostic, Outcome
from bookmaker.exporters.edition import Artifact, Edition, RenderedBook
from bookmaker.model import Format

MEDIA_TYPES: dict[Format, str] = {"epub": "application/epub+zip", "pdf": "application/pdf"}


class _Record(msgspec.Struct, frozen=True):
    """A file that was written, and the problems that came up."""

    sha256: str
    pages: int | None
    diagnostics: tuple[Diagnostic, ...]
    size_bytes: int
    mtime_ns: int
    """Of the file last written. Who has changed it since has changed these, or the hash tells."""


def artifact_path(rendered: RenderedBook, edition: Edition, kind: Format) -> Path:
    """Where a format's file goes."""
    return edition.out / f"{rendered.book.name}.{kind}"


def keep_artifact(
    path: Path,
    kind: Format,
    store: Store,
    content: str,
    made: Outcome[int | None],
    *,
    is_whole: bool = True,
) -> Outcome[Artifact]:
    """Describe a file just written and, if it is whole, remember what it was made of.

    `content` is the key of that; `made` is its number of pages.
    """
    clear_left_behind(path)
    artifact = describe_file(path, kind, made.value)
    if not is_whole:
        return Outcome(artifact, made.diagnostics)
    record = _Record(
        sha256=artifact.sha256,
        pages=artifact.pages,
        diagnostics=made.diagnostics,
        size_bytes=artifact.size_bytes,
        mtime_ns=path.stat().st_mtime_ns,
    )
    store.write(make_key("artifact", kind, content), msgspec.json.encode(record))
    return Outcome(artifact, made.diagnostics)


def recall_artifact(path: Path, kind: Format, store: Store, content: str) -> Outcome[Artifact] | None:
    """The file that stands there, where it is to the byte what would be written."""
    kept = store.read(make_key("artifact", kind, content))
    if kept is None or not path.is_file():
        return None
    record = msgspec.json.decode(kept, type=_Record)
    facts = path.stat()
    is_untouched = (facts.st_size, facts.st_mtime_ns) == (record.size_bytes, record.mtime_ns)
    artifact = describe_file(path, kind, record.pages, record.sha256 if is_untouched else "")
    return Outcome(artifact, record.diagnostics) if artifact.sha256 == record.sha256 else None


def describe_file(path: Path, kind: Format, pages: int | None, sha256: str = "") -> Artifact:
    """What stands at a path. `sha256` is given where it is known."""
    if not sha256:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Artifact(
        format=kind,
        path=str(path),
        sha256=sha256,
        media_type=MEDIA_TYPES[kind],
        size_bytes=path.stat().st_size,
        pages=pages,
    )


def content_key(rendered: RenderedBook, edition: Edition, fingerprint: str) -> str:
    """Of the book, its chapters and pictures, the edition, and all that making it depends on."""
    images = sorted(rendered.images.values(), key=lambda image: image.key)
    shape = (edition.page, edition.theme, edition.style, edition.pdf_variant)
    use = (edition.purpose, edition.links, edition.openings)
    look = (*shape, *use, edition.modified, edition.contents, edition.epub)
    book = rendered.book
    # Long texts one by one: all of them together would take several times the memory that the book takes. And
    # XHTML by itself: a text that msgspec has encoded keeps its bytes.
    documents = (*rendered.documents, *rendered.texts)
    facts = (msgspec.msgpack.encode(replace(document, xhtml="")) for document in documents)
    texts = (document.xhtml for document in documents)
    chapters = (repr(chapter) for chapter in book.chapters)
    frame = [(part.id, part.title, len(part.chapters)) for part in book.parts]
    made_of = (
        replace(book, parts=()), frame, images, look,
        # An EPUB that is made along with a PDF has that one's pages.
        "pdf" in edition.formats,
    )  # fmt: skip
    parts = (
        *map(repr, made_of),
        *(make_key("text", part) for part in chain[str | bytes](chapters, facts, texts)),
    )
    return make_key("content", fingerprint, *parts)
