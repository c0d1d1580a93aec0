"""The pages as leaves: which is a recto, how far its text is from the spine, and what a blank page shows.

A chapter's layout does not know on which side its pages will be. So all are laid out with even margins, and
assembly moves the window through which a page is seen: what is on it, links and places too, stays as it is.
Source: ISO 32000-1, 7.7.3.3 (MediaBox).
"""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Array, Dictionary, Name

from bookmaker.exporters.pdf.assembling.copying import Copier, reference
from bookmaker.exporters.pdf.assembling.objects import Objects

_BOXES = (Name.MediaBox, Name.CropBox, Name.BleedBox, Name.TrimBox, Name.ArtBox)
_GROUND = "BookmakerGround"
_PAINTS = re.compile(rb"\bre\b")


class Paper:
    """Leaves of a book. `blank` is an empty page as it was laid out, with the theme's ground.

    Units: `gutter_pt`, by which text moves from the spine, in points; 0 for pages that stand alone.
    """

    def __init__(self, objects: Objects, blank: pikepdf.Pdf, gutter_pt: float, *, is_rtl: bool):
        page = blank.pages[0]
        self._gutter_pt = -gutter_pt if is_rtl else gutter_pt
        self.size_pt = float(page.mediabox[2]), float(page.mediabox[3])
        self._ground = 0
        if _PAINTS.search(page.obj.Contents.read_bytes()):
            form = blank.make_indirect(page.as_form_xobject())
            self._ground = Copier(blank, objects).copy(form)

    def describe(self) -> str:
        """All that `move` depends on."""
        return repr((self._gutter_pt, self.size_pt, self._ground))

    def move(self, page: pikepdf.Page, pdf: pikepdf.Pdf, page_index: int) -> None:
        """Move a page's text from the spine. `page_index` is its place in the file: even ones are rectos."""
        if not self._gutter_pt:
            return
        left = -self._gutter_pt if page_index % 2 == 0 else self._gutter_pt
        width, height = self.size_pt
        for name in _BOXES:
            if name in page.obj:
                page.obj[name] = Array([round(left, 6), 0, round(left + width, 6), height])
        if self._ground:
            self._lay_ground(page.obj, pdf, left)

    def _lay_ground(self, page: pikepdf.Object, pdf: pikepdf.Pdf, left: float) -> None:
        """What the page's own ground does not reach any more."""
        if Name.XObject not in page.Resources:
            page.Resources.XObject = Dictionary()
        page.Resources.XObject[f"/{_GROUND}"] = reference(self._ground)
        under = pdf.make_stream(self._draw(left))
        contents = list(page.Contents) if isinstance(page.Contents, Array) else [page.Contents]
        page.Contents = Array([under, *contents])

    def write_blank(self, objects: Objects, parent: int) -> int:
        """Write an empty page of the tree's node `parent`, and return its number."""
        resources, contents = b"<< >>", b""
        if self._ground:
            stream = objects.allocate()
            drawing = self._draw(0)
            objects.write_stream(stream, b"<< /Length %d >>" % len(drawing), drawing)
            resources = b"<< /XObject << /%b %d 0 R >> >>" % (_GROUND.encode(), self._ground)
            contents = b"/Contents %d 0 R " % stream
        number = objects.allocate()
        box = b"/MediaBox [0 0 %.6f %.6f]" % self.size_pt
        page = b"<< /Type /Page /Parent %d 0 R %b %b/Resources %b >>" % (parent, box, contents, resources)
        objects.write(number, page)
        return number

    def _draw(self, left: float) -> bytes:
        """Source: ISO 32000-1, 14.8.2.2: a ground is an artifact."""
        return f"q /Artifact <</Type /Background>> BDC 1 0 0 1 {left:.6f} 0 cm /{_GROUND} Do EMC Q".encode()
