"""`bookmaker readers`: lists of readers, and who wants no more mail."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from bookmaker.cli.delivery import config_option, find_ledger, json_option, ledger_option, open_ledger
from bookmaker.errors import DeliveryError, Diagnostic, SourceError

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("readers")
def readers_commands() -> None:
    """Check lists of readers, join them, and unsubscribe readers."""


@readers_commands.command("check")
@click.argument("file", type=_FILE)
@json_option
def check_readers(file: Path, as_json: bool) -> int:
    """Read a list and say what is wrong with it, line by line. Exit code 3 where a reader is left out."""
    from bookmaker.sender.readers.reading import read_readers

    outcome = read_readers(file)
    readers = outcome.value
    facts: dict[str, Any] = {
        "readers": len(readers),
        "unsubscribed": sum(reader.is_unsubscribed for reader in readers),
        "channels": dict(Counter(reader.channel for reader in readers)),
        "formats": dict(Counter(reader.format for reader in readers)),
        "languages": dict(Counter(reader.language or "of the book" for reader in readers)),
    }
    if as_json:
        _print_json(facts, outcome.diagnostics)
    else:
        _print_problems(outcome.diagnostics)
        click.echo(f"{facts['readers']:,} readers, {facts['unsubscribed']:,} of them unsubscribed")
        for name in ("channels", "formats", "languages"):
            click.echo(f"  {name}: {', '.join(f'{key} {count:,}' for key, count in facts[name].items())}")
    has_errors = any(problem.severity == "error" for problem in outcome.diagnostics)
    return SourceError.exit_code if has_errors else 0


@readers_commands.command("import")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--into", "target", required=True, type=_FILE, help="The list to add to; made if absent.")
@config_option
@ledger_option
@json_option
def import_readers(files: tuple[Path, ...], target: Path, as_json: bool, **values: Any) -> int:
    """Add the readers of other lists, such as a mailing service's export, to a list of yours.

    Readers that are there already stay as they are. Who is unsubscribed in any of the lists, or in the
    ledger, is not added, and is remembered as unsubscribed.
    """
    from bookmaker.sender.ledger.people import read_people
    from bookmaker.sender.plan import keep_wishes
    from bookmaker.sender.readers.reading import read_readers
    from bookmaker.sender.readers.writing import add_readers

    outcomes = [read_readers(file) for file in files]
    found = {reader.key: reader for outcome in reversed(outcomes) for reader in outcome.value}
    known = {reader.key for reader in read_readers(target).value} if target.exists() else set()
    with open_ledger(values) as ledger:
        keep_wishes(ledger, (reader for outcome in outcomes for reader in outcome.value))
        unsubscribed = read_people(ledger).unsubscribed
    fresh = [found[key] for key in found if key not in known | unsubscribed]
    add_readers(target, fresh)
    problems = [problem for outcome in outcomes for problem in outcome.diagnostics]
    facts = {
        "added": len(fresh),
        "known": sum(key in known for key in found),
        "unsubscribed": sum(key in unsubscribed for key in found),
    }
    if as_json:
        _print_json(facts, problems)
    else:
        _print_problems(problems)
        click.echo(f"{target}: " + ", ".join(f"{count:,} {name}" for name, count in facts.items()))
    return 0


@readers_commands.command("unsubscribe")
@click.argument("who", nargs=-1)
@click.option("--from", "file", type=_FILE, help="A file with an address or token on each line.")
@config_option
@ledger_option
def unsubscribe_readers(who: tuple[str, ...], file: Path | None, **values: Any) -> int:
    """Never write to these readers again, whatever list names them.

    WHO are addresses, or tokens from the links in letters.
    """
    from bookmaker.sender.ledger.people import find_reader, unsubscribe
    from bookmaker.sender.readers.reader import AddressError
    from bookmaker.sender.readers.rows import read_text

    names = [*who, *(line for line in (read_text(file).splitlines() if file else ()) if line.strip())]
    if not names:
        raise click.UsageError("name readers, or give --from FILE")
    keys, wrong = [], []
    with open_ledger(values) as ledger:
        for name in names:
            try:
                keys.append(find_reader(ledger, name))
            except AddressError as error:
                wrong.append(f"{name.strip()}: {error}")
        count = unsubscribe(ledger, keys)
    click.echo(f"{count:,} unsubscribed, {len(keys) - count:,} were already ({find_ledger(values)})")
    if wrong:
        raise DeliveryError("not unsubscribed: " + "; ".join(wrong), "correct the address or the token")
    return 0


def _print_json(facts: dict[str, Any], problems: Any) -> None:
    from bookmaker.cli.report import diagnostic_facts

    listed = [diagnostic_facts(problem) for problem in problems]
    click.echo(json.dumps({**facts, "diagnostics": listed}, ensure_ascii=False, indent=2))


def _print_problems(problems: tuple[Diagnostic, ...] | list[Diagnostic]) -> None:
    from bookmaker.cli.report import print_diagnostics

    print_diagnostics(problems)
