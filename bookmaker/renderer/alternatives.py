"""Words for who cannot see a picture: those of its post, or those that book.toml has for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from bookmaker.model import Post, Site
from bookmaker.renderer.xhtml import Element

_FILE_NAME = re.compile(
    r"\S+\.(jpe?g|png|gif|webp|svg|avif|bmp|tiff?)|"
    r"((pasted )?image|img|dscn?|photo|picture|screen ?shot|снимок экрана|скриншот)([\W\d_]|at|в)*",
    re.IGNORECASE,
)


def own_alt(image: Element) -> str:
    """The alternative text that the post gives; a file's name is none."""
    alt = (image.get("alt") or "").strip()
    return "" if _FILE_NAME.fullmatch(alt) else alt


def stated_alt(image: Element, path: Path | None, post: Post, site: Site) -> str:
    """What book.toml says of a picture: in place of the post's words, or where the post has none.

    `path` is the picture's file, where it has one in the site.
    """
    if not (post.alts or site.alts):
        return ""
    names = set(_names(image.get("src") or "", path, site))
    own = _look_up(post.alts, names)
    return own or ("" if own_alt(image) else _look_up(site.alts, names))


def _look_up(alts: Iterable[tuple[str, str]], names: set[str]) -> str:
    return next((words for name, words in alts if _plain(name) in names), "")


def _names(source: str, path: Path | None, site: Site) -> Iterable[str]:
    """A picture as its post names it, and its path from the site's folders."""
    yield _plain(source)
    for root in (site.asset_root, site.root):
        if path is not None and path.is_relative_to(root):
            yield _plain(path.relative_to(root).as_posix())


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", unquote(name.strip())).removeprefix("./").lstrip("/")
