"""A book is read: pages turn, notes pop up, contents lead, pictures show, by day and night, on any screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bookmaker import Arrangement, Selection
from tests.browser.conftest import OpenBook, open_book
from tests.building import Built, Shelf

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE, TABLET = (390, 844), (820, 1180)
_PAGES_TURNED = 25
#: Goes to a section and looks at what is there, when its pictures have come.
_LOOK = """async (index) => {
  await view.goTo(index);
  const { doc } = view.renderer.getContents().find((one) => one.index === index);
  const images = [...doc.images];
  await Promise.all(images.map((image) => image.decode().catch(() => null)));
  const seen = (element) => element.textContent.trim() && element.getClientRects().length;
  const colours = new Set([...doc.querySelectorAll("p, h1, h2, h3, li, td, th, code, figcaption")]
    .filter(seen).map((element) => doc.defaultView.getComputedStyle(element).color));
  return {
    broken: images.filter((image) => !image.naturalWidth).map((image) => image.src),
    images: images.length,
    colours: [...colours],
    wide: [...doc.querySelectorAll("table, pre, img, .card")]
      .filter((element) => [...element.getClientRects()].some((box) => box.width > innerWidth + 1))
      .map((element) => element.outerHTML.slice(0, 120)),
  };
}"""
_TURN = """async (count) => {
  const moved = () => new Promise((resolve) =>
    view.addEventListener("relocate", (event) => resolve(event.detail.fraction), { once: true }));
  await view.goTo(0);
  await new Promise((resolve) => setTimeout(resolve, 800));
  const places = [];
  for (let turned = 0; turned < count; turned++) {
    const there = moved();
    await view.next();
    places.push(await there);
  }
  return places;
}"""
_FOLLOW_NOTE = """async () => {
  for (const [index] of view.book.sections.entries()) {
    await view.goTo(index);
    const { doc } = view.renderer.getContents().find((one) => one.index === index);
    const reference = doc.querySelector("a[role=doc-noteref]");
    if (!reference) continue;
    reference.click();
    for (let waited = 0; waited < 50 && !window.notes.length; waited++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    return window.notes[0];
  }
}"""
_FOLLOW_CONTENTS = """async () => {
  const items = view.book.toc.flatMap((item) => item.subitems ?? [item]);
  const { href, label } = items[items.length - 1];
  await view.goTo(href);
  const [{ doc }] = view.renderer.getContents();
  return [label, doc.querySelector("h1").textContent];
}"""
_SECTIONS = "() => view.book.sections.length"


def look_at_all(book: OpenBook) -> list[dict[str, Any]]:
    """What is in each section."""
    return [book.run(_LOOK, index) for index in range(book.run(_SECTIONS))]


def brightness(colour: str) -> float:
    """From 0 to 255, of `rgb(1, 2, 3)`."""
    parts = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    return sum(parts) / 3


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_shows(browser: Browser, examples: Built, size: tuple[int, int], scheme: str) -> None:
    with open_book(browser, examples.epub, *size, scheme) as book:
        sections = look_at_all(book)
        assert sum(section["images"] for section in sections) > len(examples.report.rendered.images)
        assert [section["broken"] for section in sections if section["broken"]] == []
        assert [section["wide"] for section in sections if section["wide"]] == []
        colours = {colour for section in sections for colour in section["colours"]}
        assert colours
        assert all((brightness(colour) > 128) == (scheme == "dark") for colour in colours), colours
        assert book.complaints == []


def test_pages_turn(browser: Browser, examples: Built) -> None:
    with open_book(browser, examples.epub, *PHONE) as book:
        places = book.run(_TURN, _PAGES_TURNED)
        assert places == sorted(places)
        assert len(set(places)) >= _PAGES_TURNED
        assert book.complaints == []


def test_a_note_pops_up(browser: Browser, examples: Built) -> None:
    with open_book(browser, examples.epub, *PHONE) as book:
        note = book.run(_FOLLOW_NOTE)
        assert note["type"] == "footnote"
        assert note["text"].startswith("1.") and len(note["text"]) > 20
        assert book.complaints == []


def test_contents_lead_to_their_chapters(browser: Browser, examples: Built) -> None:
    with open_book(browser, examples.epub, *PHONE) as book:
        label, heading = book.run(_FOLLOW_CONTENTS)
        assert label.strip() == heading.strip()
        assert book.complaints == []


@pytest.mark.corpora
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_year_of_a_real_channel(browser: Browser, shelf: Shelf, corpora: Path, scheme: str) -> None:
    arrangement = Arrangement(name="anthology-2024")
    built = shelf.book("varim-anthology-2024", corpora / "varim", Selection(years=(2024,)), arrangement)
    with open_book(browser, built.epub, *PHONE, scheme) as book:
        sections = look_at_all(book)
        assert [section["broken"] for section in sections if section["broken"]] == []
        assert [section["wide"] for section in sections if section["wide"]] == []
        assert book.run(_TURN, _PAGES_TURNED)
        assert book.complaints == []
