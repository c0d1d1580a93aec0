"""What `check` has found, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import click

from bookmaker.checker.findings import FAULTS, Balance
from bookmaker.checker.inspection import Inspection
from bookmaker.checker.text import PostBalance
from bookmaker.checker.typography.report import KINDS, TypographicReport
from bookmaker.cli.report import counted, diagnostic_facts
from bookmaker.errors import Diagnostic, Outcome

_COLUMNS = ("source", "file", *FAULTS, "moved")
_LONGEST_PATH = 60
_LONGEST_KIND, _MOST_PAGES = 38, 10


def print_inspections_as_json(outcomes: Iterable[Outcome[Inspection]]) -> None:
    """The one JSON document of the command."""
    files = [_facts(outcome) for outcome in outcomes]
    click.echo(json.dumps({"files": files}, ensure_ascii=False, indent=2))


def print_inspection(outcome: Outcome[Inspection]) -> None:
    """A line on what is wrong, and a table of the posts whose words are not all as in the source."""
    inspection = outcome.value
    counts = Counter(problem.severity for problem in outcome.diagnostics)
    said = [counted(counts[name], name) for name in ("error", "warning", "note") if counts[name]]
    click.echo(f"{click.style(inspection.path, bold=True)}: {', '.join(said) or 'nothing to complain of'}")
    for gate in inspection.gates:
        own = Counter(problem.severity for problem in gate.problems)
        numbers = ", ".join(counted(own[name], name) for name in ("error", "warning", "note") if own[name])
        click.echo(f"  {gate.name:<16}{numbers or 'passed'}")
    if inspection.typography is not None:
        _print_typography(inspection.typography)
    if not inspection.balances:
        return
    click.echo("".join([f"  {'words':<{_LONGEST_PATH}}", *(f"{name:>9}" for name in _COLUMNS)]))
    for one in inspection.balances:
        if one.balance.findings:
            _print_row(one.path, _numbers([one]))
    _print_row(counted(len(inspection.balances), "post"), _numbers(inspection.balances))


def _print_typography(report: TypographicReport) -> None:
    """A row for each kind of fault: how many, a hundred pages, and on which pages."""
    lines = f"{report.pages:,} pages, {report.justified_lines:,} justified lines"
    click.echo(f"  {lines:<{_LONGEST_KIND}}{'found':>7}{'per 100 pages':>15}  on pages")
    for kind, count in report.counts().items():
        pages = report.pages_with(kind)
        shown = ", ".join(map(str, pages[:_MOST_PAGES])) + (" …" if len(pages) > _MOST_PAGES else "")
        rate = 100 * count / max(report.pages, 1)
        click.echo(f"  {KINDS[kind]:<{_LONGEST_KIND}}{count:>7,}{rate:>15.2f}  {shown}".rstrip())


def _typography_facts(report: TypographicReport) -> dict[str, Any]:
    return {
        "pages": report.pages,
        "justified_lines": report.justified_lines,
        "counts": report.counts(),
        "findings": [asdict(finding) for finding in report.findings],
    }


def _print_row(label: str, numbers: dict[str, int]) -> None:
    shown = label if len(label) <= _LONGEST_PATH else f"…{label[1 - _LONGEST_PATH :]}"
    click.echo("".join([f"  {shown:<{_LONGEST_PATH}}", *(f"{numbers[name]:>9,}" for name in _COLUMNS)]))


def _facts(outcome: Outcome[Inspection]) -> dict[str, Any]:
    inspection, diagnostics = outcome.value, outcome.diagnostics
    return {
        "path": inspection.path,
        "format": inspection.format,
        "gates": {gate.name: _severities(gate.problems) for gate in inspection.gates},
        "words": _numbers(inspection.balances),
        "posts": [_post_facts(one) for one in inspection.balances],
        "typography": _typography_facts(inspection.typography) if inspection.typography else None,
        "diagnostics": [diagnostic_facts(problem) for problem in diagnostics],
    }


def _severities(problems: Iterable[Diagnostic]) -> dict[str, int]:
    counts = Counter(problem.severity for problem in problems)
    return {f"{name}s": counts[name] for name in ("error", "warning", "note")}


def _post_facts(one: PostBalance) -> dict[str, Any]:
    findings = [asdict(finding) for finding in one.balance.findings]
    return {"path": one.path, "title": one.title, "words": _numbers([one]), "findings": findings}


def _numbers(balances: Sequence[PostBalance]) -> dict[str, int]:
    total: Counter[str] = Counter(dict.fromkeys(_COLUMNS, 0))
    for one in balances:
        total.update(_columns(one.balance))
    return dict(total)


def _columns(balance: Balance) -> dict[str, int]:
    numbers = {"source": balance.source_words, "file": balance.file_words, "moved": balance.moved}
    numbers.update({fault: balance.count(fault) for fault in FAULTS})
    return numbers
