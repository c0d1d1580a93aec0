"""`page` and `site` as templates see them. Source: Jekyll's drops for documents and sites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from bookmaker.model import Post
from bookmaker.renderer.dialects.jekyll.values import (
    Record,
    RubyTime,
    frozen_to_mapping,
    thaw,
)
from bookmaker.renderer.dialects.places import Places

Maker = Callable[[], object]


def make_site(places: Places) -> Record:
    """The site. Every key of `_config.yml` is there, and what Jekyll adds to them."""
    context = places.context
    values = frozen_to_mapping(context.site_values)
    makers: dict[str, Maker] = {key: _constant(value) for key, value in values.items()}
    pages: list[object] = []
    posts = _Posts(places)
    makers |= {
        "title": _constant(values.get("title") or context.site.title),
        "description": _constant(values.get("description") or context.site.description),
        "lang": _constant(values.get("lang") or context.site.language or None),
        "url": _constant(values.get("url") or context.site.url.removesuffix(places.base_path)),
        "baseurl": _constant(values.get("baseurl") or places.base_path),
        "time": lambda: RubyTime.of(context.time),
        "data": lambda: thaw(context.data) or {},
        "posts": posts.newest_first,
        "tags": lambda: posts.grouped("tags"),
        "categories": lambda: posts.grouped("categories"),
        "pages": _constant(pages),
        "static_files": _constant(pages),
        "config": _constant(values),
    }
    return Record(makers)


def make_page(post: Post, places: Places) -> Record:
    """The post itself, with its neighbours in time."""
    return _make_post(post, places, has_neighbours=True)


class _Posts:
    """The posts of the site, made once for all the ways to ask for them."""

    def __init__(self, places: Places):
        self.places = places
        self.made: list[Record] = []

    def newest_first(self) -> list[Record]:
        if not self.made:
            posts = reversed(self.places.context.posts)
            self.made = [_make_post(post, self.places) for post in posts]
        return self.made

    def grouped(self, key: str) -> dict[str, list[Record]]:
        groups: dict[str, list[Record]] = {}
        for post in self.newest_first():
            names = post[key]
            for name in names if isinstance(names, list) else ():
                groups.setdefault(str(name), []).append(post)
        return groups


def _make_post(post: Post, places: Places, *, has_neighbours: bool = False) -> Record:
    extra = dict(post.extra)
    file = PurePosixPath(post.path)
    slug = str(extra.get("slug") or _slug_of(file))
    makers: dict[str, Maker] = {key: _thawed(value) for key, value in extra.items()}
    makers |= {
        "title": _constant(post.title),
        "date": lambda: RubyTime.of(post.date),
        "url": lambda: places.url_of(post),
        "id": lambda: f"{places.url_of(post).rpartition('/')[0].rstrip('/')}/{slug}",
        "path": _constant(post.path),
        "relative_path": _constant(post.path),
        "name": _constant(file.name),
        "slug": _constant(slug),
        "ext": _constant(file.suffix),
        "collection": _constant("posts"),
        "draft": _constant(not post.is_published),
        "content": _constant(post.body),
        "excerpt": lambda: post.excerpt or _first_paragraph(post.body),
        "tags": lambda: list(post.tags),
        "categories": lambda: _categories(extra, file),
    }
    stated = {
        "layout": post.layout,
        "lang": post.language,
        "author": post.authors[0] if post.authors else "",
        "authors": list(post.authors),
        "source_type": post.source_type,
        "source_url": post.source_url,
        "telegram_url": post.telegram_url,
        "telegraph_url": post.telegraph_url,
        "views": post.views,
    }
    makers |= {key: _constant(value) for key, value in stated.items() if value not in ("", None, [])}
    if has_neighbours:
        makers |= {"next": lambda: _neighbour(post, places, 1)}
        makers |= {"previous": lambda: _neighbour(post, places, -1)}
    return Record(makers, text=post.title)


def _neighbour(post: Post, places: Places, step: int) -> Record | None:
    posts = places.context.posts
    index = next((i for i, other in enumerate(posts) if other.id == post.id), None)
    if index is None or not 0 <= index + step < len(posts):
        return None
    return _make_post(posts[index + step], places)


def _categories(extra: dict[str, object], file: PurePosixPath) -> list[str]:
    """Folders above `_posts`, then what the front matter says."""
    folders = file.parts[: file.parts.index("_posts")] if "_posts" in file.parts else ()
    names = [*folders]
    for key in ("categories", "category"):
        value = thaw(extra.get(key))
        if isinstance(value, str):
            names += value.split() if key == "categories" else [value]
        elif isinstance(value, list):
            names += [str(item) for item in value]
    return list(dict.fromkeys(names))


def _slug_of(file: PurePosixPath) -> str:
    parts = file.stem.split("-", 3)
    is_dated = len(parts) == 4 and all(part.isdigit() for part in parts[:3])
    return parts[3] if is_dated else file.stem


def _first_paragraph(body: str) -> str:
    return body.strip().partition("\n\n")[0]


def _constant(value: object) -> Maker:
    return lambda: value


def _thawed(value: object) -> Maker:
    return lambda: thaw(value)
