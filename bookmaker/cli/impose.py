"""`bookmaker impose`: a finished PDF on sheets, ready to print and fold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)", re.IGNORECASE)


def _length(ctx: click.Context, parameter: click.Parameter, value: str) -> float:
    """`3mm` in millimetres."""
    found = _LENGTH.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter(f"'{value}' is not a length such as 3mm, 0.1mm or 0.125in")
    return float(found[1]) * _MM[found[2].lower()]


def _signature(ctx: click.Context, parameter: click.Parameter, value: str) -> int:
    """A number of pages, or 0 for `all`."""
    if value == "all":
        return 0
    if not value.isdigit() or int(value) == 0 or int(value) % 4:
        raise click.BadParameter(f"'{value}' is not `all` or a number of pages that 4 divides, such as 16")
    return int(value)


@click.command("impose")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--layout",
    type=click.Choice(["saddle", "single"]),
    default="saddle",
    show_default=True,
    help="Two pages a side, to be folded; or one, for a print shop.",
)
@click.option(
    "--paper",
    type=click.Choice(["A4", "Letter", "A3", "Tabloid", "SRA4", "SRA3"], case_sensitive=False),
    default="A4",
    show_default=True,
    help="The sheets to print on.",
)
@click.option(
    "--signature",
    callback=_signature,
    default="all",
    show_default=True,
    help="Pages of sheets folded together, such as 16, or all.",
)
@click.option(
    "--paper-thickness",
    callback=_length,
    default="0mm",
    show_default=True,
    help="For creep: 0.1mm is usual for office paper.",
)
@click.option("--marks", is_flag=True, help="Make room for crop and fold marks on all sides.")
@click.option("--bleed", callback=_length, default="0mm", show_default=True, help="Such as 3mm.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def impose_command(file: Path, **values: Any) -> int:
    """Put the pages of a PDF FILE on sheets that are printed on both sides, folded and stitched.

    Print on both sides and turn the paper over its short edge.
    """
    from bookmaker.exporters.pdf.imposition import Scheme
    from bookmaker.exporters.pdf.sheets import impose_pdf

    is_single = values["layout"] == "single"
    target = values["out"] or file.with_name(f"{file.stem}-{'press' if is_single else 'booklet'}.pdf")
    scheme = Scheme(
        paper=values["paper"],
        signature=values["signature"],
        paper_thickness_mm=values["paper_thickness"],
        bleed_mm=values["bleed"],
        has_marks=values["marks"],
        is_single=is_single,
    )
    made = impose_pdf(file, target, scheme)
    click.echo(f"{target}  {made.sheets} sheets, pages at {made.scale:.0%} of their size")
    return 0
