"""Jekyll's filters. The expected values are those of Jekyll 4."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bookmaker.renderer.dialects.jekyll.strftime import ruby_strftime
from tests.unit.renderer.dialects import expand

TEXT = {
    "'A b, C!' | slugify": "a-b-c",
    "'The _config.yml file' | slugify: 'pretty'": "the-_config.yml-file",
    "'Бип Boop' | slugify: 'ascii'": "boop",
    "'two  words' | number_of_words": "2",
    "'日本語 x' | number_of_words: 'cjk'": "4",
    "' a  b ' | normalize_whitespace": "a b",
    "'a & b' | xml_escape": "a &amp; b",
    "'<b>x</b> y' | strip_html": "x y",
    "'foo, bar; baz?' | cgi_escape": "foo%2C+bar%3B+baz%3F",
    "'http://foo.com/?q=foo, bar' | uri_escape": "http://foo.com/?q=foo,%20bar",
    "'**a** b' | markdownify": "<p><strong>a</strong> b</p>\n",
    "'**a** b' | markdownify: 'inline'": "<strong>a</strong> b",
    "'12 bees' | to_integer": "12",
    "page.names | jsonify": '["Ann","Bob"]',
    "site.data.people[0] | jsonify": '{"name":"Ann","age":30}',
    "page.deep | inspect": "{&quot;inner&quot;=&gt;&quot;found&quot;}",
    "'a-b' | replace: '-', '+'": "a+b",
    "nil | slugify | default: 'x'": "x",
}
ADDRESSES = {
    "'/assets/a.png' | relative_url": "/blog/assets/a.png",
    "'assets/a.png' | relative_url": "/blog/assets/a.png",
    "'https://x.org/a' | relative_url": "https://x.org/a",
    "'/a.png' | absolute_url": "https://example.org/blog/a.png",
    "'/a/index.html' | strip_index": "/a/",
}
DATES = {
    "page.date | date: '%-d %B %Y'": "2 January 2020",
    "'2011-02-03' | date: '%e.%m.%y'": " 3.02.11",
    "'no date' | date: '%Y'": "no date",
    "page.date | date_to_string": "02 Jan 2020",
    "page.date | date_to_string: 'ordinal'": "2nd Jan 2020",
    "page.date | date_to_long_string": "02 January 2020",
    "page.date | date_to_long_string: 'ordinal', 'US'": "January 2nd, 2020",
    "page.date | date_to_xmlschema": "2020-01-02T12:00:00+00:00",
    "page.date | date_to_rfc822": "Thu, 02 Jan 2020 12:00:00 +0000",
}
LISTS = {
    "page.names | array_to_sentence_string": "Ann and Bob",
    "'a,b,c' | split: ',' | array_to_sentence_string: 'or'": "a, b, or c",
    "site.data.people | where: 'name', 'Bob' | map: 'age' | join": "7",
    "site.data.people | where_exp: 'p', 'p.age > 8' | map: 'name' | join": "Ann",
    "site.data.people | sort: 'age' | map: 'name' | join": "Bob Ann",
    "site.data.people | find: 'age', 7 | map: 'name' | join": "Bob",
    "site.posts | group_by: 'collection' | map: 'size' | join": "2",
    "site.posts | group_by_exp: 'p', \"p.date | date: '%Y'\" | map: 'name' | join": "2020 2019",
    "page.names | push: 'Cy' | join: '-'": "Ann-Bob-Cy",
    "page.names | unshift: 'Cy' | pop | join: '-'": "Cy-Ann",
    "page.names | shift | first": "Bob",
    "page.names | sample": "Ann",
}


@pytest.mark.parametrize(("expression", "expected"), (TEXT | ADDRESSES | DATES | LISTS).items(), ids=str)
def test_filters(expression: str, expected: str) -> None:
    outcome = expand(f"{{{{ {expression} }}}}")
    assert (outcome.value, outcome.diagnostics) == (expected, ())


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("%Y-%m-%dT%H:%M:%S%:z", "2009-06-05T04:03:02-05:00"),
        ("%-d.%-m.%y %k:%M %l %I %P %p", "5.6.09  4:03  4 04 am AM"),
        ("%A %a %^b %B %j %u %w", "Friday Fri JUN June 156 5 5"),
        ("%G-W%V %U %W %C", "2009-W23 22 22 20"),
        ("%D | %F | %T | %R | %c", "06/05/09 | 2009-06-05 | 04:03:02 | 04:03 | Fri Jun  5 04:03:02 2009"),
        ("%03d %_m %10A %L %N %s", "005  6     Friday 007 007008000 1244192582"),
        ("100%% %Q %", "100% %Q %"),
    ],
)
def test_strftime_is_rubys(pattern: str, expected: str) -> None:
    moment = datetime(2009, 6, 5, 4, 3, 2, 7008, timezone(timedelta(hours=-5)))
    assert ruby_strftime(moment, pattern) == expected


def test_years_have_four_digits() -> None:
    assert ruby_strftime(datetime(7, 1, 1, tzinfo=UTC), "%Y") == "0007"
