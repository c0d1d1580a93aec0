"""The path that a page has on a Hugo site. Source: Hugo, "URL management"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from bookmaker.collector.hugo_site import CONTENT
from bookmaker.collector.permalinks import fill_pattern

DEFAULT_PATTERN = "/:sections/:slugorfilename/"
_SPACES = re.compile(r"[\s-]+")
_NOT_IN_PATHS = re.compile(r"[^\w./#+~%@-]")


def path_in_content(path: str) -> str:
    """The path below `content`, or all of it where there is no such folder."""
    _, found, inner = f"/{path}".partition(f"/{CONTENT}/")
    return inner if found else path


def section_pattern(path: str, config: Mapping[str, Any]) -> str:
    """The pattern that the site's configuration has for a page's section, or empty."""
    permalinks = config.get("permalinks")
    patterns = permalinks if isinstance(permalinks, dict) else {}
    if isinstance(patterns.get("page"), dict):  # since Hugo 0.117 by kind of page
        patterns = patterns["page"]
    return str(patterns.get(path_in_content(path).split("/")[0]) or "")


def expand_hugo_permalink(pattern: str, *, path: str, date: datetime, slug: str, title: str) -> str:
    """Fill a pattern such as `/:sections/:slug/` for the page of a file. `slug` is the stated one.

    The result is not percent-encoded.
    """
    *folders, name = PurePosixPath(path_in_content(path)).with_suffix("").parts
    if name == "index" and folders:
        name = folders.pop()
    values = {
        "year": f"{date.year:04d}",
        "month": f"{date.month:02d}",
        "monthname": date.strftime("%B"),
        "day": f"{date.day:02d}",
        "weekday": date.strftime("%w"),
        "weekdayname": date.strftime("%A"),
        "yearday": str(date.timetuple().tm_yday),
        "section": folders[0] if folders else "",
        "sections": "/".join(folders),
        "title": title,
        "slug": slug or title,
        "filename": name,
        "contentbasename": name,
        "slugorfilename": slug or name,
        "slugorcontentbasename": slug or name,
    }
    return fill_pattern(pattern, {key: _as_path(value) for key, value in values.items()})


def _as_path(text: str) -> str:
    """Source: Hugo's `urlize`: small letters, hyphens for spaces, no marks that addresses do not take."""
    return _SPACES.sub("-", _NOT_IN_PATHS.sub("", _SPACES.sub("-", text.strip().lower())))
