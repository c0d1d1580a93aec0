"""The tree of pages, written as pages come. Source: ISO 32000-1, 7.7.3."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pikepdf

from bookmaker.exporters.pdf.writing import Copier, PdfWriter, reference

#: Small nodes: a reader that opens page 9,000 reads two of them.
_PAGES_A_NODE = 64


class PageTree:
    """The pages of the file being written, in two levels. `pages` are their objects' numbers, in order."""

    def __init__(self, writer: PdfWriter):
        self.pages: list[int] = []
        self._writer = writer
        self._root = writer.allocate()
        self._nodes: list[int] = []

    def add(self, pages: Sequence[pikepdf.Object], copier: Copier) -> None:
        """Copy pages, with all that they lead to, to the end."""
        for page in pages:
            page.Parent = reference(self._node())
            self.pages.append(copier.number_of(page))
        copier.copy_all(pages)

    def add_blank(self, write: Callable[[int], int]) -> None:
        """Put an empty page at the end; `write` writes it below a node and says its number."""
        self.pages.append(write(self._node()))

    def finish(self) -> int:
        """Write the tree's nodes and return the number of its root."""
        for index, node in enumerate(self._nodes):
            kids = self.pages[index * _PAGES_A_NODE : (index + 1) * _PAGES_A_NODE]
            self._write_node(node, kids, len(kids), b"/Parent %d 0 R" % self._root)
        self._write_node(self._root, self._nodes, len(self.pages), b"")
        return self._root

    def _node(self) -> int:
        """The node that the next page hangs on."""
        if len(self.pages) % _PAGES_A_NODE == 0:
            self._nodes.append(self._writer.allocate())
        return self._nodes[-1]

    def _write_node(self, number: int, kids: list[int], count: int, parent: bytes) -> None:
        references = b" ".join(b"%d 0 R" % kid for kid in kids)
        node = b"<< /Type /Pages /Count %d /Kids [%b] %b >>" % (count, references, parent)
        self._writer.write(number, node)
