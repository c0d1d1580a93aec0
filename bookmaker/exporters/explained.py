"""What the system refuses while files are written, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bookmaker.errors import ExportError
from bookmaker.exporters.edition import Edition


@contextmanager
def explained(edition: Edition) -> Iterator[None]:
    """Say what to do where the system has no place for files, or no Pango."""
    try:
        yield
    except OSError as error:
        if "pango" in str(error).lower() or "gobject" in str(error).lower():
            raise _missing_pango(error) from error
        raise ExportError(
            f"cannot write into {edition.out}: {error.strerror or error}", "choose another --out"
        ) from error


def _missing_pango(error: OSError) -> ExportError:
    """WeasyPrint cannot load Pango: say how to get it on this system."""
    return ExportError(
        f"the layout engine needs Pango: {str(error).splitlines()[0]}",
        "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
        "Fedora: dnf install pango; macOS: brew install pango; Windows: install MSYS2 and its pango",
    )
