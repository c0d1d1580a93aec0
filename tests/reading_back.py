"""What other programs read in an EPUB: Calibre and pandoc, by their command lines."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from lxml import etree

from tests.building import Built
from tests.epub_reading import EpubBook

#: What Calibre's plain text has for a line across the page.
_RULE = "***"
_QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}


needs_calibre = pytest.mark.skipif(shutil.which("ebook-convert") is None, reason="Calibre is not installed")
_LANGUAGES = {"ru": "rus", "en": "eng"}
_CATALOGUE = ("title", "creator", "publisher", "description", "subject", "date", "language", "identifier")


def package_catalogue(epub: Path) -> dict[str, list[str]]:
    """What the package says, by the names of Dublin Core."""
    with EpubBook(epub) as book:
        return {name: values for name in _CATALOGUE if (values := book.metadata(name))}


def assert_calibre_reads(epub: Path, folder: Path) -> None:
    """Calibre knows all of the catalogue data, and its plain text has every letter in order."""
    read, own = calibre_catalogue(epub, folder), package_catalogue(epub)
    assert [_LANGUAGES[code] for code in own.pop("language")] == read["language"]
    [day] = own.pop("date")
    assert read["date"] == [f"{day}T00:00:00+00:00"]
    # Of the identifiers it keeps those of shops.
    del own["identifier"]
    assert {name: read[name] for name in own} == own
    assert calibre_letters(epub, folder) == letters_for_calibre(epub)


def assert_pandoc_reads(built: Built) -> None:
    """pandoc knows all of the catalogue data, and has every chapter, note and letter in order."""
    tree = pandoc_tree(built.epub)
    read, own = pandoc_catalogue(tree), package_catalogue(built.epub)
    assert {name: sorted(read[name]) for name in own} == {name: sorted(own[name]) for name in own}
    text = json.dumps(tree, ensure_ascii=False)
    documents = built.report.rendered.documents
    assert [document.id for document in documents if document.id not in text] == []
    # A note that is referred to twice is two to pandoc.
    references = sum(document.xhtml.count('role="doc-noteref"') for document in documents)
    assert text.count('{"t": "Note"') == references
    assert pandoc_letters(tree) == letters_for_pandoc(built.epub)


def run(*command: str | Path) -> str:
    """What a command prints. Raises: CalledProcessError, TimeoutExpired."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=True, timeout=300
    )
    return done.stdout


def calibre_catalogue(epub: Path, folder: Path) -> dict[str, list[str]]:
    """What Calibre knows of a book: values by the names of Dublin Core, and `series` with its number."""
    package = folder / "calibre.opf"
    run("ebook-meta", epub, "--to-opf", package)
    found: dict[str, list[str]] = {}
    for element in etree.parse(package).getroot().iterfind("{*}metadata/*"):
        name = etree.QName(element).localname
        if name == "meta":
            name = str(element.get("name")).removeprefix("calibre:")
        found.setdefault(name, []).append(element.get("content") or element.text or "")
    return found


def calibre_letters(epub: Path, folder: Path) -> str:
    """All that Calibre's plain text says, without its spaces."""
    text = folder / "calibre.txt"
    run("ebook-convert", epub, text, "--txt-output-formatting", "plain")
    return _close(text.read_text("utf-8"))


def letters_for_calibre(epub: Path) -> str:
    """The same of the files themselves: drawings and formulas are no text to Calibre."""
    with EpubBook(epub) as book:
        return _close("".join(map(_text_for_calibre, _bodies(book))))


def pandoc_tree(epub: Path) -> dict[str, Any]:
    """The book as pandoc understands it."""
    tree: dict[str, Any] = json.loads(pypandoc.convert_file(str(epub), "json", format="epub"))
    return tree


def pandoc_catalogue(tree: dict[str, Any]) -> dict[str, list[str]]:
    """Values by the names of Dublin Core."""
    found = {}
    for name, value in tree["meta"].items():
        values = value["c"] if value["t"] == "MetaList" else [value]
        found["creator" if name == "author" else name] = [_said(one["c"]) for one in values]
    return found


def pandoc_letters(tree: dict[str, Any]) -> str:
    """All that pandoc says, without spaces; notes stand where they are referred to."""
    return _close(_said(tree["blocks"]))


def letters_for_pandoc(epub: Path) -> str:
    """The same of the files themselves. pandoc makes its own title page of the catalogue data."""
    with EpubBook(epub) as book:
        bodies = [body for body in _bodies(book) if body.find(".//*[@class='title-page']") is None]
        return _close("".join(map(_text_for_pandoc, bodies)))


def _bodies(book: EpubBook) -> Iterator[etree._Element]:
    for name in book.spine:
        yield from map(copy.deepcopy, book.texts[name].iter("{*}body"))


def _text_for_calibre(body: etree._Element) -> str:
    for element in list(body.iter("{*}math", "{*}svg")):
        element.clear(keep_tail=True)
    for rule in body.iter("{*}hr"):
        rule.text = _RULE
    return "".join(map(str, body.itertext()))


def _text_for_pandoc(body: etree._Element) -> str:
    for element in list(body.iter("{*}math")):
        element.clear(keep_tail=True)
    for link in body.xpath(".//*[@role='doc-backlink']"):
        link.clear(keep_tail=True)
    notes = {note.get("id"): "".join(note.itertext()) for note in body.xpath(".//*[@role='doc-footnote']")}
    for link in body.xpath(".//*[@role='doc-noteref']"):
        link.text = notes[link.get("href").removeprefix("#")]
    for section in body.xpath(".//*[@role='doc-endnotes']"):
        section.clear(keep_tail=True)
    return "".join(map(str, body.itertext()))


def _said(node: Any) -> str:
    """The text of pandoc's tree."""
    if isinstance(node, list):
        return "".join(map(_said, node))
    if not isinstance(node, dict):
        return ""
    match node["t"]:
        case "Str":
            return str(node["c"])
        case "Code" | "CodeBlock":
            return str(node["c"][1])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Quoted":
            kind, content = node["c"]
            return _said(content).join(_QUOTES[kind["t"]])
        case "Image" | "Math" | "RawInline" | "RawBlock":
            return ""
    return _said(node.get("c"))


def _close(text: str) -> str:
    return re.sub(r"\s+", "", text)
