"""The text of an EPUB, post by post.

In: the file. Out: pieces by post. The ids of posts, chapters and parts hold no `--`, all others do: so each
of the former begins a new stretch of text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import etree
from msgspec.structs import replace

from bookmaker.checker.booktext import BookText
from bookmaker.checker.epub_archive import XHTML, read_archive
from bookmaker.checker.html_names import INLINE
from bookmaker.checker.words import Kind, Piece

_SKIPPED = frozenset({"math", "svg", "rp"})
#: Set by the program, not by the post.
_OWN_CLASSES = frozenset({"note-back", "missing", "card"})
_OWN_ROLES = frozenset({"doc-noteref", "doc-backlink"})


def read_epub(path: Path, post_ids: Collection[str]) -> BookText:
    """Read the text of the posts. Raises: ExportError where the file is no EPUB."""
    archive = read_archive(path)
    text = BookText(language=archive.language)
    current = ""
    for name in archive.spine:
        for body in archive.documents[name].iter(f"{XHTML}body"):
            for anchor, piece in _walk(body):
                if anchor:
                    current = anchor if anchor in post_ids else ""
                if current and piece.text:
                    _append(text.posts.setdefault(current, []), piece)
    return text


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Words go on through inline elements: what they part is put together again."""
    before = pieces[-1] if pieces else piece
    if pieces and before.kind == piece.kind and not (before.aside or piece.aside):
        pieces[-1] = replace(before, text=before.text + piece.text)
    else:
        pieces.append(piece)


def _walk(body: etree._Element) -> Iterator[tuple[str, Piece]]:
    """All text in order, with the id that begins there. Without recursion: markup may nest very deeply."""
    hushed: etree._Element | None = None
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        tag = str(element.tag).removeprefix(XHTML)
        if event == "end":
            hushed = None if element is hushed else hushed
            yield "", _piece(("" if tag in INLINE else "\n") + (element.tail or ""), hushed)
            continue
        if hushed is None and _is_own(element):
            hushed = element
        yield _anchor(element), _piece("" if tag in INLINE else "\n", None)
        if element.get("alt"):
            yield "", Piece(text=f" {element.get('alt')} ", line=0, kind="silent", aside=True, is_page=True)
        if tag in _SKIPPED or "}" in tag:
            walker.skip_subtree()
        elif element.text:
            yield "", _piece(element.text, hushed)


def _piece(text: str, hushed: etree._Element | None) -> Piece:
    kind: Kind = "printed" if hushed is None else "silent"
    return Piece(text=text, line=0, kind=kind, is_page=True)


def _anchor(element: etree._Element) -> str:
    name = element.get("id") or ""
    return "" if "--" in name else name


def _is_own(element: etree._Element) -> bool:
    classes = (element.get("class") or "").split()
    return element.get("role") in _OWN_ROLES or not _OWN_CLASSES.isdisjoint(classes)
