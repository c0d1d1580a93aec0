"""Whether a PDF says the words of a chapter: all of them, in their order, none glued to another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from bookmaker.renderer.elements import BLOCKS
from tests.building import Built
from tests.pdf_reading import PdfBook, letters
from tests.print_only import printed_xhtml

# Raised numbers of notes: PDFium reads one that begins a line at the end of the line before.
_NUMBER = re.compile(r"\d{1,3}")
# Drawn as a picture: the digit in it is no text of the page.
_KEYCAP = re.compile("[0-9#*]\N{VARIATION SELECTOR-16}?\N{COMBINING ENCLOSING KEYCAP}")
# Marks of list items, numbers of lines and of notes.
_DRAWN = re.compile(r"\d{1,3}|[a-z]|[ivxlc]{1,6}")
_APART = BLOCKS | {"br", "time"}


@dataclass(frozen=True, slots=True)
class Token:
    """Letters between spaces. A line may end within a word, after it with a hyphen or without."""

    letters: str
    ends_line: bool


def chapter_words(xhtml: str) -> list[str]:
    """The words of a chapter, as letters only: `post-war` is one."""
    return _words(_parse(xhtml))


def repeated_rows(xhtml: str) -> list[list[str]]:
    """What may stand between a chapter's words, drawn by styles.

    Heading rows, at the top of a page where a table goes on, and the labels of code.
    """
    root = _parse(xhtml)
    labels = [letters(str(pre.get("data-label"))) for pre in root.iter("pre") if pre.get("data-label")]
    return [*(_words(row) for row in root.iter("thead")), *([label] for label in labels)]


def _parse(xhtml: str) -> etree._Element:
    return etree.fromstring(f'<body xmlns:epub="http://www.idpf.org/2007/ops">{xhtml}</body>')


def _words(root: etree._Element) -> list[str]:
    pieces = []
    numbers = {sup for sup in root.iter("sup") if _NUMBER.fullmatch("".join(map(str, sup.itertext())))}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        edge = " " if element.tag in _APART else ""
        is_number = element in numbers or element.getparent() in numbers
        text = element.tail if event == "end" else None if is_number else element.text
        pieces += [edge, text or ""]
    text = _KEYCAP.sub(" ", "".join(pieces))
    return [word for word in map(letters, text.split()) if word]


def page_tokens(pdf: PdfBook, pages: range) -> list[Token]:
    """What stands on pages, in the order in which it was drawn."""
    tokens = []
    for page_index in pages:
        for line in re.split(r"[\r\n]+", pdf.text(page_index)):
            words = [word for word in map(letters, line.split()) if word]
            tokens += [Token(word, False) for word in words[:-1]]
            tokens += [Token(word, True) for word in words[-1:]]
    return tokens


def missing_words(words: list[str], tokens: list[Token], repeated: list[list[str]]) -> str:
    """Where the tokens stop saying the words: some words before the place, and what stands there instead.

    Empty where all is said. Tokens that styles draw may stand between words, and `repeated` rows.
    """
    return _walk(words, tokens, repeated)[1]


def _walk(words: list[str], tokens: list[Token], repeated: list[list[str]]) -> tuple[int, str]:
    """How many words are said, and what stops the rest."""
    position = 0
    drawn = [token.letters for token in tokens]
    for index, word in enumerate(words):
        said = ""
        while said != word:
            if position == len(tokens):
                return index, f"the pages end before {' '.join(words[max(0, index - 5) : index + 1])!r}"
            token = tokens[position]
            position += 1
            piece = _piece(token, word[len(said) :])
            if piece:
                said += piece
            elif not said and (row := _row_at(drawn, position - 1, repeated)):
                position += len(row) - 1
            elif not _DRAWN.fullmatch(token.letters):
                before = " ".join(words[max(0, index - 5) : index + 1])
                return index, f"{before!r} is {token.letters!r} on the page"
    rest = [token.letters for token in tokens[position:] if not _DRAWN.fullmatch(token.letters)]
    return len(words), f"after the end: {' '.join(rest[:10])}" if rest else ""


def missing_blocks(xhtml: str, tokens: list[Token]) -> str:
    """The same for a chapter, in which figures may have changed places with text, within their sections."""
    blocks = [(str(block.tag), _words(block)) for block in _parse(xhtml)]
    repeated = repeated_rows(xhtml)
    raised: list[tuple[str, list[str]]] = []
    while True:
        index, problem = _walk([word for _, words in blocks for word in words], tokens, repeated)
        place = _block_at(blocks, index)
        following = blocks[place + 1][0] if place + 1 < len(blocks) else "h1"
        if not problem:
            return ""
        if blocks[place][0] == "figure":
            if blocks[place] in raised or re.fullmatch(r"h\d|figure", following):
                return problem
            blocks[place : place + 2] = [blocks[place + 1], blocks[place]]
        else:
            figure = _next_figure(blocks, place)
            if not figure or blocks[figure] in raised:
                return problem
            raised.append(blocks[figure])
            blocks.insert(place, blocks.pop(figure))


def _next_figure(blocks: list[tuple[str, list[str]]], place: int) -> int:
    """The figure that comes next in the section of a block, with a caption; 0 where there is none."""
    for index, (tag, words) in enumerate(blocks[place + 1 :], place + 1):
        if tag == "figure" and words:
            return index
        if re.fullmatch(r"h\d", tag):
            break
    return 0


def _block_at(blocks: list[tuple[str, list[str]]], index: int) -> int:
    """The block that holds a word of a chapter."""
    for place, (_, words) in enumerate(blocks):
        if index < len(words):
            return place
        index -= len(words)
    return len(blocks) - 1


def _piece(token: Token, rest: str) -> str:
    """What a token says of the rest of a word: all, or what stands before a line's end."""
    if re.fullmatch(rf"{re.escape(rest)}\d{{1,3}}", token.letters):
        # The number of a link, after a word that may itself end in a number.
        return rest
    for letters_said in (token.letters, re.sub(r"\d{1,3}$", "", token.letters)):
        if letters_said == rest or (token.ends_line and rest.startswith(letters_said)):
            return letters_said
    return ""


def _row_at(drawn: list[str], position: int, rows: list[list[str]]) -> list[str] | None:
    return next((row for row in rows if row and drawn[position : position + len(row)] == row), None)


def chapter_pages(pdf: PdfBook, anchors: list[str]) -> dict[str, range]:
    """The pages of each chapter or part: from its anchor to the page before the next one's."""
    starts = [pdf.destinations[anchor][0] for anchor in anchors]
    ends = [*starts[1:], len(pdf.labels)]
    return {anchor: range(start, end) for anchor, start, end in zip(anchors, starts, ends, strict=True)}


def lost_words(built: Built, pdf: PdfBook) -> dict[str, str]:
    """By chapter: where its pages stop saying what it says."""
    rendered = built.report.rendered
    anchors = []
    for part in rendered.book.parts:
        anchors += [part.id] if part.title else []
        anchors += [chapter.id for chapter in part.chapters]
    pages = chapter_pages(pdf, anchors)
    found = {}
    for document in rendered.documents:
        xhtml = printed_xhtml(built, pdf, document)
        found[document.id] = missing_blocks(xhtml, page_tokens(pdf, pages[document.id]))
    return {name: problem for name, problem in found.items() if problem}
