"""Wrong, unknown and hostile Liquid: no word is lost, nothing hangs, everything is told once."""

from __future__ import annotations

import pytest

from bookmaker.errors import Where
from tests.unit.renderer.dialects import expand

BROKEN = {
    "condition": (
        "a {% if b == %} in {{ page.count }} {% else %} out {% endif %} c",
        "a {% if b == %} in 3 {% else %} out {% endif %} c",
    ),
    "branch": ("{% if nil %}a{% elsif | %}b{% endif %}", "{% if nil %}a{% elsif | %}b{% endif %}"),
    "output": ("a {{ | }} b {{ page.count }}", "a {{ | }} b 3"),
    "never closed": ("a {% if true %} b {{ page.count }}", "a {% if true %} b 3"),
    "never opened": ("a {% endfor %} b {{ page.count }}", "a {% endfor %} b 3"),
    "crossed": ("{% for i in (1..1) %}{% if i %}a{% endfor %}b", "{% if i %}ab"),
    "else twice": (
        "{% if nil %}a{% else %}b{% else %}c{% endif %}",
        "b{% else %}c",
    ),
    "open delimiter": ("a {{ b {{ page.count }} c {% d", "a {{ b 3 c {% d"),
    "no name": ("{% %} {{ page.count }}", "{% %} 3"),
    "raw never closed": ("{% raw %} a {{ page.count }}", "{% raw %} a 3"),
    "comment never closed": ("{% comment %} a {{ page.count }}", "{% comment %} a 3"),
    "formula": (r"$\frac{{a}}{{b^2}}$ {{ page.count }}", r"$\frac{{b^2}}$ 3"),
}
HOSTILE = {
    "loops in loops": "{% for i in (1..99999) %}{% for j in (1..99999) %}x{% endfor %}{% endfor %}",
    "loops in a row": "{% for i in (1..100000) %}{% endfor %}" * 200,
    "offset": "{% for i in (1..10000000000) limit: 5 offset: 9999999990 %}{{ i }}{% endfor %}",
    "contains": "{% if (1..1000000000000) contains 'a' %}x{% endif %}",
    "range printed": "{{ (1..1000000000000) | join }}",
    "doubling": "{% assign a = 'xxxx' %}{% for i in (1..60) %}"
    "{% assign a = a | append: a %}{% endfor %}{{ a }}",
    "replacing": "{% assign a = 'xxxx' %}{% for i in (1..9) %}"
    "{% assign a = a | replace: 'x', a %}{% endfor %}{{ a }}",
    "squaring": "{% assign a = 99 %}{% for i in (1..60) %}{% assign a = a | times: a %}{% endfor %}{{ a }}",
    "grouping": "{% assign a = 'a,b' | split: ',' %}{% for i in (1..60) %}"
    "{% assign a = a | concat: a | group_by: 'size' %}{% endfor %}{{ a }}",
    "capturing": "{% assign a = 'xxxx' %}{% for i in (1..60) %}"
    "{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}{{ a }}",
    "nesting": "{% if true %}" * 5000 + "x" + "{% endif %}" * 5000,
    "brackets": "{{ " + "a[" * 4000 + " }}",
    "openings": "{{" * 20_000 + "{%" * 20_000,
    "raws": "{% raw %}" * 20_000,
    "on one line": "{% nope 'a' %}" * 5000,
}


@pytest.mark.parametrize(("body", "expected"), BROKEN.values(), ids=BROKEN)
def test_only_the_broken_construct_stays(body: str, expected: str) -> None:
    outcome = expand(body)
    assert outcome.value == expected
    assert outcome.diagnostics


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_nothing_hangs_and_what_follows_is_kept(body: str) -> None:
    outcome = expand(f"{body} last word")
    assert outcome.value.endswith(" last word")
    assert outcome.diagnostics
    assert len(outcome.value) < 5_000_000


def test_an_unknown_block_keeps_what_stands_inside() -> None:
    outcome = expand('one\n\n{% notice warning "Take care" %}\n**in** {{ page.count }}\n{% endnotice %}\n')
    assert "Take care" in outcome.value
    assert "**in** 3" in outcome.value
    assert "{%" not in outcome.value
    (diagnostic,) = outcome.diagnostics
    assert diagnostic.code == "dialect-unexpanded"
    assert diagnostic.where == Where(path="_posts/2020-01-02-page.md", line=7)
    assert "`notice`" in diagnostic.message


def test_an_unknown_tag_keeps_its_picture_and_words() -> None:
    outcome = expand('{% figure src="/a b.png" class="wide one" caption="A *bee*" %}')
    assert outcome.value == "![](</a b.png>)\n\n<em>A *bee*</em>"
    assert expand('{% img left /c.jpg 300 "Two" %}').value == "![](/c.jpg)\n\n*Two*"


def test_an_unknown_filter_hands_its_value_on_and_is_told_once() -> None:
    outcome = expand("{{ 'a' | zork }}\n{{ 'b' | zork: 1 | upcase }}")
    assert outcome.value == "a\nB"
    assert [str(problem.where) for problem in outcome.diagnostics] == ["_posts/2020-01-02-page.md:5"]


def test_a_failing_filter_is_left_out() -> None:
    outcome = expand("{{ 5 | divided_by: 0 }}")
    assert outcome.value == "5"
    assert "divided_by" in outcome.diagnostics[0].message


def test_what_is_not_defined_is_noted() -> None:
    outcome = expand("\n\n{{ item.name }} {% if item %}{% endif %}")
    (diagnostic,) = outcome.diagnostics
    assert (diagnostic.code, diagnostic.severity) == ("dialect-undefined", "note")
    assert diagnostic.where == Where(path="_posts/2020-01-02-page.md", line=7)


def test_a_post_that_is_not_there_is_told_with_its_line() -> None:
    outcome = expand("a\n[b]({% link _docs/history.md %}#c)")
    assert outcome.value == "a\n[b](https://example.org/blog/docs/history/#c)"
    (diagnostic,) = outcome.diagnostics
    assert (diagnostic.code, str(diagnostic.where)) == ("link-unresolved", "_posts/2020-01-02-page.md:6")
