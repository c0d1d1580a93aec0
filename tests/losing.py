"""A workshop whose workers come to grief over one chapter, as they do where memory runs out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from bookmaker.crew import Crew
from bookmaker.workshop import Workshop
from tests import tasks

TITLE = "Lost"
#: Stands in the placeholder's pages, which are laid out as well.
_SAVED = "could not be set"
#: Tasks that are about no chapter: workers are killed over all of them.
_OTHERS = ("prepare", "write_epub", "assemble_pdf")
#: How many tasks of each name were lost.
lost_tasks: Counter[str] = Counter()


def losing_workshop(*names: str, jobs: int = 1, fate: Callable[[], None] = tasks.die) -> Workshop:
    """Workers are killed over tasks of these names: of those about chapters over what is called "Lost"."""

    class LosingCrew(Crew):
        def submit(  # type: ignore[override]
            self, function: Callable[..., Any], /, *arguments: object, priority: float = 0
        ) -> Future[Any]:
            about = arguments[0] if arguments else None
            is_lost = getattr(about, "title", "") == TITLE and _SAVED not in getattr(about, "body", "")
            if function.__name__ in names and (is_lost or function.__name__ in _OTHERS):
                lost_tasks[function.__name__] += 1
                return super().submit(fate, priority=priority)
            return super().submit(function, *arguments, priority=priority)

    return Workshop(jobs=jobs, keep=False, make_executor=LosingCrew)
