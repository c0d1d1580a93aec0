"""A folder of a code: what is in it, and what the program says of it.

`site/` is built. `how.toml`, where there is one, says what else is to happen:

    open = "…"       why what is expected does not happen yet
    fetch = true     pictures may be fetched from the web
    check = "epub"   the built file is checked, against `later/` where there is such a folder
    find, replace    words to be changed in the built file before it is checked
    times = 2        how often the new words are written in a row
    java = false     on a machine without Java
    readers = "…"    nothing is built: this list of readers in `site/` is read
    shelf = true     nothing is built: the finished books in `site/` are put on a shelf
    lose = "render"  worker processes are killed over this task of the chapter that is called "Lost"
"""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookmaker.cli.options import find_settings
from bookmaker.errors import BookmakerError, Diagnostic, Outcome
from bookmaker.model import Collection
from bookmaker.pipeline import build, check, collect
from bookmaker.remote.policy import Policy
from bookmaker.requests import Options, make_requests, source_arguments
from bookmaker.sender.readers.reading import read_readers
from bookmaker.sender.shelf.books import find_files, read_books
from bookmaker.workshop import Workshop
from tests.losing import losing_workshop


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one code."""

    path: Path

    @property
    def code(self) -> str:
        """The code is the folder's name."""
        return self.path.name

    @property
    def how(self) -> dict[str, Any]:
        """What `how.toml` says."""
        file = self.path / "how.toml"
        return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}

    @property
    def expected(self) -> Path:
        """The file of the messages that must come."""
        return self.path / "expected.txt"

    def say(self, out: Path, workshop: Workshop) -> str:
        """Build, and check where that is asked for: the messages as the command prints them, less `out`."""
        how = self.how
        if "readers" in how:
            listed = read_readers(self.path / "site" / how["readers"])
            return "".join(f"{problem}\n" for problem in listed.diagnostics)
        if "shelf" in how:
            return "".join(
                f"{problem}\n" for problem in read_books(find_files([self.path / "site"])).diagnostics
            )
        try:
            with losing_workshop(how["lose"]) if "lose" in how else nullcontext(workshop) as shop:
                found = self._build(out, shop, Policy() if how.get("fetch") else None)
            if "check" in how:
                (file,) = out.glob(f"*.{how['check']}")
                change_file(file, how.get("find", ""), how.get("replace", "") * how.get("times", 1))
                later = self.path / "later"
                source = _collect(later)[0].value if later.exists() else None
                found = check(file, source).diagnostics
        except BookmakerError as error:
            return "".join(f"{line}\n" for line in (f"{type(error).__name__}: {error}", *error.diagnostics))
        return "".join(f"{problem}\n" for problem in found).replace(f"{out}/", "")

    def _build(self, out: Path, workshop: Workshop, fetch: Policy | None) -> Iterable[Diagnostic]:
        collection, settings = _collect(self.path / "site")
        request = make_requests(settings, Options(out=out))[0]
        return build(
            collection, request.selection, request.arrangement, request.edition, workshop, fetch
        ).diagnostics


def _collect(site: Path) -> tuple[Outcome[Collection], Any]:
    settings, root = find_settings(site, None)
    return collect(root, **source_arguments(settings)), settings


def change_file(path: Path, find: str, replace: str) -> None:
    """Change words in a finished file, in an EPUB in each of its members. They must be there."""
    if not find:
        return
    if path.suffix == ".pdf":
        data = path.read_bytes()
        assert find.encode() in data
        path.write_bytes(data.replace(find.encode(), replace.encode()))
        return
    with zipfile.ZipFile(path) as archive:
        members = [(info, archive.read(info)) for info in archive.infolist()]
    assert any(find.encode() in data for _, data in members)
    with zipfile.ZipFile(path, "w") as archive:
        for info, data in members:
            archive.writestr(info, data.replace(find.encode(), replace.encode()))
