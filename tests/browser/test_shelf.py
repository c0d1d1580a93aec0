"""The shelf as its readers meet it: by search, by day and night, on a phone; a book is opened and read."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from bookmaker.sender.shelf.books import find_files, read_books
from bookmaker.sender.shelf.catalog import make_shelf
from bookmaker.sender.shelf.writing import write_shelf
from tests.browser.conftest import READERS
from tests.building import Built
from tests.small_book import TITLE, write_book

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_ORIGIN = "https://shelf.example.org/"
_PATIENCE_MS, _LOOK_AGAIN_MS = 60_000, 50
_PHONE, _DESK = (390, 844), (1280, 900)
_VIOLATIONS = """axe.run().then((result) => result.violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)}`)))"""
_SHOWN = "[...document.querySelectorAll('article')].filter((card) => !card.hidden).map((card) => card.id)"
#: The place that the reader has settled on, which is kept: a chapter shows before its place is known.
_PLACE = "document.querySelector('foliate-view')?.lastLocation"
_TEXT = f"{_PLACE}?.range?.startContainer.ownerDocument.body.textContent.trim()"
#: The words of the chapter at the place that was kept when the page was opened.
_KEPT = """async () => {
  const view = document.querySelector("foliate-view");
  const { index } = view.resolveNavigation(window.kept);
  const chapter = await view.book.sections[index].createDocument();
  return chapter.body.textContent.trim();
}"""
_FEED = """async (name) => {
  const { getFeed } = await import("./client/opds.js");
  const text = await (await fetch(name)).text();
  const feed = getFeed(new DOMParser().parseFromString(text, "application/xml"));
  const all = (kind) => [feed, ...(feed.groups ?? [])].flatMap((one) => one[kind] ?? []);
  return {
    title: feed.metadata.title,
    ways: all('navigation').map((way) => way.href),
    facets: (feed.facets ?? []).map((facet) => facet.metadata.title),
    books: all('publications').map(
      (one) => [one.metadata.title, one.links.map((link) => link.type).sort().join(" ")]),
  };
}"""


@pytest.fixture(scope="module")
def folder(examples: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf of the examples and a small book."""
    books, out = tmp_path_factory.mktemp("books"), tmp_path_factory.mktemp("shelf")
    write_book(books, with_pdf=False)
    read = read_books((*find_files([books]), examples.epub, examples.pdf))
    assert read.diagnostics == ()
    shelf = make_shelf(read.value, title="Полка", language="", address=_ORIGIN)
    write_shelf(shelf, out, READERS / "foliate-js")
    return out


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that is looked at, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def violations(self) -> Any:
        """What axe-core finds. It is run beside the page's content policy, as an extension would be."""
        script = (READERS / "axe-core" / "axe.min.js").read_text("utf-8")
        self.page.context.new_cdp_session(self.page).send("Runtime.evaluate", {"expression": script})
        return self.page.evaluate(_VIOLATIONS)

    def is_too_wide(self) -> Any:
        """Whether the page can be pushed sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth > innerWidth")


@contextmanager
def visit(
    browser: Browser,
    folder: Path,
    name: str,
    size: tuple[int, int] = _DESK,
    scheme: Any = "light",
    **more: Any,
) -> Iterator[Visit]:
    """Open a page of the shelf, as a server would give it."""
    viewport: Any = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, **more)
    page = context.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    visited = Visit(page)
    # Not a method of the visit: Playwright leaves a mark on its owner, and this one is frozen.
    page.on("console", lambda said: _listen(said, visited.complaints))
    page.on("pageerror", lambda error: visited.complaints.append(str(error)))
    page.route(f"{_ORIGIN}**", lambda route: _serve(route, folder))
    page.goto(_ORIGIN + name)
    yield visited
    context.close()


def _listen(said: ConsoleMessage, complaints: list[str]) -> None:
    if said.type == "error":
        complaints.append(said.text)


def _serve(route: Route, folder: Path) -> None:
    name = route.request.url.removeprefix(_ORIGIN).partition("?")[0]
    path = READERS / "foliate-js" / name.removeprefix("client/") if "client/" in name else folder / name
    if name == "client.html":  # a page without a content policy
        return route.fulfill(body="<!DOCTYPE html>", content_type="text/html")
    kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
    if path.is_file():
        return route.fulfill(body=path.read_bytes(), content_type=kind or "application/octet-stream")
    return route.fulfill(status=404)


def test_words_and_tags_find_books(browser: Browser, folder: Path) -> None:
    with visit(browser, folder, "index.html") as seen:
        page = seen.page
        assert len(page.evaluate(_SHOWN)) == 2
        page.fill("#search", "ЗАМЕТКИ весне")
        assert page.evaluate(_SHOWN) == ["balkon-2024"]
        page.fill("#search", "бегемот")
        assert page.evaluate(_SHOWN) == []
        assert page.locator("#nothing").inner_text() == "Книг с такими словами нет."
        assert seen.violations() == []
        page.fill("#search", "")
        page.get_by_role("button", name="радио").click()
        assert page.evaluate(_SHOWN) == ["complete"]
        assert seen.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [_PHONE, _DESK], ids=["phone", "desk"])
def test_the_page_suits_day_night_and_a_phone(
    browser: Browser, folder: Path, scheme: str, size: tuple[int, int]
) -> None:
    with visit(browser, folder, "index.html", size, scheme) as seen:
        seen.page.locator("details").first.evaluate("(details) => { details.open = true; }")
        _wait_for(seen.page, "[...document.images].slice(0, 2).every((one) => one.naturalWidth)")
        paper = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (int(paper.removeprefix("rgb(").split(",")[0]) < 60) == (scheme == "dark")
        assert not seen.is_too_wide()
        assert seen.violations() == []
        assert seen.complaints == []


def test_without_scripts_the_books_are_there(browser: Browser, folder: Path) -> None:
    with visit(browser, folder, "index.html", java_script_enabled=False) as seen:
        assert seen.page.get_by_role("heading", name=TITLE).is_visible()
        assert seen.page.locator("a[href='books/balkon-2024.epub']").is_visible()
        assert not seen.page.locator("#search").is_visible()


@pytest.mark.parametrize("size", [_PHONE, _DESK], ids=["phone", "desk"])
def test_a_book_is_opened_and_read(browser: Browser, folder: Path, size: tuple[int, int]) -> None:
    with visit(browser, folder, "index.html", size, "dark") as seen:
        page = seen.page
        page.locator("a[href='read.html?book=complete.epub']").click()
        page.locator("#places").wait_for()
        chapters = page.locator("#contents option:not([disabled])")
        label = chapters.nth(chapters.count() // 2).inner_text()
        page.select_option("#contents", label=label)
        _wait_for(page, f"(label) => {_PLACE}?.tocItem?.label.trim() === label", label.strip())
        before = float(page.input_value("#place"))
        page.click("#after")
        _wait_for(page, "(before) => Number(document.getElementById('place').value) > before", before)
        assert not seen.is_too_wide()
        assert seen.violations() == []
        # Turning a page may move the place twice: what counts is what was kept last.
        page.add_init_script("window.kept = localStorage.getItem('place:complete.epub')")
        page.reload()
        shown = _wait_for_text(page)
        assert shown == page.evaluate(_KEPT), "the place is remembered"
        assert seen.complaints == []


def _wait_for_text(page: Page) -> Any:
    """The words of the chapter at the reader's place, as soon as there is one."""
    page.locator("#places").wait_for()
    return _wait_for(page, _TEXT)


def _wait_for(page: Page, script: str, argument: Any = None) -> Any:
    """What a script gives, once it is something. Playwright's own wait evaluates, which the page forbids."""
    for _ in range(0, _PATIENCE_MS, _LOOK_AGAIN_MS):
        if found := page.evaluate(script, argument):
            return found
        page.wait_for_timeout(_LOOK_AGAIN_MS)
    pytest.fail(f"never so: {script}")


def test_only_books_of_the_shelf_are_opened(browser: Browser, folder: Path) -> None:
    with visit(browser, folder, "read.html?book=../../other.epub") as seen:
        seen.page.get_by_role("alert").wait_for()
        assert "не удалось открыть" in seen.page.get_by_role("alert").inner_text()


def test_a_reading_app_reads_the_catalogue(browser: Browser, folder: Path) -> None:
    """Foliate's own OPDS client."""
    with visit(browser, folder, "client.html") as seen:
        root = seen.page.evaluate(_FEED, "opds/root.xml")
        listing = seen.page.evaluate(_FEED, "opds/all.xml")
    assert root["title"] == "Полка"
    assert {"new.xml", "all.xml", "years.xml", "tags.xml"} <= set(root["ways"])
    assert {"Год", "Метка"} <= set(listing["facets"])
    assert (TITLE in {title for title, _ in listing["books"]}) and len(listing["books"]) == 2
    assert any("application/epub+zip application/pdf" in types for _, types in listing["books"])
