"""`bookmaker shelf`: a folder for the web, from which readers fetch the books."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from bookmaker.cli.delivery import config_option, json_option, read_delivery
from bookmaker.errors import SourceError

_PLACE = click.Path(exists=True, path_type=Path)


@click.command("shelf")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.argument("places", nargs=-1, type=_PLACE, metavar="[FILES]...")
@click.option("--title", default="", help="What the shelf is called; else the series or author of all books.")
@click.option("--language", default="", help="Of the page: ru, en …; else what most books are in.")
@click.option(
    "--address", default="", help="Where it will be published, for the news; else `delivery.shelf`."
)
@click.option(
    "--reader",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The npm package foliate-js, to read in the browser; else node_modules/foliate-js, if it is there.",
)
@config_option
@json_option
def shelf_command(out: Path, places: tuple[Path, ...], **values: Any) -> int:
    """Write into OUT a page to download books from, OPDS catalogues and a news feed, for any web server.

    FILES are finished books, or folders of them; without any, the folder `out`. The EPUB and the PDF of one
    name are one edition, and the EPUB says its title, authors, language, description, tags, dates and cover.
    """
    from bookmaker.cli.report import diagnostic_facts, print_diagnostics
    from bookmaker.sender.shelf.books import find_files, read_books
    from bookmaker.sender.shelf.catalog import make_shelf
    from bookmaker.sender.shelf.reader import PACKAGE, find_reader
    from bookmaker.sender.shelf.writing import write_shelf

    files = find_files(places or (Path("out"),)) if places or Path("out").is_dir() else ()
    outcome = read_books(files)
    if not outcome.value:
        print_diagnostics(outcome.diagnostics)
        raise SourceError("no finished book to put on the shelf", "build one first, or name files or folders")
    address = values["address"] or read_delivery(values["config"])[0].shelf
    shelf = make_shelf(outcome.value, title=values["title"], language=values["language"], address=address)
    reader = values["reader"] or find_reader(Path())
    count = write_shelf(shelf, out, reader)
    if values["as_json"]:
        facts = {
            "out": str(out),
            "title": shelf.title,
            "language": shelf.language,
            "books": [book.name for book in shelf.books],
            "files": count,
            "has_reader": reader is not None,
            "diagnostics": [diagnostic_facts(problem) for problem in outcome.diagnostics],
        }
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        print_diagnostics(outcome.diagnostics)
        click.echo(f"{out / 'index.html'}: {len(shelf.books):,} books, {count:,} files")
        if reader is None:
            click.echo(f"no reading in the browser: run npm install {PACKAGE}, or give --reader", err=True)
    return SourceError.exit_code if outcome.diagnostics else 0
