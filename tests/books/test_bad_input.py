"""What no author means: each costs a diagnostic at its line, and the rest of the book is made."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from bookmaker.renderer.pictures import PictureError, prepare_picture, probe_picture
from tests.drawings import draw_picture
from tests.pdf_reading import PdfBook, letters
from tests.sites import post_text, write_site

_GIGABYTE = 1 << 30
_LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(*chunks: bytes, side: int = 8) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


PIXELS = chunk(b"IDAT", zlib.compress(b"\0" * 9 * 8))
#: A valid file whose comment unpacks to 80 MB: Pillow will not read it.
REFUSED = png_of(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 80_000_000)), PIXELS)
HUGE = png_of(PIXELS, side=32_768)
BAD = {
    "refused.png": (REFUSED, "Decompressed data too large"),
    "huge.png": (HUGE, "exceeds limit"),
    "pointer.png": (_LFS, "git lfs pull"),
    "words.png": (b"no picture at all", "no known picture format"),
    "empty.png": (b"", "no known picture format"),
}


@pytest.mark.parametrize("name", BAD)
def test_the_reason_is_told(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name][0])
    with pytest.raises(PictureError, match=BAD[name][1]):
        probe_picture(path)


def test_a_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        file.write(png_of(PIXELS))
        file.truncate(_GIGABYTE)  # takes no room on the disk
    with pytest.raises(PictureError, match="larger than 200 MB"):
        probe_picture(path)


def test_the_suffix_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(draw_picture(40, 30, "JPEG"))
    probe = probe_picture(path)
    assert (probe.width_px, probe.height_px) == (40, 30)


def test_a_book_of_bad_input(tmp_path: Path) -> None:
    pictures = "\n\n".join(f"![A picture]({name})" for name in BAD)
    body = f"{pictures}\n\n![Good](good.png)\n\n{'> ' * 10_000}deep\n\nThe end.\n"
    good = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(good, "WEBP")
    files: dict[str, str | bytes] = {name: data for name, (data, _) in BAD.items()}
    post = post_text("Bad", body=body)
    broken = "---\ntitle: [unclosed\n---\nThe words of the post stay.\n"
    files |= {"2024-01-02-a.md": post, "good.png": good.getvalue(), "2024-01-03-kept.md": broken}
    site = write_site(tmp_path / "site", files)
    with Workshop(jobs=1, cache_dir=tmp_path / "cache") as workshop:
        edition = Edition(out=tmp_path / "out")
        report = build(collect(site), Selection(), Arrangement(), edition, workshop)
    first = post.split("\n").index("![A picture](refused.png)") + 1
    told = {
        (problem.where.path, problem.where.line): problem for problem in report.diagnostics if problem.where
    }
    for number, (name, (_, reason)) in enumerate(BAD.items()):
        problem = told["2024-01-02-a.md", first + 2 * number]
        assert problem.code == "image-broken"
        assert name in problem.message and reason in problem.message
    assert "front-matter-broken" in {problem.code for problem in report.diagnostics}
    kept = next(post for post in report.rendered.book.posts if post.path == "2024-01-03-kept.md")
    assert (kept.title, kept.date.isoformat()[:10]) == ("Kept", "2024-01-03")
    pdf = next(artifact.path for artifact in report.artifacts if artifact.format == "pdf")
    with PdfBook(Path(pdf)) as book:
        text = letters("".join(book.text(index) for index in range(len(book.pdf.pages))))
    for words in ("deep", "The end.", "The words of the post stay."):
        assert letters(words) in text


def test_half_a_picture_is_broken_whatever_other_libraries_want(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint lets Pillow fill up what is missing of a picture, in grey, for the whole process."""
    data = draw_picture(400, 300, "JPEG")
    half = tmp_path / "half.jpg"
    half.write_bytes(data[: len(data) // 2])
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(PictureError):
        prepare_picture(half)
