"""Why chapters were made again: what they were made of in the build before, and what they are made of now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from bookmaker.cache import Store, make_key
from bookmaker.fingerprint import parts_of_fingerprint
from bookmaker.model import Book, Chapter, ChapterDocument

#: Names of tasks, and what they are called.
_STEPS = {"render": "rendered", "lay_out_section": "laid out"}
_WORDS = {
    "text": "its text or front matter has changed",
    "site": "what the site or book.toml says has changed",
    "look": "the page, the theme or the author's styles have changed",
    "fonts": "the fonts have changed",
    "engine": "the system's libraries for text have changed",
    "program": "the program has changed",
}


class Trace(msgspec.Struct, frozen=True):
    """What a chapter was made of: a short hash of each part."""

    parts: dict[str, str]
    pictures: dict[str, str]
    """Path of the file to the name of its bytes."""
    versions: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A chapter, what was done for it, and why. Nothing was done for a chapter that was kept."""

    id: str
    title: str
    steps: tuple[str, ...]
    reasons: tuple[str, ...]


def explain_chapters(
    book: Book,
    documents: Iterable[ChapterDocument],
    look: str,
    store: Store,
    done: frozenset[tuple[str, str]],
) -> tuple[Explanation, ...]:
    """Explain a build, and note what the next one is compared with. Order: the chapters'.

    `look` states page, theme and styles; `done` are the names of tasks that were done, and of whom.
    """
    key = make_key("trace", book.site.root, book.name)
    kept = store.read(key)
    old = msgspec.json.decode(kept, type=dict[str, Trace]) if kept else {}
    pairs = list(zip(book.chapters, documents, strict=True))
    new = {chapter.id: _trace(chapter, document, book, look) for chapter, document in pairs}
    data = msgspec.json.encode(new)
    if data != kept:
        store.write(key, data)
    return tuple(
        _explain(chapter, document, old.get(chapter.id), new[chapter.id], done) for chapter, document in pairs
    )


def _trace(chapter: Chapter, document: ChapterDocument, book: Book, look: str) -> Trace:
    parts = parts_of_fingerprint()
    return Trace(
        parts={
            "text": _short(repr(chapter)),
            "site": _short(f"{book.site!r} {book.language}"),
            "look": _short(look),
            "fonts": _short(parts.fonts),
            "engine": _short(parts.engine),
            "program": parts.code,
        },
        pictures={asset.path: asset.key for asset in document.assets},
        versions=dict(parts.versions),
    )


def _explain(
    chapter: Chapter,
    document: ChapterDocument,
    old: Trace | None,
    new: Trace,
    done: frozenset[tuple[str, str]],
) -> Explanation:
    steps = tuple(word for name, word in _STEPS.items() if (name, chapter.id) in done)
    reasons = tuple(_reasons(document, old, new)) if steps else ()
    return Explanation(id=chapter.id, title=chapter.title, steps=steps, reasons=reasons)


def _reasons(document: ChapterDocument, old: Trace | None, new: Trace) -> Iterator[str]:
    if old is None:
        yield "it was never made for this book before"
        return
    changes = [
        *(_WORDS[name] for name in _WORDS if old.parts.get(name) != new.parts[name]),
        *_changed(old.versions, new.versions, "{name} has changed from {before} to {after}"),
        *_changed(old.pictures, new.pictures, "the picture {name} has changed"),
    ]
    if not changes and document.missing_images:
        changes = ["it lacks a picture, which may come at any time"]
    yield from changes or ["the cache had lost it"]


def _changed(old: Mapping[str, str], new: Mapping[str, str], words: str) -> Iterator[str]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, "none"), new.get(name, "none")
        if before != after:
            yield words.format(name=name, before=before, after=after)


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
