"""Files that Telegram has already: each is uploaded once, and named by its `file_id` from then on."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping

from bookmaker.sender.ledger.deliveries import Ledger


class Uploads:
    """An edition's files at one bot. All lines of a run share it; the ledger keeps it for the next run."""

    def __init__(self, ledger: Ledger, edition: str, account: str):
        self._ledger = ledger
        self._place = (edition, account)
        self.turn = threading.Lock()
        """Held by the line that uploads; the others wait and use what it has got."""
        self.too_large: set[str] = set()
        """Files that the server does not take, by format."""
        rows = ledger.read("SELECT file, file_id FROM uploads WHERE edition = ? AND account = ?", self._place)
        self._ids = {str(file): str(file_id) for file, file_id in rows}

    def ids(self, files: Iterable[str]) -> dict[str, str]:
        """What is known of these files."""
        return {file: self._ids[file] for file in files if file in self._ids}

    def keep(self, ids: Mapping[str, str]) -> None:
        """Remember new ones."""
        new = {file: file_id for file, file_id in ids.items() if self._ids.get(file) != file_id}
        if new:
            self._ids.update(new)
            with self._ledger.writing() as database:
                database.executemany(
                    "INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, ?)",
                    ((*self._place, file, file_id) for file, file_id in new.items()),
                )

    def forget(self) -> None:
        """The server does not know them any more."""
        self._ids.clear()
        with self._ledger.writing() as database:
            database.execute("DELETE FROM uploads WHERE edition = ? AND account = ?", self._place)
