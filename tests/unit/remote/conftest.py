"""One HTTPS server for all tests of fetching; each finds it without answers, and asked for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web import Web, serving


@pytest.fixture(scope="package")
def server() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def web(server: Web) -> Web:
    server.answers.clear()
    server.asked.clear()
    return server
