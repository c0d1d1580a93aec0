"""The tools that are compared: each makes a book of the same posts."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pypandoc


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A command line and what it makes. `{…}` stand for paths that the benchmark knows."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    outputs: tuple[str, ...]


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
    folder = book.parent
    head = folder / "head.typ"
    head.write_text(_TYPST_HEAD)
    pandoc = pypandoc.get_pandoc_path()
    reader = "markdown-yaml_metadata_block+autolink_bare_uris"
    return (
        Tool(
            name="pandoc ▸ Typst",
            commands=(
                (pandoc, "-f", reader, "book.md", "-s", "--toc", "-H", "head.typ", "-o", "book.typ"),
                (sys.executable, "-c", _TYPST, "book.typ", "pandoc.pdf"),
            ),
            outputs=("pandoc.pdf",),
        ),
        Tool(
            name="pandoc ▸ EPUB",
            commands=((pandoc, "-f", reader, "book.md", "--toc", "-o", "pandoc.epub"),),
            outputs=("pandoc.epub",),
        ),
    )
