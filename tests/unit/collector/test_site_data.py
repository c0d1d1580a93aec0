"""`_data`: what is read, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookmaker.collector.site_data import read_site_data
from tests.sites import write_site


def test_formats_and_folders(tmp_path: Path) -> None:
    files = {
        "_data/people.yml": "- name: Ann\n  age: 3\n",
        "_data/my data.json": '{"a": [1, null]}',
        "_data/deep/rows.csv": "a,b\n1,x\n",
        "_data/deep/tabs.tsv": "a\tb\n1\tx\n",
        "_data/notes.txt": "not data",
    }
    outcome = read_site_data(write_site(tmp_path, files))
    assert outcome.diagnostics == ()
    assert dict(outcome.value) == {  # type: ignore[call-overload]
        "deep": (("rows", ((("a", "1"), ("b", "x")),)), ("tabs", ((("a", "1"), ("b", "x")),))),
        "my_data": (("a", (1, None)),),
        "people": ((("name", "Ann"), ("age", 3)),),
    }
    assert hash(outcome.value)


def test_a_site_without_data(tmp_path: Path) -> None:
    outcome = read_site_data(tmp_path)
    assert (outcome.value, outcome.diagnostics) == ((), ())


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.yml", "a: 1\nb: [1,\n", 3),
        ("a.json", '{"a":\n}', 2),
        ("a.yml", "&a [*a]", None),
        ("a.yml", "a: !!python/object:os.system x", 1),
        ("a.csv", b"\xff\xfe", None),
        (
            "a.yml",
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + "".join(
                f"{n}: &{n} [{','.join([f'*{p}'] * 9)}]\n" for p, n in zip("abcdefg", "bcdefgh", strict=True)
            ),
            None,
        ),
        ("a.json", "[" * 100_000, None),
    ],
    ids=["yaml", "json", "endless", "object", "encoding", "aliases", "nesting"],
)
def test_bad_files_are_reported(tmp_path: Path, name: str, content: str | bytes, line: int | None) -> None:
    outcome = read_site_data(write_site(tmp_path, {f"_data/{name}": content, "_data/good.yml": "x: 1"}))
    assert dict(outcome.value) == {"good": (("x", 1),)}  # type: ignore[call-overload]
    (diagnostic,) = outcome.diagnostics
    assert diagnostic.code == "site-data-invalid"
    assert diagnostic.where is not None
    assert (diagnostic.where.path, diagnostic.where.line) == (f"_data/{name}", line)


def test_links_out_of_the_site_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("a: 1", "utf-8")
    root = write_site(tmp_path / "site", {"_data/good.yml": "x: 1"})
    (root / "_data" / "bad.yml").symlink_to(tmp_path / "secret.yml")
    assert [problem.code for problem in read_site_data(root).diagnostics] == ["site-data-invalid"]
