"""Where results are kept and how many: options of the commands that build and of `bookmaker cache`.

Both belong to a machine rather than to a site, so the environment may state them, and book.toml does not.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

_UNITS = {"": 1, "K": 1000, "M": 1000**2, "G": 1000**3, "T": 1000**4}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)B?", re.IGNORECASE)


class Size(click.ParamType):  # type: ignore[type-arg]
    """`500MB`, `2G`: a number of bytes, with prefixes of the SI."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes."""
        found = _SIZE.fullmatch(str(value).strip())
        if not found:
            self.fail(f"'{value}' is not a size; write 500MB or 2GB", param, ctx)
        return int(float(found[1]) * _UNITS[found[2].upper()])


cache_dir_option = click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="BOOKMAKER_CACHE_DIR",
    help="Where results are kept.",
)
cache_size_option = click.option(
    "--cache-size",
    type=Size(),
    envvar="BOOKMAKER_CACHE_SIZE",
    help="How large the results kept may grow, such as 500MB; 2GB.",
)
