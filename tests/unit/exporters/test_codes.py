"""Cards of embeds in print have a QR code at the side; the EPUB's have none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import zxingcpp
from PIL import Image

from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from bookmaker.exporters.pdf.codes import add_codes
from bookmaker.rasterise import count_pages, pdf_page_to_png
from tests.sites import post_text, write_site

_ADDRESS = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
_CARD = (
    '<div class="card embed" id="x"><p><span class="kind">Video</span>: Birds</p>'
    '<p><a href="https://e.org/?a=1&amp;b=2">e.org</a></p></div>'
)


def test_the_code_stands_first_in_the_card() -> None:
    added = add_codes(f"<p>a</p>{_CARD}<p>b</p>")
    assert 'id="x"><img class="qr" src="qr:https%3A%2F%2Fe.org%2F%3Fa%3D1%26b%3D2"' in added
    assert added.count("<img") == 1


def test_a_card_without_an_address_takes_none_of_its_neighbour() -> None:
    alone = '<div class="card embed"><p><span class="kind">Video</span></p></div>'
    added = add_codes(alone + _CARD)
    assert added.startswith(alone)
    assert added.count("<img") == 1


def test_a_card_in_both_formats(tmp_path: Path) -> None:
    body = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Birds"></iframe>\n'
    site = write_site(tmp_path / "site", {"_posts/2024-01-02-a.md": post_text("A", body=body)})
    with Workshop(jobs=1, cache_dir=tmp_path / "cache") as workshop:
        edition = Edition(out=tmp_path / "out")
        report = build(collect(site), Selection(), Arrangement(), edition, workshop)
    files = {artifact.format: Path(artifact.path) for artifact in report.artifacts}
    pages = files["pdf"].read_bytes()
    codes = [
        code.text
        for index in range(count_pages(pages))
        for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(pdf_page_to_png(pages, 900, index))))
    ]
    assert codes == [_ADDRESS]
    with zipfile.ZipFile(files["epub"]) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")]
    assert any(_ADDRESS in text for text in texts)
    assert not any('class="qr"' in text for text in texts)
