"""A finished PDF, read back as a reader's program does: by PDFium, and by pikepdf for what is not drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, cast

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from bookmaker.pagesizes import PAGE_SIZES, PageSize

_PT_PER_MM = 72 / 25.4
#: How PDFium tells of a hyphen that breaks a word.
_BROKEN = re.compile("(\ufffe|\x02|-)\r?\n?")
# Letters of a page's last line hang a little below the margin.
_HANG_PT = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline. `page_index` from 0; `y_pt` from the lower edge."""

    level: int
    title: str
    page_index: int
    y_pt: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is drawn. The box in points: left, bottom, right, top."""

    page_index: int
    box: tuple[float, float, float, float]
    size_px: tuple[int, int]


class PdfBook:
    """An open PDF; a context manager."""

    def __init__(self, path: Path, page: str = "A5"):
        self.path = path
        self.pdf = pikepdf.open(path)
        self.size: PageSize = PAGE_SIZES[page.lower()]
        self._document = pypdfium2.PdfDocument(path)
        self._texts: dict[int, Any] = {}

    def __enter__(self) -> PdfBook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._texts.clear()
        self._document.close()
        self.pdf.close()

    @cached_property
    def labels(self) -> list[str]:
        """What a viewer shows as each page's number."""
        return [self._document.get_page_label(index) for index in range(len(self._document))]

    @cached_property
    def outline(self) -> list[Entry]:
        """All lines of the outline in order."""
        entries = []
        for item in self._document.get_toc():
            target = item.get_dest()
            y_pt = target.get_view()[1][1]
            entries.append(Entry(item.level, item.get_title(), target.get_index(), y_pt))
        return entries

    @cached_property
    def destinations(self) -> dict[str, tuple[int, float]]:
        """Named destinations: page from 0 and height in points."""
        pages = {page.objgen: index for index, page in enumerate(page.obj for page in self.pdf.pages)}
        tree = pikepdf.NameTree(self.pdf.Root.Names.Dests)
        return {str(name): (pages[target[0].objgen], float(target[3])) for name, target in tree.items()}

    def annotations(self, page_index: int) -> Iterator[pikepdf.Dictionary]:
        """The links of a page."""
        for annotation in self.pdf.pages[page_index].obj.get("/Annots", ()):
            yield cast(pikepdf.Dictionary, annotation)

    def text(self, page_index: int) -> str:
        """The text of the page's type area, without running head and folio."""
        bottom, top = self.size.bottom_mm * _PT_PER_MM, self.size.height_pt - self.size.top_mm * _PT_PER_MM
        return self.text_in(page_index, (0, bottom - _HANG_PT, self.size.width_pt, top))

    def head(self, page_index: int) -> str:
        """The text above the type area."""
        top = self.size.height_pt - self.size.top_mm * _PT_PER_MM
        return self.text_in(page_index, (0, top, self.size.width_pt, self.size.height_pt)).strip()

    def foot(self, page_index: int) -> str:
        """The text below the type area."""
        bottom = self.size.bottom_mm * _PT_PER_MM - _HANG_PT
        return self.text_in(page_index, (0, 0, self.size.width_pt, bottom)).strip()

    def text_in(self, page_index: int, box: tuple[float, float, float, float]) -> str:
        """The text in a box: left, bottom, right, top in points."""
        if page_index not in self._texts:
            self._texts[page_index] = self._document[page_index].get_textpage()
        return str(self._texts[page_index].get_text_bounded(*box))

    @cached_property
    def pictures(self) -> list[Picture]:
        """All pictures that are drawn, in order of pages."""
        found = []
        for index in range(len(self._document)):
            for item in self._document[index].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
                found.append(Picture(index, item.get_bounds(), item.get_px_size()))
        return found

    def draw(self, picture: Picture, scale: float = 1.0) -> Image.Image:
        """The part of the page that a picture takes."""
        page = self._document[picture.page_index]
        left, bottom, right, top = picture.box
        crop = (left, bottom, page.get_width() - right, page.get_height() - top)
        image: Image.Image = page.render(scale=scale, crop=crop).to_pil()
        return image.convert("RGB")


def letters(text: str) -> str:
    """Letters and digits alone, breaks of words closed: the same for two texts that say the same."""
    return re.sub(r"[\W_]+", "", _BROKEN.sub("", text)).casefold()
