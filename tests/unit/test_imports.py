"""The rooms of the house: who may import whom, where each heavy library lives, and how large things grow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "bookmaker"
STAGES = ("collector", "renderer", "exporters", "sender", "checker")
#: They lead the way through the stages, so they know them; nothing that they know knows them.
LEADERS = (
    "", "__main__", "cli", "pipeline", "preload", "preview", "rendering", "requests", "series", "volumes",
)  # fmt: skip
#: Each heavy library and the only places that import it.
HOMES = {
    "ebooklib": ("exporters.epub.package",),
    "weasyprint": ("typesetting", "pagemaking"),
    "pydyf": ("typesetting",),
    "cssselect2": ("typesetting",),
    "pikepdf": ("exporters.pdf", "checker"),
    "uharfbuzz": ("exporters.pdf.assembling.fonts",),
    "pypdfium2": ("rasterise", "checker.typography.reading"),
    "fontTools": ("checker.typography.gaps", "exporters.epub.faces", "typesetting.font_files"),
    "pyphen": ("pagemaking.patterns",),
    "PIL": ("renderer.pictures", "rasterise"),
    "jinja2": ("templating",),
    "babel": ("wording",),
    "liquid": ("renderer.dialects",),
    "markdown_it": ("renderer",),
    "nh3": ("renderer.xhtml",),
    "segno": ("qr",),
    "httpx": ("remote.fetch", "sender.telegram.api"),
    "email_validator": ("sender.readers.reader",),
    "keyring": ("sender.credentials",),
    "smtplib": ("sender.mail",),
    "sqlite3": ("sender.ledger",),
    "frontmatter": ("collector.frontmatter",),
    "dateutil": ("collector.dates", "renderer.dialects"),
    "click": ("cli",),
    "distributed": ("cluster",),
    "rich": ("cli.bars",),
}
LONGEST_MODULE_LINES = 250
LONGEST_FUNCTION_LINES = 50
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"}


def name_of(path: Path) -> str:
    """`bookmaker/cli/build.py` is `cli.build`; the package itself is the empty name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def path_of(name: str) -> str:
    """`cli.build` is `cli/build.py`, and `cli` is `cli/__init__.py`."""
    place = name.replace(".", "/")
    return f"{place}.py" if (PACKAGE / f"{place}.py").is_file() else f"{place}/__init__.py"


@cache
def modules() -> dict[str, ast.Module]:
    return {name_of(path): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def imported(tree: ast.Module) -> Iterator[str]:
    """Dotted names of all imports, those inside functions and those for types too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their module in full"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def our_imports(tree: ast.Module) -> set[str]:
    return {name.removeprefix("bookmaker.") for name in imported(tree) if name.startswith("bookmaker.")}


def lies_in(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or (place and name.startswith(f"{place}.")) for place in places)


def stage_of(name: str) -> str:
    return next((stage for stage in STAGES if lies_in(name, (stage,))), "")


@pytest.mark.parametrize("stage", STAGES)
def test_stages_never_import_one_another(stage: str) -> None:
    others = tuple(other for other in STAGES if other != stage)
    wrong = {
        f"{name} imports {target}"
        for name, tree in modules().items()
        if stage_of(name) == stage
        for target in our_imports(tree)
        if lies_in(target, others)
    }
    assert wrong == set()


def test_only_those_who_lead_the_way_know_the_stages() -> None:
    wrong = {
        f"{name} imports {target}"
        for name, tree in modules().items()
        if not stage_of(name) and not lies_in(name, LEADERS)
        for target in our_imports(tree)
        if stage_of(target)
    }
    assert wrong == set()


def test_nobody_below_knows_those_who_lead_the_way() -> None:
    leaders = tuple(leader for leader in LEADERS if leader)
    wrong = {
        f"{name} imports {target}"
        for name, tree in modules().items()
        if not lies_in(name, LEADERS)
        for target in our_imports(tree)
        if lies_in(target, leaders)
    }
    assert wrong == set()


def test_values_and_errors_know_nobody() -> None:
    assert our_imports(modules()["publishing"]) == set()
    assert {name.split(".")[0] for name in our_imports(modules()["model"])} == {"publishing"}
    assert our_imports(modules()["errors"]) == set()


@pytest.mark.parametrize("library", HOMES)
def test_a_heavy_library_has_one_home(library: str) -> None:
    users = {
        name
        for name, tree in modules().items()
        if any(target == library or target.startswith(f"{library}.") for target in imported(tree))
    }
    assert users
    assert {name for name in users if not lies_in(name, HOMES[library])} == set()


def test_only_the_command_line_exits() -> None:
    exits = {"exit", "quit", "sys.exit", "os._exit"}
    wrong = {
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        if not lies_in(name, ("cli", "__main__"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in exits
    }
    assert wrong == set()


def test_no_module_is_too_long() -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name_of(path): count for path, count in lines.items() if count > LONGEST_MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    long = {
        f"{name}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: count for name, count in long.items() if count > LONGEST_FUNCTION_LINES} == {}


def test_no_module_has_a_vague_name() -> None:
    assert {name for name in modules() if VAGUE_NAMES & set(name.replace("_", ".").split("."))} == set()


def test_every_module_says_what_it_is_for() -> None:
    assert {name for name, tree in modules().items() if not ast.get_docstring(tree)} == set()
