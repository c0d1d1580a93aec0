"""Includes: parameters, and which files are never read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.errors import Outcome
from bookmaker.model import Site
from tests.sites import write_site
from tests.unit.renderer.dialects import expand

FILES = {
    "_includes/plain.html": "plain",
    "_includes/sub/deep.html": "deep {{ include.a }}",
    "_includes/figure.html": '<img src="{{ include.src }}"><i>{{ include.caption }}</i>{{ include.other }}',
    "_includes/list.html": "{% for p in include.names %}({{ p }}){% endfor %}",
    "_includes/outer.html": "[{% include sub/deep.html a=include.b %}]",
    "_includes/wrong.html": "one\n{% endif %}\n",
    "_includes/again.html": "x{% include again.html %}",
    "_includes/twice.html": "{% include twice.html %}{% include twice.html %}",
    "_posts/beside.md": "beside {{ page.title }}",
    "secret.txt": "secret",
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    root = write_site(tmp_path / "site", FILES)
    (tmp_path / "outside.html").write_text("outside", "utf-8")
    (root / "_includes" / "out.html").symlink_to(tmp_path / "outside.html")
    return Site(root=str(root), asset_root=str(root))


def run(body: str, site: Site) -> Outcome[str]:
    return expand(body, site=site)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% include plain.html %}", "plain"),
        ("{% include_cached plain.html %}", "plain"),
        ("{% include 'plain.html' %}", "plain"),
        ("{% include sub/deep.html a='b' %}", "deep b"),
        ("{% include {{ 'PLAIN' | downcase }}.html %}", "plain"),
        ('{% include figure.html src="/a.png" caption=page.title %}', '<img src="/a.png"><i>The page</i>'),
        ("{% include list.html names=page.names %}", "(Ann)(Bob)"),
        ("{% include outer.html b='c' %}", "[deep c]"),
        ("{% include_relative beside.md %}", "beside The page"),
    ],
)
def test_includes(site: Site, body: str, expected: str) -> None:
    outcome = run(body, site)
    assert (outcome.value, outcome.diagnostics) == (expected, ())


@pytest.mark.parametrize(
    "name", ["../secret.txt", "out.html", "/etc/passwd", "sub/../../secret.txt", "none.html", "sub"]
)
def test_nothing_outside_the_folder_is_read(site: Site, name: str) -> None:
    outcome = run(f"a {{% include {name} %}} b", site)
    assert outcome.value == "a  b"
    assert [problem.code for problem in outcome.diagnostics] == ["include-missing"]


def test_relative_includes_do_not_leave_their_folder(site: Site) -> None:
    outcome = run("{% include_relative ../secret.txt %}", site)
    assert "secret" not in outcome.value
    assert outcome.diagnostics[0].code == "include-missing"


def test_a_missing_include_keeps_its_picture_and_caption(site: Site) -> None:
    outcome = run('a\n\n{% include pic image_path="/a.png" alt="Bee" caption="A bee" %}\n', site)
    assert outcome.value == "a\n\n![Bee](/a.png)\n\n*A bee*\n"


def test_a_missing_include_keeps_its_film(site: Site) -> None:
    outcome = run('{% include video id="abc" provider="youtube" %}', site)
    assert outcome.value == "[YouTube](https://www.youtube.com/watch?v=abc)"


def test_a_mistake_in_an_include_is_told_with_its_own_line(site: Site) -> None:
    outcome = run("a\n\n{% include wrong.html %}", site)
    assert [str(problem.where) for problem in outcome.diagnostics] == ["_includes/wrong.html:2"]


@pytest.mark.parametrize("name", ["again", "twice"])
def test_includes_that_include_themselves_end(site: Site, name: str) -> None:
    outcome = run(f"a {{% include {name}.html %}} b", site)
    assert outcome.value.startswith("a ")
    assert outcome.value.endswith(" b")
    assert outcome.diagnostics
