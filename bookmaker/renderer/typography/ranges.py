"""Ranges of numbers: `10-20` takes an en dash. Dates, telephone numbers, standards do not."""

from __future__ import annotations

import re

from bookmaker.renderer.typography.block import Swap
from bookmaker.renderer.typography.characters import EN_DASH

# Standards, scores and telephone numbers: 9-10 in them is no range.
_STANDARDS = "ISO|ИСО|IEC|МЭК|IEEE|ГОСТ|ДСТУ|DIN|EN|NF|ASTM|RFC|СНиП|СанПиН|СП|ТУ|ФЗ"
_SCORES = "[Сс]ч[её]т[а-я]{0,3}|[Рр]ахун[а-я]{0,4}|[Ss]core[ds]?|[Тт]ел\\.|[Tt]el\\.|[Ff]ax"
_NO_RANGE = re.compile(
    rf"(?:\b(?:{_STANDARDS})(?:[\s/][A-ZРУ]{{1,5}})?|\b(?:{_SCORES}))\s?\Z"
    r"|(?:\+\d|\(\d{3,5}\))[\d\s()-]*\Z"
)
_LOOK_BACK = 24


def _set_range(match: re.Match[str]) -> str:
    """The same with an en dash, where the numbers can be the two ends of a range."""
    first, last = match["first"], match["last"]
    context = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    if not _is_ascending(first, last) or _NO_RANGE.search(context):
        return match[0]
    return f"{first}{EN_DASH}{last}"


def _is_ascending(first: str, last: str) -> bool:
    """Whether two numbers or times grow.

    Codes seldom do (ISO 13485-2017), nor do scores (2-1), months (2024-03) or phrases (50-50).
    """
    if any((mark in first) != (mark in last) for mark in ":."):
        return False
    if any(re.match(r"0\d(?!:)", number) for number in (first, last)):
        return False
    if re.fullmatch(r"\d{4}", first) and re.fullmatch(r"\d\d", last):
        return int(last) > max(12, int(first[2:]))  # 1998-99; but 2010-12 is a month
    return _size(first) < _size(last)


def _size(number: str) -> float:
    """Units: minutes for a time of day."""
    if ":" in number:
        hours, minutes = number.split(":")
        return int(hours) * 60 + int(minutes)
    return float(number.replace(",", "."))


# The first digit stands ahead of the look-behind, so that the search jumps from digit to digit.
_FIRST = r"\d(?<![\w.,:/@+*=#\-–\\\ufffc]\d)"
_NUMBER = r"(?:\d?:\d\d|\d{0,8}(?:[.,]\d{1,9})?)"
#: A match that has more of a code around it is left.
set_ranges = Swap(
    re.compile(
        rf"(?P<first>{_FIRST}{_NUMBER})-(?P<last>\d{_NUMBER})"
        r"(?!\w|[-–.,:/\\=*+]\d|[./\\:]\w|[-–](?:\s|\Z))"
    ),
    _set_range,
    "-",
)
