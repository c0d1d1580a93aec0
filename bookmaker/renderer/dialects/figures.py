"""Pictures with captions as Markdown: an image paragraph, then the caption in italics."""

from __future__ import annotations

import re

from bookmaker.renderer.dialects.parameters import (
    Parameter,
    named,
    picture_among,
    texts_among,
)

_SPACES = re.compile(r"\s+")
_CLEAN_TARGET = re.compile(r"[^\s()<>]+")


def figure_to_markdown(source: str, alt: str, captions: tuple[str, ...], link: str = "") -> str:
    """A picture, and its captions as paragraphs of their own. Captions may hold Markdown."""
    image = f"![{_in_brackets(alt)}]({_target(source)})"
    if link:
        image = f"[{image}]({_target(link)})"
    return "\n\n".join([image, *(_in_italics(caption) for caption in captions if caption)])


def link_to_markdown(text: str, address: str) -> str:
    """A link whose text cannot end it early."""
    return f"[{_in_brackets(text)}]({_target(address)})"


def parameters_to_markdown(parameters: tuple[Parameter, ...]) -> str:
    """The picture and the words among the parameters of an unknown tag, or an empty text."""
    picture = picture_among(parameters)
    if not picture:
        return "\n\n".join(texts_among(parameters))
    alt = named(parameters, "alt")
    captions = tuple(text for text in texts_among(parameters) if text != alt)
    return figure_to_markdown(picture, alt, captions)


def _in_italics(caption: str) -> str:
    text = _SPACES.sub(" ", caption).strip()
    return f"<em>{text}</em>" if "*" in text else f"*{text}*"


def _in_brackets(text: str) -> str:
    text = _SPACES.sub(" ", text).strip()
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _target(address: str) -> str:
    address = address.strip()
    if _CLEAN_TARGET.fullmatch(address):
        return address
    return f"<{_SPACES.sub(' ', address).replace('<', '%3C').replace('>', '%3E')}>"
