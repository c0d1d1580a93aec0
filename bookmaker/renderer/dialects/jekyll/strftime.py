"""Ruby's `strftime`, which knows more than C's, in English whatever the locale of the machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DIRECTIVE = re.compile(r"%([-0^#_]*)(:*)(\d{0,2})([A-Za-z%+])")
_LONG_FORMS = {
    "c": "%a %b %e %H:%M:%S %Y",
    "D": "%m/%d/%y",
    "x": "%m/%d/%y",
    "F": "%Y-%m-%d",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "v": "%e-%^b-%Y",
    "+": "%a %b %e %H:%M:%S %Z %Y",
}
_WORDS: dict[str, Callable[[datetime], str]] = {
    "A": lambda moment: _DAYS[moment.weekday()],
    "a": lambda moment: _DAYS[moment.weekday()][:3],
    "B": lambda moment: _MONTHS[moment.month - 1],
    "b": lambda moment: _MONTHS[moment.month - 1][:3],
    "h": lambda moment: _MONTHS[moment.month - 1][:3],
    "p": lambda moment: "AM" if moment.hour < 12 else "PM",
    "P": lambda moment: "am" if moment.hour < 12 else "pm",
    "Z": lambda moment: moment.tzname() or "",
    "n": lambda moment: "\n",
    "t": lambda moment: "\t",
    "%": lambda moment: "%",
}
#: Directive, to how the number is made, its width and what fills it.
_NUMBERS: dict[str, tuple[Callable[[datetime], int], int, str]] = {
    "Y": (lambda moment: moment.year, 4, "0"),
    "C": (lambda moment: moment.year // 100, 2, "0"),
    "y": (lambda moment: moment.year % 100, 2, "0"),
    "m": (lambda moment: moment.month, 2, "0"),
    "d": (lambda moment: moment.day, 2, "0"),
    "e": (lambda moment: moment.day, 2, " "),
    "j": (lambda moment: moment.timetuple().tm_yday, 3, "0"),
    "H": (lambda moment: moment.hour, 2, "0"),
    "k": (lambda moment: moment.hour, 2, " "),
    "I": (lambda moment: moment.hour % 12 or 12, 2, "0"),
    "l": (lambda moment: moment.hour % 12 or 12, 2, " "),
    "M": (lambda moment: moment.minute, 2, "0"),
    "S": (lambda moment: moment.second, 2, "0"),
    "L": (lambda moment: moment.microsecond // 1000, 3, "0"),
    "N": (lambda moment: moment.microsecond * 1000, 9, "0"),
    "s": (lambda moment: int(moment.timestamp()), 1, "0"),
    "u": (lambda moment: moment.isoweekday(), 1, "0"),
    "w": (lambda moment: moment.isoweekday() % 7, 1, "0"),
    "G": (lambda moment: moment.isocalendar().year, 4, "0"),
    "V": (lambda moment: moment.isocalendar().week, 2, "0"),
    "U": (lambda moment: (moment.timetuple().tm_yday + 6 - moment.isoweekday() % 7) // 7, 2, "0"),
    "W": (lambda moment: (moment.timetuple().tm_yday + 6 - moment.weekday()) // 7, 2, "0"),
}


def ruby_strftime(moment: datetime, pattern: str) -> str:
    """Write a moment by a pattern such as `%-d %^b %Y`. What is no directive stays as it is."""
    return _DIRECTIVE.sub(lambda found: _write(moment, found), pattern)


def _write(moment: datetime, found: re.Match[str]) -> str:
    flags, colons, width, letter = found.groups()
    if letter in _LONG_FORMS:
        text = ruby_strftime(moment, _LONG_FORMS[letter])
    elif letter in _WORDS:
        text = _WORDS[letter](moment).rjust(int(width or 0))
    elif letter == "z":
        text = _offset(moment, bool(colons))
    elif letter in _NUMBERS:
        text = _number(moment, letter, flags, width)
    else:
        return found[0]
    text = text.upper() if "^" in flags else text
    return text.swapcase() if "#" in flags else text


def _number(moment: datetime, letter: str, flags: str, width: str) -> str:
    make, usual_width, fill = _NUMBERS[letter]
    if "-" in flags:
        return str(make(moment))
    fill = "0" if "0" in flags else " " if "_" in flags else fill
    return str(make(moment)).rjust(int(width or usual_width), fill)


def _offset(moment: datetime, has_colon: bool) -> str:
    text = f"{moment:%z}"[:5] or "+0000"
    return f"{text[:3]}:{text[3:]}" if has_colon else text
