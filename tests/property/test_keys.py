"""Keys of the cache change if and only if what the results are made of does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bookmaker.cache import make_key
from bookmaker.exporters.edition import Edition
from bookmaker.exporters.pdf.furniture import furniture_job
from bookmaker.exporters.pdf.layout import LayoutJob
from bookmaker.exporters.pdf.stylesheets import make_sheets
from bookmaker.fingerprint import Parts, fingerprint_of, parts_of_fingerprint
from bookmaker.model import Asset, Chapter, Post, Site
from bookmaker.publishing import PictureLimits
from bookmaker.renderer.found import Found
from bookmaker.renderer.work import _chapter_key, _picture_key

_WORDS = st.text(max_size=12)
_PAIRS = st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2)
_POSTS = st.builds(
    Post,
    id=_WORDS, path=_WORDS, title=_WORDS, body=_WORDS, body_line=st.integers(1, 9), language=_WORDS,
    date=st.integers(0, 10**9).map(lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(0, seconds)),
    tags=st.lists(_WORDS, max_size=2).map(tuple), alts=st.just(()), extra=st.just(()),
)  # fmt: skip
_CHAPTERS = st.builds(
    Chapter,
    id=_WORDS,
    title=_WORDS,
    language=_WORDS,
    posts=st.lists(_POSTS, min_size=1, max_size=2).map(tuple),
)
_SITES = st.builds(Site, root=_WORDS, asset_root=_WORDS, title=_WORDS, url=_WORDS, bylines=st.just(()))
_FOUND = st.builds(Found, broken=_PAIRS, fetched=_PAIRS, failed=_PAIRS)
_PARTS = st.builds(
    Parts,
    versions=_PAIRS.map(lambda pairs: tuple(sorted(pairs.items()))),
    engine=_WORDS, fonts=_WORDS, code=_WORDS,
)  # fmt: skip
_CHAPTER_INPUTS = st.tuples(_CHAPTERS, _SITES, _WORDS, _FOUND, _PARTS.map(fingerprint_of))
_SIZES = st.integers(1, 3)
_LIMITS = st.builds(PictureLimits, width_px=_SIZES, height_px=_SIZES, quality=_SIZES)
_PICTURES = st.tuples(st.sampled_from("ab"), st.sampled_from("ab"), _LIMITS)
_JOBS = st.builds(
    LayoutJob,
    id=_WORDS, title=_WORDS, language=_WORDS, direction=_WORDS, body=_WORDS,
    styles=st.lists(_WORDS, max_size=3).map(tuple),
    images=st.lists(st.tuples(_WORDS, st.integers(1, 99), st.integers(1, 99)), max_size=2).map(tuple),
    anchors=st.lists(_WORDS, max_size=2).map(tuple),
    fingerprint=_WORDS,
)  # fmt: skip


@given(_CHAPTER_INPUTS, _CHAPTER_INPUTS)
def test_chapters(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert (_chapter_key(*one) == _chapter_key(*other)) == (_plain(one) == _plain(other))


@given(_CHAPTER_INPUTS, st.data())
def test_any_change_of_a_chapter_changes_its_key(one: tuple[Any, ...], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(one) - 1))
    other = tuple(_changed(value, data) if index == place else value for index, value in enumerate(one))
    assert _chapter_key(*one) != _chapter_key(*other)
    assert _chapter_key(*one) == _chapter_key(*one)


@given(_JOBS, st.data())
def test_any_change_of_pages_or_furniture_changes_their_key(job: LayoutJob, data: st.DataObject) -> None:
    assert job.key == replace(job).key
    assert _changed(job, data).key != job.key


@given(_JOBS, _JOBS)
def test_pages(one: LayoutJob, other: LayoutJob) -> None:
    assert (one.key == other.key) == (one == other)


def test_furniture_depends_on_heads_language_and_styles() -> None:
    inputs = [("a",), ("a", "b"), ("ab",)]
    jobs = [
        furniture_job(heads, language, styles, mark)
        for heads in inputs
        for language in ("en", "fa")
        for styles in (("s",), ("t",))
        for mark in ("1", "2")
    ]
    assert len({job.key for job in jobs}) == len(jobs)


@given(_PICTURES, _PICTURES)
def test_pictures_depend_on_bytes_and_limits_and_not_on_their_place(
    one: tuple[str, str, PictureLimits], other: tuple[str, str, PictureLimits]
) -> None:
    keys = [
        _picture_key(Asset(key=key, path=path, width_px=1, height_px=1), mark, limits)
        for (key, mark, limits), path in ((one, "a.png"), (other, "b.png"))
    ]
    assert (keys[0] == keys[1]) == (one == other)


@given(_WORDS, _WORDS)
def test_remote_files_depend_on_their_address(one: str, other: str) -> None:
    assert (make_key("remote", one) == make_key("remote", other)) == (one == other)


@given(_PARTS, _PARTS)
def test_the_fingerprint_changes_with_versions_fonts_and_code(one: Parts, other: Parts) -> None:
    assert (fingerprint_of(one) == fingerprint_of(other)) == (one == other)


def test_the_fingerprint_knows_what_this_machine_has() -> None:
    parts = parts_of_fingerprint()
    assert {"python", "weasyprint", "pillow", "markdown-it-py", "pyphen"} <= set(dict(parts.versions))
    assert all(version for _, version in parts.versions)
    assert "PT_Serif" in parts.fonts.replace("-", "_") or "PTSerif" in parts.fonts


def test_styles_of_a_theme_and_of_the_author_are_in_the_pages_key() -> None:
    editions = [
        Edition(), Edition(theme="modern"), Edition(page="A6"), Edition(style="p { color: red }"),
    ]  # fmt: skip
    sheets = [make_sheets(edition) for edition in editions]
    for kind in ("text", "front", "furniture", "cover"):
        assert len({getattr(sheet, kind) for sheet in sheets}) == len(editions), kind


def _changed(value: Any, data: st.DataObject) -> Any:
    """The value with a change somewhere in it."""
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value)]
        name = data.draw(st.sampled_from(names))
        return replace(value, **{name: _changed(getattr(value, name), data)})
    changes: dict[type, Callable[[Any], Any]] = {
        str: lambda text: text + data.draw(st.sampled_from(" \0'x")),
        int: lambda number: number + 1,
        bool: lambda claim: not claim,
        dict: lambda pairs: {**pairs, "new name": "x"},
        tuple: lambda items: (*items, "new"),
        datetime: lambda moment: moment + timedelta(microseconds=1),
        type(None): lambda _: 1,
    }
    return changes[type(value)](value)


def _plain(inputs: tuple[Any, ...]) -> Any:
    """Comparable: mappings of `Found` do not take part in its own equality or hash alone."""
    chapter, site, language, found, mark = inputs
    return chapter, site, language, (found.broken, found.fetched, found.failed), mark
