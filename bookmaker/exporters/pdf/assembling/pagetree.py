"""The tree of pages. Source: ISO 32000-1, 7.7.3."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pikepdf import Name

from bookmaker.exporters.pdf.assembling.copying import reference
from bookmaker.exporters.pdf.assembling.objects import Objects

#: Small nodes: a reader that opens page 9,000 reads two of them.
_PAGES_A_NODE = 64
_BLANK = 0


class PageTree:
    """A tree of `count` pages in two levels. `pages` are their objects' numbers, in order."""

    def __init__(self, objects: Objects, count: int):
        self.pages: list[int] = []
        self._objects = objects
        self._root = objects.allocate()
        self._nodes = [objects.allocate() for _ in range(0, count, _PAGES_A_NODE)]

    def node(self, index: int) -> int:
        """The node that a page hangs on."""
        return self._nodes[index // _PAGES_A_NODE]

    def refer(self, index: int) -> Name:
        """The same as it stands in a page."""
        return reference(self.node(index))

    def add(self, pages: Iterable[int]) -> None:
        """Put pages at the end."""
        self.pages += pages

    def add_blank(self) -> None:
        """Put an empty page at the end, which is written when the tree is finished."""
        self.pages.append(_BLANK)

    def finish(self, write_blank: Callable[[int], int]) -> int:
        """Write the tree's nodes and return the number of its root.

        `write_blank` writes an empty page below a node and says its number.
        """
        self.pages = [page or write_blank(self.node(index)) for index, page in enumerate(self.pages)]
        for index, node in enumerate(self._nodes):
            kids = self.pages[index * _PAGES_A_NODE : (index + 1) * _PAGES_A_NODE]
            self._write_node(node, kids, len(kids), b"/Parent %d 0 R" % self._root)
        self._write_node(self._root, self._nodes, len(self.pages), b"")
        return self._root

    def _write_node(self, number: int, kids: Sequence[int], count: int, parent: bytes) -> None:
        references = b" ".join(b"%d 0 R" % kid for kid in kids)
        node = b"<< /Type /Pages /Count %d /Kids [%b] %b >>" % (count, references, parent)
        self._objects.write(number, node)
