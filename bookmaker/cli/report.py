"""Reports: one JSON document for programs, short lines for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from bookmaker.errors import CODES, Diagnostic, Where

if TYPE_CHECKING:
    from bookmaker.exporters.edition import Artifact, RenderedBook
    from bookmaker.pipeline import BookReport

STRICT_EXIT = 7
_RENDERING = 4
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_MEGABYTE = 1_000_000
_FEW_BOOKS = 3
_NAME_WIDTH = 28


def book_facts(rendered: RenderedBook) -> dict[str, Any]:
    """What is in a book, in numbers."""
    documents = rendered.documents
    return {
        "name": rendered.book.name,
        "title": rendered.book.title,
        "posts": len(rendered.book.posts),
        "chapters": len(documents),
        "words": sum(document.words for document in documents),
        "images": {
            "used": len({asset.key for document in documents for asset in document.assets}),
            "missing": sum(document.missing_images for document in documents),
            "remote": sum(document.remote_images for document in documents),
        },
    }


def report_facts(report: BookReport) -> dict[str, Any]:
    """A build as a JSON value."""
    return {
        **book_facts(report.rendered),
        "artifacts": [_artifact_facts(artifact) for artifact in report.artifacts],
        "diagnostics": [diagnostic_facts(problem) for problem in report.diagnostics],
        "seconds": dict(report.seconds),
        "chapters_made": [asdict(chapter) for chapter in report.chapters],
    }


def print_explanations(reports: Iterable[dict[str, Any]]) -> None:
    """Why each chapter was made again, or that it was kept."""
    for report in reports:
        click.echo(click.style(report["title"], bold=True))
        for chapter in report["chapters_made"]:
            done = " and ".join(chapter["steps"]) or "kept"
            why = f": {'; '.join(chapter['reasons'])}" if chapter["reasons"] else ""
            click.echo(f"  {chapter['title']}: {done}{why}")


def diagnostic_facts(problem: Diagnostic) -> dict[str, Any]:
    """A diagnostic as a JSON value."""
    return {**asdict(problem), "where": str(problem.where) if problem.where else None}


def facts_to_diagnostic(facts: dict[str, Any]) -> Diagnostic:
    """The way back from `diagnostic_facts`; the place stays one text, path and line."""
    where = Where(path=facts["where"]) if facts["where"] else None
    return Diagnostic(**{**facts, "where": where})


def print_json(books: Sequence[dict[str, Any]]) -> None:
    """The one JSON document of a command."""
    click.echo(json.dumps({"books": books}, ensure_ascii=False, indent=2))


def print_diagnostics(problems: Iterable[Diagnostic]) -> None:
    """Problems on standard error, the same kind of note not more than three times."""
    shown: dict[str, int] = {}
    for problem in problems:
        shown[problem.code] = shown.get(problem.code, 0) + 1
        if problem.severity == "note" and shown[problem.code] > 3:
            continue
        text = str(problem)
        mark = f"{problem.severity}[{problem.code}]"
        styled = click.style(mark, fg=_COLOURS[problem.severity], bold=True)
        click.echo(text.replace(mark, styled, 1), err=True)
    for code, count in shown.items():
        hidden = count - 3
        if hidden > 0 and _is_note(code):
            click.echo(f"… and {hidden} more of {code}; --json lists them all", err=True)


def print_summaries(reports: Sequence[dict[str, Any]]) -> None:
    """What was made: a few lines for each of a few books, one line for each of many."""
    if len(reports) <= _FEW_BOOKS:
        for report in reports:
            _print_summary(report)
        return
    for report in reports:
        _print_line(report)
    files = [artifact for report in reports for artifact in report["artifacts"]]
    size = sum(file["size_bytes"] for file in files) / _MEGABYTE
    seconds = reports[0]["seconds"]["total"]
    click.echo(f"{len(reports)} books, {counted(len(files), 'file')}, {size:.1f} MB; {seconds:.1f} s")


def _print_line(facts: dict[str, Any]) -> None:
    pages = sum(file["pages"] or 0 for file in facts["artifacts"])
    sizes = "".join(
        f"  {file['format']} {file['size_bytes'] / _MEGABYTE:>6.1f} MB" for file in facts["artifacts"]
    )
    name = f"{facts['name']:<{_NAME_WIDTH}}"
    click.echo(f"{click.style(name, bold=True)} {facts['posts']:>5} posts {pages:>6} pages{sizes}")


def _print_summary(facts: dict[str, Any]) -> None:
    """What was made, in a few lines."""
    images = facts["images"]
    missing = f", {images['missing']} missing" if images["missing"] else ""
    remote = f", {images['remote']} remote" if images["remote"] else ""
    click.echo(f"{click.style(facts['title'], bold=True)} ({facts['name']})")
    click.echo(
        f"  {counted(facts['posts'], 'post')} in {counted(facts['chapters'], 'chapter')}, "
        f"{counted(facts['words'], 'word')}, {counted(images['used'], 'picture')}{missing}{remote}; "
        f"{facts['seconds']['total']:.1f} s"
    )
    for file in facts["artifacts"]:
        pages = f", {counted(file['pages'], 'page')}" if file["pages"] else ""
        click.echo(f"  {file['path']}  {file['size_bytes'] / _MEGABYTE:.1f} MB{pages}")


def counted(count: int, noun: str) -> str:
    """`1 post`, `1,204 words`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def exit_status(problems: Iterable[Diagnostic], *, strict: bool) -> int:
    """The exit code that diagnostics give."""
    problems = tuple(problems)
    if any(problem.code == "chapter-lost" for problem in problems):
        return _RENDERING
    serious = any(problem.severity != "note" for problem in problems)
    return STRICT_EXIT if strict and serious else 0


def _artifact_facts(artifact: Artifact) -> dict[str, Any]:
    facts = asdict(artifact)
    return {key: facts[key] for key in ("format", "path", "size_bytes", "sha256", "pages")}


def _is_note(code: str) -> bool:
    return CODES[code][0] == "note"
