"""All who judge an EPUB: the validator, its own links, accessibility, and the shops."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bookmaker.checker.accessibility_rules import ACCESSIBILITY_RULES
from bookmaker.checker.epub_archive import read_archive
from bookmaker.checker.epub_links import check_epub_links
from bookmaker.checker.epubcheck import run_epubcheck
from bookmaker.checker.rules import GATES
from bookmaker.checker.shop_rules import SHOP_RULES
from bookmaker.errors import Diagnostic


def judge_epub(path: Path) -> dict[str, Sequence[Diagnostic]]:
    """What each gate has to say, in the order in which people ask them. Raises: ExportError."""
    validator = run_epubcheck(path)
    archive = read_archive(path)
    found: dict[str, list[Diagnostic]] = {gate: [] for gate in GATES}
    for rule in (*ACCESSIBILITY_RULES, *SHOP_RULES):
        problems = list(rule.apply(archive, path.name))
        for gate in rule.gates:
            found[gate] += problems
    return {"EPUBCheck": validator, "links": check_epub_links(path), **found}
