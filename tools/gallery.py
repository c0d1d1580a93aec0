"""Draw docs/gallery.md: each post of docs/gallery-site as its author writes it, in the PDF and in the EPUB.

`make gallery` calls it. The EPUB is drawn by Chromium: set CHROMIUM where it is not /usr/bin/chromium.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from bookmaker import Arrangement, Collection, Edition, Outcome, Selection, Workshop, build, collect

_DOCS = Path(__file__).parents[1] / "docs"
_SITE, _PICTURES = _DOCS / "gallery-site", _DOCS / "gallery"
_WIDTH_PX = 420
_COLOURS = 64
#: The folio stands below this part of a page.
_ABOVE_FOLIO = 0.92
_BORDER_PX = 10
_HEAD = """# Gallery

What an author writes, and how it comes out: in the PDF (here on an A6 page) and in the EPUB (as a browser
shows it; a reading system has its own size and face of type). `make gallery` draws this page from
`docs/gallery-site`.
"""


def main() -> int:
    """Build the site, draw its posts, write the page."""
    collection = collect(_SITE)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        _make_books(collection, out)
        printed = dict(_draw_pdf(out / "complete.pdf"))
        shown = dict(_draw_epub(out / "complete.epub", out / "unpacked"))
    _PICTURES.mkdir(exist_ok=True)
    for old in _PICTURES.glob("*.png"):
        old.unlink()
    pieces = [_HEAD]
    for post in collection.value.posts:
        name = re.sub(r"^\d+-\d+-\d+-", "", Path(post.path).stem)
        _save(printed[post.id], _PICTURES / f"{name}-pdf.png")
        _save(shown[post.id], _PICTURES / f"{name}-epub.png")
        pieces.append(_section(post.title, post.body.strip("\n"), name))
    (_DOCS / "gallery.md").write_text("\n".join(pieces), "utf-8")
    print(f"{len(pieces) - 1} constructs in docs/gallery.md")
    return 0


def _make_books(collection: Outcome[Collection], out: Path) -> None:
    with Workshop(cache_dir=out / "cache") as workshop:
        report = build(collection, Selection(), Arrangement(), Edition(page="A6", out=out), workshop)
    for problem in report.diagnostics:
        print(problem, file=sys.stderr)


def _draw_pdf(path: Path) -> Iterator[tuple[str, Image.Image]]:
    """The first page of each chapter, by the post's id."""
    document = pypdfium2.PdfDocument(path)

    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        places = {str(name): numbers[target[0].objgen] for name, target in names.items()}
    for name, index in places.items():
        page = document[index]
        image = page.render(scale=2 * _WIDTH_PX / page.get_width()).to_pil().convert("RGB")
        image = image.resize((_WIDTH_PX, image.height * _WIDTH_PX // image.width), Image.Resampling.LANCZOS)
        yield name, _crop(image.crop((0, 0, image.width, int(image.height * _ABOVE_FOLIO))))


def _draw_epub(path: Path, folder: Path) -> Iterator[tuple[str, Image.Image]]:
    """Each chapter as Chromium shows it, by the post's id."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": _WIDTH_PX, "height": 300})
        for file in sorted(folder.rglob("*.xhtml")):
            page.goto(file.as_uri())
            for heading in page.query_selector_all("h1[id]"):
                image = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
                yield heading.get_attribute("id") or "", _crop(image)
        browser.close()


def _crop(image: Image.Image) -> Image.Image:
    """Cut off empty paper above and below."""
    paper = Image.new("RGB", image.size, "white")
    box = ImageChops.difference(image, paper).getbbox() or (0, 0, *image.size)
    return image.crop((0, max(0, box[1] - _BORDER_PX), image.width, min(image.height, box[3] + _BORDER_PX)))


def _save(image: Image.Image, path: Path) -> None:
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def _section(title: str, body: str, name: str) -> str:
    cells = (f"![{title}, in the {kind.upper()}](gallery/{name}-{kind}.png)" for kind in ("pdf", "epub"))
    pictures = f"| PDF | EPUB |\n|---|---|\n| {' | '.join(cells)} |\n"
    return f"## {title}\n\n````markdown\n{body}\n````\n\n{pictures}"


if __name__ == "__main__":
    sys.exit(main())
