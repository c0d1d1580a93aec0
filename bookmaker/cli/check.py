"""`bookmaker check`: are finished files valid, do their links land, is every word of the posts in them?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--against",
    "site",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that the files were built from: compares words post by post.",
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A settings file other than book.toml in that folder.",
)
@click.option("--strict", is_flag=True, help="Warnings end the command with exit code 7.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def check_command(files: tuple[Path, ...], **values: Any) -> int:
    """Check finished EPUB and PDF FILES.

    EPUBs go through EPUBCheck (with Java), PDFs through QPDF's checks; in both, links inside the file are
    followed. With --against, the words of every post, as its source says them, are compared with the file's.
    """
    from bookmaker.cli.inspection import print_inspection, print_inspections_as_json
    from bookmaker.cli.report import exit_status, print_diagnostics
    from bookmaker.errors import ExportError
    from bookmaker.pipeline import check

    collection = _collect(values["site"], values["config"]) if values["site"] else None
    outcomes = [check(file, collection) for file in files]
    problems = [problem for outcome in outcomes for problem in outcome.diagnostics]
    if values["as_json"]:
        print_inspections_as_json(outcomes)
    else:
        print_diagnostics(problems)
        for outcome in outcomes:
            print_inspection(outcome)
    if any(problem.severity == "error" for problem in problems):
        return ExportError.exit_code
    return exit_status(problems, strict=values["strict"])


def _collect(site: Path, config: Path | None) -> Any:
    from bookmaker.cli.options import find_settings
    from bookmaker.pipeline import collect
    from bookmaker.requests import source_arguments

    settings, root = find_settings(site, config)
    return collect(root, **source_arguments(settings)).value
