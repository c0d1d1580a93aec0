"""The command, a small site, and the book of one of its years, made once for all tests here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command import Command, Finished
from tests.sites import post_text, write_site

CONFIG = """
title: Окна
url: https://example.org
lang: ru
"""
POSTS = {
    "_posts/2022-05-01-first.md": post_text(
        "Первое окно", "2022-05-01 10:00:00 +0000", "Слова о первом окне.\n", tags="[LLM, Машинное обучение]"
    ),
    "_posts/2023-01-02-second.md": post_text(
        "Second Window", "2023-01-02 10:00:00 +0000", "![A sun](/assets/sun.png)\n", tags="[LLM]", views="7"
    ),
    "_posts/2023-06-03-third.md": post_text(
        "Третье окно",
        "2023-06-03 10:00:00 +0000",
        "До него было [второе](/2023/01/02/second.html).\n\n![Дождь](/assets/rain.png)\n",
        tags="[дождь]",
    ),
    "_posts/2024-02-04-fourth.md": post_text(
        "Ещё не готово", "2024-02-04 10:00:00 +0000", published="false", tags="[дождь]"
    ),
}


@pytest.fixture(scope="session")
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command with a cache that all tests share."""
    return Command(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """Four posts of three years, one of them unpublished; one picture is there, one is missing."""
    root = write_site(tmp_path_factory.mktemp("windows"), {"_config.yml": CONFIG, **POSTS})
    (root / "assets").mkdir()
    shutil.copy(project / "examples" / "assets" / "images" / "icon-sun.png", root / "assets" / "sun.png")
    return root


@pytest.fixture(scope="session")
def year_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the book of 2023 is made."""
    return tmp_path_factory.mktemp("year")


@pytest.fixture(scope="session")
def year(command: Command, site: Path, year_folder: Path) -> Finished:
    """The build of the year 2023, with a JSON report."""
    return command("build", site, "--year", "2023", "--out", year_folder, "--json")
