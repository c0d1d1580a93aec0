"""What results depend on besides their input: versions of libraries, fonts, and our own code."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
import zlib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

from bookmaker.fonts import engine_fingerprint, font_files, fonts_fingerprint

_LIBRARIES = (
    "weasyprint", "pydyf", "pikepdf", "pyphen", "cssselect2", "tinycss2", "pillow", "markdown-it-py",
    "mdit-py-plugins", "emoji", "nh3", "lxml", "babel", "pypdfium2", "pygments", "python-liquid",
    "latex2mathml", "ziamath", "ziafont", "segno",
)  # fmt: skip
#: What is made, each with a fingerprint of its own: new styles prepare no picture anew.
Work = Literal["pictures", "chapters", "pages"]
#: Where the code of each lies: all that it imports is among these, and what it is kept as.
_CODE: dict[Work, tuple[str, ...]] = {
    "pictures": (
        "renderer/pictures/", "renderer/__init__.py", "renderer/digests.py", "renderer/work.py", "model.py",
        "publishing.py",
    ),
    "chapters": (
        "renderer/", "templates/", "addresses.py", "cache.py", "errors.py", "identifiers.py", "lost.py",
        "mishaps.py", "model.py", "publishing.py", "templating.py", "wording",
    ),
    "pages": ("",),
}  # fmt: skip
#: What decodes and compresses. Drawings are made by what makes pages, and go by its fingerprint.
_PICTURE_LIBRARIES = frozenset({"python", "zlib", "pillow"})


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
def fingerprint(work: Work = "pages") -> str:
    """Hash all that some work depends on, once in a process."""
    return fingerprint_of(parts_of_fingerprint(work))


@cache
def parts_of_fingerprint(work: Work = "pages") -> Parts:
    """Gather it, once in a process."""
    parts = Parts(versions=tuple(_versions().items()), engine="", fonts="", code=_code(work))
    if work == "pictures":
        return replace(
            parts, versions=tuple(pair for pair in parts.versions if pair[0] in _PICTURE_LIBRARIES)
        )
    if work == "chapters":
        return parts
    return replace(parts, engine=engine_fingerprint(), fonts=fonts_fingerprint())


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
    code = f"{importlib.metadata.version('bookmaker')} {_code('pages')[:12]}"
    return {**_versions(), "pango": engine_version(), "fonts": fonts, "bookmaker": code}


@cache
def _versions() -> dict[str, str]:
    python = ".".join(map(str, sys.version_info[:3]))
    libraries = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    # Pillow takes the system's on Linux, and another one compresses to other bytes.
    return {"python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION, **libraries}


@cache
def _code(work: Work) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for name, hashed in _files().items():
        if name.startswith(_CODE[work]):
            digest.update(name.encode())
            digest.update(hashed)
    return digest.hexdigest()


@cache
def _files() -> dict[str, bytes]:
    """A hash of each module, style sheet and template, by where it lies in the package."""
    hashes = {}
    for package, prefix in (
        ("bookmaker", ""),
        ("bookmaker.styles", "styles/"),
        ("bookmaker.templates", "templates/"),
    ):
        folder = Path(str(resources.files(package)))
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".css", ".j2"):
                name = prefix + path.relative_to(folder).as_posix()
                hashes[name] = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    return hashes
