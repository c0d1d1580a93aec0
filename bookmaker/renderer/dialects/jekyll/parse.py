"""From a text to python-liquid's nodes, with all that is wrong in the text reported."""

from __future__ import annotations

from liquid import Environment
from liquid.ast import Node
from liquid.parser import get_parser

from bookmaker.errors import one_line
from bookmaker.renderer.dialects.figures import parameters_to_markdown
from bookmaker.renderer.dialects.jekyll.lexer import Piece, cut_into_pieces
from bookmaker.renderer.dialects.jekyll.stream import MEND, PieceStream
from bookmaker.renderer.dialects.jekyll.structure import Structure, pair_tags
from bookmaker.renderer.dialects.parameters import parse_parameters
from bookmaker.renderer.dialects.placement import place_paragraph, placement_of
from bookmaker.renderer.dialects.report import Report, Source


def parse_liquid(source: Source, report: Report, environment: Environment) -> list[Node]:
    """Parse a text. It never fails: what cannot be read stands as words and is reported."""
    pieces = cut_into_pieces(source.text)
    structure = pair_tags(pieces, frozenset(environment.tags))
    _report_broken(structure, source, report)
    _open_unknown_blocks(structure, pieces, source, report)
    return get_parser(environment).parse(PieceStream(structure, source, report))


def _report_broken(structure: Structure, source: Source, report: Report) -> None:
    unpaired = frozenset(structure.unpaired)
    for index, piece in enumerate(structure.pieces):
        if not piece.is_broken:
            continue
        written = one_line(source.text[piece.start : piece.end])
        reason = "has no partner" if index in unpaired else "begins nothing that can be read"
        message = f"`{written}` {reason}; it stands in the text as it is"
        report.once("dialect-unexpanded", message, message, source, piece.start, MEND)


def _open_unknown_blocks(
    structure: Structure, pieces: tuple[Piece, ...], source: Source, report: Report
) -> None:
    """Let what stands inside an unknown block be text, after the words that its tag carries."""
    for opening, _ in structure.unknown_blocks:
        piece = pieces[opening]
        report_unknown(piece.name, source, piece.start, report, is_block=True)
        words = parameters_to_markdown(parse_parameters(piece.text))
        if words:
            place = placement_of(source.text, piece.start, piece.end)
            placed = _as_text(piece, place_paragraph(words, place))
            structure.pieces[opening] = placed
    for index in structure.unknown_ends:
        report_unknown(pieces[index].name, source, pieces[index].start, report)


def report_unknown(name: str, source: Source, index: int, report: Report, *, is_block: bool = False) -> None:
    """Tell, once for each name, of a tag that nobody knows."""
    rest = "what stands inside is kept" if is_block else "its text and picture, if any, are kept"
    message = f"no tag is called `{name}`; {rest}"
    report.once("dialect-unexpanded", f"tag {name}", message, source, index)


def _as_text(piece: Piece, text: str) -> Piece:
    return Piece(kind="text", start=piece.start, end=piece.end, text=text)
