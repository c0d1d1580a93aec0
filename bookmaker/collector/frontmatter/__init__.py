"""From a post's text to its metadata and body, with the line on which the body begins.

The reading is python-frontmatter's, through handlers of ours, one for each form: the library's own handlers
lose the body's position, resolve some dates and not others, and let the second of two equal keys win in
silence.
"""

from __future__ import annotations

from typing import Any

import yaml

from bookmaker.collector.freezing import freeze
from bookmaker.collector.frontmatter.form import Form, Source
from bookmaker.collector.frontmatter.json_form import JsonForm
from bookmaker.collector.frontmatter.toml_form import TomlForm
from bookmaker.collector.frontmatter.unfenced_form import UnfencedForm
from bookmaker.collector.frontmatter.yaml_form import YamlForm
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose

__all__ = ["Source", "split_front_matter"]

#: A new form is a file and a row. Order: those with fences first.
_FORMS: tuple[type[Form], ...] = (YamlForm, TomlForm, JsonForm, UnfencedForm)


def split_front_matter(text: str, path: str) -> Outcome[Source]:
    """Read a post's front matter. A broken one costs its metadata, never the body."""
    form = next((form for form in (kind() for kind in _FORMS) if form.detect(text)), None)
    if form is None:
        return Outcome(_only_body(text))
    if form.defect:
        problem = diagnose("front-matter-broken", form.defect, Where(path=path, line=1), form.remedy)
        return Outcome(_only_body(text), (problem,))
    head, body = form.split(text)
    metadata, problems = _load(form, head, path)
    if metadata is None:  # text between two rules: words of the post
        return Outcome(_only_body(text), problems)
    body_line = text[: len(text) - len(body)].count("\n") + 1
    source = Source(metadata=metadata, body=body, body_line=body_line, has_front_matter=True)
    return Outcome(source, problems)


def _only_body(text: str) -> Source:
    return Source(metadata={}, body=text, body_line=1, has_front_matter=False)


def _load(form: Form, head: str, path: str) -> tuple[dict[str, Any] | None, tuple[Diagnostic, ...]]:
    """The metadata: empty where it is broken, None where it is plain text."""
    try:
        data = form.load(head)
        freeze(data)  # counts the values
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return {}, (_complaint(form, error, path),)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        message = "the front matter is not made of `key: value` lines"
        problem = diagnose("front-matter-broken", message, Where(path=path, line=1), form.remedy)
        return (None if isinstance(data, str) else {}), (problem,)
    doubles = tuple(
        diagnose("front-matter-duplicate-key", f"`{key}` stands twice", Where(path=path, line=line))
        for key, line in form.doubles
    )
    return {str(key): value for key, value in data.items()}, doubles


def _complaint(form: Form, error: Exception, path: str) -> Diagnostic:
    if isinstance(error, RecursionError):
        reason, line = "values are nested too deeply", 1
    else:
        reason, line = form.explain(error)
    where = Where(path=path, line=line)
    return diagnose("front-matter-broken", f"front matter: {reason}", where, form.remedy)
