"""Old-style figures and small capitals: those that the face has are used, and none are made up."""

from __future__ import annotations

import io
import re

import pikepdf

from bookmaker import Edition
from bookmaker.exporters.pdf.layout import LayoutJob, lay_out_section
from bookmaker.exporters.pdf.stylesheets import make_sheets
from tests.building import Shelf

_STYLE = ':root { --text-face: "%s"; --abbreviations: "c2sc", "smcp" }'


def drawn(shelf: Shelf, face: str, body: str) -> list[str]:
    """The glyphs of each piece of text."""
    styles = make_sheets(Edition(style=_STYLE % face)).text
    job = LayoutJob(id="faces", title="Faces", language="en", direction="ltr", body=body, styles=styles)
    laid_out = shelf.workshop.submit(lay_out_section, job, shelf.workshop.store).result().value
    with pikepdf.open(io.BytesIO(shelf.workshop.store.take(laid_out.key))) as pdf:
        return re.findall(r"\[<([0-9a-f]+)", pdf.pages[0].Contents.read_bytes().decode("latin-1"))


def test_figures_are_old_style_in_text_and_lining_in_tables_where_the_face_has_them(shelf: Shelf) -> None:
    body = "<p>3579</p><table><tr><td>3579</td></tr></table>"
    text, table = drawn(shelf, "Noto Serif", body)
    assert text != table
    text, table = drawn(shelf, "PT Serif", body)
    assert text == table


def test_abbreviations_are_small_capitals_where_the_face_has_them(shelf: Shelf) -> None:
    body = '<p>HTML</p><p class="caps">HTML</p>'
    large, small = drawn(shelf, "Noto Serif", body)
    assert large != small
    large, small = drawn(shelf, "PT Serif", body)
    assert large == small
