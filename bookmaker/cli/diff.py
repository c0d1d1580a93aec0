"""`bookmaker diff`: what is new, changed or gone between two editions of a book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bookmaker.checker.difference import Change, Difference

_FILE = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.command("diff")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def diff_command(old: Path, new: Path, *, as_json: bool) -> int:
    """Compare two editions of a book, the EPUBs OLD and NEW, post by post.

    Says which posts are new, changed or gone, by how many words and pictures, and what else has changed.
    """
    from bookmaker.checker.difference import compare_editions

    difference = compare_editions(old, new)
    if as_json:
        _print_json(difference)
    else:
        _print_lines(difference)
    return 0


def _print_json(difference: Difference) -> None:
    import json
    from dataclasses import asdict

    facts = [{"name": name, "old": before, "new": after} for name, before, after in difference.facts]
    document = {
        "new": [{"id": key, "title": title} for key, title in difference.new],
        "changed": [asdict(change) for change in difference.changed],
        "gone": [{"id": key, "title": title} for key, title in difference.gone],
        "same": difference.same,
        "catalogue": facts,
    }
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _print_lines(difference: Difference) -> None:
    for word, colour, posts in (("new", "green", difference.new), ("gone", "red", difference.gone)):
        for key, title in posts:
            click.echo(f"{click.style(f'{word:<8}', fg=colour)} {title}  ({key})")
    for change in difference.changed:
        mark = click.style(f"{'changed':<8}", fg="yellow")
        click.echo(f"{mark} {change.title}  ({change.post_id}): {_describe(change)}")
    for name, before, after in difference.facts:
        click.echo(f"{name}: {'; '.join(before) or 'nothing'} → {'; '.join(after) or 'nothing'}")
    click.echo(
        f"{len(difference.new)} new, {len(difference.changed)} changed, "
        f"{len(difference.gone)} gone, {difference.same} the same"
    )


def _describe(change: Change) -> str:
    pairs = (
        ("words", change.words_added, change.words_removed),
        ("pictures", change.pictures_added, change.pictures_removed),
    )
    told = [f"{name} +{added} −{removed}" for name, added, removed in pairs if added or removed]
    return ", ".join(told) or "the same words in another order"
