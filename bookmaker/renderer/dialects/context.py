"""What a template may ask of its site. It is read beforehand: expansion is the same anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bookmaker.model import Frozen, Post, Site

Dialect = Literal["jekyll", "hugo", "plain"]
_FIRST_DAY = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContext:
    """A site as its templates see it. Hashable and picklable."""

    site: Site
    dialect: Dialect = "plain"
    """Which templates are run: Liquid in a Jekyll site, short codes in a Hugo site, else none."""
    site_values: Frozen = ()
    """`_config.yml` (or `params` of Hugo) as frozen pairs."""
    data: Frozen = ()
    """`site.data`, as `read_site_data` gives it."""
    posts: tuple[Post, ...] = ()
    """For `post_url`, `link`, `ref` and `site.posts`. Order: published, then id."""
    addresses: tuple[tuple[str, str], ...] = ()
    """Further pages: path in the source folder, then address."""
    include_root: str = ""
    """Absolute path of `_includes`; empty means `_includes` in the site's source folder."""
    now: datetime | None = None
    """What `site.time` and `"now" | date` give; None means the day of the newest post."""

    @property
    def time(self) -> datetime:
        """The moment at which the site is taken to be built. It is never the clock's."""
        return self.now or max((post.date for post in self.posts), default=_FIRST_DAY)
