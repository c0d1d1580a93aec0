"""`bookmaker build`: make books."""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bookmaker.cache import find_store
from bookmaker.cli.options import find_settings, shared_options, to_options
from bookmaker.cli.workforce import choose_workforce, workforce_options
from bookmaker.receipts import Receipts

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
@click.option("--max-size", callback=_size, help="Lighter pictures, so that no EPUB is larger: 14MB.")
@click.option("--embed-fonts", is_flag=True, help="The theme's fonts in the EPUB, cut down to its letters.")
@click.option("--volumes", type=click.IntRange(min=2), help="So many volumes, about equally long.")
@click.option("--max-posts", type=click.IntRange(min=1), help="Volumes of at most so many posts.")
@click.option("--volume-size", callback=_size, help="Volumes of about this size at most, as 14MB.")
@click.option("--fetch-images", is_flag=True, help="Fetch pictures from the web, once.")
@workforce_options
@click.option("--explain", is_flag=True, help="Say for each chapter why it was made again, or kept.")
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
    begun = time.perf_counter()
    receipts = _find_receipts(site, values)
    reports = receipts.find() if receipts else None
    if reports is None:
        _load_libraries(values)
        reports = _build(site, values, receipts)
    else:
        seconds = {"total": round(time.perf_counter() - begun, 3)}
        reports = [_all_kept({**report, "seconds": seconds}) for report in reports]
    return _tell(reports, values)


def _load_libraries(values: dict[str, Any]) -> None:
    """Something has to be done: let the workers' libraries load while settings and posts are read."""
    if not values["scheduler"]:
        from bookmaker.processes import load_libraries

        load_libraries()


def _all_kept(report: dict[str, Any]) -> dict[str, Any]:
    """The report of the build before as one of a build that did nothing."""
    chapters = [{**chapter, "steps": [], "reasons": []} for chapter in report["chapters_made"]]
    return {**report, "chapters_made": chapters}


def _find_receipts(site: Path, values: dict[str, Any]) -> Receipts | None:
    """Where the answer to this very command may lie; None where it would depend on more than files."""
    if values["no_cache"] or values["fetch_images"] or values["scheduler"] or values["dask_local"]:
        return None
    left = ("as_json", "strict", "jobs", "cache_dir", "cache_size")
    question = {name: value for name, value in values.items() if name not in left}
    return Receipts(
        find_store(values["cache_dir"]), repr((str(site), sorted(question.items()))), values["out"]
    )


def _build(site: Path, values: dict[str, Any], receipts: Receipts | None) -> list[dict[str, Any]]:
    from bookmaker.cli.report import report_facts
    from bookmaker.requests import make_requests, source_arguments
    from bookmaker.series import make_series

    settings, root = find_settings(site, values["config"])
    edition = {name: values[name] for name in ("formats", "page", "theme", "style", "pdf_variant", "out")}
    options = to_options(values, **edition, epub=_epub_table(values), division=_division(values))
    read = (site, root, *_files_elsewhere(settings, values))
    stock = receipts.take_stock(read) if receipts else None
    requests = make_requests(settings, options)
    sources = source_arguments(settings, typography=not values["no_typography"])

    def choose(collection: Any) -> Any:
        return (*make_series(settings, options, collection), *requests)

    facts = [report_facts(report) for report in _build_all(root, sources, choose, values)]
    if receipts:
        receipts.keep(facts, read, stock)
    return facts


def _files_elsewhere(settings: Any, values: dict[str, Any]) -> list[Path]:
    """Files that the settings or the command name, which may lie outside the site."""
    styles = [values["style"], *(table.style for table in (settings.defaults, *settings.book))]
    return [Path(name) for name in (values["config"], *styles) if name]


def _tell(reports: list[dict[str, Any]], values: dict[str, Any]) -> int:
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
        print_diagnostics(problems)
        print_summaries(reports)
        if values["explain"]:
            print_explanations(reports)
    return exit_status(problems, strict=values["strict"])


def _epub_table(values: dict[str, Any]) -> Any:
    from bookmaker.config_publication import EpubTable

    return EpubTable(max_size=values["max_size"], embed_fonts=values["embed_fonts"] or None)


def _division(values: dict[str, Any]) -> Any:
    from bookmaker.config_publication import parse_size
    from bookmaker.publishing import Division

    names = ("volumes", "max_posts", "volume_size")
    if sum(values[name] is not None for name in names) > 1:
        raise click.UsageError("a book is divided by one of --volumes, --max-posts and --volume-size")
    size = parse_size(values["volume_size"]) if values["volume_size"] else None
    division = Division(volumes=values["volumes"], max_posts=values["max_posts"], size_bytes=size)
    return None if division == Division() else division


def _build_all(root: Path, sources: Any, choose: Any, values: dict[str, Any]) -> list[Any]:
    from bookmaker.pipeline import build_books, collect
    from bookmaker.progress import Silence
    from bookmaker.remote.policy import Policy
    from bookmaker.volumes import divide_request
    from bookmaker.workshop import Workshop

    fetch = Policy() if values["fetch_images"] else None
    bars: Any = nullcontext(Silence())
    if sys.stderr.isatty() and not values["as_json"]:
        from bookmaker.cli.bars import Bars

        bars = Bars()
    with (
        bars as progress,
        choose_workforce(values) as workforce,
        Workshop(
            jobs=values["jobs"],
            cache_dir=values["cache_dir"],
            cache_size_bytes=values["cache_size"],
            keep=not values["no_cache"],
            progress=progress,
            make_executor=workforce,
            expects_work=True,
        ) as workshop,
    ):
        collection = collect(root, **sources)
        volumes = [
            volume
            for request in choose(collection.value)
            for volume in divide_request(collection.value, request, workshop, fetch)
        ]
        return build_books(collection, volumes, workshop, fetch, explain=values["explain"])
