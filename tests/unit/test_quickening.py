"""Faster forms of WeasyPrint's functions: the same pages as without them, and still of use."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from typing import Any

import cffi
import pikepdf
import pytest

from bookmaker.templating import read_style
from bookmaker.typesetting import lay_out
from bookmaker.typesetting.quickening import unquickened

_PAGE = """@page { size: 90mm 120mm; margin: 12mm }
body { font-family: "PT Serif"; font-size: 9pt; hyphens: auto; text-align: justify }
.first::first-letter { font-size: 2em } .first::first-line { font-variant-caps: small-caps }
.spaced { letter-spacing: 0.1em; word-spacing: 0.2em } .half { margin-inline-start: 10%; width: 50% }
.boxed { border: 1pt solid; box-sizing: border-box; padding: 2%; width: 90% } a { text-decoration: underline }
.frame { position: relative } .corner { position: absolute; right: 0; width: 40%; border: 1pt solid }
.aside { float: right; width: 30%; height: 20mm; margin: 2mm; border: 1pt solid; border-radius: 2mm }
.ground { background: #def } .round { border: 2pt solid; border-radius: 10% }
.named { page: wide } @page wide { size: 120mm 90mm }
.figures { font-variant-numeric: oldstyle-nums } pre { overflow-wrap: anywhere; tab-size: 4 }
table { border-collapse: collapse } td { border: 1pt solid; padding: 3pt } .calc { width: calc(50% + 3pt) }
.wide { font-size: 4vw; letter-spacing: 0.2vw; text-transform: uppercase } .wide a { text-transform: none }"""
_WORDS = {
    "ru": "Необыкновенная переписка продолжалась, и «достопримечательности» города — мост — остались. ",
    "en": "An extraordinary correspondence continued; the office, the affair and the fjord remained. ",
    "ar": "كان الطريق طويلا وكانت المدينة بعيدة عن البحر. ",
}
_MARGINS = '@page { @bottom-center { content: counter(page) } @top-left { content: "Head" } }'
BODIES = {
    **{name: f'<p lang="{name}">{text * 12}</p>' * 3 for name, text in _WORDS.items()},
    "styles": "".join(
        f'<p lang="en" class="{name}">{_WORDS["en"] * 5}<a href="https://example.org">a link of words</a></p>'
        for name in ("first", "spaced", "half", "boxed", "figures", "calc", "wide")
    ),
    "code": "<pre>def f(x):\n\treturn x  # a comment that is longer than the page, by far, by far\n</pre>",
    "table": f"<table><tr><td>{_WORDS['ru']}</td><td dir='rtl' lang='ar'>{_WORDS['ar']}</td></tr></table>",
    "absolute": f'<div class="frame"><p class="corner">{_WORDS["en"]}</p>{_WORDS["en"] * 3}</div>',
    "float": f'<p class="aside">{_WORDS["en"]}</p><p lang="en">{_WORDS["en"] * 20}</p>',
    "grounds": f'<p class="ground">{_WORDS["en"]}</p><p class="round">Round</p><p>{_WORDS["en"]}</p>',
    "names": f'<p>One</p><div class="named"><div><p>Two</p>{_WORDS["en"]}</div></div><p>Three</p>',
    "signs": "<p>H<sub>2</sub>O, x<sup>2</sup>, 👍🏽, 漢字, \ufffd, office</p>",
}


def pages_of(body: str, style: str) -> list[Any]:
    """What a reader sees of each page, and what its links and fonts say."""
    pdf = pikepdf.open(io.BytesIO(lay_out(f"<html><body>{body}</body></html>", (style,)).to_pdf()))
    return [(_drawing(page), repr(page.obj.get("/Annots")), _fonts(page)) for page in pdf.pages]


def _drawing(page: pikepdf.Page) -> bytes:
    # Adjustments of nothing move nothing.
    exact = re.sub(rb">-?0(?=[<\]])", b">", page.Contents.read_bytes())
    return exact.replace(b"><", b"")


def _fonts(page: pikepdf.Page) -> list[tuple[str, bytes]]:
    fonts: Any = page.obj.Resources.get("/Font", {})
    return [
        (name, font.ToUnicode.read_bytes()) for name, font in sorted(fonts.items()) if "/ToUnicode" in font
    ]


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("more", ["", _MARGINS], ids=["plain", "margin boxes"])
def test_pages_are_the_same_without(name: str, more: str) -> None:
    style = read_style("base.css") + _PAGE + more
    with unquickened():
        expected = pages_of(BODIES[name], style)
    assert expected[0][0]
    assert pages_of(BODIES[name], style) == expected


def test_adjustments_of_nothing_are_still_written_by_the_library() -> None:
    with unquickened():
        data = lay_out("<html><body>words</body></html>", ("body { font-size: 7.3pt }",)).to_pdf()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert b">0<" in pdf.pages[0].Contents.read_bytes()


def test_the_library_still_makes_margin_boxes_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.formatting_structure import boxes

    made: list[object] = []
    own = boxes.MarginBox.__init__

    def note(box: Any, *arguments: object) -> None:
        made.append(box)
        own(box, *arguments)

    monkeypatch.setattr(boxes.MarginBox, "__init__", note)
    lay_out("<html><body>words</body></html>", ())
    assert not made
    with unquickened():
        lay_out("<html><body>words</body></html>", ())
    assert made


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems search by other means")
@pytest.mark.parametrize(("module", "searches"), [("weasyprint", True), ("bookmaker.typesetting", False)])
def test_libraries_are_found_without_a_search(module: str, searches: bool) -> None:
    """Once WeasyPrint itself searches for none, `libraries.py` can go."""
    program = (
        "import ctypes.util\nfound = []\nown = ctypes.util.find_library\n"
        "ctypes.util.find_library = lambda name: found.append(name) or own(name)\n"
        f"import {module}\nprint(bool(found))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == str(searches)


def test_no_time_of_day_is_in_a_colour_font(monkeypatch: pytest.MonkeyPatch) -> None:
    from fontTools.misc import timeTools

    def draw(now: int) -> bytes:
        monkeypatch.setattr(timeTools.time, "time", lambda: now)
        return lay_out("<html><body>👍</body></html>", ()).to_pdf()

    assert draw(1_000_000_000) == draw(1_700_000_000)


def types_of_c() -> list[tuple[str, int]]:
    """Types by name as a reader that has read nothing finds them."""
    reader = cffi.FFI()
    reader.cdef(
        "typedef struct { int a; double b; } Thing; typedef Thing Other; typedef int (*Call)(Other *);"
    )
    names = ("Thing", "Other *", "Call", "Thing[3]", "int(*)(Other, Thing *)", "unsigned char *", "size_t")
    return [(reader.typeof(name).cname, reader.sizeof(name)) for name in names]


def test_types_of_c_are_found_by_their_names() -> None:
    with unquickened():
        own = types_of_c()
    assert types_of_c() == own
    with pytest.raises(cffi.CDefError):
        cffi.FFI().typeof("Nothing *")
