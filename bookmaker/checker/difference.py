"""What is new, changed or gone between two editions of a book, post by post.

Posts are told by the ids of their headings, which go by the names of their files.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from bookmaker.checker.epub_archive import XHTML, Archive, read_archive

_FACTS = (
    "dc:title", "dc:creator", "dc:contributor", "dc:identifier", "dc:language", "dc:publisher", "dc:rights",
    "dc:description", "belongs-to-collection", "dcterms:modified",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PostContent:
    """A post as a book has it. `pictures` are their checksums."""

    title: str
    words: tuple[str, ...]
    pictures: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A post that both editions have, and that differs."""

    post_id: str
    title: str
    words_added: int
    words_removed: int
    pictures_added: int
    pictures_removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two editions compared. Posts are pairs of id and title, in the order of the edition that has them."""

    new: tuple[tuple[str, str], ...]
    changed: tuple[Change, ...]
    gone: tuple[tuple[str, str], ...]
    same: int
    facts: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    """What the catalogue says: name, old values, new values."""


def compare_editions(old: Path, new: Path) -> Difference:
    """Compare two EPUBs. Raises: ExportError where one cannot be read."""
    archives = read_archive(old), read_archive(new)
    before, after = (dict(_posts(archive)) for archive in archives)
    common = [key for key in after if key in before]
    changed = [_compare(key, before[key], after[key]) for key in common if before[key] != after[key]]
    values = ((name, archives[0].metadata(name), archives[1].metadata(name)) for name in _FACTS)
    return Difference(
        new=tuple((key, post.title) for key, post in after.items() if key not in before),
        changed=tuple(changed),
        gone=tuple((key, post.title) for key, post in before.items() if key not in after),
        same=len(common) - len(changed),
        facts=tuple(value for value in values if value[1] != value[2]),
    )


def _compare(key: str, before: PostContent, after: PostContent) -> Change:
    old, new = Counter(before.words), Counter(after.words)
    old_pictures, new_pictures = Counter(before.pictures), Counter(after.pictures)
    return Change(
        post_id=key,
        title=after.title,
        words_added=(new - old).total(),
        words_removed=(old - new).total(),
        pictures_added=(new_pictures - old_pictures).total(),
        pictures_removed=(old_pictures - new_pictures).total(),
    )


def _posts(archive: Archive) -> Iterator[tuple[str, PostContent]]:
    key, title = "", ""
    words: list[str] = []
    pictures: list[int] = []
    for name in archive.spine:
        for chapter in archive.documents[name].iter(f"{XHTML}section"):
            if chapter.get("role") != "doc-chapter":
                continue
            for element, text in _walk(chapter):
                if element is not None and _opens_post(element):
                    if words:
                        yield key, PostContent(title=title, words=tuple(words), pictures=tuple(pictures))
                    key = element.get("id") or ""
                    title = " ".join("".join(str(piece) for piece in element.itertext()).split())
                    words, pictures = [], []
                if element is not None and element.tag == f"{XHTML}img":
                    facts = archive.pictures.get(_target(name, element.get("src") or ""))
                    pictures += [facts.checksum] if facts else []
                    words += (element.get("alt") or "").split()
                words += text.split()
    if words:
        yield key, PostContent(title=title, words=tuple(words), pictures=tuple(pictures))


def _target(name: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), address))


def _walk(root: etree._Element) -> Iterator[tuple[etree._Element | None, str]]:
    """Elements with their own text, and the texts after them."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            yield element, element.text or ""
        elif element is not root:
            yield None, element.tail or ""


def _opens_post(element: etree._Element) -> bool:
    """The heading of a post, or of a chapter of several: what follows at once is the first of them."""
    return element.tag in (f"{XHTML}h1", f"{XHTML}h2") and "--" not in (element.get("id") or "--")
