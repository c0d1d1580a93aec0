"""What book.toml says of posts and pictures takes the place of what their files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.collector.alternatives import read_alternatives
from bookmaker.collector.collection import collect_posts
from bookmaker.collector.selection import Selection, select_posts
from bookmaker.errors import ConfigError, Outcome, Where
from bookmaker.model import Collection
from bookmaker.overrides import Overrides, PostOverride
from tests.sites import post_text, write_site

WHERE = Where(path="book.toml", line=3)
FILES = {
    "_config.yml": "timezone: Europe/Riga\nauthor: The Site\n",
    "_posts/2024-03-13-first.md": post_text("First"),
    "_posts/2024-03-14-second.md": post_text("Second", "2024-03-14 12:00:00 +0000"),
    "city/_posts/2024-03-15-second.md": post_text("City", "2024-03-15 12:00:00 +0000"),
}


def collect(root: Path, *overrides: PostOverride, alt_file: str = "", **files: str) -> Outcome[Collection]:
    write_site(root, {**FILES, **files})
    return collect_posts(root, overrides=Overrides(posts=overrides, alt_file=alt_file))


def override(name: str, **fields: object) -> PostOverride:
    return PostOverride(name=name, where=WHERE, **fields)  # type: ignore[arg-type]


def test_every_field_takes_the_place_of_the_file_s(tmp_path: Path) -> None:
    outcome = collect(
        tmp_path,
        override(
            "2024-03-13-first.md",
            title="Another",
            authors=("A", "B"),
            date="2024-05-01",
            language="pt_BR",
            alts=(("x.png", "A sparrow"),),
        ),
    )
    post = outcome.value.posts[-1]
    assert outcome.diagnostics == ()
    assert (post.title, post.authors, post.language) == ("Another", ("A", "B"), "pt-BR")
    assert post.date.isoformat() == "2024-05-01T00:00:00+03:00"
    assert post.alts == (("x.png", "A sparrow"),)
    assert (post.id, post.permalink) == ("p2024-03-13-first", "/2024/03/13/first.html")


def test_what_is_not_said_stays(tmp_path: Path) -> None:
    plain = collect(tmp_path).value
    assert collect(tmp_path, override("2024-03-13-first.md")).value == plain


def test_an_excluded_post_is_in_no_book_and_keeps_its_address(tmp_path: Path) -> None:
    collection = collect(tmp_path, override("2024-03-13-first.md", is_excluded=True)).value
    assert len(collection.posts) == 3
    chosen = select_posts(collection, Selection(include_drafts=True))
    assert [post.title for post in chosen] == ["Second", "City"]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("2024-03-15-second.md", ["First", "Second", "X"]),
        ("_posts/2024-03-14-second.md", ["First", "X", "City"]),
        ("./_posts/2024-03-13-first.md", ["X", "Second", "City"]),
        ("city/_posts/2024-03-15-second.md", ["First", "Second", "X"]),
    ],
)
def test_posts_are_named_by_file_or_path(tmp_path: Path, name: str, titles: list[str]) -> None:
    posts = collect(tmp_path, override(name, title="X")).value.posts
    assert [post.title for post in posts] == titles


@pytest.mark.parametrize("name", ["second.md", "2024-03-13-first", "first.md", ""])
def test_a_name_that_no_post_has_is_told(tmp_path: Path, name: str) -> None:
    outcome = collect(tmp_path, override(name, title="X"))
    (problem,) = outcome.diagnostics
    assert (problem.code, str(problem.where)) == ("override-unmatched", "book.toml:3")
    assert [post.title for post in outcome.value.posts] == ["First", "Second", "City"]


def test_a_stated_date_mends_a_missing_one(tmp_path: Path) -> None:
    files = {"note.md": "Words.\n", "other.md": "Words.\n"}
    overrides = Overrides(posts=(override("note.md", date="2024-03-13"),))
    outcome = collect_posts(write_site(tmp_path, files), overrides=overrides)
    assert [str(problem.where) for problem in outcome.diagnostics] == ["other.md:1"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("alt.toml", '"assets/a.png" = "A  sparrow, brown"\n"b.png" = "Bread"\n"c.png" = ""\n'),
        ("alt.csv", 'path,alt\nassets/a.png,"A sparrow, brown"\nb.png,Bread\n\nc.png,\n'),
        ("alt.csv", "assets/a.png;A sparrow, brown\r\nb.png;Bread\r\n"),
        ("alt.tsv", "Path\tWords\nassets/a.png\tA sparrow, brown\nb.png\tBread\n"),
    ],
)
def test_a_file_of_alternative_texts_is_read(tmp_path: Path, name: str, text: str) -> None:
    alts = collect(tmp_path, alt_file=name, **{name: text}).value.site.alts
    assert alts == (("assets/a.png", "A sparrow, brown"), ("b.png", "Bread"))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("alt.toml", "a.png = \n", "alt.toml: not valid TOML"),
        ("alt.toml", "a.png = 'x'\n", "`a` is not followed by a text"),
        ("alt.csv", "a.png,x\nb.png\n", "alt.csv:2: a row has not two cells"),
        ("alt.csv", "a.png,x,y\n", "alt.csv:1: a row has not two cells"),
    ],
)
def test_a_broken_file_of_texts_ends_the_command(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_alternatives(write_site(tmp_path, {name: text}), name)
    assert words in caught.value.message
    assert caught.value.hint


def test_a_missing_file_of_texts_ends_the_command(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot read alt\.toml"):
        collect(tmp_path, alt_file="alt.toml")
