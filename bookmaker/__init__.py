"""bookmaker: from a collection of posts to an EPUB and a typeset PDF.

    from bookmaker import Workshop, collect, arrange, expand, render, export

    collection = collect("path/to/site").value
    book = arrange(collection, Selection(years=(2024,)))
    with Workshop() as workshop:
        rendered = render(expand(book, collection).value, workshop).value
        artifacts = export(rendered, Edition(out=Path("out")), workshop).value

`build` does all of it and gathers the diagnostics. Nothing here prints or exits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bookmaker.collector.arrange import Arrangement
    from bookmaker.collector.selection import Selection
    from bookmaker.errors import BookmakerError, Diagnostic, Outcome
    from bookmaker.exporters.edition import Artifact, Edition, RenderedBook
    from bookmaker.model import Book, Collection, Post
    from bookmaker.pipeline import (
        BookReport,
        arrange,
        build,
        build_books,
        check,
        collect,
        expand,
        export,
        render,
    )
    from bookmaker.requests import BookRequest
    from bookmaker.workshop import Workshop

_HOMES = {
    "Arrangement": "collector.arrange",
    "Artifact": "exporters.edition",
    "Book": "model",
    "BookReport": "pipeline",
    "BookRequest": "requests",
    "BookmakerError": "errors",
    "Collection": "model",
    "Diagnostic": "errors",
    "Edition": "exporters.edition",
    "Outcome": "errors",
    "Post": "model",
    "RenderedBook": "exporters.edition",
    "Selection": "collector.selection",
    "Workshop": "workshop",
    "arrange": "pipeline",
    "build": "pipeline",
    "build_books": "pipeline",
    "check": "pipeline",
    "collect": "pipeline",
    "expand": "pipeline",
    "export": "pipeline",
    "render": "pipeline",
}
__all__ = [
    "Arrangement",
    "Artifact",
    "Book",
    "BookReport",
    "BookRequest",
    "BookmakerError",
    "Collection",
    "Diagnostic",
    "Edition",
    "Outcome",
    "Post",
    "RenderedBook",
    "Selection",
    "Workshop",
    "arrange",
    "build",
    "build_books",
    "check",
    "collect",
    "expand",
    "export",
    "render",
]


def __getattr__(name: str) -> Any:
    """Import on first use: `bookmaker --help` must not wait for libraries it does not need."""
    if name not in _HOMES:
        raise AttributeError(f"module 'bookmaker' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"bookmaker.{_HOMES[name]}"), name)
