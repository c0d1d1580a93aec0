"""`bookmaker proof`: pages of a finished PDF as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bookmaker.errors import ConfigError


def _pages(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[int, ...]:
    """`3,5-7` as numbers."""
    numbers: list[int] = []
    for piece in value.split(","):
        first, _, last = piece.strip().partition("-")
        try:
            numbers += range(int(first), int(last or first) + 1)
        except ValueError as error:
            raise click.BadParameter(f"'{piece}' is not a page or a range such as 5-7") from error
    return tuple(numbers)


@click.command("proof")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pages", callback=_pages, default="1", show_default=True, help="Sheets, such as 1,3,5-7.")
@click.option("--width", "width_px", default=800, show_default=True, help="Width of a page in pixels.")
@click.option("--spreads", is_flag=True, help="Draw each of these sheets with the one that faces it.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder for the pictures.",
)
def proof_command(file: Path, **values: Any) -> int:
    """Draw pages of a PDF FILE as PNG pictures. Sheets are counted from 1, the cover included."""
    from bookmaker.cache import write_atomically
    from bookmaker.rasterise import count_pages, pdf_page_to_png, pdf_spread_to_png

    data = file.read_bytes()
    count = count_pages(data) - (1 if values["spreads"] else 0)
    draw = pdf_spread_to_png if values["spreads"] else pdf_page_to_png
    for number in values["pages"]:
        if not 1 <= number <= count:
            raise ConfigError(f"{file} has no sheet {number}", f"choose from 1 to {count}")
        path = values["out"] / f"{file.stem}-{number:03d}.png"
        write_atomically(path, draw(data, values["width_px"], number - 1))
        click.echo(path)
    return 0
