"""Posts and collections made in memory, for tests that need no disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bookmaker.model import Collection, Post, Site

SITE = Site(root="/site", asset_root="/site", url="https://example.org", title="Notes", author="An Author")
_PLAIN = Post(
    id="plain",
    path="plain.md",
    title="Plain",
    date=datetime(2024, 3, 13, 12, tzinfo=UTC),
    body="A few words.\n",
    body_line=1,
    language="en",
)


def make_post(post_id: str, day: str = "2024-03-13", **fields: object) -> Post:
    """A post of that id and day (`2024-03-13`); `fields` are any others of `Post`."""
    date = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    known = {"id": post_id, "path": f"{post_id}.md", "title": post_id.capitalize(), "date": date}
    return replace(_PLAIN, **{**known, **fields})  # type: ignore[arg-type]


def make_collection(*posts: Post, site: Site = SITE) -> Collection:
    """A collection in its order: published, then id."""
    return Collection(site=site, posts=tuple(sorted(posts, key=lambda post: (post.date, post.id))))
