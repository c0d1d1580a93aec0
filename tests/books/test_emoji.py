"""Colour emoji: pictures on the page, and words for who copies; one font for all chapters that have some."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont

from bookmaker import Arrangement, Edition, Selection, Workshop, build, collect
from tests.sites import post_text, write_site

_LEAF, _WAVE = "\N{LEAF FLUTTERING IN WIND}", "\N{WATER WAVE}"


def test_chapters_share_one_font_of_emoji_without_pictures(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_config.yml": "title: Wood\nlang: en\n",
        "_posts/2024-03-10-ash.md": post_text("Ash", body=f"A leaf {_LEAF} falls.\n"),
        "_posts/2024-03-11-elm.md": post_text(
            "Elm", "2024-03-11 12:00:00 +0000", f"A wave {_WAVE} and a leaf {_LEAF}.\n"
        ),
    }
    edition = Edition(formats=("pdf",), page="A6", out=tmp_path / "out")
    with Workshop(jobs=2, keep=False) as workshop:
        report = build(
            collect(write_site(tmp_path / "site", files)), Selection(), Arrangement(), edition, workshop
        )
    with pikepdf.open(report.artifacts[0].path) as pdf:
        items = list(pdf.objects)
        fonts = [
            item for item in items if isinstance(item, pikepdf.Dictionary) and "/DescendantFonts" in item
        ]
        emoji = [font for font in fonts if "Emoji" in str(font.BaseFont)]
        programs = [font.DescendantFonts[0].FontDescriptor.FontFile2 for font in emoji]
        face = TTFont(io.BytesIO(programs[0].read_bytes()))
        texts = b"".join(font.ToUnicode.read_bytes() for font in emoji).decode()
        drawn = [item for item in items if isinstance(item, pikepdf.Stream) and "/SMask" in item]
    assert len(emoji) == 2 and len({program.objgen for program in programs}) == 1
    assert "CBDT" not in face
    assert not any(face["glyf"][name].numberOfContours for name in face.getGlyphOrder())
    # A leaf in both chapters, a wave in one: two pictures, and what each is copied as.
    assert len(drawn) == 2
    found = (texts.count(character.encode("utf-16-be").hex()) for character in (_LEAF, _WAVE))
    assert list(found) == [2, 1]
