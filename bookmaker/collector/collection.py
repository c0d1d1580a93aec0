"""From a folder to a `Collection`: read every post, in a fixed order."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bookmaker.collector.alternatives import read_alternatives
from bookmaker.collector.discovery import discover_posts
from bookmaker.collector.encodings import bytes_to_text
from bookmaker.collector.freezing import freeze
from bookmaker.collector.jekyll_posts import drop_excluded
from bookmaker.collector.override import override_posts, without_mended
from bookmaker.collector.post_files import PostFile
from bookmaker.collector.posts import UNDATED, text_to_post
from bookmaker.collector.site import SiteSource, check_root, read_site
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose
from bookmaker.identifiers import make_unique, path_to_id
from bookmaker.model import Collection, Post
from bookmaker.overrides import NO_OVERRIDES, Overrides

_COPY = "copy the file into the site"
_OPEN = "make it a file that can be read, or remove it"
_SPLIT = "divide it into several posts"
# What a book calls its own pages and files: a post of that name would be taken for one of them.
_TAKEN = frozenset(
    "contents cover cover-image front furniture landmarks nav ncx style title-page toc".split()
)
_TAKEN_BEGINNINGS = ("creator-", "img-", "matter-", "notes-", "part-")
_TITLE = re.compile(r"\s*(?:#\s|[^\n]+\n=+\s)")
_LARGEST_POST_BYTES = 32 * 1024 * 1024


def collect_posts(
    root: Path,
    site: Mapping[str, object] | None = None,
    folders: tuple[str, ...] = (),
    overrides: Overrides = NO_OVERRIDES,
    pages: tuple[str, ...] = (),
) -> Outcome[Collection]:
    """Read all posts of a folder. `site`, `overrides` and the files of `pages` are what book.toml says.

    Order: published, then id. Raises: SourceError where `root` is no folder; ConfigError.
    """
    check_root(root)
    discovery = discover_posts(root, folders)
    site_outcome = read_site(root, site or {}, discovery.dialect)
    source = site_outcome.value
    found = drop_excluded(discovery.files, source.config if discovery.dialect == "jekyll" else {})
    files = [file for file in found.value if file.path not in pages]
    ids = make_unique(_post_id(file.path) for file in files)
    problems = [*site_outcome.diagnostics, *discovery.diagnostics, *found.diagnostics]
    posts = []
    for file, post_id in zip(files, ids, strict=True):
        post = _read_post(root, file, source, post_id, problems)
        if post is not None:
            posts.append(post)
    amended = override_posts(posts, overrides.posts, source.zone)
    problems = [*without_mended(problems, posts, overrides.posts), *amended.diagnostics]
    alts = read_alternatives(root, overrides.alt_file) if overrides.alt_file else ()
    collection = Collection(
        site=replace(source.site, alts=alts),
        posts=tuple(sorted(amended.value, key=lambda post: (post.date, post.id))),
        pages=_read_pages(root, pages, source, problems),
        dialect=discovery.dialect,
        config=freeze(source.config),
    )
    return Outcome(collection, tuple(problems))


def _post_id(path: str) -> str:
    post_id = path_to_id(path)
    is_taken = post_id in _TAKEN or post_id.startswith(_TAKEN_BEGINNINGS)
    return f"post-{post_id}" if is_taken else post_id


def _read_pages(
    root: Path, names: tuple[str, ...], source: SiteSource, problems: list[Diagnostic]
) -> tuple[Post, ...]:
    """Texts for front and back matter: undated, of no tag, and named by their first heading or not at all."""
    ids = make_unique(f"matter-{path_to_id(name)}" for name in names)
    found: list[Diagnostic] = []
    posts = []
    for name, page_id in zip(names, ids, strict=True):
        post = _read_post(root, PostFile(path=name, is_draft=False), source, page_id, found)
        if post is not None:
            title = post.title if _TITLE.match(post.body) else ""
            posts.append(replace(post, title=title, date=UNDATED, tags=(), excerpt=""))
    problems += [problem for problem in found if problem.code not in ("date-missing", "date-unreadable")]
    return tuple(posts)


def _read_post(
    root: Path, file: PostFile, source: SiteSource, post_id: str, problems: list[Diagnostic]
) -> Post | None:
    where = Where(path=file.path)
    path = root / file.path
    try:
        if not path.resolve().is_relative_to(source.site.root):
            problems.append(diagnose("post-unreadable", "the file lies outside the site", where, _COPY))
            return None
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe would wait for ever
            problems.append(diagnose("post-unreadable", "it is no ordinary file", where, _OPEN))
            return None
        if status.st_size > _LARGEST_POST_BYTES:
            problems.append(diagnose("post-unreadable", "the file is larger than 32 MB", where, _SPLIT))
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.append(diagnose("post-unreadable", f"cannot read the file: {error.strerror}", where, _OPEN))
        return None
    text = bytes_to_text(data, file.path)
    outcome = text_to_post(text.value, file, source, post_id)
    problems += [*text.diagnostics, *outcome.diagnostics]
    return outcome.value
