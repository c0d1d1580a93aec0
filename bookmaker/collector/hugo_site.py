"""What a Hugo site is, and what its configuration says, by the names that `_config.yml` has for it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from bookmaker.collector.freezing import freeze
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose

#: The folder whose files are pages. Their addresses are their paths below it.
CONTENT = "content"
# Source: Hugo, "Configuration", file names; the later ones are those of versions before 0.110.
_CONFIGURATIONS = tuple(
    f"{folder}{stem}.{suffix}"
    for folder in ("", "config/_default/")
    for stem in ("hugo", "config")
    for suffix in ("toml", "yaml", "yml", "json")
)
# These generators have a folder of that name too.
_OTHERS = ("_config.yml", "pelicanconf.py")


def is_hugo_site(root: Path, posts: Iterable[str]) -> bool:
    """Whether a site is Hugo's: its marks beside `content`, or all of its posts in there.

    `posts` are the paths of all files that a plain folder would give.
    """
    if not (root / CONTENT).is_dir() or any((root / name).exists() for name in _OTHERS):
        return False
    has_marks = _find_configuration(root) is not None or (root / "archetypes").is_dir()
    return has_marks or all(path.startswith(f"{CONTENT}/") for path in posts)


def read_hugo_configuration(root: Path) -> Outcome[dict[str, Any]]:
    """Read `hugo.toml` or its like. Empty where there is none or it is broken."""
    name = _find_configuration(root)
    if name is None:
        return Outcome({})
    try:
        config = _parse(name, (root / name).read_text("utf-8-sig", errors="replace"))
        freeze(config)  # counts the values
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OSError) as error:
        return Outcome({}, (_complaint(name, str(error).splitlines()[0]),))
    if config is None:
        return Outcome({})
    if not isinstance(config, dict):
        return Outcome({}, (_complaint(name, "not a list of keys and values"),))
    return Outcome(_as_jekyll_would(config))


def _find_configuration(root: Path) -> str | None:
    return next((name for name in _CONFIGURATIONS if (root / name).is_file()), None)


def _parse(name: str, text: str) -> Any:
    if name.endswith(".toml"):
        return tomllib.loads(text)
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


def _complaint(name: str, reason: str) -> Diagnostic:
    hint = f"correct the site's {name}; its values were not used"
    return diagnose("site-config-invalid", reason, Where(path=name), hint)


def _as_jekyll_would(config: dict[str, Any]) -> dict[str, Any]:
    """Hugo's keys are the same in small and capital letters."""
    stated = {str(key).lower(): value for key, value in config.items()}
    found = stated.get("params")
    params = {str(key).lower(): value for key, value in found.items()} if isinstance(found, dict) else {}
    values = {
        "title": stated.get("title"),
        "url": stated.get("baseurl"),
        "lang": stated.get("locale") or stated.get("languagecode") or stated.get("defaultcontentlanguage"),
        "timezone": stated.get("timezone"),
        "author": stated.get("author") or params.get("author"),
        "description": params.get("description"),
        "permalinks": stated.get("permalinks"),
        "params": found,
    }
    return {key: value for key, value in values.items() if value}
