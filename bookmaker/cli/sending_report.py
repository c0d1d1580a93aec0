"""What `bookmaker send` says before and after."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

import click

from bookmaker.cli.report import counted, diagnostic_facts, print_diagnostics
from bookmaker.config_delivery import DeliveryTable
from bookmaker.errors import DeliveryError, Diagnostic
from bookmaker.sender.ledger.deliveries import Key, Ledger
from bookmaker.sender.ledger.report import Entry, count_states, read_entries
from bookmaker.sender.mail.message import Packed
from bookmaker.sender.mail.writer import LetterWriter
from bookmaker.sender.outcomes import Divided
from bookmaker.sender.plan import Plan

_MOST_REASONS = 20
_KINDLE = (
    "Kindle: readers must approve {sender} at Amazon (Manage Your Content and Devices, Preferences, Personal "
    "Document Settings), or nothing arrives"
)


def print_problems(problems: Iterable[Diagnostic]) -> None:
    """What is wrong with the list."""
    print_diagnostics(problems)


def print_plan(plan: Plan, settings: DeliveryTable) -> None:
    """Who is about to get what."""
    edition = plan.edition
    click.echo(f"{click.style(edition.title, bold=True)} ({edition.name}) by {plan.request.channel}")
    formats = Counter(reader.format for reader in plan.readers)
    listed = ", ".join(f"{count:,} {format}" for format, count in formats.items())
    click.echo(f"  {counted(len(plan.readers), 'reader')}{f': {listed}' if listed else ''}")
    if plan.left_out:
        click.echo("  left out: " + ", ".join(f"{count:,} {why}" for why, count in plan.left_out.items()))
    if plan.later:
        click.echo(f"  for later: {plan.later:,}")
    for file in edition.files:
        click.echo(f"  {file.path}  {file.size_bytes / 1e6:.1f} MB")
    if edition.volumes:
        click.echo(f"  {len(edition.volumes)} volumes, for mail that takes no more")
    if plan.unfinished:
        click.echo(f"  {counted(len(plan.unfinished), 'reader')} got some of the volumes, and get the rest")
    if plan.earlier:
        click.echo(
            f"  {counted(plan.earlier, 'reader')} got another edition of this book; this one is sent, too"
        )
    if "unknown" in plan.left_out:
        click.echo("  unknown: they may have it already; --resend-unknown sends it again")
    if plan.kindles:
        click.echo("  " + _KINDLE.format(sender=settings.mail.from_))


def letter_sizes(plan: Plan, writer: LetterWriter) -> dict[str, list[int]]:
    """How large the messages would be: those for one reader of each format; none where they are too large."""
    sizes: dict[str, list[int]] = {}
    if plan.request.channel == "mail":
        for reader in {reader.format: reader for reader in plan.readers}.values():
            editions: tuple[str, ...] = (plan.edition.hash,)
            key = Key(edition=plan.edition.hash, channel="mail", reader=reader.key)
            if isinstance(divided := writer.write(key), Divided):
                editions = divided.editions
            letters = [writer.write(replace(key, edition=edition)) for edition in editions]
            sizes[reader.format] = [letter.size_bytes for letter in letters if isinstance(letter, Packed)]
    return sizes


def print_dry_run(
    plan: Plan, problems: Iterable[Diagnostic], sizes: dict[str, list[int]], *, as_json: bool
) -> None:
    """What would be sent."""
    if as_json:
        readers = [asdict(reader) for reader in plan.readers]
        totals = {format: sum(each) for format, each in sizes.items()}
        _print_json(plan, problems, {"readers": readers, "message_bytes": totals, "dry_run": True})
        return
    for format, each in sizes.items():
        listed = " + ".join(f"{size / 1e6:.1f}" for size in each)
        what = "a message" if len(each) < 2 else f"{len(each)} messages"
        click.echo(f"  {what} with {format}: " + (f"{listed} MB" if each else "too large"))
    click.echo("nothing was sent")


def print_result(
    plan: Plan, ledger: Ledger, problems: Iterable[Diagnostic], error: DeliveryError | None, *, as_json: bool
) -> bool:
    """What became of it. Returns whether everyone has got the book."""
    entries = _entries(plan, ledger)
    counts = count_states(entries)
    if as_json:
        facts = {"counts": counts, "readers": [asdict(entry) for entry in entries], "dry_run": False}
        facts["error"] = error.message if error else None
        _print_json(plan, problems, facts)
        return counts["sent"] == len(entries)
    click.echo(
        "  " + ", ".join(f"{count:,} {state}" for state, count in counts.items() if count or state == "sent")
    )
    odd = [entry for entry in entries if entry.state in ("failed", "unknown")]
    for entry in odd[:_MOST_REASONS]:
        book = "" if entry.edition == plan.edition.hash else f" ({entry.name})"
        click.echo(f"  {entry.state}: {entry.reader}{book}: {entry.reason}", err=True)
    if len(odd) > _MOST_REASONS:
        click.echo(f"  … and {len(odd) - _MOST_REASONS:,} more; see bookmaker ledger show", err=True)
    if counts["planned"]:
        click.echo("  run the command again to go on", err=True)
    return counts["sent"] == len(entries)


def _entries(plan: Plan, ledger: Ledger) -> list[Entry]:
    """The plan's deliveries, those of chats that have moved meanwhile, too."""
    from bookmaker.sender.ledger.people import read_people

    people = read_people(ledger)
    keys = {people.present_key(reader.key) for reader in plan.readers}
    found = (
        entry
        for edition in (plan.edition, *plan.edition.volumes)
        for entry in read_entries(ledger, edition=edition.hash, channel=plan.request.channel)
    )
    return [entry for entry in found if entry.reader in keys]


def _print_json(plan: Plan, problems: Iterable[Diagnostic], facts: dict[str, Any]) -> None:
    edition = plan.edition
    document = {
        "delivery": {
            "edition": {"hash": edition.hash, "name": edition.name, "title": edition.title},
            "channel": plan.request.channel,
            "planned": len(plan.readers),
            "left_out": plan.left_out,
            "later": plan.later,
            **facts,
        },
        "diagnostics": [diagnostic_facts(problem) for problem in problems],
    }
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
