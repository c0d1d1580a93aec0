"""From one source file to a typed `Post`. Inside the house nobody has to doubt its fields again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import PurePosixPath
from typing import Any

from bookmaker.collector.dates import date_from_file_name, parse_date
from bookmaker.collector.fields import first_of, read_names, read_text
from bookmaker.collector.freezing import freeze
from bookmaker.collector.frontmatter import Source, split_front_matter
from bookmaker.collector.languages import detect_language, normalise_language
from bookmaker.collector.post_addresses import read_addresses, read_permalink
from bookmaker.collector.post_files import PostFile
from bookmaker.collector.site import SiteSource
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose
from bookmaker.model import Post

_TYPED = frozenset(
    "aliases author authors date draft excerpt lang language layout permalink published redirect_from "
    "source_type source_url tag tags telegram_url telegraph_url title views".split()
)
# Source: Hugo, "Configure front matter", dates, and its default order.
_DATES = ("date", "publishDate", "publishdate", "pubDate", "pubdate")
_CHANGES = ("lastmod", "lastMod", "modified")
_FIRST_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
#: For a post that says no date anywhere: it sorts first, and the title page does not show it.
UNDATED = datetime(1, 1, 1, tzinfo=UTC)


def text_to_post(text: str, file: PostFile, source: SiteSource, post_id: str) -> Outcome[Post]:
    """Read the text of `file` into a post. Whatever is wrong costs one field, not the post."""
    outcome = split_front_matter(text, file.path)
    parsed, problems = outcome.value, list(outcome.diagnostics)
    meta = {**source.defaults_for(file.path), **parsed.metadata}
    stem = _page_name(file.path)
    named_date, slug = date_from_file_name(stem, source.zone)
    head = text.splitlines()[: parsed.body_line - 1]
    where = Where(path=file.path, line=1)
    date = _read_date(meta, named_date, source.zone, _where(file.path, head, "date"), problems)
    title = _read_title(meta, parsed, slug)
    site = source.site
    permalink = read_permalink(meta, source, file.path, date, slug, title)
    post = Post(
        id=post_id,
        path=file.path,
        title=title,
        date=date,
        body=parsed.body,
        body_line=parsed.body_line,
        language=normalise_language(meta.get("lang") or meta.get("language"))
        or detect_language(f"{title} {parsed.body}", site.language or "en"),
        permalink=permalink,
        aliases=read_addresses(meta, source, file.path, permalink),
        excerpt=_read_excerpt(meta),
        tags=read_names(meta, "tags", "tag"),
        authors=read_names(meta, "authors", "author", separators=r"\s*,\s*")
        or ((site.author,) if site.author else ()),
        layout=read_text(meta, "layout"),
        source_type=read_text(meta, "source_type"),
        source_url=read_text(meta, "source_url"),
        telegram_url=read_text(meta, "telegram_url"),
        telegraph_url=read_text(meta, "telegraph_url"),
        views=_read_views(meta, _where(file.path, head, "views"), problems),
        is_published=not (file.is_draft or meta.get("published") is False or meta.get("draft") is True),
        extra=tuple((key, freeze(value)) for key, value in meta.items() if key not in _TYPED),
    )
    if not post.body.strip():
        problems.append(diagnose("post-empty", "the post has no body", where))
    return Outcome(post, tuple(problems))


def _where(path: str, head: list[str], key: str) -> Where:
    """The line of a key in the front matter; the first line where a default of the site states it."""
    stands = re.compile(rf"\s*[\"']?{key}[\"']?\s*[:=]", re.IGNORECASE)
    return Where(path=path, line=next((n for n, line in enumerate(head, 1) if stands.match(line)), 1))


def _page_name(path: str) -> str:
    """What the file is called; a page in a folder of its own is called as the folder."""
    pure = PurePosixPath(path)
    return pure.parent.name if pure.stem == "index" and pure.parent.name else pure.stem


def _read_excerpt(meta: Mapping[str, Any]) -> str:
    stated = (meta.get(key) for key in ("excerpt", "summary", "description"))
    return next((" ".join(str(text).split()) for text in stated if text), "")


def _read_date(
    meta: Mapping[str, Any],
    named_date: datetime | None,
    zone: tzinfo,
    where: Where,
    problems: list[Diagnostic],
) -> datetime:
    stated = first_of(meta, _DATES)
    date = None if stated is None else parse_date(stated, zone)
    if date is None and stated is not None:
        problems.append(diagnose("date-unreadable", f"cannot read the date {stated!r}", where))
    date = date or named_date or parse_date(first_of(meta, _CHANGES), zone)
    if date is None:
        problems.append(diagnose("date-missing", "no date in the front matter or file name", where))
        return UNDATED
    try:
        return date.astimezone(zone)
    except OverflowError:  # 9999-12-31 has no other time zones
        return date.replace(tzinfo=UTC)


def _read_title(meta: Mapping[str, Any], parsed: Source, slug: str) -> str:
    title = " ".join(read_text(meta, "title").split())
    if title:
        return title
    heading = _FIRST_HEADING.search(parsed.body)
    if heading and not parsed.body[: heading.start()].strip():
        return " ".join(heading[1].split())
    return " ".join(re.split(r"[-_ ]+", slug)).strip().capitalize() or "—"


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
