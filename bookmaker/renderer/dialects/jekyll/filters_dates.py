"""Jekyll's filters for dates. The clock is never asked: `now` is what the site's context says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser
from liquid.filter import with_context

from bookmaker.renderer.dialects.jekyll.run import run_of
from bookmaker.renderer.dialects.jekyll.strftime import ruby_strftime
from bookmaker.renderer.dialects.jekyll.values import value_to_text

if TYPE_CHECKING:
    from liquid import RenderContext

_LONGEST_DATE = 64
_ENGLISH_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


@with_context
def format_date(value: object, pattern: object = "", *, context: RenderContext) -> object:
    """`date`: by a pattern of Ruby's. What is no date comes back as it is."""
    moment = _moment(value, context)
    if moment is None or not pattern:
        return value
    return ruby_strftime(moment, value_to_text(pattern))


def _date_filter(write: Callable[..., str]) -> Callable[..., object]:
    """A filter that hands on what is no date."""

    @with_context
    def filter_date(value: object, *options: object, context: RenderContext) -> object:
        moment = _moment(value, context)
        return value if moment is None else write(moment, *options)

    return filter_date


def _moment(value: object, context: RenderContext) -> datetime | None:
    now = run_of(context).context.time
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=_zone(context))
    text = value_to_text(value).strip()
    if text in ("now", "today"):
        return now
    if not text or isinstance(value, bool) or len(text) > _LONGEST_DATE:
        return None
    try:
        if text.isdecimal() and len(text) > 4:
            return datetime.fromtimestamp(int(text), UTC)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=_zone(context))
        return parser.parse(text, default=midnight)
    except (ValueError, OverflowError, OSError):
        return None


def _zone(context: RenderContext) -> ZoneInfo:
    try:
        return ZoneInfo(run_of(context).context.site.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _short(moment: datetime, kind: object = "", style: object = "") -> str:
    return _in_words(moment, "%b", kind, style)


def _long(moment: datetime, kind: object = "", style: object = "") -> str:
    return _in_words(moment, "%B", kind, style)


def _in_words(moment: datetime, month: str, kind: object, style: object) -> str:
    if kind != "ordinal":
        return ruby_strftime(moment, f"%d {month} %Y")
    is_teen = moment.day in (11, 12, 13)
    ordinal = "th" if is_teen else _ENGLISH_ORDINALS.get(moment.day % 10, "th")
    if style == "US":
        return ruby_strftime(moment, f"{month} %-d{ordinal}, %Y")
    return ruby_strftime(moment, f"%-d{ordinal} {month} %Y")


DATE_FILTERS: dict[str, Callable[..., object]] = {
    "date": format_date,
    "date_to_string": _date_filter(_short),
    "date_to_long_string": _date_filter(_long),
    "date_to_xmlschema": _date_filter(lambda moment: moment.replace(microsecond=0).isoformat()),
    "date_to_rfc822": _date_filter(format_datetime),
}
