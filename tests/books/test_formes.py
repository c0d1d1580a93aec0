"""After any edit the PDF is the one that an empty cache gives, and what the edit does not touch is kept."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from bookmaker.upkeep import list_entries
from tests.sites import post_text, write_site
from tests.unit.remote.test_album import png

_FIRST, _SECOND, _THIRD = (
    f"_posts/2024-03-1{day}-{name}.md" for day, name in enumerate(("ash", "elm", "oak"))
)
#: A colour emoji, which is a picture of its own.
_LEAF = "\N{LEAF FLUTTERING IN WIND}"
_LEAVES = "A line of leaves. " * 60
_BODIES = {
    _FIRST: f"{_LEAVES}\n\n![Bark](bark.png)\n\n[Oak](2024-03-12-oak.md), [far](https://trees.example/far)\n",
    _SECOND: f"{_LEAVES}\n\n## Seeds\n\n- one {_LEAF}\n- two\n\n[Ash](2024-03-10-ash.md)\n",
    _THIRD: f"![Bark](bark.png)\n\n{_LEAVES}\n\nSee [Elm](2024-03-11-elm.md) {_LEAF}.\n",
}


def post(path: str, body: str, title: str = "") -> str:
    day, _, name = path.removeprefix("_posts/").removesuffix(".md").rpartition("-")
    return post_text(title or name.title(), f"{day} 12:00:00 +0000", body, lang="en")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {path: post(path, body) for path, body in _BODIES.items()}
    settings = "title: Wood\nurl: https://wood.example\nlang: en\n"
    pictures = {"bark.png": png(200), "leaf.png": png(120)}
    return write_site(tmp_path / "wood", {"_config.yml": settings, **pictures, **files})


class Bench:
    """Builds a site with the cache that all builds before have filled, and beside it with none."""

    def __init__(self, site: Path, folder: Path, workshop: Workshop, arrangement: Arrangement):
        self.site, self.folder, self.workshop, self.arrangement = site, folder, workshop, arrangement

    def build(self, workshop: Workshop) -> bytes:
        edition = Edition(formats=("pdf",), page="A6", out=self.folder / "out", purpose="print")
        report = build(collect(self.site), Selection(), self.arrangement, edition, workshop)
        workshop.forget()
        (artifact,) = report.artifacts
        return Path(artifact.path).read_bytes()

    def formes(self) -> set[tuple[str, int]]:
        entries = (entry for entry in list_entries(self.workshop.store) if entry.kind == "forme")
        return {(entry.key, entry.path.stat().st_mtime_ns) for entry in entries}

    def edit(self, path: str, body: str, title: str = "") -> int:
        """Write a post, build, and return how many formes were locked up."""
        (self.site / path).write_text(post(path, body, title), "utf-8")
        return self.check()

    def check(self) -> int:
        before = self.formes()
        made = self.build(self.workshop)
        with Workshop(jobs=2, keep=False) as fresh:
            assert made == self.build(fresh)
        with pikepdf.open(BytesIO(made)) as pdf:
            assert pdf.check_pdf_syntax() == []
        return len(self.formes() - before)


@pytest.fixture
def bench(site: Path, tmp_path: Path) -> Iterator[Bench]:
    with Workshop(jobs=2, cache_dir=tmp_path / "cache") as workshop:
        bench = Bench(site, tmp_path, workshop, Arrangement(parts="month"))
        # The cover, the front matter, a part and three chapters.
        assert bench.check() == 6
        yield bench


def test_words_of_a_chapter_change_its_forme_alone(bench: Bench) -> None:
    assert bench.edit(_SECOND, _BODIES[_SECOND].replace("two", "three")) == 1


def test_a_link_more_moves_no_other_section(bench: Bench) -> None:
    assert bench.edit(_FIRST, f"{_BODIES[_FIRST]}\n[More](https://trees.example/more)\n") == 1


def test_pages_more_move_what_follows(bench: Bench) -> None:
    # What comes before refers to a page that has another number, and the cover shows how long chapters are.
    assert bench.edit(_SECOND, f"{_BODIES[_SECOND]}\n\n{_LEAVES * 3}") == 6


def test_what_was_written_for_a_section_is_written_for_another(bench: Bench) -> None:
    assert bench.edit(_SECOND, _BODIES[_SECOND].replace(_LEAF, "")) == 2


def test_a_picture_more_moves_only_who_shares_another(bench: Bench) -> None:
    # The leaf that stands in the third chapter, too, has another number.
    assert bench.edit(_SECOND, f"{_BODIES[_SECOND]}\n\n![Leaf](leaf.png)\n") == 2


def test_a_picture_is_replaced(bench: Bench) -> None:
    (bench.site / "bark.png").write_bytes(png(180))
    assert bench.check() == 2


def test_a_link_leads_into_the_book_no_longer(bench: Bench) -> None:
    (bench.site / _THIRD).unlink()
    bench.check()
    # And back to what was: all is there still.
    (bench.site / _THIRD).write_text(post(_THIRD, _BODIES[_THIRD]), "utf-8")
    assert bench.check() == 0


def test_a_title_is_another_head(bench: Bench) -> None:
    bench.edit(_FIRST, _BODIES[_FIRST], title="Ash and ashes")
