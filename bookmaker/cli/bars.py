"""Progress bars for a terminal."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

_LABELS = {
    "render": "Chapters",
    "fetch": "Fetching",
    "images": "Pictures",
    "layout": "Pages",
    "send": "Messages",
}


class Bars:
    """A `Progress` that draws a bar for each stage on standard error."""

    def __init__(self) -> None:
        self._display = RichProgress(
            TextColumn("{task.description:9}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bars:
        self._display.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._display.stop()

    def expect(self, stage: str, total: int) -> None:
        """Draw, or draw again, the bar of a stage."""
        if stage in self._tasks:
            self._display.remove_task(self._tasks[stage])
        self._tasks[stage] = self._display.add_task(_LABELS.get(stage, stage), total=total)

    def advance(self, stage: str) -> None:
        """Move a stage's bar on by one."""
        self._display.advance(self._tasks[stage])
