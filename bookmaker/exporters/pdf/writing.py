"""A PDF file that is written as it is made: objects go to disk one after the other.

pikepdf holds all objects of a file it makes, 25 KB a page and more: of 10,000 pages, more than all else that
a build needs. So pikepdf reads and changes one section at a time, and what is done goes to this writer.
Source: ISO 32000-1, 7.5.7 (object streams) and 7.5.8 (cross-reference streams).
"""

from __future__ import annotations

import hashlib
import re
import zlib
from array import array
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import pikepdf
from pikepdf import Name

#: Objects that are compressed together. More would make readers unpack more than they look for.
_OBJECTS_A_STREAM = 100
_REFERENCE = "/BookmakerObject"
# Strings are matched so that what they say is not taken for a reference.
_TOKEN = re.compile(
    rb"(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|\b\d+ \d+ R\b|%b\d+)" % _REFERENCE.encode(), re.DOTALL
)
#: Between objects that are renumbered together; pikepdf writes it into none.
_BREAK = b"\0"
_OFFSET_BYTES = 5
#: Source: ISO 32000-1, 14.4: a byte string; sixteen bytes are usual.
_ID_DIGITS = 32
#: What is shorter is hardly shorter when compressed.
_SMALL_BYTES = 100


def reference(number: int) -> Name:
    """What stands in an object of pikepdf for object `number` of the file being written."""
    return Name(f"{_REFERENCE}{number}")


class PdfWriter:
    """The file in the making. Objects are numbered from 1; those in use have to be written by the end."""

    def __init__(self, file: BinaryIO):
        self._file = file
        self._digest = hashlib.sha256()
        self._position = 0
        # For each number: where the object is in the file, or minus the number of the stream it is in.
        self._places = array("q", [0])
        # Source: ISO 32000-1, 7.5.4: object 0 is free, of generation 65,535.
        self._indices = array("H", [65_535])
        self._waiting: list[tuple[int, bytes]] = []
        # The four bytes above 127 tell programs that the file is binary.
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def allocate(self) -> int:
        """A number for an object that will be written."""
        self._places.append(0)
        self._indices.append(0)
        return len(self._places) - 1

    def write(self, number: int, data: bytes) -> None:
        """Write an object that is no stream."""
        self._waiting.append((number, data))
        if len(self._waiting) == _OBJECTS_A_STREAM:
            self._write_waiting()

    def write_stream(self, number: int, dictionary: bytes, data: bytes) -> None:
        """Write a stream. `dictionary` goes from << to >>, and its /Length is true."""
        self._places[number] = self._position
        self._put(b"%d 0 obj\n%b\nstream\n" % (number, dictionary))
        self._put(data)
        # Two bytes: after data that end in a carriage return, a line feed alone would look like a part of
        # the end of line that is none of them.
        self._put(b"\r\nendstream\nendobj\n")

    def finish(self, root: int, info: int) -> None:
        """Write the table of all objects. `root` and `info` are the numbers of the two dictionaries."""
        self._write_waiting()
        number, start = self.allocate(), self._position
        self._places[number] = start
        rows = b"".join(map(_table_row, self._places, self._indices))
        identifier = self._digest.hexdigest()[:_ID_DIGITS].encode()
        data = zlib.compress(rows)
        self.write_stream(
            number,
            b"<< /Type /XRef /Size %d /W [1 %d 2] /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>]"
            b" /Filter /FlateDecode /Length %d >>"
            % (len(self._places), _OFFSET_BYTES, root, info, identifier, identifier, len(data)),
            data,
        )
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _write_waiting(self) -> None:
        if not self._waiting:
            return
        number = self.allocate()
        numbers, offset = [], 0
        for index, (waiting, data) in enumerate(self._waiting):
            self._places[waiting], self._indices[waiting] = -number, index
            numbers.append(b"%d %d" % (waiting, offset))
            offset += len(data) + 1
        head = b" ".join(numbers) + b"\n"
        data = zlib.compress(head + b"\n".join(data for _, data in self._waiting))
        dictionary = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>"
        self.write_stream(number, dictionary % (len(numbers), len(head), len(data)), data)
        self._waiting.clear()

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._position += len(data)


class Copier:
    """Copies objects of one file of pikepdf into the file being written, each once.

    A picture that stands in several sections, as colour emoji do, is written for the first alone: `pictures`
    keeps the numbers of all copiers.
    """

    def __init__(self, pdf: pikepdf.Pdf, writer: PdfWriter, pictures: dict[bytes, int] | None = None):
        self._pdf = pdf
        self._writer = writer
        self._pictures = {} if pictures is None else pictures
        self._numbers: dict[int, int] = {}
        self._pending: list[tuple[int, pikepdf.Object]] = []
        self._tokens: dict[bytes, bytes] = {}
        """References as they stand in the source, and in the file."""

    def number_of(self, thing: pikepdf.Object) -> int:
        """The number that an indirect object has, or will have once it is copied."""
        return self._number(thing.objgen[0])

    def copy(self, thing: pikepdf.Object) -> int:
        """Copy an indirect object and all that it leads to, and return its number."""
        return self.copy_all([thing])[0]

    def copy_all(self, things: Iterable[pikepdf.Object]) -> list[int]:
        """Copy indirect objects and all that they lead to, and return their numbers."""
        numbers = [self.number_of(thing) for thing in things]
        while self._pending:
            pending, self._pending = self._pending, []
            self._copy(pending)
        return numbers

    def _number(self, source: int) -> int:
        number = self._numbers.get(source)
        if number is None:
            thing = self._pdf.get_object(source, 0)
            if isinstance(thing, pikepdf.Stream) and thing.get(Name.Subtype) == Name.Image:
                number = self._copy_picture(thing)
            else:
                number = self._writer.allocate()
                self._pending.append((number, thing))
            self._numbers[source] = number
        return number

    def _copy(self, pending: list[tuple[int, pikepdf.Object]]) -> None:
        """Write objects; what they lead to and is not yet copied is pending then."""
        streams = {number: _pack(thing) for number, thing in pending if isinstance(thing, pikepdf.Stream)}
        texts = [
            (thing.stream_dict if number in streams else thing).unparse(resolved=True)
            for number, thing in pending
        ]
        for (number, _), text in zip(pending, self._renumber(texts), strict=True):
            if number in streams:
                self._writer.write_stream(number, text, streams[number])
            else:
                self._writer.write(number, text)

    def _copy_picture(self, thing: pikepdf.Stream) -> int:
        if Name.Interpolate in thing:
            # Of colour emoji. An archive must not leave to the viewer what is seen: ISO 19005-3, 6.2.8.
            del thing[Name.Interpolate]
        data = _pack(thing)
        # Its mask is a picture, too, and has its number first: so equal pictures come out equal.
        (dictionary,) = self._renumber([thing.stream_dict.unparse(resolved=True)])
        key = hashlib.blake2b(dictionary + data, digest_size=16).digest()
        if key not in self._pictures:
            self._pictures[key] = self._writer.allocate()
            self._writer.write_stream(self._pictures[key], dictionary, data)
        return self._pictures[key]

    def _renumber(self, texts: Sequence[bytes]) -> list[bytes]:
        """Objects as they stand in a file, with the numbers of the file being written."""
        # Object by object, with a call for each reference, this alone takes twice as long.
        pieces = _TOKEN.split(_BREAK.join(texts))
        known = self._tokens
        pieces[1::2] = [known.get(token) or self._translate(token) for token in pieces[1::2]]
        return b"".join(pieces).split(_BREAK)

    def _translate(self, token: bytes) -> bytes:
        if token[:1] in b"(<":
            return token
        if token.startswith(b"/"):
            return b"%b 0 R" % token.removeprefix(_REFERENCE.encode())
        self._tokens[token] = translated = b"%d 0 R" % self._number(int(token.split(b" ", 1)[0]))
        return translated


def _pack(stream: pikepdf.Stream) -> bytes:
    """A stream's bytes, compressed, which its dictionary says then; metadata stay legible to who searches."""
    data, dictionary = stream.read_raw_bytes(), stream.stream_dict
    is_plain = Name.Filter not in dictionary and dictionary.get(Name.Type) != Name.Metadata
    if is_plain and len(data) > _SMALL_BYTES:
        data = zlib.compress(data, 9)
        dictionary.Filter = Name.FlateDecode
    dictionary.Length = len(data)
    return data


def _table_row(place: int, index: int) -> bytes:
    """One row of the table of objects: its kind, its place, and its index in a stream of objects."""
    kind = (place > 0) + 2 * (place < 0)
    return bytes((kind,)) + abs(place).to_bytes(_OFFSET_BYTES, "big") + index.to_bytes(2, "big")
