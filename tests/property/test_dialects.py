"""Whatever a post holds, its dialect is expanded without a crash and without losing a word of it."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.renderer.dialects import expand

_WORDS = st.integers(min_value=0, max_value=999).map(lambda number: f" w{number}w ")
_LIQUID = st.sampled_from(
    "{{|}}|{%|%}|{{-|-%}|{% if a %}|{% if %}|{% else %}|{% elsif b %}|{% endif %}|{% for i in (1..2) %}"
    "|{% endfor %}|{% case 1 %}|{% when 1 %}|{% endcase %}|{% raw %}|{% endraw %}|{% comment %}"
    "|{% endcomment %}|{% highlight x %}|{% endhighlight %}|{% capture c %}|{% endcapture %}|{% zork %}"
    "|{% endzork %}|{% break %}|{{ page.title | zork: }}|{% assign x = %}|{% include a %}|{% youtube"
    "|{% link %}|\n|\n\n| '|\"|> |- |    |```\n".split("|")
)
_HUGO = st.sampled_from(
    '{{<|>}}|{{%|%}}|{{< a >}}|{{< /a >}}|{{% b %}}|{{% /b %}}|{{< figure|{{</*|*/>}}|/>}}|=|"|`'
    '|{{< highlight x >}}|{{< /highlight >}}|{{< ref "x" >}}|\n|\n\n|> |- |```\n'.split("|")
)
#: None of these hides a word: they are broken, unknown or without a partner.
_HIDES_NOTHING = st.sampled_from(
    "{% zork %}, {% endzork %}, {{ | }}, {% endif %}, {% if %}, {% else %}, {% %}, {% endraw %},"
    " {{ page.title }}, {% highlight x %}, {% endhighlight %}, {% assign x = %}, \n\n, - , > ".split(", ")
)
_WORD = re.compile(r"w\d+w")


def _texts(fragments: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(_WORDS, fragments), max_size=25).map("".join)


@settings(deadline=None)
@given(_texts(_LIQUID | st.text(max_size=5)))
def test_liquid_never_crashes(body: str) -> None:
    before = re.split(r"\{[{%]", body)[0]
    assert expand(body).value.startswith(before.rstrip())


@settings(deadline=None)
@given(_texts(_HUGO | st.text(max_size=5)))
def test_short_codes_never_crash(body: str) -> None:
    before = re.split(r"\{\{[<%]", body)[0]
    assert expand(body, "hugo").value.startswith(before)


@settings(deadline=None)
@given(_texts(_HIDES_NOTHING))
def test_tags_that_hide_nothing_lose_nothing(body: str) -> None:
    assert _WORD.findall(expand(body).value) == _WORD.findall(body)
