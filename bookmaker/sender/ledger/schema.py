"""The ledger's tables, and how an older file becomes a newer one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from bookmaker.errors import DeliveryError

#: Each entry lifts the file by one version; what has been released is never changed.
MIGRATIONS = (
    """
    CREATE TABLE editions (
        edition TEXT PRIMARY KEY,
        identifier TEXT NOT NULL,
        title TEXT NOT NULL,
        name TEXT NOT NULL,
        planned_at TEXT NOT NULL
    );
    CREATE TABLE readers (
        reader TEXT PRIMARY KEY,
        token TEXT NOT NULL UNIQUE,
        unsubscribed_at TEXT,
        blocked_at TEXT,
        moved_to TEXT
    );
    CREATE TABLE deliveries (
        edition TEXT NOT NULL REFERENCES editions,
        channel TEXT NOT NULL,
        reader TEXT NOT NULL REFERENCES readers,
        state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'sent', 'failed', 'unknown')),
        attempts INTEGER NOT NULL DEFAULT 0,
        due_s REAL NOT NULL DEFAULT 0,
        run TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        reference TEXT NOT NULL DEFAULT '',
        changed_at TEXT NOT NULL,
        PRIMARY KEY (edition, channel, reader)
    ) WITHOUT ROWID;
    CREATE INDEX in_hand ON deliveries (run) WHERE state = 'sending';
    CREATE TABLE uploads (
        edition TEXT NOT NULL,
        account TEXT NOT NULL,
        file TEXT NOT NULL,
        file_id TEXT NOT NULL,
        PRIMARY KEY (edition, account, file)
    ) WITHOUT ROWID;
    """,
)
#: How long one program waits for another that is writing.
_PATIENCE_S = 60.0


def open_database(path: Path, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """Open the file, or make it, and bring it up to date. Raises: DeliveryError.

    Every commit is on the disk before it returns (`synchronous = FULL`): an intent that a power cut could
    take back would be a second copy for its reader.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA foreign_keys = ON")
        _migrate(database, path, migrations)
    except (OSError, sqlite3.Error) as error:
        raise DeliveryError(
            f"cannot open the ledger {path}: {error}", "choose another one with --ledger"
        ) from error
    return database


def _migrate(database: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    """Two programs may open a new file at once: who comes second finds the work done."""
    if _version(database) == len(migrations):
        return
    database.execute("BEGIN EXCLUSIVE")
    try:
        version = _version(database)
        if version > len(migrations):
            raise DeliveryError(
                f"the ledger {path} was made by a newer bookmaker", "install the newer version"
            )
        for script in migrations[version:]:
            for statement in filter(str.strip, script.split(";")):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(migrations)}")
        database.execute("COMMIT")
    except BaseException:
        database.execute("ROLLBACK")
        raise


def _version(database: sqlite3.Connection) -> int:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return int(version)
