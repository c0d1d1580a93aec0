"""Fonts inside an EPUB: the theme's faces of text and headings, cut down to the letters of the book.

Only families that came as Python packages are taken: their licence, the OFL, allows it, and they are the same
on every machine. In: names of families, the best first, and letters. Out: files and a style sheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from bookmaker.fonts import font_folders

_WEIGHTS = (400, 700)
_NAME_OF_FAMILY = (16, 1)
_ITALIC = 1
#: Who made the font and under which licence, besides what its tables need.
_KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17]
_GENERIC = ("serif", "sans-serif", "monospace")
_LATIN = frozenset(range(0x20, 0x7F))


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font file of its own: one weight, upright or italic."""

    family: str
    weight: int
    is_italic: bool
    data: bytes

    @property
    def extension(self) -> str:
        """By the kind of its outlines: `ttf` or `otf`."""
        return "otf" if self.data.startswith(b"OTTO") else "ttf"

    @property
    def style(self) -> str:
        """As CSS calls it."""
        return "italic" if self.is_italic else "normal"

    @property
    def media_type(self) -> str:
        """A core media type of EPUB 3.3."""
        return f"font/{self.extension}"

    @property
    def name(self) -> str:
        """The file's place."""
        return f"fonts/{self.id.removeprefix('font-')}.{self.extension}"

    @property
    def id(self) -> str:
        """Letters, digits and hyphens."""
        family = re.sub(r"[^a-z0-9]+", "-", self.family.lower())
        return f"font-{family}-{self.weight}-{self.style}"


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    weight: int
    is_italic: bool


def families_of(value: str) -> tuple[str, ...]:
    """The names in a value of `font-family`."""
    names = (name.strip().strip("\"'") for name in value.split(","))
    return tuple(name for name in names if re.fullmatch(r"[\w .-]+", name))


def installed_families(stack: Iterable[str]) -> tuple[str, ...]:
    """Those that can be embedded."""
    return tuple(family for family in stack if family in _installed())


def embedded_faces(stacks: Iterable[tuple[str, ...]], text: str) -> tuple[Face, ...]:
    """All faces of the families that are needed: each has the letters that those before it lack."""
    letters: dict[str, frozenset[int]] = {}
    for stack in stacks:
        wanted: AbstractSet[int] = frozenset(map(ord, text)) | _LATIN
        for family in installed_families(stack):
            known = _letters_of(_installed()[family][0].path) & wanted
            if known:
                letters[family] = letters.get(family, frozenset()) | known
            # A space that a face lacks is no reason to bring another one.
            wanted = {letter for letter in wanted - known if not chr(letter).isspace()}
    return tuple(
        _cut(family, source, letters[family]) for family in letters for source in _installed()[family]
    )


def face_rules(faces: Iterable[Face], stacks: Mapping[str, tuple[str, ...]]) -> str:
    """CSS. `stacks` are families by the selector that is set in them; only embedded ones are named."""
    faces = tuple(faces)
    rules = [
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; '
        f'font-weight: {face.weight}; src: url("../{face.name}"); }}'
        for face in faces
    ]
    embedded = {face.family for face in faces}
    for selector, stack in stacks.items():
        names = [f'"{name}"' for name in stack if name in embedded]
        if names:
            generic = [name for name in stack if name in _GENERIC][:1]
            rules.append(f"{selector} {{ font-family: {', '.join([*names, *generic])}; }}")
    return "".join(f"{rule}\n" for rule in rules)


@cache
def _installed() -> dict[str, tuple[_Source, ...]]:
    """Regular and bold, upright and italic, by family. A variable font is a source of both weights."""
    found: dict[str, list[_Source]] = {}
    for path in (path for folder in font_folders() for path in sorted(folder.glob("*.[ot]tf"))):
        with TTFont(path, lazy=True) as font:
            names = (font["name"].getDebugName(number) for number in _NAME_OF_FAMILY)
            family = next(name for name in names if name)
            is_italic = bool(font["OS/2"].fsSelection & _ITALIC)
            weights = _WEIGHTS if "fvar" in font else (font["OS/2"].usWeightClass,)
        found.setdefault(family, []).extend(
            _Source(path, weight, is_italic) for weight in weights if weight in _WEIGHTS
        )
    return {
        family: tuple(sorted(sources, key=lambda source: (source.is_italic, source.weight)))
        for family, sources in found.items()
    }


@cache
def _letters_of(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _cut(family: str, source: _Source, letters: frozenset[int]) -> Face:
    """A font with those letters alone. The times in it are the source's: same letters, same bytes."""
    font = TTFont(source.path, recalcTimestamp=False)
    if "fvar" in font:
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        font = instantiateVariableFont(font, {**axes, "wght": source.weight})
    options = Options(name_IDs=_KEPT_NAMES, notdef_outline=True, recalc_timestamp=False)
    cutter = Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    file = io.BytesIO()
    font.save(file)
    return Face(family=family, weight=source.weight, is_italic=source.is_italic, data=file.getvalue())
