"""From a post's text to its metadata and body, with the line on which the body begins.

The reading is python-frontmatter's, through handlers of ours: the library's own handlers lose the
body's position, resolve some dates and not others, and let the second of two equal keys win in silence.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any, ClassVar

import yaml
from frontmatter.default_handlers import BaseHandler

from bookmaker.collector.freezing import freeze
from bookmaker.errors import Diagnostic, Outcome, Where, diagnose

_YAML_HEAD = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TOML_HEAD = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)")
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A post as it stands in the file. Units: `body_line` counts from 1."""

    metadata: dict[str, Any] = field(hash=False)
    body: str
    body_line: int
    has_front_matter: bool


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML with dates left as text (PyYAML reads some of their forms only), noting double keys."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag != _TIMESTAMP]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, stream: str):
        super().__init__(stream)
        self.doubles: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key.value, str):
                continue  # a list or mapping as a key, which `{{ … }}` without quotes is
            if key.value in seen:
                self.doubles.append((key.value, key.start_mark.line))
            seen.add(key.value)
        return dict(super().construct_mapping(node, deep))


class YamlHandler(BaseHandler):
    """Jekyll's rule: `---`, YAML, then `---` or `...` at the start of a line."""

    def __init__(self) -> None:
        super().__init__(fm_boundary=_YAML_HEAD)
        self.doubles: list[tuple[str, int]] = []

    def split(self, text: str) -> tuple[str, str]:
        head = _YAML_HEAD.match(text)
        assert head is not None
        return head[1], text[head.end() :]

    def load(self, fm: str, **_: object) -> Any:
        loader = _Loader(fm)
        try:
            return loader.get_single_data()
        finally:
            self.doubles = loader.doubles
            loader.dispose()


class TomlHandler(BaseHandler):
    """Hugo's rule: TOML between two `+++` lines."""

    def __init__(self) -> None:
        super().__init__(fm_boundary=_TOML_HEAD)
        self.doubles: list[tuple[str, int]] = []

    def split(self, text: str) -> tuple[str, str]:
        head = _TOML_HEAD.match(text)
        assert head is not None
        return head[1], text[head.end() :]

    def load(self, fm: str, **_: object) -> Any:
        return tomllib.loads(fm)


def split_front_matter(text: str, path: str) -> Outcome[Source]:
    """Read a post's front matter. A broken one costs its metadata, never the body."""
    handler: YamlHandler | TomlHandler
    if _YAML_HEAD.match(text):
        handler = YamlHandler()
    elif _TOML_HEAD.match(text):
        handler = TomlHandler()
    else:
        return Outcome(Source(metadata={}, body=text, body_line=1, has_front_matter=False))
    head, body = handler.split(text)
    metadata, problems = _load(handler, head, path)
    if metadata is None:  # text between two rules: words of the post
        return Outcome(Source(metadata={}, body=text, body_line=1, has_front_matter=False), problems)
    body_line = text[: len(text) - len(body)].count("\n") + 1
    source = Source(metadata=metadata, body=body, body_line=body_line, has_front_matter=True)
    return Outcome(source, problems)


def _load(
    handler: YamlHandler | TomlHandler, head: str, path: str
) -> tuple[dict[str, Any] | None, tuple[Diagnostic, ...]]:
    """The metadata: empty where it is broken, None where it is plain text."""
    try:
        data = handler.load(head)
        freeze(data)  # counts the values
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        return {}, (_complaint(error, path),)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        message = "the front matter is not made of `key: value` lines"
        problem = diagnose("front-matter-broken", message, Where(path=path, line=1))
        return (None if isinstance(data, str) else {}), (problem,)
    doubles = tuple(
        diagnose("front-matter-duplicate-key", f"`{key}` stands twice", Where(path=path, line=line + 2))
        for key, line in handler.doubles
    )
    return {str(key): value for key, value in data.items()}, doubles


def _complaint(error: Exception, path: str) -> Diagnostic:
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    line, hint = 1, ""
    if isinstance(error, RecursionError):
        reason = "values are nested too deeply"
    elif isinstance(error, tomllib.TOMLDecodeError):
        found = _TOML_PLACE.search(reason)
        line = int(found[1]) + 1 if found else 1
        reason, hint = _TOML_PLACE.sub("", reason), "correct the TOML between the two +++ lines"
    elif mark := getattr(error, "problem_mark", None):
        line = mark.line + 2
    return diagnose("front-matter-broken", f"front matter: {reason}", Where(path=path, line=line), hint)
