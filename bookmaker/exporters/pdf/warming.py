"""What a worker process does while it has nothing to do, so that its first section or file need not wait."""

from __future__ import annotations

from bookmaker.exporters.edition import Edition


def warm_up(edition: Edition, language: str) -> None:
    """Find fonts, and read an edition's style sheets and a language's patterns."""
    # Here, because only workers lay out.
    from bookmaker.exporters.pdf.stylesheets import make_sheets
    from bookmaker.pagemaking.measuring import read_patterns
    from bookmaker.typesetting import lay_out

    read_patterns(language)
    page = f'<html><body lang="{language}"><h1>a</h1><p>a <b>b</b> <i>c</i> <code>d</code></p></body></html>'
    lay_out(page, make_sheets(edition).text).to_pdf_without_fonts(lambda *_: None)


def load_epub() -> None:
    """Load what writes an EPUB."""
    import bookmaker.exporters.epub.files  # noqa: F401
