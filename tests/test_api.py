"""The Python face: what README and the package's own text promise can be typed in as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

import bookmaker
from bookmaker import (
    Arrangement,
    Edition,
    Outcome,
    Selection,
    Workshop,
    arrange,
    build,
    collect,
    export,
    render,
)
from bookmaker.model import Collection


@pytest.mark.parametrize("name", bookmaker.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(bookmaker, name).__doc__


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'colect'"):
        bookmaker.colect  # noqa: B018


@pytest.fixture(scope="module")
def collection(project: Path) -> Outcome[Collection]:
    return collect(project / "examples")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_the_four_steps_by_hand(collection: Outcome[Collection], cache: Path, tmp_path: Path) -> None:
    book = arrange(collection.value, Selection(tags=("english",)), Arrangement(parts="year"))
    with Workshop(jobs=1, cache_dir=cache) as workshop:
        rendered = render(book, workshop)
        artifacts = export(rendered.value, Edition(out=tmp_path, formats=("epub",)), workshop)
    assert [part.title for part in book.parts] == ["2023", "2024"]
    assert [document.title for document in rendered.value.documents] == [post.title for post in book.posts]
    (epub,) = artifacts.value
    assert Path(epub.path) == tmp_path / "tag-english.epub"
    assert Path(epub.path).stat().st_size == epub.size_bytes


def test_all_at_once(collection: Outcome[Collection], cache: Path, tmp_path: Path) -> None:
    with Workshop(jobs=1, cache_dir=cache) as workshop:
        report = build(
            collection, Selection(tags=("хлеб",)), Arrangement(), Edition(out=tmp_path, page="A6"), workshop
        )
    assert [artifact.format for artifact in report.artifacts] == ["epub", "pdf"]
    assert report.diagnostics == ()
    assert report.seconds["total"] >= report.seconds["render"] + report.seconds["export"] - 0.01
