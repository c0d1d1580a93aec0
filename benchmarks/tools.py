"""The tools that are compared: each makes a book of the same posts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypandoc


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A command line and what it makes. `{…}` stand for paths that the benchmark knows."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    outputs: tuple[str, ...]
    is_slow: bool = False
    """Slow ones are run fewer times."""


_WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"
# The same page for all that read HTML.
_CSS = (
    "@page { size: 148mm 210mm; margin: 18mm; @bottom-center { content: counter(page) } }\n"
    "body { font: 10pt 'PT Serif'; hyphens: auto; text-align: justify }\n"
    "img { max-width: 100%; max-height: 150mm }\n"
    "h1 { break-before: page }\n"
)
_READER = "markdown-yaml_metadata_block+autolink_bare_uris"
# Calibre draws with Qt's Chromium, which wants neither the superuser nor a missing display.
_CALIBRE_ENV = ("env", "QTWEBENGINE_DISABLE_SANDBOX=1", "QT_QPA_PLATFORM=offscreen")
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], root='.')"
# Plain settings: the pages of A5 in 10 pt, justified, as ours; pictures no wider than the column.
_TYPST_HEAD = (
    '#set page(width: 148mm, height: 210mm, margin: 18mm, numbering: "1")\n'
    '#set text(size: 10pt, lang: "ru", font: "PT Serif")\n#set par(justify: true)\n'
)


def our_command(site: Path, out: Path, cache: Path) -> tuple[str, ...]:
    """bookmaker, both formats."""
    program = str(Path(sys.executable).with_name("bookmaker"))
    return (program, "build", str(site), "--all", "--out", str(out), "--cache-dir", str(cache))


def peer_tools(book: Path) -> tuple[Tool, ...]:
    """Other tools, on the plain book."""
    return (*_pandoc_tools(book), *_html_tools(book))


def _pandoc_tools(book: Path) -> tuple[Tool, ...]:
    folder = book.parent
    head = folder / "head.typ"
    head.write_text(_TYPST_HEAD)
    pandoc = pypandoc.get_pandoc_path()
    return (
        Tool(
            name="pandoc ▸ Typst",
            commands=(
                (pandoc, "-f", _READER, "book.md", "-s", "--toc", "-H", "head.typ", "-o", "book.typ"),
                (sys.executable, "-c", _TYPST, "book.typ", "pandoc.pdf"),
            ),
            outputs=("pandoc.pdf",),
        ),
        Tool(
            name="pandoc ▸ EPUB",
            commands=((pandoc, "-f", _READER, "book.md", "--toc", "-o", "pandoc.epub"),),
            outputs=("pandoc.epub",),
        ),
    )


def _html_tools(book: Path) -> Iterator[Tool]:
    """Those that read HTML: one page of the whole book, made by pandoc beforehand, which is not counted.

    They are looked for in PATH and in the folders of BENCH_PATH, such as a `node_modules/.bin`.
    """
    folder = book.parent
    (folder / "book.css").write_text(_CSS)
    make = (pypandoc.get_pandoc_path(), "-f", _READER, "book.md", "-s", "-c", "book.css", "-o", "book.html")
    subprocess.run(make, cwd=folder, check=True, capture_output=True)
    yield Tool(
        name="WeasyPrint, whole book",
        commands=((sys.executable, "-c", _WEASYPRINT, "book.html", "weasyprint.pdf"),),
        outputs=("weasyprint.pdf",),
        is_slow=True,
    )
    chromium = next((path for name in _CHROMIUM if (path := shutil.which(name))), None)
    vivliostyle, calibre = _find("vivliostyle"), _find("ebook-convert")
    percollate = _find("percollate")
    if vivliostyle and chromium:
        command = (vivliostyle, "build", "book.html", "-o", "vivliostyle.pdf", "-s", "148mm,210mm",
                   "--executable-browser", chromium, "--timeout", "900")  # fmt: skip
        yield Tool(name="Vivliostyle", commands=(command,), outputs=("vivliostyle.pdf",), is_slow=True)
    if calibre:
        common = ("--chapter", "//h:h1", "--language", "ru")
        commands = tuple(
            (*_CALIBRE_ENV, calibre, "book.html", f"calibre.{kind}", *common) for kind in ("pdf", "epub")
        )
        outputs = ("calibre.pdf", "calibre.epub")
        yield Tool(name="Calibre, PDF and EPUB", commands=commands, outputs=outputs, is_slow=True)
    if percollate:
        command = (percollate, "epub", "book.html", "-o", "percollate.epub")
        yield Tool(name="percollate, EPUB", commands=(command,), outputs=("percollate.epub",), is_slow=True)


def _find(program: str) -> str | None:
    return shutil.which(program, path=os.pathsep.join((os.environ.get("BENCH_PATH", ""), os.environ["PATH"])))
