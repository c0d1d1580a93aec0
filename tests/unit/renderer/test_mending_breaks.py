"""Line breaks at the edges of paragraphs, in pairs, and paragraphs with nothing in them."""

from __future__ import annotations

import pytest

from tests.unit.renderer.mended import mend

CASES = [
    ("a<br>", "<p>a</p>"),
    ("<br>a", "<p>a</p>"),
    ("a<br><br>", "<p>a</p>"),
    ("**a<br>**", "<p><strong>a</strong></p>"),
    ("# a<br>", "<h1>a</h1>"),
    ("a<br>b", "<p>a<br/>b</p>"),
    ("a<br><br>b", "<p>a</p><p>b</p>"),
    ("a<br> <br>\n<br>b", "<p>a</p><p>b</p>"),
    ("a<br>&nbsp;<br>b", "<p>a</p><p>b</p>"),
    ("a<br><br>b<br>c<br><br>**d**e", "<p>a</p><p>b<br/>c</p><p><strong>d</strong>e</p>"),
    ("a **b**<br><br>c", "<p>a <strong>b</strong></p><p>c</p>"),
    ("> a<br><br>b", "<blockquote><p>a</p><p>b</p></blockquote>"),
    ('<p class="x" id="y">a<br><br>b</p>', '<p class="x" id="y">a</p><p class="x">b</p>'),
    ("a<br>![](i)", '<p>a</p><p><img alt="" src="i"/></p>'),
    ("a  \n![](i)  \n![](j)", '<p>a</p><p><img alt="" src="i"/></p><p><img alt="" src="j"/></p>'),
    ("a<br>![](i) b", '<p>a<br/><img alt="" src="i"/> b</p>'),
    ("a ![](i)", '<p>a <img alt="" src="i"/></p>'),
    ("a\n\n&nbsp;\n\nb", "<p>a</p><p>b</p>"),
    ("a\n\n<br>\n\nb", "<p>a</p><p>b</p>"),
    ("<p></p><p>a</p>", "<p>a</p>"),
    ("<p>&#8203;</p><p>a</p>", "<p>a</p>"),
    ("<p><b><br></b></p><p>a</p>", "<p>a</p>"),
    ('<p id="x"></p><p>a</p>', '<p id="x"></p><p>a</p>'),
    ('<p><a id="x"></a></p><p>a</p>', '<p><a id="x"></a></p><p>a</p>'),
    ("<p>![](i)</p>", "<p>![](i)</p>"),
    ("![](i)", '<p><img alt="" src="i"/></p>'),
    ("<table><tr><td><br></td></tr></table>", "<table><tbody><tr><td><br/></td></tr></tbody></table>"),
]


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[source for source, _ in CASES])
def test_breaks(source: str, expected: str) -> None:
    assert mend(source) == expected
