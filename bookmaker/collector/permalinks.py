"""The path that a post has on its site. Source: Jekyll's permalink placeholders."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import unquote

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_SLASHES = re.compile(r"/{2,}")


def expand_permalink(
    pattern: str, *, date: datetime, slug: str, title_slug: str, categories: tuple[str, ...]
) -> str:
    """Fill a pattern such as `/:year/:month/:title/`. The result is not percent-encoded."""
    values = {
        "year": f"{date.year:04d}",
        "short_year": f"{date.year % 100:02d}",
        "month": f"{date.month:02d}",
        "i_month": str(date.month),
        "day": f"{date.day:02d}",
        "i_day": str(date.day),
        "y_day": f"{date.timetuple().tm_yday:03d}",
        "w_year": date.strftime("%G"),
        "week": date.strftime("%V"),
        "w_day": date.strftime("%u"),
        "short_day": date.strftime("%a"),
        "long_day": date.strftime("%A"),
        "short_month": date.strftime("%b"),
        "long_month": date.strftime("%B"),
        "hour": f"{date.hour:02d}",
        "minute": f"{date.minute:02d}",
        "second": f"{date.second:02d}",
        "title": slug,
        "slug": title_slug,
        "categories": "/".join(dict.fromkeys(category.lower() for category in categories)),
        "output_ext": ".html",
    }
    return fill_pattern(pattern, values)


def fill_pattern(pattern: str, values: Mapping[str, str]) -> str:
    """Put values in the place of their names, and see to it that the path begins with one slash."""
    filled = _PLACEHOLDER.sub(lambda found: _fill(found, values), pattern)
    return _SLASHES.sub("/", f"/{filled}")


def read_aliases(paths: Iterable[str], folder: str) -> tuple[str, ...]:
    """Former addresses of a post: whole ones, or paths on the site, where relative ones are from `folder`."""
    cleaned = (path.strip() for path in paths)
    return tuple(
        dict.fromkeys(
            path if "://" in path else posixpath.join("/", folder, unquote(path)) for path in cleaned if path
        )
    )


def _fill(found: re.Match[str], values: Mapping[str, str]) -> str:
    """Jekyll reads the longest name that it knows: `:title:output_ext` and `:year_old` alike."""
    name = found[1]
    for end in range(len(name), 0, -1):
        if name[:end] in values:
            return values[name[:end]] + name[end:]
    return found[0]
