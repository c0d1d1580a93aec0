"""The structure tree of the assembled book: the sections' trees under one Document.

Elements are copied and not looked at; what is kept meanwhile are the numbers of pages' and links' entries.
Source: ISO 32000-1, 14.7.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from bookmaker.exporters.pdf.assembling.copying import Copier, reference
from bookmaker.exporters.pdf.assembling.objects import Objects

#: Viewers read a leaf of the tree of parents whole.
_PARENTS_A_LEAF = 512
_KEYS_A_STEP = 64


class SectionTree:
    """The tree of one section's file, which may have none."""

    def __init__(self, pdf: pikepdf.Pdf):
        root = pdf.Root.get(Name.StructTreeRoot)
        self._root = root
        numbers = Array() if root is None else root.ParentTree.Nums
        self._parents = [numbers[index] for index in range(1, len(numbers), 2)]
        names = Array() if root is None or Name.IDTree not in root else root.IDTree.Names
        self._names = [(bytes(names[index]), names[index + 1]) for index in range(0, len(names), 2)]

    def forget_link(self, annotation: Object) -> None:
        """The annotation goes: its words are no link any more."""
        if Name.StructParent not in annotation:
            return
        element = self._parents[int(annotation.StructParent)]
        kids = element.K if isinstance(element.K, Array) else [element.K]
        element.K = Array([kid for kid in kids if not _leads_to(kid, annotation)])
        element.S = Name.Span

    def renumber(self, pages: Iterable[Object], first_key: int) -> None:
        """Let the keys of the section's pages and links begin with `first_key`."""
        for page in pages:
            if Name.StructParents in page:
                page.StructParents = int(page.StructParents) + first_key
            for annotation in page.get(Name.Annots, ()):
                if Name.StructParent in annotation:
                    annotation.StructParent = int(annotation.StructParent) + first_key

    def copy(self, copier: Copier, document: int) -> tuple[int, list[int], list[tuple[bytes, int]]]:
        """Copy the tree after its pages, and hang it on `document`. The values: its root or 0, what its keys
        lead to, and elements by id."""
        if self._root is None:
            return 0, [], []
        self._root.K.P = reference(document)
        root, parents = copier.copy(self._root.K), copier.copy_all(self._parents)
        elements = copier.copy_all(element for _, element in self._names)
        return root, parents, list(zip((name for name, _ in self._names), elements, strict=True))


class StructureTree:
    """The tree in the file being written, under the element `document`."""

    def __init__(self, objects: Objects):
        self._objects = objects
        self._root = objects.allocate()
        self.document = objects.allocate()
        self._kids: list[int] = []
        self._parents: list[tuple[int, int]] = []
        self._names: list[tuple[bytes, int]] = []

    @property
    def next_key(self) -> int:
        """The first key of the next section. Some are left out: a link more shall move no other section."""
        if not self._parents:
            return 0
        return -(-(self._parents[-1][0] + 1) // _KEYS_A_STEP) * _KEYS_A_STEP

    def add(self, root: int, parents: Iterable[int], names: Iterable[tuple[bytes, int]]) -> None:
        """Put a section's tree at the end."""
        self._kids += [root] if root else []
        self._parents += enumerate(parents, self.next_key)
        self._names += names

    def finish(self, objects: Objects, language: str) -> int:
        """Write what is above the sections, and return the number of the root, or 0 if there is nothing."""
        kids = b" ".join(b"%d 0 R" % kid for kid in self._kids)
        head = b"/P %d 0 R /Lang %b" % (self._root, String(language).unparse())
        self._objects.write(self.document, b"<< /S /Document %b /K [%b] >>" % (head, kids))
        parents = iter(self._parents)
        leaves: list[bytes] = []
        while leaf := list(islice(parents, _PARENTS_A_LEAF)):
            leaves.append(b"%d 0 R" % _write_leaf(objects, leaf))
        trees = b"/ParentTree << /Kids [%b] >> /ParentTreeNextKey %d" % (b" ".join(leaves), self.next_key)
        ids = _write_ids(objects, self._names)
        root = b"<< /Type /StructTreeRoot /K %d 0 R %b %b >>" % (self.document, trees, ids)
        self._objects.write(self._root, root)
        return self._root if self._kids else 0


def _write_leaf(objects: Objects, parents: Sequence[tuple[int, int]]) -> int:
    pairs = b" ".join(b"%d %d 0 R" % pair for pair in parents)
    number = objects.allocate()
    limits = parents[0][0], parents[-1][0]
    objects.write(number, b"<< /Limits [%d %d] /Nums [%b] >>" % (*limits, pairs))
    return number


def _write_ids(objects: Objects, names: Iterable[tuple[bytes, int]]) -> bytes:
    ordered = sorted(names)
    if not ordered:
        return b""
    pairs = b" ".join(b"%b %d 0 R" % (String(name).unparse(), element) for name, element in ordered)
    limits = String(ordered[0][0]).unparse(), String(ordered[-1][0]).unparse()
    leaf = objects.allocate()
    objects.write(leaf, b"<< /Limits [%b %b] /Names [%b] >>" % (*limits, pairs))
    return b"/IDTree << /Kids [%d 0 R] >>" % leaf


def _leads_to(kid: Object | int, annotation: Object) -> bool:
    is_reference = isinstance(kid, Dictionary) and Name.Obj in kid
    return bool(is_reference and kid.Obj.objgen == annotation.objgen)  # type: ignore[union-attr]
