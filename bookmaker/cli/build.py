"""`bookmaker build`: make books."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bookmaker.cli.building import build_once, find_receipts, open_workshop
from bookmaker.cli.options import shared_options
from bookmaker.cli.workforce import workforce_options

if TYPE_CHECKING:
    from bookmaker.model import Format


def _formats(ctx: click.Context, parameter: click.Parameter, value: str | None) -> tuple[Format, ...]:
    """`epub,pdf` as a tuple."""
    names = [name.strip().lower() for name in (value or "").split(",") if name.strip()]
    for name in names:
        if name not in ("epub", "pdf"):
            raise click.BadParameter(f"'{name}' is not a format; there are: epub, pdf")
    return tuple(dict.fromkeys(names))  # type: ignore[arg-type]


def _size(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A size as it will be read later."""
    if value is None:
        return None
    from bookmaker.config_publication import parse_size

    try:
        return value if parse_size(value) else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("build")
@click.argument("site", type=click.Path(path_type=Path))
@shared_options
@click.option("--format", "formats", callback=_formats, help="epub, pdf, or epub,pdf (both).")
@click.option("--page", default="", help="Page size: A4, A5, A6, Letter or 6x9in.")
@click.option("--theme", default="", help="Theme of the PDF.")
@click.option("--style", default="", type=click.Path(dir_okay=False), help="CSS that goes after the theme.")
@click.option(
    "--pdf-variant",
    type=click.Choice(["pdf/ua-1", "pdf/a-3u", "plain"]),
    help="Accessible (the default), for archives too, or neither.",
)
@click.option(
    "--for",
    "purpose",
    type=click.Choice(["print", "screen", "both"]),
    help="PDF: leaves to be bound, pages on a screen, or either. The theme decides.",
)
@click.option(
    "--links",
    type=click.Choice(["endnotes", "plain"]),
    help="PDF: addresses listed at a chapter's end, or (the default for screens) only clicked.",
)
@click.option(
    "--openings",
    type=click.Choice(["recto", "any"]),
    help="PDF for print: chapters begin on right-hand pages, or on the next.",
)
@click.option("--max-size", callback=_size, help="Lighter pictures, so that no EPUB is larger: 14MB.")
@click.option("--embed-fonts", is_flag=True, help="The theme's fonts in the EPUB, cut down to its letters.")
@click.option("--volumes", type=click.IntRange(min=2), help="So many volumes, about equally long.")
@click.option("--max-posts", type=click.IntRange(min=1), help="Volumes of at most so many posts.")
@click.option("--volume-size", callback=_size, help="Volumes of about this size at most, as 14MB.")
@click.option("--fetch-images", is_flag=True, help="Fetch pictures from the web, once.")
@workforce_options
@click.option("--explain", is_flag=True, help="Say for each chapter why it was made again, or kept.")
@click.option("--watch", is_flag=True, help="Build again whenever a file of SITE changes, until Ctrl-C.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder for the files.",
)
def build_command(site: Path, **values: Any) -> int:
    """Make books from the posts of SITE.

    Without a selection, the books that SITE/book.toml names are made, or one book of all posts.
    """
    if values["watch"]:
        return _watch(site, values)
    begun = time.perf_counter()
    receipts = find_receipts(site, values)
    reports = receipts.find() if receipts else None
    if reports is None:
        with open_workshop(values) as workshop:
            reports = build_once(site, values, receipts, workshop)
    else:
        seconds = {"total": round(time.perf_counter() - begun, 3)}
        reports = [_all_kept({**report, "seconds": seconds}) for report in reports]
    return _tell(reports, values)


def _watch(site: Path, values: dict[str, Any]) -> int:
    from bookmaker.cli.watching import watch

    told: set[Any] = set()
    with suppress(KeyboardInterrupt):
        for reports in watch(site, values):
            _tell(reports, values, told)
    return 0


def _all_kept(report: dict[str, Any]) -> dict[str, Any]:
    """The report of the build before as one of a build that did nothing."""
    chapters = [{**chapter, "steps": [], "reasons": []} for chapter in report["chapters_made"]]
    return {**report, "chapters_made": chapters}


def _tell(reports: list[dict[str, Any]], values: dict[str, Any], told: set[Any] | None = None) -> int:
    """Print what was made, and the problems that have not been `told` yet."""
    from bookmaker.cli.report import (
        exit_status,
        facts_to_diagnostic,
        print_diagnostics,
        print_explanations,
        print_json,
        print_summaries,
    )

    facts = (problem for report in reports for problem in report["diagnostics"])
    problems = tuple(dict.fromkeys(facts_to_diagnostic(problem) for problem in facts))
    if values["as_json"]:
        print_json(reports)
    else:
        print_diagnostics([problem for problem in problems if not told or problem not in told])
        print_summaries(reports)
        if values["explain"]:
            print_explanations(reports)
    if told is not None:
        told.update(problems)
    return exit_status(problems, strict=values["strict"])
