"""Ordered lists that a picture cut in pieces."""

from __future__ import annotations

import pytest

from tests.unit.renderer.mended import mend

_PICTURE = '<p><img alt="" src="i"/></p>'

CASES = [
    ("1. a\n\n![](i)\n\n1. b", f'<ol><li>a</li></ol>{_PICTURE}<ol start="2"><li>b</li></ol>'),
    ("1. a\n\n![](i)\n\n2. b", f'<ol><li>a</li></ol>{_PICTURE}<ol start="2"><li>b</li></ol>'),
    ("1. a\n2. b\n\n![](i)\n\n1. c", f'<ol><li>a</li><li>b</li></ol>{_PICTURE}<ol start="3"><li>c</li></ol>'),
    (
        "1. a\n\n![](i)\n\n*what it shows*\n\n1. b",
        f'<ol><li>a</li></ol>{_PICTURE}<p><em>what it shows</em></p><ol start="2"><li>b</li></ol>',
    ),
    (
        "1. a\n\n![](i)\n\n1. b\n\n![](i)\n\n1. c",
        f'<ol><li>a</li></ol>{_PICTURE}<ol start="2"><li>b</li></ol>{_PICTURE}<ol start="3"><li>c</li></ol>',
    ),
    # Two lists may both begin at 1, and a number that is stated is meant.
    (
        "1. a\n2. b\n\n![](i)\n\n1. c\n2. d",
        f"<ol><li>a</li><li>b</li></ol>{_PICTURE}<ol><li>c</li><li>d</li></ol>",
    ),
    ("1. a\n\n![](i)\n\n7. b", f'<ol><li>a</li></ol>{_PICTURE}<ol start="7"><li>b</li></ol>'),
    ("1. a\n\n![](i)\n\nb\n\n1. c", f"<ol><li>a</li></ol>{_PICTURE}<p>b</p><ol><li>c</li></ol>"),
    ("1. a\n\nb\n\n1. c", "<ol><li>a</li></ol><p>b</p><ol><li>c</li></ol>"),
    ("- a\n\n![](i)\n\n- b", f"<ul><li>a</li></ul>{_PICTURE}<ul><li>b</li></ul>"),
    ("1. a\n\n![](i)\n\n- b", f"<ol><li>a</li></ol>{_PICTURE}<ul><li>b</li></ul>"),
]


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[source for source, _ in CASES])
def test_lists(source: str, expected: str) -> None:
    assert mend(source) == expected
