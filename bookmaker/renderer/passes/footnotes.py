"""Footnotes: what the Markdown plugin makes becomes what reading systems know as pop-up notes.

Source: EPUB 3 Structural Semantics Vocabulary, and DPUB-ARIA for the roles.
"""

from __future__ import annotations

from copy import deepcopy

from bookmaker.renderer.passage import Passage
from bookmaker.renderer.surgery import remove_keeping_tail, unwrap
from bookmaker.renderer.xhtml import Element, text_of
from bookmaker.wording import in_digits, number_in_digits, wording

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def text_without_notes(element: Element) -> str:
    """The text inside an element less the numbers of notes: for contents, and to be read aloud."""
    words = deepcopy(element)
    for sup in list(words.iter("sup")):
        if sup.get("class") in ("footnote-ref", "note-reference"):
            remove_keeping_tail(sup)
    return text_of(words)


def mark_footnotes(passage: Passage) -> None:
    """Give notes and their references semantics, roles, names and back-links in the right place."""
    for reference in passage.root.iterfind(".//sup[@class='footnote-ref']/a"):
        _mark_reference(reference, passage.language)
    for sup in passage.root.iterfind(".//sup[@class='note-reference']"):
        after = sup.getnext()
        if not sup.tail and after is not None and after.get("class") == "note-reference":
            # Two notes at one place: 1 and 2 are not 12.
            sup.tail = "\N{NO-BREAK SPACE}"
    for section in passage.root.iterfind(".//section[@class='footnotes']"):
        _mark_section(section, passage.language)
    for rule in list(passage.root.iterfind(".//hr[@class='footnotes-sep']")):
        remove_keeping_tail(rule)


def _mark_reference(reference: Element, language: str) -> None:
    reference.set(EPUB_TYPE, "noteref")
    reference.set("role", "doc-noteref")
    # The brackets are for screens; a repeated reference is numbered `1:1` by the plugin.
    number = (reference.text or "").strip("[]").split(":")[0]
    reference.text = in_digits(number, language)
    sup = reference.getparent()
    assert sup is not None
    sup.set("class", "note-reference")


def _mark_section(section: Element, language: str) -> None:
    section.set(EPUB_TYPE, "footnotes")
    section.set("role", "doc-endnotes")
    section.set("aria-label", wording(language, "notes"))
    for note in section.iterfind("ol/li"):
        note.set(EPUB_TYPE, "footnote")
        note.set("class", "note")
        backs = [link for link in note.iter("a") if link.get("class") == "footnote-backref"]
        for back in backs[1:]:
            # One way back is enough, and the plugin's arrows would be read aloud one by one.
            back.text = None
            _trim_before(back)
            unwrap(back)
        if backs:
            _mark_back_link(note, backs[0], language)


def _mark_back_link(note: Element, back: Element, language: str) -> None:
    """The way back comes first: Kindle takes a note for a pop-up only then."""
    _trim_before(back)
    remove_keeping_tail(back)
    # U+21A9 is in few text faces; the number of the note says as much.
    parent = note.getparent()
    number = (parent.index(note) if parent is not None else 0) + 1
    back.text = f"{number_in_digits(number, language)}."
    back.set("role", "doc-backlink")
    back.set("aria-label", wording(language, "back"))
    back.set("class", "note-back")
    first = note[0] if len(note) and note[0].tag == "p" else note
    back.tail, first.text = f"\N{NO-BREAK SPACE}{(first.text or '').lstrip()}", None
    first.insert(0, back)


def _trim_before(link: Element) -> None:
    before = link.getprevious()
    parent = link.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip() or None
    elif parent is not None:
        parent.text = (parent.text or "").rstrip() or None
