"""What a worker process does before its first section, so that the section need not wait for it."""

from __future__ import annotations

from bookmaker.exporters.edition import Edition


def warm_up(edition: Edition, language: str) -> None:
    """Find fonts, read an edition's style sheets and a language's patterns, and load what writes its EPUB."""
    # Here, because only workers lay out.
    from bookmaker.exporters.pdf.stylesheets import make_sheets
    from bookmaker.pagemaking.measuring import read_patterns
    from bookmaker.typesetting import lay_out

    read_patterns(language)
    page = f'<html><body lang="{language}"><h1>a</h1><p>a <b>b</b> <i>c</i> <code>d</code></p></body></html>'
    lay_out(page, make_sheets(edition).text).to_pdf_without_fonts(lambda *_: None)
    if "epub" in edition.formats:
        import bookmaker.exporters.epub.files  # noqa: F401
