"""YAML between two lines of `---`, as Jekyll has it."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

from bookmaker.collector.frontmatter.form import Form

_TIMESTAMP = "tag:yaml.org,2002:timestamp"


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
                self.doubles.append((key.value, key.start_mark.line + 2))
            seen.add(key.value)
        return dict(super().construct_mapping(node, deep))


class YamlForm(Form):
    """Jekyll's rule: `---`, YAML, then `---` or `...` at the start of a line."""

    pattern = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)

    def load(self, fm: str, **_: object) -> Any:
        """Read the YAML. Raises: yaml.YAMLError."""
        loader = _Loader(fm)
        try:
            return loader.get_single_data()
        finally:
            self.doubles = loader.doubles
            loader.dispose()

    def explain(self, error: Exception) -> tuple[str, int]:
        """See `Form`."""
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        return reason, mark.line + 2 if mark else 1
