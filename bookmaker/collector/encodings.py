"""From a file's bytes to text. In: bytes. Out: text with `\\n` line ends, and what was wrong with it."""

from __future__ import annotations

import codecs
import re

from bookmaker.errors import Diagnostic, Outcome, Where, diagnose

# The order matters: the UTF-32 LE mark begins with the UTF-16 LE one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What XML 1.0 forbids (section 2.2, production Char): one of these makes a whole chapter unreadable.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def bytes_to_text(data: bytes, path: str) -> Outcome[str]:
    """Decode a source file by its byte order mark, else as UTF-8, and clean what XML cannot hold."""
    problems: list[Diagnostic] = []
    encoding = "utf-8"
    for mark, name in _MARKS:
        if data.startswith(mark):
            encoding, data = name, data[len(mark) :]
            break
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems.append(
            diagnose("post-bad-encoding", f"not valid {encoding.upper()}", Where(path=path, line=line))
        )
        text = data.decode(encoding, errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _strip_forbidden(text, path, problems)


def _strip_forbidden(text: str, path: str, problems: list[Diagnostic]) -> Outcome[str]:
    found = _FORBIDDEN.search(text)
    if found is None:
        return Outcome(text, tuple(problems))
    line = text.count("\n", 0, found.start()) + 1
    names = sorted({f"U+{ord(char):04X}" for char in _FORBIDDEN.findall(text)})
    problems.append(
        diagnose(
            "post-control-characters",
            f"control characters that no XML file may hold: {', '.join(names)}",
            Where(path=path, line=line),
        )
    )
    # A form feed or a NUL between two words stands for a gap: a space keeps the words apart.
    return Outcome(_FORBIDDEN.sub(" ", text), tuple(problems))
