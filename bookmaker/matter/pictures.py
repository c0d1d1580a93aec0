"""The list of pictures: those that have captions or descriptions, in the order in which they stand."""

from __future__ import annotations

from bookmaker.matter.captions import list_captions
from bookmaker.matter.subject import Subject
from bookmaker.templating import fill_template


def pictures_page(subject: Subject) -> str:
    """Captions with their pages, under the titles of their chapters. Empty where no picture has words."""
    listed = [(document, list(list_captions(document))) for document in subject.documents]
    chapters = [(document, captions) for document, captions in listed if captions]
    return fill_template("matter_pictures.xhtml.j2", chapters=chapters) if chapters else ""
