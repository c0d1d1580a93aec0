"""All checks of a finished file, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookmaker.checker.text import PostBalance, balance_file
from bookmaker.checker.typography.report import TypographicReport, report_typography
from bookmaker.errors import ConfigError, Diagnostic, Outcome
from bookmaker.model import Format, Post

_BEGINNINGS: dict[bytes, Format] = {b"PK\x03\x04": "epub", b"%PDF": "pdf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One of those who judge a file, and what they have found. Several may find the same."""

    name: str
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was looked at. `balances` are empty where no source was given; `typography` is a PDF's."""

    path: str
    format: Format
    gates: tuple[Gate, ...] = ()
    balances: tuple[PostBalance, ...] = ()
    typography: TypographicReport | None = None


def inspect_file(path: Path, posts: Sequence[Post] = (), site_url: str = "") -> Outcome[Inspection]:
    """Check validity, links, a PDF's typography, and the words of those posts that are in the file.

    Posts come with Liquid and short codes expanded. Raises: ConfigError, ExportError.
    """
    kind = _format(path)
    gates = _check(path, kind)
    problems = list(dict.fromkeys(problem for gate in gates for problem in gate.problems))
    balances = balance_file(path, kind, posts, site_url) if posts else ()
    if posts and not balances:
        raise ConfigError(f"{path} holds no post of the site", "give --against the site it was built from")
    for one in balances:
        problems += one.diagnostics(path.name)
    report = report_typography(path) if kind == "pdf" else None
    inspection = Inspection(
        path=str(path), format=kind, gates=tuple(gates), balances=balances, typography=report
    )
    return Outcome(inspection, tuple(problems))


def _format(path: Path) -> Format:
    try:
        with path.open("rb") as file:
            beginning = file.read(4)
    except OSError as error:
        raise ConfigError(f"cannot read {path}: {error.strerror}", "give an EPUB or a PDF") from error
    if beginning not in _BEGINNINGS:
        raise ConfigError(f"{path} is neither an EPUB nor a PDF", "give a file that `build` has made")
    return _BEGINNINGS[beginning]


def _check(path: Path, kind: Format) -> list[Gate]:
    # Each format needs libraries that the other does not.
    if kind == "epub":
        from bookmaker.checker.epub_gates import judge_epub

        return [Gate(name=name, problems=tuple(found)) for name, found in judge_epub(path).items()]
    from bookmaker.checker.pdf_file import check_pdf_syntax
    from bookmaker.checker.pdf_links import check_pdf_links

    found = {"QPDF": check_pdf_syntax(path), "links": check_pdf_links(path)}
    return [Gate(name=name, problems=tuple(problems)) for name, problems in found.items()]
