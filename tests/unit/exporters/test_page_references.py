"""Numbers of pages in the place of zeros: in the sample's letters, in the room that was left."""

from __future__ import annotations

import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from bookmaker.errors import RenderError
from bookmaker.exporters.pdf.page_references import PageReferences, fonts_of

# Glyphs are the letters' codes; digits are half as wide as the size, all else is a quarter.
_WIDTHS = [500 if chr(code).isdigit() else 250 for code in range(256)]
_SAMPLE = "(p.\N{NO-BREAK SPACE}0123456789)"


def shown(text: str) -> str:
    return "".join(f"{ord(letter):04x}" for letter in text)


def marked(text: str, anchor: str = "birds") -> bytes:
    mark = f"/Reference <</MCID 1/BookmakerPageOf <{anchor.encode().hex()}>>> BDC 0.3 g BT 1 0 0 -1 9 9 Tm"
    return f"{mark} /F1 10 Tf [<{text}>] TJ ET EMC".encode()


def page(pdf: pikepdf.Pdf, content: bytes) -> pikepdf.Page:
    sheet = pdf.add_blank_page(page_size=(100, 100))
    font = Dictionary(Type=Name.Font, DescendantFonts=Array([Dictionary(W=Array([0, Array(_WIDTHS)]))]))
    sheet.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    sheet.obj.Contents = pdf.make_stream(content)
    return sheet


def written(zeros: str, number: int) -> str:
    """The operators between the matrix and the text's end."""
    with pikepdf.new() as pdf:
        sample = page(pdf, marked(shown(_SAMPLE), "sample"))
        references = PageReferences(sample, "en", lambda font: 7)
        assert references.resources == {"BookmakerReferenceF1": 7}
        content = references.write(marked(zeros), fonts_of(sample), {"birds": number}.__getitem__)
    text = content.decode().split(" Tm ")[1].removesuffix(" ET EMC")
    return re.sub(r"/BookmakerReferenceF1 10 Tf ?", "", text)


def said(operators: str) -> str:
    return "".join(chr(int(code, 16)) for code in re.findall("<(....)>", operators))


_ZEROS = shown("(p.\N{NO-BREAK SPACE}000)")


def test_a_number_that_fits_stands_as_it_is() -> None:
    operators = written(_ZEROS, 123)
    assert said(operators) == "(p.\N{NO-BREAK SPACE}123)"
    assert "Tc" not in operators
    assert "Tz" not in operators


def test_a_shorter_one_ends_where_its_room_does() -> None:
    operators = written(_ZEROS, 7)
    assert said(operators) == "(p.\N{NO-BREAK SPACE}7)"
    # A thousandth of the size was left; 60 of it go after each of six letters.
    assert operators.startswith("0.600 Tc [-640] TJ")
    assert operators.endswith("0 Tc")


def test_a_longer_one_is_narrower() -> None:
    operators = written(_ZEROS, 12345)
    assert said(operators) == "(p.\N{NO-BREAK SPACE}12345)"
    # 2,750 thousandths in 3,750.
    assert operators.startswith("73.33 Tz")
    assert operators.endswith("100 Tz")


def test_room_that_justifies_a_line_is_room() -> None:
    stretched = _ZEROS.replace("00a0", "00a0>-500<")
    assert written(stretched, 1234).count("Tz") == 0


def test_letters_that_cannot_be_told_apart_are_an_error() -> None:
    with pikepdf.new() as pdf, pytest.raises(RenderError, match="cannot be told apart"):
        PageReferences(page(pdf, marked(shown("(p. 0123456789 )"), "sample")), "en", lambda font: 7)
