"""Lines of `Key: value` at the beginning of the file, without fences, as Pelican has them."""

from __future__ import annotations

import re
from typing import Any

from bookmaker.collector.frontmatter.form import Form

# Source: Pelican, "Writing content", file metadata; Python-Markdown, extension Meta-Data.
_KNOWN = frozenset(
    "author authors category date keywords lang modified save_as slug status summary tags template title "
    "translation url".split()
)
_LINE = re.compile(r"[ ]{0,3}([A-Za-z][\w-]*):(?:[ \t]+(.*)|[ \t]*)")
_CONTINUATION = re.compile(r"(?:[ ]{4}|\t)[ \t]*(\S.*)")
_FEWEST = 2


class UnfencedForm(Form):
    """Metadata up to the first empty line, where two known keys or more make sure that it is metadata."""

    pattern = re.compile(r"\A((?:[ ]{0,3}[A-Za-z][\w-]*:(?:[ \t].*)?\n?)(?:.*\S.*(?:\n|\Z))*)(?:[ \t]*\n)?")
    remedy = "leave an empty line after the last `Key: value` line"

    def detect(self, text: str) -> bool:
        """Whether the first paragraph is metadata; with other lines in it, it stays in the body."""
        head = self.pattern.match(text)
        lines = head[1].splitlines() if head else []
        keys = [found[1].lower() for found in map(_LINE.fullmatch, lines) if found]
        if len(_KNOWN.intersection(keys)) < _FEWEST:
            return False
        if not all(_LINE.fullmatch(line) or _CONTINUATION.fullmatch(line) for line in lines):
            self.defect = "no empty line ends the metadata, so all of it stays in the text"
        return True

    def load(self, fm: str, **_: object) -> Any:
        """Read the lines. Keys come out in small letters, and as Jekyll would name them."""
        values: dict[str, str] = {}
        key = ""
        for number, line in enumerate(fm.splitlines(), start=1):
            found = _LINE.fullmatch(line)
            if found is None:
                values[key] = f"{values[key]} {line.strip()}".strip()
                continue
            key = found[1].lower()
            if key in values:
                self.doubles.append((key, number))
            values[key] = (found[2] or "").strip()
        return _as_front_matter(values)


def _as_front_matter(values: dict[str, str]) -> dict[str, Any]:
    """Lists as lists: here only commas or semicolons part names, which may hold spaces."""
    data: dict[str, Any] = {key: value for key, value in values.items() if value}
    for key in ("tags", "authors"):
        if key in data:
            separator = ";" if ";" in data[key] else ","
            data[key] = [name.strip() for name in data[key].split(separator)]
    for key in ("author", "category"):
        if key in data:
            data[key] = [data[key]]
    if data.pop("status", "").lower() == "draft":
        data["draft"] = True
    return data
