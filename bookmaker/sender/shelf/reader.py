"""Reading in the browser: the files of foliate-js that open an EPUB, copied from an installed npm package.

In: the package's folder. Out: the files to write. Nothing is fetched; without the package there is no reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bookmaker.errors import ConfigError

PACKAGE = "foliate-js"
#: What opening an EPUB imports, and the licence that must go with it.
_FILES = (
    "LICENSE", "view.js", "epub.js", "epubcfi.js", "paginator.js", "fixed-layout.js", "overlayer.js",
    "progress.js", "text-walker.js", "vendor/zip.js",
)  # fmt: skip


def find_reader(folder: Path) -> Path | None:
    """Where npm has put the package, if it has."""
    found = folder / "node_modules" / PACKAGE
    return found if found.is_dir() else None


def reader_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files by their names on the shelf. Raises: ConfigError where it is not that package."""
    try:
        name = json.loads((folder / "package.json").read_text("utf-8")).get("name")
        if name != PACKAGE:
            raise ConfigError(f"{folder} is the package {name}", f"name the folder of {PACKAGE}")
        for file in _FILES:
            yield f"reader/{file}", (folder / file).read_bytes()
    except (OSError, ValueError) as error:
        remedy = f"run npm install {PACKAGE}, and name node_modules/{PACKAGE}"
        raise ConfigError(f"no {PACKAGE} in {folder}: {error}", remedy) from error
