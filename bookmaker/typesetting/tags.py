"""The structure tree in a section's file, and the marks on its pages that it refers to.

Takes the place of WeasyPrint 70's own tagging, which makes an element of every box: a paragraph for each page
that it runs over, a list for each of its pages, an element for each line. Source: ISO 32000-1, 14.6 and 14.7.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.pdf.stream import Stream

from bookmaker.artwork import PAGE_OF, PRINT_ONLY
from bookmaker.typesetting.nodes import Leaf, Node
from bookmaker.typesetting.structure import Structure, is_inline

_PT_PER_PX = 0.75
_Marks = list[dict[Any, int]]


@contextmanager
def tagging(structure: Structure, pages: list[Any], prefix: str) -> Iterator[None]:
    """Let WeasyPrint write this tree in place of its own. `prefix` makes the ids unique in a book."""
    for page in pages:
        page.links = [link for link in page.links if link[3] in structure.linked]

    def write(pdf: pydyf.PDF, document: Any, version: str, streams: list[Stream]) -> None:
        _Writer(pdf, [page.height for page in pages], [stream._tags for stream in streams], prefix).write(
            structure
        )

    @contextmanager
    def mark(stream: Stream, box: Any, tag: str) -> Iterator[None]:
        if stream._tags is not None:
            node = structure.homes.get(box)
            if node is None:
                stream.begin_marked_content("Artifact")
            else:
                number = stream._tags[box] = len(stream._tags)
                properties = {"MCID": number, **print_only(box)}
                stream.begin_marked_content(node.kind, pydyf.Dictionary(properties))
        try:
            yield
        finally:
            if stream._tags is not None:
                stream.end_marked_content()

    add_tags, marked = weasyprint.pdf.add_tags, Stream.marked
    weasyprint.pdf.add_tags, Stream.marked = write, mark
    try:
        yield
    finally:
        weasyprint.pdf.add_tags, Stream.marked = add_tags, marked


@contextmanager
def marking() -> Iterator[None]:
    """Let WeasyPrint mark, in a file without a tree, only what `print_only` tells of."""

    @contextmanager
    def mark(stream: Stream, box: Any, tag: str) -> Iterator[None]:
        properties = print_only(box)
        if properties:
            stream.begin_marked_content("Span", pydyf.Dictionary(properties))
        try:
            yield
        finally:
            if properties:
                stream.end_marked_content()

    marked = Stream.marked
    Stream.marked = mark
    try:
        yield
    finally:
        Stream.marked = marked


def print_only(box: Any) -> dict[str, Any]:
    """Properties of marked content for words that only print has; with those that wait for a page's number.

    Source: ISO 32000-1, 14.6.2: private keys may stand in a property list.
    """
    element = box.element
    if element is None or "print-only" not in element.get("class", ""):
        return {}
    anchor = element.get("data-page-of")
    if anchor is None:
        return {PRINT_ONLY: "true"}
    return {PRINT_ONLY: "true", PAGE_OF: f"<{anchor.encode().hex()}>"}


class _Writer:
    """Writes a tree as PDF's objects. `marks` gives each page's numbers of marked content."""

    def __init__(self, pdf: pydyf.PDF, heights_px: list[float], marks: _Marks, prefix: str):
        self.pdf = pdf
        self.heights_px = heights_px
        self.marks = marks
        self.prefix = prefix
        self.parents: list[list[bytes]] = [[b""] * len(page) for page in marks]
        self.links: list[bytes] = []
        self.names: list[tuple[str, bytes]] = []

    def write(self, structure: Structure) -> None:
        """Add the tree to the file."""
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(root)
        root["K"] = self._write_node(structure.root, root.reference)
        numbers = pydyf.Array()
        for number, page in enumerate(self.parents):
            numbers.extend((number, self._add(pydyf.Array(page))))
        for number, link in enumerate(self.links, len(self.parents)):
            numbers.extend((number, link))
        root["ParentTree"] = self._add(pydyf.Dictionary({"Nums": numbers}))
        if self.names:
            names = pydyf.Array()
            for name, reference in sorted(self.names):
                names.extend((pydyf.String(name), reference))
            root["IDTree"] = self._add(pydyf.Dictionary({"Names": names}))
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _add(self, item: Any) -> bytes:
        self.pdf.add_object(item)
        reference: bytes = item.reference
        return reference

    def _write_node(self, node: Node, parent: bytes) -> bytes:
        element = pydyf.Dictionary({"S": f"/{node.kind}", "P": parent})
        reference = self._add(element)
        first = next((leaf.page_index for leaf in node.leaves()), None)
        if first is not None:
            element["Pg"] = self.pdf.page_references[first]
        element.update(self._properties(node))
        if node.id:
            name = f"{self.prefix}{node.id}"
            element["ID"] = pydyf.String(name)
            self.names.append((name, reference))
        kids = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._write_node(kid, reference))
            elif kid.is_link:
                kids += self._write_link(kid, node, reference)
            else:
                kids += self._write_leaf(kid, first, reference)
        element["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
        return reference

    def _properties(self, node: Node) -> dict[str, Any]:
        texts = {"Lang": node.language, "Alt": node.alt or _name_of_picture(node), "E": node.expansion}
        properties: dict[str, Any] = {name: pydyf.String(text) for name, text in texts.items() if text}
        attributes = self._attributes(node)
        if attributes is not None:
            properties["A"] = pydyf.Dictionary(attributes)
        return properties

    def _attributes(self, node: Node) -> dict[str, Any] | None:
        """Source: ISO 32000-1, 14.8.5."""
        if node.kind in ("TH", "TD"):
            spans = {
                name: span for name, span in zip(("ColSpan", "RowSpan"), node.spans, strict=True) if span > 1
            }
            scope = {"Scope": f"/{node.scope}"} if node.scope else {}
            return {"O": "/Table", **spans, **scope} if spans or scope else None
        if node.numbering:
            return {"O": "/List", "ListNumbering": f"/{node.numbering}"}
        if node.kind in ("Figure", "Formula") and node.kids:
            leaf = next(node.leaves())
            placement = "Inline" if is_inline(leaf.box) else "Block"
            return {"O": "/Layout", "Placement": f"/{placement}", "BBox": self._box(leaf)}
        return None

    def _box(self, leaf: Leaf) -> pydyf.Array:
        """Units: points from the page's lower left corner."""
        box, height_px = leaf.box, self.heights_px[leaf.page_index]
        left, top = box.content_box_x(), box.content_box_y()
        edges = (left, height_px - top - box.height, left + box.width, height_px - top)
        return pydyf.Array(round(edge * _PT_PER_PX, 2) for edge in edges)

    def _write_leaf(self, leaf: Leaf, first: int | None, reference: bytes) -> list[Any]:
        number = self.marks[leaf.page_index].get(leaf.box)
        if number is None:
            return []
        self.parents[leaf.page_index][number] = reference
        if leaf.page_index == first:
            return [number]
        page = self.pdf.page_references[leaf.page_index]
        return [pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number})]

    def _write_link(self, leaf: Leaf, node: Node, reference: bytes) -> list[Any]:
        annotation = leaf.box.link_annotation
        if not annotation:
            return []
        annotation["StructParent"] = len(self.parents) + len(self.links)
        annotation["F"] = 4  # It is printed. Source: ISO 19005-3, 6.3.2.
        self.links.append(reference)
        if node.words:
            annotation["Contents"] = pydyf.String(node.words)
        page = self.pdf.page_references[leaf.page_index]
        return [self._add(pydyf.Dictionary({"Type": "/OBJR", "Pg": page, "Obj": annotation.reference}))]


def _name_of_picture(node: Node) -> str:
    """What a link says that has pictures only."""
    has_text = node.kind != "Link" or any(hasattr(leaf.box, "text") for leaf in node.leaves())
    return "" if has_text else node.words
