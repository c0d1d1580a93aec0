"""The addresses of a post's links, without redirectors and tracking. The words of links stay as they are."""

from __future__ import annotations

from bookmaker.renderer.mending.redirects import unwrap_redirect
from bookmaker.renderer.mending.tracking import strip_tracking
from bookmaker.renderer.passage import Passage


def clean_addresses(passage: Passage) -> None:
    """Let every link lead where its reader would arrive, so that links to other posts are known as such."""
    for link in passage.root.iter("a"):
        href = link.get("href")
        if href and "?" in href:
            link.set("href", clean_address(href.strip()))


def clean_address(address: str) -> str:
    """Unwrap redirectors and take tracking parameters off."""
    return strip_tracking(unwrap_redirect(address))
