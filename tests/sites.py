"""Small sites, written to disk for one test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_site(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below `root`; text becomes UTF-8. Returns `root`."""
    root.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def post_text(
    title: str, date: str = "2024-03-13 12:00:00 +0000", body: str = "Words.\n", **more: str
) -> str:
    """A post with front matter; `more` are YAML values as they are written."""
    lines = [f"title: {title}", f"date: {date}", *(f"{key}: {value}" for key, value in more.items())]
    return "---\n" + "\n".join(lines) + f"\n---\n{body}"
