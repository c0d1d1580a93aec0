"""Tables that kramdown knows and GitHub does not: without a heading row, in several bodies, with a foot.

Source: kramdown's syntax, "Tables". What is a table to both is left to the parser's own rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_SEPARATOR = re.compile(r"\|[ \t]*[:=-][ \t:|+=-]*$")
_FOOT = re.compile(r"\|[ \t]*=")
# A bar in code or after a backslash is text.
_BAR = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|\\.|\|")
_LONGEST_LINE = 5000
_ALIGNMENTS = {(True, True): "center", (True, False): "left", (False, True): "right"}


@dataclass(slots=True)
class _Row:
    line: int
    cells: list[str]


def pipe_tables_plugin(md: MarkdownIt) -> None:
    """Read kramdown's tables."""
    md.block.ruler.before("table", "kramdown_table", _block_rule)


def _block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if silent or state.is_code_block(start_line):
        return False
    lines = _gather(state, start_line, end_line)
    rows = [
        None if _SEPARATOR.match(line) else _Row(start_line + number, _split(line))
        for number, line in enumerate(lines)
    ]
    cells = [len(row.cells) for row in rows if row is not None]
    if len(lines) < 2 or not cells or min(cells) < 2 or _is_common(lines, rows):
        return False
    _push_table(state, lines, rows, [start_line, start_line + len(lines)])
    state.line = start_line + len(lines)
    return True


def _is_common(lines: list[str], rows: list[_Row | None]) -> bool:
    """Whether GitHub reads it alike: one separator, in the second line, and no row longer than the first."""
    separators = [number for number, row in enumerate(rows) if row is None]
    if separators != [1] or rows[0] is None:
        return False
    # GitHub's rule drops the cells that a row has more than the first.
    most = max(len(row.cells) for row in rows if row is not None)
    return len(_alignments(lines[1])) == len(rows[0].cells) == most


def _gather(state: StateBlock, start_line: int, end_line: int) -> list[str]:
    """The lines from here on that begin with a bar."""
    lines: list[str] = []
    for number in range(start_line, end_line):
        start = state.bMarks[number] + state.tShift[number]
        if state.sCount[number] < state.blkIndent or not state.src.startswith("|", start):
            break
        if state.eMarks[number] - start > _LONGEST_LINE:
            return []
        lines.append(state.src[start : state.eMarks[number]].rstrip())
    return lines


def _split(line: str) -> list[str]:
    """The cells of a row; the bars at both ends are no cells."""
    cells, start = [], 1
    for found in _BAR.finditer(line, 1):
        if found[0] == "|":
            cells.append(line[start : found.start()])
            start = found.end()
    if line[start:].strip():
        cells.append(line[start:])
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _push_table(state: StateBlock, lines: list[str], rows: list[_Row | None], span: list[int]) -> None:
    """Order: a heading if a separator and more rows follow it, bodies, a foot after `===`."""
    groups = [list(group) for _, group in groupby(enumerate(rows), key=lambda row: row[1] is None)]
    groups = [group for group in groups if group[0][1] is not None]
    alignments = next((_alignments(line) for line, row in zip(lines, rows, strict=True)
                       if row is None and ":" in line), [])  # fmt: skip
    width = max(len(row.cells) for row in rows if row is not None)
    state.push("table_open", "table", 1).map = span
    for order, group in enumerate(groups):
        first = group[0][0]
        is_head = order == 0 and len(groups) > 1 and not _FOOT.match(lines[group[-1][0] + 1])
        part = "thead" if is_head else "tbody"
        part = "tfoot" if order and _FOOT.match(lines[first - 1]) else part
        _push_part(state, part, [row for _, row in group if row is not None], alignments, width)
    state.push("table_close", "table", -1)


def _push_part(state: StateBlock, part: str, rows: list[_Row], alignments: list[str], width: int) -> None:
    cell_tag = "th" if part == "thead" else "td"
    state.push(f"{part}_open", part, 1).map = [rows[0].line, rows[-1].line + 1]
    for row in rows:
        state.push("tr_open", "tr", 1).map = [row.line, row.line + 1]
        for index in range(width):
            opening = state.push(f"{cell_tag}_open", cell_tag, 1)
            if index < len(alignments) and alignments[index]:
                opening.attrSet("style", f"text-align:{alignments[index]}")
            inline = state.push("inline", "", 0)
            inline.map = [row.line, row.line + 1]
            inline.content = row.cells[index] if index < len(row.cells) else ""
            inline.children = []
            state.push(f"{cell_tag}_close", cell_tag, -1)
        state.push("tr_close", "tr", -1)
    state.push(f"{part}_close", part, -1)


def _alignments(separator: str) -> list[str]:
    """How the columns are aligned: `|:--|:-:|--:|`."""
    columns = re.split(r"[|+]", separator.strip("|"))
    marks = [(column.strip().startswith(":"), column.strip().endswith(":")) for column in columns]
    return [_ALIGNMENTS.get(mark, "") for mark in marks]
