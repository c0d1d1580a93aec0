"""Objects of pikepdf's files, copied to where they get other numbers.

pikepdf holds all objects of a file it makes, 25 KB a page and more: of 10,000 pages, more than all else that
a build needs. So pikepdf reads and changes one section at a time, and what is done is copied.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Sequence

import pikepdf
from pikepdf import Name

from bookmaker.exporters.pdf.assembling.objects import Objects

_REFERENCE = "/BookmakerObject"
# Strings are matched so that what they say is not taken for a reference.
_TOKEN = re.compile(
    rb"(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|\b\d+ \d+ R\b|%b\d+)" % _REFERENCE.encode(), re.DOTALL
)
#: Between objects that are renumbered together; pikepdf writes it into none.
_BREAK = b"\0"
#: What is shorter is hardly shorter when compressed.
_SMALL_BYTES = 100


def reference(number: int) -> Name:
    """What stands in an object of pikepdf for object `number` of the file being written."""
    return Name(f"{_REFERENCE}{number}")


class Copier:
    """Copies objects of one file of pikepdf, each once.

    A picture that stands in several sections, as colour emoji do, is written for the first alone: `find_copy`
    says the number of one that has the same digest, and `copies` are those written here.
    """

    def __init__(
        self, pdf: pikepdf.Pdf, objects: Objects, find_copy: Callable[[str], int | None] = lambda _: None
    ):
        self._pdf = pdf
        self._objects = objects
        self._find_copy = find_copy
        self.copies: dict[str, int] = {}
        self._numbers: dict[int, int] = {}
        self._pending: list[tuple[int, pikepdf.Object]] = []
        self._tokens: dict[bytes, bytes] = {}
        """References as they stand in the source, and in the file."""

    def copy(self, thing: pikepdf.Object) -> int:
        """Copy an indirect object and all that it leads to, and return its number."""
        return self.copy_all([thing])[0]

    def copy_all(self, things: Iterable[pikepdf.Object]) -> list[int]:
        """Copy indirect objects and all that they lead to, and return their numbers."""
        numbers = [self._number(thing.objgen[0]) for thing in things]
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
                number = self._objects.allocate()
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
                self._objects.write_stream(number, text, streams[number])
            else:
                self._objects.write(number, text)

    def _copy_picture(self, thing: pikepdf.Stream) -> int:
        if Name.Interpolate in thing:
            # Of colour emoji. An archive must not leave to the viewer what is seen: ISO 19005-3, 6.2.8.
            del thing[Name.Interpolate]
        data = _pack(thing)
        # Its mask is a picture, too, and has its number first: so equal pictures come out equal.
        (dictionary,) = self._renumber([thing.stream_dict.unparse(resolved=True)])
        digest = hashlib.blake2b(dictionary + data, digest_size=16).hexdigest()
        number = self.copies.get(digest) or self._find_copy(digest)
        if number is None:
            number = self.copies[digest] = self._objects.allocate()
            self._objects.write_stream(number, dictionary, data)
        return number

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
