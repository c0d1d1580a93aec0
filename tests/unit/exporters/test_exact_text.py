"""A word that is searched for is found, whatever shapes its letters take."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from bookmaker import Arrangement, Edition, Selection, Workshop, arrange, build, collect
from bookmaker.checker.text import balance_file
from tests.sites import post_text, write_site

_PERSIAN = (
    "بیت تیپ پتو ثبت نبی یتیم تیتر پنبه نیست بهتر پهنه ننه تنها ثنا جیب چپ حج خیمه "
    "سلام لا الا بالا اعلان کلاه گله فیل قفل عقل غلط مغز لغت نقطه لطف"
)


def make_pdf(tmp_path: Path, body: str, language: str) -> Path:
    post = post_text("Book", body=f"{body}\n", lang=language)
    site = write_site(tmp_path / "site", {"_posts/2024-01-02-a.md": post})
    with Workshop(jobs=1, cache_dir=tmp_path / "cache") as workshop:
        edition = Edition(formats=("pdf",), out=tmp_path / "out")
        report = build(collect(site), Selection(), Arrangement(), edition, workshop)
    collection = collect(site).value
    path = Path(report.artifacts[0].path)
    (one,) = balance_file(path, "pdf", arrange(collection).posts, "")
    assert one.balance.findings == ()
    return path


@pytest.mark.parametrize("language", ["fa", "en"])
def test_arabic_words_are_found_by_a_viewer(tmp_path: Path, language: str) -> None:
    path = make_pdf(tmp_path, _PERSIAN, language)
    document = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    found = set(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))
    assert {word for word in _PERSIAN.split() if word not in found} == set()


def test_only_glyphs_with_another_text_are_wrapped(tmp_path: Path) -> None:
    assert 0 < actual_texts(make_pdf(tmp_path, _PERSIAN, "fa")) < 50


def test_plain_scripts_cost_nothing(tmp_path: Path) -> None:
    assert actual_texts(make_pdf(tmp_path, "Words, «слова», λόγοι, 言葉 and nothing more.", "en")) == 0


def actual_texts(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return sum(
            stream.read_bytes().count(b"/Span <</ActualText")
            for page in pdf.pages
            for stream in _streams(page)
        )


def _streams(page: pikepdf.Page) -> list[pikepdf.Object]:
    contents = page.obj.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]
