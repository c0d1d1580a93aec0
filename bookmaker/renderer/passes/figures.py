"""Pictures that stand alone become figures, with the caption that the author gave in any of three ways."""

from __future__ import annotations

from lxml import etree

from bookmaker.renderer.alternatives import own_alt
from bookmaker.renderer.passage import Passage
from bookmaker.renderer.passes.footnotes import text_without_notes
from bookmaker.renderer.passes.paragraphs import open_paragraphs
from bookmaker.renderer.raw_html import LINE, is_raw
from bookmaker.renderer.surgery import add_class, has_only, remove_keeping_tail, unwrap
from bookmaker.renderer.xhtml import Element, text_of
from bookmaker.wording import number_in_digits, wording

_LONGEST_CAPTION = 400
_WIDE_RATIO = 3.0
_TALL_RATIO = 1.5


def make_figures(passage: Passage) -> None:
    """Turn each paragraph that begins with a picture into figures and, if words are left, a paragraph."""
    open_paragraphs(passage.root, _is_picture)
    for paragraph in list(passage.root.iter("p")):
        if _leading_picture(paragraph) is not None:
            _split_paragraph(paragraph)
    described: set[Element] = set()
    for figure in passage.root.iter("figure"):
        _take_following_caption(figure)
        described |= _describe(passage, figure)
    for image in passage.root.iter("img"):
        if image not in described:
            _speak(passage, image, "")


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
    parent = paragraph.getparent()
    if parent is not None and parent.tag == "figure":
        unwrap(paragraph)
        return
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
    else:
        paragraph.text = (paragraph.text or "").lstrip() or None


def _remove_emptied(paragraph: Element) -> None:
    """Take out a paragraph whose content has moved; a figure stands before it."""
    parent = paragraph.getparent()
    assert parent is not None
    before = paragraph.getprevious()
    assert before is not None
    before.tail = paragraph.tail
    paragraph.tail = None
    if paragraph.get("id"):
        before.set("id", paragraph.get("id") or "")
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
    if source is not paragraph and source.get("id"):
        caption.set("id", source.get("id") or "")
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


def _describe(passage: Passage, figure: Element) -> set[Element]:
    """Give a figure the caption that stands in its picture's title or description; returns its pictures."""
    images = list(figure.iter("img"))
    caption = figure.find("figcaption")
    if caption is not None and not text_of(caption) and len(caption) == 0:
        remove_keeping_tail(caption)
        caption = None
    titles = [(image.attrib.pop("title", "") or "").strip() or own_alt(image) for image in images]
    if caption is None and len(images) == 1 and titles[0]:
        caption = etree.SubElement(figure, "figcaption")
        caption.text = titles[0]
    words = "" if caption is None else text_without_notes(caption)
    for image in images:
        _speak(passage, image, words)
    if images:
        _classify(figure, images[0])
    return set(images)


def _speak(passage: Passage, image: Element, caption: str) -> None:
    """See to it that a picture has words for who cannot see it, or says that nobody wrote any."""
    words = passage.alts.get(image) or own_alt(image)
    if not words and _is_decoration(image):
        image.set("alt", "")
        return
    words = words or caption
    if not words:
        passage.undescribed_images += 1
        passage.report("image-no-alt", "the picture has neither caption nor description", image)
        words = _stand_in(passage, image)
    image.set("alt", words)


def _is_decoration(image: Element) -> bool:
    """An empty `alt` of raw HTML was written by somebody; Markdown makes one of `![](picture)`."""
    return is_raw(image.get(LINE)) and not image.get("alt", "x").strip()


def _stand_in(passage: Passage, image: Element) -> str:
    language = passage.post.language or passage.language
    number = next(index for index, other in enumerate(passage.root.iter("img"), 1) if other is image)
    return wording(language, "image_undescribed", number=number_in_digits(number, language))


def _classify(figure: Element, image: Element) -> None:
    """What the author asked for counts, then the picture's shape."""
    if _take_appearance(figure, image):
        return
    width, height = int(image.get("width") or 1), int(image.get("height") or 1)
    if width / height >= _WIDE_RATIO:
        figure.set("class", "wide")
    elif height / width >= _TALL_RATIO:
        figure.set("class", "tall")


def _take_appearance(figure: Element, image: Element) -> bool:
    """Move the classes of width and side from a picture to its figure. Whether there are any."""
    classes = image.get("class", "").split()
    asked = [name for name in classes if name.startswith(("w-", "float-"))]
    for name in asked:
        add_class(figure, name)
    image.attrib.pop("class", None)
    kept = [name for name in classes if name not in asked]
    if kept:
        image.set("class", " ".join(kept))
    return bool(figure.get("class"))
