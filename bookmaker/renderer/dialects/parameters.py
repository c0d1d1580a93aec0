"""Parameters of tags and short codes, and the words and pictures in those of a tag nobody knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARAMETER = re.compile(
    r"""\s*(?:(?P<name>[\w.@-]+)\s*=\s*)?
        (?: "(?P<double>(?:[^"\\]|\\.)*)" | '(?P<single>(?:[^'\\]|\\.)*)' | `(?P<back>[^`]*)`
          | (?P<bare>(?!\{\{)[^\s"'`=,](?:(?!/?[>%]\}\}|\{\{)[^\s"`,])*) ),?""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TEXT_NAMES = frozenset(
    "title caption alt text summary heading label content description author source quote name"
    " attribution attr subtitle".split()
)
_OTHER_NAMES = frozenset(
    "class id style width height align link href url target rel src lang type color icon".split()
)
_PICTURE_NAMES = frozenset("src image img image_path file path url picture".split())
_PICTURE = re.compile(r"[^<>\n]+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter. An unnamed one has an empty `name`."""

    name: str
    value: str
    is_quoted: bool


def read_parameter(text: str, start: int) -> tuple[Parameter, int] | None:
    """Read the parameter at `start`; None where there is none. The number is where it ends."""
    found = _PARAMETER.match(text, start)
    if found is None:
        return None
    bare, back = found["bare"], found["back"]
    value = bare if bare is not None else back
    if value is None:
        value = _ESCAPED.sub(r"\1", found["double"] or found["single"] or "")
    return Parameter(name=found["name"] or "", value=value, is_quoted=bare is None), found.end()


def parse_parameters(text: str) -> tuple[Parameter, ...]:
    """Read the parameters of a tag. What is none of its forms is passed over."""
    parameters = []
    position = 0
    while position < len(text):
        result = read_parameter(text, position)
        if result is None:
            position += 1
            continue
        parameters.append(result[0])
        position = result[1]
    return tuple(parameters)


def named(parameters: tuple[Parameter, ...], *names: str) -> str:
    """The value of the first parameter that has one of the names, or an empty string."""
    for name in names:
        for parameter in parameters:
            if parameter.name.lower() == name:
                return parameter.value
    return ""


def unnamed(parameters: tuple[Parameter, ...], index: int) -> str:
    """The value of an unnamed parameter. Units: `index` counts from 0, unnamed ones only."""
    values = [parameter.value for parameter in parameters if not parameter.name]
    return values[index] if index < len(values) else ""


def texts_among(parameters: tuple[Parameter, ...]) -> tuple[str, ...]:
    """The values that a reader would have seen as words."""
    return tuple(
        dict.fromkeys(
            parameter.value.strip()
            for parameter in parameters
            if parameter.is_quoted and _LETTER.search(parameter.value) and _is_text(parameter)
        )
    )


def picture_among(parameters: tuple[Parameter, ...]) -> str:
    """The address of a picture, or an empty string."""
    for parameter in parameters:
        if _is_picture(parameter):
            return parameter.value
    return ""


def _is_text(parameter: Parameter) -> bool:
    name, value = parameter.name.lower(), parameter.value
    if _is_picture(parameter) or value.startswith(("http://", "https://", "/")):
        return False
    if not name or name in _TEXT_NAMES:
        return True
    return name not in _OTHER_NAMES and name not in _PICTURE_NAMES and " " in value.strip()


def _is_picture(parameter: Parameter) -> bool:
    """Whether it is a picture's address. An unnamed text that ends in one is a text."""
    if not _PICTURE.fullmatch(parameter.value):
        return False
    return " " not in parameter.value if not parameter.name else parameter.name.lower() in _PICTURE_NAMES
