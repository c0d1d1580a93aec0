"""What assembly draws over pages: running heads, folios, and numbers of pages that are known only now.

In: a section's file as it was laid out. Out: the same, with forms that are the whole file's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from bookmaker.exporters.pdf.assembling.copying import Copier, reference
from bookmaker.exporters.pdf.assembling.objects import Objects
from bookmaker.exporters.pdf.furniture import Furniture
from bookmaker.exporters.pdf.layout import NUMBER_SIGN, LaidOut
from bookmaker.exporters.pdf.page_references import PageReferences, fonts_of, pages_with_references
from bookmaker.exporters.pdf.plan import Section

_HEAD, _DIGIT = "BookmakerHead", "BookmakerDigit"


class Furnisher:
    """Draws over the pages of one section after the other.

    `pdf` has the pages of the furniture, and `sections` are all that will be furnished or refer to pages.
    """

    def __init__(
        self,
        objects: Objects,
        furniture: Furniture,
        pdf: pikepdf.Pdf,
        heads: Iterable[str],
        sections: Iterable[LaidOut],
        language: str,
    ):
        self._furniture = furniture
        copier = Copier(pdf, objects)

        def make_form(index: int) -> int:
            return copier.copy(pdf.make_indirect(pdf.pages[index].as_form_xobject()))

        self._digits = tuple(make_form(furniture.digit_page(digit)) for digit in range(10))
        self._forms = {text: make_form(furniture.heads[text]) for text in heads}
        self._save = objects.allocate()
        objects.write_stream(self._save, b"<< /Length 1 >>", b"q")
        self._references: PageReferences | None = None
        if any(map(_pages_with_references, sections)):
            self._references = PageReferences(pdf.pages[furniture.sample_page], language, copier.copy)

    def describe(self, laid_out: LaidOut, section: Section | None) -> str:
        """All that a section gets from here, but for the numbers of pages."""
        furniture = self._furniture
        references = self._references if _pages_with_references(laid_out) else None
        drawn: tuple[object, ...] = ()
        if section:
            drawn = self._save, self._digits, furniture.geometry, section.first_number, *self._heads(section)
        return repr((drawn, references.describe() if references else ""))

    def furnish(
        self, laid_out: LaidOut, section: Section | None, pdf: pikepdf.Pdf, number_of: Callable[[str], int]
    ) -> None:
        """Draw all that a section gets. `section` is given for those of the body."""
        self._refer(laid_out, pdf, number_of)
        if section and section.chapter_id:
            self._head(section, pdf)
        elif section:
            self._number(section, pdf, number_of)

    def _refer(self, laid_out: LaidOut, pdf: pikepdf.Pdf, number_of: Callable[[str], int]) -> None:
        """Put the numbers of pages where a section's text refers to others."""
        for index in sorted(_pages_with_references(laid_out)):
            assert self._references is not None
            page = pdf.pages[index]
            text = self._references.write(page.obj.Contents.read_bytes(), fonts_of(page), number_of)
            for name, number in self._references.resources.items():
                page.obj.Resources.Font[f"/{name}"] = reference(number)
            page.obj.Contents = pdf.make_stream(text)

    def _head(self, section: Section, pdf: pikepdf.Pdf) -> None:
        """Draw heads and folios over a chapter's pages, marked as artifacts."""
        forms = self._add_digits(pdf)
        heads = self._heads(section)
        for side, (form, _) in enumerate(heads):
            forms[f"/{_HEAD}{side}"] = reference(form)
        for offset, page in enumerate(pdf.pages):
            number = section.first_number + offset
            _, x_pt = heads[number % 2]
            head = f"/{_HEAD}{number % 2} Do"
            head = f"q 1 0 0 1 {x_pt:.3f} 0 cm {head} Q" if x_pt else head
            folio = _draw_digits(self._furniture.folio(number), 0)
            self._draw_over(pdf, page, [head, *folio] if offset else folio)

    def _heads(self, section: Section) -> Sequence[tuple[int, float]]:
        """The forms of a section's heads, on even and on odd pages, and how far to the right they move."""
        if not section.chapter_id:
            return ()
        return [
            (self._forms[text], self._furniture.head_shift(text, side))
            for side, text in enumerate((section.verso_head, section.recto_head))
        ]

    def _number(self, section: Section, pdf: pikepdf.Pdf, number_of: Callable[[str], int]) -> None:
        """Draw the pages' numbers into a part's own contents, where its layout has left room for them."""
        furniture, drawings = self._furniture, defaultdict[int, list[str]](list)
        for place in section.laid_out.places:
            if place.anchor.startswith(NUMBER_SIGN):
                digits = furniture.number_before(
                    number_of(place.anchor.removeprefix(NUMBER_SIGN)), place.x_pt
                )
                drawings[place.page_index] += _draw_digits(digits, place.y_pt - furniture.digit_y_pt)
        if drawings:
            self._add_digits(pdf)
        for index, pieces in drawings.items():
            self._draw_over(pdf, pdf.pages[index], pieces)

    def _add_digits(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """Put the forms of digits among a section's resources, and return those."""
        resources = pdf.pages[0].obj.Resources
        if Name.XObject not in resources:
            resources.XObject = Dictionary()
        for digit, form in enumerate(self._digits):
            resources.XObject[f"/{_DIGIT}{digit}"] = reference(form)
        return resources.XObject

    def _draw_over(self, pdf: pikepdf.Pdf, page: pikepdf.Page, pieces: Sequence[str]) -> None:
        """Draw over a page, as an artifact. Source: ISO 32000-1, 14.8.2.2."""
        # The page's own drawing turns the axes and does not turn them back.
        text = f"Q q /Artifact <</Type /Pagination>> BDC {' '.join(pieces)} EMC Q"
        drawing = pdf.make_stream(text.encode())
        page.obj.Contents = Array([reference(self._save), page.obj.Contents, drawing])


def _pages_with_references(laid_out: LaidOut) -> frozenset[int]:
    return pages_with_references({place.anchor: place.page_index for place in laid_out.places})


def _draw_digits(digits: Sequence[tuple[int, float]], y_pt: float) -> list[str]:
    return [f"q 1 0 0 1 {x_pt:.3f} {y_pt:.3f} cm /{_DIGIT}{digit} Do Q" for digit, x_pt in digits]
