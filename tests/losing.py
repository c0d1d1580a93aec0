"""A workshop whose workers are killed over one chapter, as they are where memory runs out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from bookmaker.crew import Crew
from bookmaker.workshop import Workshop
from tests import tasks

TITLE = "Lost"
#: Stands in the placeholder's pages, which are laid out as well.
_SAVED = "could not be set"


def losing_workshop(*names: str) -> Workshop:
    """Workers are killed over the tasks of these names that are about the chapter called "Lost"."""

    class LosingCrew(Crew):
        def submit(  # type: ignore[override]
            self, function: Callable[..., Any], /, *arguments: object, priority: float = 0
        ) -> Future[Any]:
            about = arguments[0] if arguments else None
            is_lost = getattr(about, "title", "") == TITLE and _SAVED not in getattr(about, "body", "")
            if function.__name__ in names and (is_lost or function.__name__ == "prepare"):
                return super().submit(tasks.die, priority=priority)
            return super().submit(function, *arguments, priority=priority)

    return Workshop(jobs=1, keep=False, make_executor=LosingCrew)
