"""The whole pass over one block: join runs, hide addresses, take the language's steps, split."""

from __future__ import annotations

from collections.abc import Sequence

from bookmaker.renderer.typography import english, french, german, russian, ukrainian
from bookmaker.renderer.typography.block import Step, join_runs, split_runs
from bookmaker.renderer.typography.shield import hide_addresses, show_addresses

# A language that is not here is left as it was written.
_STEPS: dict[str, tuple[Step, ...]] = {
    "de": german.STEPS,
    "en": english.STEPS,
    "fr": french.STEPS,
    "ru": russian.STEPS,
    "uk": ukrainian.STEPS,
}


def typeset_runs(runs: Sequence[str], language: str) -> tuple[str, ...]:
    """Set the text of one block (a paragraph, heading, list item, table cell) for print.

    Shape/order: as many runs as came in, in order; every letter and digit stays in its run, and a
    run that is empty stays empty. U+FFFC stands for what interrupts the text and counts as a
    letter; U+2028 may stand for a forced line break. `language` is a BCP 47 tag, of which the first
    subtag decides. Running it twice changes nothing.
    """
    steps = _STEPS.get(language.replace("_", "-").partition("-")[0].lower())
    if steps is None or not runs:
        return tuple(runs)
    block, hidden = hide_addresses(join_runs(runs))
    for step in steps:
        block = step(block)
    return split_runs(show_addresses(block, hidden))
