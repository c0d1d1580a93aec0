"""EPUBCheck's messages become diagnostics; a machine without it is told so."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bookmaker.checker import epubcheck
from bookmaker.checker.epubcheck import run_epubcheck

REPORT = {
    "messages": [
        {
            "ID": "RSC-005",
            "severity": "ERROR",
            "message": "Error while parsing file",
            "suggestion": None,
            "locations": [
                {"path": "EPUB/text/a.xhtml", "line": 7, "column": 2},
                {"path": "a.epub", "line": -1, "column": -1},
            ],
        },
        {
            "ID": "HTM-014",
            "severity": "USAGE",
            "message": "A remark",
            "suggestion": "Do so.",
            "locations": [{"path": "EPUB/b.xhtml", "line": 1, "column": 1}],
        },
        {"ID": "X", "severity": "SUPPRESSED", "message": "", "suggestion": None, "locations": []},
    ]
}


@pytest.fixture
def _java_says(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 1, stdout=request.param)

    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/java")
    monkeypatch.setattr("subprocess.run", run)


@pytest.mark.parametrize("_java_says", [json.dumps(REPORT).encode()], indirect=True)
@pytest.mark.usefixtures("_java_says")
def test_messages_have_a_place_and_a_remedy() -> None:
    assert [str(problem) for problem in run_epubcheck(Path("out/a.epub"))] == [
        "a.epub/EPUB/text/a.xhtml:7: error[epub-invalid]: RSC-005: Error while parsing file\n"
        "  fix: build the book again; if the message stays, report it",
        "a.epub: error[epub-invalid]: RSC-005: Error while parsing file\n"
        "  fix: build the book again; if the message stays, report it",
        "a.epub/EPUB/b.xhtml:1: note[epub-usage]: HTM-014: A remark\n  fix: Do so.",
    ]


@pytest.mark.parametrize("_java_says", [b"Error: out of memory"], indirect=True)
@pytest.mark.usefixtures("_java_says")
def test_a_run_that_fails_is_no_valid_book() -> None:
    (problem,) = run_epubcheck(Path("a.epub"))
    assert problem.code == "epubcheck-missing"


def test_without_java_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    (problem,) = run_epubcheck(Path("a.epub"))
    assert str(problem) == (
        "warning[epubcheck-missing]: EPUBCheck needs Java, and there is none\n"
        "  fix: install Java, for one Debian's default-jre-headless"
    )


def test_without_the_package_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "find_spec", lambda _: None)
    (problem,) = run_epubcheck(Path("a.epub"))
    assert problem.hint == 'install it: pip install "bookmaker[check]"'
