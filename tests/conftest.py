"""Options and fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --accept` rewrites what tests expect; read the diff before anything else."""
    parser.addoption("--accept", action="store_true", help="rewrite the expectations kept in files")


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    """Whether expectations are to be rewritten."""
    return bool(pytestconfig.getoption("accept"))


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def corpora(project: Path) -> Path:
    """The real collections, which lie outside the project and may be absent."""
    folder = project.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip("the real collections are not on this machine")
    return folder
