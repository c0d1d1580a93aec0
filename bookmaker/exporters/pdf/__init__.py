"""The typeset PDF: chapters laid out by themselves, then assembled."""
