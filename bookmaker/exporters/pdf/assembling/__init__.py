"""Sections' pages and what is drawn over them become one file."""
