"""`bookmaker ledger`: who has got what."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bookmaker.cli.delivery import config_option, json_option, ledger_option, open_ledger

_STATES = ("planned", "sending", "sent", "failed", "unknown")
_FILTERS = (
    click.argument("edition", default=""),
    click.option(
        "--state", "states", type=click.Choice(_STATES), multiple=True, help="Only these; repeatable."
    ),
    click.option("--channel", type=click.Choice(["mail", "telegram"]), help="Only this one."),
    config_option,
    ledger_option,
)


def _filters(command: Any) -> Any:
    for option in reversed(_FILTERS):
        command = option(command)
    return command


@click.group("ledger")
def ledger_commands() -> None:
    """See who has got what. EDITION is a book's name, or the beginning of an edition's hash."""


@ledger_commands.command("show")
@_filters
@json_option
def show_command(**values: Any) -> int:
    """Show the editions, and the deliveries that are not simply sent."""
    from bookmaker.sender.ledger.report import count_states

    entries = _read(values)
    if values["as_json"]:
        click.echo(_as_json(entries))
        return 0
    by_edition: dict[tuple[str, str, str, str], list[Any]] = {}
    for entry in entries:
        by_edition.setdefault((entry.edition, entry.name, entry.title, entry.channel), []).append(entry)
    for (edition, name, title, channel), group in by_edition.items():
        counts = ", ".join(f"{count:,} {state}" for state, count in count_states(group).items() if count)
        click.echo(f"{click.style(title, bold=True)} ({name}, {edition[:12]}) by {channel}: {counts}")
        for entry in group:
            if entry.state != "sent" or entry.reason or values["states"]:
                reason = f"  {entry.reason}" if entry.reason else ""
                click.echo(f"  {entry.changed_at}  {entry.state:8}{entry.reader}{reason}")
    if not entries:
        click.echo("nothing")
    return 0


@ledger_commands.command("export")
@_filters
@click.option("--format", "kind", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output.")
def export_command(**values: Any) -> int:
    """Write all deliveries as CSV or JSON."""
    from bookmaker.cache import write_atomically

    entries = _read(values)
    text = _as_csv(entries) if values["kind"] == "csv" else f"{_as_json(entries)}\n"
    if values["out"]:
        write_atomically(values["out"], text.encode())
    else:
        click.echo(text, nl=False)
    return 0


def _read(values: dict[str, Any]) -> list[Any]:
    from bookmaker.sender.ledger.report import read_entries

    with open_ledger(values, must_exist=True) as ledger:
        return read_entries(
            ledger, edition=values["edition"], states=values["states"], channel=values["channel"] or ""
        )


def _as_json(entries: list[Any]) -> str:
    return json.dumps({"deliveries": [asdict(entry) for entry in entries]}, ensure_ascii=False, indent=2)


def _as_csv(entries: list[Any]) -> str:
    """What a server said is set so that no spreadsheet takes it for a formula."""
    from bookmaker.sender.ledger.report import Entry

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Entry.__slots__)
    for entry in entries:
        row = asdict(entry).values()
        writer.writerow([f"'{cell}" if str(cell)[:1] in ("=", "+", "\t", "\r") else cell for cell in row])
    return out.getvalue()
