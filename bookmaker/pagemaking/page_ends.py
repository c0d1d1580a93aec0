"""Pages that do not end within a word: the line that would be the last goes over to the next page.

The page is a line shorter then, which shows less than half a word does. Source: WeasyPrint 70 calls
`layout.block._break_line` where a paragraph is parted, and resumes after the last line that is left.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

_HYPHENS = ("-", "\u2010")
_plain = block._break_line


def install() -> None:
    """End pages with whole words from now on, in this process."""
    block._break_line = break_line


def break_line(
    context: Any, box: Any, line: Any, lines: list[Any], needed: int, page_is_empty: bool, *rest: Any
) -> Any:
    """Part a paragraph. `lines` are those that stay; the last leaves them where it ends in a hyphen."""
    abort, stop, resume_at = _plain(context, box, line, lines, needed, page_is_empty, *rest)
    is_parted = stop and len(lines) > box.style["orphans"]
    if is_parted and _ends_in_hyphen(lines[-1]) and not _ends_in_hyphen(lines[-2]):
        *_, absolute_boxes, fixed_boxes = rest
        block.remove_placeholders(context, lines.pop().children, absolute_boxes, fixed_boxes)
    return abort, stop, resume_at


def _ends_in_hyphen(line: Any) -> bool:
    texts = [box.text for box in line.descendants() if isinstance(box, boxes.TextBox)]
    text = texts[-1].rstrip() if texts else ""
    return text.endswith(_HYPHENS) and text[-2:-1].isalpha()
