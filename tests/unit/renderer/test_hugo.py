"""Hugo's short codes as Markdown."""

from __future__ import annotations

import pytest

from bookmaker.errors import Where
from tests.unit.renderer.dialects import expand

CODES = {
    "figure": (
        '{{< figure src="/a.png" alt="Bee" caption="A bee" >}}',
        "![Bee](/a.png)\n\n*A bee*",
    ),
    "figure with a link": (
        '{{< figure src="a b.png" title="T" link="https://x.org" >}}',
        "[![](<a b.png>)](https://x.org)\n\n*T*",
    ),
    "figure with Markdown": ('{{< figure src="a.png" caption="**b**" >}}', "![](a.png)\n\n<em>**b**</em>"),
    "over lines": ('{{< figure\n  src="a.png"\n  caption=`b "c"`\n>}}', '![](a.png)\n\n*b "c"*'),
    "highlight": (
        '{{< highlight go "linenos=table,hl_lines=8" >}}\nfunc()\n{{< /highlight >}}',
        "```go {linenos}\nfunc()\n```",
    ),
    "ref": (
        '[a]({{< ref "2019-05-06-on-bees.md#x" >}})',
        "[a](https://example.org/blog/2019/05/06/on%20bees.html#x)",
    ),
    "relref": ('{{% relref "/posts/2019-05-06-on-bees" %}}', "/posts/2019-05-06-on-bees"),
    "ref to a heading": ('{{< ref "#x" >}}', "#x"),
    "youtube": ("{{< youtube abc >}}", "[YouTube](https://www.youtube.com/watch?v=abc)"),
    "youtube with a title": (
        '{{< youtube id="abc" title="Bees" >}}',
        "[Bees](https://www.youtube.com/watch?v=abc)",
    ),
    "vimeo": ("{{< vimeo 12 >}}", "[Vimeo](https://vimeo.com/12)"),
    "gist": ('{{< gist ann 12 "a.py" >}}', "[Gist](https://gist.github.com/ann/12)"),
    "tweet": ('{{< tweet user="ann" id="12" >}}', "[Twitter](https://twitter.com/ann/status/12)"),
    "x": ('{{< x user="ann" id="12" >}}', "[X](https://x.com/ann/status/12)"),
    "details": (
        '{{< details summary="More" >}}\n*in*\n{{< /details >}}',
        "<details open>\n<summary>More</summary>\n\n*in*\n\n</details>",
    ),
    "param": ("{{< param title >}}", "The page"),
    "comment": ("a {{% comment %}}b{{% /comment %}}c", "a c"),
    "escaped": ('`{{</* figure src="x" */>}}` {{%/* a */%}}', '`{{< figure src="x" >}}` {{% a %}}'),
    "in a code block": (
        "```\n{{< youtube a >}}\n```",
        "```\n\n[YouTube](https://www.youtube.com/watch?v=a)\n\n```",
    ),
    "a template": ("{{ .Title }} {{< x id=1 user=a />}}", "{{ .Title }} \n\n[X](https://x.com/a/status/1)"),
}


@pytest.mark.parametrize(("body", "expected"), CODES.values(), ids=CODES)
def test_short_codes(body: str, expected: str) -> None:
    assert expand(body, "hugo").value == expected


def test_unknown_pairs_keep_what_stands_inside() -> None:
    outcome = expand(
        'a\n\n{{% notice tip "Mind" %}}\n**b** {{< mark >}}c{{< /mark >}}\n{{% /notice %}}\n', "hugo"
    )
    assert outcome.value.split() == ["a", "Mind", "**b**", "c"]
    assert [str(problem.where) for problem in outcome.diagnostics] == [
        "_posts/2020-01-02-page.md:7",
        "_posts/2020-01-02-page.md:8",
    ]


def test_an_unknown_code_keeps_its_words_and_is_told_once() -> None:
    outcome = expand('{{< button "Read on" class="big one" >}}\n\n{{< button "Or not" >}}', "hugo")
    assert outcome.value == "Read on\n\nOr not"
    (diagnostic,) = outcome.diagnostics
    assert diagnostic.code == "dialect-unexpanded"
    assert "`button`" in diagnostic.message
    assert diagnostic.where == Where(path="_posts/2020-01-02-page.md", line=5)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('a {{< b "c', 'a {{< b "c'),
        ("a {{< >}} b", "a {{< >}} b"),
        ("a {{< /b >}} c", "a  c"),
        ("{{< a >}}{{< b >}}c{{< /a >}}d{{< /b >}}", "cd"),
    ],
)
def test_broken_codes(body: str, expected: str) -> None:
    outcome = expand(body, "hugo")
    assert outcome.value == expected
    assert outcome.diagnostics


def test_a_page_that_is_not_there_is_told() -> None:
    outcome = expand('a\n[b]({{< ref "none.md" >}})', "hugo")
    assert outcome.value == "a\n[b](none.md)"
    assert [problem.code for problem in outcome.diagnostics] == ["link-unresolved"]


def test_lines_used_up_are_given_back() -> None:
    body = 'a\n{{< figure\n src="b.png"\n caption="c"\n alt="d"\n width="9" >}}\n\nlast\n'
    assert expand(body, "hugo").value.split("\n").index("last") == body.split("\n").index("last")


@pytest.mark.parametrize("opening", ["{{<", "{{< a", '{{< a "', "{{</*", "{{< a >}}", "{{< /a >}}"])
def test_many_openings_take_linear_time(opening: str) -> None:
    assert expand(f"{opening} " * 20_000 + "last", "hugo").value.endswith("last")


def test_deep_nesting_is_bounded() -> None:
    body = "{{< a >}}" * 20_000 + "word" + "{{< /a >}}" * 20_000
    assert expand(body, "hugo").value == "word"
