"""Front matter of Hugo (JSON) and Pelican (no fences): told from ordinary text, with lines as in the file."""

from __future__ import annotations

import pytest

from bookmaker.collector.frontmatter import Source, split_front_matter
from bookmaker.errors import Outcome


def split(text: str) -> Outcome[Source]:
    return split_front_matter(text, "note.md")


@pytest.mark.parametrize(
    ("text", "metadata", "body", "body_line"),
    [
        ('{"title": "A"}\nBody\n', {"title": "A"}, "Body\n", 2),
        (
            '{\n  "title": "A } \\" {",\n  "tags": ["a", {"b": 1}]\n}\n\nBody\n',
            {"title": 'A } " {', "tags": ["a", {"b": 1}]},
            "\nBody\n",
            5,
        ),
        ("{}\nBody\n", {}, "Body\n", 2),
        ('{"title": "A"}', {"title": "A"}, "", 1),
        ("Title: A\nDate: 2024-03-13\n\nBody\n", {"title": "A", "date": "2024-03-13"}, "Body\n", 4),
        ("TITLE: A: B\nslug: a-b\n\n\nBody\n", {"title": "A: B", "slug": "a-b"}, "\nBody\n", 4),
        (
            "Title: A\nTags: sea birds, bread\nAuthors: B, C; D\nAuthor: E, F\n\nBody\n",
            {
                "title": "A",
                "tags": ["sea birds", "bread"],
                "authors": ["B, C", "D"],
                "author": ["E, F"],
            },
            "Body\n",
            6,
        ),
        (
            "Title: A\nSummary: One line\n    and another.\nMood: calm\nStatus: draft\nLang:\n\nBody\n",
            {"title": "A", "summary": "One line and another.", "mood": "calm", "draft": True},
            "Body\n",
            8,
        ),
        ("Title: A\nDate: 2024-03-13\n", {"title": "A", "date": "2024-03-13"}, "", 3),
    ],
    ids=[
        "json",
        "json-lines",
        "json-empty",
        "json-only",
        "pelican",
        "capitals",
        "names",
        "continued",
        "no-body",
    ],
)
def test_forms_are_told_apart(text: str, metadata: dict[str, object], body: str, body_line: int) -> None:
    outcome = split(text)
    assert (outcome.value.metadata, outcome.value.body) == (metadata, body)
    assert outcome.value.body_line == body_line
    assert outcome.value.has_front_matter
    assert outcome.diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "{% include note.html %}\nBody\n",
        "{{< figure src='a.png' >}}\n",
        "{: .lead }\nBody\n",
        '{"a": 1} is JSON\n',
        "Title: a story of one line\n\nBody\n",
        "Attention: read this.\nWarning: it is long.\n\nBody\n",
        "https://example.org/\nauthor: one\n\nBody\n",
        "A paragraph.\n\nTitle: A\nDate: 2024-03-13\n\nBody\n",
        "",
    ],
)
def test_ordinary_text_is_never_eaten(text: str) -> None:
    outcome = split(text)
    assert (outcome.value.body, outcome.value.body_line) == (text, 1)
    assert (outcome.value.metadata, outcome.diagnostics) == ({}, ())


@pytest.mark.parametrize(
    ("text", "code", "where", "metadata"),
    [
        ('{\n  "title": "A",\n  "views": ,\n}\nBody\n', "front-matter-broken", "note.md:3", {}),
        ('{"a": 1, "b": {"c": 1}\n', "front-matter-broken", "note.md:1", {}),
        ("Title: A\nDate: 2024-03-13\nBody\n", "front-matter-broken", "note.md:1", {}),
        (
            '{\n"title": "A",\n"title": "B"\n}\nBody\n',
            "front-matter-duplicate-key",
            "note.md:3",
            {"title": "B"},
        ),
        (
            "Title: A\nSlug: a\ntitle: B\n\n",
            "front-matter-duplicate-key",
            "note.md:3",
            {"title": "B", "slug": "a"},
        ),
        (f'{{"a": {"[" * 100_000}{"]" * 100_000}}}\n', "front-matter-broken", "note.md:1", {}),
    ],
    ids=["json", "json-unclosed", "no-empty-line", "json-twice", "twice", "deep"],
)
def test_what_is_broken_is_told_with_its_line(
    text: str, code: str, where: str, metadata: dict[str, object]
) -> None:
    outcome = split(text)
    (problem,) = outcome.diagnostics
    assert (problem.code, str(problem.where)) == (code, where)
    assert outcome.value.metadata == metadata
    assert "YAML" not in str(problem)


def test_broken_json_costs_its_metadata_only() -> None:
    assert split('{\n"title": A\n}\nBody\n').value.body == "Body\n"


def test_a_paragraph_that_only_looks_like_metadata_stays_whole() -> None:
    text = "Title: A\nDate: 2024-03-13\nBody\n"
    assert split(text).value.body == text
