"""A PDF file that is written as it is made: blocks of objects go to disk one after the other.

Source: ISO 32000-1, 7.5.8 (cross-reference streams).
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import BinaryIO

from bookmaker.exporters.pdf.assembling.objects import FREE_ROW, ROW, ROW_FIELDS, Block, make_row

#: Source: ISO 32000-1, 14.4: a byte string; sixteen bytes are usual.
_ID_DIGITS = 32


class PdfWriter:
    """The file in the making. Blocks may leave numbers between them free."""

    def __init__(self, file: BinaryIO, read_picture: Callable[[str], bytes]):
        self._file = file
        self._read_picture = read_picture
        self._digest = hashlib.sha256()
        self._position = 0
        self._rows = bytearray(FREE_ROW)
        # The four bytes above 127 tell programs that the file is binary.
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, block: Block) -> None:
        """Write a block."""
        self._note(block)
        for data, picture in block.pieces:
            self._put(data)
            if picture:
                self._put(self._read_picture(picture))

    def finish(self, root: int, info: int) -> None:
        """Write the table of all objects. `root` and `info` are the numbers of the two dictionaries."""
        start, number = self._position, len(self._rows) // ROW.size
        self._rows += make_row(1, start, 0)
        identifier = self._digest.hexdigest()[:_ID_DIGITS].encode()
        data = zlib.compress(self._rows)
        self._put(
            b"%d 0 obj\n<< /Type /XRef /Size %d /W [%b] /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>]"
            b" /Filter /FlateDecode /Length %d >>\nstream\n"
            % (number, number + 1, ROW_FIELDS, root, info, identifier, identifier, len(data))
        )
        self._put(data)
        self._put(b"\r\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)

    def _note(self, block: Block) -> None:
        """Where the objects of a block are in the file, which it begins now."""
        missing = block.end - len(self._rows) // ROW.size
        self._rows += FREE_ROW * missing
        start = block.first * ROW.size
        self._rows[start : start + len(block.rows)] = block.rows
        for number, position in block.marks:
            start = number * ROW.size
            self._rows[start : start + ROW.size] = make_row(1, self._position + position, 0)

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._position += len(data)
