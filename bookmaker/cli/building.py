"""A build as the command line has it: settings and options in, the facts of its reports out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bookmaker.cache import find_store
from bookmaker.cli.options import find_settings, to_options
from bookmaker.cli.workforce import choose_workforce
from bookmaker.receipts import Receipts

if TYPE_CHECKING:
    from bookmaker.workshop import Workshop


def find_receipts(site: Path, values: dict[str, Any]) -> Receipts | None:
    """Where the answer to this very command may lie; None where it would depend on more than files."""
    if values["no_cache"] or values["fetch_images"] or values["scheduler"] or values["dask_local"]:
        return None
    left = ("as_json", "strict", "jobs", "cache_dir", "cache_size")
    question = {name: value for name, value in values.items() if name not in left}
    return Receipts(
        find_store(values["cache_dir"]), repr((str(site), sorted(question.items()))), values["out"]
    )


@contextmanager
def open_workshop(values: dict[str, Any]) -> Iterator[Workshop]:
    """Where the command's work is done. Raises: ConfigError."""
    if not values["scheduler"]:
        # Before anything else is read: it takes as long as all that comes before the first task.
        from bookmaker.processes import load_libraries

        load_libraries()
    from bookmaker.progress import Silence
    from bookmaker.workshop import Workshop

    bars: Any = nullcontext(Silence())
    if sys.stderr.isatty() and not (values["as_json"] or values["watch"]):
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
        yield workshop


def build_once(
    site: Path, values: dict[str, Any], receipts: Receipts | None, workshop: Workshop
) -> list[dict[str, Any]]:
    """Read the settings, build what they and the options want, and leave a receipt."""
    from bookmaker.cli.report import report_facts
    from bookmaker.pipeline import build_books, collect
    from bookmaker.remote.policy import Policy
    from bookmaker.requests import make_requests, source_arguments
    from bookmaker.series import make_series
    from bookmaker.volumes import divide_request

    read = what_is_read(site, values)
    stock = receipts.take_stock(read) if receipts else None
    settings, root = find_settings(site, values["config"])
    names = ("formats", "page", "theme", "style", "pdf_variant", "purpose", "links", "openings", "out")
    edition = {name: values[name] for name in names}
    options = to_options(values, **edition, epub=_epub_table(values), division=_division(values))
    fetch = Policy() if values["fetch_images"] else None
    requests = make_requests(settings, options)
    collection = collect(root, **source_arguments(settings, typography=not values["no_typography"]))
    volumes = [
        volume
        for request in (*make_series(settings, options, collection.value), *requests)
        for volume in divide_request(collection.value, request, workshop, fetch)
    ]
    reports = build_books(collection, volumes, workshop, fetch, explain=values["explain"])
    facts = [report_facts(report) for report in reports]
    if receipts:
        receipts.keep(facts, read, stock)
    return facts


def what_is_read(site: Path, values: dict[str, Any]) -> tuple[Path, ...]:
    """The folders and files that a build looks into. Raises: ConfigError."""
    settings, root = find_settings(site, values["config"])
    return (site, root, *_files_elsewhere(settings, values))


def _files_elsewhere(settings: Any, values: dict[str, Any]) -> list[Path]:
    """Files that the settings or the command name, which may lie outside the site."""
    styles = [values["style"], *(table.style for table in (settings.defaults, *settings.book))]
    return [Path(name) for name in (values["config"], *styles) if name]


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
