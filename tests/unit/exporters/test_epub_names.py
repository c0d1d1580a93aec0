"""How catalogues sort names and titles."""

from __future__ import annotations

import pytest

from bookmaker.exporters.epub.names import name_to_sort, title_to_sort


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Ann Nightingale", "en", "Nightingale, Ann"),
        ("Mary-Ann B. Lark", "en", "Lark, Mary-Ann B."),
        ("Анна Соловьёва", "ru", "Соловьёва, Анна"),
        ("Varim ML", "ru", "Varim ML"),
        ("Соседка с пятого этажа", "ru", "Соседка с пятого этажа"),
        ("Plato", "en", "Plato"),
        ("Kovács Anna", "hu", "Kovács Anna"),
        ("The Four Winds Club", "en", "The Four Winds Club"),
    ],
)
def test_names(name: str, language: str, expected: str) -> None:
    assert name_to_sort(name, language) == expected


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("The Map That Lies", "en", "Map That Lies, The"),
        ("Theory", "en", "Theory"),
        ("Der Fluss", "de-AT", "Fluss, Der"),
        ("L’Arbre", "fr", "Arbre, L’"),
        ("The", "en", "The"),
        ("Река", "ru", "Река"),
    ],
)
def test_titles(title: str, language: str, expected: str) -> None:
    assert title_to_sort(title, language) == expected
