"""Long names in cells are broken after the signs that hold them together."""

from __future__ import annotations

import pytest

from bookmaker.exporters.pdf.cell_words import offer_breaks


def cell(text: str, classes: str = "unbroken") -> str:
    return f'<table><tr><td class="{classes}"><code title="a_b">{text}</code></td><td>a_b</td></tr></table>'


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("SOME_LONG_NAME", ["SOME_", "LONG_", "NAME"]),
        ("collections.abc.Iterator", ["collections.", "abc.", "Iterator"]),
        ("/usr/share/lib", ["/usr/", "share/", "lib"]),
        ("https://example.org/?a=b&amp;c", ["https://example.", "org/?a=", "b&amp;c"]),
        ("__init__", ["__init__"]),
        ("192.168.100.200", ["192.168.100.200"]),
        ("<kbd>Ctrl</kbd>+<kbd>C</kbd>", ["<kbd>Ctrl</kbd>+", "<kbd>C</kbd>"]),
        ("&lt;first_of&gt;", ["&lt;first_", "of&gt;"]),
    ],
)
def test_places_to_break(name: str, parts: list[str]) -> None:
    assert offer_breaks(cell(name)) == cell("\u200b".join(parts))


def test_other_cells_stay() -> None:
    assert offer_breaks(cell("SOME_NAME", "tall")) == cell("SOME_NAME", "tall")
