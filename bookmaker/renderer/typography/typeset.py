"""The whole pass over one block: join runs, hide addresses, take the language's steps, split."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module

from bookmaker.renderer.typography.block import Step, join_runs, split_runs
from bookmaker.renderer.typography.shield import hide_addresses, show_addresses

# A language that is not here is left as it was written.
_MODULES = {"de": "german", "en": "english", "fr": "french", "ru": "russian", "uk": "ukrainian"}


def typeset_runs(runs: Sequence[str], language: str) -> tuple[str, ...]:
    """Set the text of one block (a paragraph, heading, list item, table cell) for print.

    Shape/order: as many runs as came in, in order; every letter and digit stays in its run, and a
    run that is empty stays empty. U+FFFC stands for what interrupts the text and counts as a
    letter; U+2028 may stand for a forced line break. `language` is a BCP 47 tag, of which the first
    subtag decides. Running it twice changes nothing.
    """
    steps = _steps_of(language.replace("_", "-").partition("-")[0].lower())
    if not steps or not runs:
        return tuple(runs)
    block, hidden = hide_addresses(join_runs(runs))
    for step in steps:
        block = step(block)
    return split_runs(show_addresses(block, hidden))


@cache
def _steps_of(language: str) -> tuple[Step, ...]:
    # Loaded one by one: their patterns take ten milliseconds a language.
    module = _MODULES.get(language)
    steps: tuple[Step, ...] = import_module(f"{__package__}.{module}").STEPS if module else ()
    return steps
