"""Characters that no font has are told with the line of the post where they stand."""

from __future__ import annotations

from dataclasses import replace

from bookmaker.exporters.pdf.glyphs import missing_elsewhere, missing_in_chapter, sort_complaints
from bookmaker.model import Chapter
from tests.posts import make_post

_COMPLAINT = '.notdef glyph rendered for Unicode string unsupported by fonts: "{}" (U+{:04X})'


def make_chapter(*bodies: str, title: str = "A") -> Chapter:
    posts = tuple(
        replace(make_post(f"p{number}", body=body), body_line=5, title=title)
        for number, body in enumerate(bodies)
    )
    return Chapter(id="p0", title=title, posts=posts, language="en")


def told(chapter: Chapter, characters: str) -> list[str]:
    return [
        f"{problem.where}: {problem.message}" for problem in missing_in_chapter(chapter, tuple(characters))
    ]


def test_missing_characters_are_told_from_other_complaints() -> None:
    sorted_ = sort_complaints(
        [
            _COMPLAINT.format("😀", 0x1F600),
            "Ignored x",
            _COMPLAINT.format("\n", 10),
            _COMPLAINT.format("😀", 0x1F600),
        ]
    )
    assert sorted_.missing == ("😀", "\n")
    assert sorted_.others == ("Ignored x",)


def test_each_character_has_its_line() -> None:
    chapter = make_chapter("one\ntwo 😀\n", "three ☃ 😀\n")
    paths = [post.path for post in chapter.posts]
    assert told(chapter, "☃😀") == [
        f"{paths[0]}:6: no font has 😀 (U+1F600)",
        f"{paths[1]}:5: no font has ☃ (U+2603)",
    ]


def test_a_character_of_the_title_stands_in_the_first_line() -> None:
    chapter = make_chapter("words", title="A ☃")
    assert told(chapter, "☃") == [f"{chapter.posts[0].path}:1: no font has ☃ (U+2603)"]


def test_a_character_that_is_written_otherwise_is_told_of_the_post() -> None:
    chapter = make_chapter("&#9731;")
    assert told(chapter, "☃") == [f"{chapter.posts[0].path}: no font has ☃ (U+2603)"]


def test_a_post_without_a_font_has_few_messages() -> None:
    messages = told(make_chapter("abcdefgh\nij"), "abcdefghij")
    assert len(messages) == 5
    assert "no font has 6 more characters of the post: e (U+0065), f (U+0066)" in messages[-1]


def test_titles() -> None:
    assert [problem.message for problem in missing_elsewhere("☃")] == ["no font has ☃ (U+2603), of a title"]
    assert list(missing_elsewhere("")) == []
