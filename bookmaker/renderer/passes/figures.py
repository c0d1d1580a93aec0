"""Pictures that stand alone become figures, with the caption that the author gave in any of three ways."""

from __future__ import annotations

import re

from lxml import etree

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import has_only
from bookmaker.renderer.xhtml import Element, text_of

_FILE_NAME = re.compile(r"\S+\.(jpe?g|png|gif|webp|svg|avif|bmp|tiff?)|(img|image|dsc|screenshot)[\W_]?\d*",
                        re.IGNORECASE)  # fmt: skip
_LONGEST_CAPTION = 400
_WIDE_RATIO = 3.0
_TALL_RATIO = 1.5


def make_figures(passage: Passage) -> None:
    """Turn each paragraph that begins with a picture into figures and, if words are left, a paragraph."""
    for paragraph in list(passage.root.iter("p")):
        if _leading_picture(paragraph) is not None:
            _split_paragraph(paragraph)
    for figure in passage.root.iter("figure"):
        _take_following_caption(figure)
        _describe(passage, figure)


def _leading_picture(paragraph: Element) -> Element | None:
    """The picture, or the link around it, that a paragraph begins with; icons belong to the text."""
    first = next(iter(paragraph), None)
    if first is None or (paragraph.text or "").strip():
        return None
    return first if _is_picture(first) else None


def _is_picture(element: Element) -> bool:
    if element.tag == "a":
        inner = has_only(element)
        return inner is not None and _is_picture(inner)
    if element.get("class") == "missing":
        return True
    return element.tag == "img" and element.get("class") != "icon"


def _split_paragraph(paragraph: Element) -> None:
    """Take the leading pictures out, one figure each; what follows the last is caption or text."""
    figure = paragraph
    while (picture := _leading_picture(paragraph)) is not None:
        figure = etree.Element("figure")
        tail, picture.tail = picture.tail, None
        paragraph.remove(picture)
        paragraph.text = tail
        figure.append(picture)
        figure.tail = None
        paragraph.addprevious(figure)
        _drop_leading_break(paragraph)
    rest = text_of(paragraph)
    if not rest and paragraph.find(".//img") is None and paragraph.find(".//*[@id]") is None:
        _remove_emptied(paragraph)
    elif _is_caption(paragraph, rest):
        _move_caption(figure, paragraph)


def _remove_emptied(paragraph: Element) -> None:
    """Take out a paragraph whose content has moved; a figure stands before it."""
    parent = paragraph.getparent()
    assert parent is not None
    before = paragraph.getprevious()
    assert before is not None
    before.tail = paragraph.tail
    paragraph.tail = None
    parent.remove(paragraph)


def _drop_leading_break(paragraph: Element) -> None:
    first = next(iter(paragraph), None)
    if first is not None and first.tag == "br" and not (paragraph.text or "").strip():
        paragraph.text = first.tail
        first.tail = None
        paragraph.remove(first)


def _is_caption(paragraph: Element, rest: str) -> bool:
    """Words glued to the picture, or one emphasised run after it, say what the picture shows."""
    if not rest or len(rest) > _LONGEST_CAPTION or paragraph.find(".//img") is not None:
        return False
    glued = bool(paragraph.text) and not (paragraph.text or "")[:1].isspace()
    starts_with_child = not paragraph.text and len(paragraph) > 0
    only = has_only(paragraph)
    return glued or starts_with_child or (only is not None and only.tag in ("em", "i"))


def _move_caption(figure: Element, paragraph: Element) -> None:
    only = has_only(paragraph)
    source = only if only is not None and only.tag in ("em", "i") else paragraph
    caption = etree.SubElement(figure, "figcaption")
    caption.text = (source.text or "").lstrip() or None
    caption.extend(list(source))
    _remove_emptied(paragraph)


def _take_following_caption(figure: Element) -> None:
    """`![](x.png)`, an empty line, `*What it shows*`."""
    following = figure.getnext()
    if figure.find("figcaption") is not None or following is None or following.tag != "p":
        return
    if (figure.tail or "").strip():
        return
    only = has_only(following)
    if only is None or only.tag not in ("em", "i") or only.find(".//img") is not None:
        return
    if 0 < len(text_of(only)) <= _LONGEST_CAPTION:
        _move_caption(figure, following)


def _describe(passage: Passage, figure: Element) -> None:
    """Give the caption from title or alternative text where none stands beside the picture."""
    image = figure.find(".//img")
    if image is None:
        return
    alt = (image.get("alt") or "").strip()
    title = (image.attrib.pop("title", "") or "").strip()
    spoken = "" if _FILE_NAME.fullmatch(alt) else alt
    caption = figure.find("figcaption")
    if caption is None and (title or spoken):
        caption = etree.SubElement(figure, "figcaption")
        caption.text = title or spoken
    if not spoken and caption is not None:
        spoken = text_of(caption)
    if not spoken:
        passage.undescribed_images += 1
        passage.report("image-no-alt", "the picture has neither caption nor description", image)
    image.set("alt", spoken)
    _classify(figure, image)


def _classify(figure: Element, image: Element) -> None:
    width, height = int(image.get("width") or 1), int(image.get("height") or 1)
    if width / height >= _WIDE_RATIO:
        figure.set("class", "wide")
    elif height / width >= _TALL_RATIO:
        figure.set("class", "tall")
