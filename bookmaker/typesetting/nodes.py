"""The elements of a structure tree. Source: ISO 32000-1, 14.7.2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from bookmaker.typesetting.roles import is_cell


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something drawn on a page: words or a picture; with `is_link`, the link that lies over it."""

    box: Any
    page_index: int
    is_link: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure tree. `kind` is a standard structure type."""

    kind: str
    parent: Node | None = None
    kids: list[Node | Leaf] = field(default_factory=list)
    language: str = ""
    alt: str = ""
    expansion: str = ""
    id: str = ""
    scope: str = ""
    numbering: str = ""
    spans: tuple[int, int] = (1, 1)
    """Columns and rows of a table's cell."""
    words: str = ""
    """What a link says."""
    context: str = ""
    owner: Any = None
    """The block whose loose words this paragraph gathers."""

    def add(self, kind: str, index: int | None = None) -> Node:
        """Make a child, the last one or at `index`."""
        node = Node(kind, self)
        self.kids.insert(len(self.kids) if index is None else index, node)
        return node

    def leaves(self) -> Iterator[Leaf]:
        """All that is drawn of it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Leaf):
                yield kid
            else:
                yield from kid.leaves()


def is_a(kid: Node | Leaf, *kinds: str) -> bool:
    return isinstance(kid, Node) and kid.kind in kinds


def inherited(node: Node | None, name: str) -> str:
    while node is not None and not getattr(node, name):
        node = node.parent
    return str(getattr(node, name)) if node else ""


def take_apart(node: Node) -> None:
    """Let its elements forget what they are in."""
    node.parent = None
    for kid in node.kids:
        if isinstance(kid, Node):
            take_apart(kid)


def prune(node: Node) -> bool:
    """Take out what holds nothing; whether something is left. Cells stay, or columns would move."""
    node.kids = [kid for kid in node.kids if isinstance(kid, Leaf) or prune(kid)]
    if node.kind == "Table":
        _head_rows(node)
    if node.kind == "TR":
        return any(is_cell((kid.kind,)) for kid in node.kids if isinstance(kid, Node))
    return bool(node.kids) or is_cell((node.kind,))


def _head_rows(table: Node) -> None:
    """Where no cell is a heading, the first of each row is what the row is of."""
    groups = [table, *(kid for kid in table.kids if is_a(kid, "TBody", "THead", "TFoot"))]
    rows = [kid for group in groups for kid in cast(Node, group).kids if is_a(kid, "TR")]
    cells = [[cast(Node, cell) for cell in cast(Node, row).kids] for row in rows]
    if any(cell.kind == "TH" for row in cells for cell in row):
        return
    for row in cells:
        row[0].kind, row[0].scope = "TH", "Row"
