"""What python-liquid does that we work around. A test that fails here says: take the workaround out."""

from __future__ import annotations

import subprocess
import sys

import pytest
from liquid import Environment
from liquid.exceptions import LiquidSyntaxError


def test_names_like_grammar_cannot_be_read() -> None:
    """The reason for `jekyll/keywords.py`."""
    with pytest.raises(LiquidSyntaxError):
        Environment().from_string("{{ include.limit }}")


def test_the_clock_is_asked() -> None:
    """The reason for `now` and `today` in `Run.make_globals`."""
    assert Environment().from_string("{{ today }}").render()


def test_loops_one_after_the_other_are_not_counted() -> None:
    """The reason for a purse of our own in `jekyll/budget.py`."""

    class Limited(Environment):
        loop_iteration_limit = 10

    loop = "{% for i in (1..8) %}x{% endfor %}"
    assert Limited().from_string(loop * 5).render() == "x" * 40


def test_ranges_have_no_bound() -> None:
    """The reason for `_bound_ranges`. Another process, for in this one ranges may be bounded."""
    code = (
        "from liquid import Environment;"
        "print(Environment().from_string('{% assign r = (1..999999999999) %}{{ r.size }}').render())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "999999999999\n"


def test_its_lexer_gives_up_at_the_first_error() -> None:
    """The reason for `jekyll/lexer.py`."""
    with pytest.raises(LiquidSyntaxError):
        Environment().from_string("words {{ open")
