"""Numbered objects as bytes that can stand at any place of a file. Source: ISO 32000-1, 7.5.7, 7.5.8."""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

import msgspec

#: Objects that are compressed together. More would make readers unpack more than they look for.
_OBJECTS_A_STREAM = 100
#: A row of the table of objects: its kind, its place in five bytes, and its index or generation.
ROW = struct.Struct(">BBIH")
#: How long the fields of a row are, in bytes.
ROW_FIELDS = b"1 5 2"
#: Of an object that is none, and never will be. Source: ISO 32000-1, 7.5.4.
FREE_ROW = ROW.pack(0, 0, 0, 65_535)
_LOW_BYTES = 1 << 32


class Mark(NamedTuple):
    """Where a stream begins, counted from the first byte of its block."""

    number: int
    position: int


class Piece(NamedTuple):
    """Bytes as they stand in the file, and the key of a picture whose bytes follow, or nothing."""

    data: bytes
    picture: str = ""


class Block(msgspec.Struct, frozen=True, array_like=True):
    """Objects in a row: numbers from `first`, bytes, and the rows that tell where they are."""

    first: int
    pieces: tuple[Piece, ...]
    rows: bytes
    marks: tuple[Mark, ...]

    @property
    def end(self) -> int:
        """The number after the last."""
        return self.first + len(self.rows) // ROW.size


class Objects:
    """A block in the making. Numbers that are allocated have to be written by the end."""

    def __init__(self, first: int):
        self.first = first
        self._rows = bytearray()
        self._marks: list[Mark] = []
        self._done: list[Piece] = []
        self._pieces: list[bytes] = []
        self._position = 0
        self._waiting: list[tuple[int, bytes]] = []

    @property
    def end(self) -> int:
        """The number after the last."""
        return self.first + len(self._rows) // ROW.size

    def allocate(self) -> int:
        """A number for an object that will be written."""
        self._rows += FREE_ROW
        return self.end - 1

    def write(self, number: int, data: bytes) -> None:
        """Write an object that is no stream."""
        self._waiting.append((number, data))
        if len(self._waiting) == _OBJECTS_A_STREAM:
            self._write_waiting()

    def write_stream(self, number: int, dictionary: bytes, data: bytes) -> None:
        """Write a stream. `dictionary` goes from << to >>, and its /Length is true."""
        self._begin_stream(number, dictionary)
        self._put(data)
        self._end_stream()

    def write_picture(self, number: int, dictionary: bytes, key: str, length: int) -> None:
        """Write a stream whose `length` bytes are put in when the block comes into a file."""
        self._begin_stream(number, dictionary)
        self._done.append(Piece(b"".join(self._pieces), key))
        self._pieces.clear()
        self._position += length
        self._end_stream()

    def close(self) -> Block:
        """All that was written."""
        self._write_waiting()
        self._done.append(Piece(b"".join(self._pieces)))
        return Block(self.first, tuple(self._done), bytes(self._rows), tuple(self._marks))

    def _begin_stream(self, number: int, dictionary: bytes) -> None:
        self._marks.append(Mark(number, self._position))
        self._put(b"%d 0 obj\n%b\nstream\n" % (number, dictionary))

    def _end_stream(self) -> None:
        # Two bytes: after data that end in a carriage return, a line feed alone would look like a part of
        # the end of line that is none of them.
        self._put(b"\r\nendstream\nendobj\n")

    def _write_waiting(self) -> None:
        if not self._waiting:
            return
        stream = self.allocate()
        numbers, offset = [], 0
        for index, (number, data) in enumerate(self._waiting):
            start = (number - self.first) * ROW.size
            self._rows[start : start + ROW.size] = make_row(2, stream, index)
            numbers.append(b"%d %d" % (number, offset))
            offset += len(data) + 1
        head = b" ".join(numbers) + b"\n"
        data = zlib.compress(head + b"\n".join(data for _, data in self._waiting))
        dictionary = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>"
        self.write_stream(stream, dictionary % (len(numbers), len(head), len(data)), data)
        self._waiting.clear()

    def _put(self, data: bytes) -> None:
        self._pieces.append(data)
        self._position += len(data)


def make_row(kind: int, place: int, index: int) -> bytes:
    """1: `place` is a position in the file. 2: it is the stream where the object is the `index`-th."""
    return ROW.pack(kind, place // _LOW_BYTES, place % _LOW_BYTES, index)
