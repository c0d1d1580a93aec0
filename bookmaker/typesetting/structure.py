"""From a section's laid-out boxes to the tree that assistive technology reads.

In: pages of boxes. Out: a tree of `Node`, built after the elements of the markup and not after the boxes: a
paragraph, list or table that runs over several pages is one, and is read in the order in which it was
written. Nothing of PDF's syntax is here. Source: ISO 32000-1, 14.8.4; ISO 14289-1, clause 7.
"""

from __future__ import annotations

from typing import Any, cast

from bookmaker.typesetting.nodes import Leaf, Node, inherited, is_a, prune, take_apart
from bookmaker.typesetting.roles import GOES_ON, GROUPS, INLINE, Role, role_of

# Marks, heads and lines that the style sheet makes; those without a letter or digit are decoration.
_GENERATED = ("::before", "::after", "::footnote-call", "::footnote-marker")
_DECORATION = frozenset({"line", "turn"})


class Structure:
    """The tree of a section. What is drawn and is not in it is an artifact."""

    def __init__(self, pages: list[Any], language: str):
        self.root = Node("Sect", language=language)
        self.homes: dict[Any, Node] = {}
        """The element that each box with words or a picture belongs to."""
        self.linked: set[Any] = set()
        """The boxes over which links lie."""
        self._nodes: dict[Any, Node] = {}
        self._heads: dict[Any, int] = {}
        for index, page in enumerate(pages):
            for child in page._page_box.children:
                if type(child).__name__ != "MarginBox":
                    self._walk(child, self.root, index, None)
        prune(self.root)

    def take_apart(self) -> None:
        """Once it is written: elements that know what they are in are garbage that has to be looked for."""
        self._nodes.clear()
        take_apart(self.root)

    def _walk(self, box: Any, parent: Node, page_index: int, owner: Any) -> None:
        box = getattr(box, "_box", box)
        element = box.element
        if self._is_repeated_head(box, page_index):
            return
        if hasattr(box, "text"):
            self._add_text(box, parent, page_index, owner)
            return
        if type(box).__name__ == "FootnoteAreaBox":
            self._add_notes(box)
        node = parent if element is None else self._node_for(box, parent, owner)
        if node is None:
            return
        if hasattr(box, "replacement"):
            self._add_leaf(node, box, page_index)
        self._add_link(box, node, page_index)
        if not is_inline(box):
            owner = element
        for child in getattr(box, "children", ()):
            self._walk(child, node, page_index, owner)

    def _add_notes(self, area: Any) -> None:
        """Notes at the foot of a page stand where the page does."""
        for note in area.children:
            if note.element is not None and note.element not in self._nodes:
                node = self._nodes[note.element] = self.root.add("Note")
                node.id = note.element.get("id", "") or f"note-{len(self._nodes)}"

    def _is_repeated_head(self, box: Any, page_index: int) -> bool:
        """A table's head, set once more at the top of a page, is furniture."""
        is_group = getattr(box, "is_header", False) or getattr(box, "is_footer", False)
        return is_group and self._heads.setdefault(box.element, page_index) != page_index

    def _add_text(self, box: Any, parent: Node, page_index: int, owner: Any) -> None:
        if box.text.strip():
            self._add_leaf(_paragraph(parent, owner), box, page_index)

    def _add_leaf(self, node: Node, box: Any, page_index: int) -> None:
        self.homes[box] = node
        node.kids.append(Leaf(box, page_index))

    def _add_link(self, box: Any, node: Node, page_index: int) -> None:
        link: Node | None = node
        while link is not None and link.kind != "Link":
            link = link.parent
        if link is None or type(box).__name__ == "LineBox":
            return
        if _takes_link(box):
            self.linked.add(box)
            link.kids.append(Leaf(box, page_index, is_link=True))

    def _node_for(self, box: Any, parent: Node, owner: Any) -> Node | None:
        """The element of a box, made where it is met first; None where it is decoration."""
        name = str(box.element_tag)
        if name.endswith("::marker"):
            return _label(self._nodes[box.element])
        if name.endswith(_GENERATED):
            is_decoration = _DECORATION & set(box.element.get("class", "").split())
            return None if is_decoration or not _says_something(box) else parent
        known = self._nodes.get(box.element)
        if known is not None:
            return known
        role = role_of(box.element, inherited(parent, "context"))
        if role is None:
            return None
        if role.alt == GOES_ON and parent.kids and is_a(parent.kids[-1], "Formula"):
            return cast(Node, parent.kids[-1])
        node = self._make(role, parent, box.element, owner)
        if node is not parent:
            self._nodes[box.element] = node
        return node

    def _make(self, role: Role, parent: Node, element: Any, owner: Any) -> Node:
        node = parent
        for kind in role.kinds:
            node = _place(node, kind, owner)
        if role.kinds:
            node.alt, node.expansion, node.scope, node.numbering = (
                role.alt, role.expansion, role.scope, role.numbering,
            )  # fmt: skip
            node.spans, node.id, node.words, node.context = role.spans, role.id, role.words, role.context
        language = element.get("lang", "")
        if language and language != inherited(node, "language"):
            node = node if role.kinds else _place(node, "Span", owner)
            node.language = language
        return node


def is_inline(box: Any) -> bool:
    """Whether a box stands in a line."""
    return type(box).__name__ in ("InlineBox", "LineBox", "TextBox", "InlineReplacedBox")


def _place(parent: Node, kind: str, owner: Any) -> Node:
    """Make a child where the standard lets it stand."""
    if kind == "TOC" and parent.kind == "Reference":
        return (parent.parent or parent).add(kind)
    if kind == "Lbl" and parent.parent is not None and parent.parent.kind == "Note":
        return parent.parent.add(kind, 0)
    if kind in ("Lbl", "LBody") and parent.kind == "L":
        return _definition(parent, kind)
    if kind == "TR" and parent.kind == "Table" and any(is_a(kid, "THead") for kid in parent.kids):
        last = parent.kids[-1]
        parent = last if isinstance(last, Node) and last.kind == "TBody" else parent.add("TBody")
    if kind == "THead" and any(is_a(kid, "THead", "TBody", "TR") for kid in parent.kids):
        kind = "TBody"
    return (_paragraph(parent, owner) if kind in INLINE else parent).add(kind)


def _paragraph(parent: Node, owner: Any) -> Node:
    """Words that stand loose in a group make a paragraph; those that follow in the same block join it."""
    if parent.kind not in GROUPS:
        return parent
    last = parent.kids[-1] if parent.kids else None
    if isinstance(last, Node) and last.owner is not None and last.owner is owner:
        return last
    node = parent.add("P")
    node.owner = owner
    return node


def _definition(parent: Node, kind: str) -> Node:
    """A term opens an item of its list; what it means joins the last one. Terms in a row share one label."""
    last = parent.kids[-1] if parent.kids else None
    is_open = isinstance(last, Node) and not any(is_a(kid, "LBody") for kid in last.kids)
    if not isinstance(last, Node) or (kind == "Lbl" and not is_open):
        return parent.add("LI").add(kind)
    if kind == "Lbl" and last.kids and isinstance(last.kids[0], Node):
        return last.kids[0].add("Span")
    return last.add(kind)


def _label(body: Node) -> Node:
    item = body.parent
    assert item is not None
    first = item.kids[0]
    return cast(Node, first) if is_a(first, "Lbl") else item.add("Lbl", 0)


def _says_something(box: Any) -> bool:
    return any(any(map(str.isalnum, part.text)) for part in box.descendants() if hasattr(part, "text"))


def _takes_link(box: Any) -> bool:
    """WeasyPrint 70 lays a link over each box in a link: one for the words and one a picture are enough."""
    if hasattr(box, "replacement"):
        return True
    if box.element is None or box.element.tag != "a" or "::" in str(box.element_tag):
        return False
    parts = list(box.descendants())
    has_words = any(part.text.strip() for part in parts if hasattr(part, "text"))
    return has_words or not any(hasattr(part, "replacement") for part in parts)
