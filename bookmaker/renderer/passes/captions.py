"""Boxes of a picture and its caption, as blog engines made them before `figure`, become figures."""

from __future__ import annotations

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import rename
from bookmaker.renderer.xhtml import Element

_BOXES = frozenset({"wp-caption", "figure", "image-box"})
_CAPTIONS = frozenset({"wp-caption-text", "caption", "figcaption", "image-caption"})


def find_captions(passage: Passage) -> None:
    """Turn `<div class="wp-caption"><img><p class="wp-caption-text">…` and its like into figures."""
    for box in list(passage.root.iter("div")):
        if not _BOXES.intersection(box.get("class", "").split()) or box.find(".//img") is None:
            continue
        captions = [child for child in box if _CAPTIONS.intersection(child.get("class", "").split())]
        if len(captions) == 1 and captions[0] is box[-1] and _has_only_picture(box):
            style = box.get("style")
            rename(box, "figure")
            if style:
                box.set("style", style)
            rename(captions[0], "figcaption")


def _has_only_picture(box: Element) -> bool:
    """Whether the box holds no words besides the caption's."""
    words = [box.text, *(child.tail for child in box)]
    words += [text for child in box[:-1] for text in child.itertext()]
    return not "".join(word or "" for word in words).strip()
