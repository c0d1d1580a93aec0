"""Not one word is lost: every post of the real collections, as its source says it, against both books.

The reading of the sources is the checker's own and shares nothing with the renderer.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker import Arrangement, Collection, arrange, collect, expand
from bookmaker.checker.findings import Balance
from bookmaker.checker.text import balance_file
from bookmaker.model import Format
from tests.building import Built, Shelf

pytestmark = [pytest.mark.corpora, pytest.mark.slow]

SITES = ("varim", "mehdix", "jekyllsite/docs", "jekyllsite/test/source", "basicdemo", "seed")
FORMATS: tuple[Format, ...] = ("epub", "pdf")
#: Findings that are right as they are, each with its reason: site, format, path, fault, words.
EXCEPTIONS: dict[tuple[str, Format, str, int], tuple[str, int]] = {
    ("mehdix", "epub", "src/_posts/2016-12-17-chip-mini-computer.md", 45): (
        "the beginning of a word is struck out, so its marks stand inside the word",
        2,
    ),
}
_MOST_EXCEPTIONS = 0.0005


def balances(collection: Collection, built: Built, kind: Format) -> dict[str, Balance]:
    """The balance of each post by its path."""
    posts = expand(arrange(collection), collection).value.posts
    found = balance_file(built.files[kind], kind, posts, collection.site.url)
    assert {one.path for one in found} == {post.path for post in posts}
    return {one.path: one.balance for one in found}


def findings(site: str, kind: Format, found: dict[str, Balance]) -> list[str]:
    """What is wrong, less what is known to be right."""
    return [
        f"{path}:{finding.line}: {finding.fault}: {' '.join(finding.words)}"
        for path, balance in found.items()
        for finding in balance.findings
        if (site, kind, path, finding.line) not in EXCEPTIONS
    ]


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("kind", FORMATS)
def test_every_word_of_a_real_collection(site: str, kind: Format, shelf: Shelf, corpora: Path) -> None:
    built = shelf.book(site.replace("/", "-"), corpora / site)
    assert findings(site, kind, balances(collect(corpora / site).value, built, kind)) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_every_word_of_the_examples(kind: Format, shelf: Shelf, project: Path) -> None:
    site = project / "examples"
    built = shelf.book("examples", site, arrangement=Arrangement(parts="year"))
    assert findings("examples", kind, balances(collect(site).value, built, kind)) == []


def test_exceptions_are_few(corpora: Path) -> None:
    words = sum(len(post.body.split()) for site in SITES for post in collect(corpora / site).value.posts)
    excepted = sum(words for _, words in EXCEPTIONS.values())
    assert excepted <= words * len(FORMATS) * _MOST_EXCEPTIONS
    assert all(reason for reason, _ in EXCEPTIONS.values())
