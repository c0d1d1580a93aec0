"""Other programs read the EPUB back: Calibre its catalogue data and its words, where it is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.building import Built
from tests.epub_reading import EpubBook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("ebook-convert") is None, reason="Calibre is not installed"),
]
#: Letters alone: the number of a note stands close to the word before it.
_WORD = re.compile(r"[^\W\d_]+")


def run(*command: str | Path) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=True, timeout=300
    )
    return done.stdout


def test_calibre_reads_the_catalogue_data(examples: Built) -> None:
    book = examples.report.rendered.book
    lines = run("ebook-meta", examples.epub).splitlines()
    facts = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    assert facts["Title"] == book.title
    assert facts["Author(s)"].split(" [")[0] == " & ".join(book.authors)
    assert set(facts["Tags"].split(", ")) == set(book.tags[:20])
    assert facts["Languages"] == "rus"
    assert facts["Published"].startswith(max(post.date for post in book.posts).date().isoformat())
    assert facts["Comments"].startswith(book.description)


def test_calibre_reads_every_word(examples: Built, tmp_path: Path) -> None:
    run("ebook-convert", examples.epub, tmp_path / "book.txt", "--txt-output-formatting", "plain")
    read = Counter(_WORD.findall((tmp_path / "book.txt").read_text("utf-8")))
    with EpubBook(examples.epub) as epub:
        texts = (epub.texts[name] for name in epub.spine)
        own = Counter(
            word for root in texts for body in root.iter("{*}body") for word in _WORD.findall(words_of(body))
        )
    assert own - read == Counter()


def words_of(body: object) -> str:
    """All text but formulas and what stands for them."""
    from lxml import etree

    assert isinstance(body, etree._Element)
    for math in list(body.iter("{http://www.w3.org/1998/Math/MathML}math")):
        math.clear(keep_tail=True)
    return " ".join(str(piece) for piece in body.itertext())


def test_pandoc_reads_every_chapter_and_note(examples: Built) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    tree = json.loads(pypandoc.convert_file(str(examples.epub), "json", format="epub"))
    text = json.dumps(tree, ensure_ascii=False)
    for document in examples.report.rendered.documents:
        assert document.id in text
    # A note that is referred to twice is two to pandoc.
    references = sum(d.xhtml.count('role="doc-noteref"') for d in examples.report.rendered.documents)
    assert text.count('{"t": "Note"') == references > 0
