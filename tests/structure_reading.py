"""The structure tree of a PDF, read as assistive technology does: the elements in order, and their words."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from outloud import check as listen


@dataclass(slots=True)
class Element:
    """An element of the tree. `kids` are elements and pieces of text."""

    kind: str
    kids: list[Element | str] = field(default_factory=list)
    alt: str = ""
    language: str = ""
    id: str = ""
    attributes: dict[str, str] = field(default_factory=dict)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def text(self, *, marks: bool = True) -> str:
        """All that it says. Without `marks`, what the style sheet puts before items of lists is not."""
        return "".join(
            kid if isinstance(kid, str) else kid.text(marks=marks)
            for kid in self.kids
            if marks or not (isinstance(kid, Element) and kid.attributes.get("mark"))
        )

    def find(self, kind: str) -> list[Element]:
        """All elements of a type."""
        return [element for element in self.walk() if element.kind == kind]


def read_structure(path: Path) -> Element:
    """Read the tree of a file."""
    with pikepdf.open(path) as pdf:
        numbers = {sheet.obj.objgen: index for index, sheet in enumerate(pdf.pages)}
        document = pypdfium2.PdfDocument(path)
        words = [_words_of(document[index]) for index in range(len(document))]
        return _read(pdf.Root.StructTreeRoot.K, numbers, words, None)


def _read(
    thing: Any,
    numbers: dict[tuple[int, int], int],
    words: list[dict[int, str]],
    sheet: int | None,
) -> Element:
    element = Element(str(thing.S)[1:])
    element.alt = str(thing.get("/Alt", ""))
    element.language = str(thing.get("/Lang", ""))
    element.id = str(thing.get("/ID", ""))
    if "/A" in thing:
        element.attributes = {str(key): str(value) for key, value in thing.A.items()}
    sheet = numbers[thing.Pg.objgen] if "/Pg" in thing else sheet
    kids: Any = thing.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array | list) else [kids]:
        if isinstance(kid, int):
            assert sheet is not None
            element.kids.append(words[sheet].get(kid, ""))
        elif "/MCID" in kid:
            element.kids.append(words[numbers[kid.Pg.objgen]].get(int(kid.MCID), ""))
        elif "/S" in kid:
            element.kids.append(_read(kid, numbers, words, sheet))
    if element.attributes.get("/ListNumbering"):
        for item in element.kids:
            for part in item.kids if isinstance(item, Element) else []:
                if isinstance(part, Element) and part.kind == "Lbl":
                    part.attributes["mark"] = "yes"
    return element


def _words_of(sheet: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of each marked piece of a page."""
    words: dict[int, str] = {}
    text_page = sheet.get_textpage()
    for item in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1):
        number = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
        if number >= 0:
            length = pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
            buffer = (ctypes.c_ushort * (length // 2))()
            pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, buffer, length)
            words[number] = words.get(number, "") + bytes(buffer).decode("utf-16-le").rstrip("\0")
    return words


def accessibility_failures(path: Path, profile: str = "ua1") -> list[str]:
    """What a validator has against a file: PDF/UA-1 by default, `3u` for PDF/A-3u."""
    limits = page_validation.SafetyLimits.unlimited()
    report = page_validation.validate_pdf(path, profile=profile, limits=limits)
    assert report.rules.total > 100
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def what_is_not_heard(path: Path) -> list[str]:
    """The errors of a program that hears a file as a screen reader says it."""
    errors = [finding for finding in listen(str(path)).findings if finding.severity == "error"]
    return [f"{finding.rule} on page {finding.page}: {finding.message}" for finding in errors]
