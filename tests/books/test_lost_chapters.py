"""Where workers come to grief over a chapter, the book is made without it, and says so."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from bookmaker import Arrangement, BookReport, Edition, Selection, Workshop, build, collect
from bookmaker.cli.report import exit_status
from bookmaker.errors import ExportError
from tests import tasks
from tests.losing import losing_workshop
from tests.pdf_reading import PdfBook
from tests.sites import post_text, write_site
from tests.unit.remote.test_album import png


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A chapter that will be lost, with a part that is linked to, and one that links to it."""
    files: dict[str, str | bytes] = {
        "_config.yml": "title: Swifts\nurl: https://example.org\n",
        "_posts/2024-03-13-lost.md": post_text("Lost", body="## Deep {#deep}\n\nGone words.\n"),
        "_posts/2024-03-14-kept.md": post_text(
            "Kept",
            "2024-03-14 12:00:00 +0000",
            "Kept words, [there](2024-03-13-lost.md).\n\n![](a.png)\n",
        ),
        "a.png": png(),
    }
    return write_site(tmp_path / "site", files)


def made(site: Path, out: Path, workshop: Workshop) -> BookReport:
    return build(collect(site), Selection(), Arrangement(), Edition(out=out), workshop)


def texts(report: BookReport) -> tuple[str, str]:
    """The words of the EPUB and of the PDF."""
    files = {artifact.format: artifact.path for artifact in report.artifacts}
    with zipfile.ZipFile(files["epub"]) as epub:
        words = "".join(epub.read(name).decode() for name in epub.namelist() if name.endswith("xhtml"))
    with PdfBook(Path(files["pdf"])) as pdf:
        return words, " ".join(pdf.text(index) for index in range(len(pdf.pdf.pages)))


@pytest.mark.parametrize(("task", "is_in_epub"), [("render", False), ("lay_out_section", True)])
def test_the_book_goes_on_without_the_chapter(
    site: Path, tmp_path: Path, task: str, is_in_epub: bool
) -> None:
    with losing_workshop(task) as workshop:
        report = made(site, tmp_path / "out", workshop)
    (problem,) = (problem for problem in report.diagnostics if problem.code == "chapter-lost")
    assert str(problem.where) == "_posts/2024-03-13-lost.md"
    assert "killed by SIGKILL" in problem.message
    assert exit_status(report.diagnostics, strict=False) == 4
    epub, pdf = texts(report)
    assert "Kept words" in epub and "Kept words" in pdf
    assert ("Gone words" in epub, "Gone words" in pdf) == (is_in_epub, False)
    assert "This chapter could not be set." in pdf
    with pikepdf.open(next(a.path for a in report.artifacts if a.format == "pdf")) as file:
        assert [str(item.title) for item in file.open_outline().root][-2:] == ["Lost", "Kept"]


@pytest.mark.parametrize("task", ["render", "lay_out_section"])
def test_a_fault_of_the_program_costs_the_chapter_that_has_it(site: Path, tmp_path: Path, task: str) -> None:
    with losing_workshop(task, fate=tasks.fail) as workshop:
        report = made(site, tmp_path / "out", workshop)
    (problem,) = (problem for problem in report.diagnostics if problem.code == "chapter-lost")
    assert str(problem.where) == "_posts/2024-03-13-lost.md"
    assert re.search(r": ValueError: too many values \(tasks\.py:\d+\)\Z", problem.message)
    assert "report it" in problem.hint
    assert exit_status(report.diagnostics, strict=False) == 4
    _, pdf = texts(report)
    assert "Kept words" in pdf and "Gone words" not in pdf and "could not be set" in pdf


def test_what_ends_all_work_ends_the_build(site: Path, tmp_path: Path) -> None:
    with (
        losing_workshop("lay_out_section", fate=tasks.find_the_disk_full) as workshop,
        pytest.raises(ExportError, match="No space"),
    ):
        made(site, tmp_path / "out", workshop)


@pytest.mark.parametrize(
    ("fate", "why"), [(tasks.die, "killed by SIGKILL"), (tasks.fail, "ValueError: too many values")]
)
def test_a_lost_picture_is_a_placeholder(
    site: Path, tmp_path: Path, fate: Callable[[], None], why: str
) -> None:
    with losing_workshop("prepare", fate=fate) as workshop:
        report = made(site, tmp_path / "out", workshop)
    messages = [problem.message for problem in report.diagnostics if problem.code == "image-broken"]
    assert len(messages) == 1
    assert "a.png" in messages[0] and why in messages[0]
    assert "Gone words" in texts(report)[1]


def test_the_next_build_tries_again(site: Path, tmp_path: Path) -> None:
    with losing_workshop("lay_out_section") as workshop:
        made(site, tmp_path / "out", workshop)
        kept = workshop.store.root
        with Workshop(jobs=1, cache_dir=kept) as another:
            report = made(site, tmp_path / "out", another)
    assert "chapter-lost" not in {problem.code for problem in report.diagnostics}
    assert "Gone words" in texts(report)[1]
