"""Pages that the program makes itself: Jinja2 templates from the top-level `templates/` folder.

The only module that uses Jinja2. Post bodies reach a template as finished markup, never as its source.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup


@cache
def read_template(name: str) -> str:
    """The source of one of the templates."""
    return (resources.files("bookmaker.templates") / name).read_text("utf-8")


@cache
def read_style(name: str) -> str:
    """The text of a style sheet from the top-level `styles/` folder."""
    return (resources.files("bookmaker.styles") / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(read_template),
        autoescape=lambda name: not (name or "").endswith(".txt.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def fill_template(name: str, **values: object) -> str:
    """Fill a template; every value is escaped except `Markup`, and except in plain text, `*.txt.j2`."""
    return _environment().get_template(name).render(**values)


def markup(text: str) -> Markup:
    """Mark text as finished XHTML."""
    return Markup(text)
