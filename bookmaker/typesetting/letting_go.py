"""What was laid out goes as soon as nobody needs it: what refers to itself is taken apart.

A section's boxes all hang on a few objects that refer to each other, and would wait to be looked for as
garbage, together with all that other sections left: a fifteenth of a build, and a third more memory.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.document import Document

_own_build_context = Document._build_layout_context.__func__


def _build_context(document: type, html: Any, *arguments: Any) -> Any:
    """Keep the context where it is found again."""
    html.layout_context = _own_build_context(document, html, *arguments)
    return html.layout_context


def take_apart(document: Document) -> None:
    """Take apart a document that is neither drawn nor looked at any more."""
    context = vars(document._html).pop("layout_context", None)
    if context is None:
        return
    for style in context.style_for.get_computed_styles().values():
        anonymous = style
        while anonymous is not None:
            anonymous = vars(anonymous).pop("anonymous_style", None)
    for font in document.fonts.values():
        vars(font).pop("pieces", None)
    # One of its functions is called with the context that it belongs to.
    del context.get_image_from_uri


def install() -> None:
    """Have WeasyPrint make documents that can be taken apart."""
    Document._build_layout_context = classmethod(_build_context)
    # It notes each in itself: that these styles are as they were specified is known of all.
    AnonymousStyle.specified = property(lambda style: style, lambda style, value: None)
