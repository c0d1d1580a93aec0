"""Imported once by the server that workers are forked from, so that each finds its libraries loaded."""

import contextlib
import io

import bookmaker.renderer.chapter
import bookmaker.renderer.pictures

# Without Pango the server must live: rendering needs none, and the first task that does says so. What
# WeasyPrint then prints has no place in `--json`.
with contextlib.suppress(OSError), contextlib.redirect_stdout(io.StringIO()):
    import bookmaker.typesetting  # noqa: F401
