"""Pages that nobody looks at any more go without being looked for as garbage."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest

from bookmaker.pagemaking import pages as pagemaking_pages
from bookmaker.typesetting import Tagged, lay_out

_STYLE = "@page { size: 60mm 90mm; margin: 8mm } body { font: 9pt serif }"
_BODY = """
<h1 id="top">Harbour</h1><p>Boats <b>and</b> nets <i>and</i> <a href="#top">ropes</a>.</p>
<ul><li>one</li><li>two</li></ul><table><tr><th>a</th><td>b</td></tr></table>
"""


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("tagged", [None, Tagged("p1", "en")], ids=["plain", "tagged"])
def test_boxes_and_styles_go_with_the_pages(tagged: Tagged | None) -> None:
    pages = lay_out(f'<html lang="en"><body>{_BODY * 9}</body></html>', (_STYLE,))
    left = [
        weakref.ref(thing)
        for page in pages.document.pages
        for box in page._page_box.descendants()
        for thing in (box, box.style)
    ]
    assert len(left) > 400
    pages.to_pdf(tagged)
    del pages
    assert sum(thing() is not None for thing in left) == 0


def test_a_page_that_is_laid_out_anew_goes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[Any]] = []

    def watch(*arguments: Any) -> Any:
        page, resume = plain(*arguments)
        made.extend(weakref.ref(box) for box in page.descendants())
        return page, resume

    plain = pagemaking_pages._plain
    monkeypatch.setattr(pagemaking_pages, "_plain", watch)
    figure = '<figure><img src="asset:picture" alt=""/></figure>'
    body = f'<p style="line-height: 40mm">words</p>{figure}<p>more</p>'
    style = f"{_STYLE} p, figure {{ margin: 0 }} figure {{ break-inside: avoid }}"
    pages = lay_out(f"<html><body>{body}</body></html>", (style,), {"picture": (160, 150)})
    kept = [box for page in pages.document.pages for box in page._page_box.descendants()]
    assert len(made) > len(kept)
    assert sum(box() is not None for box in made) <= len(kept)
