"""From the many ways people write dates to aware datetimes."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dateutil_parser

FILE_NAME_DATE = re.compile(r"\A(\d{4})-(\d{1,2})-(\d{1,2})-(.+)\Z")

# Abbreviations are ambiguous by nature; these are the ones `date(1)` prints in Europe and America.
_HOURS = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7,
}  # fmt: skip
_ZONES = {name: timezone(timedelta(hours=hours)) for name, hours in _HOURS.items()}
# Without a zone, so that one in the text is told from none.
_DEFAULTS = (datetime.combine(date(2000, 1, 1), time()), datetime.combine(date(2001, 2, 2), time()))
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")


def zone_named(name: str) -> tzinfo | None:
    """The time zone of the IANA database, or None where it has no such name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def parse_date(value: object, zone: tzinfo) -> datetime | None:
    """Read a front matter date; one without a zone is in `zone`. None where it is not a date."""
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        moment = datetime.combine(value, time())
    elif isinstance(value, str | int):
        parsed = _parse_text(str(value).strip())
        if parsed is None:
            return None
        moment = parsed
    else:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _parse_text(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    text = _LONG_FRACTION.sub(r"\1", text)
    # Missing parts come from the default: two defaults show whether any was missing.
    try:
        with warnings.catch_warnings():
            # A zone that nobody knows is left out: the day is right, give or take one.
            warnings.simplefilter("ignore", dateutil_parser.UnknownTimezoneWarning)
            first, second = (
                dateutil_parser.parse(text, default=default, tzinfos=_ZONES) for default in _DEFAULTS
            )
    except (ValueError, OverflowError, TypeError):
        return None
    return first if first.date() == second.date() else None


def date_from_file_name(stem: str, zone: tzinfo) -> tuple[datetime | None, str]:
    """Split `2024-03-13-slug` into its day (midnight in `zone`) and `slug`."""
    found = FILE_NAME_DATE.match(stem)
    if found is None:
        return None, stem
    try:
        day = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=zone)
    except ValueError:
        return None, stem
    return day, found[4]
