"""Identifiers: ASCII, unique, and still readable."""

from __future__ import annotations

import re

import pytest

from bookmaker.identifiers import anchor_id, make_unique, path_to_id, text_to_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Машинное обучение", "mashinnoe-obuchenie"),
        ("Подъезд и ель", "podezd-i-el"),
        ("Straße & Café", "strasse-cafe"),
        ("  --Hello, World!--  ", "hello-world"),
        ("C++", "c"),
        ("日本", "riben"),
        ("…", ""),
        ("", ""),
    ],
)
def test_text_is_spelled_in_ascii(text: str, slug: str) -> None:
    assert text_to_slug(text) == slug


def test_a_slug_is_never_too_long_for_a_file() -> None:
    slug = text_to_slug("щука " * 100)
    assert len(slug) <= 64
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)


@pytest.mark.parametrize(
    ("names", "unique"),
    [
        (["a", "a", "b"], ["a", "a-2", "b"]),
        (["a", "a", "a-2"], ["a", "a-3", "a-2"]),
        (["a-2", "a", "a"], ["a-2", "a", "a-3"]),
        ([], []),
    ],
)
def test_equal_names_are_numbered_past_those_that_exist(names: list[str], unique: list[str]) -> None:
    assert make_unique(names) == unique


@pytest.mark.parametrize(
    ("path", "post_id"),
    [
        ("_posts/2024-03-13-spring.md", "p2024-03-13-spring"),
        ("notes/Весна.md", "vesna"),
        ("spring/index.md", "spring"),
        ("spring/_index.md", "spring"),
        ("index.md", "index"),
        ("…/….md", "post"),
    ],
)
def test_a_post_is_named_after_its_file(path: str, post_id: str) -> None:
    assert path_to_id(path) == post_id


def test_anchors_of_two_posts_never_meet() -> None:
    assert anchor_id("a", "Итог") == "a--itog"
    assert anchor_id("a", "…") == "a--x"
    assert anchor_id("a", "itog") != anchor_id("b", "itog")
