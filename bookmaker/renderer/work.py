"""What workers do for the renderer, and how to find it done. Libraries are imported by who does the work."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bookmaker.cache import Store, make_key
from bookmaker.errors import Diagnostic, Outcome
from bookmaker.lost import chapter_lost, lost_chapter
from bookmaker.mishaps import explain
from bookmaker.model import Asset, Chapter, ChapterDocument, PreparedImage, Site
from bookmaker.publishing import FULL, PictureLimits
from bookmaker.renderer.digests import picture_key
from bookmaker.renderer.found import Found


class _File(msgspec.Struct, frozen=True, array_like=True):
    """A picture's file as it was when the chapter was rendered."""

    path: str
    mtime_ns: int
    size_bytes: int


class _Record(msgspec.Struct, frozen=True):
    """A rendered chapter in the store."""

    document: ChapterDocument
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[_File, ...]


def render(
    chapter: Chapter, site: Site, language: str, found: Found, store: Store, fingerprint: str
) -> Outcome[ChapterDocument]:
    """Render one chapter and keep it."""
    from bookmaker.renderer.chapter import render_chapter

    outcome = render_chapter(chapter, site, language, found)
    document = outcome.value
    if not document.missing_images:
        # A missing picture may be put in its place at any time, so such a chapter is looked at again.
        files = tuple(_file_of(asset.path) for asset in document.assets)
        record = _Record(document=document, diagnostics=outcome.diagnostics, files=files)
        key = _chapter_key(chapter, site, language, found, fingerprint)
        store.write(key, msgspec.json.encode(record))
    return outcome


def recall_render(
    chapter: Chapter, site: Site, language: str, found: Found, store: Store, fingerprint: str
) -> Outcome[ChapterDocument] | None:
    """The kept result of `render`, where neither the posts nor their pictures have changed since."""
    key = _chapter_key(chapter, site, language, found, fingerprint)
    kept = store.read(key)
    if kept is None:
        return None
    record = msgspec.json.decode(kept, type=_Record)
    try:
        files = tuple(_file_of(file.path) for file in record.files)
        if files != record.files:
            if not _are_same(record, files):
                return None
            # Copied or checked out again: next time the new times tell it.
            store.write(key, msgspec.json.encode(msgspec.structs.replace(record, files=files)))
    except OSError:
        return None
    return Outcome(record.document, record.diagnostics)


def _are_same(record: _Record, files: tuple[_File, ...]) -> bool:
    """Whether pictures hold what they held. Times tell most of it, and where they do not, the bytes do."""
    for asset, old, new in zip(record.document.assets, record.files, files, strict=True):
        is_touched = old.mtime_ns != new.mtime_ns and old.size_bytes == new.size_bytes
        if old != new and not (is_touched and picture_key(Path(new.path).read_bytes()) == asset.key):
            return False
    return True


def give_up_render(
    error: Exception, chapter: Chapter, site: Site, language: str, *_: object
) -> Outcome[ChapterDocument]:
    """What stands in the place of a chapter that could not be rendered."""
    anchors = dict.fromkeys((chapter.id, *(post.id for post in chapter.posts)))
    problem = chapter_lost(chapter.title, "the book", error, chapter.posts[0].path)
    document = lost_chapter(chapter.id, chapter.title, chapter.language, tuple(anchors), language)
    return Outcome(document, (problem,))


def prepare(
    asset: Asset, store: Store, fingerprint: str, limits: PictureLimits = FULL
) -> PreparedImage | str:
    """Prepare one picture and keep it; a text says why it cannot be done."""
    from bookmaker.renderer.pictures import PictureError, prepare_picture

    key = _picture_key(asset, fingerprint, limits)
    try:
        picture = prepare_picture(Path(asset.path), limits)
    except (PictureError, OSError) as error:
        return str(error)
    image = PreparedImage(
        key=asset.key,
        media_type=picture.media_type,
        cache_key=key,
        is_grey=picture.is_grey,
        width_px=picture.width_px,
        height_px=picture.height_px,
        size_bytes=len(picture.data),
    )
    store.write(key, picture.data)
    store.write(f"{key}.json", msgspec.json.encode(image))
    return image


def recall_picture(
    asset: Asset, store: Store, fingerprint: str, limits: PictureLimits = FULL
) -> PreparedImage | None:
    """The kept result of `prepare`."""
    key = _picture_key(asset, fingerprint, limits)
    kept = store.read(f"{key}.json")
    if kept is None or not store.has(key):
        return None
    return msgspec.json.decode(kept, type=PreparedImage)


def give_up_picture(error: Exception, *_: object) -> str:
    """Why a picture that could not be prepared is not in the book."""
    return explain(error)


def cost(asset: Asset) -> tuple[int, str]:
    """Sorts the largest pictures first: a long task begun last would keep one worker busy alone."""
    return -asset.width_px * asset.height_px, asset.key


def _chapter_key(chapter: Chapter, site: Site, language: str, found: Found, fingerprint: str) -> str:
    return make_key("chapter", fingerprint, repr(chapter), repr(site), language, found.key())


def _picture_key(asset: Asset, fingerprint: str, limits: PictureLimits) -> str:
    return make_key("picture", fingerprint, asset.key, repr(limits))


def _file_of(path: str) -> _File:
    facts = Path(path).stat()
    return _File(path, facts.st_mtime_ns, facts.st_size)
