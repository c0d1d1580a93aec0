"""What a site says of itself: `_config.yml` of Jekyll, overlaid by book.toml's `[site]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bookmaker.collector.dates import zone_named
from bookmaker.collector.freezing import freeze
from bookmaker.collector.hugo_permalinks import DEFAULT_PATTERN
from bookmaker.collector.hugo_site import read_hugo_configuration
from bookmaker.collector.languages import normalise_language
from bookmaker.errors import Diagnostic, Outcome, SourceError, Where, diagnose
from bookmaker.model import Dialect, Site

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSource:
    """A site and the parts of its configuration that only the collector needs."""

    site: Site
    zone: tzinfo
    config: dict[str, Any] = field(hash=False)
    dialect: Dialect = "plain"

    def defaults_for(self, path: str) -> dict[str, Any]:
        """Front matter that `_config.yml` gives to posts of this path. Source: Jekyll's `defaults`."""
        values: dict[str, Any] = {}
        for entry in _dictionaries(self.config.get("defaults")):
            scope, stated = entry.get("scope"), entry.get("values")
            scope = scope if isinstance(scope, dict) else {}
            prefix = str(scope.get("path") or "").strip("/")
            if scope.get("type", "posts") in ("posts", "") and _is_under(path, prefix):
                values.update(stated if isinstance(stated, dict) else {})
        return values


def _dictionaries(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _is_under(path: str, prefix: str) -> bool:
    """Source: Jekyll's `applies_path?`: a prefix of whole folders, or a pattern with `*`."""
    if "*" in prefix:
        return fnmatchcase(path, prefix) or fnmatchcase(path, f"{prefix}/*")
    return not prefix or path == prefix or path.startswith(f"{prefix}/")


def check_root(root: Path) -> None:
    """Make sure that there is a folder to read. Raises: SourceError."""
    if not root.is_dir():
        raise SourceError(f"no folder {root}", "give the folder that holds the posts")


def read_site(root: Path, overrides: Mapping[str, object], dialect: Dialect = "plain") -> Outcome[SiteSource]:
    """Read the site's configuration. `overrides` are Site fields that book.toml states.

    Raises: SourceError where `root` is no folder.
    """
    check_root(root)
    config, problems = _read_config(root)
    if dialect == "hugo":
        outcome = read_hugo_configuration(root)
        config, problems = outcome.value, outcome.diagnostics
    source = str(config.get("source") or "").strip("/")
    asset_root = root / source if source and ".." not in source else root
    values: dict[str, Any] = {
        "url": _join_url(config.get("url"), config.get("baseurl")),
        "title": str(config.get("title") or config.get("name") or root.resolve().name),
        "author": _author_name(config.get("author")),
        "description": " ".join(str(config.get("description") or "").split()),
        "language": normalise_language(config.get("lang") or config.get("language") or config.get("locale")),
        "permalink": DEFAULT_PATTERN if dialect == "hugo" else _permalink_pattern(config),
        "timezone": str(config.get("timezone") or "UTC"),
    }
    values.update({key: value for key, value in overrides.items() if value not in ("", (), None)})
    zone = zone_named(values["timezone"])
    if zone is None:
        message = f"no time zone is called {values['timezone']!r}; UTC is used"
        problems += (diagnose("site-config-invalid", message, Where(path="_config.yml")),)
        zone, values["timezone"] = ZoneInfo("UTC"), "UTC"
    site = Site(root=str(root.resolve()), asset_root=str(asset_root.resolve()), **values)
    return Outcome(SiteSource(site=site, zone=zone, config=config, dialect=dialect), problems)


def _read_config(root: Path) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    path = root / "_config.yml"
    if not path.is_file():
        return {}, ()
    try:
        config = yaml.safe_load(path.read_text("utf-8-sig", errors="replace"))
        freeze(config)  # counts the values
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OSError) as error:
        mark = getattr(error, "problem_mark", None)
        where = Where(path="_config.yml", line=mark.line + 1 if mark else None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        return {}, (diagnose("site-config-invalid", reason, where),)
    if config is None:
        return {}, ()
    if not isinstance(config, dict):
        where = Where(path="_config.yml", line=1)
        return {}, (diagnose("site-config-invalid", "not a list of `key: value`", where),)
    return config, ()


def _join_url(url: object, base: object) -> str:
    address = f"{str(url or '').rstrip('/')}/{str(base or '').strip('/')}".rstrip("/")
    return address if address.startswith(("http://", "https://")) else ""


def _author_name(author: object) -> str:
    if isinstance(author, dict):
        author = author.get("name")
    return str(author or "")


def _permalink_pattern(config: dict[str, Any]) -> str:
    collections = config.get("collections")
    posts = collections.get("posts") if isinstance(collections, dict) else None
    pattern = posts.get("permalink") if isinstance(posts, dict) else None
    pattern = str(pattern or config.get("permalink") or "date")
    return _STYLES.get(pattern, pattern)
