"""Which files of a folder are posts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bookmaker.collector.hugo_site import CONTENT, is_hugo_site
from bookmaker.collector.jekyll_posts import POSTS, find_jekyll_posts
from bookmaker.collector.post_files import MARKDOWN_SUFFIXES, POST_SUFFIXES, PostFile
from bookmaker.errors import Diagnostic, SourceError, Where, diagnose
from bookmaker.model import Dialect

_NOT_POSTS = frozenset({"readme", "license", "licence", "changelog", "contributing", "code_of_conduct"})
_NOT_FOLDERS = frozenset({"node_modules", "vendor", "__pycache__", "venv", "out"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """The posts found, in path order, and the left-out files that an author may wonder about."""

    files: tuple[PostFile, ...]
    dialect: Dialect
    diagnostics: tuple[Diagnostic, ...]


def discover_posts(root: Path, folders: tuple[str, ...] = ()) -> Discovery:
    """Find posts below `root`, or below its `folders` only.

    A site with a `_posts` folder follows Jekyll's rules. A Hugo site gives the pages below `content`,
    any other folder all its Markdown files.
    Raises: SourceError where one of `folders` is not a folder of the site.
    """
    problems: list[Diagnostic] = []
    root = root.resolve()
    starts = [_folder(root, name) for name in folders] or [root]
    paths = sorted({path for start in starts for path in _walk(start, root, problems)})
    if any(POSTS in path.split("/")[:-1] for path in paths):
        found = find_jekyll_posts(paths)
        return Discovery(files=found.value, dialect="jekyll", diagnostics=(*problems, *found.diagnostics))
    plain = [path for path in paths if _is_plain_post(path)]
    if is_hugo_site(root, plain):
        return _hugo_posts(paths, problems)
    files = tuple(PostFile(path=path, is_draft=False) for path in plain)
    return Discovery(files=files, dialect="plain", diagnostics=tuple(problems))


def _folder(root: Path, name: str) -> Path:
    folder = (root / name).resolve()
    if not folder.is_dir() or not folder.is_relative_to(root):
        raise SourceError(f"the site has no folder {name}", "correct `posts` in book.toml's [site]")
    return folder


def _walk(start: Path, root: Path, problems: list[Diagnostic]) -> Iterator[str]:
    """Relative paths of all files; folders of tools, hidden ones and links out are not entered."""

    def report(error: OSError) -> None:
        where = Where(path=Path(error.filename).relative_to(root).as_posix())
        problems.append(diagnose("post-unreadable", f"cannot read the folder: {error.strerror}", where))

    for folder, names, files in os.walk(start, onerror=report):
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in _NOT_FOLDERS)
        for name in files:
            if not name.startswith("."):
                yield (Path(folder) / name).relative_to(root).as_posix()


def _hugo_posts(paths: list[str], problems: list[Diagnostic]) -> Discovery:
    """Pages below `content`; a list's own page (`_index.md`) is none, nor is what lies in a page's bundle.

    Source: Hugo, "Page bundles": a folder with `index.md` is one page, and all else in it belongs to it.
    """
    pages = [path for path in paths if path.startswith(f"{CONTENT}/") and _is_page(path)]
    bundles = {path.rsplit("/", 1)[0] for path in pages if Path(path).stem == "index"} - {CONTENT}
    files = []
    for path in pages:
        parents = {parent.as_posix() for parent in PurePosixPath(path).parents}
        own = {path.rsplit("/", 1)[0]} if Path(path).stem == "index" else set()
        if (parents - own) & bundles:
            message = "left out: it lies in the bundle of another page (Hugo's rule)"
            hint = "move it out of the folder that has an index.md to include it"
            problems.append(diagnose("post-not-a-post", message, Where(path=path), hint))
        else:
            files.append(PostFile(path=path, is_draft=False))
    return Discovery(files=tuple(files), dialect="hugo", diagnostics=tuple(problems))


def _is_page(path: str) -> bool:
    return Path(path).suffix.lower() in POST_SUFFIXES and Path(path).stem != "_index"


def _is_plain_post(path: str) -> bool:
    parts = path.split("/")
    suffix, stem = Path(parts[-1]).suffix.lower(), Path(parts[-1]).stem.lower()
    hidden = any(part.startswith("_") and part != "_index.md" for part in parts)
    return suffix in MARKDOWN_SUFFIXES and stem not in _NOT_POSTS and not hidden
