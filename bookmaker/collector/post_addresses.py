"""Where a post stands on its site, and where it stood before."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bookmaker.collector.fields import listed_texts, read_names, read_text
from bookmaker.collector.hugo_permalinks import expand_hugo_permalink, path_in_content, section_pattern
from bookmaker.collector.permalinks import expand_permalink, read_aliases
from bookmaker.collector.site import SiteSource
from bookmaker.identifiers import text_to_slug


def read_permalink(
    meta: Mapping[str, Any], source: SiteSource, path: str, date: datetime, slug: str, title: str
) -> str:
    """The path of a post: stated, or made by the site's pattern. Not percent-encoded."""
    own = read_text(meta, "permalink")
    # In Jekyll's posts `url` is a field of the author's own, often an address elsewhere.
    if source.dialect != "jekyll" and not own and "://" not in read_text(meta, "url"):
        own = read_text(meta, "url")
    if source.dialect == "hugo" and not own:
        return expand_hugo_permalink(
            section_pattern(path, source.config) or source.site.permalink,
            path=path,
            date=date,
            slug=read_text(meta, "slug"),
            title=title,
        )
    return expand_permalink(
        own or source.site.permalink,
        date=date,
        slug=read_text(meta, "slug") or slug,
        title_slug=text_to_slug(title),
        categories=(*_path_categories(path), *read_names(meta, "categories", "category")),
    )


def read_addresses(meta: Mapping[str, Any], source: SiteSource, path: str, permalink: str) -> tuple[str, ...]:
    """Hugo's `aliases`, Jekyll's `redirect_from`, and the file's path as Hugo's links give it."""
    folder = posixpath.dirname(permalink.rstrip("/"))
    inner = [f"/{path_in_content(path)}"] if source.dialect == "hugo" else []
    return (
        *read_aliases(listed_texts(meta.get("aliases")), folder),
        *read_aliases(listed_texts(meta.get("redirect_from")), "/"),
        *inner,
    )


def _path_categories(path: str) -> list[str]:
    """Folders above `_posts` are categories. Source: Jekyll, "Posts", categories."""
    folders = path.split("/")[:-1]
    return folders[: folders.index("_posts")] if "_posts" in folders else []
