"""What workers do for the renderer. Its libraries are imported by the worker, not by who asks."""

from __future__ import annotations

from collections.abc import Mapping

from bookmaker.cache import Store
from bookmaker.errors import Outcome
from bookmaker.model import Asset, Chapter, ChapterDocument, PreparedImage, Site


def render(
    chapter: Chapter, site: Site, language: str, broken: Mapping[str, str]
) -> Outcome[ChapterDocument]:
    """Render one chapter."""
    from bookmaker.renderer.chapter import render_chapter

    return render_chapter(chapter, site, language, broken)


def prepare(asset: Asset, store: Store) -> PreparedImage | str:
    """Prepare one picture; a text says why it cannot be done."""
    from bookmaker.renderer.prepare import prepare_image

    return prepare_image(asset, store)


def cost(asset: Asset) -> tuple[int, str]:
    """Sorts the largest pictures first: a long task begun last would keep one worker busy alone."""
    return -asset.width_px * asset.height_px, asset.key
