"""Diagnostics as a person reads them, and exceptions as a worker sends them."""

from __future__ import annotations

import pickle
import re

import pytest

from bookmaker.errors import (
    CODES,
    BookmakerError,
    ConfigError,
    Diagnostic,
    ExportError,
    RenderError,
    SourceError,
    Where,
    diagnose,
)


def test_a_diagnostic_names_place_kind_and_remedy() -> None:
    problem = Diagnostic(
        code="image-missing",
        severity="warning",
        message="no file assets/swift.png",
        where=Where(path="_posts/2024-03-02-swifts.md", line=41),
        hint="put the file there",
    )
    assert str(problem) == (
        "_posts/2024-03-02-swifts.md:41: warning[image-missing]: no file assets/swift.png\n"
        "  fix: put the file there"
    )


@pytest.mark.parametrize(
    ("where", "beginning"),
    [
        (None, "note[post-empty]: nothing\n"),
        (Where(path="a.md"), "a.md: note[post-empty]: nothing\n"),
        (Where(path="a.md", line=1), "a.md:1: note[post-empty]: nothing\n"),
    ],
)
def test_a_place_may_be_a_file_or_nowhere(where: Where | None, beginning: str) -> None:
    assert str(diagnose("post-empty", "nothing", where)).startswith(beginning)


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_readable_and_has_a_remedy(code: str) -> None:
    severity, remedy = CODES[code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
    assert severity in ("error", "warning", "note")
    assert remedy
    assert not remedy.endswith(".")
    assert diagnose(code, "x").hint == remedy
    assert diagnose(code, "x", hint="do this").hint == "do this"


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        diagnose("no-such-code", "x")


@pytest.mark.parametrize(
    ("kind", "exit_code"), [(ConfigError, 2), (SourceError, 3), (RenderError, 4), (ExportError, 5)]
)
def test_exceptions_survive_the_way_from_a_worker(kind: type[BookmakerError], exit_code: int) -> None:
    problem = diagnose("post-empty", "nothing", Where(path="a.md", line=2))
    error = kind("it broke", "mend it", (problem,))
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is kind
    assert (arrived.message, arrived.hint, arrived.diagnostics) == ("it broke", "mend it", (problem,))
    assert str(arrived) == "it broke\n  fix: mend it"
    assert arrived.exit_code == exit_code


def test_no_other_exception_of_ours_is_forgotten() -> None:
    codes = {kind.__name__: kind.exit_code for kind in BookmakerError.__subclasses__()}
    assert {"ConfigError": 2, "SourceError": 3, "RenderError": 4, "ExportError": 5}.items() <= codes.items()
    assert len(set(codes.values())) == len(codes)


def test_an_error_without_a_remedy_is_one_line() -> None:
    assert str(SourceError("no posts match")) == "no posts match"
