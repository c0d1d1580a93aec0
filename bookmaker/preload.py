"""Imported once by the server that workers are forked from, so that each finds its libraries loaded."""

import atexit
import contextlib
import gc
import io
import os

# Modules live to the end: looking for garbage among them takes a tenth of the time.
gc.disable()

import bookmaker.exporters.pdf.layout  # noqa: E402
import bookmaker.exporters.pdf.stylesheets  # noqa: E402
import bookmaker.renderer.chapter  # noqa: E402
import bookmaker.renderer.pictures  # noqa: E402

# Without Pango the server must live: rendering needs none, and the first task that does says so. What
# WeasyPrint then prints has no place in `--json`.
with contextlib.suppress(OSError), contextlib.redirect_stdout(io.StringIO()):
    import bookmaker.typesetting  # noqa: F401

# Who reads what the command prints waits for the server's end, too: clearing up all that it has loaded takes
# a fifteenth of a second.
atexit.register(os._exit, 0)
