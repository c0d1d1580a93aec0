"""`bookmaker cache`: what the store of results holds, and how to make it smaller."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from bookmaker.cli.cache_options import cache_dir_option, cache_size_option

Command = TypeVar("Command", bound=Callable[..., Any])
_MEGABYTE = 1_000_000


def _options(command: Command) -> Command:
    as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
    return cache_dir_option(as_json(command))


@click.group("cache")
def cache_command() -> None:
    """Look after the results that are kept for later builds."""


@cache_command.command("info")
@_options
def info_command(cache_dir: Path | None, *, as_json: bool) -> None:
    """Show what is kept, and where."""
    from bookmaker.upkeep import list_entries

    store = _store(cache_dir)
    kinds: dict[str, dict[str, int]] = {}
    for entry in list_entries(store):
        facts = kinds.setdefault(entry.kind, {"entries": 0, "size_bytes": 0})
        facts["entries"] += 1
        facts["size_bytes"] += entry.size_bytes
    kinds = dict(sorted(kinds.items()))
    totals = {name: sum(facts[name] for facts in kinds.values()) for name in ("entries", "size_bytes")}
    if as_json:
        _print_json({"path": str(store.root), **totals, "kinds": kinds})
        return
    click.echo(str(store.root))
    for kind, facts in [*kinds.items(), ("in all", totals)]:
        click.echo(f"  {kind:<10} {facts['entries']:>8,} {facts['size_bytes'] / _MEGABYTE:>10,.1f} MB")


@cache_command.command("prune")
@_options
@cache_size_option
def prune_command(cache_dir: Path | None, cache_size: int | None, *, as_json: bool) -> None:
    """Remove what was not used for longest, until the rest fits the size."""
    from bookmaker.upkeep import USUAL_SIZE_BYTES, prune

    limit = USUAL_SIZE_BYTES if cache_size is None else cache_size
    _tell_removed(prune(_store(cache_dir), limit), as_json=as_json)


@cache_command.command("clear")
@_options
def clear_command(cache_dir: Path | None, *, as_json: bool) -> None:
    """Remove everything that is kept. Pictures of the web are to be fetched again."""
    from bookmaker.upkeep import clear

    _tell_removed(clear(_store(cache_dir)), as_json=as_json)


@cache_command.command("verify")
@_options
def verify_command(cache_dir: Path | None, *, as_json: bool) -> None:
    """Read everything, and remove what is damaged; the next build makes it again."""
    from bookmaker.upkeep import remove_damaged

    damaged = remove_damaged(_store(cache_dir))
    if as_json:
        _print_json({"damaged": [{"kind": entry.kind, "path": str(entry.path)} for entry in damaged]})
        return
    for entry in damaged:
        click.echo(f"{entry.path}: damaged, and removed")
    click.echo(f"{len(damaged):,} damaged")


def _store(cache_dir: Path | None) -> Any:
    from bookmaker.cache import find_store

    return find_store(cache_dir)


def _tell_removed(removed: Any, *, as_json: bool) -> None:
    if as_json:
        _print_json({"removed": {"entries": removed.entries, "size_bytes": removed.size_bytes}})
    else:
        click.echo(f"{removed.entries:,} removed, {removed.size_bytes / _MEGABYTE:,.1f} MB")


def _print_json(facts: dict[str, Any]) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
