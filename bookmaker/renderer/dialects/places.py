"""Where posts and pages of the site stand: for `post_url`, `link`, `ref` and their like."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from bookmaker.model import Frozen, Post
from bookmaker.renderer.dialects.context import SiteContext

#: The remedy for a page that is not there.
NAME_A_PAGE = "correct the name, or write the address of the page in its place"
_PAGE_SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".html", ".htm"})
_COLLECTION_PATTERN = "/:collection/:path:output_ext"
_PLACEHOLDER = re.compile(r":(collection|path|output_ext|name|title|slug)")
_IN_PATHS = "/%:@!$&'()*+,;=~-._"


@dataclass(slots=True)
class Places:
    """Addresses by name. The table is made when the first one is asked for."""

    context: SiteContext
    _table: dict[str, str | None] | None = None

    @property
    def base_path(self) -> str:
        """The folder of the host in which the site stands: `/blog`, or empty."""
        return urlsplit(self.context.site.url).path.rstrip("/")

    def url_of(self, post: Post) -> str:
        """The path of a post on its site, percent-encoded."""
        return quote(post.permalink, safe=_IN_PATHS)

    def address_of(self, name: str) -> str | None:
        """The path on its site of the post or page that `name` means, or None.

        `name` is a path in the source folder or the name of a post's file, with or without suffix.
        """
        if self._table is None:
            self._table = self._make_table()
        wanted = posixpath.normpath(name.strip().strip("/") or ".")
        if wanted not in self._table:
            self._table[wanted] = self._file_address(wanted)
        return self._table[wanted]

    def likely_address(self, name: str) -> str:
        """Where a page that is not among the site's files most likely stands."""
        name = name.strip().lstrip("/")
        return self._collection_address(name) or quote(f"/{name}", safe=_IN_PATHS)

    def _collection_address(self, name: str) -> str | None:
        """The address of `_docs/history.md` by the pattern of the collection `docs`."""
        label, _, rest = name.removeprefix("_").partition("/")
        collections = dict(_pairs(dict(_pairs(self.context.site_values)).get("collections")))
        if not name.startswith("_") or not rest or label not in collections:
            return None
        pattern = dict(_pairs(collections[label])).get("permalink")
        bare = str(PurePosixPath(rest).with_suffix(""))
        values = {"collection": label, "path": bare, "output_ext": ".html"}
        values |= dict.fromkeys(("name", "title", "slug"), PurePosixPath(bare).name)
        filled = _PLACEHOLDER.sub(
            lambda found: values.get(found[1], found[0]),
            pattern if isinstance(pattern, str) else _COLLECTION_PATTERN,
        )
        return quote(posixpath.join("/", filled.lstrip("/")), safe=_IN_PATHS)

    def in_full(self, path: str) -> str:
        """A path on the site with the site's address before it, where that is known."""
        if not path.startswith("/"):
            return path
        return self.context.site.url + path

    def _make_table(self) -> dict[str, str | None]:
        table: dict[str, str | None] = dict(self.context.addresses)
        for post in self.context.posts:
            for name in self._names_of(post):
                table.setdefault(name, self.url_of(post))
        return table

    def _names_of(self, post: Post) -> Iterator[str]:
        """Order: the surest first; a name that two posts share means the first of them."""
        path = post.path
        source = _relative_source(self.context)
        if source:
            path = path.removeprefix(f"{source}/")
        bare = str(PurePosixPath(path).with_suffix(""))
        bundle = bare.removesuffix("/index").removesuffix("/_index")
        for name in dict.fromkeys((post.path, path, bare, bundle)):
            yield name
            for folder in ("_posts/", "content/"):
                _, found, rest = f"/{name}".partition(f"/{folder}")
                if found:
                    yield rest
        yield PurePosixPath(bundle).name
        yield PurePosixPath(path).name

    def _file_address(self, name: str) -> str | None:
        """Where Jekyll puts a page or file that is no post, unless its front matter says otherwise."""
        root = Path(self.context.site.asset_root)
        try:
            path = (root / name).resolve()
            if not path.is_relative_to(root.resolve()) or not path.is_file():
                return None
        except (OSError, RuntimeError, ValueError):  # a name too long, a loop of links
            return None
        collection = self._collection_address(name)
        if collection:
            return collection
        pure = PurePosixPath(name)
        if pure.suffix.lower() in _PAGE_SUFFIXES:
            pure = pure.with_suffix(".html")
        return quote(f"/{pure}", safe=_IN_PATHS)


def _pairs(value: Frozen) -> list[tuple[str, Frozen]]:
    """The pairs of a frozen mapping; anything else has none."""
    items = value if isinstance(value, tuple) else ()
    return [item for item in items if isinstance(item, tuple) and len(item) == 2]


def _relative_source(context: SiteContext) -> str:
    root, source = Path(context.site.root), Path(context.site.asset_root)
    return source.relative_to(root).as_posix().strip(".") if source.is_relative_to(root) else ""
