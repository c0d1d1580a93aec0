"""Imported once by the server that workers are forked from, so that each finds its libraries loaded."""

import bookmaker.renderer.chapter
import bookmaker.renderer.prepare
import bookmaker.typesetting  # noqa: F401
