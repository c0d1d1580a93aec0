"""Values as Liquid sees them: lists, mappings, records filled when read, dates printed as in Ruby."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

from bookmaker.model import Frozen


class RubyTime(datetime):
    """A moment that prints as Ruby prints it: `2016-11-26 00:00:00 +0000`."""

    @classmethod
    def of(cls, moment: datetime) -> RubyTime:
        return cls.combine(moment.date(), moment.timetz())

    def __str__(self) -> str:
        return f"{self.year:04d}{self:-%m-%d %H:%M:%S} {self:%z}"


class Record(Mapping[str, object]):
    """A page or the site: its values are made when a template first asks for them."""

    def __init__(self, makers: Mapping[str, Callable[[], object]], text: str = ""):
        self._makers = makers
        self._made: dict[str, object] = {}
        self._text = text

    def __getitem__(self, key: str) -> object:
        if key not in self._made:
            self._made[key] = self._makers[key]()
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __str__(self) -> str:
        return self._text


def thaw(value: Frozen) -> object:
    """Turn a frozen value into lists and dictionaries. A tuple of pairs with names is a mapping."""
    if isinstance(value, tuple):
        if value and all(_is_pair(item) for item in value):
            return {key: thaw(item) for key, item in value}
        return [thaw(item) for item in value]
    if isinstance(value, datetime):
        return RubyTime.of(value)
    return value


def frozen_to_mapping(value: Frozen) -> dict[str, object]:
    """Thaw what must be a mapping; anything else gives an empty one."""
    thawed = thaw(value)
    return thawed if isinstance(thawed, dict) else {}


def value_to_text(value: object) -> str:
    """Print a value as Ruby's Liquid does."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "".join(value_to_text(item) for item in value)
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    if isinstance(value, dict):
        return inspect_value(value)
    return str(value)


def inspect_value(value: object) -> str:
    """Print a value as Ruby's `inspect`: texts in quotes, mappings with `=>`."""
    if value is None:
        return "nil"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, dict):
        pairs = (f"{inspect_value(key)}=>{inspect_value(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inspect_value(item) for item in value) + "]"
    return value_to_text(value)


def plain_value(value: object) -> object:
    """Reduce a value to what JSON can hold."""
    if isinstance(value, Record):
        return {key: plain_value(value[key]) for key in value if key not in ("next", "previous")}
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain_value(item) for item in value]
    if isinstance(value, date):
        return str(value)
    return value if isinstance(value, str | int | float | bool) else None


def property_of(item: object, path: object) -> object:
    """Follow `image.alt` into mappings; None where it leads nowhere."""
    for key in str(path).split("."):
        if not isinstance(item, Mapping) or key not in item:
            return None
        item = item[key]
    return item


def is_truthy(value: object) -> bool:
    """Liquid's truth: all but nil and false."""
    return value is not None and value is not False


def _is_pair(item: object) -> bool:
    return isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str)
