"""What shaped text says, letter by letter, so that searching and copying find it.

A font in a PDF has one text for each glyph. In Arabic, Hebrew and the scripts of India a glyph can stand for
several: a bow without dots is one of five letters. Where a glyph does not stand for what the font says it
stands for, it is wrapped in a span with its own text. Source: ISO 32000-1, 14.9.4.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream

#: Letters whose shape depends on their neighbours: Hebrew to N'Ko, the scripts from India to Burma, Khmer,
#: Mongolian, and the presentation forms of Arabic and Hebrew.
_SHAPED = re.compile("[\u0590-\u109f\u1780-\u18af\ua840-\uabff\ufb1d-\ufdff\ufe70-\ufefe]")
_PART = re.compile(r"<([0-9a-f]*)>|[^<>]+")
_DIGITS = 4
_NOTHING = "\N{ZERO WIDTH SPACE}"


class _Texts(dict[int, str]):
    """What each glyph of a font stands for, by the first time it was drawn. Later texts that differ wait.

    Source: WeasyPrint 70, `draw_first_line`, asks whether a glyph has a text, and then sets it.
    """

    def __init__(self, waiting: deque[str | None]):
        super().__init__()
        self._waiting = waiting

    def __contains__(self, glyph: object) -> bool:
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        # A glyph that adds nothing, such as the second of two that make a letter, has to have some text all
        # the same. Source: ISO 14289-1, 7.21.7.
        self._waiting.append(None if self.setdefault(glyph, text or _NOTHING) == text else text)


def is_shaped(text: str) -> bool:
    """Whether text holds letters that need this."""
    return _SHAPED.search(text) is not None


@contextmanager
def exact_text() -> Iterator[None]:
    """Whatever WeasyPrint draws meanwhile says exactly what it shows."""
    waiting: deque[str | None] = deque()
    make_font, show_text = Font.__init__, Stream.show_text

    def make_recording_font(font: Font, *arguments: object) -> None:
        make_font(font, *arguments)
        if not font.bitmap:
            font.to_unicode = _Texts(waiting)

    def show_exact_text(stream: Stream, text: str) -> None:
        plain = ""
        for part in _PART.finditer(text):
            digits = part[1]
            if not digits or not waiting:
                plain += part[0]
                continue
            for start in range(0, len(digits), _DIGITS):
                glyph = f"<{digits[start : start + _DIGITS]}>"
                exact = waiting.popleft()
                if exact is None:
                    plain += glyph
                    continue
                if plain:
                    show_text(stream, plain.replace("><", ""))
                plain = ""
                stream.stream.append(f"/Span <</ActualText <{_utf16(exact)}>>> BDC".encode())
                show_text(stream, glyph)
                stream.stream.append(b"EMC")
        if plain:
            show_text(stream, plain.replace("><", ""))

    Font.__init__, Stream.show_text = make_recording_font, show_exact_text
    try:
        yield
    finally:
        Font.__init__, Stream.show_text = make_font, show_text


def _utf16(text: str) -> str:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper()
