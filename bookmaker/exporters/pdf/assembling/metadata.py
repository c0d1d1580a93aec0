"""What a PDF says of itself, and the standards that it keeps to.

Source: ISO 14289-1, clause 5; ISO 19005-3, 6.2.3 (output intents) and 6.6 (metadata).
"""

from __future__ import annotations

from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bookmaker.model import Book
from bookmaker.publishing import PdfVariant

# PDF/A wants to be told of every property that is not its own. Source: ISO 19005-3, 6.6.2.3.
_UA_SCHEMA = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
_END = b"</rdf:RDF>"


def write_metadata(pdf: pikepdf.Pdf, book: Book, modified: datetime, variant: PdfVariant) -> None:
    """Write XMP and an Info dictionary that agree."""
    moment = modified.isoformat()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as meta:
        meta["dc:title"] = book.title
        meta["dc:creator"] = list(book.authors) or [book.site.title]
        meta["dc:language"] = {book.language}
        meta["dc:identifier"] = book.identifier
        if book.description:
            meta["dc:description"] = book.description
        if book.tags:
            meta["dc:subject"] = set(book.tags[:20])
        meta["xmp:CreateDate"] = meta["xmp:ModifyDate"] = meta["xmp:MetadataDate"] = moment
        if variant != "plain":
            meta["pdfuaid:part"] = "1"
        if variant == "pdf/a-3u":
            meta["pdfaid:part"], meta["pdfaid:conformance"] = "3", "U"
        meta["pdf:Producer"] = meta["xmp:CreatorTool"] = "bookmaker"
    if variant == "pdf/a-3u":
        packet = pdf.Root.Metadata.read_bytes().replace(_END, _UA_SCHEMA + _END)
        pdf.Root.Metadata.write(packet)


def add_output_intent(pdf: pikepdf.Pdf) -> None:
    """Say that the file's red, green and blue are those of sRGB."""
    # Here, because most books need no profile.
    from bookmaker.rasterise import srgb_profile

    name = String("sRGB IEC61966-2.1")
    profile = pdf.make_stream(srgb_profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
