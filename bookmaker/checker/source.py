"""The words of a post as its source says them, by a reading that is independent of the renderer.

In: a post, and its body with Liquid and short codes expanded. Out: words with the file's lines. Marks
are taken out by patterns; no structure is built. Where a book may show something or leave it out (a
link's address, a code's language), the words are `silent`: their presence proves and disproves nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from bookmaker.checker.blocks import is_indented, split_blocks
from bookmaker.checker.code_labels import code_label, line_numbers, named_language
from bookmaker.checker.html_names import INLINE, KNOWN
from bookmaker.checker.markup import ATTRIBUTE, FIRST_HEADING, HTML, MARKDOWN
from bookmaker.checker.opening import opening_pieces
from bookmaker.checker.words import Kind, Piece, Word, fold_text, pieces_to_words
from bookmaker.model import Post
from bookmaker.wording import wording

_HTML_SUFFIXES = frozenset({".html", ".htm"})
_SHOWN_ATTRIBUTES = frozenset({"src", "data", "title", "poster", "srcset"})
_FILE_NAME = re.compile(
    r"\s*(?:\S+\.[A-Za-z0-9]{3,4}|(?:img|image|dsc|screenshot)[\W_]?\d*)\s*", re.IGNORECASE
)
_PICTURE_LABELS = ("image_missing", "image_remote", "image")
_EMBED_LABELS = ("audio", "code_on_github", "embedded_page", "video")
_OF_CODE = ("code", "div", "figure", "pre")
_EMBEDS = ("iframe", "video", "audio", "object", "embed", "script")
#: What addresses of pages have that those of players have not.
_PAGE_WORDS = "watch v pen"
_SCHEME = re.compile(r"\s*(?:https?:)?//(?:www\.)?")
_LONGEST_ADDRESS = 90
_Match = re.Match[str]


def post_to_words(
    post: Post, language: str, site_url: str = "", fold: Callable[[str], str] = fold_text
) -> list[Word]:
    """Read a post. `language` is the book's: dates and placeholders are in it."""
    text = post.body
    is_html = PurePosixPath(post.path).suffix.lower() in _HTML_SUFFIXES
    reader = _Reader(language, site_url)
    body = list(reader.read_html(text, post.body_line) if is_html else reader.read(text, post.body_line))
    words = pieces_to_words(body, fold)
    shown = "".join(piece.text for piece in body if piece.kind == "printed")
    opening = pieces_to_words(opening_pieces(post, language, site_url, len(shown.split())), fold)
    return opening + _hush_repeated_title(words, opening, text, post.body_line)


def _hush_repeated_title(words: list[Word], opening: list[Word], text: str, body_line: int) -> list[Word]:
    """A first heading that says what the title says may be left out."""
    heading = FIRST_HEADING.match(text)
    if heading is None:
        return words
    last = body_line + heading[0].rstrip("\n").count("\n")
    count = sum(1 for word in words if word.line <= last)
    title = "".join(word.text for word in opening if word.kind == "printed")
    if "".join(word.text for word in words[:count] if word.kind == "printed") != title:
        return words
    return [replace(word, kind="silent") for word in words[:count]] + words[count:]


class _Reader:
    """Reads one post. It counts notes, and so is used once."""

    def __init__(self, language: str, site_url: str):
        self._labels = " ".join(wording(language, key) for key in _PICTURE_LABELS)
        self._card = " ".join([*(wording(language, key) for key in _EMBED_LABELS), _PAGE_WORDS, site_url])
        self._notes: dict[str, int] = {}
        self._line, self._is_html = 0, False

    def read(self, text: str, first_line: int) -> Iterator[Piece]:
        """Read Markdown."""
        info = ""
        for block in split_blocks(text, first_line):
            self._line = block.line
            if block.mode == "markdown":
                yield from self._scan(MARKDOWN, block.text, block.line)
            elif block.mode == "info":
                info = block.text
                yield self._aside(code_label(info))
            else:
                yield self._aside(line_numbers(info, block.text))
                yield self._piece(block.text)

    def read_html(self, text: str, first_line: int) -> Iterator[Piece]:
        """Read HTML."""
        self._is_html = True
        yield from self._scan(HTML, text, first_line)

    def _scan(
        self, pattern: re.Pattern[str], text: str, first_line: int, kind: Kind = "printed"
    ) -> Iterator[Piece]:
        end, line = 0, first_line
        for match in pattern.finditer(text):
            plain = text[end : match.start()]
            if plain:
                yield Piece(text=plain, line=line, kind=kind)
            line += plain.count("\n")
            self._line = line
            for piece in getattr(self, f"_read_{match.lastgroup}")(match):
                yield piece if kind == "printed" else replace(piece, kind=kind)
            line += match[0].count("\n")
            end = match.end()
        yield Piece(text=text[end:], line=line, kind=kind)

    def _piece(self, text: str, kind: Kind = "printed", *, aside: bool = False) -> Piece:
        return Piece(text=text, line=self._line, kind=kind, aside=aside)

    def _aside(self, text: str, kind: Kind = "silent") -> Piece:
        return self._piece(f" {text} ", kind, aside=True)

    def _read_dropped(self, match: _Match) -> Iterator[Piece]:
        """No word of it may be in the book, unless this is code after all."""
        if _may_be_code(match):
            yield self._aside(match[0])

    _read_comment = _read_declaration = _read_definition = _read_address = _read_dropped

    def _read_unseen(self, match: _Match) -> Iterator[Piece]:
        yield from self._read_dropped(match)
        yield from self._card_of(match[0])

    def _read_attribute_list(self, match: _Match) -> Iterator[Piece]:
        yield from self._read_dropped(match)
        yield self._aside(named_language(match[0]))

    def _read_silent(self, match: _Match) -> Iterator[Piece]:
        yield self._aside(match[0])

    _read_toc = _read_abbreviation = _read_names = _read_emoji = _read_silent

    def _read_nothing(self, match: _Match) -> Iterator[Piece]:
        yield from ()

    _read_task = _read_mark = _read_nothing

    def _read_in_silence(self, match: _Match) -> Iterator[Piece]:
        yield self._piece(match[0], "silent")

    _read_math = _read_number = _read_in_silence

    def _read_replaced(self, match: _Match) -> Iterator[Piece]:
        yield self._piece(" ")
        yield from self._card_of(match["replaced_attributes"])
        yield self._aside(match["inside"])

    def _card_of(self, attributes: str) -> Iterator[Piece]:
        yield self._aside(self._card)
        for piece in self._attributes(attributes):
            yield piece
            # A long address is cut.
            yield replace(piece, text=_SCHEME.sub("", piece.text)[:_LONGEST_ADDRESS])

    def _read_tag(self, match: _Match) -> Iterator[Piece]:
        name = match["name"].lower()
        # In Markdown it is the author's text: List<String>.
        if name not in KNOWN and not self._is_html:
            yield self._piece(match[0])
            return
        if name not in INLINE:
            yield self._piece(" ")
        if name == "img":
            yield self._aside(self._labels)
        if name in _OF_CODE:
            yield self._aside(named_language(match["attributes"]))
        if name in _EMBEDS:
            yield from self._card_of(match["attributes"])
        else:
            yield from self._attributes(match["attributes"])
        yield from self._read_dropped(match)

    def _attributes(self, text: str) -> Iterator[Piece]:
        seen: dict[str, str] = {}
        for name, *values in ATTRIBUTE.findall(text):
            # Of two that are called alike the first counts. Source: HTML, 13.2.5.33.
            seen.setdefault(name.lower(), html.unescape("".join(values)))
        for name, value in seen.items():
            if name == "alt":
                yield self._alternative(value)
            elif name in _SHOWN_ATTRIBUTES:
                yield self._aside(value)

    def _alternative(self, text: str) -> Piece:
        """File names are no descriptions."""
        return self._aside(text, "silent" if _FILE_NAME.fullmatch(text) else "described")

    def _read_entity(self, match: _Match) -> Iterator[Piece]:
        yield self._piece(html.unescape(match[0]))
        yield from self._read_dropped(match)

    def _read_pre(self, match: _Match) -> Iterator[Piece]:
        line = self._line
        opening = match[0].index(">") + 1
        yield self._piece(" ")
        yield self._aside(named_language(match[0][:opening]))
        yield from self._scan(HTML, match[0][opening:-6] + " ", line)

    def _read_autolink(self, match: _Match) -> Iterator[Piece]:
        yield self._piece(match[0])

    def _read_code(self, match: _Match) -> Iterator[Piece]:
        yield self._piece(match["literal"])

    def _read_escape(self, match: _Match) -> Iterator[Piece]:
        yield self._piece(match[0][1])

    def _read_image(self, match: _Match) -> Iterator[Piece]:
        line = self._line
        yield self._piece(" ")
        alternative = match["alt"]
        kind: Kind = "silent" if _FILE_NAME.fullmatch(alternative) else "described"
        for piece in self._scan(MARKDOWN, alternative, line, kind):
            yield replace(piece, aside=True)
        self._line = line
        yield self._aside(f"{match['picture'] or ''} {match['picture_name'] or ''} {self._labels}")

    def _read_head(self, match: _Match) -> Iterator[Piece]:
        yield from self._titles(HTML, match["cells"])

    def _read_columns(self, match: _Match) -> Iterator[Piece]:
        yield from self._titles(MARKDOWN, match["titles"])

    def _titles(self, pattern: re.Pattern[str], text: str) -> Iterator[Piece]:
        """A table's head stands on each of its pages."""
        line = self._line
        yield from self._scan(pattern, text, line)
        yield Piece(text="\n", line=line)
        for piece in self._scan(pattern, text, line, "repeated"):
            yield replace(piece, aside=True)

    def _read_note(self, match: _Match) -> Iterator[Piece]:
        yield self._piece(f"\n{self._number(match['note_name'])} ", "silent")

    def _read_reference(self, match: _Match) -> Iterator[Piece]:
        yield self._piece(str(self._number(match["reference_name"])), "silent")

    def _number(self, name: str) -> int:
        return self._notes.setdefault(name.lower(), len(self._notes) + 1)


def _may_be_code(match: _Match) -> bool:
    start = match.string.rfind("\n", 0, match.start()) + 1
    return is_indented(match.string[start : match.start()])
