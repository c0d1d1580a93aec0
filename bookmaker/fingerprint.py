"""What results depend on besides their input: versions of libraries, fonts, and our own code."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from bookmaker.fonts import engine_fingerprint, font_files, fonts_fingerprint

_LIBRARIES = (
    "weasyprint", "pydyf", "pyphen", "cssselect2", "tinycss2", "pillow", "markdown-it-py",
    "mdit-py-plugins", "emoji", "nh3", "lxml", "babel", "pypdfium2", "pygments", "python-liquid",
    "latex2mathml", "ziamath", "ziafont", "segno",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a fingerprint is made of."""

    versions: tuple[tuple[str, str], ...]
    """Names and versions of libraries, Python's among them."""
    engine: str
    """The system's libraries that shape text."""
    fonts: str
    code: str
    """A hash of modules, styles and templates."""


@cache
def fingerprint() -> str:
    """Hash all of it, once in a process."""
    return fingerprint_of(parts_of_fingerprint())


@cache
def parts_of_fingerprint() -> Parts:
    """Gather all of it, once in a process."""
    versions = tuple(_versions().items())
    return Parts(versions=versions, engine=engine_fingerprint(), fonts=fonts_fingerprint(), code=_code())


def fingerprint_of(parts: Parts) -> str:
    """Hash the parts."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@cache
def versions() -> dict[str, str]:
    """The same as one machine can tell another: names of what matters, and what each is there.

    Fonts are compared by name and size: times, which `fingerprint` goes by, differ between machines.
    """
    # Here, because who works alone need not load it.
    from bookmaker.typesetting.engine import engine_version

    fonts = hashlib.blake2b("\n".join(font_files()).encode(), digest_size=6).hexdigest()
    code = f"{importlib.metadata.version('bookmaker')} {_code()[:12]}"
    return {**_versions(), "pango": engine_version(), "fonts": fonts, "bookmaker": code}


def _versions() -> dict[str, str]:
    python = ".".join(map(str, sys.version_info[:3]))
    return {"python": python, **{name: importlib.metadata.version(name) for name in _LIBRARIES}}


@cache
def _code() -> str:
    digest = hashlib.blake2b(digest_size=16)
    for package in ("bookmaker", "bookmaker.styles", "bookmaker.templates"):
        folder = Path(str(resources.files(package)))
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".css", ".j2"):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
