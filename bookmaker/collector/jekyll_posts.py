"""Which files of a Jekyll site are posts, by Jekyll's own rules.

Source: Jekyll 4, `PostReader`, `EntryFilter`, `Document::DATE_FILENAME_MATCHER`. Left to later stages: a post
may be unpublished. Not followed: posts of the future are posts here, because a book has no clock.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from bookmaker.collector.dates import FILE_NAME_DATE
from bookmaker.collector.post_files import POST_SUFFIXES, PostFile
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose

POSTS, DRAFTS = "_posts", "_drafts"
_SPECIAL = ("_", "#", "~")
_MEDIA = ("image/", "video/", "audio/", "font/")
_UNDATED = "the file's name has no date (Jekyll's rule)"
_SPECIAL_NAME = "its name, or its folder's, begins with _, # or ~, or ends with ~ (Jekyll's rule)"


def find_jekyll_posts(paths: Iterable[str]) -> Outcome[tuple[PostFile, ...]]:
    """Files below any `_posts` that are named `Y-M-D-slug.ext`, and those below `_drafts`, in their order."""
    files: list[PostFile] = []
    problems: list[Diagnostic] = []
    for path in paths:
        parents = path.split("/")[:-1]
        place = next((name for name in parents if name in (POSTS, DRAFTS)), None)
        if place is None:
            continue
        reason = _why_not(PurePosixPath(*path.split("/")[parents.index(place) + 1 :]), place)
        if reason is None:
            files.append(PostFile(path=path, is_draft=place == DRAFTS))
        elif reason:
            problems.append(diagnose("post-not-a-post", f"left out: {reason}", Where(path=path)))
    return Outcome(tuple(files), tuple(problems))


def drop_excluded(files: Iterable[PostFile], config: Mapping[str, object]) -> Outcome[tuple[PostFile, ...]]:
    """Leave out what the site's `exclude` names: files, folders and patterns; `include` goes before it."""
    kept: list[PostFile] = []
    problems: list[Diagnostic] = []
    for file in files:
        if _is_named(file.path, config.get("exclude")) and not _is_named(file.path, config.get("include")):
            message = "left out: the site's _config.yml excludes it"
            hint = "take it out of `exclude` to include it"
            problems.append(diagnose("post-not-a-post", message, Where(path=file.path), hint))
        else:
            kept.append(file)
    return Outcome(tuple(kept), tuple(problems))


def _why_not(entry: PurePosixPath, place: str) -> str | None:
    """Why a file below `_posts` is no post: nothing where it is one, no words where nobody wonders."""
    suffix = entry.suffix.lower()
    if suffix in POST_SUFFIXES:
        if entry.name.startswith(_SPECIAL) or entry.parts[0].startswith(_SPECIAL):
            return _SPECIAL_NAME
        return None if place == DRAFTS or FILE_NAME_DATE.match(entry.stem) else _UNDATED
    media_type, _ = mimetypes.guess_type(entry.name)
    is_text = FILE_NAME_DATE.match(entry.name) and not (media_type or "").startswith(_MEDIA)
    what = f"a file that ends with {suffix}" if suffix else "a file that has no suffix"
    return f"{what} is no text that a book can hold" if is_text else ""


def _is_named(path: str, patterns: object) -> bool:
    """Source: Jekyll, `EntryFilter#glob_include?`: a pattern, or the beginning of the path."""
    names = [str(name).strip("/") for name in patterns] if isinstance(patterns, list) else []
    return any(
        fnmatchcase(path, name) or path == name or path.startswith(f"{name}/") for name in names if name
    )
