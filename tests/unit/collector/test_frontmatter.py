"""Front matter: what it says, where the body begins, and what is told when it is broken."""

from __future__ import annotations

import pytest

from bookmaker.collector.frontmatter import Source, split_front_matter
from bookmaker.errors import Diagnostic, Outcome


def split(text: str) -> Outcome[Source]:
    return split_front_matter(text, "note.md")


def only_problem(outcome: Outcome[Source]) -> Diagnostic:
    (problem,) = outcome.diagnostics
    return problem


@pytest.mark.parametrize(
    ("text", "metadata", "body", "body_line"),
    [
        ("---\ntitle: A\n---\nBody\n", {"title": "A"}, "Body\n", 4),
        ("---\ntitle: A\n...\nBody\n", {"title": "A"}, "Body\n", 4),
        ("---  \ntitle: A\n--- \t\nBody\n", {"title": "A"}, "Body\n", 4),
        ("---\n---\nBody\n", {}, "Body\n", 3),
        ("---\ntitle: A\n---", {"title": "A"}, "", 3),
        ("+++\ntitle = 'A'\nviews = 3\n+++\nBody\n", {"title": "A", "views": 3}, "Body\n", 5),
        ("Body\n", {}, "Body\n", 1),
        ("---\ntitle: A\n\nNever closed\n", {}, "---\ntitle: A\n\nNever closed\n", 1),
        ("---\na: 1\n---\n---\nnot: read\n---\n", {"a": 1}, "---\nnot: read\n---\n", 4),
    ],
    ids=["yaml", "dots", "spaces", "empty", "no-body", "toml", "none", "unclosed", "second-block"],
)
def test_forms_are_told_apart(text: str, metadata: dict[str, object], body: str, body_line: int) -> None:
    outcome = split(text)
    assert (outcome.value.metadata, outcome.value.body) == (metadata, body)
    assert outcome.value.body_line == body_line
    assert outcome.diagnostics == ()


def test_the_body_line_is_the_line_in_the_file() -> None:
    text = "---\ntitle: |\n  two\n  lines\ntags:\n  - a\n---\n\nFirst words.\n"
    source = split(text).value
    lines = text.splitlines()
    assert lines[source.body_line - 1 :] == source.body.splitlines()


def test_dates_stay_text_for_the_date_reader() -> None:
    metadata = split("---\ndate: 2022-01-31 14:25:11 +0000\nday: 2024-03-13\n---\n").value.metadata
    assert metadata == {"date": "2022-01-31 14:25:11 +0000", "day": "2024-03-13"}


def test_the_second_of_two_keys_is_used_and_told() -> None:
    outcome = split("---\ntitle: First\ntags: [a]\ntitle: Second\n---\nBody\n")
    assert outcome.value.metadata["title"] == "Second"
    problem = only_problem(outcome)
    assert problem.code == "front-matter-duplicate-key"
    assert str(problem.where) == "note.md:4"


def test_a_key_twice_inside_a_mapping_is_told_too() -> None:
    outcome = split("---\nauthor:\n  name: A\n  name: B\n---\n")
    assert str(only_problem(outcome).where) == "note.md:4"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("---\ntitle: A: B\n---\nBody\n", "note.md:2"),
        ("---\ntitle: A\ntags: [a, b\nviews: 3\n---\nBody\n", "note.md:4"),
        ("---\ntitle: A\n\ttags: b\n---\nBody\n", "note.md:3"),
        ("---\ntitle: {{ page.title }}\n---\nBody\n", "note.md:2"),
        ("---\nrun: !!python/name:os.system\n---\nBody\n", "note.md:2"),
        ("+++\nviews = 1\ntitle = \n+++\nBody\n", "note.md:3"),
        ("+++\ntitle = 'A'\ntitle = 'B'\n+++\nBody\n", "note.md:3"),
        ("---\n- a\n- b\n---\nBody\n", "note.md:1"),
        ("---\n42\n---\nBody\n", "note.md:1"),
    ],
    ids=["colon", "bracket", "tab", "liquid", "python", "toml", "toml-twice", "list", "number"],
)
def test_broken_front_matter_never_costs_the_body(text: str, where: str) -> None:
    outcome = split(text)
    assert outcome.value.metadata == {}
    assert outcome.value.body == "Body\n"
    problem = only_problem(outcome)
    assert (problem.code, str(problem.where)) == ("front-matter-broken", where)


def test_broken_toml_is_not_called_yaml() -> None:
    problem = only_problem(split("+++\ntitle = \n+++\n"))
    assert "TOML" in problem.hint
    assert "YAML" not in str(problem)


def test_text_between_two_rules_is_text() -> None:
    text = "---\n\nA quiet beginning.\n\n---\nMore.\n"
    outcome = split(text)
    assert outcome.value.body == text
    assert outcome.value.body_line == 1
    assert only_problem(outcome).code == "front-matter-broken"


@pytest.mark.parametrize(
    "head",
    [
        "a: &a [*a]\n",
        "".join(
            f"k{level}: &k{level} [{', '.join([f'*k{level - 1}' if level else 'x'] * 10)}]\n"
            for level in range(9)
        ),
        f"a: {'[' * 3000}{']' * 3000}\n",
    ],
    ids=["holds-itself", "a-thousand-million-values", "three-thousand-deep"],
)
def test_aliases_cannot_fill_the_memory(head: str) -> None:
    outcome = split(f"---\n{head}---\nBody\n")
    assert outcome.value.body == "Body\n"
    assert only_problem(outcome).code == "front-matter-broken"
