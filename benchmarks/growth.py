"""Whether hostile texts take time in proportion to their length, whoever reads them.

    python -m benchmarks.growth

Each text is read at a length and at four times that. Times are of the processor; the better of three counts.
Ends with 1 where one takes more than `_MOST` times as long: in proportion would be 4, to the square 16.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

from benchmarks.hostile import FORMULAS, MARKDOWN, TYPOGRAPHY
from bookmaker.renderer.markdown import markdown_to_html
from bookmaker.renderer.math.shield import shield_formulas
from bookmaker.renderer.typography import typeset_runs

_LETTERS, _TIMES, _MOST = 25_000, 4, 9.0
#: What is quicker tells nothing. Units: seconds.
_LEAST_S = 0.02


def main() -> None:
    """Measure and print."""
    faults = 0
    for reader, piece, read in _cases():
        short, long = _seconds(read, piece, _LETTERS), _seconds(read, piece, _TIMES * _LETTERS)
        growth = long / max(short, _LEAST_S)
        faults += growth > _MOST
        print(f"{'!' if growth > _MOST else ' '} {growth:5.1f}  {long:6.2f} s  {reader:10}  {piece[:40]!r}")
    sys.exit(min(faults, 1))


def _cases() -> Iterator[tuple[str, str, Callable[[str], object]]]:
    for piece in MARKDOWN:
        yield "Markdown", piece, lambda text: markdown_to_html(text, 1)
    for piece in FORMULAS:
        yield "formulas", piece, lambda text: shield_formulas(text, 1)
    for language in ("ru", "en", "de", "fr"):
        for piece in TYPOGRAPHY:
            yield f"quotes {language}", piece, lambda text, language=language: typeset_runs([text], language)


def _seconds(read: Callable[[str], object], piece: str, letters: int) -> float:
    text = piece * (letters // len(piece))
    return min(_time(read, text) for _ in range(3))


def _time(read: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


if __name__ == "__main__":
    main()
