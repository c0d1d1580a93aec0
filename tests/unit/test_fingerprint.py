"""What is made again after which change: each kind of work depends on its own code, and on all of it."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from bookmaker import fingerprint
from bookmaker.fingerprint import Work
from tests.unit.test_imports import lies_in, modules, our_imports, path_of

#: Drawings are made by what makes pages, and go by the fingerprint of pages.
_DRAWINGS = ("typesetting",)
_FIRST: dict[Work, str] = {"pictures": "renderer.pictures", "chapters": "renderer", "pages": ""}


def reached_from(start: str) -> set[str]:
    """Names of modules that some modules import, and those import, and so on."""
    reached: set[str] = set()
    waiting = [name for name in modules() if lies_in(name, (start,))]
    while waiting:
        name = waiting.pop()
        if name not in reached and not lies_in(name, _DRAWINGS):
            reached.add(name)
            imports = our_imports(modules()[name])
            waiting += [target for target in imports | parents(imports) if target in modules()]
    return reached


def parents(names: set[str]) -> set[str]:
    return {name.rpartition(".")[0] for name in names} - {""}


@pytest.mark.parametrize("work", ["pictures", "chapters"])
def test_all_code_that_is_reached_counts(work: Work) -> None:
    missed = {
        name for name in reached_from(_FIRST[work]) if not path_of(name).startswith(fingerprint._CODE[work])
    }
    assert missed == set()


CHANGES: dict[str, set[Work]] = {
    "styles/base.css": {"pages"},
    "styles/themes/classic.css": {"pages"},
    "exporters/pdf/layout.py": {"pages"},
    "pagemaking/breaking.py": {"pages"},
    "typesetting/__init__.py": {"pages"},
    "templates/epub_chapter.xhtml.j2": {"pages", "chapters"},
    "renderer/chapter.py": {"pages", "chapters"},
    "renderer/pictures/compression.py": {"pages", "chapters", "pictures"},
    "model.py": {"pages", "chapters", "pictures"},
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_makes_anew_what_depends_on_it(name: str) -> None:
    files = fingerprint._files()
    changed = {**files, name: b"changed"}
    works: tuple[Work, ...] = ("pictures", "chapters", "pages")
    with patch("bookmaker.fingerprint._files", lambda: changed):
        hashes = {work: fingerprint._code.__wrapped__(work) for work in works}
    assert name in files
    assert {work for work in works if hashes[work] != fingerprint._code(work)} == CHANGES[name]


def test_pictures_know_what_compresses_them_and_no_fonts() -> None:
    parts = fingerprint.parts_of_fingerprint("pictures")
    assert {name for name, _ in parts.versions} == {"python", "zlib", "pillow"}
    assert not parts.fonts and fingerprint.parts_of_fingerprint("pages").fonts
