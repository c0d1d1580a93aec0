"""One fetch over real TLS: what is sent, which hops are refused, and where it stops."""

from __future__ import annotations

import pytest

from bookmaker.remote.fetch import Limits, fetch_picture
from bookmaker.remote.policy import FetchError, Policy
from tests.web import HOST, Answer, Web, look_up_in

PIXELS = b"\x89PNG\r\n\x1a\n and so on"


def refusal(web: Web, path: str, policy: Policy | None = None, limits: Limits | None = None) -> str:
    address = path if "://" in path else web.address(path)
    with pytest.raises(FetchError) as caught:
        fetch_picture(address, policy or web.policy(), limits)
    return str(caught.value)


def test_a_picture_is_fetched_and_nothing_is_told_of_who_asks(web: Web) -> None:
    web.answers["/a.png?x=1"] = Answer(PIXELS)
    assert fetch_picture(web.address("/a.png?x=1"), web.policy()) == PIXELS
    ((_, headers),) = web.asked
    assert headers["Host"] == f"{HOST}:{web.port}"
    assert headers["User-Agent"].startswith("bookmaker/")
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_redirects_are_followed_and_carry_no_cookies(web: Web) -> None:
    web.answers["/a"] = Answer(status=302, headers={"Location": "b", "Set-Cookie": "x=1; Path=/"})
    web.answers["/b"] = Answer(status=308, headers={"Location": web.address("/c")})
    web.answers["/c"] = Answer(PIXELS)
    assert fetch_picture(web.address("/a"), web.policy()) == PIXELS
    assert [path for path, _ in web.asked] == ["/a", "/b", "/c"]
    assert not any("Cookie" in headers for _, headers in web.asked)


def test_five_redirects_are_the_most(web: Web) -> None:
    for number in range(6):
        web.answers[f"/{number}"] = Answer(status=301, headers={"Location": f"/{number + 1}"})
    web.answers["/6"] = Answer(PIXELS)
    assert fetch_picture(web.address("/1"), web.policy()) == PIXELS
    assert "more than 5 times" in refusal(web, "/0")
    web.answers["/loop"] = Answer(status=301, headers={"Location": "/loop"})
    assert "more than 5 times" in refusal(web, "/loop")


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://pictures.test/a.png", "only https"),
        ("https://169.254.169.254/latest/meta-data/", "not on the open web"),
        ("https://inside.test/", "not on the open web"),
        ("https://[::1]/", "not on the open web"),
        ("https://[::ffff:10.0.0.1]/", "not on the open web"),
        ("file:///etc/passwd", "only https"),
        ("https://user:word@pictures.test/", "name and a password"),
        ("https://pictures.test:port/", "Invalid URL"),
    ],
)
def test_each_hop_is_judged_as_the_first(web: Web, location: str, words: str) -> None:
    web.answers["/a"] = Answer(status=302, headers={"Location": location})
    literal = {"169.254.169.254": "169.254.169.254", "::1": "::1", "::ffff:10.0.0.1": "::ffff:10.0.0.1"}
    names = {HOST: "127.0.0.1", "inside.test": "10.0.0.1", **literal}
    policy = Policy(
        also_open=web.policy().also_open, certificates=web.certificates, look_up=look_up_in(names)
    )
    assert words in refusal(web, "/a", policy)
    assert len(web.asked) == 1


def test_without_leave_this_machine_is_not_asked(web: Web) -> None:
    web.answers["/a.png"] = Answer(PIXELS)
    assert "not on the open web" in refusal(web, web.address("/a.png", "127.0.0.1"), Policy())
    policy = Policy(certificates=web.certificates, look_up=look_up_in({HOST: "127.0.0.1"}))
    assert "not on the open web" in refusal(web, "/a.png", policy)
    assert web.asked == []


@pytest.mark.parametrize(
    "address", ["http://pictures.test/a.png", "ftp://pictures.test/a", "data:image/png;base64,AAAA", "a.png"]
)
def test_only_https_is_asked(web: Web, address: str) -> None:
    with pytest.raises(FetchError, match="only https"):
        fetch_picture(address, web.policy())


def test_a_certificate_of_another_name_is_refused(web: Web) -> None:
    web.answers["/a.png"] = Answer(PIXELS)
    policy = web.policy(other_test="127.0.0.1")
    assert "certificate" in refusal(web, web.address("/a.png", "other.test"), policy).lower()
    assert web.asked == []


def test_a_certificate_that_nobody_knows_is_refused(web: Web) -> None:
    policy = Policy(also_open=web.policy().also_open, look_up=web.policy().look_up)
    assert "certificate" in refusal(web, "/a.png", policy).lower()


def test_the_next_address_is_tried_where_one_does_not_answer(web: Web) -> None:
    web.answers["/a.png"] = Answer(PIXELS)
    policy = web.policy("127.0.0.0/8", **{HOST.replace(".", "_"): "127.0.0.9 127.0.0.1"})
    assert fetch_picture(web.address("/a.png"), policy) == PIXELS


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "2000"}])
def test_a_large_file_is_not_read_to_its_end(web: Web, headers: dict[str, str]) -> None:
    web.answers["/a.png"] = Answer(PIXELS + b"x" * (2000 - len(PIXELS)), headers=headers)
    assert "larger than" in refusal(web, "/a.png", limits=Limits(size_bytes=1999))
    assert len(fetch_picture(web.address("/a.png"), web.policy(), Limits(size_bytes=2000))) == 2000


def test_a_machine_that_says_nothing_is_left(web: Web) -> None:
    web.answers["/a.png"] = Answer(PIXELS, pause_s=2.0)
    assert "did not answer in time" in refusal(web, "/a.png", limits=Limits(silence_s=0.2))


def test_a_machine_that_never_comes_to_an_end_is_left(web: Web) -> None:
    web.answers["/a.png"] = Answer(PIXELS * 50, pause_s=0.05)
    assert "too slowly" in refusal(web, "/a.png", limits=Limits(time_s=0.4))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(status=404), "404 Not Found"),
        (Answer(status=302), "302"),
        (Answer(b"<!DOCTYPE html><title>gone</title>"), "a web page"),
        (Answer(b"\n <html>"), "a web page"),
        (Answer(b""), "empty"),
        (Answer(PIXELS, headers={"Content-Encoding": "gzip"}), "packed"),
        (Answer(PIXELS, headers={"Content-Length": "2000"}), "connection failed"),
    ],
)
def test_what_is_no_picture_is_refused(web: Web, answer: Answer, words: str) -> None:
    web.answers["/a.png"] = answer
    assert words in refusal(web, "/a.png")
