"""Addresses: every form in which a post is linked to is known as that post, and no other page is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bookmaker.addresses import (
    absolute_address,
    address_key,
    address_table,
    find_anchor,
    leads_nowhere,
)
from bookmaker.model import Site
from tests.posts import SITE, make_post

POST = make_post(
    "swifts",
    path="_posts/2024-05-06-стрижи.md",
    permalink="/2024/05/06/стрижи/",
    telegram_url="https://t.me/example_channel/18",
    telegraph_url="https://telegra.ph/Strizhi-05-06",
    source_url="https://elsewhere.example.com/swifts.html",
)
OTHER = make_post("bread", path="_posts/2024-06-01-bread.md", permalink="/2024/06/01/bread.html")
BARE = replace(SITE, url="")
UNDER = replace(SITE, url="https://example.org/blog")
ANCHORS = frozenset({"swifts", "bread", "swifts--nests", "swifts--gnezda"})


def follow(href: str, site: Site = SITE) -> str | None:
    """The anchor that a link written in the other post leads to."""
    table = address_table((POST, OTHER), site)
    return find_anchor(absolute_address(href, OTHER, site), table, ANCHORS)


@pytest.mark.parametrize(
    "href",
    [
        # The site's address.
        "https://example.org/2024/05/06/стрижи/",
        "https://example.org/2024/05/06/%D1%81%D1%82%D1%80%D0%B8%D0%B6%D0%B8/",
        "https://example.org/2024/05/06/%d1%81%d1%82%d1%80%d0%b8%d0%b6%d0%b8",
        "http://example.org/2024/05/06/стрижи",
        "https://www.example.org/2024/05/06/стрижи/",
        "HTTPS://EXAMPLE.ORG/2024/05/06/стрижи/",
        "//example.org/2024/05/06/стрижи/",
        "https://example.org:443/2024/05/06/стрижи/",
        "https://example.org/2024/05/06/стрижи/index.html",
        "https://example.org/2024/05/06/стрижи.html",
        # Relative to the site, and to the post's page.
        "/2024/05/06/стрижи/",
        "/2024/05/06/%D1%81%D1%82%D1%80%D0%B8%D0%B6%D0%B8/",
        "../../05/06/стрижи/",
        # The source file.
        "2024-05-06-стрижи.md",
        "./2024-05-06-стрижи.md",
        "/_posts/2024-05-06-стрижи.md",
        # Where else the post was published.
        "https://t.me/example_channel/18",
        "http://t.me/example_channel/18?single",
        "https://telegram.me/example_channel/18",
        "https://telegra.ph/Strizhi-05-06",
        "https://graph.org/Strizhi-05-06",
        "/Strizhi-05-06",
        "https://elsewhere.example.com/swifts.html",
        "https://elsewhere.example.com/swifts",
    ],
)  # fmt: skip
def test_every_form_of_an_address_leads_to_the_post(href: str) -> None:
    assert follow(href) == "swifts"


@pytest.mark.parametrize("href", ["/Strizhi-05-06", "/2024/05/06/стрижи/", "2024-05-06-стрижи.md"])
def test_a_site_without_an_address_of_its_own_is_no_hindrance(href: str) -> None:
    assert follow(href, BARE) == "swifts"


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/blog/2024/05/06/стрижи/",
        "https://example.org/2024/05/06/стрижи/",
        "/blog/2024/05/06/стрижи/",
        "/2024/05/06/стрижи/",
        "../../05/06/стрижи/",
    ],
)
def test_a_site_may_stand_below_a_path(href: str) -> None:
    assert follow(href, UNDER) == "swifts"


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/",
        "https://example.org/2024/05/06/",
        "https://example.com/2024/05/06/стрижи/",
        "https://t.me/example_channel/1",
        "https://t.me/example_channel",
        "https://telegra.ph/Strizhi-05-07",
        "https://elsewhere.example.com/swifts?page=2",
        "mailto:swifts@example.org",
    ],
)
def test_other_pages_stay_outside(href: str) -> None:
    assert follow(href) is None


@pytest.mark.parametrize(
    ("fragment", "anchor"),
    [
        ("nests", "swifts--nests"),
        ("Гнёзда", "swifts--gnezda"),
        ("%D0%93%D0%BD%D1%91%D0%B7%D0%B4%D0%B0", "swifts--gnezda"),
        ("nowhere", "swifts"),
        ("", "swifts"),
    ],
)
def test_a_fragment_leads_to_its_place_or_to_the_beginning(fragment: str, anchor: str) -> None:
    assert follow(f"/2024/05/06/стрижи/#{fragment}") == anchor


def test_an_address_that_two_posts_claim_belongs_to_the_first() -> None:
    twin = replace(OTHER, telegram_url=POST.telegram_url)
    table = address_table((POST, twin), SITE)
    assert table[address_key(POST.telegram_url)] == "swifts"


def test_pages_are_told_apart_by_their_query() -> None:
    assert address_key("https://example.org/?p=1") != address_key("https://example.org/?p=2")


def test_a_site_that_has_not_said_where_it_stands_keeps_its_links_apart() -> None:
    assert leads_nowhere(absolute_address("/about/", POST, BARE))
    assert not leads_nowhere(absolute_address("/about/", POST, SITE))
    assert absolute_address("/about/", POST, SITE) == "https://example.org/about/"
