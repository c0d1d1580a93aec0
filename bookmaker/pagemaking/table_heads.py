"""Tables whose head is never left out.

WeasyPrint sets a table's head again on each page, and leaves it out where no row has room below it: on the
table's first page as well, and for good where the head itself is higher than a page.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block

_plain = block.table_layout


def install() -> None:
    """Keep the heads of tables from now on, in this process."""
    block.table_layout = table_layout


def table_layout(context: Any, table: Any, bottom_space: float, skip_stack: Any, *rest: Any) -> Any:
    """Lay out a page's part of a table. Source: WeasyPrint 70, `layout.table.table_layout`.

    Where the head would be left out of the first part, the row that has no room below it is parted, and
    where that does not help, the head is a row like others.
    """
    result = _plain(context, table, bottom_space, skip_stack, *rest)
    for change in (_let_first_row_break, _make_head_a_row):
        laid_out = result[0]
        if skip_stack is not None or laid_out is None or _has_head(laid_out) or not _has_head(table):
            break
        change(table)
        result = _plain(context, table, bottom_space, skip_stack, *rest)
    return result


def _has_head(table: Any) -> bool:
    return bool(table.children) and table.children[0].is_header


def _let_first_row_break(table: Any) -> None:
    for row in [row for group in table.children[1:] for row in group.children][:1]:
        row.style = row.style.copy()  # others may share it
        row.style["break_inside"] = "auto"


def _make_head_a_row(table: Any) -> None:
    table.children[0].is_header = False
