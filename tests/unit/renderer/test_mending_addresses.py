"""Redirectors are unwrapped and known tracking parameters go; all other addresses stay to the letter."""

from __future__ import annotations

import pytest

from bookmaker.renderer.mending.addresses import clean_address
from tests.unit.renderer.mended import mend_line

_GOAL = "https://example.org/a"

UNWRAPPED = [
    (f"https://www.google.com/url?q={_GOAL}&sa=D&source=editors&ust=1&usg=AO-v", _GOAL),
    (f"https://google.co.uk/url?sa=t&url={_GOAL}&ved=2", _GOAL),
    (
        "https://www.google.com/url?q=https://example.org/w?v%3Dx%26t%3D1&sa=D",
        "https://example.org/w?v=x&t=1",
    ),
    ("https://www.google.com/url?q=https://example.org/a%23L9&sa=D", f"{_GOAL}#L9"),
    ("https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F%25D0%25B0", "https://example.org/%D0%B0"),
    (f"https://www.google.com/url?q={_GOAL}#part", f"{_GOAL}#part"),
    ("https://vk.com/away.php?to=https%3A%2F%2Fexample.org%2Fa&cc_key=", _GOAL),
    (f"https://m.vk.com/away?to={_GOAL}", _GOAL),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Ffbclid%3DIw&h=AT", _GOAL),
    ("https://l.instagram.com/?u=https%3A%2F%2Fexample.org%2Fa&e=AT", _GOAL),
    ("https://t.me/iv?url=https%3A%2F%2Fexample.org%2Fa&rhash=1", _GOAL),
    ("https://href.li/?https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
    ("https://medium.com/r/?url=https%3A%2F%2Fexample.org%2Fa", _GOAL),
    ("https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fexample.org%2Fa", _GOAL),
    ("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fexample.org%2Fa&rut=1", _GOAL),
    ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&data=1", _GOAL),
    ("https://steamcommunity.com/linkfilter/?u=https%3A%2F%2Fexample.org%2Fa", _GOAL),
    ("https://vk.com/away.php?to=//example.org/a", _GOAL),
    (
        "https://www.google.com/url?q=https%3A%2F%2Fvk.com%2Faway.php%3Fto%3Dhttps%253A%252F%252Fexample.org%252Fa",
        _GOAL,
    ),
]

STRIPPED = [
    (f"{_GOAL}?utm_source=x&utm_medium=y", _GOAL),
    (f"{_GOAL}?id=1&utm_source=x&page=2", f"{_GOAL}?id=1&page=2"),
    (f"{_GOAL}?fbclid=x#part", f"{_GOAL}#part"),
    (f"{_GOAL}?gclid=1&yclid=2&ysclid=3&mc_eid=4&igshid=5&_openstat=6", _GOAL),
    ("https://youtu.be/abc?si=xyz&t=10", "https://youtu.be/abc?t=10"),
    ("https://www.youtube.com/watch?v=abc&feature=youtu.be", "https://www.youtube.com/watch?v=abc"),
    ("https://twitter.com/a/status/1?s=20&t=x", "https://twitter.com/a/status/1"),
    ("https://www.google.com/search?q=a&sa=X&ved=1", "https://www.google.com/search?q=a"),
    ("https://medium.com/p/a?source=post", "https://medium.com/p/a"),
]

KEPT = [
    _GOAL,
    f"{_GOAL}?si=1&s=2&t=3&source=4&feature=5&ved=6",
    f"{_GOAL}?a=b+c&d=%20&e&&f=",
    f"{_GOAL}?q=https://example.com&utm=1",
    "https://www.google.com/url?q=not-an-address",
    "https://www.google.com/url",
    "https://www.google.com/maps?q=https://example.org",
    "https://notgoogle.com/url?q=https://example.org",
    "https://t.me/share/url?url=https://example.org",
    "https://web.archive.org/web/2020/https://example.org/?x=1",
    "https://[broken/?utm_source=x",
    "mailto:a@example.org?subject=utm_source=1",
    "/page?id=1",
    "?page=2",
]


@pytest.mark.parametrize(("address", "expected"), UNWRAPPED)
def test_redirectors_are_unwrapped(address: str, expected: str) -> None:
    assert clean_address(address) == expected


@pytest.mark.parametrize(("address", "expected"), STRIPPED)
def test_tracking_goes(address: str, expected: str) -> None:
    assert clean_address(address) == expected


@pytest.mark.parametrize("address", KEPT)
def test_other_addresses_stay(address: str) -> None:
    assert clean_address(address) == address


def test_a_redirector_that_leads_to_itself_comes_to_an_end() -> None:
    address = "https://href.li/?" * 20 + _GOAL
    assert clean_address(address).endswith(_GOAL)


def test_the_words_of_a_link_stay() -> None:
    address = f"https://www.google.com/url?q={_GOAL}"
    assert mend_line(f"<{address}>") == f'<a href="{_GOAL}">{address}</a>'
