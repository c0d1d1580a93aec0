"""Dates: every form that real collections hold, and none that is no date."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bookmaker.collector.dates import date_from_file_name, parse_date, zone_named

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2022-01-31 14:25:11 +0000", "2022-01-31T14:25:11+00:00"),
        ("2023-02-11 09:30:00 +0300", "2023-02-11T09:30:00+03:00"),
        ("2024-10-12T15:30:00+02:00", "2024-10-12T15:30:00+02:00"),
        ("2024-10-12T15:30:00Z", "2024-10-12T15:30:00+00:00"),
        ("2019-03-10 10:00:00.000000000 +01:00", "2019-03-10T10:00:00+01:00"),
        ("2019-03-10 10:00:00.123456789 +01:00", "2019-03-10T10:00:00.123456+01:00"),
        ("Fri Sep  3 11:21:31 CEST 2021", "2021-09-03T11:21:31+02:00"),
        ("Fri Jan  3 11:21:31 MSK 2021", "2021-01-03T11:21:31+03:00"),
        ("Tue, 12 Mar 2024 08:00:00 -0700", "2024-03-12T08:00:00-07:00"),
        # Without a zone: the site's.
        ("18 Dec 2014", "2014-12-18T00:00:00+01:00"),
        ("2017/8/9 19:47", "2017-08-09T19:47:00+02:00"),
        ("2024-03-13", "2024-03-13T00:00:00+01:00"),
        ("2024-03-13 16:40", "2024-03-13T16:40:00+01:00"),
        ("  2024-03-13  ", "2024-03-13T00:00:00+01:00"),
        ("13.03.2024", "2024-03-13T00:00:00+01:00"),
        ("March 13, 2024", "2024-03-13T00:00:00+01:00"),
        ("20240313", "2024-03-13T00:00:00+01:00"),
        ("9999-12-31", "9999-12-31T00:00:00+01:00"),
    ],
)
def test_forms_in_use_are_read(written: str, iso: str) -> None:
    found = parse_date(written, BERLIN)
    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize(
    "written",
    [
        "", "soon", "2024", "March 2024", "Wed", "16:40", "2024-13-45", "2024-02-30", "2024-03-13 25:00",
        "0000-00-00", "1700000000", 1700000000, True, 3.5, None, [2024, 3, 13], {"year": 2024},
    ],
    ids=repr,
)  # fmt: skip
def test_half_a_date_is_no_date(written: object) -> None:
    assert parse_date(written, UTC) is None


def test_dates_of_toml_arrive_as_dates() -> None:
    zone = timezone(timedelta(hours=3))
    assert parse_date(date(2024, 3, 13), zone) == datetime(2024, 3, 13, tzinfo=zone)
    assert parse_date(datetime(2024, 3, 13, 8, tzinfo=UTC), zone) == datetime(2024, 3, 13, 8, tzinfo=UTC)


def test_a_zone_that_nobody_knows_keeps_the_day_and_prints_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parse_date("2024-03-13 10:00 QQT", UTC) == datetime(2024, 3, 13, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stem", "day", "slug"),
    [
        ("2024-03-13-spring", (2024, 3, 13), "spring"),
        ("2024-3-3-early-spring", (2024, 3, 3), "early-spring"),
        ("2024-03-13-весна", (2024, 3, 13), "весна"),
        ("2024-02-30-no-such-day", None, "2024-02-30-no-such-day"),
        ("2024-03-13", None, "2024-03-13"),
        ("about", None, "about"),
    ],
)
def test_a_file_name_gives_a_day_and_a_slug(stem: str, day: tuple[int, int, int] | None, slug: str) -> None:
    expected = datetime(*day, tzinfo=BERLIN) if day else None
    assert date_from_file_name(stem, BERLIN) == (expected, slug)


def test_zones_have_the_names_of_the_iana_database() -> None:
    assert zone_named("Europe/Berlin") == BERLIN
    assert zone_named("Mars/Olympus_Mons") is None
    assert zone_named("../../etc/passwd") is None
