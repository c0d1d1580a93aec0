"""What assembly draws over pages: running heads, folios, and numbers of pages that are known only now.

In: a section's file as it was laid out. Out: the same, with forms that are the whole file's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from bookmaker.exporters.pdf.furniture import Furniture
from bookmaker.exporters.pdf.layout import NUMBER_SIGN, LaidOut
from bookmaker.exporters.pdf.page_references import PageReferences, fonts_of, pages_with_references
from bookmaker.exporters.pdf.plan import Plan, Section
from bookmaker.exporters.pdf.writing import Copier, PdfWriter, reference

_HEAD, _DIGIT = "BookmakerHead", "BookmakerDigit"


class Furnisher:
    """Draws over the pages of one section after the other. `pdf` has the pages of the furniture."""

    def __init__(self, writer: PdfWriter, furniture: Furniture, pdf: pikepdf.Pdf, plan: Plan, language: str):
        self._furniture = furniture
        self._pdf = pdf
        self._copier = Copier(pdf, writer)
        self._numbers = plan.page_numbers()
        self._language = language
        self._references: PageReferences | None = None
        self._forms: dict[int, int] = {}
        self._save = writer.allocate()
        writer.write_stream(self._save, b"<< /Length 1 >>", b"q")

    def refer(self, laid_out: LaidOut, pdf: pikepdf.Pdf) -> None:
        """Put the numbers of pages where a section's text refers to others."""
        indexes = pages_with_references({place.anchor: place.page_index for place in laid_out.places})
        if indexes and self._references is None:
            sample = self._pdf.pages[self._furniture.sample_page]
            self._references = PageReferences(sample, self._language, self._copier.copy)
        for index in sorted(indexes):
            assert self._references is not None
            page = pdf.pages[index]
            text = self._references.write(page.obj.Contents.read_bytes(), fonts_of(page), self._numbers)
            for name, number in self._references.resources().items():
                page.obj.Resources.Font[f"/{name}"] = reference(number)
            page.obj.Contents = pdf.make_stream(text)

    def furnish(self, section: Section, pdf: pikepdf.Pdf) -> None:
        """Draw heads and folios over a chapter's pages, marked as artifacts."""
        forms = self._add_digits(pdf)
        texts = (section.verso_head, section.recto_head)
        for side, text in enumerate(texts):
            forms[f"/{_HEAD}{side}"] = reference(self._form(self._furniture.heads[text]))
        for offset, page in enumerate(pdf.pages):
            number = section.first_number + offset
            x_pt = self._furniture.head_shift(texts[number % 2], number)
            head = f"/{_HEAD}{number % 2} Do"
            head = f"q 1 0 0 1 {x_pt:.3f} 0 cm {head} Q" if x_pt else head
            folio = _draw_digits(self._furniture.folio(number), 0)
            self._draw_over(pdf, page, [head, *folio] if offset else folio)

    def number(self, section: Section, pdf: pikepdf.Pdf) -> None:
        """Draw the pages' numbers into a part's own contents, where its layout has left room for them."""
        furniture, drawings = self._furniture, defaultdict[int, list[str]](list)
        for place in section.laid_out.places:
            if place.anchor.startswith(NUMBER_SIGN):
                number = self._numbers[place.anchor.removeprefix(NUMBER_SIGN)]
                digits = furniture.number_before(number, place.x_pt)
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
        for digit in range(10):
            index = self._furniture.digit_page(digit)
            resources.XObject[f"/{_DIGIT}{index}"] = reference(self._form(index))
        return resources.XObject

    def _draw_over(self, pdf: pikepdf.Pdf, page: pikepdf.Page, pieces: Sequence[str]) -> None:
        """Draw over a page, as an artifact. Source: ISO 32000-1, 14.8.2.2."""
        # The page's own drawing turns the axes and does not turn them back.
        text = f"Q q /Artifact <</Type /Pagination>> BDC {' '.join(pieces)} EMC Q"
        drawing = pdf.make_stream(text.encode())
        page.obj.Contents = Array([reference(self._save), page.obj.Contents, drawing])

    def _form(self, index: int) -> int:
        if index not in self._forms:
            form = self._pdf.pages[index].as_form_xobject()
            self._forms[index] = self._copier.copy(self._pdf.make_indirect(form))
        return self._forms[index]


def _draw_digits(digits: Sequence[tuple[int, float]], y_pt: float) -> list[str]:
    return [f"q 1 0 0 1 {x_pt:.3f} {y_pt:.3f} cm /{_DIGIT}{index} Do Q" for index, x_pt in digits]
