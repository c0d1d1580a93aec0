"""Where posts and pages of the site stand: for `post_url`, `link`, `ref` and their like."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from bookmaker.model import Post
from bookmaker.renderer.dialects.context import SiteContext

_PAGE_SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".html", ".htm"})
_IN_PATHS = "/%:@!$&'()*+,;=~-._"


@dataclass(slots=True)
class Places:
    """Addresses by name. The table is made when the first one is asked for."""

    context: SiteContext
    _table: dict[str, str] = field(default_factory=dict)

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
        if not self._table:
            self._table = self._make_table()
        wanted = posixpath.normpath(name.strip().strip("/") or ".")
        return self._table.get(wanted) or self._file_address(wanted)

    def in_full(self, path: str) -> str:
        """A path on the site with the site's address before it, where that is known."""
        if not path.startswith("/"):
            return path
        return self.context.site.url + path

    def _make_table(self) -> dict[str, str]:
        table = dict(self.context.addresses)
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
        """A page or file that is no post: where Jekyll puts it unless its front matter says otherwise."""
        root = Path(self.context.site.asset_root)
        path = root / name
        if not path.resolve().is_relative_to(root.resolve()) or not path.is_file():
            return None
        pure = PurePosixPath(name.removeprefix("_"))
        if pure.suffix.lower() in _PAGE_SUFFIXES:
            pure = pure.with_suffix(".html")
        return quote(f"/{pure}", safe=_IN_PATHS)


def _relative_source(context: SiteContext) -> str:
    root, source = Path(context.site.root), Path(context.site.asset_root)
    return source.relative_to(root).as_posix().strip(".") if source.is_relative_to(root) else ""
