"""What results depend on besides their input: versions of libraries, fonts, and our own code."""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
from functools import cache
from importlib import resources
from pathlib import Path

from bookmaker.fonts import fonts_fingerprint

_LIBRARIES = (
    "weasyprint", "pydyf", "pyphen", "cssselect2", "tinycss2", "pillow", "markdown-it-py",
    "mdit-py-plugins", "emoji", "nh3", "lxml", "babel", "pypdfium2", "pygments", "python-liquid",
    "latex2mathml", "ziamath", "ziafont", "segno",
)  # fmt: skip


@cache
def fingerprint() -> str:
    """Hash all of it, once in a process."""
    digest = hashlib.blake2b(digest_size=16)
    for name in _LIBRARIES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    digest.update(f"{sys.version_info[:3]} {fonts_fingerprint()}\n".encode())
    for package in ("bookmaker", "bookmaker.styles", "bookmaker.templates"):
        folder = Path(str(resources.files(package)))
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".css", ".j2"):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
