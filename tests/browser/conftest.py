"""Books in a real reading system (foliate-js) in a real browser (Chromium), without a network.

`tools/setup.sh test` puts both in place; where they are missing, these tests are skipped with a reason.
"""

from __future__ import annotations

import mimetypes
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from bookmaker import Arrangement
from tests.building import Built, Shelf, open_shelf

READERS = Path(__file__).parents[2] / "tools" / "readers" / "node_modules"
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_ORIGIN = "https://reader.example.org/"
_PATIENCE_MS = 60_000


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    if _CHROMIUM is None or not READERS.is_dir():
        pytest.skip("Chromium or tools/readers/node_modules is missing: run tools/setup.sh test")
    return _CHROMIUM


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests here."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with open_shelf(tmp_path_factory) as shelf:
        yield shelf


@pytest.fixture(scope="session")
def examples(shelf: Shelf, project: Path) -> Built:
    """All examples, divided into years."""
    return shelf.book("examples", project / "examples", arrangement=Arrangement(parts="year"))


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A book in the reading system, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str, argument: Any = None) -> Any:
        """Run a function of JavaScript in the page; `view` is the reading system's."""
        return self.page.evaluate(script, argument)


@contextmanager
def open_book(
    browser: Browser, book: Path, width: int, height: int, scheme: Any = "light"
) -> Iterator[OpenBook]:
    """Open a book on a screen of that size, in that colour scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=1
    )
    page = context.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    opened = OpenBook(page)

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            opened.complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.route("**/*", lambda route: _serve(route, book))
    page.goto(f"{_ORIGIN}reader.html")
    page.wait_for_function("window.view !== undefined")
    yield opened
    context.close()


def _serve(route: Route, book: Path) -> None:
    """Files of the tests and of the reading system; nothing else is there."""
    name = route.request.url.removeprefix(_ORIGIN)
    files = {"reader.html": Path(__file__).parent / "reader.html", "book.epub": book}
    path = files.get(name) or READERS / "foliate-js" / name.removeprefix("foliate/")
    if route.request.url.startswith("blob:"):
        route.continue_()
    elif name == "favicon.ico":
        route.fulfill(status=204)
    elif path.is_file():
        kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
        route.fulfill(body=path.read_bytes(), content_type=kind or "application/epub+zip")
    else:
        route.fulfill(status=404, body=f"no file {name}")
