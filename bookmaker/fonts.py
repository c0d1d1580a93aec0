"""Which fonts a book is set with: those that came as wheels first, the system's for what they lack."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

# Where fontconfig's own configuration lies on Debian, Homebrew (two kinds of Mac) and NixOS.
_SYSTEM_CONFIGS = (
    "/etc/fonts/fonts.conf",
    "/opt/homebrew/etc/fonts/fonts.conf",
    "/usr/local/etc/fonts/fonts.conf",
)
_SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")

# Where Debian, Fedora and Homebrew (two kinds of Mac) have Pango and its kin.
_LIBRARY_FOLDERS = ("usr/lib/*-linux-gnu*", "usr/lib64", "usr/local/lib", "opt/homebrew/lib")
_LIBRARY = re.compile(r"lib(pango|pangoft2|harfbuzz|fontconfig|freetype|fribidi)\b.*\.(so|dylib)\b.*")

_FONT_SUFFIXES = frozenset((".ttf", ".otf", ".ttc", ".otc", ".pfb", ".woff2"))


def font_folders() -> tuple[Path, ...]:
    """Folders of the font families installed as Python packages, in a fixed order."""
    # Here, because `system_folders` is asked by those who are in a hurry.
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    folders = []
    for entry in entry_points(group="fontpkg.family"):
        # The module's place is enough: importing each package would cost every build some time.
        spec = find_spec(entry.module)
        if spec and spec.origin:
            folders.append(Path(spec.origin).parent / "files")
    return tuple(sorted(set(folders)))


def fonts_configuration(cache_folder: Path) -> str:
    """The text of a fontconfig file: our fonts, then the system's."""
    folders = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in font_folders())
    includes = "".join(f'<include ignore_missing="yes">{path}</include>' for path in _SYSTEM_CONFIGS)
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{folders}{includes}<cachedir>{escape(str(cache_folder))}</cachedir></fontconfig>"
    )


def font_files() -> tuple[str, ...]:
    """Names and sizes of all fonts, ours and the system's, in a fixed order."""
    return tuple(sorted({*_files(), *_system_files()}))


def fonts_fingerprint() -> str:
    """What tells one set of installed fonts from another, without reading the fonts."""
    return "\n".join([*_files(), *system_folders()])


def engine_fingerprint() -> str:
    """What tells one installation of the system's libraries for text from another, without loading them."""
    folders = [folder for pattern in _LIBRARY_FOLDERS for folder in Path("/").glob(pattern)]
    # A folder of libraries has hundreds of files: as plain names they take a tenth of the time.
    found = [file.path for folder in folders for file in os.scandir(folder) if _LIBRARY.fullmatch(file.name)]
    files = sorted({Path(path).resolve() for path in found})
    return "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)


def _files() -> Iterator[str]:
    for folder in font_folders():
        for path in sorted(folder.iterdir()):
            yield f"{path.name} {path.stat().st_size}"


def system_folders() -> Iterator[str]:
    """Folders of the system's fonts and their times, which change with what is in them."""
    for name in _SYSTEM_FOLDERS:
        start = Path(name).expanduser()
        if start.is_dir():
            for folder in sorted([start, *start.glob("*/"), *start.glob("*/*/")]):
                yield f"{folder} {folder.stat().st_mtime_ns}"


def _system_files() -> Iterator[str]:
    for name in _SYSTEM_FOLDERS:
        for path in Path(name).expanduser().rglob("*"):
            if path.suffix.lower() in _FONT_SUFFIXES:
                yield f"{path.name} {path.stat().st_size}"
