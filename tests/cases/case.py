"""Cases as text: Markdown, and the XHTML that a book must hold for it.

    === What this case shows
    % key: value
    Markdown, from here to a line of a single dot
    .
    <p>XHTML, without the opening header of the chapter</p>
    ! 1 image-missing
    @ https://example.org/2024/01/02/other/ → other

Settings (`%`) are front matter of the post, but for five: `name` is its file's name, `site` a line of
`_config.yml`, `file` a picture of the site (`assets/a.png 400x300`), `post` another post of the book
(`2024-01-02-other.md` and front matter as `key=value`), and `open` says why what is expected does not
happen yet. After the XHTML stand the diagnostics (`!`: line of
the Markdown, code) and the links that lead to a place in the same book (`@`).

What cannot be seen is spelled: `␣` is a space at a line's end, `⟨U+200C⟩` any other character. In the
XHTML, `asset:` is followed by the picture's path in the site rather than by the hash of its bytes, and ids
begin with `case` rather than with the post's id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

_TITLE = "=== "
_SPELLED = re.compile(r"⟨U\+([0-9A-F]{2,6})⟩")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. Units: `line` counts from 1 and is the title's; `end` is the last line before the next."""

    path: Path
    line: int
    end: int
    title: str
    settings: tuple[tuple[str, str], ...]
    source: str
    expected: str

    @property
    def id(self) -> str:
        """What a failing test is called: file, line and title."""
        return f"{self.path.name}:{self.line} {self.title}"

    @property
    def markdown(self) -> str:
        """The post's body, nothing spelled."""
        return unspell(self.source) + "\n"

    def all(self, key: str) -> list[str]:
        """The values of a setting that may be given more than once."""
        return [value for name, value in self.settings if name == key]

    def text(self) -> str:
        """The case as its file has it."""
        settings = "".join(f"% {key}: {value}\n" for key, value in self.settings)
        return f"{_TITLE}{self.title}\n{settings}{self.source}\n.\n{self.expected}\n"


def read_cases(path: Path) -> list[Case]:
    """All cases of a file in order. Raises: ValueError that names the line."""
    lines = path.read_text("utf-8").split("\n")
    starts = [index for index, line in enumerate(lines) if line.startswith(_TITLE)]
    ends = [*starts[1:], len(lines)]
    return [_read_case(path, start, lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _read_case(path: Path, start: int, lines: list[str]) -> Case:
    body = lines[1:]
    settings = []
    while body and body[0].startswith("% "):
        key, _, value = body.pop(0)[2:].partition(": ")
        settings.append((key, value))
    if "." not in body:
        raise ValueError(f"{path.name}:{start + 1}: no line of a single dot")
    dot = body.index(".")
    return Case(
        path=path,
        line=start + 1,
        end=start + len(lines),
        title=lines[0].removeprefix(_TITLE),
        settings=tuple(settings),
        source="\n".join(body[:dot]),
        expected="\n".join(body[dot + 1 :]).rstrip("\n"),
    )


def accept_result(case: Case, result: str) -> None:
    """Write what came out as what is expected."""
    before = [known for known in read_cases(case.path) if known.title == case.title]
    assert len(before) == 1, f"{case.path.name}: {case.title}: gone, or there twice"
    lines = case.path.read_text("utf-8").split("\n")
    after = replace(before[0], expected=result).text().split("\n")
    lines[before[0].line - 1 : before[0].end] = after
    case.path.write_text("\n".join(lines).rstrip("\n") + "\n", "utf-8")


def unspell(text: str) -> str:
    """Turn `⟨U+200C⟩` and `␣` into the characters that they stand for."""
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), text.replace("␣", " "))


def spell(text: str) -> str:
    """Make visible what an editor would hide or eat."""
    spelled = "".join(_spell_character(character) for character in text)
    return re.sub(r" +$", lambda found: "␣" * len(found[0]), spelled, flags=re.MULTILINE)


def _spell_character(character: str) -> str:
    is_hidden = unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zs", "Zl", "Zp")
    if character in " \n" or not is_hidden:
        return character
    return f"⟨U+{ord(character):04X}⟩"


def all_cases(folder: Path) -> Iterator[Case]:
    """The cases of all files of a folder."""
    for path in sorted(folder.glob("*.md")):
        yield from read_cases(path)
