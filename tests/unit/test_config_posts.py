"""Tables of single posts in book.toml: what is read, and how a mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.config import read_settings
from bookmaker.errors import ConfigError, Where
from bookmaker.overrides import PostOverride

WHOLE = """
[site]
alt = "alt.csv"

[defaults]
typography = false

[post."2023-05-12-docs.md"]
title = "Все  DETRы мира"
author = ["A", "B"]
date = 2024-03-13
language = "ru"
exclude = true
[post."2023-05-12-docs.md".alt]
"assets/x.png" = "A sparrow"

[post.'city/second.md']
author = "C"
date = 2024-03-13T10:00:00+02:00
"""


def read(folder: Path, text: str) -> tuple[PostOverride, ...]:
    path = folder / "book.toml"
    path.write_text(text, "utf-8")
    return read_settings(path).post


def test_tables_are_read(tmp_path: Path) -> None:
    first, second = read(tmp_path, WHOLE)
    assert first == PostOverride(
        name="2023-05-12-docs.md",
        where=Where(path="book.toml", line=8),
        title="Все DETRы мира",
        authors=("A", "B"),
        date="2024-03-13",
        language="ru",
        is_excluded=True,
        alts=(("assets/x.png", "A sparrow"),),
    )
    assert (second.name, second.authors, str(second.where)) == ("city/second.md", ("C",), "book.toml:17")
    assert second.date == "2024-03-13T10:00:00+02:00"


def test_the_site_s_settings_stand_beside_them(tmp_path: Path) -> None:
    read(tmp_path, WHOLE)
    settings = read_settings(tmp_path / "book.toml")
    assert settings.site.alt == "alt.csv"
    assert settings.defaults.typography is False


@pytest.mark.parametrize("text", ["post.'a.md'.title = 'A'\n", "[post]\n'a.md' = {title = 'A'}\n"])
def test_other_ways_of_toml_are_understood(tmp_path: Path, text: str) -> None:
    (override,) = read(tmp_path, text)
    assert (override.name, override.title) == ("a.md", "A")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "[post.'a.md']\ntitle = 'A'\n[post.'b.md']\n\ntitel = 'B'\n",
            "book.toml:5: unknown key `titel`",
            "did you mean `title`?",
        ),
        ("[post.'a.md']\ntheme = 'A'\n", "book.toml:2: unknown key `theme`", "it belongs in [defaults] or"),
        ("[defaults]\nexclude = true\n", "book.toml:2: unknown key `exclude`", "it belongs in [post."),
        ("[post.'a.md']\ntitle = 'A'\n[post.'b.md']\ntitle = 3\n", "book.toml:4: Expected `str`", ""),
        ("[post.'a.md'.alt]\n'x.png' = 3\n", "book.toml:", ""),
        ("[post.'a.md']\ndate = 'soon'\n", "book.toml:2: `soon` is no date", "write it as 2024-03-13"),
        ("[post.'a.md']\ndate = 3\n", "book.toml:2: `3` is no date", ""),
        ("[post.'a.md']\nlanguage = 'Russian!'\n", "book.toml:2: `Russian!` is no language", ""),
        ("[post]\ntitle = 'A'\n", "book.toml:2: `title` is not a table", 'write it as [post."'),
        ("post = 3\n", "book.toml:1: `post` is not made of tables", 'write it as [post."'),
    ],
)
def test_a_mistake_is_told_with_its_own_line(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    assert caught.value.message.startswith(message)
    assert caught.value.hint.startswith(hint)
    assert caught.value.exit_code == 2
