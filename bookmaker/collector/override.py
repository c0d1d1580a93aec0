"""Puts what book.toml says of single posts in the place of what their files say."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from datetime import tzinfo

from bookmaker.collector.dates import parse_date
from bookmaker.collector.languages import normalise_language
from bookmaker.errors import Diagnostic, Outcome, diagnose
from bookmaker.model import Post
from bookmaker.overrides import PostOverride

#: What a stated date mends.
_ABOUT_DATES = frozenset({"date-missing", "date-unreadable"})


def override_posts(
    posts: Iterable[Post], overrides: Iterable[PostOverride], zone: tzinfo
) -> Outcome[list[Post]]:
    """Change the posts that are named. A later table goes before an earlier one. Order: the posts'."""
    changed = {post.path: post for post in posts}
    problems = []
    for override in overrides:
        paths = _find(override.name, changed)
        for path in paths:
            changed[path] = _override(changed[path], override, zone)
        if not paths:
            message = f"no post is called `{override.name}`"
            problems.append(
                diagnose("override-unmatched", message, override.where, _nearest(override.name, changed))
            )
    return Outcome(list(changed.values()), tuple(problems))


def without_mended(
    problems: Iterable[Diagnostic], posts: Iterable[Post], overrides: Iterable[PostOverride]
) -> list[Diagnostic]:
    """Leave out what was said of dates that book.toml states."""
    paths = [post.path for post in posts]
    dated = {path for override in overrides if override.date for path in _find(override.name, paths)}
    return [
        problem
        for problem in problems
        if not (problem.code in _ABOUT_DATES and problem.where and problem.where.path in dated)
    ]


def _find(name: str, paths: Iterable[str]) -> list[str]:
    """The post at that path, else all whose path ends in that name."""
    paths = list(paths)
    wanted = name.removeprefix("./").strip("/")
    if wanted in paths:
        return [wanted]
    return [path for path in paths if wanted and path.endswith(f"/{wanted}")]


def _nearest(name: str, paths: Iterable[str]) -> str:
    names = {path.rsplit("/", 1)[-1] for path in paths}
    near = difflib.get_close_matches(name.rsplit("/", 1)[-1], sorted(names), n=1)
    return f"did you mean `{near[0]}`?" if near else ""


def _override(post: Post, override: PostOverride, zone: tzinfo) -> Post:
    date = parse_date(override.date, zone) if override.date else None
    return replace(
        post,
        title=override.title or post.title,
        authors=override.authors or post.authors,
        date=date.astimezone(zone) if date else post.date,
        language=normalise_language(override.language) or post.language,
        is_excluded=override.is_excluded or post.is_excluded,
        alts=override.alts + post.alts,
    )
