"""Jekyll's Liquid as Markdown. What a tag becomes, and on which line."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace

import pytest

from bookmaker.renderer.liquid import expand_dialects
from tests.unit.renderer.dialects import CONTEXT, PAGE, context_with, expand, post_with

VALUES = {
    "page": ("{{ page.title }}, {{ page.count }}", "The page, 3"),
    "front matter": ("{{ page.names[1] }} {{ page.deep.inner }}", "Bob found"),
    "date as Ruby prints it": ("{{ page.date }}", "2020-01-02 12:00:00 +0000"),
    "id": ("{{ page.id }}", "/2020/01/02/page"),
    "url": ("{{ page.previous.url }}", "/2019/05/06/on%20bees.html"),
    "tags": ("{{ page.tags | join: ', ' }}", "x, y"),
    "list without a filter": ("{{ page.names }}", "AnnBob"),
    "site over two lines": ("[a]({{ site.repository\n}}/1)", "[a](https://example.com/r/1)"),
    "data": ("{{ site.data.people[0].name }}", "Ann"),
    "posts": ("{% for p in site.posts %}{{ p.slug }} {% endfor %}", "page on-bees "),
    "tag index": ("{{ site.tags.bees[0].title }}", "On bees"),
    "no clock": ("{{ 'now' | date: '%F' }} {{ site.time | date: '%F' }}{{ now }}", "2020-01-02 2020-01-02"),
    "in a link": ("[x]({{ '/a.png' | relative_url }})", "[x](/blog/a.png)"),
    "in code": ("`{{ page.count }}`", "`3`"),
}
LOGIC = {
    "if": ("{% if page.count == 3 %}yes{% else %}no{% endif %}", "yes"),
    "elsif": ("{% if page.nil %}a{% elsif page.names contains 'Ann' %}b{% endif %}", "b"),
    "names like grammar": (
        "{% assign limit = 1 %}{% for n in page.names limit: limit %}{{ n }}{% endfor %}"
        "{{ page.for }}{% if page.contains or page.nil %}a{% endif %}{{ limit }}",
        "Ann1",
    ),
    "unless": ("{% unless page.nil %}u{% endunless %}", "u"),
    "case": ("{% case page.count %}{% when 1, 2 %}a{% when 3 %}b{% endcase %}", "b"),
    "for": ("{% for n in page.names reversed %}{{ forloop.index }}{{ n }}{% endfor %}", "1Bob2Ann"),
    "break": ("{% for i in (1..9) %}{% if i > 2 %}{% break %}{% endif %}{{ i }}{% endfor %}", "12"),
    "assign": ("{% assign a = 'x,y' | split: ',' %}{{ a[1] }}", "y"),
    "capture": ("{% capture a %}<{{ page.count }}>{% endcapture %}{{ a }}{{ a }}", "<3><3>"),
    "cycle": ("{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}", "ab"),
    "increment": ("{% increment n %}{% increment n %}", "01"),
    "trim": ("a\n\n{%- assign b = 1 -%}\n\nc", "ac"),
    "raw": ("{% raw %}{{ page.title }}{% if %}{% endraw %}", "{{ page.title }}{% if %}"),
    "comment": ("a{% comment %} b {% comment %} {{ c }} {% endcomment %} d {% endcomment %}e", "ae"),
    "tablerow": ("{% tablerow i in (1..1) %}{{ i }}{% endtablerow %}",
                               '<tr class="row1">\n<td class="col1">1</td></tr>\n'),
}  # fmt: skip
CODE = {
    "fence": ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```"),
    "line numbers": ("{% highlight html linenos %}\n<b>\n{% endhighlight %}", "```html {linenos}\n<b>\n```"),
    "backticks inside": ("{% highlight md %}\n````\n{% endhighlight %}", "`````md\n````\n`````"),
    "raw inside": (
        "{% highlight html %}\n{% raw %}{{ x }}{% endraw %}\n{% endhighlight %}",
        "```html\n{{ x }}\n```",
    ),
    "in a list, code at the margin": (
        "- a\n\n  {% highlight py %}\nx = 1\n  y\n  {% endhighlight %}",
        "- a\n\n  ```py\n  x = 1\n    y\n  ```",
    ),
    "in a list, code indented": (
        "- a\n\n  {% highlight py %}\n  x = 1\n  {% endhighlight %}",
        "- a\n\n  ```py\n  x = 1\n  ```",
    ),
    "within a line": ("a {% highlight js %}b{% endhighlight %} c", "a \n```js\nb\n```\n c"),
    "after HTML": (
        "<div>\n{% highlight js %}\nb\n{% endhighlight %}\n</div>",
        "<div>\n\n```js\nb\n```\n\n</div>",
    ),
}
LINKS = {
    "post_url": (
        "[a]({% post_url 2019-05-06-on-bees %})",
        "[a](https://example.org/blog/2019/05/06/on%20bees.html)",
    ),
    "link": (
        "{% link _posts/2019-05-06-on-bees.md %}#top",
        "https://example.org/blog/2019/05/06/on%20bees.html#top",
    ),
    "after baseurl": (
        "{{ site.baseurl }}{% post_url 2019-05-06-on-bees %}",
        "/blog/2019/05/06/on%20bees.html",
    ),
    "after url": (
        "{{ site.url }}{% link _posts/2019-05-06-on-bees.md %}",
        "https://example.org/blog/2019/05/06/on%20bees.html",
    ),
    "youtube": ("{% youtube abc %}", "[YouTube](https://www.youtube.com/watch?v=abc)"),
    "gist": ("{% gist ann/123 a.rb %}", "[Gist](https://gist.github.com/ann/123)"),
    "vimeo of a field": ("{% vimeo page.count %}", "[Vimeo](https://vimeo.com/3)"),
    "tweet": ("{% tweet https://twitter.com/a/status/1 %}", "[Twitter](https://twitter.com/a/status/1)"),
    "between lines": ("a\n{% youtube b %}\nc", "a\n\n[YouTube](https://www.youtube.com/watch?v=b)\n\nc"),
    "in a quotation": ("> a\n> {% youtube b %}", "> a\n> \n> [YouTube](https://www.youtube.com/watch?v=b)"),
}


@pytest.mark.parametrize(("body", "expected"), VALUES.values(), ids=VALUES)
def test_values(body: str, expected: str) -> None:
    assert expand(body).value == expected


@pytest.mark.parametrize(("body", "expected"), LOGIC.values(), ids=LOGIC)
def test_logic(body: str, expected: str) -> None:
    assert expand(body).value == expected


@pytest.mark.parametrize(("body", "expected"), CODE.values(), ids=CODE)
def test_code_blocks(body: str, expected: str) -> None:
    assert expand(body).value == expected


@pytest.mark.parametrize(("body", "expected"), LINKS.values(), ids=LINKS)
def test_links_and_embeds(body: str, expected: str) -> None:
    outcome = expand(body)
    assert (outcome.value, outcome.diagnostics) == (expected, ())


def test_a_body_without_liquid_is_the_same_object() -> None:
    post = post_with("No braces { } here, and {# none #} that count.")
    assert expand_dialects(post, CONTEXT).value is post.body


def test_a_body_without_liquid_needs_no_python_liquid() -> None:
    code = (
        "import sys; import bookmaker.renderer.liquid as l; from tests.unit.renderer.dialects import expand;"
        "expand('plain words'); sys.exit('liquid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("dialect", ["plain", "hugo"])
def test_liquid_is_for_jekyll_only(dialect: str) -> None:
    body = "{% assign a = 1 %}{{ a }}"
    assert expand_dialects(post_with(body), context_with(dialect=dialect)).value == body


def test_a_post_can_refuse_liquid() -> None:
    post = replace(PAGE, body="{{ page.title }}", extra=(("render_with_liquid", False),))
    assert expand_dialects(post, CONTEXT).value == "{{ page.title }}"


def test_lines_used_up_are_given_back_between_paragraphs() -> None:
    body = "a\n{% assign\n x\n = 1 %}\nb\n\nc\n"
    assert expand(body).value.split("\n").index("c") == body.split("\n").index("c")


def test_lines_are_not_given_back_inside_code() -> None:
    body = "{{ page.title\n}}\n\n```\na\n\nb\n```\n\nlast\n"
    outcome = expand(body).value
    assert "a\n\nb" in outcome
    assert outcome.split("\n").index("last") == body.split("\n").index("last")


def test_the_context_travels_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(CONTEXT)) == CONTEXT
    assert hash(CONTEXT) == hash(context_with())
