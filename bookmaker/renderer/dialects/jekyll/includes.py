"""`include`, `include_cached` and `include_relative`: other files of the site, with parameters.

Nothing outside the site's folder is ever read, by whatever name or symbolic link it is asked for.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bookmaker.renderer.dialects.embeds import embed_among
from bookmaker.renderer.dialects.figures import parameters_to_markdown
from bookmaker.renderer.dialects.jekyll.markup import fill_outputs, filled_parameters, value_of
from bookmaker.renderer.dialects.jekyll.parse import parse_liquid
from bookmaker.renderer.dialects.jekyll.run import Run, run_of
from bookmaker.renderer.dialects.jekyll.tags import MarkupNode, MarkupTag
from bookmaker.renderer.dialects.parameters import parse_parameters
from bookmaker.renderer.dialects.report import Source

if TYPE_CHECKING:
    from liquid import Environment, RenderContext
    from liquid.ast import Node

_FILE = re.compile(r"(?:\{\{.*?\}\}|[^\s{]|\{(?!\{))+", re.DOTALL)
_LARGEST_INCLUDE_BYTES = 1_000_000


class IncludeNode(MarkupNode):
    """A file from `_includes`."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        run = run_of(context)
        file = _FILE.match(self.markup)
        name = fill_outputs(file[0], context).strip("\"'") if file else ""
        rest = self.markup[file.end() :] if file else ""
        parsed = self._read(name, run, context.env)
        if parsed is None:
            message = f"no file `{name}` can be included; its parameters' text, if any, is kept"
            run.report.once("include-missing", name, message, run.source, self.token.start_index)
            parameters = filled_parameters(rest, context)
            words = embed_among(name, parameters) or parameters_to_markdown(parameters)
            return buffer.write(self.on_its_own(words))
        source, nodes = parsed
        parameters = parse_parameters(fill_outputs(rest, context))
        values = {item.name: value_of(item, context) for item in parameters if item.name}
        run.sources.append(source)
        try:
            with context.extend({"include": values}):
                return sum(node.render(context, buffer) for node in nodes)
        finally:
            run.sources.pop()

    def folder(self, run: Run) -> Path:
        """The folder in which names are looked up."""
        stated = run.context.include_root
        return Path(stated) if stated else Path(run.context.site.asset_root) / "_includes"

    def _read(self, name: str, run: Run, environment: Environment) -> tuple[Source, list[Node]] | None:
        path = _inside(self.folder(run), name, Path(run.context.site.root))
        if path is None:
            return None
        key = str(path)
        if key not in run.parsed_includes:
            text = _read_text(path)
            if text is None:
                return None
            root = Path(run.context.site.root).resolve()
            shown = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
            source = Source(path=shown.as_posix(), text=text, is_post=False)
            run.parsed_includes[key] = source, parse_liquid(source, run.report, environment)
        return run.parsed_includes[key]


class RelativeIncludeNode(IncludeNode):
    """A file beside the post."""

    def folder(self, run: Run) -> Path:
        return (Path(run.context.site.root) / run.post.path).parent


class IncludeTag(MarkupTag):
    node_class = IncludeNode


class RelativeIncludeTag(MarkupTag):
    node_class = RelativeIncludeNode


def _inside(folder: Path, name: str, root: Path) -> Path | None:
    """The file, links followed, if it lies in the folder and the folder lies in the site."""
    if not name or name.startswith("/") or ".." in name.split("/") or "\0" in name:
        return None
    try:
        home = folder.resolve()
        path = (home / name).resolve()
        is_file = path.is_file()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long
        return None
    return path if is_file and path.is_relative_to(home) and home.is_relative_to(root.resolve()) else None


def _read_text(path: Path) -> str | None:
    try:
        if path.stat().st_size > _LARGEST_INCLUDE_BYTES:
            return None
        return path.read_text("utf-8-sig", errors="replace")
    except OSError:
        return None
