"""From a folder to a `Collection`: read every post, in a fixed order."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path

from bookmaker.collector.discovery import PostFile, discover_posts
from bookmaker.collector.encodings import bytes_to_text
from bookmaker.collector.freezing import freeze
from bookmaker.collector.posts import text_to_post
from bookmaker.collector.site import SiteSource, read_site
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose
from bookmaker.identifiers import make_unique, path_to_id
from bookmaker.model import Collection, Post

_LARGEST_POST_BYTES = 32 * 1024 * 1024


def collect_posts(
    root: Path, overrides: Mapping[str, object] | None = None, folders: tuple[str, ...] = ()
) -> Outcome[Collection]:
    """Read all posts of a folder.

    Order: published, then id. Raises: SourceError where `root` is no folder.
    """
    site_outcome = read_site(root, overrides or {})
    source = site_outcome.value
    discovery = discover_posts(root, folders)
    ids = make_unique(path_to_id(file.path) for file in discovery.files)
    problems = [*site_outcome.diagnostics, *discovery.diagnostics]
    posts = []
    for file, post_id in zip(discovery.files, ids, strict=True):
        post = _read_post(root, file, source, post_id, problems)
        if post is not None:
            posts.append(post)
    posts.sort(key=lambda post: (post.date, post.id))
    collection = Collection(
        site=source.site,
        posts=tuple(posts),
        dialect=discovery.dialect,
        config=freeze(source.config),
    )
    return Outcome(collection, tuple(problems))


def _read_post(
    root: Path, file: PostFile, source: SiteSource, post_id: str, problems: list[Diagnostic]
) -> Post | None:
    where = Where(path=file.path)
    path = root / file.path
    try:
        if not path.resolve().is_relative_to(source.site.root):
            problems.append(diagnose("post-unreadable", "the file lies outside the site", where))
            return None
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe would wait for ever
            problems.append(diagnose("post-unreadable", "it is no ordinary file", where))
            return None
        if status.st_size > _LARGEST_POST_BYTES:
            problems.append(diagnose("post-unreadable", "the file is larger than 32 MB", where))
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.append(diagnose("post-unreadable", f"cannot read the file: {error.strerror}", where))
        return None
    text = bytes_to_text(data, file.path)
    outcome = text_to_post(text.value, file, source, post_id)
    problems += [*text.diagnostics, *outcome.diagnostics]
    return outcome.value
