"""From one source file to a typed `Post`. Inside the house nobody has to doubt its fields again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import PurePosixPath
from typing import Any

from bookmaker.collector.dates import date_from_file_name, parse_date
from bookmaker.collector.discovery import PostFile
from bookmaker.collector.freezing import freeze
from bookmaker.collector.frontmatter import Source, split_front_matter
from bookmaker.collector.languages import detect_language, normalise_language
from bookmaker.collector.permalinks import expand_permalink
from bookmaker.collector.site import SiteSource
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose
from bookmaker.identifiers import text_to_slug
from bookmaker.model import Post

_TYPED = frozenset(
    "author authors date draft excerpt lang language layout permalink published source_type source_url "
    "tag tags telegram_url telegraph_url title views".split()
)
_FIRST_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
#: For a post that says no date anywhere: it sorts first, and the title page does not show it.
UNDATED = datetime(1, 1, 1, tzinfo=UTC)


def text_to_post(text: str, file: PostFile, source: SiteSource, post_id: str) -> Outcome[Post]:
    """Read the text of `file` into a post. Whatever is wrong costs one field, not the post."""
    outcome = split_front_matter(text, file.path)
    parsed, problems = outcome.value, list(outcome.diagnostics)
    meta = {**source.defaults_for(file.path), **parsed.metadata}
    stem = PurePosixPath(file.path).stem
    named_date, slug = date_from_file_name(stem, source.zone)
    where = Where(path=file.path, line=1)
    date = _read_date(meta, named_date, source.zone, where, problems)
    title = _read_title(meta, parsed, slug)
    site = source.site
    post = Post(
        id=post_id,
        path=file.path,
        title=title,
        date=date,
        body=parsed.body,
        body_line=parsed.body_line,
        language=normalise_language(meta.get("lang") or meta.get("language"))
        or detect_language(f"{title} {parsed.body}", site.language or "en"),
        permalink=_read_permalink(meta, source, file.path, date, slug, title),
        excerpt=" ".join(str(meta.get("excerpt") or "").split()),
        tags=_read_names(meta, "tags", "tag"),
        authors=_read_names(meta, "authors", "author", separators=r"\s*,\s*")
        or ((site.author,) if site.author else ()),
        layout=_read_text(meta, "layout"),
        source_type=_read_text(meta, "source_type"),
        source_url=_read_text(meta, "source_url"),
        telegram_url=_read_text(meta, "telegram_url"),
        telegraph_url=_read_text(meta, "telegraph_url"),
        views=_read_views(meta, where, problems),
        is_published=not (file.is_draft or meta.get("published") is False or meta.get("draft") is True),
        extra=tuple((key, freeze(value)) for key, value in meta.items() if key not in _TYPED),
    )
    if not post.body.strip():
        problems.append(diagnose("post-empty", "the post has no body", where))
    return Outcome(post, tuple(problems))


def _read_text(meta: Mapping[str, Any], key: str) -> str:
    value = meta.get(key)
    return "" if value is None else str(value).strip()


def _read_date(
    meta: Mapping[str, Any],
    named_date: datetime | None,
    zone: tzinfo,
    where: Where,
    problems: list[Diagnostic],
) -> datetime:
    stated = meta.get("date")
    date = None if stated in (None, "") else parse_date(stated, zone)
    if date is None and stated not in (None, ""):
        problems.append(diagnose("date-unreadable", f"cannot read the date {stated!r}", where))
    date = date or named_date
    if date is None:
        problems.append(diagnose("date-missing", "no date in the front matter or file name", where))
        return UNDATED
    try:
        return date.astimezone(zone)
    except OverflowError:  # 9999-12-31 has no other time zones
        return date.replace(tzinfo=UTC)


def _read_title(meta: Mapping[str, Any], parsed: Source, slug: str) -> str:
    title = " ".join(_read_text(meta, "title").split())
    if title:
        return title
    heading = _FIRST_HEADING.search(parsed.body)
    if heading and not parsed.body[: heading.start()].strip():
        return " ".join(heading[1].split())
    return " ".join(re.split(r"[-_ ]+", slug)).strip().capitalize() or "—"


def _read_names(meta: Mapping[str, Any], *keys: str, separators: str = r"\s*,\s*|\s+") -> tuple[str, ...]:
    """Names from a list, or from one string. Jekyll parts a string of tags at its spaces."""
    names: list[str] = []
    for key in keys:
        value = meta.get(key)
        if isinstance(value, str):
            pattern = r"\s*,\s*" if "," in value else separators
            names += re.split(pattern, value.strip())
        elif isinstance(value, Mapping):
            names.append(str(value.get("name") or ""))
        elif isinstance(value, list | tuple):
            names += [str(item.get("name") if isinstance(item, Mapping) else item) for item in value]
        elif value is not None:
            names.append(str(value))
    cleaned = (" ".join(name.split()) for name in names)
    unique: dict[str, str] = {}
    for name in cleaned:
        if name and name != "None":
            unique.setdefault(name.casefold(), name)
    return tuple(unique.values())


def _read_views(meta: Mapping[str, Any], where: Where, problems: list[Diagnostic]) -> int | None:
    value = meta.get("views")
    if value is None:
        return None
    try:
        if isinstance(value, bool):
            raise TypeError("yes and no are numbers to Python only")
        return int(value)
    except (TypeError, ValueError, OverflowError):  # `.inf` overflows
        problems.append(diagnose("front-matter-bad-value", f"views is not a number: {value!r}", where))
        return None


def _read_permalink(
    meta: Mapping[str, Any], source: SiteSource, path: str, date: datetime, slug: str, title: str
) -> str:
    pattern = _read_text(meta, "permalink") or source.site.permalink
    return expand_permalink(
        pattern,
        date=date,
        slug=_read_text(meta, "slug") or slug,
        title_slug=text_to_slug(title),
        categories=(*_path_categories(path), *_read_names(meta, "categories", "category")),
    )


def _path_categories(path: str) -> list[str]:
    """Folders above `_posts` are categories. Source: Jekyll, "Posts", categories."""
    folders = path.split("/")[:-1]
    return folders[: folders.index("_posts")] if "_posts" in folders else []
