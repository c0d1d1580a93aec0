"""The structure tree of the assembled book: the sections' trees under one Document.

Elements are copied and not looked at; what is kept meanwhile are the numbers of pages' and links' entries.
Source: ISO 32000-1, 14.7.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from bookmaker.exporters.pdf.writing import Copier, PdfWriter, reference

#: Viewers read a leaf of the tree of parents whole.
_PARENTS_A_LEAF = 512


class SectionTree:
    """The tree of one section's file, which may have none."""

    def __init__(self, pdf: pikepdf.Pdf):
        root = pdf.Root.get(Name.StructTreeRoot)
        self.root = root
        numbers = Array() if root is None else root.ParentTree.Nums
        self.parents = [numbers[index] for index in range(1, len(numbers), 2)]
        names = Array() if root is None or Name.IDTree not in root else root.IDTree.Names
        self.names = [(bytes(names[index]), names[index + 1]) for index in range(0, len(names), 2)]

    def forget_link(self, annotation: Object) -> None:
        """The annotation goes: its words are no link any more."""
        if Name.StructParent not in annotation:
            return
        element = self.parents[int(annotation.StructParent)]
        kids = element.K if isinstance(element.K, Array) else [element.K]
        element.K = Array([kid for kid in kids if not _leads_to(kid, annotation)])
        element.S = Name.Span


class StructureTree:
    """The tree in the file being written. A section's pages go before its tree, which refers to them."""

    def __init__(self, writer: PdfWriter):
        self._writer = writer
        self._root = writer.allocate()
        self._document = writer.allocate()
        self._kids: list[int] = []
        self._parents: list[int] = []
        self._names: list[tuple[bytes, int]] = []

    def renumber(self, pages: Iterable[Object]) -> None:
        """Let the keys of a section's pages and links go on where the last section's ended."""
        shift = len(self._parents)
        for page in pages:
            if Name.StructParents in page:
                page.StructParents = int(page.StructParents) + shift
            for annotation in page.get(Name.Annots, ()):
                if Name.StructParent in annotation:
                    annotation.StructParent = int(annotation.StructParent) + shift

    def add(self, tree: SectionTree, copier: Copier) -> None:
        """Copy a section's tree."""
        if tree.root is None:
            return
        tree.root.K.P = reference(self._document)
        self._kids.append(copier.copy(tree.root.K))
        self._parents += copier.copy_all(tree.parents)
        elements = copier.copy_all(element for _, element in tree.names)
        self._names += zip((name for name, _ in tree.names), elements, strict=True)

    def finish(self, language: str) -> int:
        """Write what is above the sections, and return the number of the root, or 0 if there is nothing."""
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        head = b"/P %d 0 R /Lang %b" % (self._root, String(language).unparse())
        self._writer.write(self._document, b"<< /S /Document %b /K [%b] >>" % (head, kids))
        leaves = b" ".join(
            b"%d 0 R" % self._write_leaf(first) for first in range(0, len(self._parents), _PARENTS_A_LEAF)
        )
        trees = b"/ParentTree << /Kids [%b] >> /ParentTreeNextKey %d" % (leaves, len(self._parents))
        root = b"<< /Type /StructTreeRoot /K %d 0 R %b %b >>" % (self._document, trees, self._ids())
        self._writer.write(self._root, root)
        return self._root if self._kids else 0

    def _write_leaf(self, first: int) -> int:
        parents = self._parents[first : first + _PARENTS_A_LEAF]
        pairs = b" ".join(b"%d %d 0 R" % pair for pair in enumerate(parents, first))
        number = self._writer.allocate()
        limits = first, first + len(parents) - 1
        self._writer.write(number, b"<< /Limits [%d %d] /Nums [%b] >>" % (*limits, pairs))
        return number

    def _ids(self) -> bytes:
        if not self._names:
            return b""
        names = sorted(self._names)
        pairs = b" ".join(b"%b %d 0 R" % (String(name).unparse(), element) for name, element in names)
        limits = String(names[0][0]).unparse(), String(names[-1][0]).unparse()
        leaf = self._writer.allocate()
        self._writer.write(leaf, b"<< /Limits [%b %b] /Names [%b] >>" % (*limits, pairs))
        return b"/IDTree << /Kids [%d 0 R] >>" % leaf


def _leads_to(kid: Object | int, annotation: Object) -> bool:
    is_reference = isinstance(kid, Dictionary) and Name.Obj in kid
    return bool(is_reference and kid.Obj.objgen == annotation.objgen)  # type: ignore[union-attr]
