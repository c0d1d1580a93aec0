"""A PDF, opened for reading, and what its syntax is held to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from bookmaker.errors import Diagnostic, ExportError, Where, diagnose


@contextmanager
def open_pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    """Open a PDF. Raises: ExportError where it cannot be read as one."""
    try:
        with pikepdf.open(path) as pdf:
            yield pdf
    except (OSError, pikepdf.PdfError) as error:
        raise ExportError(f"{path} cannot be read as a PDF: {error}", "build it again") from error


def check_pdf_syntax(path: Path) -> tuple[Diagnostic, ...]:
    """What QPDF finds wrong: broken objects, streams, cross references. Raises: ExportError."""
    with open_pdf(path) as pdf:
        complaints = pdf.check_pdf_syntax()
    return tuple(diagnose("pdf-invalid", text, Where(path=path.name)) for text in complaints)
