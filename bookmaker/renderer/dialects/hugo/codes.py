"""What each short code of Hugo becomes in Markdown. A new one is a function and a row."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

from bookmaker.model import Post
from bookmaker.renderer.dialects.embeds import EMBEDS, embed_to_markdown
from bookmaker.renderer.dialects.figures import figure_to_markdown, parameters_to_markdown
from bookmaker.renderer.dialects.parameters import Parameter, named, texts_among, unnamed
from bookmaker.renderer.dialects.placement import Placement, place_code, place_paragraph
from bookmaker.renderer.dialects.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A short code with what it holds. `inner` is None where it is not closed."""

    name: str
    parameters: tuple[Parameter, ...]
    inner: str | None
    place: Placement
    post: Post
    places: Places

    def value(self, name: str, index: int = 0) -> str:
        """A parameter by its name, or else the unnamed one in its place."""
        return named(self.parameters, name) or unnamed(self.parameters, index)


class UnresolvedError(LookupError):
    """A short code names a page that is not there. The argument is what to write in its place."""


def figure_code(code: Code) -> str:
    """`figure`: a picture, its title, caption and attribution."""
    parameters = code.parameters
    captions = tuple(named(parameters, key) for key in ("title", "caption", "attr"))
    markdown = figure_to_markdown(
        code.value("src"), named(parameters, "alt"), captions, named(parameters, "link")
    )
    return place_paragraph(markdown, code.place)


def highlight_code(code: Code) -> str:
    """`highlight`: a block of code. Parameters: language, then options in one text."""
    options = " ".join(parameter.value for parameter in code.parameters[1:])
    has_numbers = "linenos" in options and "linenos=false" not in options
    text = (code.inner or "").strip("\r\n").rstrip()
    return place_code(text, code.value("lang"), "linenos" if has_numbers else "", code.place)


def embed_code(code: Code) -> str:
    """`youtube`, `gist` and their like: a link that stands alone."""
    parameters = code.parameters
    names = [parameter.value for parameter in parameters if not parameter.name]
    names = names or [named(parameters, "user"), named(parameters, "id")]
    kept = tuple(name for name in names if name)
    markdown = embed_to_markdown(code.name, kept, named(parameters, "title"))
    return place_paragraph(markdown, code.place)


def reference_code(code: Code) -> str:
    """`ref` and `relref`: an address in full. Raises: UnresolvedError."""
    wanted = named(code.parameters, "path") or unnamed(code.parameters, 0)
    name, mark, fragment = wanted.partition("#")
    if not name:
        return wanted
    path = code.places.address_of(name)
    if path is None:
        raise UnresolvedError(wanted)
    return code.places.in_full(path) + mark + fragment


def parameter_code(code: Code) -> str:
    """`param`: a field of the front matter."""
    name = unnamed(code.parameters, 0)
    value = dict(code.post.extra).get(name, getattr(code.post, name, ""))
    return value if isinstance(value, str) else ""


def details_code(code: Code) -> str:
    """`details`: what opens at a click stands open in a book."""
    summary = html.escape(code.value("summary") or named(code.parameters, "title"), quote=False)
    inner = (code.inner or "").strip("\n")
    block = f"<details open>\n<summary>{summary or '…'}</summary>\n\n{inner}\n\n</details>"
    return place_paragraph(block, code.place)


def comment_code(code: Code) -> str:
    """`comment`: not for readers."""
    return ""


def unknown_code(code: Code) -> str:
    """Any other: its words, its picture and what stands inside."""
    if code.inner is None:
        words = parameters_to_markdown(code.parameters)
        return place_paragraph(words, code.place) if words else ""
    heading = "\n\n".join(texts_among(code.parameters))
    return (place_paragraph(heading, code.place) if heading else "") + code.inner


CODES: dict[str, Callable[[Code], str]] = {
    "comment": comment_code,
    "details": details_code,
    "figure": figure_code,
    "highlight": highlight_code,
    "param": parameter_code,
    "ref": reference_code,
    "relref": reference_code,
    **dict.fromkeys(EMBEDS, embed_code),
}
